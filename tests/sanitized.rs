//! The C programs of `tests/c` again, with a library and under a tool that `reliability/sanitizers`
//! names. Without those it has nothing to do.
#![cfg(unix)]

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rpggo_standin::{Config, Standin};

fn words(name: &str) -> Vec<String> {
    let value = env::var(name).unwrap_or_default();
    value.split_whitespace().map(str::to_owned).collect()
}

/// Compiles a program and links it, with what is named: the compiler's own runtime of a sanitizer
/// must not come in beside that of the library.
fn compile(name: &str, folder: &Path) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (object, program) = (folder.join(format!("{name}.o")), folder.join(name));
    let mut compiler = Command::new("cc");
    compiler.args(["-std=c99", "-g", "-O1", "-c", "-I"]);
    compiler.arg(root.join("include"));
    compiler.arg(root.join("tests/c").join(name).with_extension("c"));
    compiler.args(words("RPGGO_SANITIZED_COMPILE"));
    let mut linker = Command::new("cc");
    linker.arg(&object).args(words("RPGGO_SANITIZED_LINK"));
    linker.args(["-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"]);
    for (mut tool, output) in [(compiler, &object), (linker, &program)] {
        let status = tool.arg("-o").arg(output).status();
        assert!(status.is_ok_and(|it| it.success()), "{tool:?}");
    }
    program
}

fn start(program: &Path, arguments: &[String]) -> Child {
    let mut line = words("RPGGO_SANITIZED_RUN");
    line.push(program.display().to_string());
    let mut command = Command::new(&line[0]);
    command.args(&line[1..]);
    command.args(arguments).env_remove("RPGGO_API_KEY");
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    command.stderr(Stdio::piped());
    command.spawn().expect("it can be started")
}

/// A server that reads a little of what it is sent, and closes. It ends with the process.
fn rude_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        for mut visitor in listener.incoming().flatten() {
            let _ = visitor.read(&mut [0; 1000]);
        }
    });
    format!("http://{address}")
}

/// Each program with its arguments.
fn runs(plain: &Standin, secure: &Standin, folder: &Path) -> Vec<(&'static str, Vec<String>)> {
    let base = plain.base_url();
    let authority = folder.join("authority.pem");
    std::fs::write(&authority, secure.ca_pem().expect("it has one")).expect("it is writable");
    let closed = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let closed = closed.local_addr().expect("it has an address");
    let lines = plain.story().walkthrough.iter();
    let lines = lines.map(|line| format!("{}: {}", line.to, line.say));
    let text = |texts: &[&str]| texts.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let recording = folder.join("talk.jsonl");
    let _ = std::fs::remove_file(&recording);
    let openai = format!("{base}/v1");
    vec![
        ("chat", std::iter::once(base.clone()).chain(lines).collect()),
        ("two_chats", vec![plain.fault("chunk=16")]),
        ("session", vec![base.clone()]),
        ("cancel", vec![base.clone()]),
        ("handles", vec![base.clone()]),
        (
            "faults",
            vec![
                base.clone(),
                format!("http://{closed}"),
                secure.base_url(),
                authority.display().to_string(),
            ],
        ),
        (
            "bad_input",
            text(&[&base, concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]),
        ),
        ("many_clients", vec![base.clone()]),
        ("threads", vec![base.clone()]),
        ("signals", vec![rude_server()]),
        ("services", text(&["0", &base, "mira", "one"])),
        ("services", text(&["1", &base, "mira", "one"])),
        ("services", text(&["2", &base, "2", "1"])),
        ("services", text(&["3", &openai, "mira", "one"])),
        ("replay", text(&[&base, &recording.display().to_string()])),
    ]
}

#[test]
fn the_c_programs_run_clean() {
    if env::var_os("RPGGO_SANITIZED_LINK").is_none() {
        eprintln!("left out: reliability/sanitizers says with what to run");
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sanitized");
    std::fs::create_dir_all(&folder).expect("the target folder is writable");
    let plain = Standin::start(Config::default()).expect("the stand-in starts");
    let secure = Standin::start(Config {
        tls: true,
        ..Config::default()
    });
    let secure = secure.expect("the stand-in starts");
    let mut bad = 0;
    let only = words("RPGGO_SANITIZED_ONLY");
    for (name, arguments) in runs(&plain, &secure, &folder) {
        if !only.is_empty() && !only.iter().any(|it| it == name) {
            continue;
        }
        let program = compile(name, &folder);
        let began = Instant::now();
        let mut child = start(&program, &arguments);
        if name == "cancel" {
            let mut line = String::new();
            let stdout = child.stdout.as_mut().expect("it is piped");
            BufReader::new(stdout)
                .read_line(&mut line)
                .expect("it can be read");
            plain.wait_for_open_connections(0, Duration::from_secs(10));
            let stdin = child.stdin.as_mut().expect("it is piped");
            let _ = stdin.write_all(b"seen\n");
        }
        drop(child.stdin.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        let reports = ["ERROR: ", "WARNING: ThreadSanitizer", "Possible data race"];
        let is_reported = reports.iter().any(|it| said.contains(it));
        let how = match (output.status.success(), is_reported) {
            (true, false) => "clean",
            (false, false) => "failed, nothing reported",
            (_, true) => "REPORTED",
        };
        println!("{name:14} {:6.1} s  {how}", began.elapsed().as_secs_f64());
        if how != "clean" {
            bad += 1;
            println!("{}\n{said}", output.status);
        }
    }
    assert_eq!(bad, 0, "not all ran clean");
}
