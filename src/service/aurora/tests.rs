use super::*;
use crate::event::EventKind;
use crate::failure::Failure;
use crate::options::Service;
use crate::service::decoder::Decoder;
use crate::service::testing::*;

const SERVICE: Service = Service::Aurora;

fn decoder() -> Box<dyn Decoder> {
    chat(SERVICE, Some("k"), &chat_request("7", "42"))
        .unwrap()
        .decoder
}

/// The whole text, and whether it is only what came of it.
type Whole = Option<(String, bool)>;

fn said(frames: &[&str]) -> (Result<(), Failure>, Vec<String>, Whole) {
    let frames: Vec<_> = frames.iter().map(|&data| ("", data)).collect();
    let mut out = Emitted::default();
    let read = stream(&mut *decoder(), &frames, &mut out);
    let (mut pieces, mut whole) = (Vec::new(), None);
    for event in out.0 {
        assert_eq!((&*event.character_id, &*event.message_id), ("7", "m"));
        match event.kind {
            EventKind::Text { delta } => pieces.push(delta.into_owned()),
            EventKind::Message(it) => whole = Some((it.text.into_owned(), it.partial)),
            other => panic!("{other:?}"),
        }
    }
    (read, pieces, whole)
}

#[test]
fn a_chat_is_sent_as_documented() {
    let call = chat(SERVICE, Some("k"), &chat_request("7", "42")).unwrap();
    assert_eq!(
        (call.method.as_str(), &*call.path),
        ("POST", "/api/v11/message")
    );
    let sent = json!({ "characterId": 7, "chatId": 42, "message": "Hello" });
    assert_eq!(body(&call), sent);
    let protocol = SERVICE.open(&setup(Some("k")));
    assert_eq!(protocol.key_header(), Some(("x-access-token", "k".into())));
}

#[test]
fn ids_that_are_no_numbers_are_refused_by_name() {
    for (character, session, field) in [
        ("mira", "42", "character_id"),
        ("7", "my-session", "session_id"),
        ("7.5", "42", "character_id"),
        ("", "42", "character_id"),
        ("99999999999999999999", "42", "character_id"),
    ] {
        let refused = chat(SERVICE, Some("k"), &chat_request(character, session));
        let refused = refused.err().unwrap();
        assert_eq!(refused.status(), Status::InvalidArgument);
        assert!(refused.message().starts_with(field), "{refused}");
    }
}

#[test]
fn a_token_is_read_wherever_it_stands() {
    for frame in [
        r#"{"token":"Hi "}"#,
        r#"{"text":"Hi "}"#,
        r#"{"content":"Hi ","other":[1]}"#,
        r#"{"delta":"Hi "}"#,
        r#"{"message":"Hi "}"#,
        r#"{"token":null,"text":7,"content":"Hi "}"#,
        r#"{"data":{"content":"Hi "}}"#,
        r#"{"choices":[{"delta":{"content":"Hi "}}]}"#,
        r#""Hi ""#,
        "Hi ",
    ] {
        let (read, pieces, whole) = said(&[frame, r#"{"content":"there"}"#, "[DONE]", "lost"]);
        assert_eq!(read, Ok(()), "{frame}");
        assert_eq!(pieces, ["Hi ", "there"], "{frame}");
        assert_eq!(whole, Some(("Hi there".into(), false)), "{frame}");
    }
}

#[test]
fn frames_without_a_token_say_nothing() {
    let (read, pieces, whole) = said(&[r#"{"id":1}"#, r#"{"error":null,"success":true}"#]);
    assert_eq!((read, pieces, whole), (Ok(()), Vec::new(), None));
}

#[test]
fn what_is_neither_an_object_nor_a_string_is_its_own_text() {
    let (read, pieces, _) = said(&["I have", " 3", " goats: ", "true", "[nods]", "\"Well", "\""]);
    assert_eq!(read, Ok(()));
    assert_eq!(pieces.concat(), "I have 3 goats: true[nods]\"Well\"");
}

#[test]
fn a_last_frame_that_repeats_the_whole_adds_nothing() {
    for last in ["end", "done", "final"] {
        let last = format!(r#"{{"type":"{last}","content":"Hi there"}}"#);
        let (_, pieces, whole) = said(&[r#"{"content":"Hi "}"#, r#"{"content":"there"}"#, &last]);
        assert_eq!(pieces, ["Hi ", "there"]);
        assert_eq!(whole, Some(("Hi there".into(), false)));
    }
}

#[test]
fn an_error_inside_the_stream_keeps_what_came_and_says_so() {
    for (error, status, code) in [
        (
            r#"{"success":false,"error":"gone"}"#,
            Status::ServiceError,
            0,
        ),
        (
            r#"{"statusCode":42,"error":"gone","message":"string"}"#,
            Status::ServiceError,
            42,
        ),
        (
            r#"{"statusCode":429,"error":"gone"}"#,
            Status::RateLimited,
            429,
        ),
    ] {
        let (read, pieces, whole) = said(&[r#"{"content":"Hi"}"#, error]);
        let failure = read.unwrap_err();
        assert_eq!((failure.status, failure.service_code), (status, code));
        assert!(failure.message.contains("gone"), "{failure:?}");
        assert_eq!(pieces, ["Hi"]);
        assert_eq!(whole, Some(("Hi".into(), true)));
    }
}

#[test]
fn the_documented_errors_are_told_in_their_own_words() {
    for (name, words, code) in [
        (
            "aurora_400.json",
            "One or more API parameters are malformed",
            0,
        ),
        (
            "aurora_401.json",
            "Invalid username, password, or access token",
            0,
        ),
        (
            "aurora_429_quota.json",
            "You have exceeded your Message/TTS quota",
            0,
        ),
        ("aurora_429_limit.json", "string", 42),
    ] {
        let refusal = decoder().error_body(&fixture(name));
        assert!(refusal.message.starts_with(words), "{refusal:?}");
        assert_eq!(refusal.service_code, code);
    }
}

#[test]
fn json_that_cannot_be_read_is_no_speech() {
    for broken in [r#"{"content":"Hi"#, r#"{"content":"\ud83d"}"#] {
        let (read, pieces, _) = said(&[broken]);
        assert_eq!(read.unwrap_err().status, Status::Protocol, "{broken}");
        assert!(pieces.is_empty());
    }
    let mut out = Emitted::default();
    assert!(decoder().body("Hi", &mut out).is_err());
}
