//! Numbers with names.

use super::CSharp;
use super::names::{pascal, plain};
use crate::interface::Enum;

pub fn write(it: &CSharp) -> Vec<String> {
    let enums = it.interface.enums.iter();
    enums.map(|of| declare(it, of)).collect()
}

fn declare(it: &CSharp, of: &Enum) -> String {
    let mut values: Vec<String> = of
        .values
        .iter()
        .map(|value| {
            let docs = it.summary(&value.doc, None, "        ");
            format!("{docs}        {} = {}", pascal(&value.short), value.number)
        })
        .collect();
    if of.name == "rpggo_log_level" {
        // Editors show a name for each value, also for that of an option that is not set.
        let docs = "        /// <summary>As an option: no log events.</summary>\n";
        values.insert(0, format!("{docs}        None = 0"));
    }
    let docs = it.summary(&of.doc, None, "    ");
    let (name, values) = (plain(&of.name), values.join(",\n\n"));
    format!("{docs}    public enum {name}\n    {{\n{values}\n    }}\n")
}
