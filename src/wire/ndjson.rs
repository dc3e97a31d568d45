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

/// Whether a first line is JSON by itself, and another one begins after it.
pub(crate) fn has_second_line(text: &[u8]) -> bool {
    let Some(end) = memchr(b'\n', text) else {
        return false;
    };
    text[end..].trim_ascii_start().first() == Some(&b'{')
        && serde_json::from_slice::<IgnoredAny>(&text[..end]).is_ok()
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
    fn json_on_several_lines_is_no_second_line() {
        assert!(has_second_line(b"{}\n{"));
        assert!(has_second_line(b"{\"a\":{}}\r\n\n{"));
        for one in ["{}\n", "{\n\"a\":\n{", "{}", "[1,\n{}]"] {
            assert!(!has_second_line(one.as_bytes()), "{one}");
        }
    }
}
