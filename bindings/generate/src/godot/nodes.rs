//! The two nodes: what is made stands between what they have of their own.

use super::Godot;
use super::names::{CLIENT, constant};
use crate::editor::SHOWN;
use crate::interface::Type;

const CLIENT_TEMPLATE: &str = include_str!("client.in.rs");
const CHARACTER_TEMPLATE: &str = include_str!("character.in.rs");

impl Godot<'_> {
    pub fn client(&self) -> String {
        let mut text = CLIENT_TEMPLATE.to_owned();
        for it in SHOWN {
            let place = format!("    // Properties: {}\n", it.category);
            if text.contains(&place) {
                text = text.replace(&place, &self.properties(it.category));
            }
        }
        let signals = self.signals(true);
        let constants = self.constants_of(CLIENT) + &self.option_constants();
        let text = text.replace("    // Constants\n", &constants);
        let text = text.replace("    // Signals\n", &signals);
        let left = text.lines().find(|it| it.contains("// Properties: "));
        assert!(left.is_none(), "no option is shown as {left:?}");
        self.uses(&text, CLIENT) + &text
    }

    pub fn character(&self) -> String {
        let text = CHARACTER_TEMPLATE.replace("    // Signals\n", &self.signals(false));
        self.uses(&text, "RpggoCharacter") + &text
    }

    /// Values that options may have: "For the timeout options: no timeout."
    fn option_constants(&self) -> String {
        let constants = self.interface.constants.iter();
        let for_options = constants.filter(|it| it.doc.starts_with("For "));
        let values = for_options.filter(|it| !it.doc.contains(".flags`"));
        let declared = values.map(|it| {
            let docs = self.docs(&it.doc, None, "    ");
            let number = match (&it.kind, it.value.as_str()) {
                (Type::U32, "u32::MAX") => "-1",
                (_, value) => value.trim_end_matches(".0"),
            };
            let name = constant(&it.name);
            format!("{docs}    #[constant]\n    const {name}: i64 = {number};\n")
        });
        declared.collect()
    }
}
