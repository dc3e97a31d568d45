//! What a hostile server, a wrong network and a curious reader get: nothing. `docs/security.md` has
//! the threats, and which test is about which.

mod hostile;
mod origin;
mod relay;
mod relayed;

#[cfg(target_os = "linux")]
mod forgotten;
