//! Texts without their escapes: JSON's and percent-encoding.

use std::borrow::Cow;

/// JSON within JSON within a URL: deeper nesting was not seen.
const MOST_ROUNDS: usize = 3;

/// A text as it is, and unescaped, once and again.
pub(super) struct Unescaped<'a> {
    texts: Vec<Text<'a>>,
}

/// One of these forms.
pub(super) struct Text<'a> {
    pub(super) bytes: Cow<'a, [u8]>,
    /// Where each of the bytes, and their end, is in the source; empty where they are the source.
    /// An escape that is cut at the end is left out.
    sources: Vec<usize>,
}

impl<'a> Unescaped<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Unescaped<'a> {
        let mut texts = vec![Text {
            bytes: Cow::Borrowed(bytes),
            sources: Vec::new(),
        }];
        while texts.len() <= MOST_ROUNDS
            && let Some(unescaped) = texts.last().and_then(Text::unescape)
        {
            texts.push(unescaped);
        }
        Unescaped { texts }
    }

    pub(super) fn texts(&self) -> &[Text<'a>] {
        &self.texts
    }
}

impl Text<'_> {
    pub(super) fn source(&self, at: usize) -> usize {
        self.sources.get(at).copied().unwrap_or(at)
    }

    /// The same without its escapes; `None` where there are none.
    fn unescape(&self) -> Option<Text<'static>> {
        memchr::memchr2(b'\\', b'%', &self.bytes)?;
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut sources = Vec::with_capacity(self.bytes.len() + 1);
        let mut at = 0;
        while at < self.bytes.len() {
            let source = self.source(at);
            match escape(&self.bytes[at..]) {
                Escape::None => {
                    bytes.push(self.bytes[at]);
                    at += 1;
                }
                Escape::Byte(byte, length) => {
                    bytes.push(byte);
                    at += length;
                }
                Escape::Character(character, length) => {
                    let mut room = [0; 4];
                    bytes.extend_from_slice(character.encode_utf8(&mut room).as_bytes());
                    at += length;
                }
                Escape::Cut => break,
            }
            sources.resize(bytes.len(), source);
        }
        sources.push(self.source(at));
        Some(Text {
            bytes: Cow::Owned(bytes),
            sources,
        })
    }
}

enum Escape {
    None,
    /// What it stands for, and how many bytes it is written in.
    Byte(u8, usize),
    Character(char, usize),
    /// It may be one, but its end is missing.
    Cut,
}

fn escape(bytes: &[u8]) -> Escape {
    let (first_digit, digits) = match bytes {
        [b'\\'] => return Escape::Cut,
        [b'\\', b'u', ..] => (2, 4),
        [b'\\', escaped @ (b'"' | b'\\' | b'/'), ..] => return Escape::Byte(*escaped, 2),
        [b'%', ..] => (1, 2),
        _ => return Escape::None,
    };
    let end = first_digit + digits;
    let written = &bytes[first_digit..end.min(bytes.len())];
    if !written.iter().all(u8::is_ascii_hexdigit) {
        return Escape::None;
    }
    if written.len() < digits {
        return Escape::Cut;
    }
    let digits = std::str::from_utf8(written).ok();
    let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match number {
        Some(number) if first_digit == 1 => Escape::Byte(number as u8, end),
        Some(number) => match char::from_u32(number) {
            Some(character) => Escape::Character(character, end),
            // Half of a pair.
            None => Escape::None,
        },
        None => Escape::None,
    }
}
