//! What the C header declares, as a table that a C program prints: sizes, offsets, constants and
//! functions. The program is made from the header's text, so that nothing new is left out.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{HEADER, c_compiler, succeed};

/// Makes the program, and gives what it prints.
pub fn table(program: &Path) -> String {
    let source = program.with_extension("c");
    fs::write(&source, code()).expect("it can be written");
    succeed(c_compiler().arg(source).arg("-o").arg(program));
    succeed(&mut Command::new(program))
}

fn code() -> String {
    let mut code = String::from("#include <stdio.h>\n#include \"rpggo.h\"\n\nint main(void) {\n");
    let mut print = |format: &str, values: &str| {
        let _ = writeln!(code, "  printf(\"{format}\\n\"{values});");
    };
    for name in constants() {
        print(
            &format!("constant {name} %.17g"),
            &format!(", (double)({name})"),
        );
    }
    for (name, fields) in structs() {
        print(&format!("struct {name} %zu"), &format!(", sizeof({name})"));
        for field in fields {
            print(
                &format!("field {name}.{field} %zu %zu"),
                &format!(", offsetof({name}, {field}), sizeof((({name} *)0)->{field})"),
            );
        }
    }
    for (name, types) in functions() {
        let mut sizes = String::new();
        for it in &types {
            let size = if it == "void" {
                "(size_t)0".into()
            } else {
                format!("sizeof({it})")
            };
            let _ = write!(sizes, ", {size}");
        }
        print(
            &format!("function {name}{}", " %zu".repeat(types.len())),
            &sizes,
        );
    }
    code + "  return 0;\n}\n"
}

/// The names of the constants that have a value; `..._INIT` begin structs.
fn constants() -> Vec<&'static str> {
    let defined = HEADER
        .lines()
        .filter_map(|line| line.strip_prefix("#define "));
    let named = defined.filter_map(|rest| Some(rest.split_once(' ')?.0));
    named
        .filter(|name| name.starts_with("RPGGO_") && !name.ends_with("_INIT"))
        .collect()
}

/// Structs and unions that are not opaque, with their fields.
fn structs() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut is_inside = false;
    for line in HEADER.lines() {
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
                .trim_end()
                .strip_suffix(';')
                .expect("a line for each field");
            let start = field.rfind([' ', '*']).expect("a type and a name") + 1;
            found
                .last_mut()
                .expect("it has begun")
                .1
                .push(&field[start..]);
        }
    }
    found
}

/// Functions, each with the types of what it returns and of its parameters.
fn functions() -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    let mut lines = HEADER.lines();
    while let Some(line) = lines.next() {
        let is_code = !line.starts_with([' ', '#', '/', '*', '}']) && !line.starts_with("template");
        if !is_code || !line.contains('(') || !line.contains("rpggo_") {
            continue;
        }
        let mut whole = line.to_owned();
        while !whole.ends_with(");") {
            whole += lines.next().expect("it ends").trim_start();
            whole = whole
                .replace(",struct", ", struct")
                .replace(",const", ", const");
        }
        let (head, parameters) = whole.split_once('(').expect("it was seen");
        let start = head.rfind([' ', '*']).expect("it returns something") + 1;
        let mut types = vec![head[..start].trim().to_owned()];
        let parameters = parameters.strip_suffix(");").expect("it was seen");
        for parameter in parameters.split(',').map(str::trim) {
            if parameter != "void" {
                let end = parameter.rfind([' ', '*']).expect("a type and a name") + 1;
                types.push(parameter[..end].trim().to_owned());
            }
        }
        found.push((head[start..].to_owned(), types));
    }
    found
}
