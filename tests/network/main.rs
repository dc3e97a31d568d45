//! Bad networks, made of real ones: a game and a service in network namespaces of their own, with
//! a wire between them that loses, delays and breaks; and a real nginx in front of the service.
//!
//! `reliability/network` runs these tests and shows what they measured.

mod proxied;

#[cfg(target_os = "linux")]
mod dns;
#[cfg(target_os = "linux")]
mod link;
#[cfg(target_os = "linux")]
mod names;
#[cfg(target_os = "linux")]
mod talk;
#[cfg(target_os = "linux")]
mod wire;
#[cfg(target_os = "linux")]
mod world;
