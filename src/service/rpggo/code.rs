//! RPGGO's codes, and what they mean.

use super::schema;
use crate::failure::Failure;
use crate::service::error_body::ErrorBody;
use crate::status::Status;
use crate::wire::excerpt;
use crate::wire::json::{self, Object};

/// What a code of the service means (documented, or observed in its own clients); `None` for success.
pub(super) fn status_of(code: i64) -> Option<Status> {
    Some(match code {
        0 | 200 => return None,
        // Observed for a character that is not in the game: HTTP's number, and not its meaning.
        401 | 10_000_001 | 10_000_305 | 10_000_306 => Status::BadRequest,
        10_000_003..=10_000_005 | 10_000_008 => Status::Unauthorized,
        10_000_301 => Status::RateLimited,
        10_000_302 => Status::SessionMissing,
        10_000_303 => Status::SessionEnded,
        10_000_602 => Status::NoCredit,
        _ => Status::ServiceError,
    })
}

/// What the game's developer can do about a code.
fn advice(code: i64) -> &'static str {
    match code {
        10_000_000 => "the service failed: try again",
        401 => "this character is not in this game: check character_id and game_id",
        10_000_001 => "check the ids of the request",
        10_000_305 => "publish the game at the service",
        10_000_306 => "the game may not be used from here: see its settings at the service",
        10_000_602 => "the account at the service is out of coins",
        10_000_003..=10_000_005 | 10_000_008 => "check rpggo_client_options.api_key",
        10_000_301 => "the limit of conversations is used up: raise it at the service, or wait",
        10_000_302 => "start the session first: rpggo_session_start",
        10_000_303 => "start a new session: rpggo_session_start with a new session_id",
        10_000_307 => "restart the game: rpggo_session_start",
        _ => "see the service's list of codes",
    }
}

/// Refuses every code but those of success.
pub(super) fn check(code: i64, message: &str) -> Result<(), Failure> {
    match status_of(code) {
        None => Ok(()),
        Some(_) => Err(failure(code, message)),
    }
}

pub(super) fn failure(code: i64, message: &str) -> Failure {
    let said = excerpt(message);
    let said = if said.is_empty() {
        Default::default()
    } else {
        format!(": \"{said}\"")
    };
    let status = status_of(code).unwrap_or(Status::ServiceError);
    let message = match code {
        0 | 200 => format!("RPGGO responded with an error{said}"),
        _ => format!("RPGGO responded {code}{said}; {}", advice(code)),
    };
    Failure {
        service_code: code,
        ..Failure::new(status, message)
    }
}

/// Reads the body of an HTTP error.
pub(super) fn error_body(text: &str) -> ErrorBody {
    let Ok(Object(envelope)) = json::read_object::<Object<schema::ErrorEnvelope<'_>>>(text) else {
        return ErrorBody {
            message: text.to_owned(),
            ..ErrorBody::default()
        };
    };
    let code = envelope.code();
    let message = envelope.message();
    let is_code_known = (10_000_000..=10_000_999).contains(&code);
    ErrorBody {
        status: is_code_known.then(|| status_of(code)).flatten(),
        service_code: code,
        message: if message.is_empty() { text } else { message }.to_owned(),
        retry_after: None,
        is_code_known,
    }
}
