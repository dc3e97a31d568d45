//! One request from its start to `Finished`.
//!
//! | file | holds |
//! |---|---|
//! | `request_task` | the request's life: `Finished` comes once and last, whatever happens |
//! | `attempt` | sending it, and sending it again |
//! | `response`, `decode`, `http_error` | bytes of a response to events, without any I/O |
//! | `writer` | events on their way into the queue |
//! | `timeouts`, `backoff` | how long each may take, and when there is another attempt |
//! | `context` | what all requests of a client share |

pub(crate) mod attempt;
mod backoff;
pub(crate) mod context;
mod decode;
mod http_error;
pub(crate) mod request_task;
pub(crate) mod response;
mod timeouts;
pub(crate) mod writer;
