//! What a game may call, made of any bytes.

use arbitrary::{Arbitrary, Result, Unstructured};

use super::memory::{Size, Words};
use super::setup::Setup;

#[derive(Arbitrary, Debug)]
pub enum Call {
    New(Box<Setup>),
    Free(Handle),
    Chat(Handle, Size, [Words; 8], u8, bool),
    Session(u8, Handle, Size, [Words; 8], bool),
    Poll(Handle, u8),
    Cancel(Handle, Id),
    Stats(Handle, Size),
    Field(u8, Place, Words),
    Ask(i32),
}

#[derive(Debug, Clone, Copy)]
pub enum Handle {
    Made(u8),
    Freed(u8),
    Null,
    Any(usize),
}

impl<'a> Arbitrary<'a> for Handle {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Handle> {
        Ok(match bytes.int_in_range(0..=15)? {
            0 => Handle::Null,
            1 => Handle::Any(bytes.arbitrary()?),
            2 => Handle::Freed(bytes.arbitrary()?),
            _ => Handle::Made(bytes.arbitrary()?),
        })
    }
}

#[derive(Arbitrary, Debug, Clone, Copy)]
pub enum Id {
    Of(u8),
    Any(u64),
}

/// Where an event may be said to be.
#[derive(Arbitrary, Debug, Clone, Copy)]
pub enum Place {
    Current,
    Last,
    Null,
    Any(usize),
}
