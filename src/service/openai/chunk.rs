//! A piece of a completion, or a whole one, wherever servers put what it says.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::wire::json::{self, List, Object};

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Chunk<'a> {
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) x_groq: Object<Groq<'a>>,
    #[serde(borrow)]
    pub(super) choices: Option<List<Object<Choice<'a>>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Groq<'a> {
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Choice<'a> {
    #[serde(borrow)]
    index: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) error: Option<&'a RawValue>,
    #[serde(borrow)]
    finish_reason: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) delta: Object<Said<'a>>,
    #[serde(borrow)]
    pub(super) message: Object<Said<'a>>,
    #[serde(borrow)]
    pub(super) text: Option<&'a RawValue>,
}

/// What a `delta` or a `message` has.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Said<'a> {
    #[serde(borrow)]
    pub(super) content: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) refusal: Option<&'a RawValue>,
    #[serde(borrow)]
    reasoning_content: Option<&'a RawValue>,
    #[serde(borrow)]
    reasoning: Option<&'a RawValue>,
    #[serde(borrow)]
    tool_calls: List<&'a RawValue>,
    #[serde(borrow)]
    function_call: Option<&'a RawValue>,
}

/// Of a content that is a list.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Part<'a> {
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow)]
    thinking: Option<&'a RawValue>,
}

/// Why a reply ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Finish {
    Complete,
    /// At the service's own limit.
    Length,
    Filtered,
    Failed,
}

impl<'a> Chunk<'a> {
    /// The choice that counts: of several, which `extra_json` can ask for, the first.
    pub(super) fn choice(&self) -> Option<&Choice<'a>> {
        let choices = self.choices.as_ref()?.0.iter().map(|it| &it.0);
        // Where there is one, some servers count tokens in its index.
        choices.min_by_key(|it| it.index())
    }
}

impl Choice<'_> {
    fn index(&self) -> i64 {
        let digits = self.index.map(|it| it.get().trim_matches('"'));
        digits.and_then(|it| it.parse().ok()).unwrap_or_default()
    }

    /// Why the reply ended here; `None` while it goes on.
    pub(super) fn finish(&self) -> Option<Finish> {
        let word = json::string(self.finish_reason).unwrap_or_default();
        let is = |list: &[&str]| list.iter().any(|it| word.eq_ignore_ascii_case(it));
        Some(match () {
            () if is(&["", "null"]) => return None,
            () if is(&["length", "max_tokens", "max_output_tokens"]) => Finish::Length,
            () if is(&[
                "content_filter",
                "safety",
                "refusal",
                "prohibited_content",
                "recitation",
            ]) =>
            {
                Finish::Filtered
            }
            () if is(&[
                "error",
                "network_error",
                "insufficient_system_resource",
                "abort",
            ]) || word.to_ascii_lowercase().contains("error") =>
            {
                Finish::Failed
            }
            () => Finish::Complete,
        })
    }
}

impl<'a> Said<'a> {
    /// Whether there is a thought beside the content.
    pub(super) fn has_thought(&self) -> bool {
        [self.reasoning_content, self.reasoning]
            .into_iter()
            .flatten()
            .any(|it| !matches!(it.get(), "null" | "\"\""))
            || self
                .content
                .is_some_and(|it| it.get().contains("\"thinking\""))
    }

    /// Whether it acts.
    pub(super) fn has_calls(&self) -> bool {
        let has_function = self
            .function_call
            .is_some_and(|it| it.get().starts_with('{'));
        has_function || !self.tool_calls.0.is_empty()
    }

    /// Its words, as JSON strings: a string, a number, a list of parts, or a refusal.
    pub(super) fn words(&self) -> Result<Vec<&'a str>, serde_json::Error> {
        let mut words = Vec::new();
        if let Some(content) = self.content.map(RawValue::get) {
            match content.as_bytes().first() {
                Some(b'[') => {
                    let parts: List<Object<Part<'_>>> = serde_json::from_str(content)?;
                    let spoken = parts.0.iter().filter(|it| it.0.thinking.is_none());
                    let texts = spoken.filter_map(|it| Some(it.0.text?.get()));
                    words.extend(texts.filter(|it| it.starts_with('"')));
                }
                Some(b'"' | b'-' | b'0'..=b'9') => words.push(content),
                _ => {}
            }
        }
        if words.iter().all(|it| *it == "\"\"") {
            let refusal = self.refusal.map(RawValue::get);
            words.extend(refusal.filter(|it| it.starts_with('"')));
        }
        Ok(words)
    }
}
