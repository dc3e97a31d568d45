//! The functions, by what they are like: so that a binding can make a method of each.

use super::{Function, Interface, Role, Struct, Type};

/// Functions that a binding has in its own way, each with the reason.
pub type ByHand = [(&'static str, &'static str)];

impl Interface {
    /// The calls that start a request: the client, what is asked for, and the request's id.
    pub fn starts(&self) -> impl Iterator<Item = (&Function, &Struct)> {
        let functions = self.functions.iter();
        functions.filter_map(|it| Some((it, self.started_with(it)?)))
    }

    fn started_with(&self, it: &Function) -> Option<&Struct> {
        match &it.parameters[..] {
            [_, (_, Type::Pointer(input)), (out, _)] if out == "out_request" => {
                Some(self.structure(input.name()))
            }
            _ => None,
        }
    }

    /// The calls of a client that are over when they return, and give nothing but a status: all they
    /// take are plain values and requests. Those that write to a parameter are none.
    pub fn directs(&self) -> impl Iterator<Item = &Function> {
        self.functions.iter().filter(|it| self.is_direct(it))
    }

    fn is_direct(&self, it: &Function) -> bool {
        let client = Type::PointerMut(Box::new(Type::Struct("rpggo_client".to_owned())));
        let [(_, first), rest @ ..] = &it.parameters[..] else {
            return false;
        };
        let is_plain = |kind: &Type| match kind {
            Type::Bool | Type::I32 | Type::I64 | Type::F64 | Type::RequestId => true,
            Type::Chars | Type::Enum(_) => true,
            Type::Pointer(to) => self.input(to).is_some(),
            _ => false,
        };
        *first == client
            && it.returns == Type::Enum("rpggo_status".to_owned())
            && rest.iter().all(|(_, kind)| is_plain(kind))
    }

    /// The request that a call takes.
    pub fn request_of(&self, it: &Function) -> Option<&Struct> {
        let mut kinds = it.parameters.iter().map(|(_, kind)| kind);
        kinds.find_map(|kind| match kind {
            Type::Pointer(to) => self.input(to),
            _ => None,
        })
    }

    fn input(&self, kind: &Type) -> Option<&Struct> {
        match kind {
            Type::Struct(name) => Some(self.structure(name)).filter(|it| it.role == Role::Input),
            _ => None,
        }
    }

    /// Stops the generator where a binding would be without a function, and nobody has said why.
    pub fn has_all(&self, language: &str, is_made: impl Fn(&Function) -> bool, by_hand: &ByHand) {
        for it in &self.functions {
            let is_by_hand = by_hand.iter().any(|(name, _)| *name == it.name);
            assert!(
                is_made(it) != is_by_hand,
                "{language}: {} has to be either generated or in BY_HAND, with a reason",
                it.name
            );
        }
        for (name, _) in by_hand {
            let is_there = self.functions.iter().any(|it| it.name == *name);
            assert!(
                is_there,
                "{language}: BY_HAND has {name}, which is not there"
            );
        }
    }
}
