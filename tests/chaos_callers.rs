//! Careless programs in C: whatever they pass and however they end, they get a status and no crash.
#![cfg(unix)]

use std::fs;
use std::time::Duration;

use rpggo_testkit::header::{HEADER, function};
use rpggo_testkit::{Linkage, Run, assert_silent, compile, release, run, shared_library, standin};

rpggo_testkit::with_both_libraries! {
    every_function_refuses_what_is_wrong
    a_forked_child_is_told
    a_game_can_leave_in_the_middle
    a_look_up_that_hangs_keeps_nobody
}

/// The header says which functions there are: one that is new needs a case.
fn every_function_refuses_what_is_wrong(linkage: Linkage) {
    let standin = standin();
    let mut arguments = vec![standin.base_url()];
    arguments.extend(HEADER.lines().filter_map(function));
    assert!(arguments.len() > 15, "{arguments:?}");
    assert_silent(&run(&compile("every_call", linkage), &arguments));
}

fn a_forked_child_is_told(linkage: Linkage) {
    let standin = standin();
    assert_silent(&run(&compile("fork", linkage), &[standin.base_url()]));
}

fn a_game_can_leave_in_the_middle(linkage: Linkage) {
    let program = compile("leave", linkage);
    for how in [
        "return",
        "exit",
        "at-once",
        "free-late",
        "poll-late",
        "while-polling",
        "other-thread",
    ] {
        let standin = standin();
        let run = Run::start(&program, &[standin.base_url(), how.to_owned()]);
        let (output, name) = run.end();
        assert_eq!(output.status.code(), Some(42), "{name}: {output:?}");
        assert_silent(&output);
        let closed = standin.wait_for_open_connections(0, Duration::from_secs(20));
        assert!(closed, "{name}: connections stay open");
    }
}

fn a_look_up_that_hangs_keeps_nobody(linkage: Linkage) {
    let output = run(&compile("lookup", linkage), &[] as &[&str]);
    assert!(output.stderr.is_empty());
    eprint!("{linkage:?}: {}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn nothing_of_the_tests_is_in_the_libraries() {
    for library in [shared_library(), release().join("librpggo.a")] {
        let bytes = fs::read(library).expect("it was built");
        let has = |text: &[u8]| memchr::memmem::find(&bytes, text).is_some();
        assert!(has(b"rpggo_poll_event"), "it is looked through");
        assert!(!has(b"fail point"), "a library with fail points");
    }
}
