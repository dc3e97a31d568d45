//! The timeouts of one request, and which of them was reached.

use crate::failure::Failure;
use crate::options::Options;
use crate::runtime::time::{self, Duration, Instant};
use crate::status::Status;

/// The timeouts of one request.
pub(super) struct Timeouts {
    first_byte: Duration,
    idle: Duration,
    total: Duration,
    deadline: Option<Instant>,
}

impl Timeouts {
    /// Those of the options, from now on.
    pub(super) fn new(options: &Options) -> Timeouts {
        Timeouts {
            first_byte: options.first_byte_timeout,
            idle: options.idle_timeout,
            total: options.total_timeout,
            deadline: Instant::now().checked_add(options.total_timeout),
        }
    }

    /// Timeouts that are never reached.
    pub(super) fn none() -> Timeouts {
        Timeouts {
            first_byte: Duration::MAX,
            idle: Duration::MAX,
            total: Duration::MAX,
            deadline: None,
        }
    }

    pub(super) async fn first_byte<F: Future>(&self, future: F) -> Result<F::Output, Failure> {
        let what = "no response for";
        self.within(self.first_byte, what, "first_byte_timeout_ms", future)
            .await
    }

    pub(super) async fn idle<F: Future>(&self, future: F) -> Result<F::Output, Failure> {
        let what = "no data received for";
        self.within(self.idle, what, "idle_timeout_ms", future)
            .await
    }

    /// Whether there is time for a wait of that length.
    pub(super) fn allows(&self, delay: Duration) -> bool {
        self.deadline
            .is_none_or(|deadline| Instant::now() + delay < deadline)
    }

    /// Waits until `limit` or the end of the total time, and says which of the two was reached.
    async fn within<F: Future>(
        &self,
        limit: Duration,
        what: &str,
        option: &str,
        future: F,
    ) -> Result<F::Output, Failure> {
        let own = Instant::now().checked_add(limit);
        let is_total = match (own, self.deadline) {
            (Some(own), Some(deadline)) => deadline < own,
            (own, _) => own.is_none(),
        };
        let (until, limit, what, option) = if is_total {
            let what = "the request took longer than";
            (self.deadline, self.total, what, "total_timeout_ms")
        } else {
            (own, limit, what, option)
        };
        let Some(until) = until else {
            return Ok(future.await);
        };
        time::until(until, future).await.ok_or_else(|| {
            Failure::new(
                Status::Timeout,
                format!("{what} {} ms ({option})", limit.as_millis()),
            )
        })
    }
}
