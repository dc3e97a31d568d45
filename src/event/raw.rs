//! The JSON that an event was read from.

use std::ops::Deref;
use std::sync::Arc;

use bounded_static::{IntoBoundedStatic, ToBoundedStatic};

/// The JSON that events were read from: one copy for all events of a frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Raw {
    /// Ends in a NUL, for C.
    text: Option<Arc<str>>,
}

impl Raw {
    pub(crate) fn new(json: &str) -> Raw {
        Raw {
            text: (!json.is_empty()).then(|| [json, "\0"].concat().into()),
        }
    }
}

impl Deref for Raw {
    type Target = str;
    fn deref(&self) -> &str {
        let text = self.text.as_deref().unwrap_or_default();
        text.strip_suffix('\0').unwrap_or(text)
    }
}

impl ToBoundedStatic for Raw {
    type Static = Raw;
    fn to_static(&self) -> Raw {
        self.clone()
    }
}

impl IntoBoundedStatic for Raw {
    type Static = Raw;
    fn into_static(self) -> Raw {
        self
    }
}
