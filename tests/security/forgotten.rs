//! After `rpggo_client_free` the key is nowhere in the memory of the game.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;
use rpggo::abi::status::*;
use rpggo_standin::Reply;

use rpggo_testkit::{SYSTEM_LIBRARIES, c_compiler, root, succeed, temporary};
use rpggo_testkit::{Scratch, alone, link_shared, standin, standin_with};

const KEY: &str = "pk_6b1f0c9e-forget-me-42d7";
const HEADER: &str = "other-secret-7731-forget";
const PASSWORD: &str = "proxy-secret-5519-forget";

/// The program, with the library as games ship it.
fn program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let program = temporary("forgotten");
        let mut compiler = c_compiler();
        compiler.arg(root("tests/security/forgotten.c"));
        link_shared(&mut compiler).args(SYSTEM_LIBRARIES);
        succeed(compiler.arg("-o").arg(&program));
        program
    })
}

struct Player(Child);

impl Player {
    fn start(base_url: &str, service: rpggo_service, ca_file: &str, proxy: &str) -> Player {
        let mut command = Command::new(program());
        command.arg(base_url).arg(service.to_string()).arg(ca_file);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command.env_remove("RPGGO_API_KEY");
        // Cargo names its own folders there: the program would find the debug library.
        command.env_remove("LD_LIBRARY_PATH");
        let mut child = command.spawn().unwrap();
        let secrets = format!("{KEY}\nX-Other: {HEADER}\n{proxy}\n");
        let input = child.stdin.as_mut().unwrap();
        input.write_all(secrets.as_bytes()).unwrap();
        Player(child)
    }

    /// Waits until it is so far.
    fn wait_for(&mut self, expected: &str) {
        let mut word = [0; 7];
        let output = self.0.stdout.as_mut().unwrap();
        output.read_exact(&mut word).expect("it goes on");
        assert_eq!(std::str::from_utf8(&word).unwrap(), expected);
    }

    fn go_on(&mut self) {
        self.0.stdin.as_mut().unwrap().write_all(b".").unwrap();
    }

    /// Where in its memory those bytes are.
    fn find(&self, needle: &str) -> Vec<String> {
        let id = self.0.id();
        let maps = std::fs::read_to_string(format!("/proc/{id}/maps")).unwrap();
        let mut memory = File::open(format!("/proc/{id}/mem")).unwrap();
        let mut found = Vec::new();
        for map in maps.lines() {
            let mut words = map.split_whitespace();
            let (range, rights) = (words.next().unwrap(), words.next().unwrap());
            let (begin, end) = range.split_once('-').unwrap();
            let [begin, end] = [begin, end].map(|it| u64::from_str_radix(it, 16).unwrap_or(0));
            if !rights.starts_with('r') || map.ends_with("[vvar]") || begin == 0 {
                continue;
            }
            let mut bytes = vec![0; usize::try_from(end - begin).unwrap()];
            let there = memory.seek(SeekFrom::Start(begin)).is_ok();
            if there && memory.read_exact(&mut bytes).is_ok() {
                let places = memmem::find_iter(&bytes, needle.as_bytes());
                found.extend(places.map(|at| format!("{map} + {at:#x}")));
            }
        }
        found
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What must not be left: the secrets as they are, and as they are sent.
fn traces(proxy: bool) -> Vec<String> {
    let mut traces = vec![KEY.to_owned(), HEADER.to_owned()];
    // A part of it would do to guess the rest.
    traces.extend([KEY[..12].to_owned(), KEY[14..].to_owned()]);
    if proxy {
        traces.push(PASSWORD.to_owned());
        traces.push(STANDARD.encode(format!("me:{PASSWORD}")).replace('=', ""));
    }
    traces
}

fn assert_forgotten(base_url: &str, service: rpggo_service, ca_file: &str, proxy: &str) {
    let mut player = Player::start(base_url, service, ca_file, proxy);
    player.wait_for("talked\n");
    assert!(!player.find(KEY).is_empty(), "it is there to be found");
    player.go_on();
    player.wait_for("freed.\n");
    for trace in traces(!proxy.is_empty()) {
        let left = player.find(&trace);
        assert!(left.is_empty(), "{trace} is left: {left:#?}");
    }
    player.go_on();
}

#[test]
fn no_secret_is_left_in_memory_when_the_client_is_freed() {
    // It reads a process's memory into its own, and others measure that.
    let _alone = alone();
    let standin = standin();
    for service in [
        RPGGO_SERVICE_RPGGO,
        RPGGO_SERVICE_PERSONA,
        RPGGO_SERVICE_AURORA,
        RPGGO_SERVICE_OPENAI,
    ] {
        assert_forgotten(&standin.base_url(), service, "", "");
    }
    // Where the service repeats it, and in the middle of a retry.
    let reply = Reply::text(401, format!("{{\"bad\":\"{KEY} {HEADER}\"}}"));
    assert_forgotten(&standin.script(reply), RPGGO_SERVICE_RPGGO, "", "");
}

#[test]
fn nor_where_it_went_through_tls_or_a_proxy() {
    let _alone = alone();
    let safe = standin_with(|it| it.tls = true);
    let authority = Scratch::with(safe.ca_pem().unwrap());
    let authority = authority.path.to_str().unwrap();
    assert_forgotten(&safe.base_url(), RPGGO_SERVICE_RPGGO, authority, "");
    let proxy = standin();
    let proxy = format!("http://me:{PASSWORD}@127.0.0.1:{}", proxy.port());
    assert_forgotten(&safe.base_url(), RPGGO_SERVICE_RPGGO, authority, &proxy);
}
