//! What a hostile server, a wrong network and a curious reader get: nothing. `docs/security.md` has
//! the threats, and which test is about which.

mod hostile;
mod origin;
mod relay;
mod relayed;

#[cfg(target_os = "linux")]
mod forgotten;

#[allow(dead_code)]
#[path = "../abi/support.rs"]
mod game;
#[allow(dead_code)]
#[path = "../support/nginx.rs"]
mod nginx;
#[allow(dead_code)]
#[path = "../support/mod.rs"]
mod support;
#[path = "../support/teller.rs"]
mod teller;
