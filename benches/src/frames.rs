//! Answers of RPGGO as a chat sends them, made from the fixtures: what its frames say is changed,
//! their form is not.

use std::fmt::Write;

use bytes::Bytes;

const CHAT: &str = include_str!("../../tests/fixtures/rpggo_chat.sse");
const PICTURE: &str = include_str!("../../tests/fixtures/rpggo_picture.sse");

/// What fits into a packet.
const CHUNK: usize = 1400;

const SENTENCES: [&str; 6] = [
    "Hey there! *(smiling)* What's up? 😊 ",
    "The harbour master nods slowly, and points at the ship that nobody has boarded since autumn. ",
    r#"\"Keep your voice down,\" she says.\n\nThen she pours two cups of tea — one for you. "#,
    "「静かに」と彼女は言った。港の灯りが遠くで揺れている。 ",
    "Сначала он молчит, потом кладёт на стол старую карту. ",
    r"Une \u00e9toile filante traverse le ciel, et personne ne fait de v\u0153u. ",
];

/// A stream in chunks of a packet's size.
pub struct Stream {
    pub bytes: Bytes,
    pub frames: usize,
}

impl Stream {
    fn of(frames: &[String]) -> Stream {
        let mut stream = frames.concat();
        stream.push_str("event: fin\ndata: \n\n");
        Stream {
            bytes: stream.into(),
            frames: frames.len(),
        }
    }

    /// Frames of all kinds in the order in which chats have them: somebody speaks, sometimes several
    /// do, the goals are looked at, and now and then comes a picture.
    pub fn of_chats(chats: usize) -> Stream {
        let mut frames = Vec::new();
        for chat in 0..chats {
            frames.push(message(chat));
            if chat % 3 == 0 {
                frames.push(message(chat + 1));
            }
            if chat % 4 == 1 {
                frames.push(message_with_values(chat));
            }
            frames.push(goals(chat));
            if chat % 8 == 2 {
                frames.push(picture(chat));
            }
        }
        Stream::of(&frames)
    }

    /// Utterances that take so many bytes each, in the least that a frame can hold.
    pub fn of_size(size: usize) -> Stream {
        const TOTAL: usize = 2_000_000;
        let (before, after) = (
            r#"data: {"ret":200,"data":{"result":{"character_type":"common_npc","text":""#,
            "\"}}}\n\n",
        );
        let text = "Good evening, traveller. ".repeat(size / 25 + 1);
        let frame = [before, &text[..size - before.len() - after.len()], after].concat();
        Stream::of(&vec![frame; (TOTAL / size).clamp(50, 4000)])
    }

    pub fn chunks(&self) -> Vec<Bytes> {
        let begins = (0..self.bytes.len()).step_by(CHUNK);
        let chunk = |at| self.bytes.slice(at..self.bytes.len().min(at + CHUNK));
        begins.map(chunk).collect()
    }
}

/// The frame with that number.
fn frame(fixture: &str, number: usize) -> String {
    let frame = fixture.split_inclusive("\n\n").nth(number);
    frame.expect("the fixture has it").to_owned()
}

/// The frame with another JSON value where `before` ends; all of the old one is `old`.
fn with(frame: &str, before: &str, old: &str, new: &str) -> String {
    let (before, old) = (frame.find(before).expect("it is there") + before.len(), old);
    let rest = frame[before..].strip_prefix(old).expect("it is there");
    [&frame[..before], new, rest].concat()
}

/// Between a few words and some paragraphs; most of them short.
fn text(number: usize) -> String {
    let sentences = [1, 2, 1, 3, 5, 1, 2, 8, 1, 25][number % 10];
    let all = (0..sentences).map(|at| SENTENCES[(number + at) % SENTENCES.len()]);
    all.collect()
}

fn message(number: usize) -> String {
    let old = "Hey there! *(smiling)* What's up? 😊";
    let frame = with(&frame(CHAT, 0), r#""text":""#, old, text(number).trim_end());
    let count = (number % 90).to_string();
    with(&frame, r#""current_count":"#, "1", &count)
}

fn message_with_values(number: usize) -> String {
    let values = format!(
        r#"{{}},"displayed_status":{{"Day":{},"Trust":"{}%","Coins":{},"Weather":"小雨","Inventory":["lamp","old map"]}}"#,
        number / 24,
        number % 100,
        number % 17,
    );
    with(&message(number), r#""game_meta":"#, "{}", &values)
}

fn goals(number: usize) -> String {
    let mut goals = String::from("[");
    for goal in 0..[0, 3, 3, 5][number % 4] {
        let comma = if goal > 0 { "," } else { "" };
        let achieved = goal < number % 3;
        write!(
            goals,
            r#"{comma}{{"goal":"Find out who sent the letter, part {goal}","goal_id":"goals{goal}","achieved":{achieved}}}"#
        )
        .expect("it can be written");
    }
    with(&frame(CHAT, 1), r#""goals_status":"#, "[]", &(goals + "]"))
}

fn picture(number: usize) -> String {
    let caption = "With a spark of excitement in her eyes, Chiara leans in";
    let new = text(number);
    with(&frame(PICTURE, 2), r#""text":""#, caption, new.trim_end())
}
