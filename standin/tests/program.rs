//! The stand-in as a program.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use common::{GAME, START, post};
use serde_json::json;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_rpggo-standin"))
}

fn fails(output: &Output, message: &str) {
    assert!(!output.status.success());
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains(message), "{error}");
}

#[test]
fn it_prints_its_address_and_responds_there() {
    let mut child = program()
        .args(["--port", "0", "--pace", "1"])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("it prints"))
        .read_line(&mut line)
        .expect("a line");
    let base = line
        .split(' ')
        .find(|word| word.starts_with("http://"))
        .expect("a base URL");
    let response = post(base, START, &json!({"game_id": GAME, "session_id": "s"}));
    assert_eq!(response.json()["code"], 0);
    child.kill().expect("it can be ended");
    child.wait().expect("it has ended");
}

#[test]
fn help_and_errors() {
    let help = program().arg("--help").output().expect("it runs");
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("--story FILE"));
    fails(
        &program().arg("--stroy").output().expect("it runs"),
        "--help",
    );
    fails(
        &program().args(["--port", "x"]).output().expect("it runs"),
        "x",
    );
    let missing = program()
        .args(["--story", "none.toml"])
        .output()
        .expect("it runs");
    fails(&missing, "The story file none.toml cannot be read: ");
    let standin = common::start();
    let taken = program()
        .args(["--port", &standin.port().to_string()])
        .output()
        .expect("it runs");
    fails(&taken, "choose another one with --port");

    let path = std::env::temp_dir().join(format!("standin-story-{}.toml", std::process::id()));
    let mut file = std::fs::File::create(&path).expect("a file");
    file.write_all(b"[game]\ngame_id = \"g\"\n")
        .expect("written");
    let wrong = program()
        .arg("--story")
        .arg(&path)
        .output()
        .expect("it runs");
    std::fs::remove_file(&path).expect("removed");
    fails(&wrong, "line 1: missing field `name`");
}
