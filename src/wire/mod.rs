//! Bytes and text as they are on the wire; nothing here knows a service.

mod excerpt;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod ndjson;
pub(crate) mod retry_after;
pub mod sse;

pub(crate) use excerpt::excerpt;
