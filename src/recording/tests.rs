use proptest::prelude::*;

use super::*;

/// A whole recording, as the library writes it.
const WHOLE: &str = include_str!("../../examples/recordings/last-lantern.jsonl");

fn refused(text: &[u8]) -> String {
    let error = Recording::parse(text).expect_err("it is damaged");
    assert_eq!(error.status(), Status::InvalidArgument);
    error.message().to_owned()
}

/// A recording with these lines behind its first one.
fn with_lines(lines: &[&str]) -> String {
    let first = r#"{"type":"recording","version":1,"library":"l","service":"aurora","base_url":"b","started_unix_ms":7}"#;
    let mut text = format!("{first}\n");
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}

const ASKED: &str = r#"{"type":"request","at_us":10,"request":5,"operation":"chat","asked":{"character_id":"1"},"sent":{"method":"POST","path":"/p","query":"q=1","body":{"a":[1]}}}"#;
const ANSWER: &str =
    r#"{"type":"answer","at_us":20,"request":5,"http_status":200,"headers":{"a":"b"}}"#;
const FINISHED: &str = r#"{"type":"finished","at_us":90,"request":5,"status":"RPGGO_OK"}"#;

#[test]
fn all_lines_are_understood() {
    let text = with_lines(&[
        ASKED,
        ANSWER,
        r#"{"type":"chunk","at_us":30,"request":5,"text":"hé"}"#,
        r#"{"type":"chunk","at_us":40,"request":5,"base64":"w6k="}"#,
        r#"{"type":"end","at_us":50,"request":5,"how":"closed","status":"RPGGO_NETWORK","detail":"d"}"#,
        r#"{"type":"retrying","at_us":60,"request":5,"delay_ms":250}"#,
        r#"{"type":"end","at_us":70,"request":5,"how":"failed","status":"RPGGO_TIMEOUT","detail":"e"}"#,
        FINISHED,
        r#"{"type":"end_of_recording","at_us":95,"reason":"client_freed"}"#,
    ]);
    let recording = Recording::parse(text.as_bytes()).unwrap();
    assert_eq!(recording.service(), Service::Aurora);
    let run = &recording.runs()[0];
    assert_eq!((run.started_unix_ms, run.end.as_str()), (7, "client_freed"));
    let [request] = recording.requests() else {
        panic!("one request");
    };
    assert_eq!((request.line, request.number), (2, 5));
    assert_eq!(request.at, Duration::from_micros(10));
    assert_eq!((request.operation(), request.character_id()), ("chat", "1"));
    assert_eq!(request.sent.as_ref().unwrap().path, "/p?q=1");
    assert_eq!(request.finished(), Some(Status::Ok));
    let step = |at, what| RecordedStep {
        at: Duration::from_micros(at),
        what,
    };
    let response = Step::Response {
        http_status: 200,
        headers: vec![("a".into(), "b".into())],
    };
    let (closed, failed) = (
        Step::Closed {
            status: Status::Network,
            detail: "d".into(),
        },
        Step::Failed {
            status: Status::Timeout,
            detail: "e".into(),
        },
    );
    let delay = Duration::from_millis(250);
    assert_eq!(
        request.steps,
        [
            step(10, response),
            step(20, Step::Chunk("hé".into())),
            step(30, Step::Chunk("é".into())),
            step(40, closed),
            step(50, Step::Retrying { delay }),
            step(60, failed),
            step(80, Step::Finished(Status::Ok)),
        ]
    );
}

#[test]
fn a_second_client_appends_to_the_first() {
    let twice = format!("{WHOLE}{WHOLE}");
    let (one, two) = (
        Recording::parse(WHOLE.as_bytes()).unwrap(),
        Recording::parse(twice.as_bytes()).unwrap(),
    );
    assert_eq!(two.runs().len(), 2);
    assert_eq!(two.requests().len(), 2 * one.requests().len());
    assert_eq!(two.requests().last().unwrap().run, 1);
}

#[test]
fn a_program_that_died_left_whole_lines() {
    let lines: Vec<&str> = WHOLE.lines().collect();
    for count in 1..lines.len() {
        let text = lines[..count].join("\n") + "\n";
        Recording::parse(text.as_bytes()).unwrap();
    }
}

#[test]
fn what_is_no_recording_is_refused_with_its_line() {
    assert!(refused(b"").starts_with("line 1: the file is empty"));
    for foreign in [
        "\n",
        "hello\n",
        "{}\n",
        "{\"version\":1}\n",
        "[1]\n",
        "{\"log\":{\"version\":\"1.2\"}}\n",
        "\u{0}\u{0}\n",
        "{\"type\":\"recording\"",
    ] {
        let said = refused(foreign.as_bytes());
        assert!(
            said.starts_with("line 1: this is not a recording of rpggo"),
            "{said}"
        );
    }
    assert!(refused(b"\xFF\xFE\n").starts_with("line 1: this is not a recording"));
}

#[test]
fn a_newer_version_is_refused() {
    let newer = WHOLE.replace("\"version\":1", "\"version\":2");
    let said = refused(newer.as_bytes());
    assert!(
        said.starts_with("line 1: this recording has version 2"),
        "{said}"
    );
    let appended = format!("{WHOLE}{newer}");
    let line = WHOLE.lines().count() + 1;
    let said = refused(appended.as_bytes());
    assert!(said.starts_with(&format!("line {line}: this recording has version 2")));
}

#[test]
fn a_cut_line_is_refused_with_its_number() {
    let cut = &WHOLE[..WHOLE.len() - 20];
    let said = refused(cut.as_bytes());
    let line = WHOLE.lines().count();
    assert!(
        said.starts_with(&format!("line {line}: the line is cut off")),
        "{said}"
    );
}

#[test]
fn a_huge_line_is_refused() {
    let mut text = with_lines(&[ASKED]).into_bytes();
    text.resize(text.len() + (64 << 20) + 1, b'x');
    text.push(b'\n');
    let said = refused(&text);
    assert!(
        said.starts_with("line 3: the line has 67108865 bytes"),
        "{said}"
    );
}

#[test]
fn what_was_edited_is_refused_with_its_line() {
    let chunk = |member: &str| format!(r#"{{"type":"chunk","at_us":30,"request":5{member}}}"#);
    let text = chunk(r#","text":"x""#);
    for (lines, expected) in [
        (vec![ANSWER], "line 2: request 5 was not started"),
        (vec![ASKED, ASKED], "line 3: request 5 appears twice"),
        (
            vec![ASKED, &text],
            "line 3: this line cannot come next for request 5",
        ),
        (
            vec![ASKED, ANSWER, &chunk("")],
            "line 4: a chunk has either",
        ),
        (
            vec![ASKED, ANSWER, &chunk(r#","base64":"!""#)],
            "line 4: its base64",
        ),
        (
            vec![ASKED, ANSWER, &chunk(r#","txt":"x""#)],
            "line 4: unknown field `txt`",
        ),
        (
            vec![ASKED, ANSWER, FINISHED, &text],
            "line 5: its time 30 is before 90",
        ),
        (
            vec![ASKED, FINISHED, FINISHED],
            "line 4: request 5 was not started, or is over",
        ),
        (
            vec!["{\"type\":\"joke\"}"],
            "line 2: unknown variant `joke`",
        ),
        (vec!["not JSON"], "line 2: expected ident"),
        (vec![""], "line 2: EOF"),
    ] {
        let said = refused(with_lines(&lines).as_bytes());
        assert!(said.starts_with(expected), "{said}\n{expected}");
    }
    for (from, to, expected) in [
        ("chat", "chant", "no operation is called \"chant\""),
        ("character_id", "charakter", "unknown field `charakter`"),
        (":10", ":-10", "invalid value"),
    ] {
        let said = refused(with_lines(&[&ASKED.replacen(from, to, 1)]).as_bytes());
        assert!(
            said.starts_with("line 2: ") && said.contains(expected),
            "{said}"
        );
    }
    let said = refused(with_lines(&[ASKED, &FINISHED.replace("_OK", "_FINE")]).as_bytes());
    assert!(
        said.starts_with("line 3: \"RPGGO_FINE\" is not a status"),
        "{said}"
    );
    let said = refused(with_lines(&[ASKED, &ANSWER.replace("200", "20")]).as_bytes());
    assert!(
        said.starts_with("line 3: 20 is not an HTTP status"),
        "{said}"
    );
    let after = [WHOLE, ASKED, "\n"].concat();
    assert!(refused(after.as_bytes()).contains("the line comes after the end of the recording"));
    let other = WHOLE.replacen("\"rpggo\"", "\"persona\"", 1);
    let said = refused(format!("{WHOLE}{other}").as_bytes());
    assert!(
        said.contains("the line is of another service, persona"),
        "{said}"
    );
}

proptest! {
    #[test]
    fn no_damage_is_a_crash(at in 0..WHOLE.len(), byte: u8, cut in 0..WHOLE.len()) {
        let mut text = WHOLE.as_bytes().to_vec();
        text[at] = byte;
        text.truncate(cut);
        if let Err(error) = Recording::parse(&text) {
            prop_assert!(error.message().starts_with("line "), "{}", error);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(text: Vec<u8>) {
        let _ = Recording::parse(&text);
    }
}
