//! The options in the settings of the Unity package: a field for each that its inspector shows.

use heck::ToTitleCase;

use super::inputs::kind;
use super::names::{camel, class, pascal};
use super::{CSharp, fill};
use crate::docs::{Docs, Language, Reference};
use crate::editor::{SHOWN, Shown, Widget, shown_as};
use crate::interface::{Interface, Member, Type};

const SETTINGS: &str = r#"
    public sealed partial class RpggoSettings
    {
$fields$
        /// <summary>Sets the options that have fields here.</summary>
        void SetShown(RpggoClientOptions options)
        {
$assignments$        }
    }
"#;

const FIELD: &str = r#"
$docs$$header$        [Tooltip("$tooltip$")]
        $area$public $kind$ $name$$value$;
"#;

pub fn write(it: &CSharp) -> String {
    let options = it.interface.structure("rpggo_client_options");
    let members = it.interface.members(options);
    let mut category = "";
    let mut fields = Vec::new();
    let mut assignments = String::new();
    for shown in SHOWN {
        let member = members.iter().find(|member| member.name == shown.name);
        let member = member.unwrap_or_else(|| panic!("there is no option {}", shown.name));
        let is_first = shown.category != category;
        category = shown.category;
        fields.push(field(it, shown, member, is_first));
        let (option, field) = (pascal(shown.name), camel(shown.name));
        let value = match &member.kind {
            Type::Chars => format!("OrNull({field})"),
            _ => field,
        };
        assignments += &format!("            options.{option} = {value};\n");
    }
    fill(
        SETTINGS,
        &[
            ("fields", &fields.join("\n")),
            ("assignments", &assignments),
        ],
    )
}

fn field(it: &CSharp, shown: &Shown, member: &Member, is_first: bool) -> String {
    let options = it.interface.structure("rpggo_client_options");
    let header = match is_first {
        true => format!("        [Header(\"{}\")]\n", shown.category),
        false => String::new(),
    };
    let area = match shown.widget {
        Widget::Lines => "[TextArea(2, 8)] ",
        Widget::Plain | Widget::File => "",
    };
    let value = match &member.kind {
        Type::Chars => " = \"\"",
        _ => "",
    };
    let option = format!("{}.{}", class(options), pascal(shown.name));
    let docs = format!("        /// <summary>See <see cref=\"{option}\"/>.</summary>\n");
    fill(
        FIELD,
        &[
            ("docs", &docs),
            ("header", &header),
            ("tooltip", &tooltip(it.interface, member)),
            ("area", area),
            ("kind", &kind(&member.kind)),
            ("name", &camel(shown.name)),
            ("value", value),
        ],
    )
}

/// The comment in one line, as a literal.
fn tooltip(interface: &Interface, member: &Member) -> String {
    let docs = Docs {
        interface,
        language: &Inspector,
    };
    let within = interface.structure("rpggo_client_options");
    let text = docs.of(&member.doc, Some(within));
    let text = text.replace(['\u{a0}', '\n'], " ");
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Things as the inspector names them.
struct Inspector;

impl Language for Inspector {
    fn refer(&self, to: &Reference<'_>) -> String {
        match to {
            Reference::Value(_, value) => pascal(&value.short),
            Reference::Constant(it) if it.name == "RPGGO_NO_TIMEOUT" => "-1".to_owned(),
            Reference::Constant(it) => {
                let name = it.name.to_lowercase();
                let name = name.trim_start_matches("rpggo_").replace('_', " ");
                format!("{} ({name})", it.value.trim_end_matches(".0"))
            }
            Reference::Function(it) => it.short().to_title_case(),
            Reference::Struct(it) => class(it),
            // What has no field is in the list of further options, by its name in C.
            Reference::Member(_, name) if shown_as(name).is_none() => name.clone(),
            Reference::Member(_, name) => name.to_title_case(),
            Reference::Field(name) => (*name).to_owned(),
            Reference::Code(code) => (*code).to_owned(),
        }
    }

    fn null(&self) -> &str {
        "empty"
    }
}
