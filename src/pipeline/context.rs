//! What all requests of a client share.

use std::sync::Arc;

use crate::options::Options;
use crate::redact::Redactor;
use crate::stats::Counters;
use crate::transport::Transport;

/// What all requests of a client share.
pub(crate) struct Context {
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) options: Options,
    pub(crate) redactor: Redactor,
    pub(crate) counters: Arc<Counters>,
}
