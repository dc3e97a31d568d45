//! `RpggoSubsystemBase`: what the subsystem has for each kind of event and for each call.

use crate::interface::{Function, Struct, Value};

use super::names::{function_name, pascal, struct_name};
use super::{Unreal, block};

const BEGIN: &str = r#"#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"
#include "Subsystems/GameInstanceSubsystem.h"

#include "RpggoSubsystemBase.generated.h"

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

	/** Calls the delegate of the event's kind. */
	void Broadcast(const FRpggoEvent& Event);
};
";

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
        let calls: Vec<String> = self.calls().map(|it| self.call(it)).collect();
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
        let docs = block(&self.text_of_function(it), "\t");
        let name = function_name(it);
        // The nodes with pins have the shorter names.
        let shown = it.short().split('_').map(pascal).collect::<Vec<_>>();
        let shown = shown.join(" ");
        format!(
            "{docs}\tUFUNCTION(BlueprintCallable, Category = \"Rpggo|Session\", meta = (DisplayName = \"Request {shown}\"))\n\
             \tint64 {name}(const FRpggoSessionRequest& Request);\n"
        )
    }

    pub fn subsystem_source(&self) -> String {
        let mut text = "#include \"RpggoSubsystemBase.h\"\n".to_owned();
        for it in self.calls() {
            let name = function_name(it);
            text += &format!(
                "\nint64 URpggoSubsystemBase::{name}(const FRpggoSessionRequest& Request)\n\
                 {{\n\treturn Start(ERpggoCall::{name}, Request);\n}}\n"
            );
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

/// The type of the delegate of a kind; its parameter is named like its type.
fn signature(kind: &Value, payload: &Struct) -> String {
    let (name, of) = (pascal(&kind.short), struct_name(payload));
    let parameter = of.strip_prefix("FRpggo").expect("all begin so");
    format!(
        "DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggo{name}Signature, int64, RequestId, const {of}&, {parameter});\n"
    )
}
