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
    /// MiniMax's.
    #[serde(borrow)]
    pub(super) base_resp: Option<&'a RawValue>,
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
    pub(super) delta: Option<Object<Said<'a>>>,
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
    #[serde(rename = "type", borrow)]
    kind: Option<&'a RawValue>,
}

impl Part<'_> {
    fn is_thought(&self) -> bool {
        let kind = self.kind.map_or("", RawValue::get);
        self.thinking.is_some() || matches!(kind, "\"thinking\"" | "\"reasoning\"")
    }
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
        const FILTERED: [&str; 7] = [
            "filter",
            "safety",
            "prohibited",
            "recitation",
            "refusal",
            "blocklist",
            "spii",
        ];
        const FAILED: [&str; 9] = [
            "error",
            "fail",
            "malformed",
            "abort",
            "cancel",
            "timeout",
            "timed_out",
            "overload",
            "insufficient",
        ];
        let word = json::string(self.finish_reason).unwrap_or_default();
        let word = word.to_ascii_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
        Some(match word.as_str() {
            "" | "null" => return None,
            "length" | "max_tokens" | "max_output_tokens" | "model_length" => Finish::Length,
            _ if has(&FILTERED) => Finish::Filtered,
            _ if has(&FAILED) => Finish::Failed,
            _ => Finish::Complete,
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
        // A call has a name, or what it is given.
        let is_call =
            |it: &&RawValue| it.get().contains("\"name\"") || it.get().contains("\"arguments\"");
        self.function_call.as_ref().is_some_and(is_call) || self.tool_calls.0.iter().any(is_call)
    }

    /// Its words, as JSON strings: a string, a number, a list of parts, or a refusal.
    pub(super) fn words(&self) -> Result<Vec<&'a str>, serde_json::Error> {
        let mut words = Vec::new();
        if let Some(content) = self.content.map(RawValue::get) {
            match content.as_bytes().first() {
                Some(b'[') => {
                    let parts: List<&RawValue> = serde_json::from_str(content)?;
                    for part in parts.0 {
                        if part.get().starts_with('"') {
                            words.push(part.get());
                            continue;
                        }
                        let Object(part): Object<Part<'_>> = serde_json::from_str(part.get())?;
                        let text = part.text.filter(|_| !part.is_thought());
                        words.extend(text.map(RawValue::get).filter(|it| it.starts_with('"')));
                    }
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
