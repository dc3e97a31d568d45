//! What the services share when they write requests down.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use crate::request::ChatRequest;
use crate::status::Error;

/// All but what RFC 3986 calls unreserved.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A key as a bearer token, also where it is given as one.
pub(super) fn bearer(key: &str) -> String {
    let scheme = key.get(.."Bearer ".len());
    match scheme.filter(|it| it.eq_ignore_ascii_case("Bearer ")) {
        Some(scheme) => format!("Bearer {}", key[scheme.len()..].trim_start()),
        None => format!("Bearer {key}"),
    }
}

/// An id as a part of a path.
pub(super) fn path_segment(field: &str, id: &str) -> Result<String, Error> {
    if id == "." || id == ".." {
        return Err(Error::invalid(format!(
            "{field} is \"{id}\", which is no id"
        )));
    }
    Ok(utf8_percent_encode(id, ESCAPED).to_string())
}

/// A query of all values that are not empty.
pub(super) fn query(values: &[(&str, &str)]) -> String {
    let there = values.iter().filter(|(_, value)| !value.is_empty());
    let pairs: Vec<String> = there
        .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, ESCAPED)))
        .collect();
    pairs.join("&")
}

/// Puts the members of `extra_json` into the body.
pub(super) fn add_extra(body: &mut Value, request: &ChatRequest) -> Result<(), Error> {
    merge(body, extra(request)?);
    Ok(())
}

/// The members of `extra_json`.
pub(super) fn extra(request: &ChatRequest) -> Result<Map<String, Value>, Error> {
    let text = request.extra_json.as_deref();
    text.map_or_else(|| Ok(Map::new()), extra_object)
}

/// The value of a field that must be there.
pub(super) fn required<'a>(service: &str, field: &str, value: &'a str) -> Result<&'a str, Error> {
    if value.is_empty() {
        return Err(Error::invalid(format!(
            "{field} is missing: {service} needs it, set it in the request"
        )));
    }
    Ok(value)
}

fn extra_object(text: &str) -> Result<Map<String, Value>, Error> {
    match serde_json::from_str(text) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Error::invalid(
            "extra_json is not an object: write it like {\"name\": value}",
        )),
        Err(error) => Err(Error::invalid(format!("extra_json is not JSON: {error}"))),
    }
}

/// Puts the members of `extra` into `body`; objects that both have are merged in the same way, and `null`
/// takes a member out (RFC 7396).
pub(super) fn merge(body: &mut Value, extra: Map<String, Value>) {
    if !body.is_object() {
        *body = Value::Object(Map::new());
    }
    let Value::Object(members) = body else { return };
    for (name, value) in extra {
        match value {
            Value::Null => drop(members.remove(&name)),
            Value::Object(inner) => merge(members.entry(name).or_insert(Value::Null), inner),
            value => drop(members.insert(name, value)),
        }
    }
}
