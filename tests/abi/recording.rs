//! Recordings as a game makes them: what is in the file, and what never is.

use std::ffi::CString;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::session::rpggo_session_start;
use rpggo::abi::status::*;
use rpggo::{Recording, Service, Status};
use rpggo_standin::{Reply, ReplyEnd};
use serde_json::Value;

use rpggo_testkit::*;

fn recorded(base_url: &str, file: &Scratch) -> Game {
    Game::with(base_url, |options| record(options, file))
}

fn record(options: &mut rpggo_client_options, file: &Scratch) {
    options.record_path = file.text.as_ptr();
    options.max_retries = -1;
}

fn lines(file: &Scratch) -> Vec<Value> {
    let text = file.read();
    assert!(text.ends_with('\n'));
    let lines = text.lines().map(serde_json::from_str::<Value>);
    lines.collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_byte_of_an_answer_is_kept_with_its_time() {
    let standin = standin();
    let bytes = b"data: {\"ret\":200,\"data\":{\"result\":{\"text\":\"h\xC3\xA9llo\"}}}\n\nevent: fin\ndata: \n\n";
    // Cut in the middle of the é.
    let cut = bytes.iter().position(|&byte| byte == 0xA9).unwrap();
    let reply = Reply::sse(&bytes[..cut]).chunk(&bytes[cut..]);
    let file = Scratch::new();
    let game = recorded(&standin.script(reply), &file);
    game.finish(game.chat("mira", "Hello"));
    drop(game);

    let recording = Recording::load(&file.path).unwrap();
    assert_eq!(recording.service(), Service::Rpggo);
    assert_eq!(recording.runs()[0].end, "client_freed");
    let [request] = recording.requests() else {
        panic!("one request");
    };
    assert_eq!(request.chat().unwrap().message, "Hello");
    let sent = request.sent.as_ref().unwrap();
    assert!(sent.path.ends_with("/v2/open/game/chatsse"));
    assert_eq!(sent.body["message"], "Hello");
    let mut kept = Vec::new();
    let mut last = std::time::Duration::ZERO;
    for step in &request.steps {
        assert!(step.at >= last);
        last = step.at;
        if let rpggo::recording::Step::Chunk(chunk) = &step.what {
            kept.extend_from_slice(chunk);
        }
    }
    assert_eq!(kept, bytes);
    assert_eq!(request.finished(), Some(Status::Ok));
    // It can be read: the cut character waited for its end.
    let lines = lines(&file);
    let chunks = lines.iter().filter(|line| line["type"] == "chunk");
    let texts: Vec<&str> = chunks.map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(texts.len(), 2);
    assert!(texts[1].starts_with('é'));
}

#[test]
fn bytes_that_are_no_text_are_kept_as_they_are() {
    let bytes = b"data: \xFF\xFE\xC3\n\n";
    let standin = standin();
    let file = Scratch::new();
    let game = recorded(&standin.script(Reply::sse(bytes)), &file);
    game.outcome();
    drop(game);
    let lines = lines(&file);
    let chunk = lines.iter().find(|line| line["type"] == "chunk").unwrap();
    let kept = STANDARD.decode(chunk["base64"].as_str().unwrap()).unwrap();
    assert_eq!(kept, bytes);
}

#[test]
fn endings_of_all_kinds_are_told_apart() {
    let standin = standin();
    let begun = "data: {\"ret\":200,\"data\":{\"result\":{\"text\":\"Well\"}}}\n\n";
    for (base_url, how, status) in [
        (standin.base_url(), "stopped", "RPGGO_OK"),
        (
            standin.fault("status=500"),
            "complete",
            "RPGGO_SERVICE_ERROR",
        ),
        (
            standin.script(Reply::sse(begun).chunk("data: {").end(ReplyEnd::Close)),
            "closed",
            "RPGGO_NETWORK",
        ),
        (
            standin.script(Reply::sse(begun).end(ReplyEnd::Stall)),
            "failed",
            "RPGGO_TIMEOUT",
        ),
        ("http://127.0.0.1:1".to_owned(), "failed", "RPGGO_NETWORK"),
    ] {
        let file = Scratch::new();
        let game = Game::with(&base_url, |options| {
            record(options, &file);
            options.idle_timeout_ms = 50;
        });
        if how == "stopped" {
            game.start_session();
        }
        let id = game.chat("mira", "Hello");
        let finished = game.finish(id).pop().unwrap();
        assert_eq!(finished["status"], status);
        let lines = lines(&file);
        let of = |kind: &str| {
            let line = lines
                .iter()
                .rfind(|line| line["type"] == kind && line["request"] == id);
            line.unwrap_or_else(|| panic!("{kind} is missing in {lines:?}"))
        };
        assert_eq!(of("end")["how"], how, "{base_url}");
        assert_eq!(of("finished")["status"], status);
        if how == "failed" {
            assert_eq!(of("end")["status"], status);
            assert_eq!(of("end")["detail"], finished["detail"]);
        }
    }
}

#[test]
fn retries_and_cancellations_are_kept() {
    let standin = standin();
    let file = Scratch::new();
    let game = Game::with(&standin.fault("status=503,times=1"), |options| {
        options.record_path = file.text.as_ptr();
    });
    game.start_session();
    drop(game);
    let retrying = lines(&file);
    let retrying = retrying.iter().find(|line| line["type"] == "retrying");
    assert!(retrying.unwrap()["delay_ms"].as_u64().unwrap() >= 125);

    let file = Scratch::new();
    let game = recorded(&standin.fault("stall=0"), &file);
    let id = game.chat("mira", "Hello");
    standin.wait_for_requests(3, PATIENCE);
    game.cancel(id);
    assert_eq!(game.finish(id).pop().unwrap()["status"], "RPGGO_CANCELLED");
    assert_eq!(lines(&file).last().unwrap()["status"], "RPGGO_CANCELLED");
}

const SECRET: &str = "sk/0123+4567?89:abc=def";

/// The key in every way that a server or a proxy could write it.
fn ways(key: &str) -> Vec<String> {
    let each = |to: fn(u8) -> String| key.bytes().map(to).collect::<String>();
    let mut ways = vec![
        key.to_owned(),
        key.replace('/', "\\/"),
        each(|byte| format!("\\u{byte:04x}")),
        each(|byte| format!("%{byte:02X}")),
        each(|byte| format!("{byte:02x}")),
    ];
    for before in ["", "u", "me"] {
        for after in ["", "x", "xy"] {
            ways.push(STANDARD.encode(format!("{before}{key}{after}")));
            ways.push(URL_SAFE.encode(format!("{before}{key}{after}")));
        }
    }
    ways
}

/// Everything that was recorded, as it is and with all that is encoded in it decoded.
fn searched(file: &Scratch) -> String {
    let mut text = file.read();
    let mut plain = String::new();
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let chunk = match (line["text"].as_str(), line["base64"].as_str()) {
            (Some(chunk), _) => chunk.as_bytes().to_vec(),
            (_, Some(coded)) => STANDARD.decode(coded).unwrap(),
            _ => continue,
        };
        // Pieces of it in two lines are found, too.
        plain.push_str(&String::from_utf8_lossy(&chunk));
    }
    text.push_str(&plain);
    let unescaped = text.replace("\\/", "/").replace("\\\\", "\\");
    let decoded = percent_encoding::percent_decode_str(&unescaped)
        .decode_utf8_lossy()
        .into_owned();
    text + &unescaped + &decoded
}

#[test]
fn no_key_is_ever_in_a_recording() {
    let standin = standin();
    let key = CString::new(SECRET).unwrap();
    let further = CString::new(format!("X-Other: {SECRET}-other")).unwrap();
    let extra = CString::new(format!(
        "{{\"token\":\"{SECRET}\",\"deep\":[{{\"a\":\"{SECRET}\"}}]}}"
    ));
    for way in ways(SECRET) {
        // In a frame, cut into three at every place; in an error; and behind half a character.
        let frame =
            format!("data: {{\"ret\":200,\"data\":{{\"result\":{{\"text\":\"{way}\"}}}}}}\n\n");
        let at = frame.find(&way).unwrap();
        let mut replies: Vec<Reply> = (1..way.len())
            .step_by(3)
            .map(|cut| {
                let (a, b) = (at + cut, at + cut + (way.len() - cut) / 2);
                let (begin, rest) = frame.as_bytes().split_at(a);
                Reply::sse(begin)
                    .chunk(&rest[..b - a])
                    .chunk(&rest[b - a..])
                    .chunk("event: fin\ndata: \n\n")
            })
            .collect();
        replies.push(Reply::json(401, format!("{{\"error\":\"bad {way}\"}}")));
        replies.push(Reply::text(
            500,
            [&b"\xC3"[..], way.as_bytes(), b"\xC3"].concat(),
        ));
        replies.push(Reply::text(302, "").header("location", format!("/{SECRET}?{SECRET}")));
        for reply in replies {
            let file = Scratch::new();
            let base_url = standin.script(reply.header("set-cookie", SECRET));
            let game = Game::with(&base_url, |options| {
                record(options, &file);
                options.api_key = key.as_ptr();
                options.extra_headers = further.as_ptr();
            });
            let id = game.chat_with(|request| {
                request.message = key.as_ptr();
                request.extra_json = extra.as_ref().unwrap().as_ptr();
            });
            game.finish(id);
            drop(game);
            let text = searched(&file);
            for way in ways(SECRET) {
                assert!(!text.contains(&way), "{way} is in:\n{text}");
            }
            assert!(text.contains("[api_key]"));
            Recording::load(&file.path).unwrap();
        }
    }
}

#[test]
fn no_password_of_a_proxy_is_in_a_recording() {
    let standin = standin();
    let sent = STANDARD.encode("me:pass/word-1");
    let reply = Reply::text(
        407,
        format!("Basic {sent} is wrong, pass%2Fword-1, pass/word-1"),
    );
    let proxy = standin
        .script(reply)
        .replace("http://", "http://me:pass%2Fword-1@");
    let proxy = CString::new(proxy).unwrap();
    let file = Scratch::new();
    let game = Game::with("http://192.0.2.1", |options| {
        record(options, &file);
        options.flags = rpggo::abi::options::RPGGO_CLIENT_ALLOW_HTTP;
        options.proxy_url = proxy.as_ptr();
    });
    game.outcome();
    drop(game);
    let text = searched(&file);
    for secret in ["pass/word-1", "pass%2Fword-1", &sent] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[test]
fn the_recording_ends_at_its_limit_and_the_talk_goes_on() {
    let standin = standin();
    let file = Scratch::new();
    let limit = 4096;
    let game = Game::with(&standin.base_url(), |options| {
        record(options, &file);
        options.max_recording_bytes = limit;
    });
    game.start_session();
    for _ in 0..20 {
        assert_eq!(game.outcome()["status"], "RPGGO_OK");
    }
    drop(game);
    let text = file.read();
    assert!(text.len() as u64 <= limit, "{}", text.len());
    assert!(text.len() as u64 > limit / 2);
    let last = lines(&file).pop().unwrap();
    assert_eq!(last["type"], "end_of_recording");
    assert_eq!(last["reason"], "size_limit");
    Recording::load(&file.path).unwrap();

    // A file that is full already stays as it is, and the log says so.
    let game = Game::with(&standin.base_url(), |options| {
        record(options, &file);
        options.max_recording_bytes = text.len() as u64;
        options.log_level = rpggo::abi::event::RPGGO_LOG_WARN;
    });
    let first = game.finish(game.chat("mira", "Hello"));
    assert_eq!(first.last().unwrap()["status"], "RPGGO_OK");
    let warned = |events: &[Value]| {
        let mut texts = events.iter().filter_map(|event| event["text"].as_str());
        texts.any(|text| text.starts_with("the recording ends here"))
    };
    assert!(warned(&first), "{first:?}");
    assert!(!warned(&game.finish(game.chat("mira", "Hello"))));
    drop(game);
    assert_eq!(file.read(), text);
}

#[test]
fn every_recording_can_be_loaded() {
    let standin = standin();
    let nested = format!("{}{}", "[".repeat(126), "]".repeat(126));
    let nested = CString::new(format!("{{\"nested\":{nested}}}")).unwrap();
    for reply in [
        Reply::json(200, ""),
        Reply::text(204, ""),
        Reply::text(200, " \r\n "),
        Reply::sse(""),
        Reply::json(200, "{}"),
        Reply::text(200, "nothing of that kind"),
    ] {
        let file = Scratch::new();
        let game = recorded(&standin.script(reply), &file);
        let live = game.finish(game.chat("mira", "Hello")).pop().unwrap();
        let id = game.chat_with(|request| {
            request.message = c"Hello".as_ptr();
            request.extra_json = nested.as_ptr();
        });
        game.finish(id);
        drop(game);
        let recording = Recording::load(&file.path).unwrap();
        assert_eq!(recording.requests().len(), 2);
        let again = Game::with("", |options| {
            options.base_url = std::ptr::null();
            options.replay_path = file.text.as_ptr();
        });
        let again = again.outcome();
        for member in ["status", "detail", "http_status"] {
            assert_eq!(again[member], live[member]);
        }
    }
}

#[test]
fn the_next_client_appends() {
    let standin = standin();
    let file = Scratch::new();
    for _ in 0..3 {
        recorded(&standin.base_url(), &file).start_session();
    }
    let recording = Recording::load(&file.path).unwrap();
    assert_eq!(recording.runs().len(), 3);
    assert_eq!(recording.requests().len(), 3);

    // The machine stopped in the middle of a line, some time ago.
    let whole = file.read();
    std::fs::write(&file.path, &whole[..whole.len() - 10]).unwrap();
    Recording::load(&file.path).expect_err("it is cut");
    recorded(&standin.base_url(), &file).start_session();
    assert_eq!(Recording::load(&file.path).unwrap().runs().len(), 4);
    for begin in [r#"{"type""#, r#"{"type":"recording","version":1,"libr"#] {
        std::fs::write(&file.path, begin).unwrap();
        recorded(&standin.base_url(), &file).start_session();
        assert_eq!(Recording::load(&file.path).unwrap().runs().len(), 1);
    }
}

#[test]
fn a_file_is_for_one_client_and_one_service() {
    let standin = standin();
    let file = Scratch::new();
    let game = recorded(&standin.base_url(), &file);
    let refused = |set: &dyn Fn(&mut rpggo_client_options)| {
        Game::try_with(&standin.base_url(), set).err().unwrap()
    };
    let said = refused(&|options| record(options, &file));
    assert!(
        said.contains("another client writes to this file"),
        "{said}"
    );
    drop(game);
    let said = refused(&|options| {
        record(options, &file);
        options.service = RPGGO_SERVICE_AURORA;
    });
    assert!(
        said.contains("it is a recording of RPGGO: use another file for Aurora"),
        "{said}"
    );

    let foreign = Scratch::with("my diary\n");
    let said = refused(&|options| record(options, &foreign));
    assert!(
        said.contains("the file exists and is not a recording"),
        "{said}"
    );
    assert_eq!(foreign.read(), "my diary\n");

    let folder = CString::new(std::env::temp_dir().to_str().unwrap()).unwrap();
    for special in [folder.as_c_str(), c"/dev/null"] {
        let said = refused(&|options| options.record_path = special.as_ptr());
        assert!(said.contains("not a regular file"), "{said}");
        let said = refused(&|options| options.replay_path = special.as_ptr());
        assert!(said.contains("is not a regular file"), "{said}");
    }
    let said = refused(&|options| options.record_path = c"/nonexistent/r.jsonl".as_ptr());
    assert!(
        said.contains("record_path /nonexistent/r.jsonl: "),
        "{said}"
    );
}

#[test]
fn what_the_client_answers_by_itself_is_kept_too() {
    let file = Scratch::new();
    let game = Game::with("http://127.0.0.1:1", |options| {
        record(options, &file);
        options.service = RPGGO_SERVICE_OPENAI;
    });
    game.finish(game.session_with(rpggo_session_start, |_| {}).unwrap());
    drop(game);
    let recording = Recording::load(&file.path).unwrap();
    let [request] = recording.requests() else {
        panic!("one request");
    };
    assert!(request.sent.is_none());
    assert_eq!(request.operation(), "session_start");
    assert_eq!(request.finished(), Some(Status::Ok));
}
