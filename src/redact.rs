//! Keeps the key out of everything that the game can read or write down.

use std::borrow::Cow;

/// Keys shorter than this are words that a character may say: in a story they are not looked for.
const SHORTEST_IN_STORY: usize = 16;
/// Shorter ones are no secrets, and would tear sentences apart.
const SHORTEST: usize = 4;

/// Takes one secret out of texts.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secret: Option<String>,
}

impl Redactor {
    pub(crate) fn new(key: Option<&str>) -> Redactor {
        let secret = key.map(|key| key.trim_start_matches("Bearer ").to_owned());
        Redactor {
            secret: secret.filter(|secret| secret.len() >= SHORTEST),
        }
    }

    /// A part of the story without the secret.
    pub(crate) fn clean<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        match &self.secret {
            Some(secret) if secret.len() >= SHORTEST_IN_STORY => without(secret, text),
            _ => text,
        }
    }

    /// A sentence about an error without the secret.
    pub(crate) fn clean_error(&self, text: String) -> String {
        match &self.secret {
            Some(secret) => without(secret, text.into()).into_owned(),
            None => text,
        }
    }
}

fn without<'a>(secret: &str, text: Cow<'a, str>) -> Cow<'a, str> {
    match memchr::memmem::find(text.as_bytes(), secret.as_bytes()) {
        Some(_) => Cow::Owned(text.replace(secret, "[api_key]")),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_taken_out_with_and_without_its_scheme() {
        for key in ["0123456789abcdef-key", "Bearer 0123456789abcdef-key"] {
            let redactor = Redactor::new(Some(key));
            let clean = redactor.clean("bad token 0123456789abcdef-key!".into());
            assert_eq!(clean, "bad token [api_key]!");
        }
    }

    #[test]
    fn a_short_key_may_be_a_word_of_the_talk() {
        let redactor = Redactor::new(Some("lantern"));
        assert_eq!(redactor.clean("the lantern".into()), "the lantern");
        assert_eq!(redactor.clean_error("bad lantern".into()), "bad [api_key]");
    }
}
