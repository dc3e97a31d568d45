//! The options of a client: properties of the node `RpggoClient`, and keys of its `more_options`.

use super::Godot;
use super::names::{enumeration, rust_field};
use crate::editor::{SHOWN, Shown, Widget, shown_as};
use crate::interface::{Member, Type};

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
        let it = self.option(shown.name);
        let options = self.interface.structure("rpggo_client_options");
        let docs = self.docs(&it.doc, Some(options), "    ");
        let (name, kind) = (&it.name, option_type(&it.kind));
        let export = export(&it, &shown.widget);
        let group = group.map(|it| format!("    #[export_group(name = \"{it}\")]\n"));
        let group = group.unwrap_or_default();
        let setter = match WARNED_OF.contains(&&**name) {
            true => format!("    #[var(set = set_{name})]\n"),
            false => String::new(),
        };
        format!("{docs}{group}    #[{export}]\n{setter}    pub {name}: {kind},\n")
    }

    fn option(&self, name: &str) -> Member {
        let options = self.interface.structure("rpggo_client_options");
        let mut members = self.interface.members(options).into_iter();
        let found = members.find(|it| it.name == name);
        found.unwrap_or_else(|| panic!("editor.rs shows {name}, which is no option"))
    }

    /// The file that reads the node's properties.
    pub fn options(&self) -> String {
        let options = self.interface.structure("rpggo_client_options");
        let shown = SHOWN.iter().filter(|it| it.name != "service");
        let shown: String = shown.map(|it| self.set_shown(it.name)).collect();
        let members = self.interface.members(options);
        let (own, more): (Vec<_>, Vec<_>) = members.iter().partition(|it| is_property(&it.name));
        let arms: String = more.iter().map(|it| self.set_more(it)).collect();
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
                     {arms}{own} => return Err(wrong(&format!(
                         \"more_options: {{name}} is a property of the node: set it there\"
                     ))),
                     _ => return Err(wrong(&format!(\"more_options: {{name}} is none of {{MORE}}\"))),
                 }}
                 Ok(())
             }}\n"
        )
    }

    /// The line that sets an option from its property.
    fn set_shown(&self, name: &str) -> String {
        let field = self.option_field(name);
        match self.option(name).kind {
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
        (Widget::Plain, Type::F64) => "export(range = (-1.0, 1000.0, 0.01))",
        (Widget::Plain, _) => "export",
    }
}
