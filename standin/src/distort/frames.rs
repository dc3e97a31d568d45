//! What goes wrong with the frames of an answer.

use std::time::Duration;

use serde::de::IgnoredAny;

use crate::answer::{Answer, AnswerForm};
use crate::fault::Fault;
use crate::frame::{Data, Frame};
use crate::service::Service;

/// Changes which frames there are, or what is in them.
pub(super) fn edit(answer: &mut Answer, fault: &Fault, path: &str, service: &dyn Service) {
    let streams = answer.form == AnswerForm::Stream;
    let frames = &mut answer.frames;
    match fault {
        Fault::Error(code) if streams => *frames = vec![service.error_frame(path, *code)],
        Fault::Error(code) => {
            *answer = Answer::json_bytes(200, service.error_body(path, *code));
        }
        Fault::ErrorAfter(code) if streams => {
            let spoken = frames.iter().position(|frame| frame.speech);
            frames.truncate(spoken.map_or(0, |at| at + 1));
            frames.push(service.error_frame(path, *code));
        }
        Fault::Flood(count) => flood(frames, *count),
        Fault::NotJson => frames.iter_mut().for_each(make_no_json),
        Fault::Code => frames.iter_mut().for_each(use_other_names),
        Fault::NoFin => frames.retain(|frame| !frame.last),
        Fault::Unknown => service.add_unknown(frames, streams),
        Fault::Json if streams => make_one(answer),
        _ => {}
    }
}

/// One body of JSON instead of a stream.
fn make_one(answer: &mut Answer) {
    match answer.whole.take() {
        Some(whole) => answer.frames = vec![Frame::new("data", whole)],
        None => answer.frames.truncate(1),
    }
    answer.form = AnswerForm::Json;
}

fn make_no_json(frame: &mut Frame) {
    let bytes = frame.data.bytes().unwrap_or_default();
    if serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
        frame.data = Data::Bytes(b"{this is: not JSON".to_vec());
    }
}

fn use_other_names(frame: &mut Frame) {
    let bytes = frame.data.bytes();
    if let Some(text) = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()) {
        let text =
            text.replacen("\"ret\":", "\"code\":", 1)
                .replacen("\"message\":", "\"msg\":", 1);
        frame.data = Data::Bytes(text.into_bytes());
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
            let Some((before, after)) = split_at_words(frame) else {
                return;
            };
            frame.data = Data::Bytes([before, b"\xff\xfe", after].concat());
        }
        Fault::Oversize(size) => {
            let Some((before, after)) = split_at_words(frame) else {
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
    let Some((before, after)) = split_at_words(&frames[first]) else {
        return;
    };
    // A word of many has its space behind it.
    let words = after.len() - end_of_words(&frames[first], after).len();
    let space = usize::from(after[..words].ends_with(b" "));
    let data = Data::Flood {
        before: [before, b"flood "].concat(),
        after: after[words - space..].to_vec(),
        count,
    };
    let mut frame = frames[first].clone();
    frame.data = data;
    frame.pause = Duration::ZERO;
    let mut rest = frames.split_off(first);
    rest.retain(|frame| frame.last);
    frames.push(frame);
    frames.append(&mut rest);
}

/// The keys of texts; the first one in this list that a frame has is the one that counts.
const TEXT_KEYS: [&str; 9] = [
    "text", "content", "token", "delta", "name", "msg", "message", "error", "detail",
];

/// Where the words of an utterance begin, or of the first text there is.
fn split_at_words(frame: &Frame) -> Option<(&[u8], &[u8])> {
    let bytes = frame.data.bytes()?;
    match bytes.first() {
        Some(b'"') => return Some(bytes.split_at(1)),
        Some(b'{' | b'[') => {}
        // A text without any JSON around it.
        _ => return frame.speech.then_some((&[], bytes)),
    }
    TEXT_KEYS.iter().find_map(|key| {
        let key = format!("\"{key}\":\"");
        let at = find(bytes, key.as_bytes())?;
        Some(bytes.split_at(at + key.len()))
    })
}

/// What comes behind the words.
fn end_of_words<'a>(frame: &Frame, words: &'a [u8]) -> &'a [u8] {
    let bytes = frame.data.bytes().unwrap_or_default();
    if !matches!(bytes.first(), Some(b'"' | b'{' | b'[')) {
        return &[];
    }
    let mut escaped = false;
    let end = words.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    &words[end.unwrap_or(words.len())..]
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}
