//! The beginning of a server's text, fit for a sentence.

use std::borrow::Cow;

/// The beginning of `text` on one line.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 300;
    let text = text.trim();
    let plain = |c: char| !c.is_control();
    if text.len() <= LONGEST && text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut short: String = text
        .chars()
        .map(|c| if plain(c) { c } else { ' ' })
        .take(LONGEST)
        .collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Cow::Owned(short)
}
