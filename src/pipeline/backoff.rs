//! When there is another attempt, and after how long.

use crate::failure::Retry;
use crate::runtime::random;
use crate::runtime::time::Duration;

const FIRST_DELAY: Duration = Duration::from_millis(250);
const LONGEST_DELAY: Duration = Duration::from_secs(8);
/// Where a service asks for a longer wait than this, there is no other attempt: the game decides.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(30);

const MOST_SPREAD: Duration = Duration::from_secs(1);

/// Whether another attempt may help after that HTTP status: the service was busy or failed.
pub(super) fn after_http(http_status: u16) -> Retry {
    match http_status {
        429 | 503 => Retry::Always,
        408 | 425 | 500..=599 => Retry::IfIdempotent,
        _ => Retry::Never,
    }
}

/// How long to wait before retry number `attempt` (from 1), or `None` where the service asks for
/// longer than a player would wait.
pub(super) fn delay(attempt: u32, retry_after: Option<Duration>) -> Option<Duration> {
    let requested = retry_after.unwrap_or_default();
    let most = FIRST_DELAY
        .saturating_mul(1 << (attempt - 1).min(16))
        .min(LONGEST_DELAY);
    // Half of it is chance, so that clients that failed together do not return together.
    let own = most.mul_f64(0.5 + random::fraction() / 2.0);
    // On top of what the service asks for, too: it asks all that it refused at once for the same.
    let spread = requested
        .mul_f64(random::fraction() / 10.0)
        .min(MOST_SPREAD);
    (requested <= LONGEST_RETRY_AFTER).then(|| own.max(requested + spread))
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
        let delayed = delay(1, Some(seconds(7))).unwrap();
        assert!(delayed >= seconds(7) && delayed < seconds(8), "{delayed:?}");
        assert_eq!(delay(1, Some(seconds(31))), None);
        assert!(delay(1, Some(Duration::ZERO)).unwrap() >= FIRST_DELAY / 2);
    }

    #[test]
    fn only_busy_and_failed_services_are_tried_again() {
        for code in 100..600 {
            let expected = match code {
                429 | 503 => Retry::Always,
                408 | 425 => Retry::IfIdempotent,
                500.. => Retry::IfIdempotent,
                _ => Retry::Never,
            };
            assert_eq!(after_http(code), expected, "{code}");
        }
    }
}
