//! Keeps the key out of everything that the game can read or write down.

mod plain;
mod secrets;

use std::borrow::Cow;
use std::ops::Range;

use bytes::Bytes;
use memchr::memmem;
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use plain::Plain;
use secrets::Secret;
pub(crate) use secrets::Secrets;

const INSTEAD: &str = "[api_key]";
/// A stream whose end may always be the beginning of a secret is not held longer than this.
const MOST_HELD: usize = 64 << 10;

/// A header that holds a secret: shared by all requests, and wiped behind the last of them. `None`
/// where it cannot be sent.
pub(crate) fn header(value: String) -> Option<HeaderValue> {
    let value = Bytes::from_owner(Zeroizing::new(value.into_bytes()));
    let mut value = HeaderValue::from_maybe_shared(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

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
    pub(crate) fn clean<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
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
    pub(crate) fn clean_error(&self, text: String) -> String {
        self.without(text, Secret::is_told)
    }

    /// A text that is kept in a file, without the secrets, however they are written.
    pub(crate) fn clean_kept(&self, text: String) -> String {
        self.without(text, Secret::is_kept)
    }

    fn without(&self, text: String, matters: fn(&Secret, &Match<'_>) -> bool) -> String {
        if self.secrets.is_empty() {
            return text;
        }
        let places = self.places(&Plain::of(text.as_bytes()), matters);
        match replace(text.as_bytes(), &places) {
            Cow::Borrowed(_) => text,
            Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// The bytes of a stream that is kept, without the secrets: of `held`, to which a chunk was
    /// added, what can be kept. What may be the beginning of a secret stays in `held`, unless
    /// nothing follows.
    pub(crate) fn clean_stream(&self, held: &mut Vec<u8>, is_last: bool) -> Vec<u8> {
        if self.secrets.is_empty() {
            return std::mem::take(held);
        }
        let plain = Plain::of(held);
        let places = self.places(&plain, Secret::is_kept);
        let mut kept = held.len();
        if !is_last {
            kept = self.may_begin_at(&plain);
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
        plain: &Plain<'_>,
        matters: fn(&Secret, &Match<'_>) -> bool,
    ) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for text in plain.texts() {
            for secret in &self.secrets {
                for form in &secret.forms {
                    let found = memmem::find_iter(&text.bytes, form)
                        .map(|at| Match {
                            text: &text.bytes,
                            range: at..at + form.len(),
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
    fn may_begin_at(&self, plain: &Plain<'_>) -> usize {
        let begin = |text: &plain::Text<'_>| {
            let forms = self.secrets.iter().flat_map(|secret| &secret.forms);
            let length = |form: &Vec<u8>| {
                // The whole of it, too: whether it is a word of its own is told by what follows.
                let longest = form.len().min(text.bytes.len());
                (1..=longest)
                    .rev()
                    .find(|&length| text.bytes.ends_with(&form[..length]))
            };
            let longest = forms.filter_map(length).max().unwrap_or(0);
            text.source(text.bytes.len() - longest)
        };
        plain.texts().iter().map(begin).min().unwrap_or(0)
    }
}

/// As much of a secret as is found quickly: longer ones the standard library prepares to look for,
/// which takes longer than the looking.
fn begin(secret: &str) -> &str {
    secret.get(..32).unwrap_or(secret)
}

/// Where a secret was found.
struct Match<'a> {
    text: &'a [u8],
    range: Range<usize>,
}

impl Match<'_> {
    /// Whether it is no part of a longer word.
    fn is_word(&self) -> bool {
        let is_word = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        let before = self.text[..self.range.start].last();
        !is_word(before) && !is_word(self.text.get(self.range.end))
    }
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
