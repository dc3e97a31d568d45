//! JSON, one object on each line.

use memchr::memchr;
use serde::de::IgnoredAny;

use super::sse::{Frame, TooLong};

/// Reads lines, a chunk at a time.
pub(crate) struct Lines {
    limit: usize,
    /// The line that is not yet at its end.
    line: Vec<u8>,
    /// The last line that was given.
    whole: Vec<u8>,
}

/// Finds out whether there is one object on each line. It looks at each byte once.
#[derive(Default)]
pub(crate) struct Detector {
    first_line: FirstLine,
    /// Up to here it has looked.
    searched: usize,
    /// How many blanks follow the first line.
    blanks: usize,
}

#[derive(Default, PartialEq)]
enum FirstLine {
    #[default]
    Open,
    /// It is JSON by itself.
    Json,
    /// It is not, or what follows it is something else.
    Decided,
}

impl Detector {
    /// Whether a first line of `text` is JSON by itself, and another object begins after it; `text` is
    /// what it was before, and more.
    pub(crate) fn sees_lines(&mut self, text: &[u8]) -> bool {
        if self.first_line == FirstLine::Open {
            let Some(end) = memchr(b'\n', &text[self.searched..]) else {
                self.searched = text.len();
                return false;
            };
            self.searched += end;
            let first = &text[..self.searched];
            self.first_line = match serde_json::from_slice::<IgnoredAny>(first) {
                Ok(_) => FirstLine::Json,
                Err(_) => FirstLine::Decided,
            };
        }
        if self.first_line == FirstLine::Decided {
            return false;
        }
        let rest = &text[self.searched..];
        let blanks = rest.len() - rest.trim_ascii_start().len();
        self.blanks += blanks;
        self.searched += blanks;
        let next = text.get(self.searched);
        if next.is_some() {
            self.first_line = FirstLine::Decided;
        }
        next == Some(&b'{')
    }

    /// How many blanks stand after the first line, which is all that there is so far.
    pub(crate) fn blanks(&self) -> usize {
        self.blanks
    }
}

impl Lines {
    pub(crate) fn new(limit: usize) -> Lines {
        Lines {
            limit,
            line: Vec::new(),
            whole: Vec::new(),
        }
    }

    /// The next line in `input`, which moves on; `None` when all of it is read.
    pub(crate) fn next(&mut self, input: &mut &[u8]) -> Result<Option<Frame<'_>>, TooLong> {
        while let Some(end) = memchr(b'\n', input) {
            self.add(&input[..end])?;
            *input = &input[end + 1..];
            self.whole = std::mem::take(&mut self.line);
            if !self.whole.trim_ascii().is_empty() {
                return Ok(Some(frame(&self.whole)));
            }
        }
        self.add(input)?;
        *input = &[];
        Ok(None)
    }

    /// The line that the end of the stream leaves without its own.
    pub(crate) fn end(&mut self) -> Option<Frame<'static>> {
        let line = std::mem::take(&mut self.line);
        (!line.trim_ascii().is_empty()).then(|| frame(&line).into_owned())
    }

    fn add(&mut self, bytes: &[u8]) -> Result<(), TooLong> {
        if self.line.len() + bytes.len() > self.limit {
            return Err(TooLong);
        }
        self.line.extend_from_slice(bytes);
        Ok(())
    }
}

fn frame(line: &[u8]) -> Frame<'_> {
    Frame {
        name: "".into(),
        data: String::from_utf8_lossy(line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_however_they_are_cut() {
        let text = b"{\"a\":1}\n\n {\"b\":2}\r\n{\"c\"";
        for size in 1..=text.len() {
            let mut lines = Lines::new(16);
            let mut read = Vec::new();
            for mut piece in text.chunks(size) {
                while let Some(line) = lines.next(&mut piece).unwrap() {
                    read.push(line.data.trim().to_owned());
                }
            }
            assert_eq!(read, ["{\"a\":1}", "{\"b\":2}"], "{size}");
            assert_eq!(lines.end().unwrap().data, "{\"c\"");
            assert!(lines.end().is_none());
        }
        let mut lines = Lines::new(3);
        assert!(lines.next(&mut &b"1234"[..]).is_err());
    }

    #[test]
    fn a_second_line_is_seen_however_the_text_is_cut() {
        for (text, lines) in [
            ("{}\n{", true),
            ("{\"a\":{}}\r\n\n {", true),
            ("{}\n", false),
            ("{}\n[", false),
            ("{\n\"a\":\n{", false),
            ("{}", false),
            ("[1,\n{}]", false),
            ("{}\n1\n{", false),
        ] {
            for size in 1..=text.len() {
                let mut detector = Detector::default();
                let mut ends = (size..=text.len()).step_by(size).chain([text.len()]);
                let seen = ends.any(|end| detector.sees_lines(&text.as_bytes()[..end]));
                assert_eq!(seen, lines, "{text:?} {size}");
            }
        }
    }
}
