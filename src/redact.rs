//! Keeps the key out of everything that the game can read or write down.

use std::borrow::Cow;

/// Keys shorter than this are words that a character may say: in a story they are not looked for.
const SHORTEST_IN_STORY: usize = 16;
/// Shorter ones are no secrets, and would tear sentences apart.
const SHORTEST: usize = 4;

/// Takes secrets out of texts.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    secrets: Vec<String>,
}

impl Redactor {
    /// The key, and the values of further headers, which may be keys too.
    pub(crate) fn new(key: Option<&str>, extra_headers: Option<&str>) -> Redactor {
        let key = key.map(|key| key.trim_start_matches("Bearer "));
        let lines = extra_headers.unwrap_or_default().lines();
        let values = lines.filter_map(|line| Some(line.split_once(':')?.1.trim()));
        let secrets = key.into_iter().chain(values);
        Redactor {
            secrets: secrets
                .filter(|secret| secret.len() >= SHORTEST)
                .map(str::to_owned)
                .collect(),
        }
    }

    /// A part of the story without the secrets.
    pub(crate) fn clean<'a>(&self, text: Cow<'a, str>) -> Cow<'a, str> {
        let long = |secret: &&String| secret.len() >= SHORTEST_IN_STORY;
        let secrets = self.secrets.iter().filter(long);
        secrets.fold(text, |text, secret| without(secret, text))
    }

    /// A sentence about an error without the secrets.
    pub(crate) fn clean_error(&self, text: String) -> String {
        let secrets = self.secrets.iter();
        let clean = secrets.fold(text.into(), |text, secret| without(secret, text));
        clean.into_owned()
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
            let redactor = Redactor::new(Some(key), None);
            let clean = redactor.clean("bad token 0123456789abcdef-key!".into());
            assert_eq!(clean, "bad token [api_key]!");
        }
    }

    #[test]
    fn a_short_key_may_be_a_word_of_the_talk() {
        let redactor = Redactor::new(Some("lantern"), Some("X-Other: 0123456789abcdefgh"));
        assert_eq!(
            redactor.clean("a 0123456789abcdefgh b".into()),
            "a [api_key] b"
        );
        assert_eq!(redactor.clean("the lantern".into()), "the lantern");
        assert_eq!(redactor.clean_error("bad lantern".into()), "bad [api_key]");
    }
}
