//! What servers of this kind really send: thoughts, calls, reasons to end, and errors in disguise.

use serde_json::{Value, json};

use crate::fault::Fault;
use crate::frame::Frame;

/// Where a thought stands.
const THOUGHTS: [&str; 6] = [
    "reasoning_content",
    "reasoning",
    "tags",
    "closing",
    "part",
    "only",
];
/// How the character calls a function.
const CALLS: [&str; 4] = ["pieces", "whole", "no-index", "function"];
/// Where an error hides.
const DISGUISES: [&str; 10] = [
    "choice", "groq", "field", "event", "text", "object", "code", "detail", "list", "line",
];

/// An error message if the name of a habit is not known.
pub(super) fn check(fault: &Fault) -> Option<Result<(), String>> {
    let (name, names): (&str, &[&str]) = match fault {
        Fault::Think(name) => (name, &THOUGHTS),
        Fault::Call(name) => (name, &CALLS),
        Fault::Disguise(name) => (name, &DISGUISES),
        Fault::Finish(_) | Fault::Usage => return Some(Ok(())),
        _ => return None,
    };
    Some(match names.contains(&name) {
        true => Ok(()),
        false => Err(format!(
            "The fault \"{}\" takes one of these: {}.",
            fault.name(),
            names.join(", ")
        )),
    })
}

/// Changes the frames of a streamed response: the role, the words, the finish reason, `[DONE]`.
pub(super) fn apply(frames: &mut Vec<Frame>, fault: &Fault) {
    match fault {
        Fault::Think(name) => {
            let place = 1.min(frames.len());
            frames.splice(place..place, thoughts(name));
            if name == "only" {
                frames.retain(|frame| !frame.has_text);
                finish(frames, "length");
            }
        }
        Fault::Finish(reason) => finish(frames, reason),
        Fault::Call(name) => {
            let place = frames.iter().position(|it| it.is_end_marker);
            let place = place.unwrap_or(frames.len());
            frames.splice(place..place, calls(name));
            finish(
                frames,
                if name == "function" {
                    "function_call"
                } else {
                    "tool_calls"
                },
            );
        }
        Fault::Disguise(name) => {
            let first_word = frames.iter().position(|it| it.has_text);
            frames.truncate(first_word.map_or(0, |at| at + 1));
            frames.push(disguised(name));
            frames.push(Frame::new("", "[DONE]"));
        }
        Fault::Usage => {
            let usage = json!({
                "prompt_tokens": 42,
                "completion_tokens": 7,
                "total_tokens": 49,
                "prompt_tokens_details": { "cached_tokens": 32 },
                "completion_tokens_details": { "reasoning_tokens": 3 }
            });
            let chunk = json!({ "object": "chat.completion.chunk", "choices": [], "usage": usage });
            let place = frames.len().saturating_sub(1);
            frames.insert(place, Frame::new("", chunk.to_string()));
        }
        _ => {}
    }
}

fn chunk(delta: Value) -> Frame {
    let choices = json!([{ "index": 0, "delta": delta, "finish_reason": null }]);
    let chunk = json!({ "object": "chat.completion.chunk", "choices": choices });
    Frame::new("", chunk.to_string())
}

fn thoughts(name: &str) -> Vec<Frame> {
    // Cut in the middle of a word and of a tag.
    let pieces: &[&str] = match name {
        "tags" => &["<thi", "nk>The player seems ", "kind.</th", "ink>"],
        "closing" => &["The player seems ", "kind.</think>"],
        _ => &["The player se", "ems kind."],
    };
    let delta = |piece: &&str| match name {
        "reasoning" => json!({ "reasoning": piece }),
        "tags" | "closing" => json!({ "content": piece }),
        "part" => {
            let thinking = json!([{ "type": "text", "text": piece }]);
            json!({ "content": [{ "type": "thinking", "thinking": thinking }] })
        }
        _ => json!({ "reasoning_content": piece }),
    };
    pieces.iter().map(|piece| chunk(delta(piece))).collect()
}

fn finish(frames: &mut [Frame], reason: &str) {
    let place = frames.iter_mut().find(|frame| frame.is_end_marker);
    if let Some(frame) = place {
        frame.edit(|value| value["choices"][0]["finish_reason"] = json!(reason));
    }
}

/// The character gives the lantern.
fn calls(name: &str) -> Vec<Frame> {
    const NAME: &str = "give_item";
    const ARGUMENTS: [&str; 3] = ["", "{\"item\": \"lan", "tern\"}"];
    let call = |index: Option<u32>, first: bool, arguments: &str| {
        let mut call = json!({ "function": { "arguments": arguments } });
        if let Some(index) = index {
            call["index"] = json!(index);
        }
        if first {
            call["id"] = json!("call_1");
            call["type"] = json!("function");
            call["function"]["name"] = json!(NAME);
        }
        chunk(json!({ "tool_calls": [call] }))
    };
    match name {
        "pieces" => {
            let pieces = ARGUMENTS.iter().enumerate();
            pieces
                .map(|(at, piece)| call(Some(0), at == 0, piece))
                .collect()
        }
        "whole" => vec![call(Some(0), true, &ARGUMENTS.concat())],
        "no-index" => vec![call(None, true, &ARGUMENTS.concat())],
        _ => {
            let pieces = ARGUMENTS.iter().enumerate();
            let delta = |(at, piece): (usize, &&str)| {
                let name = if at == 0 { Some(NAME) } else { None };
                chunk(json!({ "function_call": { "name": name, "arguments": piece } }))
            };
            pieces.map(delta).collect()
        }
    }
}

fn disguised(name: &str) -> Frame {
    let message = "The harbour is closed";
    let error = json!({ "code": 502, "message": message });
    let frame = |value: Value| Frame::new("", value.to_string());
    match name {
        "choice" => frame(json!({
            "choices": [{ "index": 0, "delta": {}, "finish_reason": "error", "error": error }]
        })),
        "groq" => frame(json!({ "x_groq": { "error": message }, "choices": [] })),
        "field" => Frame::bare(format!("error: {error}")),
        "event" => Frame::new(
            "error",
            json!({ "code": "Closed", "message": message }).to_string(),
        ),
        "text" => Frame::new("error", message),
        "object" => frame(json!({ "object": "error", "message": message, "code": 502 })),
        "code" => frame(json!({ "code": 1001, "msg": message })),
        "detail" => frame(json!({ "detail": message })),
        "list" => frame(json!([{ "error": error }])),
        _ => Frame::bare(json!({ "error": message }).to_string()),
    }
}
