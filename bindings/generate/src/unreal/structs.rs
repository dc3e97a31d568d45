//! `RpggoTypes.h`, `RpggoEvent.h` and `RpggoRequests.h`.

use crate::interface::{Member, Role, Struct, Type};

use super::Unreal;
use super::names::{initial, pascal, struct_name, type_of, variable};

const TYPES: &str = r#"#pragma once

#include "CoreMinimal.h"
#include "RpggoEnums.h"

#include "RpggoTypes.generated.h"
"#;

const EVENT: &str = r#"#pragma once

#include "CoreMinimal.h"
#include "RpggoTypes.h"

/**
 * Something that happened to a request, for C++. A copy: keep it as long as you like. Only the payload for its Kind
 * is filled. GetEventField of the subsystem reads any other field of the service's JSON.
 */
struct FRpggoEvent
{
"#;

const DELEGATES: &str = r#"
/** The listener to the events of one request. */
DECLARE_DELEGATE_OneParam(FRpggoEventDelegate, const FRpggoEvent& /* Event */);

/** The listeners to all events. */
DECLARE_MULTICAST_DELEGATE_OneParam(FRpggoEventMulticast, const FRpggoEvent& /* Event */);
"#;

const REQUESTS: &str = r#"#pragma once

#include "CoreMinimal.h"

#include "RpggoRequests.generated.h"
"#;

/// Of the result of a request: what games ask most.
const OF_RESULT: &str = r"
	/** True on success. */
	bool IsOk() const { return Status == ERpggoStatus::Ok; }

	/** True when the request failed; cancellation by the game does not count. */
	bool IsFailure() const { return Status != ERpggoStatus::Ok && Status != ERpggoStatus::Cancelled; }
";

const READ_ONLY: &str = "BlueprintReadOnly, Category = \"Rpggo\"";

/// What a designer sets most; the rest is below the fold.
const FIRST: [&str; 6] = [
    "character_id",
    "message",
    "session_id",
    "game_id",
    "chapter_id",
    "images",
];

/// Texts of several lines.
const LINES: [&str; 2] = ["system_prompt", "extra_json"];

/// What the subsystem sets in a request that leaves it empty.
const FILLED_IN: [(&str, &str); 5] = [
    ("session_id", "Empty: the subsystem's."),
    ("game_id", "Empty: the one in the settings."),
    ("user_id", "Empty: the subsystem's player."),
    ("player_name", "Empty: the subsystem's player."),
    ("player_gender", "Empty: the subsystem's player."),
];

impl Unreal<'_> {
    /// Items and payloads.
    pub fn types(&self) -> String {
        let mut text = TYPES.to_owned();
        for it in self.items() {
            text += &self.read_only(it, self.interface.members(it), "");
        }
        for (kind, it) in self.interface.events() {
            let own = self.interface.members(it);
            let mut members = self.ids();
            members.retain(|id| own.iter().all(|it| it.name != id.name));
            members.extend(own);
            let more = if kind.short == "finished" {
                OF_RESULT
            } else {
                ""
            };
            text += &self.read_only(it, members, more);
        }
        text
    }

    pub fn event(&self) -> String {
        let event = self.interface.structure("rpggo_event");
        let mut text = EVENT.to_owned();
        for mut it in self.interface.members(event) {
            match it.name.as_str() {
                // It can be long, and few need it.
                "raw" | "as" => continue,
                // The subsystem's: the library has none for what it refused.
                "request" => {
                    it.name = "request_id".to_owned();
                    it.doc = "The request it belongs to, by its id in the subsystem.".to_owned();
                }
                _ => {}
            }
            text += &self.docs(&it.doc, Some(event), "\t");
            text += &format!("\t{}\n\n", self.variable(&it));
        }
        for (kind, payload) in self.interface.events() {
            text += &format!("\t{} {};\n", struct_name(payload), pascal(&kind.short));
        }
        text + "};\n" + DELEGATES
    }

    /// What a game passes in, and statistics.
    pub fn requests(&self) -> String {
        let mut text = REQUESTS.to_owned();
        for it in self.inputs() {
            text += "\n";
            text += &self.begin(it);
            for member in self.request_members(it) {
                text += &self.request_member(it, &member);
            }
            text += "};\n";
        }
        for it in self.interface.of_role(Role::Output) {
            text += &self.read_only(it, self.interface.members(it), "");
        }
        text
    }

    /// Those that are in others first.
    pub fn items(&self) -> Vec<&Struct> {
        let mut ordered: Vec<&Struct> = Vec::new();
        for it in self.interface.of_role(Role::Item) {
            self.add_item(it, &mut ordered);
        }
        ordered
    }

    fn add_item<'s>(&'s self, it: &'s Struct, ordered: &mut Vec<&'s Struct>) {
        if ordered.iter().any(|known| known.name == it.name) {
            return;
        }
        for field in &it.fields {
            match &field.kind {
                Type::List(item) if item != "rpggo_str" => {
                    self.add_item(self.interface.structure(item), ordered);
                }
                _ => {}
            }
        }
        ordered.push(it);
    }

    fn begin(&self, it: &Struct) -> String {
        let (docs, name) = (self.docs(&it.doc, Some(it), ""), struct_name(it));
        format!("{docs}USTRUCT(BlueprintType)\nstruct {name}\n{{\n\tGENERATED_BODY()\n")
    }

    fn read_only(&self, it: &Struct, members: Vec<Member>, more: &str) -> String {
        let mut text = "\n".to_owned() + &self.begin(it);
        for member in &members {
            let docs = self.docs(&member.doc, Some(it), "\t");
            text += &self.property(member, &docs, READ_ONLY);
        }
        text + more + "};\n"
    }

    /// A prompt belongs to the session, which the subsystem starts with the first message.
    fn request_members(&self, it: &Struct) -> Vec<Member> {
        let mut members = self.interface.members(it);
        let has_prompt = members.iter().any(|it| it.name == "system_prompt");
        if it.name == "rpggo_chat_request" && !has_prompt {
            let session = self.interface.structure(super::SESSION_REQUEST);
            let prompt = self.interface.members(session).into_iter();
            members.extend(prompt.filter(|it| it.name == "system_prompt"));
        }
        members
    }

    fn request_member(&self, it: &Struct, member: &Member) -> String {
        let name = member.name.as_str();
        let mut docs = self.text_of(&member.doc, Some(it));
        if let Some((_, sentence)) = FILLED_IN.iter().find(|it| it.0 == name) {
            docs = format!("{docs} {sentence}");
        }
        let mut specifiers = "EditAnywhere, BlueprintReadWrite".to_owned();
        if !FIRST.contains(&name) {
            specifiers += ", AdvancedDisplay";
        }
        specifiers += ", Category = \"Rpggo\"";
        if LINES.contains(&name) {
            specifiers += ", meta = (MultiLine = \"true\")";
        }
        self.property(member, &super::block(&docs, "\t"), &specifiers)
    }

    pub fn property(&self, it: &Member, docs: &str, specifiers: &str) -> String {
        format!(
            "\n{docs}\tUPROPERTY({specifiers})\n\t{}\n",
            self.variable(it)
        )
    }

    /// `int32 HttpStatus = 0;`
    fn variable(&self, it: &Member) -> String {
        let (kind, initial) = (
            type_of(self.interface, &it.kind),
            initial(self.interface, it),
        );
        format!("{kind} {}{initial};", variable(it))
    }
}
