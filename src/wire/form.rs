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

impl Form {
    /// The form of what begins so; `None` while that cannot be known.
    pub(crate) fn of(begin: &[u8]) -> Option<Form> {
        const MARK: &[u8] = b"\xEF\xBB\xBF";
        const FIELDS: [&[u8]; 5] = [b":", b"data", b"event", b"id", b"retry"];
        if begin.len() < MARK.len() && MARK.starts_with(begin) {
            return None;
        }
        let text = begin.strip_prefix(MARK).unwrap_or(begin).trim_ascii_start();
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
    fn the_first_bytes_tell() {
        for (begin, form) in [
            ("", None),
            (" \r\n", None),
            ("\u{feff}", None),
            ("da", None),
            ("\u{feff} {", Some(Form::Json)),
            ("[", Some(Form::Json)),
            ("\n<!doctype", Some(Form::Page)),
            ("data: {}", Some(Form::Sse)),
            (": a comment", Some(Form::Sse)),
            ("event: fin", Some(Form::Sse)),
            ("dawn", Some(Form::Text)),
            ("fin", Some(Form::Text)),
            ("\"word\"", Some(Form::Text)),
        ] {
            assert_eq!(Form::of(begin.as_bytes()), form, "{begin:?}");
        }
        assert_eq!(Form::of(b"\xEF\xBB"), None);
        assert_eq!(Form::of(b"\xEF\xBBx"), Some(Form::Text));
    }
}
