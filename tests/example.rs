//! The terminal example, as its user runs it.

use std::process::{Command, Stdio};

use rpggo_testkit::{Scratch, assert_says, root};

/// cargo puts examples beside the folder of the tests, and builds them with these.
fn example() -> Command {
    let test = std::env::current_exe().unwrap();
    let folder = test.parent().unwrap().parent().unwrap();
    Command::new(folder.join("examples/chat"))
}

#[test]
fn without_a_terminal_it_plays_to_the_won_ending() {
    let run = example().stdin(Stdio::null()).output().unwrap();
    let shown = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success(), "{shown}");
    assert!(run.stderr.is_empty());
    let parts = [
        "=== The Last Lantern",
        "--- The Dark Harbour ---",
        "Mira, the harbour keeper: Lightning, last night. ⚡",
        "Akiko 明子, the glassblower: And all of them flat.",
        "[x] Get a can of lamp oil",
        "[ ] Have the cracked lens mended",
        "--- Two Hundred and Twelve Steps ---",
        "[picture] A single golden beam over black water",
        "<https://example.com/last-lantern/beam.jpg>",
        "=== The end: you won. ===",
    ];
    assert_says(&shown, &parts);
}

#[test]
fn every_service_can_be_talked_with() {
    for (service, last) in [
        ("persona", "=== The end: you won. ==="),
        ("aurora", "Home, home, the kettle’s on."),
        (
            "openai",
            "Pip, aged nine and a half: …Okay. I’ve got *one*.",
        ),
    ] {
        let run = example()
            .args(["--service", service])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let shown = String::from_utf8(run.stdout).unwrap();
        assert!(run.status.success(), "{service}: {shown}");
        let first = "Mira, the harbour keeper: Lightning, last night. ⚡";
        assert_says(&shown, &[first, last]);
    }
}

fn bundled() -> String {
    let recording = root("examples/recordings/last-lantern.jsonl");
    recording.display().to_string()
}

#[test]
fn the_bundled_recording_is_played_to_the_same_ending() {
    let play = |arguments: &[&str]| {
        let run = example().args(arguments).stdin(Stdio::null()).output();
        let run = run.unwrap();
        let shown = String::from_utf8(run.stdout).unwrap();
        assert!(run.status.success(), "{shown}");
        shown
    };
    let replayed = play(&["--replay", &bundled(), "--speed", "1000"]);
    assert_eq!(replayed, play(&[]));
}

#[test]
fn a_program_that_is_killed_leaves_a_recording_that_can_be_played() {
    use std::io::{BufRead, BufReader};

    let file = Scratch::new();
    let mut child = example()
        .args(["--pace", "20", "--record"])
        .arg(&file.path)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let shown = BufReader::new(child.stdout.take().unwrap()).lines();
    // In the middle of the third answer, or just before it.
    let questions = shown
        .map_while(Result::ok)
        .filter(|line| line.starts_with("> "));
    assert_eq!(questions.take(3).count(), 3);
    child.kill().unwrap();
    child.wait().unwrap();
    let recording = rpggo::Recording::load(&file.path).unwrap();
    assert_eq!(recording.runs()[0].end, "");
    let whole = recording
        .requests()
        .iter()
        .filter(|it| it.finished().is_some());
    assert!(whole.count() >= 3);
}

#[test]
fn help_says_how_to_reach_the_real_service() {
    let run = example().arg("--help").output().unwrap();
    let shown = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success());
    let parts = [
        "--base-url",
        "--game",
        "--character",
        "RPGGO_API_KEY",
        "Ctrl-C",
    ];
    assert_says(&shown, &parts);
}

#[test]
fn without_a_key_the_real_service_is_not_asked() {
    let run = example()
        .args(["--game", "some-game"])
        .env_remove("RPGGO_API_KEY")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(told.contains("api_key is missing: set"), "{told}");
}

/// What the process finds around it: proxies and roots.
mod environment {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::process::Stdio;

    use rpggo_testkit::{Scratch, standin, standin_with};

    /// What the example says when it cannot start the session, or shows when it can.
    fn run(base_url: &str, environment: &[(&str, &str)]) -> String {
        let output = super::example()
            .args(["--base-url", base_url, "--game", "last-lantern"])
            .env("RPGGO_API_KEY", "key")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    #[test]
    fn a_proxy_of_the_environment_is_used() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = format!("http://{}", listener.local_addr().unwrap());
        let asked = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = [0; 1024];
            let count = stream.read(&mut asked).unwrap();
            let refused = "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(refused.as_bytes()).unwrap();
            String::from_utf8_lossy(&asked[..count]).into_owned()
        });
        let shown = run("https://service.invalid", &[("HTTPS_PROXY", &proxy)]);
        assert!(shown.contains("[failed] no connection"), "{shown}");
        let asked = asked.join().unwrap();
        assert!(asked.starts_with("CONNECT service.invalid:443 "), "{asked}");
    }

    #[test]
    fn the_password_of_a_proxy_of_the_environment_is_not_recorded() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        // "me:env-password" as the proxy is sent it.
        let sent = "bWU6ZW52LXBhc3N3b3Jk";
        let answers = std::thread::spawn(move || {
            // The first try and two more.
            for stream in listener.incoming().take(3) {
                let mut stream = stream.unwrap();
                let mut asked = [0; 4096];
                let count = stream.read(&mut asked).unwrap();
                assert!(String::from_utf8_lossy(&asked[..count]).contains(sent));
                let words = format!("me:env-password is unknown ({sent})");
                let head = "HTTP/1.1 407 Proxy Authentication Required";
                let length = words.len();
                let _ = write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{words}");
            }
        });
        let file = Scratch::new();
        let output = super::example()
            .args(["--base-url", "https://service.invalid", "--game", "g"])
            .args(["--record", file.path.to_str().unwrap()])
            .env("RPGGO_API_KEY", "key")
            .env("HTTPS_PROXY", format!("http://me:env-password@{address}"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        answers.join().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.contains("[failed] no connection"), "{shown}");
        for text in [file.read(), shown] {
            assert!(
                !text.contains("env-password") && !text.contains(sent),
                "{text}"
            );
        }
    }

    #[test]
    fn this_machine_is_reached_past_a_proxy_of_the_environment() {
        let standin = standin();
        let nobody = [
            ("HTTP_PROXY", "http://127.0.0.1:1"),
            ("ALL_PROXY", "http://127.0.0.1:1"),
        ];
        let shown = run(&standin.base_url(), &nobody);
        assert!(shown.contains("--- The Dark Harbour ---"), "{shown}");
    }

    /// On Linux the system's roots are a file, which the environment can name.
    #[cfg(target_os = "linux")]
    #[test]
    fn the_roots_of_the_system_are_trusted_and_without_them_bundled_ones() {
        let standin = standin_with(|it| it.tls = true);
        let roots = Scratch::with(standin.ca_pem().unwrap());
        let file = roots.path.to_str().unwrap();
        let shown = run(&standin.base_url(), &[("SSL_CERT_FILE", file)]);
        assert!(shown.contains("--- The Dark Harbour ---"), "{shown}");
        std::fs::remove_file(&roots.path).unwrap();

        let nowhere = [("SSL_CERT_FILE", file), ("SSL_CERT_DIR", "/nonexistent")];
        let shown = run(&standin.base_url(), &nowhere);
        // The bundled roots do not know the stand-in's authority, and that is what is said.
        assert!(shown.contains("[failed] TLS handshake with"), "{shown}");
        assert!(shown.contains("UnknownIssuer"), "{shown}");
    }
}

#[cfg(unix)]
mod terminal {
    use std::fs::File;
    use std::io::{Read, Write};
    use std::os::fd::{FromRawFd, OwnedFd};
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Stdio};

    use rpggo_standin::{Reply, ReplyEnd};
    use rpggo_testkit::standin;

    /// The example in a terminal of its own.
    struct Terminal {
        child: Child,
        screen: File,
        shown: String,
    }

    impl Terminal {
        fn start(arguments: &[&str]) -> Terminal {
            let (mut ours, mut theirs) = (0, 0);
            // SAFETY: both are written; no name and no settings are asked for.
            let opened = unsafe {
                libc::openpty(
                    &mut ours,
                    &mut theirs,
                    std::ptr::null_mut(),
                    std::ptr::null_mut(),
                    std::ptr::null_mut(),
                )
            };
            assert_eq!(opened, 0);
            // SAFETY: they were opened just now and belong to nobody else.
            let (ours, theirs) = unsafe { (File::from_raw_fd(ours), OwnedFd::from_raw_fd(theirs)) };
            let mut command = super::example();
            command.args(arguments).env("RPGGO_API_KEY", "key");
            command.stdin(Stdio::from(theirs.try_clone().unwrap()));
            command.stdout(Stdio::from(theirs.try_clone().unwrap()));
            command.stderr(Stdio::from(theirs));
            // SAFETY: both calls may be made between fork and exec.
            unsafe {
                command.pre_exec(|| {
                    // The terminal's Ctrl-C is for its session.
                    libc::setsid();
                    libc::ioctl(0, libc::TIOCSCTTY as _, 0);
                    Ok(())
                });
            }
            Terminal {
                child: command.spawn().unwrap(),
                screen: ours,
                shown: String::new(),
            }
        }

        /// Reads until the text was shown.
        fn wait_for(&mut self, text: &str) {
            let mut bytes = [0; 4096];
            while !self.shown.contains(text) {
                let count = self.screen.read(&mut bytes).unwrap_or(0);
                assert!(count > 0, "{text:?} was never shown:\n{}", self.shown);
                self.shown
                    .push_str(&String::from_utf8_lossy(&bytes[..count]));
            }
            self.shown.clear();
        }

        fn type_in(&mut self, keys: &str) {
            self.screen.write_all(keys.as_bytes()).unwrap();
        }
    }

    impl Drop for Terminal {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    const CTRL_C: &str = "\u{3}";

    #[test]
    fn the_player_talks_and_leaves() {
        let mut terminal = Terminal::start(&[]);
        terminal.wait_for("to Mira, the harbour keeper > ");
        terminal.type_in("bram: hello\n");
        terminal.wait_for("If it floats I’ve mended it");
        terminal.wait_for("to Bram, who mends boats > ");
        terminal.type_in(CTRL_C);
        assert!(terminal.child.wait().unwrap().success());
    }

    #[test]
    fn ctrl_c_interrupts_a_reply_and_then_leaves() {
        let standin = standin();
        let chapter = r#"{"code":0,"data":{"name":"N","chapter":{"name":"C","characters":[
            {"id":"a","name":"Ann","type":"npc"}]}}}"#;
        let begun = r#"data: {"ret":200,"data":{"result":{"character_id":"a","character_type":
            "common_npc","text":"Well"}}}"#
            .replace('\n', "");
        // The same reply serves both calls: a JSON body for the session is read as a frame.
        let session = chapter.replace('\n', "");
        let reply = Reply::sse(format!("data: {session}\n\n{begun}\n\n")).end(ReplyEnd::Stall);
        let base_url = standin.script(reply);
        let mut terminal = Terminal::start(&["--base-url", &base_url, "--game", "g"]);
        terminal.wait_for("to Ann > ");
        terminal.type_in("hello\n");
        terminal.wait_for("Well");
        terminal.type_in(CTRL_C);
        terminal.wait_for("[interrupted]");
        terminal.wait_for("to Ann > ");
        terminal.type_in(CTRL_C);
        assert!(terminal.child.wait().unwrap().success());
    }
}
