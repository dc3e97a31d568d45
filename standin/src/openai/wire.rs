//! The service's JSON, field by field in its order.

use serde::Serialize;

/// A complete response, or a chunk of one.
#[derive(Serialize)]
pub(super) struct Completion<'a> {
    pub id: String,
    pub object: &'static str,
    pub created: u64,
    pub model: &'a str,
    pub choices: [Choice<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<Usage>,
}

#[derive(Serialize)]
pub(super) struct Choice<'a> {
    index: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Delta<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delta: Option<Delta<'a>>,
    finish_reason: Option<&'static str>,
}

#[derive(Default, Serialize)]
pub(super) struct Delta<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Usage {
    prompt_tokens: usize,
    completion_tokens: usize,
    total_tokens: usize,
}

#[derive(Serialize)]
pub(super) struct ErrorBody<'a> {
    pub error: ErrorData<'a>,
}

#[derive(Serialize)]
pub(super) struct ErrorData<'a> {
    pub message: &'a str,
    pub r#type: &'static str,
    pub code: Option<&'static str>,
}

impl<'a> Choice<'a> {
    pub(super) fn message(content: &'a str) -> Choice<'a> {
        let message = Delta {
            role: Some("assistant"),
            content: Some(content),
        };
        Choice {
            index: 0,
            message: Some(message),
            delta: None,
            finish_reason: Some("stop"),
        }
    }

    pub(super) fn delta(delta: Delta<'a>, finish_reason: Option<&'static str>) -> Choice<'a> {
        Choice {
            index: 0,
            message: None,
            delta: Some(delta),
            finish_reason,
        }
    }
}

impl<'a> Delta<'a> {
    /// The delta of the first chunk.
    pub(super) fn role() -> Delta<'a> {
        Delta {
            role: Some("assistant"),
            content: Some(""),
        }
    }

    pub(super) fn content(content: &'a str) -> Delta<'a> {
        Delta {
            role: None,
            content: Some(content),
        }
    }
}

impl Usage {
    /// Here, a token is a word.
    pub(super) fn new(prompt: &[String], completion_tokens: usize) -> Usage {
        let words = prompt.iter().map(|text| text.split_whitespace().count());
        let prompt_tokens = words.sum();
        Usage {
            prompt_tokens,
            completion_tokens,
            total_tokens: prompt_tokens + completion_tokens,
        }
    }
}
