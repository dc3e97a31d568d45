//! The C++ header as its users compile it, and the packages as they install them.
#![cfg(target_os = "linux")]

mod package;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use rpggo_testkit::{
    Run, assert_says, has, link_shared, made, release, root, run, standin, succeed,
};

const RECORDING: &str = "examples/recordings/last-lantern.jsonl";
const STORY_END: &str = "You won!";

/// More than the README promises, so that no user has a warning.
const WARNINGS: [&str; 8] = [
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-Wconversion",
    "-Wsign-conversion",
    "-Wshadow",
    "-Wold-style-cast",
    "-Werror",
];

/// A place for what a test makes.
fn temporary(name: &str) -> PathBuf {
    made("cpp").join(name)
}

/// The compilers that there are.
fn compilers() -> impl Iterator<Item = &'static str> {
    let is_there = |compiler: &&str| has(compiler);
    ["g++", "clang++"].into_iter().filter(is_there)
}

/// A compiler that warns of everything.
fn compiler(name: &str, standard: &str) -> Command {
    let mut compiler = Command::new(name);
    compiler.arg(format!("-std=c++{standard}")).args(WARNINGS);
    compiler.arg("-I").arg(root("include"));
    compiler.arg("-I").arg(root("bindings/cpp"));
    compiler
}

fn source(name: &str) -> PathBuf {
    root("tests/cpp").join(name).with_extension("cpp")
}

/// Compiles a program of `tests/cpp`, with checks of the memory that it uses.
fn program(name: &str, options: &[&str], link: impl Fn(&mut Command) -> &mut Command) -> PathBuf {
    let program = temporary(name);
    let mut compiler = compiler("g++", "17");
    compiler.args(["-g", "-pthread"]).arg(source(name));
    succeed(link(compiler.args(options)).arg("-o").arg(&program));
    program
}

/// Compiles it with the shared library.
fn with_library(name: &str, options: &[&str]) -> PathBuf {
    program(name, options, link_shared)
}

const SANITIZERS: [&str; 2] = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

#[test]
fn it_compiles_without_a_warning_with_every_compiler_and_standard() {
    // Beside each other, as nothing here takes longer.
    std::thread::scope(|scope| {
        for name in compilers() {
            scope.spawn(move || compile_with_every_standard(name));
        }
    });
}

fn compile_with_every_standard(name: &str) {
    // 2b is what both call C++23 for longest.
    for standard in ["17", "20", "2b"] {
        for options in [&["-fexceptions"][..], &["-fno-exceptions", "-fno-rtti"]] {
            let mut compiler = compiler(name, standard);
            compiler.args(options).arg("-fsyntax-only");
            compiler.args(["events", "calls", "options"].map(source));
            succeed(compiler.arg(root("examples/cpp/tavern.cpp")));
        }
    }
}

#[test]
fn mistakes_do_not_compile() {
    let refused = [
        (1, "nodiscard"),
        (2, "nodiscard"),
        (3, "nodiscard"),
        (4, "nodiscard"),
        (5, "deleted"),
        (6, "ambiguous"),
        (7, "events are read-only"),
        (8, "the visitor takes no event"),
        (9, "conver"),
        (10, "conver"),
        (11, "nodiscard"),
    ];
    for name in compilers() {
        let mistake = |number: i32| {
            let mut compiler = compiler(name, "17");
            compiler.arg(format!("-DMISTAKE={number}"));
            compiler
                .arg("-fsyntax-only")
                .arg(source("refused"))
                .env("LC_ALL", "C");
            compiler
        };
        succeed(&mut mistake(0));
        for (number, why) in refused {
            let output = mistake(number).output().expect("it runs");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(!output.status.success(), "{name} takes mistake {number}");
            assert!(said.contains(why), "{name}, mistake {number}: {said}");
        }
    }
}

#[test]
fn events_say_what_c_says() {
    run(&with_library("events", &SANITIZERS), &[""; 0]);
}

#[test]
fn calls_reach_c_with_what_they_are_given() {
    run(&program("calls", &SANITIZERS, |it| it), &[""; 0]);
}

#[test]
fn options_are_set_by_name_or_the_sentence_says_what_fits() {
    run(&program("options", &SANITIZERS, |it| it), &[""; 0]);
}

#[test]
fn reading_events_allocates_nothing() {
    let recording = root(RECORDING);
    run(&with_library("allocations", &["-O2"]), &[recording]);
}

/// Runs a test of `client.cpp`.
fn client(arguments: &[&str]) {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let program = PROGRAM.get_or_init(|| with_library("client", &SANITIZERS));
    let output = run(program, arguments);
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
}

/// Tests of `client.cpp` that need the stand-in alone.
macro_rules! with_a_standin {
    ($($name:ident: $test:literal $($fault:literal)?)*) => {
        $(#[test] fn $name() {
            let standin = standin();
            let url = standin.base_url();
            $(let url = [url.as_str(), $fault].concat();)?
            client(&[$test, &url]);
        })*
    };
}

with_a_standin! {
    what_a_session_a_game_and_a_history_are_is_told: "calls"
    log_lines_and_retries_come: "told" "/fault/status=503,times=1"
    bad_input_is_refused_in_words: "refused"
    an_empty_client_is_an_error_and_never_a_crash: "empty"
    a_talk_goes_on_in_whoever_has_the_client: "moves"
    a_request_is_cancelled: "cancels"
    threads_can_share_a_client: "threads"
}

#[test]
fn a_recorded_story_is_told_to_its_end() {
    client(&["story", &root(RECORDING).display().to_string()]);
}

#[test]
fn an_event_outlives_the_client_that_its_visitor_closes() {
    client(&["closes", &root(RECORDING).display().to_string()]);
}

#[test]
fn one_program_talks_with_every_service() {
    let standin = standin();
    let openai = format!("{}/v1", standin.base_url());
    for (service, url, character, session) in [
        ("0", &standin.base_url(), "mira", "one"),
        ("1", &standin.base_url(), "mira", "one"),
        ("2", &standin.base_url(), "2", "1"),
        ("3", &openai, "mira", "one"),
    ] {
        client(&["service", service, url, character, session]);
    }
}

/// The first piece of code between such a line and the next one that ends code.
fn code<'a>(text: &'a str, begin: &str) -> Vec<&'a str> {
    let lines = text.lines().skip_while(|line| *line != begin).skip(1);
    let code: Vec<&str> = lines.take_while(|line| *line != "```").collect();
    assert!(code.len() > 5, "no code after {begin}");
    code
}

#[test]
fn the_code_in_the_readme_compiles() {
    let readme = include_str!("../../bindings/cpp/README.md");
    let source = temporary("readme.cpp");
    let text = format!(
        "#include \"rpggo.hpp\"\n\
        void say(std::string_view who, std::string_view what);\n\
        void complain(std::string_view why);\n\
        void game();\n\
        void game() {{\n{}\n}}\n",
        code(readme, "```cpp").join("\n")
    );
    fs::write(&source, text).expect("it can be written");
    for name in compilers() {
        succeed(compiler(name, "17").arg("-fsyntax-only").arg(&source));
    }
}

fn tavern() -> PathBuf {
    static TAVERN: OnceLock<PathBuf> = OnceLock::new();
    let tavern = TAVERN.get_or_init(|| {
        let program = temporary("tavern");
        let mut compiler = compiler("g++", "17");
        compiler.arg(root("examples/cpp/tavern.cpp"));
        compiler.arg(release().join("librpggo.a"));
        succeed(compiler.arg("-o").arg(&program));
        program
    });
    tavern.clone()
}

#[test]
fn the_example_talks_with_a_service() {
    let standin = standin();
    let mut talk = Run::start(&tavern(), &[standin.base_url()]);
    let mut stdin = talk.child.stdin.take().expect("it is piped");
    for line in &standin.story().walkthrough {
        writeln!(stdin, "{}: {}", line.to, line.say).expect("it reads");
    }
    drop(stdin);
    let output = talk.finish();
    assert!(output.stderr.is_empty());
    let said = String::from_utf8_lossy(&output.stdout);
    let akiko = "Akiko 明子, the glassblower: Let me see";
    assert_says(&said, &[akiko, "beam.jpg", STORY_END]);
}

#[test]
fn the_example_says_what_is_wrong() {
    let standin = standin();
    let url = standin.base_url();
    for (arguments, why) in [
        (vec!["no-such-file.jsonl"], "no-such-file.jsonl"),
        (vec![url.as_str(), "another-game"], "another-game"),
        (vec!["http://127.0.0.1:1"], "127.0.0.1"),
    ] {
        let mut talk = Run::start(&tavern(), &arguments);
        drop(talk.child.stdin.take());
        let (output, _) = talk.end();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(why), "{said}");
    }
}
