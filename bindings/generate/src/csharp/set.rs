//! Options by name, for settings that are text.

use super::names::{pascal, plain};
use super::{CSharp, fill};
use crate::interface::{Member, Struct, Type};

const SET: &str = r#"
$docs$        /// <param name="name">The name in C: "max_retries" sets <see cref="MaxRetries"/>.</param>
        /// <param name="value">The value as text.</param>
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
        let value = value(member);
        let (c, name) = (&member.name, pascal(&member.name));
        format!(
            "                case \"{c}\":\n                    {name} = {value};\n                    break;\n"
        )
    });
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let set = fill(
        SET,
        &[
            ("docs", &it.summary(crate::docs::SET, None, "        ")),
            ("cases", &cases.collect::<String>()),
            ("names", &in_lines(&names)),
        ],
    );
    format!("\n{set}")
}

fn value(of: &Member) -> String {
    let read = match &of.kind {
        Type::Chars => return "OptionText.Text(value)".to_owned(),
        Type::Enum(of) => return format!("OptionText.Choice<{}>(name, value)", plain(of)),
        Type::Bool => "Bool",
        _ if of.is_timeout() => "Timeout",
        Type::I32 => "Int",
        Type::I64 => "Long",
        Type::U32 => "Count",
        Type::U64 | Type::Size => "LongCount",
        Type::F64 => "Double",
        other => panic!(
            "nobody has said how {}, {other:?}, is read from a text",
            of.name
        ),
    };
    format!("OptionText.{read}(name, value)")
}

/// A text of all names, a few in each line.
fn in_lines(names: &[&str]) -> String {
    let lines = names.chunks(4).map(|line| line.join(", "));
    let lines: Vec<String> = lines.collect();
    format!("\"{}\"", lines.join(", \"\n            + \""))
}
