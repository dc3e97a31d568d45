//! `RpggoOptions.h`: the base of the plugin's settings.

use crate::editor::{SHOWN, Shown, Widget, shown_as};
use crate::interface::{Member, Type};

use super::names::pascal;
use super::{OPTIONS, Unreal, block};

const BEGIN: &str = r#"#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "RpggoEnums.h"

#include "RpggoOptions.generated.h"

/** The library's options in the project's settings, where 0 and empty are the default. */
UCLASS(Abstract, Config = Game)
class RPGGO_API URpggoOptions : public UDeveloperSettings
{
	GENERATED_BODY()

public:
"#;

/// Options that the plugin sets by itself, of settings of its own.
pub const OWN: [&str; 3] = ["api_key", "replay_path", "replay_text"];

/// Categories below the fold.
const ADVANCED: [&str; 2] = ["Network", "Advanced"];

/// What the plugin makes of an option.
const ADDED: [(&str, &str); 1] = [("record_path", "A relative path is below Saved.")];

/// Where a comment finds an option: those that are not shown have their names in C.
pub fn place_of(option: &str) -> String {
    match option {
        "replay_path" | "replay_text" => "Recording".to_owned(),
        name if shown_as(name).is_some() => pascal(name),
        name => name.to_owned(),
    }
}

impl Unreal<'_> {
    pub fn options(&self) -> String {
        let mut properties = String::new();
        for shown in SHOWN {
            properties += &self.option(shown, &self.option_member(shown));
        }
        properties += &self.more_options();
        let properties = properties.trim_start_matches('\n');
        format!("{BEGIN}{properties}}};\n")
    }

    pub fn option_member(&self, shown: &Shown) -> Member {
        let options = self.interface.structure(OPTIONS);
        let mut members = self.interface.members(options).into_iter();
        let found = members.find(|it| it.name == shown.name);
        found.unwrap_or_else(|| panic!("there is no option {}", shown.name))
    }

    fn option(&self, shown: &Shown, member: &Member) -> String {
        let options = self.interface.structure(OPTIONS);
        let mut docs = self.text_of(&member.doc, Some(options));
        if let Some((_, sentence)) = ADDED.iter().find(|it| it.0 == member.name) {
            docs = format!("{docs} {sentence}");
        }
        let mut specifiers = "Config, EditAnywhere, BlueprintReadOnly".to_owned();
        if ADVANCED.contains(&shown.category) {
            specifiers += ", AdvancedDisplay";
        }
        specifiers += &format!(", Category = \"{}\"", shown.category);
        let meta = meta(shown, member);
        if !meta.is_empty() {
            specifiers += &format!(", meta = ({meta})");
        }
        self.property(member, &block(&docs, "\t"), &specifiers)
    }

    fn more_options(&self) -> String {
        let options = self.interface.structure(OPTIONS);
        let members = self.interface.members(options);
        let others = members.iter().map(|it| it.name.as_str());
        let others = others.filter(|it| shown_as(it).is_none() && !OWN.contains(it));
        let others = others.collect::<Vec<_>>().join(", ");
        let docs = format!(
            "All other options, by their names in rpggo.h, which describes them: {others}. A timeout of -1 is none, a flag is true or false."
        );
        let docs = block(&docs, "\t");
        format!(
            "\n{docs}\tUPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = \"Advanced\")\n\
             \tTMap<FString, FString> MoreOptions;\n"
        )
    }
}

/// How the editor shows an option.
fn meta(shown: &Shown, member: &Member) -> &'static str {
    match (&shown.widget, &member.kind) {
        (Widget::Lines, _) => "MultiLine = \"true\"",
        (_, Type::U32) if is_timeout(member) => "ClampMin = \"-1\", Units = \"ms\"",
        (_, Type::U32 | Type::U64 | Type::Size) => "ClampMin = \"0\"",
        (_, Type::I32) => "ClampMin = \"-1\"",
        _ => "",
    }
}

/// Whether -1 is for none.
pub fn is_timeout(it: &Member) -> bool {
    it.kind == Type::U32 && it.name.ends_with("_ms")
}
