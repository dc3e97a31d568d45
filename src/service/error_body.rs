//! What services say of an error: in the body of an HTTP error, in a stream, or in disguise.

use std::time::Duration;

use serde_json::Value;

use super::error_status;
use crate::failure::Failure;
use crate::status::Status;
use crate::wire::excerpt;
use crate::wire::form::is_page;
use crate::wire::retry_after;

/// What a service says of an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ErrorBody {
    /// What the service's own code and words mean, where they are known ones.
    pub(crate) status: Option<Status>,
    /// 0 where it gave none.
    pub(crate) service_code: i64,
    /// Its message, or the body as it is.
    pub(crate) message: String,
    /// How long it asks to wait.
    pub(crate) retry_after: Option<Duration>,
    /// The status is what the service's own code means, and not its words.
    pub(crate) is_code_known: bool,
}

impl ErrorBody {
    /// A body in JSON of any of the usual forms, or of plain text.
    pub(crate) fn read(text: &str) -> ErrorBody {
        match serde_json::from_str::<Value>(text) {
            Ok(Value::String(words)) => ErrorBody::in_words(&words),
            Ok(value) => {
                let body = ErrorBody::in_json(&value);
                ErrorBody {
                    message: match body.message.as_str() {
                        "" => text.to_owned(),
                        _ => body.message,
                    },
                    ..body
                }
            }
            Err(_) => ErrorBody::in_words(text),
        }
    }

    /// A text without a form.
    pub(crate) fn in_words(text: &str) -> ErrorBody {
        ErrorBody {
            // A page is not by the service: its words mean nothing.
            status: match is_page(text) {
                true => None,
                false => error_status::status_of(0, &text.to_lowercase()),
            },
            message: text.to_owned(),
            ..ErrorBody::default()
        }
    }

    /// The same where the JSON was read already; no message where it has none.
    pub(crate) fn in_json(value: &Value) -> ErrorBody {
        let value = match value {
            Value::Array(list) => list.first().unwrap_or(value),
            _ => value,
        };
        let service_code = code_in(value);
        let mut words = String::new();
        add_words(value, &mut words, MOST_NESTED);
        ErrorBody {
            status: error_status::status_of(service_code, &words.to_lowercase()),
            service_code,
            message: message_in(value).unwrap_or_default(),
            retry_after: retry_after::in_json(value),
            is_code_known: false,
        }
    }

    /// What ends a request whose response holds this instead of what was requested.
    pub(crate) fn into_failure(self, who: &str) -> Failure {
        let message = excerpt(&self.message);
        let status = self.status.unwrap_or(Status::ServiceError);
        Failure {
            service_code: self.service_code,
            retry_after: self.retry_after,
            ..Failure::new(status, format!("{who} responded with an error: {message}"))
        }
    }
}

/// Fails where an error stands where a response was expected: what it says is no speech.
pub(crate) fn check(response: &Value, who: &str) -> Result<(), Failure> {
    match hidden_error(response) {
        Some(error) => Err(error.into_failure(who)),
        None => Ok(()),
    }
}

/// An error that stands where a response was expected: `{"error":…}` that says something,
/// `{"object":"error"}`, a code that is not that of success, `{"detail":…}`, or one of these in a list.
fn hidden_error(value: &Value) -> Option<ErrorBody> {
    let value = match value {
        Value::Array(list) => list.first()?,
        _ => value,
    };
    let members = value.as_object()?;
    let says = |name: &str| members.get(name).is_some_and(says_something);
    let is_code = |name: &str| match members.get(name) {
        Some(Value::Number(code)) => !matches!(code.as_i64(), Some(0 | 200..=299)),
        Some(Value::String(word)) => {
            let word = word.to_ascii_lowercase();
            let is_number = word
                .parse()
                .is_ok_and(|it: i64| it == 0 || (200..300).contains(&it));
            !is_number && !word.is_empty() && !word.contains("success") && word != "ok"
        }
        _ => false,
    };
    let status = members.get("status");
    let failed = status.and_then(Value::as_str).is_some_and(|word| {
        let words = ["error", "fail", "failed", "failure"];
        words.iter().any(|it| word.eq_ignore_ascii_case(it))
    }) || status.and_then(Value::as_i64).is_some_and(|it| it >= 400);
    let has_words = ["message", "msg", "detail", "error_msg"]
        .iter()
        .any(|it| says(it));
    let status_code = value
        .pointer("/base_resp/status_code")
        .and_then(Value::as_i64);
    let is_error = says("error")
        || says("errors")
        || members.get("object").is_some_and(|it| it == "error")
        || members.get("type").is_some_and(|it| it == "error")
        || ["success", "ok"]
            .iter()
            .any(|it| members.get(*it).is_some_and(|it| *it == false))
        || failed
        || says("detail")
        || is_code("error_code")
        || has_words && (is_code("code") || is_code("statusCode") || is_code("status_code"))
        || status_code.is_some_and(|it| it != 0);
    is_error.then(|| ErrorBody::in_json(value))
}

/// Whether a member that tells of an error does: `null`, `false`, 0 and what is empty do not.
pub(crate) fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(says_something),
        Value::Object(members) => members.values().any(says_something),
    }
}

/// Members that may hold the message, in the order in which they are put together.
const MESSAGES: [&str; 9] = [
    "detail",
    "error",
    "errors",
    "message",
    "msg",
    "error_msg",
    "error_message",
    "status_msg",
    "base_resp",
];

/// Members with a word for what is wrong.
const WORDS: [&str; 6] = ["type", "code", "status", "error_code", "reason", "param"];

/// The most bytes of messages that are put together, about.
const MOST_WORDS: usize = 1 << 10;

/// Errors hold errors, but not without end.
const MOST_NESTED: usize = 8;

/// The message in an error's JSON: `{"detail":…}`, `{"error":…}`, `{"error":{"message":…}}`, …. Where
/// there are several, all of them.
pub(crate) fn message_in(value: &Value) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    add_messages(value, &mut all, MOST_NESTED);
    (!all.is_empty()).then(|| all.join(": "))
}

fn add_messages(value: &Value, all: &mut Vec<String>, depth: usize) {
    let mut add = |words: String| {
        // A sentence has no room for more.
        let length: usize = all.iter().map(String::len).sum();
        if length < MOST_WORDS && !words.trim().is_empty() && !all.contains(&words) {
            all.push(words);
        }
    };
    for name in MESSAGES {
        match value.get(name) {
            Some(Value::String(words)) => add(words.clone()),
            Some(inner @ Value::Object(_)) if depth > 0 => {
                let mut within = Vec::new();
                add_messages(inner, &mut within, depth - 1);
                within.into_iter().for_each(&mut add);
            }
            Some(Value::Array(list)) if depth > 0 => add(messages_of(list, depth - 1)),
            _ => {}
        }
    }
    // A gateway's own message says less than that of the provider behind it.
    if let Some(raw) = value.pointer("/metadata/raw") {
        add(match raw {
            Value::String(text) => match serde_json::from_str::<Value>(text) {
                Ok(inner) if depth > 0 && inner.is_object() => {
                    message_in(&inner).unwrap_or_default()
                }
                _ => text.clone(),
            },
            other => message_in(other).unwrap_or_default(),
        });
    }
}

/// The messages of a list: texts, errors, or what is wrong with which field.
fn messages_of(list: &[Value], depth: usize) -> String {
    let message = |it: &Value| {
        if let Value::String(words) = it {
            return words.clone();
        }
        let mut within = Vec::new();
        add_messages(it, &mut within, depth);
        let place = it.get("loc").and_then(Value::as_array).map(|parts| {
            let plain = |part: &Value| part.as_str().map_or(part.to_string(), str::to_owned);
            parts.iter().map(plain).collect::<Vec<_>>().join(".")
        });
        within.splice(0..0, place);
        within.join(": ")
    };
    let messages: Vec<String> = list
        .iter()
        .map(message)
        .filter(|it| !it.is_empty())
        .collect();
    messages.join("; ")
}

fn add_words(value: &Value, words: &mut String, depth: usize) {
    for name in WORDS.iter().chain(&MESSAGES) {
        match value.get(name) {
            Some(Value::String(word)) => {
                words.push_str(word);
                words.push(' ');
            }
            Some(inner @ Value::Object(_)) if depth > 0 => add_words(inner, words, depth - 1),
            _ => {}
        }
    }
}

/// The number that an error's JSON has; 0 where it has none.
fn code_in(value: &Value) -> i64 {
    let number = |name: &str| match value.get(name)? {
        Value::String(text) => text.parse().ok(),
        number => number.as_i64(),
    };
    let names = ["statusCode", "status_code", "code", "error_code", "status"];
    if let Some(code) = names.into_iter().find_map(number) {
        return code;
    }
    let inner = ["error", "base_resp"]
        .into_iter()
        .find_map(|it| value.get(it));
    inner.filter(|it| it.is_object()).map_or(0, code_in)
}
