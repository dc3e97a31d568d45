//! The JSON that an event was read from.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use bounded_static::{IntoBoundedStatic, ToBoundedStatic};

/// Up to this length each event of a frame has a copy, in its own memory; a longer text, of which
/// there may be many events, is shared.
const LONGEST_COPIED: usize = 4 << 10;

/// The JSON that an event was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw<'a>(Text<'a>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Text<'a> {
    Copied(Cow<'a, str>),
    /// Ends in a NUL, for C.
    Shared(Arc<str>),
}

impl<'a> Raw<'a> {
    pub(crate) fn new(json: &'a str) -> Raw<'a> {
        Raw(if json.len() <= LONGEST_COPIED {
            Text::Copied(json.into())
        } else {
            Text::Shared([json, "\0"].concat().into())
        })
    }

    /// What all events of a frame share: the text and a NUL.
    pub(crate) fn shared(&self) -> Option<&Arc<str>> {
        match &self.0 {
            Text::Copied(_) => None,
            Text::Shared(text) => Some(text),
        }
    }
}

impl Default for Raw<'_> {
    fn default() -> Self {
        Raw::new("")
    }
}

impl Deref for Raw<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        match &self.0 {
            Text::Copied(text) => text,
            Text::Shared(text) => text.strip_suffix('\0').unwrap_or(text),
        }
    }
}

impl ToBoundedStatic for Raw<'_> {
    type Static = Raw<'static>;
    fn to_static(&self) -> Raw<'static> {
        self.clone().into_static()
    }
}

impl IntoBoundedStatic for Raw<'_> {
    type Static = Raw<'static>;
    fn into_static(self) -> Raw<'static> {
        Raw(match self.0 {
            Text::Copied(text) => Text::Copied(text.into_owned().into()),
            Text::Shared(text) => Text::Shared(text),
        })
    }
}
