//! Connections: kept and used again, safe or refused, direct or by a proxy.

use std::ffi::CString;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use rpggo::abi::options::rpggo_client_options;
use rpggo_standin::{Config, Reply, Standin};

use rpggo_testkit::*;

fn safe(set: impl FnOnce(&mut Config)) -> Standin {
    standin_with(|it| {
        it.tls = true;
        set(it);
    })
}

/// The stand-in's authority as a file.
struct CaFile(Scratch);

impl CaFile {
    fn of(standin: &Standin) -> CaFile {
        CaFile(Scratch::with(standin.ca_pem().unwrap()))
    }

    fn set(&self, options: &mut rpggo_client_options) {
        options.ca_file = self.0.text.as_ptr();
        options.max_retries = -1;
    }
}

#[test]
fn one_connection_serves_chat_after_chat() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    for _ in 0..20 {
        assert_eq!(game.outcome()["status"], "RPGGO_OK");
    }
    assert_eq!(standin.connections(), 1);
}

#[test]
fn one_safe_connection_speaks_http_2_for_many_chats_at_once() {
    let standin = safe(|_| {});
    let ca = CaFile::of(&standin);
    let game = Game::with(&standin.base_url(), |it| ca.set(it));
    game.start_session();
    let chats: Vec<_> = (0..20).map(|_| game.chat("mira", "Hello")).collect();
    let mut finished = Vec::new();
    while finished.len() < chats.len() {
        let event = game.next();
        if event["kind"] == "FINISHED" {
            assert_eq!(event["status"], "RPGGO_OK", "{event}");
            finished.push(event["request"].as_u64().unwrap());
        }
    }
    finished.sort_unstable();
    assert_eq!(finished, chats);
    assert_eq!(standin.connections(), 1);
    let requests = standin.requests();
    assert!(
        requests.iter().all(|it| it.http_version.contains('2')),
        "{:?}",
        requests[0]
    );
}

#[test]
fn certificates_that_nobody_vouches_for_are_refused() {
    let known = safe(|_| {});
    let expired = safe(|it| it.certificate_expired = true);
    let other_name = safe(|it| it.certificate_names = vec!["other.example".into()]);
    let stranger = safe(|_| {});
    for (standin, ca) in [
        (&expired, CaFile::of(&expired)),
        (&other_name, CaFile::of(&other_name)),
        (&stranger, CaFile::of(&known)),
    ] {
        let outcome = Game::with(&standin.base_url(), |it| ca.set(it)).outcome();
        assert_eq!(outcome["status"], "RPGGO_TLS", "{outcome}");
        let detail = outcome["detail"].as_str().unwrap();
        assert!(
            detail.contains("localhost") && detail.contains("ca_file"),
            "{detail}"
        );
        assert!(standin.requests().is_empty());
    }
}

#[test]
fn plain_http_where_tls_is_spoken_is_told() {
    let safe = safe(|_| {});
    let base_url = format!("http://127.0.0.1:{}", safe.port());
    let outcome = Game::with(&base_url, |it| it.max_retries = -1).outcome();
    let status = outcome["status"].as_str().unwrap();
    assert!(
        matches!(status, "RPGGO_PROTOCOL" | "RPGGO_NETWORK"),
        "{outcome}"
    );
    let plain = standin();
    let base_url = format!("https://127.0.0.1:{}", plain.port());
    let outcome = Game::with(&base_url, |it| it.max_retries = -1).outcome();
    assert_eq!(outcome["status"], "RPGGO_TLS", "{outcome}");
}

#[test]
fn a_ca_file_is_checked_when_the_client_is_made() {
    let not_pem = CString::new(root("Cargo.toml").to_str().unwrap()).unwrap();
    let missing = CString::new("/no/such/file.pem").unwrap();
    for file in [&not_pem, &missing] {
        let error = Game::try_with("https://localhost", |it| it.ca_file = file.as_ptr());
        let error = error.err().expect("it is refused");
        assert!(
            error.starts_with("RPGGO_INVALID_ARGUMENT: ca_file"),
            "{error}"
        );
    }
}

#[test]
fn a_path_in_the_base_url_is_kept() {
    let standin = standin();
    for end in ["", "/"] {
        let base_url = format!("{}{end}", standin.script(Reply::text(400, "")));
        Game::new(&base_url).outcome();
    }
    let paths: Vec<String> = standin.requests().into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["/v2/open/game/chatsse"; 2]);
}

#[test]
fn the_request_carries_what_the_service_asks_for() {
    let standin = standin();
    let game = Game::started(&standin.base_url());
    game.outcome();
    let request = standin.requests().pop().unwrap();
    assert_eq!(request.method, "POST");
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        request.header("accept"),
        Some("text/event-stream, application/json")
    );
    let agent = request.header("user-agent").unwrap();
    assert!(agent.starts_with("rpggo/"), "{agent}");
}

/// A proxy that notes how it was asked, and answers in the service's place.
fn proxy() -> (String, std::thread::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = read_head(&mut stream);
        let answer = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(answer.as_bytes()).unwrap();
        head
    });
    (format!("127.0.0.1:{port}"), asked)
}

fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap() == 1 {
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

#[test]
fn a_proxy_is_asked_with_its_password_and_the_password_is_not_told() {
    let (address, asked) = proxy();
    let proxy_url = CString::new(format!("http://player:hunter22hunter22@{address}")).unwrap();
    let outcome = Game::with("https://service.invalid", |it| {
        it.proxy_url = proxy_url.as_ptr();
        it.max_retries = -1;
    })
    .outcome();
    let head = asked.join().unwrap();
    assert!(head.starts_with("CONNECT service.invalid:443 "), "{head}");
    assert!(
        head.to_lowercase().contains("proxy-authorization: basic "),
        "{head}"
    );
    assert!(!head.contains(KEY), "{head}");
    assert_eq!(outcome["status"], "RPGGO_NETWORK", "{outcome}");
    let told = outcome.to_string();
    assert!(!told.contains("hunter22") && !told.contains(KEY), "{told}");
}

#[test]
fn a_wrong_proxy_url_is_refused_without_repeating_it() {
    for wrong in [
        "nonsense hunter22",
        "ftp://player:hunter22@proxy.example.com",
    ] {
        let wrong = CString::new(wrong).unwrap();
        let error = Game::try_with("https://localhost", |it| it.proxy_url = wrong.as_ptr());
        let error = error.err().expect("it is refused");
        assert!(
            error.contains("proxy_url") && !error.contains("hunter22"),
            "{error}"
        );
    }
}
