//! What the network costs: the library through its C interface beside libcurl's multi interface
//! with cJSON, reqwest with eventsource-stream and serde_json, and a bare epoll loop that looks for
//! the words with memchr, as the limit. Each is a child process of its own; the server is in the
//! parent; nothing leaves this machine.

pub mod child;
mod clients;
mod latency;
mod many;
mod plots;
mod processor;
mod rest;
mod second;
mod server;
mod start;

pub use latency::latency;
pub use many::many;
pub use plots::plots;
pub use processor::processor;
pub use rest::rest;
pub use second::second;
pub use start::start;

use std::cell::RefCell;

use crate::measure::{Contestant, Samples, side_by_side};
use crate::table::number;

/// A name, and what gives two figures.
type Who<'a> = (&'a str, Box<dyn FnMut() -> (f64, f64) + 'a>);

/// Measures two figures of each, side by side.
fn pairs<'a>(rounds: usize, who: Vec<Who<'a>>) -> Vec<(Samples, Samples)> {
    let seconds = vec![RefCell::new(Vec::new()); who.len()];
    let mut contestants = Vec::new();
    for ((name, mut measure), seconds) in who.into_iter().zip(&seconds) {
        let measure = Box::new(move || {
            let (first, second) = measure();
            seconds.borrow_mut().push(second);
            first
        });
        contestants.push(Contestant { name, measure });
    }
    let firsts = side_by_side(rounds, &mut contestants);
    drop(contestants);
    // Its first round is none.
    let seconds = seconds
        .iter()
        .map(|it| it.borrow().iter().copied().skip(1).collect());
    firsts.into_iter().zip(seconds).collect()
}

/// From the first quartile to the third.
fn spread(samples: &Samples) -> String {
    let (low, high) = samples.spread();
    format!("{} to {}", number(low), number(high))
}

/// How many times the one's median the other's is.
fn times(samples: &Samples, one: &Samples) -> String {
    format!("{:.2}", samples.median() / one.median())
}

/// CLOCK_MONOTONIC in nanoseconds: the same in all processes.
fn now() -> u64 {
    let mut time = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: the time is writable.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}
