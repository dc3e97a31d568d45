//! The options of a client: properties of the node `RpggoClient`, and keys of its `more_options`.

use heck::ToTitleCase;

use super::Godot;
use super::names::{enumeration, rust_field};
use crate::editor::{self, SHOWN, Shown, Widget, shown_as};
use crate::interface::{Enum, Member, Type};

/// Options that the node reads in its own way: through the engine's files, or never from a dictionary that
/// is saved with a scene.
const BY_HAND: [&str; 2] = ["api_key", "replay_path"];

/// Options that the editor warns of: it looks again when they are set.
const WARNED_OF: [&str; 1] = ["record_path"];

/// Whether the node has a property of this name.
pub fn is_property(option: &str) -> bool {
    shown_as(option).is_some() || BY_HAND.contains(&option)
}

impl Godot<'_> {
    /// The properties of a category, with its name before the first of them.
    pub fn properties(&self, category: &str) -> String {
        let shown = SHOWN.iter().filter(|it| it.category == category);
        let properties = shown.enumerate().map(|(at, it)| {
            let group = (at == 0).then_some(category);
            self.option_property(it, group)
        });
        properties.collect()
    }

    fn option_property(&self, shown: &Shown, group: Option<&str>) -> String {
        let it = editor::option(self.interface, shown);
        let options = self.interface.structure("rpggo_client_options");
        let doc = match editor::note(shown.name) {
            Some(note) => format!("{} {note}", it.doc),
            None => it.doc.clone(),
        };
        let docs = self.docs(&doc, Some(options), "    ");
        let (name, kind) = (&it.name, option_type(&it.kind));
        let export = export(&it, &shown.widget);
        let group = group.map(|it| format!("    #[export_group(name = \"{it}\")]\n"));
        let group = group.unwrap_or_default();
        let setter = match (&it.kind, WARNED_OF.contains(&&**name)) {
            (_, true) => format!("    #[var(set = set_{name})]\n"),
            (Type::Enum(of), _) => {
                let names = shown_values(self.interface.enumeration(of));
                format!("    #[var(hint = ENUM, hint_string = \"{names}\")]\n")
            }
            _ => String::new(),
        };
        format!("{docs}{group}    #[{export}]\n{setter}    pub {name}: {kind},\n")
    }

    /// The file that reads the node's properties.
    pub fn options(&self) -> String {
        let options = self.interface.structure("rpggo_client_options");
        let shown = SHOWN.iter().filter(|it| it.name != "service");
        let shown: String = shown.map(|it| self.set_shown(it)).collect();
        let members = self.interface.members(options);
        let (own, more): (Vec<_>, Vec<_>) = members.iter().partition(|it| is_property(&it.name));
        let (secret, more): (Vec<_>, Vec<_>) =
            more.into_iter().partition(|it| editor::is_secret(&it.name));
        let arms: String = more.iter().map(|it| self.set_more(it)).collect();
        let secret: String = secret.iter().map(|it| refuse(it)).collect();
        let own: Vec<String> = own.iter().map(|it| format!("\"{}\"", it.name)).collect();
        let own = own.join(" | ");
        let more: Vec<&str> = more.iter().map(|it| &*it.name).collect();
        let more = more.join(", ");
        format!(
            "use godot::prelude::*;
             use rpggo::Options;

             use crate::error::wrong;
             use crate::generated::error::RpggoError;
             use crate::generated::client::RpggoClient;
             use crate::option_values::{{given, set}};

             /// The options that the node's properties and its `more_options` say.
             pub fn read(client: &RpggoClient) -> Result<Options, Gd<RpggoError>> {{
                 let mut options = Options::new(client.service.option());
                 {shown}
                 read_more(&mut options, &client.more_options)?;
                 Ok(options)
             }}

             /// Sets the options that a dictionary has, by their names in C.
             pub fn read_more(options: &mut Options, more: &VarDictionary) -> Result<(), Gd<RpggoError>> {{
                 for (name, value) in more.iter_shared() {{
                     set_more(options, &name.to_string(), &value)?;
                 }}
                 Ok(())
             }}

             const MORE: &str = \"{more}\";

             /// Sets an option that is no property of the node.
             fn set_more(options: &mut Options, name: &str, value: &Variant) -> Result<(), Gd<RpggoError>> {{
                 match name {{
                     {arms}{secret}{own} => return Err(wrong(&format!(
                         \"more_options: {{name}} is a property of the node: set it there\"
                     ))),
                     _ => return Err(wrong(&format!(\"more_options: {{name}} is none of {{MORE}}\"))),
                 }}
                 Ok(())
             }}\n"
        )
    }

    /// The line that sets an option from its property.
    fn set_shown(&self, shown: &Shown) -> String {
        let (name, field) = (shown.name, self.option_field(shown.name));
        match editor::option(self.interface, shown).kind {
            Type::Enum(_) => format!("options.{field} = client.{name}.option();\n"),
            Type::Chars => {
                format!("set(&mut options.{field}, \"{name}\", client.{name}.clone())?;\n")
            }
            _ => format!("set(&mut options.{field}, \"{name}\", client.{name})?;\n"),
        }
    }

    /// The case that sets an option from the dictionary.
    fn set_more(&self, it: &Member) -> String {
        let (name, field) = (&it.name, self.option_field(&it.name));
        match &it.kind {
            Type::Enum(kind) => {
                let given = format!("given::<crate::generated::enums::{}>", enumeration(kind));
                format!("\"{name}\" => options.{field} = {given}(name, value)?.option(),\n")
            }
            kind => {
                let given = format!("given::<{}>", option_type(kind));
                format!("\"{name}\" => set(&mut options.{field}, name, {given}(name, value)?)?,\n")
            }
        }
    }

    fn option_field(&self, name: &str) -> String {
        let options = self.interface.structure("rpggo_client_options");
        rust_field(options, name)
    }
}

/// The values as the inspector names them: `None:0,Error:1`.
fn shown_values(of: &Enum) -> String {
    let has_zero = of.values.iter().any(|it| it.number == 0);
    let none = (!has_zero).then(|| "None:0".to_owned());
    let values = of.values.iter().map(|it| {
        let shown = editor::display_name(it).map(str::to_owned);
        let shown = shown.unwrap_or_else(|| it.short.to_title_case());
        format!("{shown}:{}", it.number)
    });
    none.into_iter().chain(values).collect::<Vec<_>>().join(",")
}

/// The case that refuses a secret which is no property.
fn refuse(it: &Member) -> String {
    let name = &it.name;
    format!(
        "\"{name}\" => return Err(wrong(
             \"more_options: {name} would be saved with the scene and shipped with the game, where anyone \\
              can read it\",
         )),\n"
    )
}

/// The property's type.
fn option_type(kind: &Type) -> String {
    match kind {
        Type::Bool => "bool".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Chars => "GString".to_owned(),
        Type::Enum(name) => enumeration(name),
        _ => "i64".to_owned(),
    }
}

/// How the inspector shows it. 0 is the default everywhere, and -1 is "none" where that is a choice.
fn export(it: &Member, widget: &Widget) -> &'static str {
    match (widget, &it.kind) {
        (Widget::File, _) => "export(global_file)",
        (Widget::Lines, _) => "export(multiline)",
        (Widget::Plain, Type::U32) if it.name.ends_with("_ms") => {
            "export(range = (-1.0, 600000.0, 1.0, or_greater, suffix = \"ms\"))"
        }
        (Widget::Plain, Type::I32) => "export(range = (-1.0, 10.0, 1.0, or_greater))",
        (Widget::Plain, Type::U32 | Type::U64 | Type::Size) => {
            "export(range = (0.0, 1000000.0, 1.0, or_greater))"
        }
        (Widget::Plain, Type::F64) => "export(range = (-1.0, 1000.0, 0.01, hide_slider))",
        (Widget::Plain, _) => "export",
    }
}
