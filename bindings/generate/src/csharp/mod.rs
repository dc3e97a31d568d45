//! C#: the library `Rpggo` over the C interface, and the options in the settings of the Unity package.

mod calls;
mod copies;
mod direct;
mod docs;
mod enums;
mod events;
mod handler;
mod inputs;
mod lists;
mod names;
mod native;
mod set;
mod stats;
mod unity;

use crate::interface::Interface;
use crate::{Generated, mark};

const LIBRARY: &str = "bindings/unity/com.rpggo.sdk/Runtime/Rpggo/Generated";
const COMPONENTS: &str = "bindings/unity/com.rpggo.sdk/Runtime/Unity/Generated";

pub fn files(interface: &Interface) -> Vec<Generated> {
    let it = CSharp { interface };
    let interop = "System.Runtime.InteropServices";
    let lists = "System.Collections.Generic";
    let parts = [
        ("Calls", calls::write(&it), CALLS.as_slice()),
        ("Copies", copies::write(&it), &["System", lists]),
        ("Enums", enums::write(&it), &[]),
        ("Events", events::write(&it), &[]),
        ("Handler", vec![handler::write(&it)], &[]),
        ("Lists", lists::write(&it), &["System"]),
        ("Native", vec![native::write(&it)], &["System", interop]),
        ("Options", vec![inputs::options(&it)], &["System"]),
        ("Requests", inputs::requests(&it), &["System"]),
        ("Stats", vec![stats::write(&it)], &[]),
    ];
    let mut files: Vec<Generated> = parts
        .into_iter()
        .map(|(name, types, uses)| {
            let path = format!("{LIBRARY}/{name}.cs");
            Generated::new(path, file("Rpggo", uses, &types))
        })
        .collect();
    let path = format!("{COMPONENTS}/RpggoSettings.Options.cs");
    let fields = file("Rpggo.Unity", &["UnityEngine"], &[unity::write(&it)]);
    files.push(Generated::new(path, fields));
    files
}

const CALLS: [&str; 3] = ["System", "System.Threading", "System.Threading.Tasks"];

struct CSharp<'a> {
    interface: &'a Interface,
}

/// A file with these types, which are indented already.
fn file(namespace: &str, uses: &[&str], types: &[String]) -> String {
    let mut text = format!("// {}\n", mark());
    for it in uses {
        text += &format!("using {it};\n");
    }
    if !uses.is_empty() {
        text += "\n";
    }
    text + &format!("namespace {namespace}\n{{\n{}}}\n", types.join("\n"))
}

/// The template, with each `$name$` replaced. C# is full of braces, so they mean nothing here.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = template.trim_start_matches('\n').to_owned();
    for (name, value) in values {
        text = text.replace(&format!("${name}$"), value);
    }
    debug_assert!(!text.contains('$'), "a name has no value: {text}");
    text
}
