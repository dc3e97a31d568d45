use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;

use super::*;

fn redactor(key: Option<&str>, headers: Option<&str>, proxy_url: Option<&str>) -> Redactor {
    Redactor::new(&Secrets {
        key,
        extra_headers: headers,
        proxy_url,
        query: None,
        environment: false,
    })
}

const KEY: &str = "sk-0123/4567+89abcdef==";

#[test]
fn the_key_is_taken_out_with_and_without_its_scheme() {
    for key in [
        "0123456789abcdef-key",
        "Bearer 0123456789abcdef-key",
        "bearer 0123456789abcdef-key",
    ] {
        let redactor = redactor(Some(key), None, None);
        let clean = redactor.redact_event("bad token 0123456789abcdef-key!".into());
        assert_eq!(clean, "bad token [api_key]!");
    }
}

#[test]
fn a_long_key_is_taken_out_where_all_of_it_stands() {
    let key = "0123456789abcdefghijklmnopqrstuvwxyz-ü";
    let redactor = redactor(Some(key), None, None);
    let begin = &key[..36];
    assert_eq!(
        redactor.redact_event(format!("{begin}-!").into()),
        format!("{begin}-!")
    );
    let clean = redactor.redact_event(format!("{begin} {key}!").into());
    assert_eq!(clean, format!("{begin} [api_key]!"));
}

#[test]
fn a_short_key_may_be_a_word_of_the_talk() {
    let redactor = redactor(Some("lantern"), Some("X-Other: 0123456789abcdefgh"), None);
    assert_eq!(
        redactor.redact_event("a 0123456789abcdefgh b".into()),
        "a [api_key] b"
    );
    assert_eq!(redactor.redact_event("the lantern".into()), "the lantern");
    assert_eq!(
        redactor.redact_message("bad lantern".into()),
        "bad [api_key]"
    );
}

/// The key in every way that a server or a proxy might write it.
fn ways(key: &str) -> Vec<String> {
    let each = |to: fn(u8) -> String| key.bytes().map(to).collect::<String>();
    let mut ways = vec![
        key.to_owned(),
        key.replace('/', "\\/"),
        each(|byte| format!("\\u{byte:04x}")),
        each(|byte| format!("\\u{byte:04X}")),
        each(|byte| format!("%{byte:02X}")),
        each(|byte| format!("%{byte:02x}")),
        each(|byte| format!("{byte:02x}")),
        each(|byte| format!("{byte:02X}")),
        each(|byte| match byte {
            b'a'..=b'z' | b'0'..=b'9' => (byte as char).to_string(),
            _ => format!("%{byte:02X}"),
        }),
    ];
    for before in ["", "u", "us", "user:"] {
        for after in ["", "x", "xy"] {
            ways.push(STANDARD.encode(format!("{before}{key}{after}")));
            ways.push(URL_SAFE_NO_PAD.encode(format!("{before}{key}{after}")));
        }
    }
    ways
}

#[test]
fn the_key_is_taken_out_however_it_is_written() {
    let redactor = redactor(Some(KEY), None, None);
    for way in ways(KEY) {
        let clean = redactor.redact_message(format!("before {way} after"));
        assert!(clean.starts_with("before ") && clean.ends_with(" after"));
        assert!(clean.contains(INSTEAD), "{way}: {clean}");
        // Of base64 the letters may stay that encode a neighbour, too.
        assert!(
            clean.len() < "before  after".len() + INSTEAD.len() + 20,
            "{clean}"
        );
    }
}

#[test]
fn the_password_of_a_proxy_is_a_secret() {
    let url = "http://me:p%40ss-word@proxy.example.com:8080";
    let redactor = redactor(None, None, Some(url));
    for written in ["p%40ss-word", "p@ss-word", &STANDARD.encode("me:p@ss-word")] {
        let clean = redactor.redact_message(format!("refused: {written}"));
        assert!(clean.starts_with("refused: [api_key]"), "{clean}");
    }
}

#[test]
fn a_secret_that_looks_escaped_is_found() {
    for key in [
        "s%3Aabcdefgh0123.xyz%2Fuvw",
        "sk\\/0123\\\"456\\\\789abc",
        "sk\\u0041-0123456789abcdef",
        "käse-0123456789-brot",
    ] {
        let redactor = redactor(Some(key), None, None);
        let json = serde_json::to_string(key).unwrap();
        let twice = serde_json::to_string(&json).unwrap();
        let escaped: String = key
            .chars()
            .map(|c| format!("\\u{:04x}", u32::from(c)))
            .collect();
        let percent: String = key.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for way in [
            key,
            &json,
            &twice,
            &escaped,
            &percent,
            &json.replace('/', "\\/"),
        ] {
            let clean = redactor.redact_recorded(format!("<{way}>"));
            assert!(
                clean.contains(INSTEAD) && clean.len() < 24,
                "{way}: {clean}"
            );
        }
    }
}

#[test]
fn the_parts_of_a_header_are_secrets_of_their_own() {
    let headers = "Authorization: Bearer abc.def-123\nX-Basic-Auth: Basic bWU6cGFzc3dvcmQtMQ==\n\
                   Cookie: a=first-value; b=second-value\nX-Format: data\nX-Debug: true";
    let redactor = redactor(None, Some(headers), None);
    for part in ["abc.def-123", "password-1", "first-value", "second-value"] {
        let clean = redactor.redact_recorded(format!("bad {part}!"));
        assert_eq!(clean, "bad [api_key]!");
    }
    // These are no secrets, but words of every answer.
    let answer = r#"data: {"first":true,"format":"data"}"#;
    assert_eq!(redactor.redact_recorded(answer.into()), answer);
}

#[test]
fn a_short_key_does_not_spoil_what_is_recorded() {
    for key in ["null", "data", "test", "ollama"] {
        let redactor = redactor(Some(key), None, None);
        let answer = r#"data: {"data":null,"text":"the latest llama of ollama"}"#;
        assert_eq!(redactor.redact_recorded(answer.into()), answer);
    }
    let redactor = redactor(Some("lanterns"), None, None);
    let kept = redactor.redact_recorded("lanterns, lanternsmith".into());
    assert_eq!(kept, "[api_key], lanternsmith");
}

/// Long secrets within each other, and beginnings of each other.
const OTHERS: &str = "X-Key: sk-0123/4567+89abcdef==-and-more-of-it\nX-Token: 4567+89abcdef==-and\n\
                      X-Secret: abcdef==abcdef==abcdef==";

proptest! {
    #[test]
    fn a_cut_stream_gives_what_the_whole_gives(
        way in 0..ways(KEY).len(),
        cuts in proptest::collection::vec(0_usize..200, 0..6),
        around in "[ -~]{0,40}",
        rest in proptest::sample::select(vec!["", "-and", "-and-more-of-it", "abcdef==abcdef=="]),
    ) {
        let redactor = redactor(Some(KEY), Some(OTHERS), None);
        let text = format!("{around} {}{rest} {around}", ways(KEY)[way]);
        let mut cuts: Vec<usize> = cuts.into_iter().filter(|&cut| cut < text.len()).collect();
        cuts.extend([0, text.len()]);
        cuts.sort_unstable();
        let mut held = Vec::new();
        let mut clean = Vec::new();
        for cut in cuts.windows(2) {
            held.extend_from_slice(&text.as_bytes()[cut[0]..cut[1]]);
            clean.extend(redactor.redact_stream(&mut held, false));
        }
        clean.extend(redactor.redact_stream(&mut held, true));
        prop_assert_eq!(String::from_utf8(clean).unwrap(), redactor.redact_recorded(text));
    }
}
