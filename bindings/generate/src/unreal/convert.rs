//! `RpggoConvert`: from the types of `rpggo.hpp` to the engine's, and back.

use crate::editor::{SHOWN, Widget};
use crate::interface::{Enum, Member, Role, Struct, Type};

use super::names::{enum_name, enum_value, function_name, pascal, struct_name, variable};
use super::options::{OWN, is_timeout};
use super::{SESSION_REQUEST, Unreal};

const HEADER: &str = r#"#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoNative.h"
#include "RpggoRequests.h"
#include "RpggoBasics.h"

class URpggoOptions;

/** Conversions between the library's types and the engine's; RpggoBasics.h has those of texts and numbers. */
namespace RpggoConvert
{
	ERpggoStatus ToStatus(rpggo::status Native);

	/** A copy of an event, except for its request; false for kinds that this plugin does not know. */
	bool ToEvent(const rpggo::event& Event, FRpggoEvent& OutEvent);

	FRpggoStats ToStats(const rpggo::stats& Native);

"#;

const HEADER_END: &str = r"
	/** The options that the editor shows. */
	rpggo::client_options ToNative(const URpggoOptions& Options);

	/** Whether an option has a setting of its own. */
	bool HasSetting(std::string_view Option);

	/** Starts a request. */
	rpggo::result<rpggo::request_id> Ask(const rpggo::client& Client, ERpggoCall Call, const FRpggoSessionRequest& Request);
}
";

const SOURCE: &str = r#"#include "RpggoConvert.h"

#include "RpggoOptions.h"

"#;

const PAYLOAD: &str = r"
	/** Copies an event's payload, by its kind. */
	struct FPayload
	{
		FRpggoEvent& Out;

		/** What every event has. */
		template <typename PayloadType>
		PayloadType& Begin(PayloadType& To) const
		{
";

const TO_EVENT: &str = r"
bool RpggoConvert::ToEvent(const rpggo::event& Event, FRpggoEvent& OutEvent)
{
	OutEvent = FRpggoEvent();
	OutEvent.Kind = ToEventKind(Event.kind);
	if (OutEvent.Kind == ERpggoEventKind::None)
	{
		return false;
	}
";

const HAS_SETTING: &str = r"
bool RpggoConvert::HasSetting(std::string_view Option)
{
	static constexpr std::string_view Names[] = {
";

const HAS_SETTING_END: &str = r"	};
	for (const std::string_view Name : Names)
	{
		if (Name == Option)
		{
			return true;
		}
	}
	return false;
}
";

const ASK_END: &str = r#"	}
	return rpggo::error(rpggo::status::invalid_argument, "there is no such call");
}
"#;

impl Unreal<'_> {
    pub fn convert_header(&self) -> String {
        let mut text = HEADER.to_owned();
        for it in self.inputs() {
            let (name, native) = (struct_name(it), it.short());
            text += &format!("\trpggo::{native} ToNative(const {name}& Request);\n");
        }
        text + HEADER_END
    }

    pub fn convert_source(&self) -> String {
        let enums = self.interface.enums.iter();
        let enums = enums.filter(|it| self.is_read(it)).map(to_enum);
        let items = self.items().into_iter();
        let items = items.map(|it| self.to_struct(it, "static "));
        let outputs = self.interface.of_role(Role::Output);
        let outputs = outputs.map(|it| self.to_struct(it, ""));
        let helpers: Vec<String> = enums.chain(items).chain(outputs).collect();
        let mut text = format!("{SOURCE}namespace RpggoConvert\n{{\n{}", helpers.join("\n"));
        text += &self.payload();
        text += "}\n";
        text += &self.to_event();
        for it in self.inputs() {
            text += &self.to_input(it);
        }
        text + &self.to_options() + &has_setting() + &self.ask()
    }

    /// Whether it is in an event.
    fn is_read(&self, it: &Enum) -> bool {
        let read = [Role::Item, Role::Payload, Role::Event];
        let structs = self.interface.structs.iter();
        let mut fields = structs
            .filter(|of| read.contains(&of.role))
            .flat_map(|of| &of.fields);
        fields.any(|field| field.kind == Type::Enum(it.name.clone()))
    }

    fn to_struct(&self, it: &Struct, scope: &str) -> String {
        let (name, native) = (struct_name(it), it.short());
        format!(
            "\t{scope}{name} To{}(const rpggo::{native}& Native)\n\t{{\n\t\t{name} To;\n{}\t\treturn To;\n\t}}\n",
            pascal(native),
            self.copies(&self.interface.members(it), "\t\tTo", "Native"),
        )
    }

    fn payload(&self) -> String {
        let mut text = PAYLOAD.to_owned();
        for id in self.ids() {
            text += &format!("\t\t\tTo.{0} = Out.{0};\n", variable(&id));
        }
        text += "\t\t\treturn To;\n\t\t}\n";
        for (kind, payload) in self.interface.events() {
            let (native, name) = (payload.short(), struct_name(payload));
            let members = self.interface.members(payload);
            text += &format!(
                "\n\t\tvoid operator()(const rpggo::{native}& Native) const\n\t\t{{\n\
                 \t\t\t{name}& To = Begin(Out.{});\n{}\t\t}}\n",
                pascal(&kind.short),
                self.copies(&members, "\t\t\tTo", "Native"),
            );
        }
        text + "\t};\n"
    }

    fn to_event(&self) -> String {
        let event = self.interface.structure("rpggo_event");
        let mut members = self.interface.members(event);
        let others = ["kind", "request", "raw", "as"];
        members.retain(|it| !others.contains(&it.name.as_str()));
        let copies = self.copies(&members, "\tOutEvent", "Event");
        format!("{TO_EVENT}{copies}\tEvent.visit(FPayload{{OutEvent}});\n\treturn true;\n}}\n")
    }

    fn to_input(&self, it: &Struct) -> String {
        let members = self.interface.members(it);
        let copies = members.iter().map(|it| {
            let value = native_value(it, &format!("Request.{}", variable(it)));
            format!("\tNative.{} = {value};\n", it.name)
        });
        let parameter = format!("const {}& Request", struct_name(it));
        to_native(it.short(), &parameter, copies.collect())
    }

    fn to_options(&self) -> String {
        let copies = SHOWN.iter().map(|shown| {
            let member = self.option_member(shown);
            let mut from = format!("Options.{}", variable(&member));
            // What is pasted into a field of the editor has blanks around it.
            if member.kind == Type::Chars && !matches!(shown.widget, Widget::Lines) {
                from += ".TrimStartAndEnd()";
            }
            let value = native_value(&member, &from);
            format!("\tNative.{} = {value};\n", member.name)
        });
        let parameter = "const URpggoOptions& Options";
        to_native("client_options", parameter, copies.collect())
    }

    fn ask(&self) -> String {
        let request = struct_name(self.interface.structure(SESSION_REQUEST));
        let cases = self.calls().map(|it| {
            let (name, native) = (function_name(it), it.short());
            format!("\tcase ERpggoCall::{name}:\n\t\treturn Client.{native}(Native);\n")
        });
        let cases: String = cases.collect();
        format!(
            "\nrpggo::result<rpggo::request_id> RpggoConvert::Ask(const rpggo::client& Client, ERpggoCall Call, const {request}& Request)\n\
             {{\n\tconst rpggo::session_request Native = ToNative(Request);\n\tswitch (Call)\n\t{{\n{cases}{ASK_END}"
        )
    }

    /// `To.HttpStatus = Native.http_status;` and so on.
    fn copies(&self, members: &[Member], to: &str, from: &str) -> String {
        let copies = members.iter().map(|it| {
            let value = self.engine_value(&it.kind, &format!("{from}.{}", it.name));
            format!("{to}.{} = {value};\n", variable(it))
        });
        copies.collect()
    }

    /// A value of the library for the engine.
    fn engine_value(&self, kind: &Type, value: &str) -> String {
        match kind {
            Type::Bool | Type::I32 | Type::I64 | Type::F64 => value.to_owned(),
            Type::U32 => format!("static_cast<int32>({value})"),
            Type::U64 | Type::Size => format!("static_cast<int64>({value})"),
            Type::Text => format!("ToString({value})"),
            Type::Enum(name) => {
                let of = self.interface.enumeration(name);
                format!("To{}({value})", pascal(of.short()))
            }
            Type::List(item) if item == "rpggo_str" => format!("ToArray({value}, ToString)"),
            Type::List(item) => {
                let of = self.interface.structure(item);
                format!("ToArray({value}, To{})", pascal(of.short()))
            }
            other => panic!("Unreal cannot be given {other:?}"),
        }
    }
}

/// What a later version adds counts as failed, as a character, as none: the last value is the last
/// that is known.
fn to_enum(it: &Enum) -> String {
    let name = enum_name(it);
    let numbers = it.values.iter().map(|value| value.number);
    let first = it.values.first().expect("it has values");
    let last = it.values.last().expect("it has values");
    assert!(
        numbers.eq(first.number..=last.number) && (0..=1).contains(&first.number),
        "the numbers of {} have gaps, which ToEnum does not know",
        it.name
    );
    let (scope, unknown) = match (it.name.as_str(), first.number) {
        // The header declares it.
        ("rpggo_status", _) => ("", "Unknown".to_owned()),
        (_, 0) => ("static ", enum_value(first)),
        _ => ("static ", "None".to_owned()),
    };
    format!(
        "\t{scope}{name} To{}(rpggo::{} Native)\n\t{{\n\t\treturn ToEnum(Native, {name}::{}, {name}::{unknown});\n\t}}\n",
        pascal(it.short()),
        it.short(),
        enum_value(last),
    )
}

fn has_setting() -> String {
    let names = SHOWN.iter().map(|it| it.name).chain(OWN);
    let names = names.map(|name| format!("\t\t\"{name}\",\n"));
    format!(
        "{HAS_SETTING}{}{HAS_SETTING_END}",
        names.collect::<String>()
    )
}

fn to_native(native: &str, parameter: &str, copies: String) -> String {
    format!(
        "\nrpggo::{native} RpggoConvert::ToNative({parameter})\n{{\n\
         \trpggo::{native} Native;\n{copies}\treturn Native;\n}}\n",
    )
}

/// A value of the engine for the library.
fn native_value(it: &Member, value: &str) -> String {
    match &it.kind {
        Type::Bool | Type::I32 | Type::I64 | Type::F64 => value.to_owned(),
        Type::U32 if is_timeout(it) => format!("ToTimeout({value})"),
        Type::U32 => format!("ToCount<uint32>({value})"),
        Type::U64 => format!("ToCount<uint64>({value})"),
        Type::Size => format!("ToCount<size_t>({value})"),
        Type::Chars => format!("ToNative({value})"),
        Type::Enum(name) => {
            let native = name.strip_prefix("rpggo_").expect("all begin so");
            format!("static_cast<rpggo::{native}>({value})")
        }
        other => panic!("Unreal cannot give {other:?}"),
    }
}
