//! Responses from bytes to words: forms, ends, and what is no speech.

use rpggo::Service;
use rpggo_testkit::decoding::response::shows;

const STREAM: &str = "text/event-stream";

fn openai(body: &str) -> String {
    shows(Service::Openai, STREAM, body.as_bytes(), false)
}

const HI: &str = r#"{"choices":[{"delta":{"content":"Hi"}}]}"#;
const END: &str = r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#;

#[test]
fn lines_of_json_are_read_like_a_stream() {
    for body in [
        format!("{HI}\n{END}\n"),
        format!("{HI}\n{END}"),
        format!("\u{feff}{HI}\r\n\n {END}\n"),
        format!("\n{}\n{HI}\n{END}\n", r#"{"choices":[]}"#),
    ] {
        assert_eq!(openai(&body), "Hi: RPGGO_OK", "{body}");
    }
}

#[test]
fn lines_of_json_that_are_cut_are_no_whole_reply() {
    for body in [
        format!("{HI}\n{HI}"),
        format!("{HI}\n{HI}\n"),
        format!("{HI}\n{}", &END[..20]),
    ] {
        for is_closed in [false, true] {
            let shown = shows(Service::Openai, STREAM, body.as_bytes(), is_closed);
            assert!(shown.ends_with(": RPGGO_NETWORK"), "{body}: {shown}");
        }
    }
}

#[test]
fn blanks_without_end_are_a_failure() {
    for mark in ["", "\u{feff}"] {
        let body = format!("{mark}{}", " \n".repeat(2000));
        assert_eq!(openai(&body), ": RPGGO_PROTOCOL");
    }
}

#[test]
fn an_error_keeps_its_words_and_code_with_half_a_character_in_it() {
    let body = r#"data: {"error":{"message":"too many \ud83d","code":429}}"#;
    assert_eq!(openai(&format!("{body}\n\n")), ": RPGGO_RATE_LIMITED");
    let body = r#"data: {"success":false,"error":"no \ud83d","statusCode":429}"#;
    let body = format!("{body}\n\n");
    let shown = shows(Service::Aurora, STREAM, body.as_bytes(), false);
    assert_eq!(shown, ": RPGGO_RATE_LIMITED");
}

#[test]
fn only_strings_are_speech() {
    let body = [
        r#"{"choices":[{"delta":{"content":"","refusal":false}}]}"#,
        r#"{"choices":[{"delta":{"content":false}}]}"#,
        r#"{"choices":[{"delta":{"content":[{"type":"x","text":0},{"text":"H"},{"text":"i"}]}}]}"#,
        END,
    ];
    let body: String = body.iter().map(|it| format!("data: {it}\n\n")).collect();
    assert_eq!(openai(&body), "Hi: RPGGO_OK");
}

#[test]
fn a_page_is_called_so_however_it_ends() {
    for is_closed in [false, true] {
        let shown = shows(Service::Openai, STREAM, b"<p>Sign in", is_closed);
        assert_eq!(shown, ": RPGGO_PROTOCOL");
    }
}

#[test]
fn a_listing_may_begin_with_its_first_frame() {
    let frame = r#"{"ret":200,"data":{"result":{"character_type":"common_npc","text":"Hi"}}}"#;
    for body in [
        format!("{frame}\nfin\n\n"),
        format!("fin\ndata\n{frame}\n"),
        format!("{frame}\n{}\n", r#"{"ret":200,"data":{}}"#),
    ] {
        let shown = shows(Service::Rpggo, STREAM, body.as_bytes(), false);
        assert_eq!(shown, "Hi: RPGGO_OK", "{body}");
    }
}

/// A frame of an event stream.
fn frame(json: &str) -> String {
    format!("data: {json}\n\n")
}

#[test]
fn what_servers_send_in_other_forms_is_read_or_is_an_error() {
    let good = r#"{"choices":[{"delta":{"content":"Good "}}]}"#;
    let evening = r#"{"choices":[{"delta":{"content":"evening."}}]}"#;
    let end = |reason: &str| {
        let choices = format!(r#"[{{"delta":{{}},"finish_reason":"{reason}"}}]"#);
        frame(&format!(r#"{{"choices":{choices}}}"#))
    };
    for (body, shown) in [
        // One newline between events, of which one is no JSON, and one has a name.
        (
            format!(
                "data: {good}\ndata: ping\n\ndata: {evening}\n{}",
                end("stop")
            ),
            "Good evening.: RPGGO_OK",
        ),
        (
            format!(
                "data: {good}\nevent: ping\ndata: {{\"type\":\"ping\"}}\n\n{}",
                frame(evening) + &end("stop")
            ),
            "Good evening.: RPGGO_OK",
        ),
        (
            format!("data: {good}\nevent: error\ndata: {{\"code\":429,\"message\":\"slow\"}}\n\n"),
            "Good : RPGGO_RATE_LIMITED",
        ),
        // Pieces in `message`, and the whole again.
        (
            [
                r#"{"choices":[{"message":{"content":"Good "}}]}"#,
                r#"{"choices":[{"message":{"content":"evening."}}]}"#,
            ]
            .map(frame)
            .concat()
                + &frame(
                    r#"{"choices":[{"message":{"content":"Good evening."},"finish_reason":"stop"}]}"#,
                ),
            "Good evening.: RPGGO_OK",
        ),
        (
            frame(good) + &end("PROHIBITED_CONTENT"),
            "Good : RPGGO_FILTERED",
        ),
        (
            frame(good) + &end("MALFORMED_FUNCTION_CALL"),
            "Good : RPGGO_SERVICE_ERROR",
        ),
        (frame(good) + &end("timeout"), "Good : RPGGO_SERVICE_ERROR"),
        (
            frame(
                r#"{"choices":[],"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}"#,
            ),
            ": RPGGO_NO_CREDIT",
        ),
        (
            frame(
                r#"{"choices":[{"delta":{"content":["Good ",{"type":"reasoning","text":"Hm"},{"text":"day"}]},"finish_reason":"stop"}]}"#,
            ),
            "Good day: RPGGO_OK",
        ),
    ] {
        assert_eq!(openai(&body), shown, "{body}");
    }
    let said = frame(r#"{"content":"Good "}"#);
    for error in [
        r#"{"type":"error","message":"upstream failed"}"#,
        r#"{"object":"error","message":"upstream failed"}"#,
        r#"{"code":502,"message":"upstream failed"}"#,
        r#"[{"error":"upstream failed"}]"#,
    ] {
        let body = said.clone() + &frame(error);
        let shown = shows(Service::Aurora, STREAM, body.as_bytes(), false);
        assert_eq!(shown, "Good : RPGGO_SERVICE_ERROR", "{error}");
    }
    for (body, shown) in [
        (
            r#"{"status":"error","message":"Too fast"}"#,
            ": RPGGO_SERVICE_ERROR",
        ),
        (
            r#"{"status":429,"message":"Too fast"}"#,
            ": RPGGO_RATE_LIMITED",
        ),
        (
            r#"{"message":"Hi","current_state":"a","code":"new","detail":"new"}"#,
            "Hi: RPGGO_OK",
        ),
    ] {
        let said = shows(Service::Persona, "application/json", body.as_bytes(), false);
        assert_eq!(said, shown, "{body}");
    }
}
