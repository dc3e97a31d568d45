//! The status that an error's text means, whichever service sent it.

use crate::status::Status;

/// Words that decide, whatever code an error has: the first list that has one counts.
const DECISIVE: [(Status, &[&str]); 3] = [
    (
        Status::NoCredit,
        &[
            "insufficient_quota",
            "insufficient balance",
            "insufficient_balance",
            "insufficient credit",
            "insufficient_credit",
            "not enough credit",
            "out of credit",
            "no credit",
            "any credits",
            "purchase credits",
            "credit balance",
            "payment required",
            "payment_required",
            "billing_hard_limit",
            "billing_not_active",
            "arrearage",
        ],
    ),
    (
        Status::ContextFull,
        &[
            "context_length_exceeded",
            "exceed_context_size",
            "context size",
            "context length",
            "context window",
            "maximum context",
            "maximum number of tokens",
            "maximum prompt length",
            "max_new_tokens` must be",
            "range of input length",
            "prompt is too long",
            "prompt too long",
            "input is too long",
        ],
    ),
    (
        Status::Filtered,
        &[
            "content_filter",
            "content filter",
            "content_policy",
            "content policy",
            "content management policy",
            "moderation",
            "was flagged",
            "been flagged by",
            "input_flagged",
            "responsibleai",
            "data_inspection_failed",
        ],
    ),
];

/// Words that count where no code says more.
const LIKELY: [(Status, &[&str]); 4] = [
    (
        Status::RateLimited,
        &[
            "rate_limit",
            "rate limit",
            "ratelimit",
            "too many requests",
            "toomanyrequests",
            "throttling",
            "quota",
            "resource_exhausted",
        ],
    ),
    (
        Status::Unauthorized,
        &[
            "api_key",
            "api key",
            "authentication",
            "unauthorized",
            "not authenticated",
            "unauthenticated",
            "login fail",
            "invalid token",
        ],
    ),
    (Status::Timeout, &["request timed out"]),
    (
        Status::BadRequest,
        &[
            "invalid_request",
            "invalid_argument",
            "not_found",
            "model not found",
        ],
    ),
];

/// What decides by itself.
fn decisive(words: &str) -> Option<Status> {
    // It says where to pay for more, which is advice and not the reason.
    if words.contains("rate_limit_exceeded") || words.contains("rate limit reached") {
        return None;
    }
    find(&DECISIVE, words)
}

/// What an error with that number, which may be one of HTTP's, and those words means.
pub(crate) fn status_of(code: i64, words: &str) -> Option<Status> {
    decisive(words)
        .or_else(|| http_status(code))
        .or_else(|| find(&LIKELY, words))
}

fn find(lists: &[(Status, &[&str])], words: &str) -> Option<Status> {
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let found = lists.iter().find(|(_, list)| has(list));
    found.map(|(status, _)| *status)
}

/// What a code means, where it is one of HTTP's.
fn http_status(code: i64) -> Option<Status> {
    let code = u16::try_from(code).ok()?;
    (400..600).contains(&code).then(|| Status::from_http(code))
}
