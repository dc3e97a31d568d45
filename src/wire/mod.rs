//! Bytes and text as they are on the wire. Of the services it knows nothing but the listing that
//! RPGGO's servers print instead of an event stream.

mod excerpt;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod ndjson;
pub(crate) mod retry_after;
pub mod sse;

pub(crate) use excerpt::excerpt;
