//! Keeps the key out of everything that the game can read or write down.

use std::borrow::Cow;

/// Keys shorter than this are words that a character may say: they are not looked for.
const SHORTEST: usize = 16;

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

    /// The text without the secret.
    pub(crate) fn clean<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        match &self.secret {
            Some(secret) if memchr::memmem::find(text.as_bytes(), secret.as_bytes()).is_some() => {
                Cow::Owned(text.replace(secret.as_str(), "[api_key]"))
            }
            _ => text,
        }
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
    }
}
