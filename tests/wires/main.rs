//! What servers really send, and what a game should get of it: each case is played through a real
//! socket and the C ABI. `cases.jsonl` says where each was seen.

mod server;

use std::collections::BTreeSet;
use std::ffi::CString;
use std::time::{Duration, Instant};

use rpggo::Service;
use rpggo_testkit::Game;
use serde::Deserialize;
use serde_json::Value;

use server::{Server, Step};

#[derive(Deserialize)]
struct Case {
    name: String,
    service: String,
    key: String,
    max_retries: i32,
    responses: Vec<Vec<Step>>,
    #[serde(default)]
    chat: Chat,
    expect: Expect,
}

/// What the request has that is not what it usually has.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Chat {
    model: Option<String>,
    session: Option<String>,
    game_id: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Expect {
    /// One of these, with `|` between.
    status: String,
    /// Of all messages together.
    text: Option<String>,
    partial: Option<bool>,
    /// The fewest pieces that are expected.
    deltas: usize,
    /// The sentence has this, whatever the case of its letters.
    detail: Option<String>,
    detail_not: Option<String>,
    retry_after_ms: Option<i64>,
    retries: Option<usize>,
    within_ms: Option<u64>,
}

/// What the game got.
struct Seen {
    events: Vec<Value>,
    time: Duration,
}

impl Seen {
    fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Value> {
        self.events.iter().filter(move |it| it["kind"] == kind)
    }

    fn last(&self) -> &Value {
        self.events.last().expect("there is an end")
    }

    fn text(&self) -> String {
        let texts = self.of_kind("MESSAGE").filter_map(|it| it["text"].as_str());
        texts.collect()
    }
}

fn play(case: &Case) -> Seen {
    let server = Server::start(case.responses.clone());
    let key = CString::new(case.key.as_str()).expect("it has no NUL");
    let game = Game::with(&server.base_url(), |options| {
        options.service = Service::from_word(&case.service).expect("a service") as i32;
        options.api_key = key.as_ptr();
        options.max_retries = case.max_retries;
        options.idle_timeout_ms = 10_000;
    });
    let or = |text: &Option<String>, usual: &str| {
        CString::new(text.as_deref().unwrap_or(usual)).expect("it has no NUL")
    };
    let character = or(&case.chat.model, "mira");
    let session = or(&case.chat.session, "session-1");
    let game_id = or(&case.chat.game_id, "game-1");
    let began = Instant::now();
    let request = game.chat_with(|it| {
        it.character_id = character.as_ptr();
        it.session_id = session.as_ptr();
        it.game_id = game_id.as_ptr();
        it.message = c"Good evening!".as_ptr();
    });
    let events = game.finish(request);
    Seen {
        events,
        time: began.elapsed(),
    }
}

/// What is not as it should be.
fn complaints(expect: &Expect, seen: &Seen) -> Vec<String> {
    let mut found = Vec::new();
    let last = seen.last();
    let status = last["status"].as_str().unwrap_or_default();
    let status = status.trim_start_matches("RPGGO_");
    if !expect.status.split('|').any(|it| it == status) {
        found.push(format!("status {status}, not {}", expect.status));
    }
    if let Some(text) = &expect.text
        && seen.text() != *text
    {
        found.push(format!("text {:?}, not {text:?}", seen.text()));
    }
    if expect.text.is_none() && status != "OK" && !seen.text().is_empty() {
        found.push(format!("spoken: {:?}", seen.text()));
    }
    if let Some(partial) = expect.partial {
        let is_partial = seen.of_kind("MESSAGE").any(|it| it["partial"] == true);
        if is_partial != partial {
            found.push(format!("partial {is_partial}"));
        }
    }
    let deltas = seen.of_kind("TEXT").count();
    if deltas < expect.deltas {
        found.push(format!("{deltas} deltas, not {}", expect.deltas));
    }
    let detail = last["detail"].as_str().unwrap_or_default().to_lowercase();
    if let Some(part) = &expect.detail
        && !detail.contains(&part.to_lowercase())
    {
        found.push(format!("detail without {part:?}: {detail:?}"));
    }
    if let Some(part) = &expect.detail_not
        && detail.contains(&part.to_lowercase())
    {
        found.push(format!("detail with {part:?}: {detail:?}"));
    }
    if let Some(wait) = expect.retry_after_ms
        && last["retry_after_ms"].as_i64() != Some(wait)
    {
        found.push(format!(
            "retry_after_ms {}, not {wait}",
            last["retry_after_ms"]
        ));
    }
    let retries = seen.of_kind("RETRYING").count();
    if expect.retries.is_some_and(|it| it != retries) {
        found.push(format!("{retries} retries"));
    }
    if let Some(most) = expect.within_ms
        && seen.time > Duration::from_millis(most)
    {
        found.push(format!("took {:?}", seen.time));
    }
    found
}

fn cases() -> Vec<Case> {
    let lines = include_str!("cases.jsonl").lines();
    let cases: Vec<Case> = lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    let names: BTreeSet<&str> = cases.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "names are there twice");
    cases
}

/// Nothing asks for usage yet, so nothing can be refused for it.
const NOT_YET: [&str; 1] = ["stream_options_refused"];

#[test]
fn each_case_gives_what_it_should() {
    let only = std::env::var("RPGGO_CASE").unwrap_or_default();
    let mut wrong = Vec::new();
    let is_played = |it: &&Case| it.name.contains(&only) && !NOT_YET.contains(&it.name.as_str());
    for case in cases().iter().filter(is_played) {
        let seen = play(case);
        let found = complaints(&case.expect, &seen);
        if !found.is_empty() {
            wrong.push(format!("{}: {}", case.name, found.join("; ")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// What the stand-in can be asked for, so that game developers see what theirs does.
#[test]
fn the_habits_of_the_standin_are_understood() {
    let standin = rpggo_testkit::standin();
    let outcome = |fault: &str| {
        let game = Game::with(&format!("{}/v1", standin.fault(fault)), |options| {
            options.service = Service::Openai as i32;
        });
        let events = game.finish(game.chat("mira", "Good evening!"));
        let seen = Seen {
            time: Duration::ZERO,
            events,
        };
        let status = seen.last()["status"].as_str().map(str::to_owned);
        (status.unwrap_or_default(), seen.text())
    };
    let (status, usual) = outcome("comments");
    assert_eq!(status, "RPGGO_OK");
    assert!(usual.len() > 20, "{usual}");
    let first_word = usual.split_inclusive(' ').next().unwrap_or_default();
    let whole = |fault: &str| {
        assert_eq!(
            outcome(fault),
            ("RPGGO_OK".to_owned(), usual.clone()),
            "{fault}"
        )
    };
    for name in ["reasoning_content", "reasoning", "tags", "closing", "part"] {
        whole(&format!("think={name}"));
    }
    for name in ["pieces", "whole", "no-index", "function"] {
        whole(&format!("call={name}"));
    }
    whole("usage");
    whole("finish=length");
    assert_eq!(outcome("think=only").0, "RPGGO_EMPTY_REPLY");
    let filtered = ("RPGGO_FILTERED".to_owned(), usual.clone());
    assert_eq!(outcome("finish=content_filter"), filtered);
    assert_eq!(outcome("finish=error").0, "RPGGO_SERVICE_ERROR");
    for name in [
        "choice", "groq", "field", "event", "text", "object", "code", "detail", "list", "line",
    ] {
        let expected = ("RPGGO_SERVICE_ERROR".to_owned(), first_word.to_owned());
        assert_eq!(outcome(&format!("disguise={name}")), expected, "{name}");
    }
}
