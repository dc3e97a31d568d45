//! The structs of the header are laid out as the generator computes it, on 32 and on 64 bits. The
//! compilers prove it: nothing runs, so that every platform can be asked.

use std::fmt::Write;
use std::fs;
use std::process::Command;

use rpggo_generate::interface::layout::DataModel;
use rpggo_generate::interface::{self, Interface};
use rpggo_testkit::{has, header, made, root, succeed};

/// What clang compiles for.
const TARGETS: [(&str, DataModel); 9] = [
    ("x86_64-linux-gnu", DataModel::WIDE),
    ("x86_64-pc-windows-msvc", DataModel::WIDE),
    ("aarch64-linux-gnu", DataModel::WIDE),
    ("aarch64-apple-darwin", DataModel::WIDE),
    ("i686-pc-windows-msvc", DataModel::NARROW),
    ("i686-pc-windows-gnu", DataModel::NARROW),
    ("armv7-linux-gnueabihf", DataModel::NARROW),
    ("wasm32-unknown-emscripten", DataModel::NARROW),
    ("i686-linux-gnu", DataModel::NARROW_X86),
];

/// C that compiles only where all structs are as the model says.
fn claims(interface: &Interface, model: DataModel) -> String {
    let mut code = "#include <stddef.h>\n#include \"rpggo.h\"\n".to_owned();
    let mut claim = |what: &str, number: usize| {
        let _ = writeln!(code, "_Static_assert({what} == {number}, \"{what}\");");
    };
    let structs = header::structs(header::HEADER);
    assert!(structs.len() > 25, "the header has more than {structs:?}");
    for (name, fields) in structs {
        let layout = interface.layout(interface.structure(name), model);
        let names: Vec<&str> = layout.fields.iter().map(|it| it.name.as_str()).collect();
        let of_header: Vec<&str> = fields.into_iter().map(|(_, field)| field).collect();
        assert_eq!(names, of_header, "fields of {name}");
        claim(&format!("sizeof({name})"), layout.place.size);
        claim(&format!("_Alignof({name})"), layout.place.alignment);
        for it in layout.fields {
            let field = it.name;
            claim(&format!("offsetof({name}, {field})"), it.offset);
            claim(&format!("sizeof((({name} *)0)->{field})"), it.size);
        }
    }
    code
}

/// The compiler with this code, which is not linked with anything.
fn compiler(program: &str, target: &str, code: &str, name: &str) -> Command {
    let source = made("layout").join(name).with_extension("c");
    fs::write(&source, code).expect("it can be written");
    let mut compiler = Command::new(program);
    compiler.args([target, "-std=c11", "-ffreestanding", "-fsyntax-only", "-I"]);
    compiler.arg(root("include")).arg(source);
    compiler
}

fn interface() -> Interface {
    interface::read(&root(""))
}

#[test]
fn clang_lays_the_structs_out_as_computed_on_every_platform() {
    if !has("clang") {
        return;
    }
    for (target, model) in TARGETS {
        let (code, option) = (claims(&interface(), model), format!("--target={target}"));
        succeed(&mut compiler("clang", &option, &code, target));
    }
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn gcc_lays_the_structs_out_as_computed_on_32_and_64_bits() {
    for (target, model) in [("-m64", DataModel::WIDE), ("-m32", DataModel::NARROW_X86)] {
        let code = claims(&interface(), model);
        succeed(&mut compiler("gcc", target, &code, &format!("gcc{target}")));
    }
}

/// The code with another number in a claim.
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn with_wrong(claim: &str, code: &str) -> String {
    let begin = format!("_Static_assert({claim} == ");
    let (before, rest) = code.split_once(&begin).expect("it is claimed");
    let (number, after) = rest.split_once(',').expect("the claim ends");
    let wrong = number.parse::<usize>().expect("it is a number") + 4;
    format!("{before}{begin}{wrong},{after}")
}

#[test]
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
fn a_number_that_is_wrong_is_found() {
    let code = claims(&interface(), DataModel::NARROW_X86);
    for claim in [
        "sizeof(rpggo_stats)",
        "_Alignof(rpggo_event)",
        "offsetof(rpggo_event, request)",
        "sizeof(((rpggo_client_options *)0)->max_event_bytes)",
    ] {
        let wrong = with_wrong(claim, &code);
        let output = compiler("gcc", "-m32", &wrong, "wrong").output();
        let said = String::from_utf8(output.expect("gcc runs").stderr).expect("it is text");
        let errors: Vec<&str> = said.lines().filter(|it| it.contains("error:")).collect();
        let is_found = matches!(errors[..], [error] if error.contains(claim));
        assert!(is_found, "{claim}: {said}");
    }
}
