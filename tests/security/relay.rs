//! The shipped relay: who comes through, what passes, and what never does.

use std::ffi::{CStr, CString};

use rpggo::abi::status::*;
use rpggo_standin::{Choice, Reply, ReplyEnd, Standin};
use serde_json::Value;

use crate::relayed::{PLAYERS, Relay, SDK_KEY, SERVICE_KEY, certificate, service, shipped};
use rpggo_testkit::*;

/// What was asked of the service: with its key, and with nothing of the player's.
fn assert_service_saw(standin: &Standin, header: &str, value: &str) {
    let seen = standin.take_requests();
    assert!(!seen.is_empty());
    for request in seen {
        assert_eq!(request.header(header), Some(value));
        let ours = ["host", "content-type", "content-length", "accept", header];
        for (name, _) in &request.headers {
            assert!(ours.contains(&name.as_str()), "{name} went on");
        }
        let shown = format!("{request:?}");
        for player in PLAYERS {
            assert!(!shown.contains(player), "{shown}");
        }
    }
}

#[test]
fn every_service_is_reached_with_its_key_and_none_of_the_players() {
    if !has_nginx() {
        return;
    }
    let bearer = format!("Bearer {SERVICE_KEY}");
    type Ids = (rpggo_service, &'static CStr, &'static CStr);
    let cases: [(usize, &str, &str, &str, Ids); 5] = [
        (
            0,
            "authorization",
            &bearer,
            "",
            (RPGGO_SERVICE_RPGGO, c"mira", c"s"),
        ),
        (
            0,
            "authorization",
            &bearer,
            "",
            (RPGGO_SERVICE_PERSONA, c"mira", c"s"),
        ),
        (
            1,
            "x-access-token",
            SERVICE_KEY,
            "",
            (RPGGO_SERVICE_AURORA, c"1", c"7"),
        ),
        (
            0,
            "authorization",
            &bearer,
            "/v1",
            (RPGGO_SERVICE_OPENAI, c"mira", c"s"),
        ),
        (
            2,
            "x-api-key",
            SDK_KEY,
            "",
            (RPGGO_SERVICE_PERSONA, c"mira", c"s"),
        ),
    ];
    for (header, name, value, path, (service, character, session)) in cases {
        let is_sdk = header == 2;
        let standin = standin_with(|it| {
            it.tls = true;
            it.api_key = Some(if is_sdk { SDK_KEY } else { SERVICE_KEY }.to_owned());
        });
        let relay = Relay::of(&standin, header);
        let player = if is_sdk { PLAYERS[0] } else { PLAYERS[1] };
        let game = relay.game_at(path, player, |it| {
            it.service = service;
            it.extra_headers = c"X-Of-The-Player: yes\nCookie: of=player".as_ptr();
        });
        if matches!(service, RPGGO_SERVICE_RPGGO | RPGGO_SERVICE_PERSONA) {
            let begin = game.session_with(rpggo::abi::session::rpggo_session_start, |it| {
                it.character_id = character.as_ptr();
                it.session_id = session.as_ptr();
                it.player_name = c"Ines".as_ptr();
                it.player_gender = c"female".as_ptr();
            });
            let last = game.finish(begin.unwrap()).pop().unwrap();
            assert_eq!(last["status"], "RPGGO_OK", "{last}");
        }
        let events = game.finish(game.chat_with(|it| {
            it.character_id = character.as_ptr();
            it.session_id = session.as_ptr();
            it.message = c"Hello".as_ptr();
        }));
        let last = events.last().unwrap();
        assert_eq!(last["status"], "RPGGO_OK", "{name} {service}: {last}");
        assert!(
            events.iter().any(|it| it["kind"] == "MESSAGE"),
            "{events:?}"
        );
        assert_service_saw(&standin, name, value);
    }
}

#[test]
fn words_pass_one_by_one() {
    if !has_nginx() {
        return;
    }
    let teller = Teller::start();
    // The service behind TLS: a second server of the same nginx, which holds nothing back either.
    let port = free_port();
    let front = format!(
        "server {{
             listen 127.0.0.1:{port} ssl;
             ssl_certificate relay.pem;
             ssl_certificate_key relay.key;
             location / {{
                 proxy_pass {};
                 proxy_buffering off;
                 chunked_transfer_encoding off;
             }}
         }}",
        teller.base_url()
    );
    // Who holds back anything at all holds back that: an answer without chunks.
    let relay = Relay::new(&format!("127.0.0.1:{port}"), "", 0, &front);
    let game = relay.game_at("/v1", PLAYERS[1], |it| it.service = RPGGO_SERVICE_OPENAI);
    game.chat("mira", "Hello");
    for word in ["Every", "word", "by", "itself."] {
        teller.say(word);
        // It is not said on before the game has this one: whoever held it back would end this here.
        let text = loop {
            let event = game.next();
            match event["kind"].as_str().unwrap() {
                "TEXT" => break event["delta"].clone(),
                "STARTED" => {}
                other => panic!("{other}: {event}"),
            }
        };
        assert_eq!(text, format!("{word} "));
    }
    let head = teller.end();
    assert!(head.contains(&format!("Bearer {SERVICE_KEY}")), "{head}");
    assert!(!head.contains(PLAYERS[1]), "{head}");
    let last = game.next_of("FINISHED");
    assert_eq!(last["status"], "RPGGO_OK", "{last}");
}

#[test]
fn who_asks_too_often_is_told_so_and_nobody_else_is() {
    if !has_nginx() {
        return;
    }
    let standin = service();
    let relay = Relay::of(&standin, 0);
    let often = relay.game(PLAYERS[0], |_| {});
    often.start_session();
    let mut refused = None;
    for _ in 0..20 {
        let outcome = often.outcome();
        if outcome["status"] != "RPGGO_OK" {
            refused = Some(outcome);
            break;
        }
    }
    let refused = refused.expect("there is a limit");
    assert_eq!(refused["status"], "RPGGO_RATE_LIMITED", "{refused}");
    assert_eq!(refused["http_status"], 429);
    assert_eq!(refused["retry_after_ms"], 3000);
    let said = refused["detail"].as_str().unwrap();
    assert!(said.contains("too many messages"), "{said}");
    let through = standin.take_requests().len();
    assert!((10..=13).contains(&through), "{through}");
    // Another player is somebody else.
    let other = relay.game(PLAYERS[1], |_| {});
    assert_eq!(other.outcome()["status"], "RPGGO_OK");
}

#[test]
fn so_many_answers_at_once_and_no_more() {
    if !has_nginx() {
        return;
    }
    let standin = service();
    let relay = Relay::of(&standin, 0);
    relay.game(PLAYERS[0], |_| {}).start_session();
    standin.take_requests();
    let slow = relay.game(PLAYERS[0], |it| it.idle_timeout_ms = 60_000);
    standin.choose(|_| {
        Some(Choice {
            fault: String::new(),
            reply: Reply::sse(": well\n\n").end(ReplyEnd::Stall),
            sent: std::sync::Arc::default(),
        })
    });
    for _ in 0..5 {
        slow.chat("mira", "Hello");
    }
    // Four hang, as the service does; the fifth is told at once.
    let last = slow.next_of("FINISHED");
    assert_eq!(last["status"], "RPGGO_RATE_LIMITED", "{last}");
    assert_eq!(standin.wait_for_requests(4, PATIENCE).len(), 4);
}

#[test]
fn strangers_and_other_calls_get_nothing() {
    if !has_nginx() {
        return;
    }
    let standin = service();
    let relay = Relay::of(&standin, 0);
    for token in [
        "stranger-0123456789",
        "service-key",
        "player-1",
        "bert-93a6f00d7",
    ] {
        let outcome = relay.game(token, |_| {}).outcome();
        assert_eq!(outcome["status"], "RPGGO_UNAUTHORIZED", "{outcome}");
        assert_eq!(outcome["http_status"], 401);
    }
    // Not even the service's own key opens the relay.
    let outcome = relay.game(SERVICE_KEY, |_| {}).outcome();
    assert_eq!(outcome["status"], "RPGGO_UNAUTHORIZED", "{outcome}");
    for path in ["/fault/redirect", "/script/0", "/v1/models/..", "/admin"] {
        let outcome = relay.game_at(path, PLAYERS[0], |_| {}).outcome();
        assert_eq!(outcome["status"], "RPGGO_BAD_REQUEST", "{outcome}");
        assert_eq!(outcome["http_status"], 404);
    }
    let game = relay.game(PLAYERS[0], |_| {});
    let long = CString::new("x".repeat(70_000)).unwrap();
    let outcome = game.finish(game.chat_with(|it| it.message = long.as_ptr()));
    let outcome = outcome.last().unwrap();
    assert_eq!(outcome["http_status"], 413, "{outcome}");
    assert!(standin.requests().is_empty(), "{:?}", standin.requests());
}

#[test]
fn the_key_is_shown_to_no_player_even_if_the_service_repeats_it() {
    if !has_nginx() {
        return;
    }
    let standin = service();
    let frame = format!(
        r#"{{"ret":200,"data":{{"result":{{"character_type":"common_npc","text":"k {SERVICE_KEY}"}}}}}}"#
    );
    let (begin, rest) = format!("data: {frame}\n\n")
        .split_once("0123")
        .map(|(a, b)| (format!("{a}01"), format!("23{b}")))
        .unwrap();
    let replies = [
        Reply::sse(format!("data: {frame}\n\n")),
        Reply::sse(begin).chunk(rest),
        Reply::text(401, format!("bad token {SERVICE_KEY}")),
        Reply::json(500, format!("{{\"msg\":\"{SERVICE_KEY}\"}}"))
            .header("set-cookie", SERVICE_KEY),
    ];
    for reply in replies {
        let sent = reply.clone();
        standin.choose(move |_| {
            Some(Choice {
                fault: String::new(),
                reply: sent.clone(),
                sent: std::sync::Arc::default(),
            })
        });
        let relay = Relay::of(&standin, 0);
        let file = Scratch::new();
        let game = relay.game(PLAYERS[1], |it| {
            it.record_path = file.text.as_ptr();
            it.log_level = rpggo::abi::event::RPGGO_LOG_DEBUG;
        });
        let events: Vec<Value> = game.finish(game.chat("mira", "Hello"));
        drop(game);
        let all = format!("{events:?}{}", file.read());
        assert!(!all.contains(SERVICE_KEY), "{reply:?}: {all}");
        assert!(all.contains("[api_key]"), "{reply:?}: {all}");
    }
}

#[test]
fn a_service_that_is_not_who_it_says_or_not_there_gets_no_key() {
    if !has_nginx() {
        return;
    }
    let stranger = service();
    let other = service();
    let there = format!("127.0.0.1:{}", stranger.port());
    // Nobody listens on that port.
    for (service, authority) in [(&*there, other.ca_pem().unwrap()), ("127.0.0.1:1", "")] {
        let relay = Relay::new(service, authority, 0, "");
        let outcome = relay.game(PLAYERS[0], |_| {}).outcome();
        assert_eq!(outcome["status"], "RPGGO_SERVICE_ERROR", "{outcome}");
        let said = outcome["detail"].as_str().unwrap();
        assert!(said.contains("the service does not answer"), "{said}");
    }
    assert!(stranger.requests().is_empty());
}

#[test]
fn the_shipped_files_fit_together() {
    if !has_nginx() {
        return;
    }
    // As shipped, but for the port and the service's name, which is not looked up here.
    let (_, certificate, key) = certificate();
    let service = shipped("service.conf");
    assert_eq!(service.matches("server api.rpggo.ai:443").count(), 1);
    let service = service.replace("server api.rpggo.ai:443", "server 127.0.0.1:1");
    let nginx = shipped("nginx.conf").replace("listen 443 ", "listen 127.0.0.1:PORT ");
    let authorities = "/etc/ssl/certs/ca-certificates.crt";
    let nginx = if std::path::Path::new(authorities).exists() {
        nginx
    } else {
        nginx.replace(authorities, "relay.pem")
    };
    drop(Nginx::start(
        &nginx,
        &[
            ("service.conf", &service),
            ("players.conf", &shipped("players.conf")),
            ("relay.pem", &certificate),
            ("relay.key", &key),
        ],
    ));
}
