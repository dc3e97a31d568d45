//! Keeps the key out of everything that the game can read or write down.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use memchr::memmem;

/// Keys shorter than this are words that a character may say: in a story they are not looked for.
const SHORTEST_IN_STORY: usize = 16;
/// Shorter ones are no secrets, and would tear sentences apart.
const SHORTEST: usize = 4;
/// Shorter ones are not looked for in base64 and hexadecimal: what they become is too common.
const SHORTEST_ENCODED: usize = 8;

const INSTEAD: &str = "[api_key]";

/// Takes secrets out of texts.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<Secret>,
}

#[derive(Clone)]
struct Secret {
    /// What may stand in a text: itself, and with its slashes escaped as some servers do.
    written: Vec<String>,
    /// What may stand in a text whose escapes were undone: itself, and encoded.
    forms: Vec<String>,
}

impl Secret {
    fn new(secret: &str) -> Secret {
        let mut written = vec![secret.to_owned()];
        if secret.contains('/') {
            written.push(secret.replace('/', "\\/"));
        }
        let mut forms = vec![secret.to_owned()];
        if secret.len() >= SHORTEST_ENCODED {
            let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
            forms.push(hex.to_uppercase());
            forms.push(hex);
            for before in 0..3 {
                forms.push(inner_base64(&STANDARD_NO_PAD, secret, before));
                forms.push(inner_base64(&URL_SAFE_NO_PAD, secret, before));
            }
            forms.sort();
            forms.dedup();
        }
        Secret { written, forms }
    }

    fn is_long(&self) -> bool {
        self.written[0].len() >= SHORTEST_IN_STORY
    }
}

/// The letters that encode nothing but the secret where `before` bytes stand before it.
fn inner_base64(engine: &impl Engine, secret: &str, before: usize) -> String {
    let encoded = engine.encode([&[0; 2][..before], secret.as_bytes()].concat());
    let first = [0, 2, 3][before];
    let whole = (before + secret.len()) * 8 / 6;
    encoded[first..whole].to_owned()
}

impl Redactor {
    /// The key, the values of further headers, which may be keys too, and the proxy's password.
    pub(crate) fn new(
        key: Option<&str>,
        extra_headers: Option<&str>,
        proxy_url: Option<&str>,
    ) -> Redactor {
        let key = key.map(|key| key.trim_start_matches("Bearer ").to_owned());
        let lines = extra_headers.unwrap_or_default().lines();
        let values = lines.filter_map(|line| Some(line.split_once(':')?.1.trim().to_owned()));
        let passwords = proxy_url.map(passwords).unwrap_or_default();
        let secrets = key.into_iter().chain(values).chain(passwords);
        Redactor {
            secrets: secrets
                .filter(|secret| secret.len() >= SHORTEST)
                .map(|secret| Secret::new(&secret))
                .collect(),
        }
    }

    /// A part of the story without the secrets.
    pub(crate) fn clean<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        let long = self.secrets.iter().filter(|secret| secret.is_long());
        let written = long.flat_map(|secret| &secret.written);
        written.fold(text, |text, secret| {
            match memmem::find(text.as_bytes(), secret.as_bytes()) {
                Some(_) => Cow::Owned(text.replace(secret, INSTEAD)),
                None => text,
            }
        })
    }

    /// A sentence about an error, or what is kept, without the secrets, however they are written.
    pub(crate) fn clean_error(&self, text: String) -> String {
        let clean = self.clean_bytes(text.as_bytes());
        match clean {
            Cow::Borrowed(_) => text,
            Cow::Owned(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    fn clean_bytes<'a>(&self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        if self.secrets.is_empty() {
            return Cow::Borrowed(bytes);
        }
        self.replace(bytes, &self.places(&Plain::of(bytes)))
    }

    /// The bytes of a stream without the secrets: of `held`, to which a chunk was added, what can
    /// be kept. What may be the beginning of a secret stays in `held`, unless nothing follows.
    pub(crate) fn clean_stream(&self, held: &mut Vec<u8>, is_last: bool) -> Vec<u8> {
        if self.secrets.is_empty() {
            return std::mem::take(held);
        }
        let plain = Plain::of(held);
        let places = self.places(&plain);
        let done = places.last().map_or(0, |place| place.end);
        let kept = if is_last {
            held.len()
        } else {
            self.may_begin_at(&plain).max(done)
        };
        let rest = held.split_off(kept);
        let clean = self.replace(held, &places).into_owned();
        *held = rest;
        clean
    }

    /// Where secrets stand, in order and apart from each other.
    fn places(&self, plain: &Plain<'_>) -> Vec<Range<usize>> {
        let forms = self.secrets.iter().flat_map(|secret| &secret.forms);
        let found = forms.flat_map(|form| {
            memmem::find_iter(&plain.bytes, form)
                .map(|at| plain.source(at)..plain.source(at + form.len()))
        });
        let mut places: Vec<Range<usize>> = found.collect();
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
        let forms = self.secrets.iter().flat_map(|secret| &secret.forms);
        let length = |form: &String| {
            let longest = (form.len() - 1).min(plain.bytes.len());
            (1..=longest)
                .rev()
                .find(|&length| plain.bytes.ends_with(&form.as_bytes()[..length]))
        };
        let longest = forms.filter_map(length).max().unwrap_or(0);
        plain.source(plain.bytes.len() - longest)
    }

    fn replace<'a>(&self, bytes: &'a [u8], places: &[Range<usize>]) -> Cow<'a, [u8]> {
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
}

/// The password of a URL as it is written, as it is meant, and as a proxy is sent it.
fn passwords(url: &str) -> Vec<String> {
    let Some(password) = reqwest::Url::parse(url).ok().and_then(|url| {
        let password = url.password()?.to_owned();
        Some((url.username().to_owned(), password))
    }) else {
        return Vec::new();
    };
    let plain = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8_lossy()
            .into_owned()
    };
    let (user, password) = password;
    let sent = format!("{}:{}", plain(&user), plain(&password));
    let sent = STANDARD_NO_PAD.encode(sent);
    vec![plain(&password), password, sent]
}

/// Bytes whose escapes (JSON's, and percent) are undone, where they stand for ASCII.
struct Plain<'a> {
    bytes: Cow<'a, [u8]>,
    /// Where each of them, and their end, is in the source; empty where nothing was escaped. An
    /// escape that is cut at the end is left out.
    sources: Vec<usize>,
}

impl<'a> Plain<'a> {
    fn of(bytes: &'a [u8]) -> Plain<'a> {
        if memchr::memchr2(b'\\', b'%', bytes).is_none() {
            return Plain {
                bytes: Cow::Borrowed(bytes),
                sources: Vec::new(),
            };
        }
        let mut plain = Vec::with_capacity(bytes.len());
        let mut sources = Vec::with_capacity(bytes.len() + 1);
        let mut at = 0;
        while at < bytes.len() {
            let (byte, length) = match escape(&bytes[at..]) {
                Escape::None => (bytes[at], 1),
                Escape::Of(byte, length) => (byte, length),
                Escape::Cut => break,
            };
            plain.push(byte);
            sources.push(at);
            at += length;
        }
        sources.push(at);
        Plain {
            bytes: Cow::Owned(plain),
            sources,
        }
    }

    fn source(&self, at: usize) -> usize {
        self.sources.get(at).copied().unwrap_or(at)
    }
}

enum Escape {
    None,
    /// An ASCII character, and how many bytes it is written in.
    Of(u8, usize),
    /// It may be one, but its end is missing.
    Cut,
}

fn escape(bytes: &[u8]) -> Escape {
    let (first_digit, digits) = match bytes {
        [b'\\'] => return Escape::Cut,
        [b'\\', b'u', ..] => (2, 4),
        [b'\\', escaped @ (b'"' | b'\\' | b'/'), ..] => return Escape::Of(*escaped, 2),
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
    let number = std::str::from_utf8(written)
        .ok()
        .and_then(|digits| u16::from_str_radix(digits, 16).ok());
    match number.map(u8::try_from) {
        Some(Ok(byte)) if byte.is_ascii() => Escape::Of(byte, end),
        _ => Escape::None,
    }
}

#[cfg(test)]
#[path = "redact_tests.rs"]
mod tests;
