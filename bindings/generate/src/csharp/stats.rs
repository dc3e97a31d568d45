//! What the library counts.

use super::events::read;
use super::names::{class, pascal, plain};
use super::{CSharp, fill};

const STATS: &str = r#"
$docs$    public readonly struct $name$
    {
        internal $name$(in Native.$native$ native)
        {
$assignments$        }

$members$    }
"#;

pub fn write(it: &CSharp) -> String {
    let of = it.interface.structure("rpggo_stats");
    let mut assignments = String::new();
    let mut members = Vec::new();
    for member in it.interface.members(of) {
        let docs = it.summary(&member.doc, Some(of), "        ");
        let (kind, value) = read(&member, "native.");
        let name = pascal(&member.name);
        assignments += &format!("            {name} = {value};\n");
        members.push(format!("{docs}        public {kind} {name} {{ get; }}\n"));
    }
    fill(
        STATS,
        &[
            ("docs", &it.summary(&of.doc, Some(of), "    ")),
            ("name", &class(of)),
            ("native", &plain(&of.name)),
            ("assignments", &assignments),
            ("members", &members.join("\n")),
        ],
    )
}
