//! The documented answers, through a socket, to exactly the events that they mean.

use rpggo_standin::Reply;
use serde_json::{Value, json};

use rpggo_testkit::*;

const CHIARA: &str = "7ed2dfa5-bcbc-4621-b2bd-dc0d0555811e";
const CHAPTER: &str = "da08c8ff-490e-4a7f-853c-c64d8c803b15";

/// The events of a chat that is answered with that fixture, without their request.
fn events(name: &str) -> Vec<Value> {
    let standin = standin();
    let game = Game::new(&standin.script(Reply::sse(fixture(name))));
    let mut events = game.finish(game.chat(CHIARA, "Hi"));
    for event in &mut events {
        event.as_object_mut().unwrap().remove("request");
    }
    events
}

fn started() -> Value {
    json!({ "kind": "STARTED", "http_status": 200 })
}

fn said() -> Value {
    json!({
        "kind": "MESSAGE",
        "character_id": CHIARA,
        "message_id": "b5fasdffxef",
        "text": "Hey there! *(smiling)* What's up? 😊",
        "text_ext": "",
        "character_type": "common_npc",
        "role": 0,
        "history": false,
        "counts": [1, 90],
        "insiders": [
            CHIARA,
            "ea1858ce-5317-4689-b940-742dbe0919c8",
            "cb3059a6-3fba-4dc9-a1b0-f20e6bb4e9ec",
            "6032b7f2-b514-409e-9a65-bcceb975daa8",
            "4a5a365f-23ac-443e-9f3d-0ca59b913d15",
        ],
        "actions": [],
    })
}

fn goals(goals: Value) -> Value {
    json!({
        "kind": "GOALS",
        "character_id": "goal_check_dm",
        "message_id": "b5fasdffxef",
        "goals": goals,
        "current_goal_id": "",
    })
}

fn finished(status: &str, code: i64, detail: &str) -> Value {
    json!({
        "kind": "FINISHED",
        "status": status,
        "http_status": 200,
        "service_code": code,
        "detail": detail,
        "retry_after_ms": 0,
    })
}

fn ok() -> Value {
    finished("RPGGO_OK", 0, "")
}

/// The same frames in both forms; the listing has the newest first.
fn check(name: &str, frames: &[&[Value]], at_the_end: &[Value]) {
    let in_order = |frames: Vec<&[Value]>| {
        let mut all = vec![started()];
        all.extend(frames.concat());
        all.extend_from_slice(at_the_end);
        all
    };
    assert_eq!(events(&format!("{name}.sse")), in_order(frames.to_vec()));
    let newest_first = frames.iter().rev().copied().collect();
    assert_eq!(
        events(&format!("{name}.listing.txt")),
        in_order(newest_first)
    );
}

#[test]
fn rpggo_chat() {
    check("rpggo_chat", &[&[said()], &[goals(json!([]))]], &[ok()]);
}

#[test]
fn rpggo_chapter_switch() {
    let chapter = json!({
        "kind": "CHAPTER",
        "character_id": "goal_check_dm",
        "message_id": "b5fasdffxef",
        "chapter_id": CHAPTER,
        "text": "",
    });
    let frames: [&[Value]; 2] = [&[said()], &[goals(json!([]))]];
    check("rpggo_chapter_switch", &frames, &[chapter, ok()]);
}

#[test]
fn rpggo_game_won() {
    let ending = json!({
        "kind": "ENDING",
        "character_id": "goal_check_dm",
        "message_id": "b5fasdffxef",
        "won": true,
        "text": "",
    });
    let frames: [&[Value]; 2] = [&[said()], &[goals(json!([]))]];
    check("rpggo_game_won", &frames, &[ending, ok()]);
}

#[test]
fn rpggo_game_failed() {
    let failed = json!([
        { "goal_id": "fail_goal", "text": "The goal is 'zinbagaly' failed.", "achieved": true },
    ]);
    let ending = json!({
        "kind": "ENDING",
        "character_id": "goal_check_dm",
        "message_id": "b5fasdffxef",
        "won": false,
        "text": "The goal is 'zingbagaly' failed.",
    });
    let frames: [&[Value]; 2] = [&[said()], &[goals(failed), ending]];
    check("rpggo_game_failed", &frames, &[ok()]);
}

#[test]
fn rpggo_picture() {
    let image = json!({
        "kind": "IMAGE",
        "character_id": "picture_produce_dm",
        "message_id": "lkxQ8yGzbklVp3DwlHWQH",
        "url": "https://storage.googleapis.com/rpggo-imagegen/42d029a8-b5a7-49cb-94f4-8baefb0b898a/\
                f28452f5a91b4ce687d56c0c08cd454f.jpeg",
        "caption": "With a spark of excitement in her eyes, Chiara leans in, recounting her close \
                    encounter—a shadowy figure adorned with a familiar emblem, hinting at \
                    connections to the racing underworld.",
        "image_type": 1,
    });
    let cost = json!({
        "kind": "COST",
        "character_id": "picture_produce_dm",
        "message_id": "lkxQ8yGzbklVp3DwlHWQH",
        "type": "ImageConsumption",
        "name": "Image Streaming",
        "amount": 4.0,
        "direction": "OUT",
        "description": "Create breathtaking Al-generated images that bring thegame's plot to life.",
    });
    let frames: [&[Value]; 3] = [&[said()], &[goals(json!([]))], &[image, cost]];
    check("rpggo_picture", &frames, &[ok()]);
}

#[test]
fn rpggo_errors() {
    let ended = "RPGGO responded 10000303: \"The game session has ended\"; start a new session: \
                 rpggo_session_start with a new session_id";
    let ended = finished("RPGGO_SESSION_ENDED", 10_000_303, ended);
    check("rpggo_err_session_ended", &[], &[ended]);
    let data = "RPGGO responded 10000307: \"Data error. Please refresh the page or restart the \
                game\"; restart the game: rpggo_session_start";
    let data = finished("RPGGO_SERVICE_ERROR", 10_000_307, data);
    check("rpggo_err_data", &[], &[data]);
}

#[test]
fn rpggo_startgame() {
    let standin = standin();
    let reply = Reply::json(200, fixture("rpggo_startgame.json"));
    let game = Game::new(&standin.script(reply));
    let request = game.session(rpggo::abi::session::rpggo_session_start, "");
    let events = game.finish(request);
    assert_eq!(events.len(), 3, "{events:?}");
    let session = &events[1];
    assert_eq!(session["session_id"], "session-1");
    assert_eq!(session["game_id"], "42d029a8-b5a7-49cb-94f4-8baefb0b898a");
    assert_eq!(session["name"], "📒 BAC -Break the boundaries");
    let chapter = &session["chapters"][0];
    assert_eq!(chapter["chapter_id"], CHAPTER);
    assert_eq!(chapter["name"], "The Crash");
    assert_eq!(chapter["intro"], "", "the word None means none");
    let background = chapter["background"].as_str().unwrap();
    assert!(background.ends_with("\n\nhint:\n(Ask each character who they are)"));
    let names: Vec<_> = chapter["characters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["name"].as_str().unwrap(), it["type"].as_str().unwrap()))
        .collect();
    assert_eq!(
        names,
        [("Chiara", "dm"), ("Luca", "npc"), ("Alessio", "npc")]
    );
    assert_eq!(chapter["characters"][0]["character_id"], CHIARA);
    assert_eq!(chapter["characters"][2]["phases"], json!(["default"]));
}

/// A frame cut at every place: what is before the cut is delivered, and the cut is told.
#[test]
fn a_stream_cut_anywhere_keeps_what_came_before() {
    let standin = standin();
    let whole = fixture("rpggo_chat.sse");
    let text = std::str::from_utf8(&whole).unwrap();
    let first_frame = text.find("\n\n").unwrap() + 2;
    let second_frame = first_frame + text[first_frame..].find("\n\n").unwrap() + 2;
    let places = (0..whole.len()).step_by(61);
    let edges = [first_frame - 1, first_frame, second_frame - 1, second_frame];
    for cut in places.chain(edges) {
        let reply = Reply::sse(&whole[..cut]).end(rpggo_standin::ReplyEnd::Close);
        let game = Game::new(&standin.script(reply));
        let events = game.finish(game.chat(CHIARA, "Hi"));
        let kinds = kinds(&events);
        let mut expected = vec!["STARTED"];
        expected.extend((cut >= first_frame).then_some("MESSAGE"));
        expected.extend((cut >= second_frame).then_some("GOALS"));
        expected.push("FINISHED");
        assert_eq!(kinds, expected, "cut at {cut}");
        // HTTP itself says that it was cut: only after `fin` that does not matter.
        let is_whole = cut > second_frame + 9;
        let status = if is_whole {
            "RPGGO_OK"
        } else {
            "RPGGO_NETWORK"
        };
        let last = events.last().unwrap();
        assert_eq!(last["status"], status, "cut at {cut}: {last}");
    }
    // A clean end after whole frames is the end of the chat.
    for cut in [first_frame, second_frame] {
        let game = Game::new(&standin.script(Reply::sse(&whole[..cut])));
        let events = game.finish(game.chat(CHIARA, "Hi"));
        assert_eq!(events.last().unwrap()["status"], "RPGGO_OK", "cut at {cut}");
    }
}
