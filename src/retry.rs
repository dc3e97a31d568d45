//! When a request is tried again, and after how long.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::random;

const FIRST_DELAY: Duration = Duration::from_millis(250);
const LONGEST_DELAY: Duration = Duration::from_secs(8);
/// A service that asks for a longer wait than this is not asked again: the game decides.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(30);

/// True for answers that another try may better: the service was busy or failed. Where a request may
/// not arrive twice, only those that say that it was not taken.
pub(crate) fn is_worth_it(http_status: u16, is_repeatable: bool) -> bool {
    match http_status {
        429 | 503 => true,
        408 | 425 | 500..=599 => is_repeatable,
        _ => false,
    }
}

/// How long to wait before retry number `attempt` (from 1), or `None` where the service asks for
/// longer than a player would wait.
pub(crate) fn delay(attempt: u32, retry_after: Option<Duration>) -> Option<Duration> {
    let asked = retry_after.unwrap_or_default();
    let most = FIRST_DELAY
        .saturating_mul(1 << (attempt - 1).min(16))
        .min(LONGEST_DELAY);
    // Half of it is chance, so that clients that failed together do not return together.
    let own = most.mul_f64(0.5 + random::fraction() / 2.0);
    (asked <= LONGEST_RETRY_AFTER).then(|| own.max(asked))
}

/// What `Retry-After` says, in either of its forms (RFC 9110, section 10.2.3).
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_and_are_spread() {
        for attempt in 1..=20 {
            let most = (250_u64 << (attempt - 1).min(16)).min(8000);
            for _ in 0..50 {
                let delay = delay(attempt, None).unwrap().as_millis() as u64;
                assert!(delay >= most / 2 && delay <= most, "{attempt}: {delay}");
            }
        }
    }

    #[test]
    fn retry_after_is_honoured_up_to_a_cap() {
        let seconds = Duration::from_secs;
        assert_eq!(delay(1, Some(seconds(7))), Some(seconds(7)));
        assert_eq!(delay(1, Some(seconds(31))), None);
        assert!(delay(1, Some(Duration::ZERO)).unwrap() >= FIRST_DELAY / 2);
    }

    #[test]
    fn retry_after_in_both_forms() {
        let mut headers = HeaderMap::new();
        assert_eq!(retry_after(&headers), None);
        headers.insert(RETRY_AFTER, "120".parse().unwrap());
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(120)));
        headers.insert(
            RETRY_AFTER,
            "Wed, 21 Oct 2015 07:28:00 GMT".parse().unwrap(),
        );
        assert_eq!(retry_after(&headers), Some(Duration::ZERO));
        headers.insert(RETRY_AFTER, "soon".parse().unwrap());
        assert_eq!(retry_after(&headers), None);
    }

    #[test]
    fn only_busy_and_failed_services_are_asked_again() {
        let worth: Vec<u16> = (100..600).filter(|&code| is_worth_it(code, true)).collect();
        assert_eq!(worth[..3], [408, 425, 429]);
        assert_eq!(worth[3..], (500..600).collect::<Vec<u16>>());
        let mut once = (100..600).filter(|&code| is_worth_it(code, false));
        assert!(once.by_ref().eq([429, 503]));
    }
}
