//! The faults that a base URL can request, such as `/fault/cut=120,times=1`.

use std::time::Duration;

use percent_encoding::percent_decode_str;

/// All names, as in the README.
const NAMES: &str = "cut=N, reset=N, reset-before, stall=N, stall-before, slow-headers=MS, trickle, \
    chunk=N, status=CODE, body=json|text|html|empty, retry-after=VALUE, redirect, garbage, \
    garbage-body, not-json, oversize=N, long-line=N, deep=N, endless-headers, content-type=VALUE, \
    json, listing, crlf, cr, bom, comments, code, no-fin, hold, invalid-utf8, error=CODE, \
    error-after=CODE, flood=N, unknown, shape=NAME, speaker=NAME, text=NAME, done, quota, limit, \
    think=NAME, finish=WORD, call=NAME, disguise=NAME, usage, times=N";

/// A fault to inject.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    Cut(u64),
    Reset(u64),
    ResetBefore,
    Stall(u64),
    StallBefore,
    SlowHeaders(Duration),
    Chunk(usize),
    Status(u16),
    Body(ErrorBody),
    RetryAfter(String),
    Redirect,
    Garbage,
    GarbageBody,
    NotJson,
    Oversize(u64),
    LongLine(u64),
    Deep(u64),
    EndlessHeaders,
    ContentType(String),
    Json,
    Listing,
    LineEnd(&'static str),
    ByteOrderMark,
    Comments,
    Code,
    NoFin,
    Hold,
    InvalidUtf8,
    Error(i64),
    ErrorAfter(i64),
    Flood(u64),
    Unknown,
    Shape(String),
    Speaker(String),
    TextName(String),
    Done,
    Quota,
    Limit,
    Think(String),
    Finish(String),
    Call(String),
    Disguise(String),
    Usage,
}

impl Fault {
    /// Whether every service supports it.
    pub(crate) fn is_common(&self) -> bool {
        self.name().is_empty()
    }

    /// The name, if only some services support the fault.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Fault::Code => "code",
            Fault::Listing => "listing",
            Fault::Shape(_) => "shape",
            Fault::Speaker(_) => "speaker",
            Fault::TextName(_) => "text",
            Fault::Done => "done",
            Fault::Quota => "quota",
            Fault::Limit => "limit",
            Fault::Think(_) => "think",
            Fault::Finish(_) => "finish",
            Fault::Call(_) => "call",
            Fault::Disguise(_) => "disguise",
            Fault::Usage => "usage",
            _ => "",
        }
    }
}

/// The form of an HTTP error's body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ErrorBody {
    #[default]
    Json,
    Text,
    Html,
    Empty,
}

/// A complete specification.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    pub(crate) list: Vec<Fault>,
    /// How many requests the faults apply to; `None` means all.
    pub(crate) times: Option<u64>,
}

impl Faults {
    /// Parses a specification; the error is a message for the user.
    pub(crate) fn parse(spec: &str) -> Result<Faults, String> {
        let mut faults = Faults::default();
        for part in spec.split(',').filter(|part| !part.is_empty()) {
            let (name, value) = match part.split_once('=') {
                Some((name, value)) => (name, Some(decoded(value))),
                None => (part, None),
            };
            if name == "times" {
                faults.times = Some(number(name, value.as_deref())?);
            } else {
                faults.list.push(fault(name, value.as_deref())?);
            }
        }
        let has = |matches: fn(&Fault) -> bool| faults.list.iter().any(matches);
        if has(|fault| matches!(fault, Fault::Body(_)))
            && !has(|fault| matches!(fault, Fault::Status(_)))
        {
            return Err("The fault \"body\" needs a \"status\", too, such as \
                status=503,body=html."
                .to_owned());
        }
        if faults.list.is_empty() {
            return Err(format!("This requests no fault. The names are: {NAMES}."));
        }
        Ok(faults)
    }
}

fn fault(name: &str, value: Option<&str>) -> Result<Fault, String> {
    let fault = match name {
        "cut" => Fault::Cut(number(name, value)?),
        "reset" => Fault::Reset(number(name, value)?),
        "stall" => Fault::Stall(number(name, value)?),
        "slow-headers" => Fault::SlowHeaders(Duration::from_millis(number(name, value)?)),
        "chunk" => match number(name, value)? {
            0 => return Err("The fault \"chunk\" needs at least 1 byte per write.".to_owned()),
            bytes => Fault::Chunk(bytes),
        },
        "status" => match number(name, value)? {
            status @ 200..=599 => Fault::Status(status),
            _ => return Err("The fault \"status\" takes 200 to 599.".to_owned()),
        },
        "body" => Fault::Body(match value {
            Some("json") => ErrorBody::Json,
            Some("text") => ErrorBody::Text,
            Some("html") => ErrorBody::Html,
            Some("empty") => ErrorBody::Empty,
            _ => return Err("The fault \"body\" takes json, text, html or empty.".to_owned()),
        }),
        "retry-after" => Fault::RetryAfter(text(name, value)?),
        "content-type" => Fault::ContentType(text(name, value)?),
        "oversize" => Fault::Oversize(number(name, value)?),
        "long-line" => Fault::LongLine(number(name, value)?),
        "deep" => Fault::Deep(number(name, value)?),
        "error" => Fault::Error(number(name, value)?),
        "error-after" => Fault::ErrorAfter(number(name, value)?),
        "flood" => Fault::Flood(number(name, value)?),
        "shape" => Fault::Shape(text(name, value)?),
        "speaker" => Fault::Speaker(text(name, value)?),
        "text" => Fault::TextName(text(name, value)?),
        "think" => Fault::Think(text(name, value)?),
        "finish" => Fault::Finish(text(name, value)?),
        "call" => Fault::Call(text(name, value)?),
        "disguise" => Fault::Disguise(text(name, value)?),
        _ => return fault_without_value(name, value),
    };
    Ok(fault)
}

/// The faults that take no value.
fn fault_without_value(name: &str, value: Option<&str>) -> Result<Fault, String> {
    let fault = match name {
        "reset-before" => Fault::ResetBefore,
        "stall-before" => Fault::StallBefore,
        "trickle" => Fault::Chunk(1),
        "redirect" => Fault::Redirect,
        "garbage" => Fault::Garbage,
        "garbage-body" => Fault::GarbageBody,
        "not-json" => Fault::NotJson,
        "endless-headers" => Fault::EndlessHeaders,
        "json" => Fault::Json,
        "listing" => Fault::Listing,
        "crlf" => Fault::LineEnd("\r\n"),
        "cr" => Fault::LineEnd("\r"),
        "bom" => Fault::ByteOrderMark,
        "comments" => Fault::Comments,
        "code" => Fault::Code,
        "no-fin" => Fault::NoFin,
        "hold" => Fault::Hold,
        "invalid-utf8" => Fault::InvalidUtf8,
        "unknown" => Fault::Unknown,
        "done" => Fault::Done,
        "quota" => Fault::Quota,
        "limit" => Fault::Limit,
        "usage" => Fault::Usage,
        _ => {
            return Err(format!(
                "There is no fault \"{name}\". The names are: {NAMES}."
            ));
        }
    };
    match value {
        None => Ok(fault),
        Some(_) => Err(format!("The fault \"{name}\" takes no value.")),
    }
}

fn decoded(value: &str) -> String {
    percent_decode_str(value).decode_utf8_lossy().into_owned()
}

fn number<T: std::str::FromStr>(name: &str, value: Option<&str>) -> Result<T, String> {
    value.and_then(|value| value.parse().ok()).ok_or_else(|| {
        let example = if name.starts_with("error") {
            10000000
        } else {
            200
        };
        format!("The fault \"{name}\" needs a number, such as {name}={example}.")
    })
}

fn text(name: &str, value: Option<&str>) -> Result<String, String> {
    value
        .map(str::to_owned)
        .ok_or_else(|| format!("The fault \"{name}\" needs a value, such as {name}=1."))
}
