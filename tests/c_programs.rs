//! Programs in C that use nothing but the header and the built libraries, as a game does.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use rpggo_standin::Standin;
use rpggo_testkit::header::{HEADER, function};
use rpggo_testkit::{
    Linkage, Run, assert_says, assert_silent, c_compiler, closed_url, compile, cpp_compiler, fresh,
    link_shared, release, root, run, shared_library, standin, standin_with, succeed, temporary,
};

rpggo_testkit::with_both_libraries! {
    a_game_is_played_from_the_first_word_to_the_won_ending
    fifty_characters_answer_at_once
    sessions_chapters_and_games_are_told
    a_cancelled_talk_ends_at_once_and_closes_its_connection
    a_wrong_handle_is_an_error_and_never_a_crash
    every_fault_has_its_status_and_its_words
    bad_input_is_refused_by_name_and_nothing_is_sent
    a_thousand_clients_are_freed_in_time_and_leave_nothing
    threads_can_share_a_client
    signals_are_left_to_the_game
    one_program_talks_with_every_service
    a_talk_is_recorded_and_played_again
}

/// The prepared conversation of the story, line by line.
fn walkthrough(standin: &Standin) -> Vec<String> {
    let lines = standin.story().walkthrough.iter();
    lines
        .map(|line| format!("{}: {}", line.to, line.say))
        .collect()
}

fn a_game_is_played_from_the_first_word_to_the_won_ending(linkage: Linkage) {
    let standin = standin();
    let mut arguments = vec![standin.base_url()];
    arguments.extend(walkthrough(&standin));
    assert_silent(&run(&compile("chat", linkage), &arguments));
}

fn fifty_characters_answer_at_once(linkage: Linkage) {
    let standin = standin();
    // In small pieces, so that the answers mix.
    let base_url = standin.fault("chunk=16");
    assert_silent(&run(&compile("two_chats", linkage), &[base_url]));
}

fn sessions_chapters_and_games_are_told(linkage: Linkage) {
    let standin = standin();
    assert_silent(&run(&compile("session", linkage), &[standin.base_url()]));
}

fn a_cancelled_talk_ends_at_once_and_closes_its_connection(linkage: Linkage) {
    let standin = standin();
    let mut cancel = Run::start(&compile("cancel", linkage), &[standin.base_url()]);
    let mut line = String::new();
    let mut stdout = BufReader::new(cancel.child.stdout.take().expect("it is piped"));
    stdout.read_line(&mut line).expect("it can be read");
    let closed = standin.wait_for_open_connections(0, Duration::from_secs(2));
    if let Some(stdin) = &mut cancel.child.stdin {
        // It has gone where it failed, which `finish` tells.
        let _ = stdin.write_all(b"seen\n");
    }
    cancel.finish();
    assert_eq!(line.trim_end(), "cancelled");
    assert!(closed, "the connection of the cancelled talk stays open");
}

fn a_wrong_handle_is_an_error_and_never_a_crash(linkage: Linkage) {
    let standin = standin();
    assert_silent(&run(&compile("handles", linkage), &[standin.base_url()]));
}

fn every_fault_has_its_status_and_its_words(linkage: Linkage) {
    let plain = standin();
    let secure = standin_with(|it| it.tls = true);
    let authority = temporary(&format!("authority-{linkage:?}.pem"));
    fs::write(&authority, secure.ca_pem().expect("it has one")).expect("it can be written");
    let arguments = [
        plain.base_url(),
        closed_url(),
        secure.base_url(),
        authority.display().to_string(),
    ];
    assert_silent(&run(&compile("faults", linkage), &arguments));
}

fn bad_input_is_refused_by_name_and_nothing_is_sent(linkage: Linkage) {
    let standin = standin();
    let no_certificate = root("Cargo.toml").display().to_string();
    let arguments = [standin.base_url(), no_certificate];
    assert_silent(&run(&compile("bad_input", linkage), &arguments));
    assert_eq!(standin.connections(), 0, "somebody connected");
    assert!(standin.requests().is_empty(), "something was sent");
}

fn a_thousand_clients_are_freed_in_time_and_leave_nothing(linkage: Linkage) {
    let standin = standin();
    let output = run(&compile("many_clients", linkage), &[standin.base_url()]);
    assert!(output.stderr.is_empty());
    eprint!("{linkage:?}: {}", String::from_utf8_lossy(&output.stdout));
    assert!(
        standin.wait_for_open_connections(0, Duration::from_secs(20)),
        "connections stay open"
    );
}

fn threads_can_share_a_client(linkage: Linkage) {
    let standin = standin();
    let output = run(&compile("threads", linkage), &[standin.base_url()]);
    assert!(output.stderr.is_empty());
    eprint!("{linkage:?}: {}", String::from_utf8_lossy(&output.stdout));
}

/// A server that reads a little of what it is sent, and closes: with the rest unread, that is a
/// reset. It ends with the process.
fn rude_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!(
        "http://{}",
        listener.local_addr().expect("it has an address")
    );
    std::thread::spawn(move || {
        for mut visitor in listener.incoming().flatten() {
            let _ = visitor.read(&mut [0; 1000]);
        }
    });
    url
}

fn signals_are_left_to_the_game(linkage: Linkage) {
    assert_silent(&run(&compile("signals", linkage), &[rude_server()]));
}

fn one_program_talks_with_every_service(linkage: Linkage) {
    let standin = standin();
    let program = compile("services", linkage);
    let openai = format!("{}/v1", standin.base_url());
    for (service, base_url, character, session) in [
        ("0", standin.base_url(), "mira", "one"),
        ("1", standin.base_url(), "mira", "one"),
        ("2", standin.base_url(), "2", "1"),
        ("3", openai, "mira", "one"),
    ] {
        let [service, character, session] = [service, character, session].map(str::to_owned);
        let arguments = [service, base_url, character, session];
        let output = run(&program, &arguments);
        let shown = String::from_utf8_lossy(&output.stdout);
        assert!(
            shown.contains("Lightning, last night."),
            "{arguments:?}: {shown}"
        );
        assert!(shown.contains("The *Patience*."), "{arguments:?}: {shown}");
    }
}

fn a_talk_is_recorded_and_played_again(linkage: Linkage) {
    let standin = standin();
    let arguments = [standin.base_url(), fresh(&format!("{linkage:?}.jsonl"))];
    assert_silent(&run(&compile("replay", linkage), &arguments));
}

#[test]
fn the_library_can_be_loaded_and_unloaded_again_and_again() {
    load("main");
}

#[test]
fn the_library_can_be_unloaded_after_the_thread_that_used_it() {
    load("thread");
}

fn load(place: &str) {
    let standin = standin();
    let library = shared_library().display().to_string();
    let recording = fresh(&format!("{place}.jsonl"));
    let arguments = [standin.base_url(), library, place.to_owned(), recording];
    assert_silent(&run(&compile("load", Linkage::Loaded), &arguments));
}

#[test]
fn the_example_builds_with_make_and_holds_the_prepared_conversation() {
    let folder = temporary("example");
    let make = |what: String| {
        let mut make = Command::new("make");
        make.arg("-C").arg(root("examples")).arg("CFLAGS=-Werror");
        make.arg(format!("BUILD_DIR={}", folder.display()));
        make.arg(format!("LIB_DIR={}", release().display()));
        succeed(make.arg(what));
    };
    make("clean".into());
    make("all".into());
    for program in ["chat-shared", "chat-static"] {
        hold_the_conversation(&folder.join(program));
    }
}

fn hold_the_conversation(program: &Path) {
    let standin = standin();
    let mut chat = Run::start(program, &[standin.base_url()]);
    let mut stdin = chat.child.stdin.take().expect("it is piped");
    for line in walkthrough(&standin) {
        writeln!(stdin, "{line}").expect("it reads");
    }
    drop(stdin);
    let output = chat.finish();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.stderr.is_empty());
    let parts = [
        "== The Dark Harbour ==",
        "Akiko 明子, the glassblower: Let me see",
        "[x] Get a can of lamp oil",
        "== Two Hundred and Twelve Steps ==",
        "picture: https://example.com/last-lantern/beam.jpg",
        "You won!",
    ];
    assert_says(&said, &parts);
}

#[test]
fn the_example_says_what_is_wrong() {
    let folder = temporary("example-wrong");
    let mut compiler = c_compiler();
    compiler.arg(root("examples/chat.c")).arg("-o").arg(&folder);
    succeed(link_shared(&mut compiler));
    let standin = standin();
    let mut chat = Run::start(&folder, &[standin.base_url(), "another-game".into()]);
    drop(chat.child.stdin.take());
    let (output, _) = chat.end();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("another-game"), "{said}");
}

#[test]
fn the_header_compiles_alone_and_twice() {
    let once = "#include \"rpggo.h\"\n";
    for (name, text) in [("once", once.to_owned()), ("twice", once.repeat(2))] {
        let source = temporary(&format!("{name}.c"));
        fs::write(&source, &text).expect("it can be written");
        succeed(c_compiler().arg("-fsyntax-only").arg(source));
        let source = temporary(&format!("{name}.cpp"));
        fs::write(&source, text).expect("it can be written");
        succeed(cpp_compiler().arg("-fsyntax-only").arg(source));
    }
}

#[test]
fn structs_can_be_begun_in_c_plus_plus() {
    let source = temporary("begin.cpp");
    let text = "#include \"rpggo.h\"\n\
        int main() {\n\
        \x20 rpggo_client_options options = RPGGO_CLIENT_OPTIONS_INIT;\n\
        \x20 rpggo_chat_request chat = RPGGO_CHAT_REQUEST_INIT;\n\
        \x20 rpggo_session_request session = RPGGO_SESSION_REQUEST_INIT;\n\
        \x20 rpggo_stats stats = RPGGO_STATS_INIT;\n\
        \x20 if (options.struct_size != sizeof options || options.base_url) return 1;\n\
        \x20 if (chat.struct_size != sizeof chat || chat.message) return 2;\n\
        \x20 if (session.struct_size != sizeof session || session.game_id) return 3;\n\
        \x20 return stats.struct_size != sizeof stats || stats.events;\n\
        }\n";
    fs::write(&source, text).expect("it can be written");
    let program = temporary("begin");
    succeed(cpp_compiler().arg(source).arg("-o").arg(&program));
    succeed(&mut Command::new(program));
}

#[test]
fn the_checked_in_header_is_the_generated_one() {
    let generated = include_str!(concat!(env!("OUT_DIR"), "/rpggo.h"));
    assert!(
        generated == HEADER,
        "include/rpggo.h is out of date: run RPGGO_WRITE_HEADER=1 cargo build"
    );
}

/// What the header declares: functions, types, fields and constants, each with whether the line
/// before it is documentation.
fn declarations() -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut documented = false;
    for line in HEADER.lines() {
        if let Some(name) = declared(line) {
            found.push((name, documented));
        }
        documented = line.trim_start().starts_with("///");
    }
    found
}

/// The name that a line declares.
fn declared(line: &str) -> Option<String> {
    let is_code = !["//", "/*", " *", "template", "}"]
        .iter()
        .any(|no| line.trim_end().starts_with(no) || line.trim_start().starts_with("//"));
    let last_word = |text: &str| {
        let text = text.trim_end_matches([';', '{', ' ']);
        let start = text.rfind([' ', '*']).map_or(0, |at| at + 1);
        text[start..].to_owned()
    };
    if let Some(constant) = line.strip_prefix("#define RPGGO_") {
        let name = constant.split(' ').next()?;
        return Some(format!("RPGGO_{name}"));
    }
    if !is_code {
        return None;
    }
    if line.starts_with("typedef") {
        return Some(last_word(line));
    }
    if let Some(function) = function(line) {
        return Some(function);
    }
    let is_field = line.starts_with("  ") && !line.starts_with("   ") && line.ends_with(';');
    let is_statement = line.contains('(') || line.contains('=') || line.contains("return");
    (is_field && !is_statement).then(|| last_word(line))
}

#[test]
fn everything_in_the_header_is_documented() {
    let declarations = declarations();
    // Those that C++ has in another form are documented once.
    let documented: BTreeSet<&String> = declarations
        .iter()
        .filter_map(|(name, documented)| documented.then_some(name))
        .collect();
    let missing: Vec<&String> = declarations
        .iter()
        .filter_map(|(name, documented)| (!documented).then_some(name))
        .filter(|name| !name.starts_with("RPGGO_") || !documented.contains(name))
        .collect();
    assert!(missing.is_empty(), "without documentation: {missing:?}");
    for name in ["rpggo_poll_event", "rpggo_event", "max_retries", "RPGGO_OK"] {
        assert!(documented.contains(&name.to_owned()), "{name} is not seen");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn the_shared_library_exports_what_the_header_declares_and_nothing_else() {
    let mut nm = Command::new("nm");
    let listing = succeed(nm.args(["-D", "--defined-only"]).arg(shared_library()));
    let exported: BTreeSet<String> = listing
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .map(str::to_owned)
        .collect();
    let declared: BTreeSet<String> = HEADER.lines().filter_map(function).collect();
    assert!(declared.len() >= 15, "{declared:?}");
    assert_eq!(exported, declared);
}
