//! The inspector as a program: it makes pages of recordings, and a browser shows them.

use std::path::Path;

use rpggo::{EventKind, Recording, Service};
use rpggo_standin::{Config, Standin};
use serde_json::json;

mod browser;
mod support;

use support::{Game, Lines, assert_in_order, folder, inspect, milliseconds, page, row};

#[test]
fn the_page_shows_requests_events_and_times_in_order() {
    let file = folder("story").join("evening.jsonl");
    let standin = Standin::start(Config::default()).unwrap();
    let mut game = Game::new(Service::Rpggo, &standin.base_url(), &file);
    game.start();
    for (character_id, message) in [
        ("mira", "And who is on the ferry?"),
        ("bram", "May I have your last can of oil?"),
    ] {
        game.say(character_id, message);
        game.finish();
    }
    drop(game);
    let run = inspect(&[&file]);
    let output = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success());
    let name = file.with_extension("html").display().to_string();
    assert!(
        output.starts_with(&format!("{name}: 3 requests, ")),
        "{output}"
    );
    assert_eq!(output.lines().count(), 1);

    let page = std::fs::read_to_string(file.with_extension("html")).unwrap();
    assert_in_order(
        &page,
        "evening.jsonl … RPGGO … http://127.0.0.1: … First word",
    );
    assert_in_order(
        row(&page, 1),
        "session start … SESSION … The Last Lantern … The Dark Harbour … FINISHED",
    );
    assert_in_order(
        row(&page, 2),
        "mira … And who is on the ferry? … POST … /v2/open/game/chatsse … \
         \"message\": \"And who is on the ferry?\" … STARTED … HTTP 200 … \
         MESSAGE … mira … Forty-one souls … MESSAGE … bram … They’ll be singing, too. … \
         \"epoch\": {\"current_count\": 1, … MESSAGE … akiko … \
         GOALS … Get a can of lamp oil …  open … FINISHED … OK … \
         chunk 1 … event: data\ndata: {\"ret\":200, … event: fin",
    );
    assert_in_order(
        row(&page, 3),
        "bram … GOALS … Get a can of lamp oil …  achieved",
    );

    let recording = Recording::load(&file).unwrap();
    for (index, request) in recording.requests().iter().enumerate() {
        let times = request.steps.iter().map(|step| milliseconds(step.at));
        let cells: Vec<String> = times.map(|it| format!("\"time\">{it}</td>")).collect();
        let row = row(&page, index + 1);
        let response = &row[row.find("class=\"response\"").unwrap()..];
        assert_in_order(response, &cells.join(" … "));
    }
}

#[test]
fn texts_of_a_recording_are_escaped() {
    let file = folder("escaping").join("a & <b>.jsonl");
    let mut lines = Lines::new();
    let texts = [
        "<script>alert(1)</script>",
        "</script></noscript></style></title><img src=x onerror=alert(2)>",
        "\" onmouseover=\"alert(3) 'quoted'",
        "שלום \u{202E}drow\u{202C} مرحبا",
        "👩‍👩‍👧 emoji",
        "\u{0}\r\u{1B}",
    ];
    for (number, text) in texts.iter().enumerate() {
        lines.chat(number as u64 + 1, text, text, text);
    }
    let long = "endless".repeat(2_000);
    lines.chat(7, "mira", &long, "\n\nlines");
    lines.write(&file);
    let page = page(&file);
    for tag in ["<script", "</script", "<style", "</style"] {
        assert_eq!(page.matches(tag).count(), 1, "{tag}");
    }
    for text in [
        "<img",
        "<b>.jsonl",
        "<0.1.0>",
        "\u{202E}",
        "\u{0}",
        "\r",
        "\u{1B}",
    ] {
        assert!(!page.contains(text), "{text:?}");
    }
    // In an attribute, a quote would end it.
    let attribute = "data-character=\"&quot; onmouseover=&quot;alert(3) 'quoted'\"";
    assert!(page.contains(attribute), "{}", row(&page, 3));
    for (number, shown) in [
        (1, "&lt;script&gt;alert(1)&lt;/script&gt;"),
        (4, "שלום ⟨U+202E⟩drow⟨U+202C⟩ مرحبا"),
        (5, "👩‍👩‍👧 emoji"),
        (6, "⟨U+0000⟩⟨CR⟩⟨U+001B⟩"),
    ] {
        // Character and message, in the row and in its details; speaker and reply.
        assert!(row(&page, number).matches(shown).count() >= 5, "{shown}");
    }
    assert!(row(&page, 7).contains(&long[..4_000]));
    assert!(row(&page, 7).contains("… and 10,000 more characters"));
    // A browser ignores the first line break after this tag.
    assert!(!page.contains("<pre>{") && !page.contains("<pre>data"));
    assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
}

#[test]
fn problems_are_marked() {
    let file = folder("faults").join("faults.jsonl");
    let standin = Standin::start(Config::default()).unwrap();
    let play = |fault: &str, play: fn(&mut Game)| {
        let base_url = format!("{}/v1", standin.fault(fault));
        let mut game = Game::new(Service::Openai, &base_url, &file);
        play(&mut game);
        game.finish();
    };
    play("status=503,times=1", |game| {
        game.say("mira", "busy?");
    });
    play("status=429,retry-after=1,times=1", |game| {
        game.say("mira", "too often?");
    });
    // Two at once, of which one is cancelled in the middle of its response.
    play("stall=700", |game| {
        let cancelled = game.say("mira", "cancelled?");
        game.say("bram", "stalled?");
        game.wait(|id, kind| id == cancelled && matches!(kind, EventKind::Text { .. }));
        game.client.cancel(cancelled);
    });
    play("cut=900", |game| {
        game.say("mira", "cut?");
        game.say("bram", "cut, too?");
    });
    play("status=401", |game| {
        game.say("mira", "who are you?");
    });
    let page = page(&file);
    assert_in_order(
        &page,
        "5 runs … Problems … #request-4 … #request-5 … #request-6 … #request-7 … \
         Run 1 … Run 5",
    );
    let assert_marked = |row: &str, class: &str, label: &str| {
        let symbol = format!("<use href=\"#{class}\"></use></svg>");
        assert_in_order(
            row,
            &format!("{symbol} <span class=\"label\">{label}</span>"),
        );
    };
    for number in [1, 2] {
        let row = row(&page, number);
        assert_marked(row, "ok", "OK");
        assert_marked(row, "retry", "1 retry");
        assert!(row.contains("data-problem"));
    }
    assert_in_order(
        row(&page, 1),
        "RETRYING …  Attempt 2 in  … because of SERVICE_ERROR … STARTED … FINISHED … \
         HTTP 503 … Retrying after … HTTP 200",
    );
    assert_in_order(
        row(&page, 2),
        "RETRYING …  Attempt 2 in 1. … because of RATE_LIMITED … \
         HTTP 429 … retry-after: 1 … HTTP 200",
    );
    let cancelled = row(&page, 3);
    assert_marked(cancelled, "cancelled", "Cancelled");
    assert!(!cancelled.contains("data-problem"));
    assert_in_order(
        cancelled,
        "TEXT … FINISHED … the game cancelled the request … chunk 1",
    );
    // The game read only deltas.
    assert!(!cancelled.contains(">MESSAGE<"));
    let stalled = row(&page, 4);
    assert_marked(stalled, "failed", "TIMEOUT");
    assert_in_order(
        stalled,
        "class=\"problem failed\" … idle_timeout_ms … TEXT … Incomplete: the rest was not received",
    );
    for number in [5, 6] {
        let row = row(&page, number);
        assert_marked(row, "failed", "NETWORK");
        assert_in_order(
            row,
            "class=\"problem failed\" … TEXT … MESSAGE … Incomplete: the rest was not received … \
             FINISHED … NETWORK … closed",
        );
    }
    let unauthorized = row(&page, 7);
    assert_marked(unauthorized, "failed", "UNAUTHORIZED");
    assert_in_order(
        unauthorized,
        "class=\"error\" … check rpggo_client_options.api_key … HTTP 401",
    );
}

#[test]
fn an_unfinished_request_is_shown_as_incomplete() {
    let folder = folder("incomplete");
    for (end, why) in [
        ("client_freed", "the client was freed"),
        (
            "size_limit",
            "the recording had reached max_recording_bytes",
        ),
        ("", "the program stopped, or was still running"),
    ] {
        let file = folder.join(format!("{end}.jsonl"));
        let mut lines = Lines::new();
        lines.chat(1, "mira", "hello", "Evening.");
        lines.request(2, "bram", "and you?");
        lines.add(
            json!({ "type": "answer", "at_us": 220_000, "request": 2, "http_status": 200,
            "headers": { "content-type": "text/event-stream" } }),
        );
        let frame = json!({ "choices": [{ "index": 0, "delta": { "content": "Me" } }] });
        lines.add(json!({ "type": "chunk", "at_us": 250_000, "request": 2,
            "text": format!("data: {frame}\n\n") }));
        lines.chat(3, "mira", "well", "Well.");
        if !end.is_empty() {
            let last = json!({ "type": "end_of_recording", "at_us": 400_000, "reason": end });
            lines.add(last);
        }
        lines.write(&file);
        let page = page(&file);
        let row = row(&page, 2);
        // It was still running at the last line of another request.
        assert_in_order(
            row,
            &format!("&gt; 150 ms … Incomplete … {why} … TEXT … Me"),
        );
        assert!(!row.contains("FINISHED"), "{row}");
        assert_in_order(&page, &format!("Problems … #request-2 … {why}"));
    }
}

#[test]
fn errors_are_reported_and_leave_no_file() {
    let folder = folder("errors");
    let file = folder.join("damaged.jsonl");
    let mut lines = Lines::new();
    lines.chat(1, "mira", "hello", "Evening.");
    let damaged = lines
        .0
        .replacen("\"http_status\":200", "\"http_status\":oops", 1);
    std::fs::write(&file, damaged).unwrap();
    let report = folder.join("report.html");
    std::fs::write(&report, "an earlier page").unwrap();

    let fails = |arguments: &[&Path], why: &str| {
        let run = inspect(arguments);
        let error = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{error}");
        assert!(run.stdout.is_empty());
        assert!(
            error.starts_with("rpggo-inspect: ") && error.contains(why),
            "{error}"
        );
        assert_eq!(error.lines().count(), 1, "{error}");
    };
    let output = Path::new("-o");
    fails(&[&file, output, &report], "damaged.jsonl, line 3: ");
    assert_eq!(std::fs::read_to_string(&report).unwrap(), "an earlier page");
    fails(
        &[&folder.join("nowhere.jsonl")],
        "nowhere.jsonl cannot be read",
    );
    fails(&[&report], "line 1: this is not a recording");
    fails(&[], "which recording?");
    fails(&[&file, Path::new("--unknown")], "--unknown");

    lines.write(&file);
    fails(&[&file, output, &file], "is the recording itself");
    fails(&[&file, output, &folder], "is not a file");
    let nowhere = folder.join("nowhere/report.html");
    fails(&[&file, output, &nowhere], "cannot be written");
    assert!(inspect(&[&file, output, &report]).status.success());
    assert!(
        std::fs::read_to_string(&report)
            .unwrap()
            .contains("Evening.")
    );
    let left = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(left, 2, "the recording and its page");

    let help = inspect(&[Path::new("--help")]);
    assert!(help.status.success());
    assert!(
        String::from_utf8(help.stdout)
            .unwrap()
            .contains("--output FILE")
    );
}
