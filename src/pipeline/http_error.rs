//! Responses that are no success: HTTP errors, pages, and what cannot be unpacked.

use std::ops::ControlFlow;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, LOCATION};
use serde::de::IgnoredAny;

use super::backoff;
use crate::failure::{Failure, Retry};
use crate::redact::Redactor;
use crate::runtime::time::{Duration, SystemTime};
use crate::service::{Decoder, ErrorBody, ResponseKind};
use crate::status::Status;
use crate::wire::excerpt;
use crate::wire::form::is_page;
use crate::wire::json;
use crate::wire::retry_after;

/// Of the body of an error or of a page, no more than this is read.
const LONGEST_BODY: usize = 64 << 10;

/// An HTTP error.
pub(super) struct HttpError {
    http_status: u16,
    retry_after: Option<Duration>,
    /// Where it is known without the body: what is wrong.
    known: Option<String>,
    is_redirect: bool,
    pub(super) body: Vec<u8>,
}

impl HttpError {
    pub(super) fn new(http_status: u16, headers: &HeaderMap) -> HttpError {
        let location = headers.get(LOCATION).map(|it| lossy(it.as_bytes()));
        let location = location.filter(|_| (300..400).contains(&http_status));
        let is_redirect = location.is_some();
        let known = if let Some(location) = location {
            // After a '?' or a '#' there may be anything, also what is secret.
            let location = excerpt(location.split(['?', '#']).next().unwrap_or_default());
            let what = match http_status {
                301 | 308 => "set base_url to where the service is now",
                // A page to log in at a network sends there, too.
                _ => "set base_url to it, if that is the service",
            };
            Some(format!(
                "the service responded with a redirect (HTTP {http_status}), which is not followed: \
                 {what} ({location})"
            ))
        } else {
            compressed(headers)
        };
        HttpError {
            http_status,
            retry_after: retry_after::in_headers(http_status, headers, SystemTime::now()),
            known,
            is_redirect,
            body: Vec::new(),
        }
    }

    /// Whether the body is not needed.
    pub(super) fn is_known(&self) -> bool {
        self.known.is_some()
    }

    pub(super) fn failure(self, redactor: &Redactor, decoder: &dyn Decoder) -> Failure {
        let code = self.http_status;
        if let Some(message) = self.known.as_ref().filter(|_| self.is_redirect) {
            return Failure {
                http_status: code,
                ..Failure::protocol(message.as_str())
            };
        }
        let text = match self.known {
            Some(message) => message,
            None => redactor.redact_message(lossy(&self.body)),
        };
        fail_point!("error");
        let body = decoder.error_body(&text);
        let message = excerpt(&body.message);
        let said = if message.is_empty() {
            String::new()
        } else {
            format!(": {message}")
        };
        let status = status_of(code, &body);
        let advice = advice(status, code, &text, &message);
        // Not where the service has said what is wrong, and the same would be wrong again.
        let may_help = match status {
            Status::NoCredit | Status::ContextFull | Status::Filtered => false,
            Status::ServiceError | Status::RateLimited | Status::Timeout => true,
            _ => code < 500,
        };
        Failure {
            http_status: code,
            service_code: body.service_code,
            raw: raw_json(&text),
            retry_after: self.retry_after.or(body.retry_after),
            retry: if code == 503 && is_loading(&message) {
                Retry::WhileLoading
            } else if may_help {
                backoff::after_http(code)
            } else {
                Retry::Never
            },
            ..Failure::new(
                status,
                format!("the service responded HTTP {code}{said}{advice}"),
            )
        }
    }
}

/// What to do about it, where that is known.
fn advice(status: Status, code: u16, text: &str, message: &str) -> &'static str {
    match status {
        // A page is of something on the way, which does not know the key.
        Status::Unauthorized if !is_page(text) && (code == 401 || speaks_of_keys(message)) => {
            "; check rpggo_client_options.api_key"
        }
        Status::BadRequest if matches!(code, 404 | 405) && message.contains("model") => {
            "; check the model's name (character_id)"
        }
        Status::BadRequest if matches!(code, 404 | 405) => {
            "; check base_url and the ids of the request"
        }
        Status::BadRequest if message.is_empty() => "; check base_url and the ids of the request",
        Status::RateLimited => "; send fewer requests, or wait",
        Status::NoCredit => "; the account at the service needs credit",
        Status::ContextFull => {
            "; shorten the prompt, lower max_history_characters, or use a model with a larger context"
        }
        _ => "",
    }
}

/// What an HTTP status means, whose body means that.
fn status_of(code: u16, body: &ErrorBody) -> Status {
    let of_code = Status::from_http(code);
    let of_body = body.status;
    match (code, of_body) {
        (_, Some(Status::NoCredit | Status::ContextFull)) => of_body.unwrap_or(of_code),
        (400 | 403 | 451, Some(Status::Filtered)) => Status::Filtered,
        (_, Some(Status::Filtered)) => of_code,
        // These are clear by themselves, whichever server on the way sent them.
        (401 | 402 | 403 | 408 | 413 | 429, _) => of_code,
        // Of a server that failed, words that are only likely say less than its code.
        (500.., _) if !body.is_code_known => of_code,
        (_, of_body) => of_body.unwrap_or(of_code),
    }
}

/// llama.cpp's and Ollama's words while they load a model.
fn is_loading(message: &str) -> bool {
    let message = message.to_lowercase();
    message.contains("loading") && message.contains("model")
}

fn speaks_of_keys(message: &str) -> bool {
    let message = message.to_lowercase();
    ["key", "token", "auth", "credential"]
        .iter()
        .any(|it| message.contains(it))
}

/// A response that is not what the service promises.
pub(super) fn not_expected(kind: ResponseKind, content_type: &str, text: &str) -> Failure {
    let text = excerpt(text);
    if text.is_empty() {
        return Failure::protocol(
            "the response is empty: check base_url, and whether the service works",
        );
    }
    let expected = match kind {
        ResponseKind::Stream => "an event stream",
        _ => "JSON",
    };
    let is = match content_type {
        "" | "text/event-stream" | "application/json" => format!("is not {expected}"),
        content_type => format!("is {content_type}, not {expected}"),
    };
    Failure::protocol(format!(
        "the response {is}: check base_url (it begins: {text})"
    ))
}

/// The content type without its parameters.
pub(super) fn content_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE);
    let value = value.and_then(|value| value.to_str().ok());
    let essence = value.unwrap_or_default().split(';').next();
    excerpt(&essence.unwrap_or_default().to_ascii_lowercase()).into_owned()
}

/// Keeps the next bytes of a body, as far as they are read.
pub(super) fn take(body: &mut Vec<u8>, bytes: &[u8]) -> ControlFlow<()> {
    let room = LONGEST_BODY - body.len();
    body.extend_from_slice(&bytes[..bytes.len().min(room)]);
    match room > bytes.len() {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    }
}

/// What is wrong with a response that has to be unpacked: nothing is, as that has no bound.
pub(super) fn compressed(headers: &HeaderMap) -> Option<String> {
    const CODINGS: [&str; 6] = ["gzip", "x-gzip", "deflate", "br", "zstd", "compress"];
    let codings = headers.get(CONTENT_ENCODING)?.to_str().ok()?;
    let last = codings.rsplit(',').next()?.trim();
    let coding = CODINGS.iter().find(|it| last.eq_ignore_ascii_case(it))?;
    Some(format!(
        "the response is compressed ({coding}), which was not requested: the proxy or gateway in \
         front of the service has to send it uncompressed"
    ))
}

/// The text, where it is a JSON object.
pub(super) fn raw_json(text: &str) -> String {
    match json::read_object::<IgnoredAny>(text) {
        Ok(_) => text.to_owned(),
        Err(_) => String::new(),
    }
}

pub(super) fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
