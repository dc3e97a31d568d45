//! Injects faults into the frames of a response.

use std::time::Duration;

use serde::de::IgnoredAny;

use crate::fault::Fault;
use crate::frame::{Data, Frame};
use crate::response::{Response, ResponseKind};
use crate::service::Service;

/// Adds, removes or changes frames.
pub(super) fn edit(response: &mut Response, fault: &Fault, path: &str, service: &dyn Service) {
    let streams = response.kind == ResponseKind::Stream;
    let frames = &mut response.frames;
    match fault {
        Fault::Error(code) if streams => *frames = vec![service.error_frame(path, *code)],
        Fault::Error(code) => {
            *response = Response::json_bytes(200, service.error_body(path, *code));
        }
        Fault::ErrorAfter(code) if streams => {
            let first_text = frames.iter().position(|frame| frame.has_text);
            frames.truncate(first_text.map_or(0, |at| at + 1));
            frames.push(service.error_frame(path, *code));
        }
        Fault::Flood(count) => flood(frames, *count),
        Fault::NotJson => frames.iter_mut().for_each(replace_json),
        Fault::Code => frames.iter_mut().for_each(rename_fields),
        Fault::NoFin => frames.retain(|frame| !frame.is_end_marker),
        Fault::Unknown => service.add_unknown(frames, streams),
        Fault::Json if streams => unstream(response),
        _ => {}
    }
}

/// Replaces the stream with a single JSON.
fn unstream(response: &mut Response) {
    match response.unstreamed.take() {
        Some(json) => response.frames = vec![Frame::new("data", json)],
        None => response.frames.truncate(1),
    }
    response.kind = ResponseKind::Json;
}

fn replace_json(frame: &mut Frame) {
    let bytes = frame.data.bytes().unwrap_or_default();
    if serde_json::from_slice::<IgnoredAny>(bytes).is_ok() {
        frame.data = Data::Bytes(b"{this is: not JSON".to_vec());
    }
}

fn rename_fields(frame: &mut Frame) {
    let bytes = frame.data.bytes();
    if let Some(text) = bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()) {
        let text =
            text.replacen("\"ret\":", "\"code\":", 1)
                .replacen("\"message\":", "\"msg\":", 1);
        frame.data = Data::Bytes(text.into_bytes());
    }
}

/// Corrupts or enlarges the data of the first frame with text.
pub(super) fn corrupt(response: &mut Response, fault: &Fault) {
    let frames = &mut response.frames;
    let Some(at) = frames
        .iter()
        .position(|frame| frame.has_text)
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
            let Some((before, after)) = split_at_text(frame) else {
                return;
            };
            frame.data = Data::Bytes([before, b"\xff\xfe", after].concat());
        }
        Fault::Oversize(size) => {
            let Some((before, after)) = split_at_text(frame) else {
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

/// Replaces the frames with text with many of them.
fn flood(frames: &mut Vec<Frame>, count: u64) {
    let Some(first) = frames.iter().position(|frame| frame.has_text) else {
        return;
    };
    let Some((before, after)) = split_at_text(&frames[first]) else {
        return;
    };
    // A word that is not the last one ends with a space.
    let length = after.len() - after_text(&frames[first], after).len();
    let space = usize::from(after[..length].ends_with(b" "));
    let data = Data::Flood {
        before: [before, b"flood "].concat(),
        after: after[length - space..].to_vec(),
        count,
    };
    let mut frame = frames[first].clone();
    frame.data = data;
    frame.delay = Duration::ZERO;
    let mut rest = frames.split_off(first);
    rest.retain(|frame| frame.is_end_marker);
    frames.push(frame);
    frames.append(&mut rest);
}

/// The names of fields with text, in order of priority.
const TEXT_KEYS: [&str; 9] = [
    "text", "content", "token", "delta", "name", "msg", "message", "error", "detail",
];

/// Splits the data before a character's text, or before another text.
fn split_at_text(frame: &Frame) -> Option<(&[u8], &[u8])> {
    let bytes = frame.data.bytes()?;
    match bytes.first() {
        Some(b'"') => return Some(bytes.split_at(1)),
        Some(b'{' | b'[') => {}
        // Plain text without JSON.
        _ => return frame.has_text.then_some((&[], bytes)),
    }
    TEXT_KEYS.iter().find_map(|key| {
        let key = format!("\"{key}\":\"");
        let at = find(bytes, key.as_bytes())?;
        Some(bytes.split_at(at + key.len()))
    })
}

/// The data after the text that `data` begins with.
fn after_text<'a>(frame: &Frame, data: &'a [u8]) -> &'a [u8] {
    let bytes = frame.data.bytes().unwrap_or_default();
    if !matches!(bytes.first(), Some(b'"' | b'{' | b'[')) {
        return &[];
    }
    let mut escaped = false;
    let end = data.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    &data[end.unwrap_or(data.len())..]
}

fn find(bytes: &[u8], pattern: &[u8]) -> Option<usize> {
    bytes
        .windows(pattern.len())
        .position(|window| window == pattern)
}
