//! `RpggoEnums.h`.

use crate::interface::{Enum, Role, Type, Value};

use super::names::{enum_name, enum_value, function_name};
use super::{Unreal, block};

/// What the editor shows instead of a value's name.
const DISPLAY_NAMES: [(&str, &str); 3] = [
    ("RPGGO_SERVICE_RPGGO", "RPGGO"),
    ("RPGGO_SERVICE_OPENAI", "OpenAI-compatible"),
    ("RPGGO_TLS", "TLS"),
];

const BEGIN: &str = r#"#pragma once

#include "CoreMinimal.h"

#include "RpggoEnums.generated.h"
"#;

/// Without a value for 0, Blueprint's own default would be no value.
const HIDDEN_NONE: &str = "\t/** None of these. */\n\tNone = 0 UMETA(Hidden),\n";
const NONE: &str = "\t/** None: the default. */\n\tNone = 0,\n";
const UNKNOWN: &str = "\t/** A status of a later version. */\n\tUnknown = 255,\n";

impl Unreal<'_> {
    pub fn enums(&self) -> String {
        let mut text = BEGIN.to_owned();
        for it in &self.interface.enums {
            text += "\n";
            text += &self.enumeration(it);
        }
        text += "\n";
        text += &self.calls_enumeration();
        text
    }

    fn enumeration(&self, it: &Enum) -> String {
        let mut values = String::new();
        if it.values.iter().all(|value| value.number != 0) {
            values += if self.is_option(it) {
                NONE
            } else {
                HIDDEN_NONE
            };
        }
        for value in &it.values {
            values += &self.docs(&value.doc, None, "\t");
            let (name, number) = (enum_value(value), value.number);
            values += &format!("\t{name} = {number}{},\n", display_name(value));
        }
        if it.name == "rpggo_status" {
            values += UNKNOWN;
        }
        declare(&self.docs(&it.doc, None, ""), &enum_name(it), &values)
    }

    /// Whether a game sets it, so that there is a default.
    fn is_option(&self, it: &Enum) -> bool {
        let mut fields = self
            .interface
            .of_role(Role::Input)
            .flat_map(|it| &it.fields);
        fields.any(|field| field.kind == Type::Enum(it.name.clone()))
    }

    fn calls_enumeration(&self) -> String {
        let mut values = String::new();
        for (number, call) in self.calls().enumerate() {
            // The functions of the subsystem have the rest.
            let docs = self.text_of_function(call);
            let first = docs.lines().next().unwrap_or_default();
            values += &block(first, "\t");
            values += &format!("\t{} = {number},\n", function_name(call));
        }
        let docs = "/** A call that takes a session request. */\n";
        declare(docs, "ERpggoCall", &values)
    }
}

fn declare(docs: &str, name: &str, values: &str) -> String {
    format!("{docs}UENUM(BlueprintType)\nenum class {name} : uint8\n{{\n{values}}};\n")
}

fn display_name(value: &Value) -> String {
    let shown = DISPLAY_NAMES.iter().find(|(name, _)| *name == value.name);
    shown.map_or_else(String::new, |(_, name)| {
        format!(" UMETA(DisplayName = \"{name}\")")
    })
}
