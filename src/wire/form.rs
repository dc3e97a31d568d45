//! What a response is, by its first bytes.

/// What a response is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// It begins with `{` or `[`.
    Json,
    /// It begins like a line of an event stream.
    Sse,
    /// It begins with `<`: a page for people.
    Page,
    /// Something else.
    Text,
}

/// Whether a text is a page for people, not of a service.
pub(crate) fn is_page(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// The first bytes of a response, up to where they say what it is.
#[derive(Default)]
pub(crate) struct Beginning {
    bytes: Vec<u8>,
    /// The byte order mark was left out, or there is none.
    is_after_mark: bool,
    /// How many blanks were left out.
    blanks: usize,
}

impl Beginning {
    /// Adds bytes; the form, once it is known.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Option<Form> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        self.bytes.extend_from_slice(bytes);
        if !self.is_after_mark {
            if self.bytes.len() < MARK.len() && MARK.starts_with(&self.bytes) {
                return None;
            }
            if self.bytes.starts_with(MARK) {
                self.bytes.drain(..MARK.len());
            }
            self.is_after_mark = true;
        }
        // All but the last: without it, a line of a stream would be another.
        let blanks = self.bytes.len() - self.bytes.trim_ascii_start().len();
        let left_out = blanks.saturating_sub(1);
        self.bytes.drain(..left_out);
        self.blanks += left_out;
        Form::of(&self.bytes)
    }

    /// How many blanks came before anything else: an endless number may.
    pub(crate) fn blanks(&self) -> usize {
        self.blanks
    }

    /// The bytes, without the mark and the blanks that mean nothing.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Form {
    /// The form of what begins so; `None` while that cannot be known.
    fn of(begin: &[u8]) -> Option<Form> {
        const FIELDS: [&[u8]; 5] = [b":", b"data", b"event", b"id", b"retry"];
        let text = begin.trim_ascii_start();
        match text.first()? {
            b'{' | b'[' => return Some(Form::Json),
            b'<' => return Some(Form::Page),
            _ => {}
        }
        if FIELDS.iter().any(|field| text.starts_with(field)) {
            return Some(Form::Sse);
        }
        let may_follow = FIELDS.iter().any(|field| field.starts_with(text));
        (!may_follow).then_some(Form::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_however_they_are_cut() {
        for (begin, form) in [
            ("", None),
            (" \r\n", None),
            ("\u{feff}", None),
            ("da", None),
            ("\u{feff} {", Some(Form::Json)),
            ("[", Some(Form::Json)),
            ("\n<!doctype", Some(Form::Page)),
            ("data: {}", Some(Form::Sse)),
            ("\u{feff}data: {}", Some(Form::Sse)),
            (": a comment", Some(Form::Sse)),
            ("event: fin", Some(Form::Sse)),
            ("dawn", Some(Form::Text)),
            ("fin", Some(Form::Text)),
            ("\"word\"", Some(Form::Text)),
        ] {
            for size in 1..=begin.len().max(1) {
                let mut beginning = Beginning::default();
                let mut pieces = begin.as_bytes().chunks(size);
                let found = pieces.find_map(|piece| beginning.push(piece));
                assert_eq!(found, form, "{begin:?} {size}");
            }
        }
        assert_eq!(Beginning::default().push(b"\xEF\xBBx"), Some(Form::Text));
    }

    #[test]
    fn blanks_without_end_are_counted_and_not_kept() {
        for mark in ["", "\u{feff}"] {
            let mut beginning = Beginning::default();
            assert_eq!(beginning.push(mark.as_bytes()), None);
            for _ in 0..100 {
                assert_eq!(beginning.push(b" \n"), None);
            }
            assert_eq!(beginning.blanks(), 199);
            assert_eq!(beginning.bytes(), b"\n");
        }
    }
}
