//! How long a server asks to wait before the next request.

use std::time::{Duration, SystemTime};

use http::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

/// Numbers from here on are no durations but points in time: seconds, or milliseconds, since 1970.
const FIRST_SECOND: f64 = 1e9;
const FIRST_MILLISECOND: f64 = 1e12;

/// Longer waits are no waits, but mistakes.
const LONGEST: Duration = Duration::from_secs(366 * 86400);

/// What the headers say: `retry-after-ms`, `Retry-After` in either of its forms (RFC 9110, section
/// 10.2.3) and in fractions of seconds, or when a limit that is used up is renewed.
pub(crate) fn in_headers(
    http_status: u16,
    headers: &HeaderMap,
    now: SystemTime,
) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    if let Some(wait) = text("retry-after-ms").and_then(|it| seconds(it, 1e-3)) {
        return Some(wait);
    }
    if let Some(value) = text(RETRY_AFTER.as_str()) {
        if let Some(wait) = seconds(value, 1.0) {
            return Some(wait);
        }
        if let Ok(date) = httpdate::parse_http_date(value) {
            return Some(date.duration_since(now).unwrap_or_default());
        }
    }
    // Servers tell of their limits with every response.
    if !matches!(http_status, 429 | 503) {
        return None;
    }
    let resets = ["", "-requests", "-tokens"].into_iter().filter_map(|of| {
        let remaining = text(&format!("x-ratelimit-remaining{of}"));
        let is_used_up = remaining.is_none_or(|it| it.parse() == Ok(0.0));
        let reset = text(&format!("x-ratelimit-reset{of}"))?;
        is_used_up.then(|| reset_in(reset, now)).flatten()
    });
    resets.max()
}

/// What an error says: Gemini's `retryDelay`, or `retry_after` in seconds.
pub(crate) fn in_json(error: &Value) -> Option<Duration> {
    let inner = error.get("error").unwrap_or(error);
    let details = inner.get("details").and_then(Value::as_array);
    let delay = details.and_then(|all| all.iter().find_map(|it| it.get("retryDelay")?.as_str()));
    if let Some(delay) = delay.and_then(duration) {
        return Some(delay);
    }
    let after = inner
        .get("retry_after")
        .or_else(|| error.get("retry_after"))?;
    seconds(after.to_string().trim_matches('"'), 1.0)
}

/// A number of such units, where it is one that a duration can have.
fn seconds(text: &str, unit: f64) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    Duration::try_from_secs_f64(number * unit).ok()
}

/// When a limit is renewed: a duration, a number of seconds, or a point in time.
fn reset_in(text: &str, now: SystemTime) -> Option<Duration> {
    let Ok(number) = text.parse::<f64>() else {
        return duration(text);
    };
    let at = match number {
        FIRST_MILLISECOND.. => number / 1e3,
        FIRST_SECOND.. => number,
        _ => return seconds(text, 1.0),
    };
    let since = Duration::try_from_secs_f64(at).ok()?;
    let at = SystemTime::UNIX_EPOCH.checked_add(since)?;
    let wait = at.duration_since(now).unwrap_or_default();
    (wait <= LONGEST).then_some(wait)
}

/// `1m30.5s`, `20ms`.
fn duration(text: &str) -> Option<Duration> {
    let mut whole = Duration::ZERO;
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|it: char| !it.is_ascii_digit() && it != '.')?;
        let (number, unit) = rest.split_at(end);
        let length = unit
            .find(|it: char| it.is_ascii_digit())
            .unwrap_or(unit.len());
        let factor = match &unit[..length] {
            "ms" => 1e-3,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            "d" => 86400.0,
            _ => return None,
        };
        whole = whole.checked_add(seconds(number, factor)?)?;
        rest = &unit[length..];
    }
    (!text.is_empty()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_445_412_450)
    }

    fn wait(headers: &[(&'static str, &str)]) -> Option<u128> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().unwrap());
        }
        in_headers(429, &map, now()).map(|it| it.as_millis())
    }

    #[test]
    fn headers_of_all_forms() {
        for (headers, milliseconds) in [
            (&[][..], None),
            (&[("retry-after", "120")], Some(120_000)),
            (&[("retry-after", "40.5")], Some(40_500)),
            (&[("retry-after", "-1")], None),
            (&[("retry-after", "1e300")], None),
            (&[("retry-after", "NaN")], None),
            (&[("retry-after", "soon")], None),
            (
                &[("retry-after", "Wed, 21 Oct 2015 07:28:00 GMT")],
                Some(30_000),
            ),
            (&[("retry-after", "Wed, 21 Oct 2015 07:27:00 GMT")], Some(0)),
            (
                &[("retry-after-ms", "250"), ("retry-after", "1")],
                Some(250),
            ),
            (&[("x-ratelimit-reset-requests", "1m30.5s")], Some(90_500)),
            (&[("x-ratelimit-reset", "1e19")], None),
            (&[("x-ratelimit-reset", "1e22")], None),
            (&[("x-ratelimit-reset", "1445412455")], Some(5_000)),
            (&[("x-ratelimit-reset", "1445412455000")], Some(5_000)),
            (
                &[
                    ("x-ratelimit-remaining-requests", "59"),
                    ("x-ratelimit-reset-requests", "1h"),
                    ("x-ratelimit-remaining-tokens", "0"),
                    ("x-ratelimit-reset-tokens", "20ms"),
                ],
                Some(20),
            ),
        ] {
            assert_eq!(wait(headers), milliseconds, "{headers:?}");
        }
    }

    #[test]
    fn errors_of_both_forms() {
        for (error, milliseconds) in [
            (
                r#"{"error":{"details":[{},{"retryDelay":"34.5s"}]}}"#,
                Some(34_500),
            ),
            (r#"{"retry_after":2.5}"#, Some(2_500)),
            (r#"{"retry_after":"2.5"}"#, Some(2_500)),
            (r#"{"error":{"retry_after":3}}"#, Some(3_000)),
            (r#"{"error":"slow"}"#, None),
            ("[]", None),
        ] {
            let value = serde_json::from_str(error).unwrap();
            let wait = in_json(&value).map(|it| it.as_millis());
            assert_eq!(wait, milliseconds, "{error}");
        }
    }
}
