//! A server with OpenAI's chat completions that this project has not written: `mockllm` from PyPI,
//! which is FastAPI on uvicorn, streams letter by letter and needs no model. It is installed once,
//! into the build folder.

use std::ffi::CString;
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rpggo::abi::session::{rpggo_session_history, rpggo_session_start};
use rpggo::abi::status::RPGGO_SERVICE_OPENAI;
use rpggo_testkit::*;

const PACKAGE: &str = "mockllm==0.0.8";
/// When it streams, it looks an answer up once more: so each is its own answer, too.
const RESPONSES: &str = "\
responses:
  \"hello\": &answer \"Good evening, traveller ✨ — mind the step.\"
  \"Good evening, traveller ✨ — mind the step.\": *answer
defaults:
  unknown_response: \"Say that again?\"
settings:
  lag_enabled: false
";

struct Peer {
    child: Child,
    base_url: String,
}

impl Peer {
    fn start(programs: &Path) -> Peer {
        let responses = made("python").join("responses.yml");
        std::fs::write(&responses, RESPONSES).unwrap();
        let port = free_port();
        let child = Command::new(programs.join("mockllm"))
            .args(["start", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg("--responses")
            .arg(responses)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            // It starts processes of its own, which have to end with it.
            .process_group(0)
            .spawn()
            .unwrap();
        let peer = Peer {
            child,
            base_url: format!("http://127.0.0.1:{port}/v1"),
        };
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "it never listened");
            std::thread::sleep(Duration::from_millis(20));
        }
        peer
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // SAFETY: no memory is involved; the child was not waited for, so its group is its own.
        unsafe { libc::kill(-self.child.id().cast_signed(), libc::SIGKILL) };
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn a_server_that_others_wrote_is_a_character() {
    let Some(programs) = python_programs(PACKAGE, "mockllm") else {
        return;
    };
    let peer = Peer::start(&programs);
    let game = Game::with(&peer.base_url, |it| it.service = RPGGO_SERVICE_OPENAI);
    let prompt = CString::new("You keep the inn.").unwrap();
    let started = game.session_with(rpggo_session_start, |it| {
        it.system_prompt = prompt.as_ptr();
    });
    game.finish(started.unwrap());
    for _ in 0..2 {
        let events = game.finish(game.chat("any-model", "hello"));
        let text = |kind: &str, field: &str| -> String {
            let of_kind = events.iter().filter(|it| it["kind"] == kind);
            of_kind.map(|it| it[field].as_str().unwrap()).collect()
        };
        let expected = "Good evening, traveller ✨ — mind the step.";
        assert_eq!(text("MESSAGE", "text"), expected);
        assert_eq!(text("TEXT", "delta"), expected);
        let pieces = events.iter().filter(|it| it["kind"] == "TEXT").count();
        assert!(pieces > 1, "it streams");
        assert_eq!(events.last().unwrap()["status"], "RPGGO_OK");
    }
    let history = game.session_with(rpggo_session_history, |_| {}).unwrap();
    let lines = game.finish(history);
    assert_eq!(lines.len(), 2 * 2 + 1, "{lines:?}");

    // What it refuses, in its own words.
    let nowhere = Game::with(&format!("{}/nowhere", peer.base_url), |it| {
        it.service = RPGGO_SERVICE_OPENAI;
    });
    let outcome = nowhere.outcome();
    assert_eq!(outcome["status"], "RPGGO_BAD_REQUEST");
    assert!(outcome["detail"].as_str().unwrap().contains("Not Found"));
}
