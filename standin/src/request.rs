//! A request as a service reads it: path, query, key and body.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use crate::fault::Fault;
use crate::request_log::Seen;

/// A request with the faults to inject.
pub(crate) struct Request<'a> {
    pub(crate) seen: &'a Seen,
    /// The path without its query.
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) faults: &'a [Fault],
}

impl Request<'_> {
    /// A decoded value of the query.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decoded(&key.replace('+', " ")) == name)
                .then(|| percent_decoded(&value.replace('+', " ")))
        })
    }

    /// The key after `Bearer`, or the whole header if that word is missing.
    pub(crate) fn bearer_token(&self) -> &str {
        let header = self.seen.header("authorization").unwrap_or_default().trim();
        let (scheme, rest) = header.split_once(' ').unwrap_or((header, ""));
        match scheme.eq_ignore_ascii_case("bearer") {
            true => rest.trim(),
            false => header,
        }
    }

    /// The body, which must be a JSON object; the error is a sentence without its full stop.
    pub(crate) fn json_object(&self) -> Result<Map<String, Value>, String> {
        let content_type = self.seen.header("content-type").unwrap_or_default();
        let kind = content_type.split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            return Err(format!(
                "Content-Type is \"{content_type}\", not \"application/json\""
            ));
        }
        serde_json::from_slice(&self.seen.body)
            .map_err(|error| format!("the body is not a JSON object ({error})"))
    }
}

/// Percent-decodes a part of a path or of a query.
pub(crate) fn percent_decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}
