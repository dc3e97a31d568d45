//! Values of the crate `rpggo` as values of the engine, and the other way.

use std::borrow::Cow;
use std::time::Duration;

use godot::prelude::*;

pub fn text(text: &str) -> GString {
    GString::from(text)
}

pub fn texts(texts: &[Cow<'_, str>]) -> PackedStringArray {
    texts.iter().map(|it| text(it)).collect()
}

/// The engine has no unsigned numbers.
pub fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A text of a request.
pub fn write<T: FromText>(text: &GString) -> T {
    T::from_text(text)
}

/// A text as requests have it.
pub trait FromText {
    fn from_text(text: &GString) -> Self;
}

impl FromText for String {
    fn from_text(text: &GString) -> String {
        text.to_string()
    }
}

impl FromText for Option<String> {
    fn from_text(text: &GString) -> Option<String> {
        (!text.is_empty()).then(|| text.to_string())
    }
}
