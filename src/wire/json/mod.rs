//! JSON as services really send it: numbers that come as strings and back, `null` or nothing where
//! a value is expected, and whatever they add later. What has an unexpected shape reads as empty.

mod lenient;

pub(crate) use lenient::{Entries, Flag, Integer, List, Number, Object, Text};

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Frames nested deeper than this are refused; serde_json's own limit is the same.
const DEEPEST: usize = 128;

/// True when arrays and objects are nested too deep to be read safely.
pub(crate) fn is_too_deep(text: &str) -> bool {
    // Most have fewer brackets than that in all, which are quickly counted.
    let count = |bracket| memchr::memchr_iter(bracket, text.as_bytes()).count();
    let brackets = count(b'{') + count(b'[');
    brackets > DEEPEST && is_deeper(text, DEEPEST)
}

/// True when arrays and objects are nested deeper than that.
pub(crate) fn is_deeper(text: &str, deepest: usize) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > deepest {
                    return true;
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// What a lenient reader makes of JSON that a strict one refuses: lone halves of surrogate pairs
/// become U+FFFD, `NaN` and `Infinity` become `null`, and of members with the same name the last one
/// counts. `None` where that does not help.
pub(crate) fn repair(text: &str) -> Option<String> {
    let text = replace_lone_surrogates(&replace_no_numbers(text));
    let value: serde_json::Value = serde_json::from_str(&text).ok()?;
    Some(value.to_string())
}

/// What some languages write for numbers that JSON does not have.
fn replace_no_numbers(text: &str) -> String {
    const NO_NUMBERS: [&str; 4] = ["-Infinity", "Infinity", "NaN", "nan"];
    let mut repaired = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let found = NO_NUMBERS
            .iter()
            .find(|it| !in_string && rest.starts_with(**it));
        if let Some(found) = found {
            repaired.push_str("null");
            rest = &rest[found.len()..];
            continue;
        }
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            _ => {}
        }
        repaired.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    repaired
}

fn replace_lone_surrogates(text: &str) -> String {
    let unit = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut repaired = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        repaired.push_str(&text[at..at + found]);
        at += found;
        let length = match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                repaired.push('\u{FFFD}');
                at += 6;
                continue;
            }
            // The backslash and what it escapes; a character of any length.
            _ => 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8),
        };
        repaired.push_str(&text[at..at + length]);
        at += length;
    }
    repaired + &text[at..]
}

/// The value that a JSON pointer (RFC 6901) names.
pub(crate) fn pointer<'a>(text: &'a str, pointer: &str) -> Option<&'a RawValue> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    if pointer.is_empty() {
        return Some(value);
    }
    for token in pointer.strip_prefix('/')?.split('/') {
        let token = token.replace("~1", "/").replace("~0", "~");
        let mut reader = serde_json::Deserializer::from_str(value.get());
        value = reader.deserialize_any(Step(&token)).ok()??;
    }
    Some(value)
}

/// The value as text: a string without its quotes and escapes, all else as JSON.
pub(crate) fn plain(value: &RawValue) -> Cow<'_, str> {
    match serde_json::from_str::<Text<'_>>(value.get()) {
        Ok(text) if value.get().starts_with('"') => text.0,
        _ => Cow::Borrowed(value.get()),
    }
}

/// The text of a string; empty where something else stands.
pub(crate) fn string(value: Option<&RawValue>) -> Result<Cow<'_, str>, serde_json::Error> {
    match value.map(RawValue::get) {
        Some(text) if text.starts_with('"') => Ok(serde_json::from_str::<Text<'_>>(text)?.0),
        _ => Ok(Cow::default()),
    }
}

/// The text of a string in JSON, whose lone halves of surrogate pairs become U+FFFD.
pub(crate) fn string_lossy(json: &str) -> Result<String, serde_json::Error> {
    let read = serde_json::from_str::<String>(json);
    read.or_else(|_| serde_json::from_str(&replace_lone_surrogates(json)))
}

/// One step of a pointer: a member or an item by its name.
struct Step<'a>(&'a str);

impl<'de> Visitor<'de> for Step<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(Text(key)) = map.next_key()? {
            if key == self.0 {
                found = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        // "01" and "+1" are no indices (RFC 6901, section 4).
        let index = self.0.parse::<usize>().ok();
        let index = index.filter(|index| index.to_string() == self.0);
        let mut found = None;
        let mut position = 0;
        while let Some(item) = items.next_element::<&'de RawValue>()? {
            if Some(position) == index {
                found = Some(item);
            }
            position += 1;
        }
        Ok(found)
    }
}

/// Reads an object; anything that is not JSON, or not an object, is an error.
pub(crate) fn read_object<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    if !text.trim_start().starts_with('{') {
        return Err(de::Error::custom("it is not an object"));
    }
    serde_json::from_str(text)
}

#[cfg(test)]
mod tests;
