//! What becomes of each function of C: no one is forgotten.

use crate::interface::{Function, Struct, Type};

use super::{SESSION_REQUEST, Unreal};

/// The plugin has these in its own way.
const BY_HAND: [(&str, &str); 12] = [
    (
        "rpggo_chat_start",
        "Chat starts the session first, and knows who listens",
    ),
    (
        "rpggo_client_new",
        "made of the settings, with the first request",
    ),
    ("rpggo_client_free", "Reconnect, and the end of the game"),
    (
        "rpggo_client_stats",
        "GetStats, which is all zero without a client",
    ),
    (
        "rpggo_request_cancel",
        "CancelRequest: a request may still wait for its session",
    ),
    ("rpggo_poll_event", "the subsystem's tick"),
    (
        "rpggo_event_field",
        "GetEventField, of the event that is delivered",
    ),
    (
        "rpggo_version",
        "the module compares it when it loads the library",
    ),
    ("rpggo_abi_version", "as the version"),
    ("rpggo_status_name", "the engine has names of enum values"),
    ("rpggo_last_error", "rpggo.hpp returns it with the status"),
    ("rpggo_last_status", "as the error"),
];

/// A call that takes a request which the plugin has no rules for: it is made as it is.
pub struct Other<'a> {
    pub call: &'a Function,
    pub input: &'a Struct,
    /// Whether it starts something that events come of.
    pub starts: bool,
}

impl Unreal<'_> {
    /// The calls that take a session request, in the header's order.
    pub fn calls(&self) -> impl Iterator<Item = &Function> {
        let starts = self.interface.starts();
        starts.filter_map(|(call, input)| (input.name == SESSION_REQUEST).then_some(call))
    }

    /// Those that take another one.
    pub fn other_calls(&self) -> Vec<Other<'_>> {
        let functions = self.interface.functions.iter();
        let functions = functions.filter(|it| !is_by_hand(it));
        let others = functions.filter_map(|call| {
            let (input, starts) = match &call.parameters[..] {
                [_, (_, Type::Pointer(input)), (out, _)] if out == "out_request" => (input, true),
                [_, (_, Type::Pointer(input))] => (input, false),
                _ => return None,
            };
            let input = self.interface.structure(input.name());
            let is_other = input.name != SESSION_REQUEST;
            is_other.then_some(Other {
                call,
                input,
                starts,
            })
        });
        others.collect()
    }

    /// Panics for a function that a game could not call.
    pub fn check_calls(&self) {
        let others = self.other_calls();
        for it in &self.interface.functions {
            let is_call = self.calls().any(|call| call.name == it.name);
            let is_other = others.iter().any(|other| other.call.name == it.name);
            assert!(
                is_call || is_other || is_by_hand(it),
                "the Unreal plugin does not have {}: it takes more than a request, so write it in \
                 RpggoSubsystem.h, and add it with the reason to BY_HAND in unreal/calls.rs",
                it.name
            );
        }
    }
}

fn is_by_hand(it: &Function) -> bool {
    BY_HAND.iter().any(|(name, _)| *name == it.name)
}

/// Whether a request names another one.
pub fn names_a_request(it: &Struct) -> bool {
    it.fields.iter().any(|field| field.kind == Type::RequestId)
}
