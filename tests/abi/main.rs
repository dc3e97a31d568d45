//! The C ABI over real sockets: what a game sees of every answer that a server can give.

mod connections;
mod failures;
mod fixtures;
mod insight;
mod promises;
mod recording;
mod replay;
mod replay_times;
mod services;
