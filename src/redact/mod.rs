//! Keeps secrets out of everything that the game can read or keep.

mod secrets;
mod unescape;

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

pub(crate) use secrets::Secrets;
use secrets::{Match, Secret};
use unescape::Unescaped;

const INSTEAD: &str = "[api_key]";
/// A stream whose end may always be the beginning of a secret is not held longer than this.
const MOST_HELD: usize = 64 << 10;

/// Takes secrets out of texts.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<Secret>,
}

impl Redactor {
    pub(crate) fn new(secrets: &Secrets<'_>) -> Redactor {
        Redactor {
            secrets: secrets.all(),
        }
    }

    /// A part of the story without the secrets. Only long ones: a short one may be a word.
    pub(crate) fn redact_event<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        let long = self.secrets.iter().filter(|secret| secret.is_long());
        let written = long.flat_map(|secret| &secret.written);
        written.fold(text, |text, secret| {
            if text.contains(begin(secret)) {
                Cow::Owned(text.replace(secret, INSTEAD))
            } else {
                text
            }
        })
    }

    /// A sentence about an error without the secrets, however they are written.
    pub(crate) fn redact_message(&self, text: String) -> String {
        self.without(text, Secret::is_in_message)
    }

    /// A text that is kept in a file, without the secrets, however they are written.
    pub(crate) fn redact_recorded(&self, text: String) -> String {
        self.without(text, Secret::is_recorded)
    }

    fn without(&self, text: String, matters: fn(&Secret, &Match<'_>) -> bool) -> String {
        if self.secrets.is_empty() {
            return text;
        }
        let places = self.places(&Unescaped::of(text.as_bytes()), matters);
        match replace(text.as_bytes(), &places) {
            Cow::Borrowed(_) => text,
            Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The bytes of a stream that is kept, without the secrets: of `held`, to which a chunk was
    /// added, what can be kept. What may be the beginning of a secret stays in `held`, unless
    /// nothing follows.
    pub(crate) fn redact_stream(&self, held: &mut Vec<u8>, is_last: bool) -> Vec<u8> {
        if self.secrets.is_empty() {
            return std::mem::take(held);
        }
        let unescaped = Unescaped::of(held);
        let places = self.places(&unescaped, Secret::is_recorded);
        let mut kept = held.len();
        if !is_last {
            kept = self.may_begin_at(&unescaped);
            // A longer secret may begin within this one: they go together.
            let around = places.iter().find(|it| it.start < kept && kept < it.end);
            kept = around.map_or(kept, |it| it.start);
            if held.len() - kept > MOST_HELD {
                kept = held.len();
            }
        }
        let rest = held.split_off(kept);
        let done = places.iter().take_while(|it| it.end <= kept).cloned();
        let clean = replace(held, &done.collect::<Vec<_>>()).into_owned();
        *held = rest;
        clean
    }

    /// Where secrets stand, in order and apart from each other.
    fn places(
        &self,
        unescaped: &Unescaped<'_>,
        matters: fn(&Secret, &Match<'_>) -> bool,
    ) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for text in unescaped.texts() {
            for secret in &self.secrets {
                for encoding in &secret.encodings {
                    let found = memmem::find_iter(&text.bytes, encoding)
                        .map(|at| Match {
                            text: &text.bytes,
                            range: at..at + encoding.len(),
                        })
                        .filter(|found| matters(secret, found))
                        .map(|found| text.source(found.range.start)..text.source(found.range.end));
                    places.extend(found);
                }
            }
        }
        places.sort_by_key(|place| (place.start, place.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }

    /// Where the end of the bytes begins that may be the beginning of a secret.
    fn may_begin_at(&self, unescaped: &Unescaped<'_>) -> usize {
        let begin = |text: &unescape::Text<'_>| {
            let encodings = self.secrets.iter().flat_map(|secret| &secret.encodings);
            let length = |encoding: &Vec<u8>| {
                // The whole of it, too: whether it is a word of its own depends on what follows.
                let longest = encoding.len().min(text.bytes.len());
                (1..=longest)
                    .rev()
                    .find(|&length| text.bytes.ends_with(&encoding[..length]))
            };
            let longest = encodings.filter_map(length).max().unwrap_or(0);
            text.source(text.bytes.len() - longest)
        };
        unescaped.texts().iter().map(begin).min().unwrap_or(0)
    }
}

/// As much of a secret as is found quickly: longer ones the standard library prepares to look for,
/// which takes longer than the looking.
fn begin(secret: &str) -> &str {
    secret.get(..32).unwrap_or(secret)
}

fn replace<'a>(bytes: &'a [u8], places: &[Range<usize>]) -> Cow<'a, [u8]> {
    if places.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let mut clean = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for place in places {
        clean.extend_from_slice(&bytes[from..place.start]);
        clean.extend_from_slice(INSTEAD.as_bytes());
        from = place.end;
    }
    clean.extend_from_slice(&bytes[from..]);
    Cow::Owned(clean)
}

#[cfg(test)]
mod tests;
