//! Aurora's tokens to events. Their fields are not documented: every form that is likely is read.

use std::borrow::Cow;
use std::ops::ControlFlow;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::event::sink::EventSink;
use crate::failure::Failure;
use crate::reply::MessageBuilder;
use crate::service::decoder::{Decoder, ResponseKind};
use crate::service::error_body::{ErrorBody, check, says_something};
use crate::wire::excerpt;
use crate::wire::json::{self, List, Object};
use crate::wire::sse::Frame;

/// The service's name for people.
pub(super) const NAME: &str = "Aurora";

/// Reads tokens, and puts them together.
pub(super) struct Tokens(pub(super) MessageBuilder);

impl Decoder for Tokens {
    fn kind(&self) -> ResponseKind {
        ResponseKind::Stream
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        let data = frame.data.as_ref();
        if frame.is_done() {
            return Ok(ControlFlow::Break(()));
        }
        match &*frame.name {
            "ping" => return Ok(ControlFlow::Continue(())),
            "error" => return Err(ErrorBody::read(data).into_failure(NAME)),
            _ => {}
        }
        // Only an object is read as JSON, and a string: all else is its own text, such as ` 3`, `[nods]`
        // or the beginning of something quoted.
        let begin = data.trim_start();
        let is_string = begin.starts_with('"') && serde_json::from_str::<IgnoredAny>(data).is_ok();
        if begin.starts_with("[{") {
            check(&serde_json::from_str(data).unwrap_or_default(), NAME)?;
        }
        if !is_string && !begin.starts_with('{') {
            self.0.push(data, "", sink);
            return Ok(ControlFlow::Continue(()));
        }
        if serde_json::from_str::<IgnoredAny>(data).is_err() {
            return Err(unreadable(data));
        }
        let token = Token::read(data).map_err(|_| unreadable(data))?;
        if token.is_error() {
            let value: Value = serde_json::from_str(data).map_err(|_| unreadable(data))?;
            return Err(ErrorBody::in_json(&value).into_failure(NAME));
        }
        if !token.has_token() {
            let value: Value = serde_json::from_str(data).map_err(|_| unreadable(data))?;
            check(&value, NAME)?;
        }
        // A last frame that repeats the whole adds nothing.
        if !token.is_last() || self.0.text.is_empty() {
            let text = token.text().map_err(|_| unreadable(data))?;
            if !text.is_empty() {
                self.0.push(&text, data, sink);
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        if serde_json::from_str::<IgnoredAny>(text).is_err() {
            return Err(unreadable(text));
        }
        let value: Value = serde_json::from_str(text).map_err(|_| unreadable(text))?;
        if value.is_array() {
            check(&value, NAME)?;
        }
        let frame = Frame {
            name: "".into(),
            data: text.into(),
        };
        self.frame(&frame, sink).map(|_| ())
    }

    fn end(&mut self, is_whole: bool, sink: &mut dyn EventSink) {
        self.0.finish(is_whole, sink);
    }

    fn empty_reason(&self) -> Option<&'static str> {
        Some("the reply is empty: Aurora sent no word")
    }
}

fn unreadable(text: &str) -> Failure {
    let text = excerpt(text);
    Failure::protocol(format!("Aurora sent JSON that cannot be read: {text}"))
}

/// The members that may be a text, in the order in which they count.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Named<'a> {
    #[serde(borrow)]
    token: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
    #[serde(borrow)]
    content: Option<&'a RawValue>,
    #[serde(borrow)]
    delta: Option<&'a RawValue>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
}

impl<'a> Named<'a> {
    fn text(&self) -> Option<&'a RawValue> {
        [
            self.token,
            self.text,
            self.content,
            self.delta,
            self.message,
        ]
        .into_iter()
        .flatten()
        .find(|it| is_string(it))
    }
}

/// The other members that count.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Rest<'a> {
    #[serde(borrow)]
    data: Object<Named<'a>>,
    #[serde(borrow)]
    choices: List<Object<Choice<'a>>>,
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    success: Option<&'a RawValue>,
    #[serde(rename = "statusCode", borrow)]
    status_code: Option<&'a RawValue>,
    #[serde(rename = "type", borrow)]
    kind: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Choice<'a> {
    #[serde(borrow)]
    delta: Object<Named<'a>>,
}

/// A frame's JSON.
struct Token<'a> {
    whole: &'a RawValue,
    named: Named<'a>,
    rest: Rest<'a>,
}

impl<'a> Token<'a> {
    fn read(data: &'a str) -> Result<Token<'a>, serde_json::Error> {
        Ok(Token {
            whole: serde_json::from_str(data)?,
            named: serde_json::from_str::<Object<_>>(data)?.0,
            rest: serde_json::from_str::<Object<_>>(data)?.0,
        })
    }

    /// `{"success":false,…}`, or an object with `error` or `statusCode`.
    fn is_error(&self) -> bool {
        let is = |value: Option<&RawValue>, words: &[&str]| {
            value.is_some_and(|value| words.contains(&value.get()))
        };
        let value = |it: &RawValue| serde_json::from_str::<Value>(it.get()).unwrap_or_default();
        let says_error = self.rest.error.is_some_and(|it| says_something(&value(it)));
        says_error || is(self.rest.success, &["false"]) || self.rest.status_code.is_some()
    }

    /// Whether it has a member that is nothing else than a text.
    fn has_token(&self) -> bool {
        let named = [&self.named, &self.rest.data.0];
        let texts = named
            .iter()
            .flat_map(|it| [it.token, it.text, it.content, it.delta]);
        texts.flatten().any(is_string) || is_string(self.whole)
    }

    /// The last frame, which repeats the whole.
    fn is_last(&self) -> bool {
        const TYPES: [&str; 3] = ["\"end\"", "\"done\"", "\"final\""];
        self.rest.kind.is_some_and(|it| TYPES.contains(&it.get()))
    }

    /// The text, wherever it stands; empty where there is none.
    fn text(&self) -> Result<Cow<'a, str>, serde_json::Error> {
        let first = self.rest.choices.0.first();
        let content = first.and_then(|choice| choice.0.delta.0.content);
        let text = Some(self.whole)
            .filter(|it| is_string(it))
            .or_else(|| self.named.text())
            .or_else(|| self.rest.data.0.text())
            .or_else(|| content.filter(|it| is_string(it)));
        json::string(text)
    }
}

fn is_string(value: &RawValue) -> bool {
    value.get().starts_with('"')
}
