//! The key: from the options or the environment.

use zeroize::Zeroizing;

use crate::options::Options;
use crate::status::Error;

/// The key that requests are sent with; `None` where there is none and none is needed.
pub(crate) fn api_key(options: &Options) -> Result<Option<Zeroizing<String>>, Error> {
    let needs_key = options.service.info().needs_key && !options.is_replay();
    let key = match &options.api_key {
        Some(key) if !key.is_empty() => Some(key.clone()),
        // Not for services that work without one: it may be meant for another.
        _ if needs_key => std::env::var("RPGGO_API_KEY").ok(),
        _ => None,
    };
    let key = key.map(Zeroizing::new);
    let Some(key) = key.filter(|key| !key.is_empty()) else {
        return if needs_key {
            Err(Error::invalid(
                "api_key is missing: set rpggo_client_options.api_key or RPGGO_API_KEY",
            ))
        } else {
            Ok(None)
        };
    };
    let is_printable = key.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if key.trim() != *key || !is_printable {
        return Err(Error::invalid(
            "api_key contains a character that no key has: remove spaces and line breaks around it",
        ));
    }
    let is_quoted = key.starts_with(['"', '\'']) || key.ends_with(['"', '\'']);
    if is_quoted {
        return Err(Error::invalid(
            "api_key is in quotes: remove them, they are not part of the key",
        ));
    }
    Ok(Some(key))
}
