//! The bundled story, played over HTTP, and invalid story files.

mod common;

use std::collections::BTreeSet;

use common::{GAME, chat, chat_body, post, start, start_game};
use rpggo_standin::{Config, Standin, Story};
use serde_json::{Value, json};

fn change_chapter(standin: &Standin, chapter: &Value) -> Value {
    let body = json!({"game_id": GAME, "session_id": "s", "chapter_id": chapter});
    post(&standin.base_url(), "/v2/open/game/changechapter", &body).json()
}

#[test]
fn the_walkthrough_reaches_the_won_ending() {
    let standin = start();
    start_game(&standin);
    let mut speakers = BTreeSet::new();
    let (mut actions, mut images, mut group_chats) = (Vec::new(), 0, 0);
    for (number, prompt) in standin.story().walkthrough.iter().enumerate() {
        let response = chat(
            &standin.base_url(),
            &prompt.to,
            &format!("m{number}"),
            &prompt.say,
        );
        assert_eq!(response.frames().last().expect("frames").0, "fin");
        let messages = response.messages();
        for message in &messages {
            assert_eq!(message["ret"], 200);
            let result = &message["data"]["result"];
            match result["character_type"].as_str().expect("a type") {
                "common_npc" => {
                    speakers.insert(result["character_id"].to_string());
                    assert_eq!(result["epoch"]["current_count"], number + 1);
                    group_chats += usize::from(result["insiders"].as_array().unwrap().len() > 1);
                }
                "picture_produce_dm" => {
                    images += 1;
                    let cost = &message["data"]["transaction_details"]["ImageConsumption"];
                    assert_eq!(cost["amount"].to_string(), "4");
                    assert_eq!(result["image_type"], 1);
                }
                _ => {}
            }
        }
        let check = messages
            .iter()
            .find(|message| message["data"]["result"]["character_type"] == "goal_check_dm")
            .expect("a goal check");
        let status = &check["data"]["game_status"];
        let action = status["action"].as_i64().expect("an action");
        actions.push(action);
        if action >= 2 {
            assert!(
                !status["action_message"]
                    .as_str()
                    .expect("a text")
                    .is_empty()
            );
        }
        if action == 2 {
            let chapter = change_chapter(&standin, &status["chapter_id"]);
            assert_eq!(
                chapter["data"]["chapter"]["chapter_id"],
                status["chapter_id"]
            );
        }
    }
    assert_eq!(actions, [0, 0, 1, 0, 2, 0, 1, 3]);
    assert!(speakers.len() >= 4, "{speakers:?}");
    assert_eq!(images, 1);
    assert!(group_chats > 0);
    let after = chat(&standin.base_url(), "mira", "after", "hello?");
    assert_eq!(after.error_code(), 10000303);
}

#[test]
fn the_lost_ending_can_be_reached() {
    let standin = start();
    let body = json!({"game_id": GAME, "session_id": "s", "chapter_id": "lighthouse"});
    post(&standin.base_url(), common::START, &body);
    let messages = chat(&standin.base_url(), "hush", "1", "I agree, I sell it.").messages();
    let status = &messages.last().expect("frames")["data"]["game_status"];
    assert_eq!(status["action"], 4);
    assert_eq!(status["action_message"], "");
    let closing = status["goal"]["chapter_tip"]["closing_statement"]
        .as_str()
        .expect("a text");
    assert!(closing.contains("Mr. Hush"));
    let goals = status["goal"]["goals_status"].as_array().expect("goals");
    assert_eq!(goals.last().expect("a goal")["goal_id"], "fail_goal");
    assert_eq!(status["displayed_status"]["Purse"], 300);
}

#[test]
fn frames_have_the_fields_of_the_reference_in_its_order() {
    let standin = start();
    start_game(&standin);
    let frames = chat(&standin.base_url(), "tide", "b5fasdffx", "look around").frames();
    let opening = r#"{"ret":200,"message":"success","data":{"result":{"character_id":"tide","character_type":"common_npc","image":"","text":"A curved quay"#;
    assert!(frames[0].1.starts_with(opening), "{}", frames[0].1);
    let closing = r#""text_ext":"","epoch":{"current_count":1,"max_chat_count":90},"insiders":["tide"],"message_id":"b5fasdffxef"},"game_status":{"game_id":"last-lantern","goal_id":"oil","goal":{"chapter_tip":{"chapter_id":"harbour","closing_statement":""},"goals_status":[]},"chapter_id":"harbour","action":0,"action_message":"","game_meta":{},"chapters_map":[]}}}"#;
    assert!(frames[0].1.ends_with(closing), "{}", frames[0].1);
    assert_eq!(
        frames[1].1,
        r#"{"ret":200,"message":"success","data":{"result":{"character_id":"goal_check_dm","character_type":"goal_check_dm","image":"","text":"","text_ext":"","epoch":{"current_count":0,"max_chat_count":0},"insiders":[],"message_id":"b5fasdffxef"},"game_status":{"game_id":"last-lantern","goal_id":"","goal":{"chapter_tip":{"chapter_id":"harbour","closing_statement":""},"goals_status":[{"goal":"Get a can of lamp oil","goal_id":"oil","achieved":false},{"goal":"Have the cracked lens mended","goal_id":"lens","achieved":false}]},"chapter_id":"harbour","action":0,"action_message":"","game_meta":{"shared_memory":{"goal_check_dm_epoch":1}},"chapters_map":["harbour"]}}}"#
    );
    assert!(frames[2].1.ends_with(
        r#""displayed_status":{},"multimodal":{"action":2,"action_message":"picture produce sync"}}}}"#
    ));
    assert_eq!(frames[3], ("fin".to_owned(), String::new()));
}

#[test]
fn images_are_sent_only_on_request() {
    let standin = start();
    start_game(&standin);
    let mut body = chat_body("tide", "1", "look around");
    body.as_object_mut()
        .expect("an object")
        .remove("advance_config");
    let messages = post(&standin.base_url(), common::CHAT, &body).messages();
    assert_eq!(messages.len(), 2);
}

#[test]
fn fallbacks_alternate_and_a_retry_changes_nothing() {
    let standin = start();
    start_game(&standin);
    let say = |id: &str| chat(&standin.base_url(), "bram", id, "xyzzy").text();
    let (first, again, second) = (say("1"), say("1"), say("2"));
    assert_eq!(first, again);
    assert_ne!(first, second);
    assert!(second.contains("\"current_count\":2"));
}

#[test]
fn the_control_calls_respond_with_the_envelope_of_the_reference() {
    let standin = start();
    let base = standin.base_url();
    let metadata = post(
        &base,
        "/v2/open/game/gamemetadata",
        &json!({"game_id": GAME}),
    )
    .json();
    assert_eq!(metadata["code"], 0);
    assert_eq!(metadata["msg"], "ok");
    assert_eq!(
        metadata["data"]["chapters"]
            .as_array()
            .expect("chapters")
            .len(),
        2
    );
    let resume = |id: &str| {
        let body = json!({"game_id": GAME, "session_id": id});
        post(&base, "/v2/open/game/resumesession", &body).json()
    };
    assert_eq!(resume("s")["code"], 10000302);
    start_game(&standin);
    let chapter = &resume("s")["data"]["chapter"];
    assert_eq!(chapter["intro"], "None");
    assert_eq!(chapter["background_musics"], Value::Null);
    assert_eq!(
        chapter["characters"][1],
        json!({"id": "mira", "name": "Mira, the harbour keeper", "type": "npc",
            "avatar": "https://example.com/last-lantern/mira.png", "phases": ["default"]})
    );
    assert_eq!(chapter["characters"][0]["type"], "dm");
}

#[test]
fn pace_delays_every_word() {
    let pace = std::time::Duration::from_millis(5);
    let standin = Standin::start(Config {
        pace,
        ..Config::default()
    })
    .expect("it starts");
    start_game(&standin);
    let before = std::time::Instant::now();
    let response = chat(&standin.base_url(), "mira", "1", "cat");
    let text = response.messages()[0]["data"]["result"]["text"]
        .as_str()
        .expect("text")
        .to_owned();
    assert!(before.elapsed() >= pace * text.split_whitespace().count() as u32);
}

fn error(text: &str) -> String {
    Story::parse(text)
        .expect_err("this story is invalid")
        .to_string()
}

const SMALL: &str = r#"
[game]
game_id = "g"
name = "G"
[[characters]]
character_id = "ann"
name = "Ann"
[[chapters]]
chapter_id = "one"
name = "One"
characters = ["ann"]
[[chapters.lines]]
says = [{ text = "Hm." }]
"#;

#[test]
fn errors_in_a_story_have_their_line() {
    Story::parse(SMALL).expect("this story is valid");
    assert!(
        error("[game]\nname = 3").starts_with("line 2: "),
        "{}",
        error("[game]\nname = 3")
    );
    let with = |line: &str| error(&format!("{SMALL}[[chapters.lines]]\n{line}"));
    let unknown_field = with("syas = []");
    assert!(unknown_field.starts_with("line 15: ") && unknown_field.contains("syas"));
    assert_eq!(
        with("to = \"bob\"\nsays = [{ text = \"Hi\" }]"),
        "line 14: `to` names \"bob\", which is not a character in this chapter (there are: ann)."
    );
    for (line, message) in [
        ("says = []", "`says` is empty"),
        ("says = [{ text = \" \" }]", "a `text` in `says` is empty"),
        (
            "says = [{ who = \"bob\", text = \"Hi\" }]",
            "`who` names \"bob\"",
        ),
        (
            "says = [{ text = \"Hi\" }]\nwhen = [\"\"]",
            "a word in `when` is empty",
        ),
        (
            "says = [{ text = \"Hi\" }]\nneeds = [\"x\"]",
            "`needs` names \"x\"",
        ),
        (
            "says = [{ text = \"Hi\" }]\nachieves = [\"x\"]",
            "not a goal of this chapter (there is none)",
        ),
        (
            "says = [{ text = \"Hi\" }]\nnext_chapter = \"two\"",
            "`next_chapter` names \"two\"",
        ),
        (
            "says = [{ text = \"Hi\" }]\nending_text = \"x\"",
            "`ending_text` without `ending`",
        ),
        (
            "says = [{ text = \"Hi\" }]\nchapter_text = \"x\"",
            "`chapter_text` without",
        ),
        ("says = [{ text = \"Hi\" }]\nending = \"draw\"", "draw"),
    ] {
        assert!(with(line).contains(message), "{}", with(line));
    }
    let nothing_to_say = error(&SMALL.replace("says =", "when = [\"x\"]\nsays ="));
    assert!(nothing_to_say.contains("\"ann\" has nothing to say to an unexpected message"));
    let missing = Story::from_file("no-such-story.toml")
        .expect_err("there is none")
        .to_string();
    assert!(missing.starts_with("The story file no-such-story.toml cannot be read: "));
}
