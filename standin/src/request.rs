//! A request as a service reads it.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::seen::Seen;

/// One request, and what is to go wrong with it.
pub(crate) struct Request<'a> {
    pub(crate) seen: &'a Seen,
    /// The path without its query.
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) faults: &'a [Fault],
}

impl Request<'_> {
    /// A value of the query, decoded.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(&key.replace('+', " ")) == name).then(|| decoded(&value.replace('+', " ")))
        })
    }

    /// The key behind `Bearer`, or the whole header where that word is missing.
    pub(crate) fn bearer(&self) -> &str {
        let sent = self.seen.header("authorization").unwrap_or_default().trim();
        let (scheme, rest) = sent.split_once(' ').unwrap_or((sent, ""));
        match scheme.eq_ignore_ascii_case("bearer") {
            true => rest.trim(),
            false => sent,
        }
    }

    /// The body, which has to be a JSON object; the error is a sentence without its full stop.
    pub(crate) fn object(&self) -> Result<Map<String, Value>, String> {
        let content_type = self.seen.header("content-type").unwrap_or_default();
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(format!(
                "Content-Type is \"{content_type}\", not \"application/json\""
            ));
        }
        serde_json::from_slice(&self.seen.body)
            .map_err(|error| format!("the body is no JSON object ({error})"))
    }
}

/// A part of a path or a query as it was meant.
pub(crate) fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
