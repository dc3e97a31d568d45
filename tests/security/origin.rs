//! The key goes to the service that it is for, safely, and nowhere else.

use std::ffi::CString;

use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::status::*;
use rpggo_standin::Reply;

use rpggo_testkit::*;

#[test]
fn a_certificate_that_no_authority_of_this_machine_signed_is_refused() {
    let standin = standin_with(|it| it.tls = true);
    let game = Game::with(&standin.base_url(), |it| it.max_retries = -1);
    let outcome = game.outcome();
    assert_eq!(outcome["status"], "RPGGO_TLS", "{outcome}");
    let detail = outcome["detail"].as_str().unwrap();
    assert!(detail.starts_with("TLS handshake with"), "{detail}");
    assert!(detail.contains("ca_file"), "{detail}");
    assert!(standin.requests().is_empty());
    // The same with its authority is fine.
    let authority = Scratch::with(standin.ca_pem().unwrap());
    let game = Game::with(&standin.base_url(), |it| {
        it.ca_file = authority.text.as_ptr()
    });
    game.start_session();
}

#[test]
fn plain_http_is_for_this_machine_only() {
    for host in [
        "localhost.example.com",
        "127.0.0.1.example.com",
        "1.127.0.0",
        "localhost.",
        "xlocalhost",
        "0.0.0.0",
        "[::]",
        "10.0.0.1",
        "192.168.0.1",
        "[fe80::1]",
        "[::ffff:10.0.0.1]",
        "api.example.com:8787",
    ] {
        let error = Game::try_with(&format!("http://{host}"), |_| {}).err();
        let error = error.unwrap_or_else(|| panic!("{host} is taken"));
        assert!(error.contains("base_url uses http"), "{host}: {error}");
    }
    for (base_url, why) in [
        ("http://127.0.0.1@example.com", "user"),
        ("http://user:password@127.0.0.1", "user"),
        ("https://key@example.com", "user"),
        ("https://example.com/?x=1", "'?'"),
        ("https://example.com/#x", "'#'"),
        ("https://example.com/\r\nX-Evil: 1", "control"),
        ("https://exa\tmple.com", "control"),
        ("https://example.com/ HTTP/1.1", "white space"),
        ("ftp://127.0.0.1", "uses ftp"),
        ("file:///etc/passwd", "uses file"),
        ("https://", "not a URL"),
        ("https://b\u{fc}cher.example", "xn--"),
    ] {
        let error = Game::try_with(base_url, |_| {}).err();
        let error = error.unwrap_or_else(|| panic!("{base_url} is taken"));
        assert!(error.contains(why), "{base_url}: {error}");
    }
    for host in ["127.0.0.1", "127.8.8.8", "[::1]", "localhost", "LOCALHOST"] {
        Game::new(&format!("http://{host}:1"));
    }
}

#[test]
fn no_redirect_and_no_hint_leads_the_key_elsewhere() {
    let (service, elsewhere) = (standin(), standin());
    let there = format!("{}/v2/open/game/chatsse", elsewhere.base_url());
    let lead = |status| {
        Reply::text(status, "over there")
            .header("location", &there)
            .header("refresh", format!("0; url={there}"))
            .header("link", format!("<{there}>; rel=preload"))
            .header("alt-svc", format!("h2=\":{}\"", elsewhere.port()))
            .header("content-location", &there)
    };
    for status in [200, 201, 300, 301, 302, 303, 305, 307, 308, 401, 407, 421] {
        let game = Game::with(&service.script(lead(status)), |it| it.max_retries = -1);
        for _ in 0..2 {
            assert_ne!(game.outcome()["status"], "RPGGO_OK", "{status}");
        }
        assert_eq!(service.take_requests().len(), 2, "{status}");
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[test]
fn line_breaks_make_no_header_and_no_request() {
    let evil = c"a\r\nX-Evil: 1\r\n\r\nPOST /evil HTTP/1.1\r\nHost: x\r\n\r\n";
    for service in [
        RPGGO_SERVICE_RPGGO,
        RPGGO_SERVICE_PERSONA,
        RPGGO_SERVICE_AURORA,
        RPGGO_SERVICE_OPENAI,
    ] {
        let standin = standin();
        let game = Game::with(&standin.base_url(), |it| {
            it.service = service;
            it.max_retries = -1;
        });
        let session = game.session_with(rpggo::abi::session::rpggo_session_start, |it| {
            it.session_id = evil.as_ptr();
            it.game_id = evil.as_ptr();
            it.character_id = evil.as_ptr();
            it.machine_id = evil.as_ptr();
            it.player_name = evil.as_ptr();
            it.player_gender = evil.as_ptr();
        });
        if let Ok(request) = session {
            game.finish(request);
        }
        let chat = game.try_chat_with(|it| {
            it.game_id = evil.as_ptr();
            it.session_id = evil.as_ptr();
            it.character_id = evil.as_ptr();
            it.message = evil.as_ptr();
            it.message_id = evil.as_ptr();
            it.user_id = evil.as_ptr();
            it.machine_id = evil.as_ptr();
        });
        // Aurora's ids are numbers: refused before anything is sent.
        assert_eq!(chat.is_ok(), service != RPGGO_SERVICE_AURORA);
        if let Ok(request) = chat {
            game.finish(request);
        }
        for seen in standin.requests() {
            assert!(seen.header("x-evil").is_none(), "{seen:?}");
            assert!(!seen.path.contains("/evil HTTP"), "{seen:?}");
            assert_ne!(seen.path, "/evil");
        }
    }
}

#[test]
fn keys_and_headers_with_line_breaks_are_refused_and_not_repeated() {
    type Set = fn(&mut rpggo_client_options, &CString);
    let key: Set = |it, text| it.api_key = text.as_ptr();
    let headers: Set = |it, text| it.extra_headers = text.as_ptr();
    for (set, text) in [
        (key, "hunter22\r\nX-Evil: 1"),
        (key, "hunter22\n"),
        (key, " hunter22"),
        (key, "hunter22\u{7f}"),
        (key, "hunter22\u{1}"),
        (key, "hunter22\u{85}"),
        (headers, "X-Key: hunter22\rX-Evil: 1"),
        (headers, "X Key: hunter22"),
        (headers, "X-Key: hunter22\u{1}"),
        (headers, "hunter22"),
        (headers, ": hunter22"),
    ] {
        let text = CString::new(text).unwrap();
        let error = Game::try_with("http://127.0.0.1:1", |it| set(it, &text)).err();
        let error = error.unwrap_or_else(|| panic!("{text:?} is taken"));
        assert!(error.starts_with("RPGGO_INVALID_ARGUMENT: "), "{error}");
        assert!(!error.contains("hunter22"), "{error}");
    }
}
