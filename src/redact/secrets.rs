//! What must not be shown, and the encodings in which it may be written.

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::percent_decode_str;
use url::Url;
use zeroize::{Zeroize, Zeroizing};

use super::unescape::Unescaped;

/// Keys shorter than this are words that a character may say: in a story they are not looked for,
/// and in what is kept only where they stand alone.
const LONG: usize = 16;
/// Shorter ones are not looked for in what is kept: they may be words of the protocol.
const SHORTEST_RECORDED: usize = 8;
/// Shorter ones are no secrets, and would tear sentences apart.
const SHORTEST: usize = 4;

/// Where secrets come from.
pub(crate) struct Secrets<'a> {
    pub(crate) key: Option<&'a str>,
    pub(crate) extra_headers: Option<&'a str>,
    pub(crate) proxy_url: Option<&'a str>,
    /// What is added to every URL.
    pub(crate) query: Option<&'a str>,
    /// Whether the proxies that the environment names are used.
    pub(crate) environment: bool,
}

#[derive(Clone)]
pub(super) struct Secret {
    length: usize,
    /// What may stand in a text: itself, and with its slashes escaped as some servers do.
    pub(super) written: Vec<String>,
    /// What may stand in a text whose escapes were removed: itself, and encoded.
    pub(super) encodings: Vec<Vec<u8>>,
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.written.zeroize();
        self.encodings.zeroize();
    }
}

impl Secret {
    fn new(secret: &str) -> Secret {
        let mut written = vec![secret.to_owned()];
        if secret.contains('/') {
            written.push(secret.replace('/', "\\/"));
        }
        // A secret that looks escaped is unescaped with the text that it stands in.
        let unescaped = Unescaped::of(secret.as_bytes());
        let mut encodings: Vec<Vec<u8>> = unescaped
            .texts()
            .iter()
            .map(|it| it.bytes.to_vec())
            .collect();
        if secret.len() >= SHORTEST_RECORDED {
            let hex: String = secret.bytes().map(|byte| format!("{byte:02x}")).collect();
            encodings.push(hex.to_uppercase().into_bytes());
            encodings.push(hex.into_bytes());
            for before in 0..3 {
                encodings.push(inner_base64(&STANDARD_NO_PAD, secret, before));
                encodings.push(inner_base64(&URL_SAFE_NO_PAD, secret, before));
            }
        }
        encodings.retain(|encoding| encoding.len() >= SHORTEST);
        encodings.sort();
        encodings.dedup();
        Secret {
            length: secret.len(),
            written,
            encodings,
        }
    }

    pub(super) fn is_long(&self) -> bool {
        self.length >= LONG
    }

    /// Whether it must not be in a sentence.
    pub(super) fn is_in_message(&self, _: &Match<'_>) -> bool {
        true
    }

    /// Whether it must not be in a file.
    pub(super) fn is_recorded(&self, found: &Match<'_>) -> bool {
        self.is_long() || (self.length >= SHORTEST_RECORDED && found.is_word())
    }
}

/// Where a secret was found.
pub(super) struct Match<'a> {
    pub(super) text: &'a [u8],
    pub(super) range: Range<usize>,
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

/// The letters that encode nothing but the secret where `before` bytes stand before it.
fn inner_base64(engine: &impl Engine, secret: &str, before: usize) -> Vec<u8> {
    let encoded = engine.encode([&[0; 2][..before], secret.as_bytes()].concat());
    let first = [0, 2, 3][before];
    let whole = (before + secret.len()) * 8 / 6;
    encoded.as_bytes()[first..whole].to_vec()
}

impl Secrets<'_> {
    pub(super) fn all(&self) -> Vec<Secret> {
        let mut all: Vec<String> = self.key.map(token).into_iter().collect();
        for line in self.extra_headers.unwrap_or_default().lines() {
            if let Some((name, value)) = line.split_once(':') {
                all.extend(in_header(name.trim(), value.trim()));
            }
        }
        all.extend(self.proxy_url.into_iter().flat_map(in_proxy));
        let query = self.query.unwrap_or_default().trim_start_matches('?');
        for (name, value) in query.split('&').filter_map(|it| it.split_once('=')) {
            let decoded = percent_decode_str(value).decode_utf8_lossy();
            all.extend(in_header(name, value));
            all.extend(in_header(name, &decoded));
        }
        if self.environment {
            all.extend(environment_proxies().iter().flat_map(|url| in_proxy(url)));
        }
        all.retain(|secret| secret.len() >= SHORTEST);
        all.sort();
        all.dedup();
        let all = Zeroizing::new(all);
        all.iter().map(|secret| Secret::new(secret)).collect()
    }
}

/// A key without its scheme.
fn token(key: &str) -> String {
    match key.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim().to_owned(),
        _ => key.to_owned(),
    }
}

/// The secrets in a header: its value where that is long or its name says so, and the parts of it
/// that may be shown without the rest.
fn in_header(name: &str, value: &str) -> Vec<String> {
    const NAMES: [&str; 8] = [
        "auth", "cookie", "key", "token", "secret", "password", "code", "sig",
    ];
    let name = name.to_ascii_lowercase();
    if value.len() < LONG && !NAMES.iter().any(|part| name.contains(part)) {
        return Vec::new();
    }
    let mut secrets = vec![value.to_owned()];
    if let Some((scheme, token)) = value.split_once(' ') {
        secrets.push(token.trim().to_owned());
        if scheme.eq_ignore_ascii_case("basic")
            && let Ok(decoded) = STANDARD.decode(token.trim())
            && let Ok(decoded) = String::from_utf8(decoded)
        {
            secrets.extend(
                decoded
                    .split_once(':')
                    .map(|(_, password)| password.to_owned()),
            );
        }
    }
    if name.contains("cookie") {
        let values = value.split(';').filter_map(|cookie| cookie.split_once('='));
        secrets.extend(values.map(|(_, value)| value.trim().to_owned()));
    }
    secrets
}

/// The password of a proxy as it is written, as it is meant, and as the proxy is sent it. A user
/// without one is a token.
fn in_proxy(url: &str) -> Vec<String> {
    let Ok(url) = Url::parse(url) else {
        return Vec::new();
    };
    let plain = |text: &str| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8_lossy()
            .into_owned()
    };
    let (user, password) = (url.username(), url.password().unwrap_or_default());
    let secret = if password.is_empty() { user } else { password };
    let sent = STANDARD_NO_PAD.encode(format!("{}:{}", plain(user), plain(password)));
    if secret.is_empty() {
        return Vec::new();
    }
    vec![plain(secret), secret.to_owned(), sent]
}

fn environment_proxies() -> Vec<String> {
    let names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];
    let both = names
        .iter()
        .flat_map(|name| [(*name).to_owned(), name.to_lowercase()]);
    both.filter_map(|name| std::env::var(name).ok()).collect()
}
