//! What a reply is, the same for all services: between what they send and what the game reads.

mod message_builder;
mod thoughts;

pub(crate) use message_builder::MessageBuilder;
pub(crate) use thoughts::{Split, Thoughts};
