//! The library with the settings that it is shipped with: this same program, built with the profile of
//! that name. The peers are built for speed.

use std::env;
use std::path::PathBuf;
use std::process::Command;

/// Where `benches/run` has put it.
pub fn program() -> PathBuf {
    let this = env::current_exe().expect("this program");
    let target = this.ancestors().nth(2).expect("TARGET/PROFILE/PROGRAM");
    target
        .join("shipped")
        .join(this.file_name().expect("it has a name"))
}

/// Measures something of the library once, in a process of its own.
pub fn figure(what: &str, argument: usize) -> f64 {
    let mut child = Command::new(program());
    let child = child.args(["figure", what, &argument.to_string()]);
    let output = child.output().expect("benches/run has built it");
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).expect("a figure");
    text.trim().parse().expect("a figure")
}

/// The other side of it.
pub fn main(arguments: &[String]) {
    let [what, argument] = arguments else {
        panic!("figure WHAT ARGUMENT");
    };
    let argument = argument.parse().expect("a number");
    let figure = match what.as_str() {
        "decode-chats" => crate::decode::figure_of_chats(argument),
        "decode-size" => crate::decode::figure_of_size(argument),
        "poll-empty" => crate::poll::empty_figure(),
        "poll-event" => crate::poll::event_figure(),
        other => panic!("there is no figure {other}"),
    };
    println!("{figure}");
}
