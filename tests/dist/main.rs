//! What a game developer downloads: each archive is unpacked into a clean folder, and used from there as
//! its README says. `scripts/dist` makes them, or they are in the folder that RPGGO_DIST names; that is how
//! a release is tested, with all platforms.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod archives;
mod binaries;
mod emulated;
mod engines;
mod programs;
mod sdk;
