//! The options in the settings of the Unity package: a field for each that its inspector shows.

use heck::ToTitleCase;

use super::inputs::kind;
use super::names::{camel, class, pascal};
use super::{CSharp, fill};
use crate::docs::{Docs, Language, Reference};
use crate::editor::{self, OWN, SHOWN, Shown, Widget};
use crate::interface::{Interface, Member, Type};

const SETTINGS: &str = r#"
    public sealed partial class RpggoSettings
    {
$fields$
        /// <summary>Sets the options that have fields here.</summary>
        void SetShown(RpggoClientOptions options)
        {
$assignments$        }

        /// <summary>Whether an option may not be in settings, which are shipped with the game.</summary>
        static bool IsSecret(string name)
        {
            switch (name)
            {
$secrets$                    return true;
                default:
                    return false;
            }
        }

        /// <summary>The field here that an option is set with; null when there is none.</summary>
        static string PlaceOf(string name)
        {
            switch (name)
            {
$places$                default:
                    return null;
            }
        }
    }
"#;

const FIELD: &str = r#"
$docs$$header$        [Tooltip("$tooltip$")]
        $area$public $kind$ $name$$value$;
"#;

pub fn write(it: &CSharp) -> String {
    let mut category = "";
    let mut fields = Vec::new();
    let mut assignments = String::new();
    for shown in SHOWN {
        let member = editor::option(it.interface, shown);
        let is_first = shown.category != category;
        category = shown.category;
        fields.push(field(it, shown, &member, is_first));
        let (option, field) = (pascal(shown.name), camel(shown.name));
        let value = match &member.kind {
            Type::Chars => format!("OrNull({field})"),
            _ => field,
        };
        assignments += &format!("            options.{option} = {value};\n");
    }
    let secrets = editor::secrets(it.interface);
    let secrets = secrets
        .iter()
        .map(|it| format!("                case \"{}\":\n", it.name));
    let own = OWN.iter().map(|(name, _)| *name);
    let places = SHOWN.iter().map(|it| it.name).chain(own).map(|name| {
        let place = editor::place_of(name);
        format!("                case \"{name}\":\n                    return \"{place}\";\n")
    });
    fill(
        SETTINGS,
        &[
            ("places", &places.collect::<String>()),
            ("fields", &fields.join("\n")),
            ("assignments", &assignments),
            ("secrets", &secrets.collect::<String>()),
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
    let mut text = docs.of(&member.doc, Some(within));
    if let Some(note) = editor::note(&member.name) {
        text = format!("{text} {note}");
    }
    let text = text.replace(['\u{a0}', '\n'], " ");
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// Things as the inspector names them.
struct Inspector;

impl Language for Inspector {
    fn refer(&self, to: &Reference<'_>) -> String {
        match to {
            Reference::Value(_, value) => {
                let shown = editor::display_name(value).map(str::to_owned);
                shown.unwrap_or_else(|| value.short.to_title_case())
            }
            Reference::Constant(it) => editor::constant(it),
            Reference::Function(it) => it.short().to_title_case(),
            Reference::Struct(it) => class(it),
            Reference::Member(_, name) => editor::place_of(name),
            Reference::Field(name) => (*name).to_owned(),
            Reference::Parameter(code) | Reference::Code(code) => (*code).to_owned(),
        }
    }

    fn null(&self) -> &str {
        "empty"
    }
}
