//! `RpggoSubsystemBase`: what the subsystem has for each kind of event and for each call.

use heck::ToTitleCase;

use crate::interface::{Function, Struct, Value};

use super::calls::{Other, names_a_request};
use super::names::{function_name, pascal, struct_name};
use super::{Unreal, block};

const BEGIN: &str = r#"#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"
#include "Subsystems/GameInstanceSubsystem.h"

#include "RpggoSubsystemBase.generated.h"

struct FRpggoCaller;
struct FRpggoStarter;

"#;

const CLASS: &str = r#"
/** The calls of the subsystem, and a delegate for each kind of event: see URpggoSubsystem. */
UCLASS(Abstract)
class RPGGO_API URpggoSubsystemBase : public UGameInstanceSubsystem
{
	GENERATED_BODY()

public:
"#;

const END: &str = r"
protected:
	/** Starts a request, and returns its id. */
	virtual int64 Start(ERpggoCall /* Call */, const FRpggoSessionRequest& /* Request */) PURE_VIRTUAL(URpggoSubsystemBase::Start, return 0;);

	/** Starts a request of another kind, and returns its id. */
	virtual int64 StartOther(const FRpggoStarter& /* Starter */) PURE_VIRTUAL(URpggoSubsystemBase::StartOther, return 0;);

	/** Makes a call that starts nothing; false, and a line in the log, if it is refused. */
	virtual bool CallNow(const FRpggoCaller& /* Caller */) PURE_VIRTUAL(URpggoSubsystemBase::CallNow, return false;);

	/** Calls the delegate of the event's kind. */
	void Broadcast(const FRpggoEvent& Event);
};
";

const SOURCE: &str = r#"#include "RpggoSubsystemBase.h"

#include "RpggoCalls.h"
#include "RpggoConvert.h"
"#;

const BROADCAST: &str = r"
void URpggoSubsystemBase::Broadcast(const FRpggoEvent& Event)
{
	switch (Event.Kind)
	{
	case ERpggoEventKind::None:
		break;
";

impl Unreal<'_> {
    pub fn subsystem_header(&self) -> String {
        let mut text = BEGIN.to_owned();
        for (kind, payload) in self.interface.events() {
            text += &signature(kind, payload);
        }
        text += CLASS;
        let calls = self.calls().map(|it| self.call(it));
        let others = self.other_calls();
        let others = others.iter().map(|it| self.other_call(it));
        let calls: Vec<String> = calls.chain(others).collect();
        text += &calls.join("\n");
        for (kind, _) in self.interface.events() {
            let (docs, name) = (self.docs(&kind.doc, None, "\t"), pascal(&kind.short));
            text += &format!(
                "\n{docs}\tUPROPERTY(BlueprintAssignable, Category = \"Rpggo|Events\")\n\
                 \tFRpggo{name}Signature On{name};\n"
            );
        }
        text + END
    }

    fn call(&self, it: &Function) -> String {
        // The nodes with pins have the shorter names.
        let specifiers = format!(
            "Category = \"Rpggo|Session\", meta = (DisplayName = \"Request {}\")",
            it.short().to_title_case()
        );
        self.declaration(it, &specifiers, "int64", "FRpggoSessionRequest")
    }

    fn other_call(&self, it: &Other<'_>) -> String {
        let returned = if it.starts { "int64" } else { "bool" };
        let specifiers = "Category = \"Rpggo\"";
        self.declaration(it.call, specifiers, returned, &struct_name(it.input))
    }

    fn declaration(&self, it: &Function, specifiers: &str, returned: &str, of: &str) -> String {
        let docs = block(&self.text_of_function(it), "\t");
        let name = function_name(it);
        format!(
            "{docs}\tUFUNCTION(BlueprintCallable, {specifiers})\n\
             \t{returned} {name}(const {of}& Request);\n"
        )
    }

    pub fn subsystem_source(&self) -> String {
        let mut text = SOURCE.to_owned();
        for it in self.calls() {
            let name = function_name(it);
            text += &format!(
                "\nint64 URpggoSubsystemBase::{name}(const FRpggoSessionRequest& Request)\n\
                 {{\n\treturn Start(ERpggoCall::{name}, Request);\n}}\n"
            );
        }
        for it in self.other_calls() {
            text += &other_source(&it);
        }
        text += BROADCAST;
        for (kind, _) in self.interface.events() {
            let name = pascal(&kind.short);
            text += &format!(
                "\tcase ERpggoEventKind::{name}:\n\
                 \t\tOn{name}.Broadcast(Event.RequestId, Event.{name});\n\t\tbreak;\n"
            );
        }
        text + "\t}\n}\n"
    }
}

/// The function that makes a call as it is, once there is a client.
fn other_source(it: &Other<'_>) -> String {
    let (name, native) = (function_name(it.call), it.call.short());
    let of = struct_name(it.input);
    let (returned, kind, field, then) = match it.starts {
        true => ("int64", "FRpggoStarter", "Start", "StartOther"),
        false => ("bool", "FRpggoCaller", "Call", "CallNow"),
    };
    let has_character = it.input.fields.iter().any(|it| it.name == "character_id");
    let character = match it.starts && has_character {
        true => "\tMade.CharacterId = Request.CharacterId;\n",
        false => "",
    };
    let (ids, passed) = match names_a_request(it.input) {
        true => (" Ids", ", Ids"),
        false => (" /* Ids */", ""),
    };
    format!(
        "\n{returned} URpggoSubsystemBase::{name}(const {of}& Request)\n\
         {{\n\t{kind} Made;\n{character}\
         \tMade.{field} = [Request](const rpggo::client& Client, const FRpggoNativeIds&{ids})\n\
         \t{{\n\t\treturn Client.{native}(RpggoConvert::ToNative(Request{passed}));\n\t}};\n\
         \treturn {then}(Made);\n}}\n"
    )
}

/// The type of the delegate of a kind; its parameter is named like its type.
fn signature(kind: &Value, payload: &Struct) -> String {
    let (name, of) = (pascal(&kind.short), struct_name(payload));
    let parameter = of.strip_prefix("FRpggo").expect("all begin so");
    format!(
        "DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggo{name}Signature, int64, RequestId, const {of}&, {parameter});\n"
    )
}
