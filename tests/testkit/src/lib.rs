//! What the tests share.
//!
//! | file | holds |
//! |---|---|
//! | `game` | a game that uses nothing but the functions of the C ABI |
//! | `functions` | these functions: as this program links them, or of a library that is loaded |
//! | `event` | an event as JSON |
//! | [`decoding`] | what has to hold of any bytes that are decoded |
//! | [`fuzzed`], [`known`] | a game in C whose calls are any bytes; the bytes that are kept |
//! | `files` | the repository's folder, and places for what tests make |
//! | `library` | the release libraries |
//! | `compiler`, `program` | C and C++ programs: compiled, run, ended when they hang |
//! | `tool`, [`left_out`] | tools that may be missing, and which tests were left out for that |
//! | [`header`] | what the C header declares |
//! | `nginx`, `teller` | servers |
//! | [`godot`] | the engine, and projects for it |
//!
//! Windows has the game alone: what starts programs is for Unix.

pub mod decoding;
mod event;
mod files;
mod functions;
pub mod fuzzed;
mod game;
pub mod known;

#[cfg(unix)]
mod compiler;
#[cfg(unix)]
pub mod godot;
#[cfg(unix)]
pub mod header;
#[cfg(unix)]
pub mod left_out;
#[cfg(unix)]
mod library;
#[cfg(unix)]
mod nginx;
#[cfg(unix)]
mod program;
#[cfg(unix)]
mod teller;
#[cfg(unix)]
mod tool;

pub use event::{describe, kinds, text};
pub use files::{Scratch, below, clean, fixture, fresh, made, read, root, temporary, with_ending};
pub use functions::{Functions, sized};
pub use game::{Game, KEY, PATIENCE, SessionCall, last_error};

#[cfg(unix)]
pub use compiler::{Linkage, SYSTEM_LIBRARIES, c_compiler, compile, cpp_compiler, link_shared};
#[cfg(unix)]
pub use library::{cargo, release, shared_library};
#[cfg(unix)]
pub use nginx::{Nginx, has_nginx};
#[cfg(unix)]
pub use program::{Run, assert_says, assert_silent, run, succeed};
#[cfg(unix)]
pub use teller::Teller;
#[cfg(unix)]
pub use tool::{has, has_mono, has_when, python_programs};

use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rpggo_standin::{Config, Standin};

/// A stand-in with the bundled story.
pub fn standin() -> Standin {
    standin_with(|_| {})
}

/// The same, changed.
pub fn standin_with(set: impl FnOnce(&mut Config)) -> Standin {
    let mut config = Config::default();
    set(&mut config);
    Standin::start(config).expect("the stand-in starts")
}

/// A port of this machine where nobody listens.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("it has an address").port()
}

/// The address of a server that is not there.
pub fn closed_url() -> String {
    format!("http://127.0.0.1:{}", free_port())
}

/// One test at a time, where they count what the whole process has.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}
