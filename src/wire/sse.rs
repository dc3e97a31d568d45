//! Bytes to frames, by the WHATWG's rules for event streams
//! (HTML Living Standard, section 9.2.6), over any cut of the bytes.
//!
//! A [`Decoder::tolerant`] also reads what model servers were seen to send: JSON without `data:`, errors
//! in an `error:` field, events that only one newline separates, a last event without its blank line.
//! A [`Decoder::lenient`] reads what RPGGO's servers and logs were seen to send: `fin` and `err`
//! without data, and the bare listing (`data`, then a line that begins with `{`).

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use serde::de::IgnoredAny;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// One event of the stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame<'a> {
    /// The event's name; empty where the stream gave none, which means `message`.
    pub name: Cow<'a, str>,
    /// The data, its lines joined by `\n`. Invalid UTF-8 has become U+FFFD.
    pub data: Cow<'a, str>,
}

/// The mark of the end that OpenAI's servers send.
const DONE: &str = "[DONE]";

impl Frame<'_> {
    /// Whether it is the mark of the end, which some servers send as a JSON string.
    pub(crate) fn is_done(&self) -> bool {
        let data = self.data.trim().trim_matches('"');
        data.eq_ignore_ascii_case(DONE)
    }

    /// The same frame with strings of its own.
    pub fn into_owned(self) -> Frame<'static> {
        Frame {
            name: self.name.into_owned().into(),
            data: self.data.into_owned().into(),
        }
    }
}

/// A line or an event is longer than the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

/// Reads a stream, a chunk at a time.
pub struct Decoder {
    limit: usize,
    tolerant: bool,
    lenient: bool,
    /// Bytes of the byte order mark seen so far; `None` once the stream has begun.
    mark: Option<usize>,
    /// The last line ended in CR: a LF that follows belongs to it.
    after_return: bool,
    /// The line that is not yet at its end.
    line: Vec<u8>,
    name: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    /// How many lines the data has.
    data_lines: u64,
    /// Whether the first line of data is an object by itself, once that was asked for.
    is_whole: Option<bool>,
    /// What the last frame was read into.
    dispatched: (Vec<u8>, Vec<u8>),
}

impl Decoder {
    /// Strictly as the standard has it.
    pub fn new(limit: usize) -> Decoder {
        Decoder {
            limit,
            tolerant: false,
            lenient: false,
            mark: Some(0),
            after_return: false,
            line: Vec::new(),
            name: Vec::new(),
            data: Vec::new(),
            has_data: false,
            data_lines: 0,
            is_whole: None,
            dispatched: (Vec::new(), Vec::new()),
        }
    }

    /// Also what model servers send in place of what the standard has.
    pub fn tolerant(self) -> Decoder {
        Decoder {
            tolerant: true,
            ..self
        }
    }

    /// Also `fin` and `err` without data, and the bare listing.
    pub fn lenient(self) -> Decoder {
        Decoder {
            lenient: true,
            ..self
        }
    }

    /// Whether it reads the bare listing too.
    pub fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// The next frame in `input`, which moves on; `None` when all of it is read.
    ///
    /// # Errors
    /// Where a line or an event is longer than the limit.
    pub fn next(&mut self, input: &mut &[u8]) -> Result<Option<Frame<'_>>, TooLong> {
        self.skip_mark(input);
        while !input.is_empty() {
            if std::mem::take(&mut self.after_return) && input[0] == b'\n' {
                *input = &input[1..];
                continue;
            }
            let Some(end) = memchr2(b'\n', b'\r', input) else {
                self.line.extend_from_slice(input);
                *input = &[];
                return if self.line.len() > self.limit {
                    Err(TooLong)
                } else {
                    Ok(None)
                };
            };
            let (rest_of_line, rest) = input.split_at(end);
            self.after_return = rest[0] == b'\r';
            *input = &rest[1..];
            if self.end_of_line(rest_of_line)? {
                return Ok(Some(self.frame()));
            }
        }
        Ok(None)
    }

    /// The stream has ended: what is left of it, if that is a whole frame all the same.
    ///
    /// # Errors
    /// As [`Decoder::next`].
    pub fn end(&mut self) -> Result<Option<Frame<'_>>, TooLong> {
        if self.lenient && self.line.first() == Some(&b'{') && self.line.last() == Some(&b'}') {
            return Ok(self.end_of_line(b"")?.then(|| self.frame()));
        }
        if !self.tolerant {
            return Ok(None);
        }
        if !self.line.is_empty() && self.end_of_line(b"")? {
            return Ok(Some(self.frame()));
        }
        let data = self.data.trim_ascii();
        if self.has_data && (is_whole(data) || is_done(data)) {
            self.take_line(b"")?;
            return Ok(Some(self.frame()));
        }
        Ok(None)
    }

    /// True when the stream stopped inside a frame. A `fin` that lacks only its blank line is whole.
    pub fn is_inside_frame(&self) -> bool {
        let in_line = !self.line.is_empty() && self.line[0] != b':';
        let is_fin = self.name == b"fin" || self.line == b"event: fin" || self.line == b"event:fin";
        (in_line || self.has_begun_frame()) && !is_fin
    }

    /// Leaves out the byte order mark, which may come in pieces.
    fn skip_mark(&mut self, input: &mut &[u8]) {
        while let Some(seen) = self.mark {
            let Some(&byte) = input.first() else { return };
            if byte == BYTE_ORDER_MARK[seen] {
                *input = &input[1..];
                self.mark = Some(seen + 1).filter(|&seen| seen < BYTE_ORDER_MARK.len());
            } else {
                self.line.extend_from_slice(&BYTE_ORDER_MARK[..seen]);
                self.mark = None;
            }
        }
    }

    /// True when a part of a frame was read that an event stream has.
    pub fn has_begun_frame(&self) -> bool {
        self.has_data || !self.name.is_empty()
    }

    /// Takes a line that ends in `rest`; true when a frame is complete.
    fn end_of_line(&mut self, rest: &[u8]) -> Result<bool, TooLong> {
        if self.line.len() + rest.len() > self.limit {
            return Err(TooLong);
        }
        if self.line.is_empty() {
            return self.take_line(rest);
        }
        let mut line = std::mem::take(&mut self.line);
        line.extend_from_slice(rest);
        let complete = self.take_line(&line);
        line.clear();
        self.line = line;
        complete
    }

    fn take_line(&mut self, line: &[u8]) -> Result<bool, TooLong> {
        if line.is_empty() {
            let ends = matches!(&self.name[..], b"fin" | b"err");
            let complete = self.has_data || (self.lenient && ends);
            if complete {
                self.data.pop();
                self.dispatch();
            } else {
                self.name.clear();
            }
            return Ok(complete);
        }
        if self.lenient && self.take_bare_line(line) {
            return Ok(true);
        }
        let (field, value) = match memchr(b':', line) {
            Some(colon) => {
                let value = &line[colon + 1..];
                (&line[..colon], value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &b""[..]),
        };
        let is_bare = self.tolerant && line[0] == b'{';
        let is_error = self.tolerant && field == b"error";
        let begins = is_bare || is_error || matches!(field, b"data" | b"event");
        let is_next = begins && self.has_whole_line();
        if is_next {
            self.data.pop();
            self.dispatch();
        }
        match field {
            _ if is_bare => self.take_data(line)?,
            b"data" => self.take_data(value)?,
            b"error" if is_error => {
                self.name.clear();
                self.name.extend_from_slice(field);
                self.take_data(value)?;
            }
            b"event" => {
                self.name.clear();
                self.name.extend_from_slice(value);
            }
            // A comment, `id`, `retry` (nothing is reconnected here), or an unknown field.
            _ => {}
        }
        Ok(is_next)
    }

    /// Whether the data is one line that is an object by itself: what follows belongs to the next frame.
    fn has_whole_line(&mut self) -> bool {
        if !self.tolerant || self.data_lines != 1 {
            return false;
        }
        *self.is_whole.get_or_insert_with(|| is_whole(&self.data))
    }

    fn take_data(&mut self, value: &[u8]) -> Result<(), TooLong> {
        if self.data.len() + value.len() > self.limit {
            return Err(TooLong);
        }
        self.has_data = true;
        self.data_lines += 1;
        self.data.extend_from_slice(value);
        self.data.push(b'\n');
        Ok(())
    }

    /// Reads the listing form; true when a frame is complete.
    fn take_bare_line(&mut self, line: &[u8]) -> bool {
        if line[0] == b'{' {
            // The bare `data` line before it left an empty line of data.
            self.data.clear();
            self.data.extend_from_slice(line);
            self.dispatch();
            return true;
        }
        if matches!(line, b"data" | b"fin" | b"err") {
            self.name.clear();
        }
        if line == b"err" {
            self.name.extend_from_slice(line);
        }
        false
    }

    fn dispatch(&mut self) {
        std::mem::swap(&mut self.dispatched.0, &mut self.name);
        std::mem::swap(&mut self.dispatched.1, &mut self.data);
        self.name.clear();
        self.data.clear();
        self.has_data = false;
        self.data_lines = 0;
        self.is_whole = None;
    }

    fn frame(&self) -> Frame<'_> {
        Frame {
            name: text(&self.dispatched.0),
            data: text(&self.dispatched.1),
        }
    }
}

/// Whether it is an object by itself.
fn is_whole(data: &[u8]) -> bool {
    data.first() == Some(&b'{') && serde_json::from_slice::<IgnoredAny>(data).is_ok()
}

/// Whether a line is the mark of the end.
fn is_done(data: &[u8]) -> bool {
    data.trim_ascii().eq_ignore_ascii_case(DONE.as_bytes())
}

/// The bytes as text. Most are valid, and that is quicker to find out than where they are not.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
