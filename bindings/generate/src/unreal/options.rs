//! `RpggoOptions.h`: the base of the plugin's settings.

use crate::editor::{self, SHOWN, Shown, Widget};
use crate::interface::{Member, Type};

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

/// Categories below the fold.
const ADVANCED: [&str; 2] = ["Network", "Advanced"];

/// What the plugin makes of an option.
const ADDED: [(&str, &str); 1] = [("record_path", "A relative path is below Saved.")];

impl Unreal<'_> {
    pub fn options(&self) -> String {
        let mut properties = String::new();
        for shown in SHOWN {
            properties += &self.option(shown, &editor::option(self.interface, shown));
        }
        properties += &self.more_options();
        let properties = properties.trim_start_matches('\n');
        format!("{BEGIN}{properties}}};\n")
    }

    fn option(&self, shown: &Shown, member: &Member) -> String {
        let options = self.interface.structure(OPTIONS);
        let mut docs = self.text_of(&member.doc, Some(options));
        let added = ADDED.iter().find(|it| it.0 == member.name);
        for sentence in added
            .map(|it| it.1)
            .into_iter()
            .chain(editor::note(&member.name))
        {
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
        let others = editor::more(self.interface);
        let others: Vec<&str> = others.iter().map(|it| it.name.as_str()).collect();
        let others = others.join(", ");
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
        (_, Type::U32) if member.is_timeout() => "ClampMin = \"-1\", Units = \"ms\"",
        (_, Type::U32 | Type::U64 | Type::Size) => "ClampMin = \"0\"",
        (_, Type::I32) => "ClampMin = \"-1\"",
        _ => "",
    }
}
