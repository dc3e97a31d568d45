//! Options by name, for settings that are text.

use super::names::{pascal, plain};
use super::{CSharp, fill};
use crate::interface::{Struct, Type};

const SET: &str = r#"
        /// <summary>Sets an option by its name in C, for settings that are text: "max_retries" sets <see
        /// cref="MaxRetries"/>.</summary>
        /// <param name="name">The name.</param>
        /// <param name="value">The value: a text, a number, "true" or "false", or one of the names of an
        /// enum. Null or empty: the default.</param>
        /// <exception cref="ArgumentException">There is no such option, or this is no value for it; the
        /// message says so.</exception>
        public void Set(string name, string value)
        {
            switch (name)
            {
$cases$                default:
                    throw OptionText.Unknown(name, Names);
            }
        }

        private const string Names =
            $names$;
"#;

pub fn write(it: &CSharp, of: &Struct) -> String {
    let members = it.interface.members(of);
    let cases = members.iter().map(|member| {
        let value = value(&member.kind);
        let (c, name) = (&member.name, pascal(&member.name));
        format!(
            "                case \"{c}\":\n                    {name} = {value};\n                    break;\n"
        )
    });
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let set = fill(
        SET,
        &[
            ("cases", &cases.collect::<String>()),
            ("names", &in_lines(&names)),
        ],
    );
    format!("\n{set}")
}

fn value(kind: &Type) -> String {
    match kind {
        Type::Chars => "OptionText.Text(value)".to_owned(),
        Type::Bool => "OptionText.Bool(name, value)".to_owned(),
        Type::I32 | Type::U32 => "OptionText.Int(name, value)".to_owned(),
        Type::I64 | Type::U64 | Type::Size => "OptionText.Long(name, value)".to_owned(),
        Type::F64 => "OptionText.Double(name, value)".to_owned(),
        Type::Enum(of) => format!("OptionText.Choice<{}>(name, value)", plain(of)),
        other => panic!("nobody has said how {other:?} is read from a text"),
    }
}

/// A text of all names, a few in each line.
fn in_lines(names: &[&str]) -> String {
    let lines = names.chunks(4).map(|line| line.join(", "));
    let lines: Vec<String> = lines.collect();
    format!("\"{}\"", lines.join(", \"\n            + \""))
}
