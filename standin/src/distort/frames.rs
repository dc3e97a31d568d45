//! What goes wrong with the frames of an answer.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::{Answer, AnswerForm};
use crate::fault::Fault;
use crate::frame::{Data, Frame};
use crate::rpggo;

/// Changes which frames there are, or what is in them.
pub(super) fn edit(answer: &mut Answer, fault: &Fault) {
    let streams = answer.form == AnswerForm::Stream;
    let frames = &mut answer.frames;
    match fault {
        Fault::Error(code) if streams => *frames = vec![rpggo::error_frame(*code)],
        Fault::Error(code) => *answer = Answer::json(200, &rpggo::error_envelope(*code)),
        Fault::ErrorAfter(code) if streams => {
            frames.truncate(
                frames
                    .iter()
                    .position(|frame| frame.speech)
                    .map_or(0, |at| at + 1),
            );
            frames.push(rpggo::error_frame(*code));
        }
        Fault::Flood(count) => flood(frames, *count),
        Fault::NotJson => {
            for frame in frames.iter_mut().filter(|frame| frame.event != "fin") {
                frame.data = Data::Bytes(b"{this is: not JSON".to_vec());
            }
        }
        Fault::Code => edit_text(frames, |text| {
            text.replacen("\"ret\":", "\"code\":", 1)
                .replacen("\"message\":", "\"msg\":", 1)
        }),
        Fault::NoFin => frames.retain(|frame| frame.event != "fin"),
        Fault::Unknown => add_unknown(frames, streams),
        Fault::Json if streams => {
            frames.truncate(1);
            answer.form = AnswerForm::Json;
        }
        _ => {}
    }
}

/// Makes a frame's data into what can no longer be read as text.
pub(super) fn spoil(answer: &mut Answer, fault: &Fault) {
    let frames = &mut answer.frames;
    let Some(at) = frames
        .iter()
        .position(|frame| frame.speech)
        .or((!frames.is_empty()).then_some(0))
    else {
        return;
    };
    let frame = &mut frames[at];
    let Some(bytes) = frame.data.bytes() else {
        return;
    };
    match fault {
        Fault::InvalidUtf8 => {
            let Some((before, after)) = split_at_words(bytes) else {
                return;
            };
            frame.data = Data::Bytes([before, b"\xff\xfe", after].concat());
        }
        Fault::Oversize(size) => {
            let Some((before, after)) = split_at_words(bytes) else {
                return;
            };
            let fill = vec![(b'a', size.saturating_sub(bytes.len() as u64))];
            frame.data = Data::Filled {
                before: before.into(),
                fill,
                after: after.into(),
            };
        }
        Fault::Deep(depth) if bytes.first() == Some(&b'{') => {
            let after = [b",", &bytes[1..]].concat();
            let fill = vec![(b'[', *depth), (b']', *depth)];
            frame.data = Data::Filled {
                before: b"{\"deep\":".to_vec(),
                fill,
                after,
            };
        }
        _ => {}
    }
}

/// Many utterances instead of those there are.
fn flood(frames: &mut Vec<Frame>, count: u64) {
    let Some(first) = frames.iter().position(|frame| frame.speech) else {
        return;
    };
    let mut frame = frames[first].clone();
    let Some((before, after)) = frame.data.bytes().and_then(split_at_words) else {
        return;
    };
    let words = after
        .windows(3)
        .position(|three| three == b"\",\"")
        .unwrap_or(0);
    let before = [before, b"flood "].concat();
    frame.data = Data::Flood {
        before,
        after: after[words..].to_vec(),
        count,
    };
    frame.pause = Duration::ZERO;
    let fin = frames.iter().position(|frame| frame.event == "fin");
    *frames = fin.map_or_else(
        || vec![frame.clone()],
        |fin| vec![frame.clone(), frames[fin].clone()],
    );
}

/// Where the words of an utterance begin, or of the first text there is.
fn split_at_words(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let keys: [&[u8]; 3] = [b"\"text\":\"", b"\"name\":\"", b"\"msg\":\""];
    keys.iter().find_map(|key| {
        let at = bytes.windows(key.len()).position(|window| window == *key)?;
        Some(bytes.split_at(at + key.len()))
    })
}

fn edit_text(frames: &mut [Frame], change: impl Fn(&str) -> String) {
    for frame in frames {
        if let Some(text) = frame
            .data
            .bytes()
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
        {
            frame.data = Data::Bytes(change(text).into_bytes());
        }
    }
}

/// What a later version of the service might send.
fn add_unknown(frames: &mut Vec<Frame>, streams: bool) {
    edit_text(frames, |text| {
        let Ok(mut value) = serde_json::from_str::<Value>(text) else {
            return text.to_owned();
        };
        let Some(root) = value.as_object_mut() else {
            return text.to_owned();
        };
        root.insert(
            "weather".to_owned(),
            json!({"wind": ["north", 7, null, true]}),
        );
        for key in ["ret", "code"] {
            if let Some(code) = root.get_mut(key) {
                *code = Value::String(code.to_string());
            }
        }
        if let Some(result) = value
            .pointer_mut("/data/result")
            .and_then(Value::as_object_mut)
        {
            result.insert("image".to_owned(), Value::Null);
            result.insert("action_list".to_owned(), Value::Null);
            result.insert("mood".to_owned(), json!({"name": "calm"}));
        }
        if let Some(epoch) = value
            .pointer_mut("/data/result/epoch")
            .and_then(Value::as_object_mut)
        {
            for count in epoch.values_mut() {
                *count = Value::String(count.to_string());
            }
        }
        let status = value
            .pointer_mut("/data/game_status")
            .and_then(Value::as_object_mut);
        if let Some(status) = status {
            status.insert("game_meta".to_owned(), Value::Null);
            status.insert("action_hint".to_owned(), json!("later"));
            if let Some(action) = status.get_mut("action") {
                *action = Value::String(action.to_string());
            }
        }
        value.to_string()
    });
    if streams {
        let of_type = |kind: &str, text: &str| {
            json!({"ret": 200, "message": "success", "data": {
                "result": {"character_id": kind, "character_type": kind, "text": text},
                "game_status": {"action": 42, "action_message": null},
            }})
        };
        let frame = |event, value: Value| Frame::new(event, value.to_string());
        frames.insert(0, frame("weather", json!({"sky": "clear"})));
        frames.insert(1, frame("data", of_type("weather_dm", "")));
        frames.insert(2, frame("data", of_type("singing_npc", "La la la.")));
    }
}
