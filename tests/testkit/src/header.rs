//! What a C header of rpggo declares, read from its text, so that nothing new is left out; and as a
//! table that a C program prints: sizes, offsets, constants and functions.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::{c_compiler, succeed};

/// The header as it is checked in.
pub const HEADER: &str = include_str!("../../../include/rpggo.h");

/// Makes the program, and gives what it prints.
pub fn table(header: &str, program: &Path) -> String {
    let source = program.with_extension("c");
    fs::write(program.with_extension("h"), header).expect("it can be written");
    fs::write(&source, code(header, program)).expect("it can be written");
    succeed(c_compiler().arg(source).arg("-o").arg(program));
    succeed(&mut Command::new(program))
}

/// The line that includes a header which has the name of a program.
pub fn include(program: &Path) -> String {
    let header = program.with_extension("h");
    let name = header.file_name().expect("it is a file").to_string_lossy();
    format!("#include \"{name}\"\n")
}

fn code(header: &str, program: &Path) -> String {
    let mut code = format!(
        "#include <stdio.h>\n{}\nint main(void) {{\n",
        include(program)
    );
    let mut print = |format: &str, values: &str| {
        let _ = writeln!(code, "  printf(\"{format}\\n\"{values});");
    };
    for name in constants(header) {
        print(
            &format!("constant {name} %.17g"),
            &format!(", (double)({name})"),
        );
    }
    for (name, fields) in structs(header) {
        print(&format!("struct {name} %zu"), &format!(", sizeof({name})"));
        for (_, field) in fields {
            print(
                &format!("field {name}.{field} %zu %zu"),
                &format!(", offsetof({name}, {field}), sizeof((({name} *)0)->{field})"),
            );
        }
    }
    for function in functions(header) {
        let mut sizes = String::new();
        for it in &function.types {
            let size = if it == "void" {
                "(size_t)0".into()
            } else {
                format!("sizeof({it})")
            };
            let _ = write!(sizes, ", {size}");
        }
        print(
            &format!(
                "function {}{}",
                function.name,
                " %zu".repeat(function.types.len())
            ),
            &sizes,
        );
    }
    code + "  return 0;\n}\n"
}

/// The names of all that `#define` gives a value.
pub fn defines(header: &str) -> impl Iterator<Item = &str> {
    let defined = header
        .lines()
        .filter_map(|line| line.strip_prefix("#define "));
    let named = defined.filter_map(|rest| Some(rest.split_once(' ')?.0));
    named.filter(|name| name.starts_with("RPGGO_"))
}

/// The names of the numbers that stay; `..._INIT` begin structs, and the version goes on.
fn constants(header: &str) -> impl Iterator<Item = &str> {
    defines(header).filter(|name| !name.ends_with("_INIT") && !name.starts_with("RPGGO_VERSION"))
}

/// Types that are another name of a type, with it, and those that are opaque.
pub fn aliases(header: &str) -> impl Iterator<Item = &str> {
    let lines = header.lines();
    lines.filter(|line| line.starts_with("typedef ") && line.ends_with(';'))
}

/// Structs and unions that are not opaque, with the types and the names of their fields.
/// An array has the type of its items: its size says how many there are.
pub fn structs(header: &str) -> Vec<(&str, Vec<(&str, &str)>)> {
    let mut found: Vec<(&str, Vec<(&str, &str)>)> = Vec::new();
    let mut is_inside = false;
    for line in header.lines() {
        let begins = ["typedef struct ", "typedef union "];
        if let Some(rest) = begins.iter().find_map(|begin| line.strip_prefix(begin)) {
            if let Some(name) = rest.strip_suffix(" {") {
                found.push((name, Vec::new()));
                is_inside = true;
            }
        } else if line.starts_with('}') {
            is_inside = false;
        } else if is_inside && !line.trim_start().starts_with("//") {
            let field = line
                .trim()
                .strip_suffix(';')
                .expect("a line for each field");
            let field = field.split_once('[').map_or(field, |(of, _)| of);
            let start = field.rfind([' ', '*']).expect("a type and a name") + 1;
            let (kind, name) = field.split_at(start);
            found
                .last_mut()
                .expect("it has begun")
                .1
                .push((kind.trim(), name));
        }
    }
    found
}

/// A function of the header.
pub struct Function {
    pub name: String,
    /// What it returns, and its parameters.
    pub types: Vec<String>,
    /// All of it, in one line.
    pub prototype: String,
}

pub fn functions(header: &str) -> Vec<Function> {
    let mut found = Vec::new();
    let mut lines = header.lines();
    while let Some(line) = lines.next() {
        let is_code = !line.starts_with([' ', '#', '/', '*', '}']) && !line.starts_with("template");
        if !is_code || !line.contains('(') || !line.contains("rpggo_") {
            continue;
        }
        let mut prototype = line.to_owned();
        while !prototype.ends_with(");") {
            prototype += " ";
            prototype += lines.next().expect("it ends").trim_start();
        }
        let (head, parameters) = prototype.split_once('(').expect("it was seen");
        let start = head.rfind([' ', '*']).expect("it returns something") + 1;
        let mut types = vec![head[..start].trim().to_owned()];
        let parameters = parameters.strip_suffix(");").expect("it was seen");
        for parameter in parameters.split(',').map(str::trim) {
            if parameter != "void" {
                let end = parameter.rfind([' ', '*']).expect("a type and a name") + 1;
                types.push(parameter[..end].trim().to_owned());
            }
        }
        found.push(Function {
            name: head[start..].to_owned(),
            types,
            prototype,
        });
    }
    found
}

/// The name of the function that a line of the header begins.
pub fn function(line: &str) -> Option<String> {
    if line.starts_with([' ', '#', '/', '*']) || line.starts_with("template") {
        return None;
    }
    let (before, _) = line.split_once('(')?;
    let name = &before[before.rfind([' ', '*'])? + 1..];
    name.starts_with("rpggo_").then(|| name.to_owned())
}
