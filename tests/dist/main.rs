//! What a game developer downloads: each archive is unpacked into a clean folder, and used from there as
//! its README says. `scripts/dist` makes them, or they are in the folder that RPGGO_DIST names; that is how
//! a release is tested, with all platforms.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod archives;
mod binaries;
mod emulated;
#[path = "../godot/engine.rs"]
#[allow(dead_code)]
mod engine;
mod engines;
mod programs;
mod sdk;
#[path = "../support/mod.rs"]
#[allow(dead_code)]
mod support;
