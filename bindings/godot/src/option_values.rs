//! Values of properties and of `more_options`, as the crate `rpggo` has them: 0 and an empty text are the
//! default, and what is wrong is told in a sentence that names the option.

use std::path::PathBuf;
use std::time::Duration;

use godot::classes::ProjectSettings;
use godot::prelude::*;
use rpggo::{Options, ReplaySpeed};

use crate::convert;
use crate::error::wrong;
use crate::generated::error::RpggoError;

/// Sets an option to the value of a property, unless that is the default.
pub fn set<P, O: OptionValue<P>>(
    option: &mut O,
    name: &str,
    value: P,
) -> Result<(), Gd<RpggoError>> {
    if let Some(value) = O::read(name, value)? {
        *option = value;
    }
    Ok(())
}

/// An option that can be set from a value of the engine.
pub trait OptionValue<P>: Sized {
    /// `None`: the default.
    fn read(name: &str, value: P) -> Result<Option<Self>, Gd<RpggoError>>;
}

fn out_of_range<T>(name: &str, value: i64, right: &str) -> Result<T, Gd<RpggoError>> {
    Err(wrong(&format!("{name} is {value}: use {right}")))
}

/// A timeout in milliseconds.
impl OptionValue<i64> for Duration {
    fn read(name: &str, value: i64) -> Result<Option<Duration>, Gd<RpggoError>> {
        match (value, u64::try_from(value)) {
            (0, _) => Ok(None),
            (-1, _) => Ok(Some(Options::NO_TIMEOUT)),
            (_, Ok(value)) => Ok(Some(Duration::from_millis(value))),
            _ => out_of_range(
                name,
                value,
                "milliseconds, 0 for the default, or -1 for none",
            ),
        }
    }
}

/// A count that may be none.
impl OptionValue<i64> for u32 {
    fn read(name: &str, value: i64) -> Result<Option<u32>, Gd<RpggoError>> {
        match (value, u32::try_from(value)) {
            (0, _) => Ok(None),
            (-1, _) => Ok(Some(0)),
            (_, Ok(value)) => Ok(Some(value)),
            _ => out_of_range(name, value, "a number, 0 for the default, or -1 for none"),
        }
    }
}

impl OptionValue<i64> for u64 {
    fn read(name: &str, value: i64) -> Result<Option<u64>, Gd<RpggoError>> {
        match u64::try_from(value) {
            Ok(0) => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(_) => out_of_range(name, value, "a number, or 0 for the default"),
        }
    }
}

impl OptionValue<i64> for usize {
    fn read(name: &str, value: i64) -> Result<Option<usize>, Gd<RpggoError>> {
        let value = <u64 as OptionValue<i64>>::read(name, value)?;
        Ok(value.map(|it| usize::try_from(it).unwrap_or(usize::MAX)))
    }
}

impl OptionValue<f64> for ReplaySpeed {
    fn read(_: &str, value: f64) -> Result<Option<ReplaySpeed>, Gd<RpggoError>> {
        // Others are refused by the library.
        Ok(match value {
            0.0 => None,
            -1.0 => Some(ReplaySpeed::Lockstep),
            factor => Some(ReplaySpeed::Times(factor)),
        })
    }
}

impl OptionValue<bool> for bool {
    fn read(_: &str, value: bool) -> Result<Option<bool>, Gd<RpggoError>> {
        Ok(Some(value))
    }
}

impl OptionValue<GString> for Option<String> {
    fn read(_: &str, value: GString) -> Result<Option<Option<String>>, Gd<RpggoError>> {
        Ok(Some(convert::write(&value)))
    }
}

impl OptionValue<GString> for Option<PathBuf> {
    fn read(_: &str, value: GString) -> Result<Option<Option<PathBuf>>, Gd<RpggoError>> {
        Ok(Some((!value.is_empty()).then(|| globalize(&value))))
    }
}

/// A game path as a file system path.
pub fn globalize(path: &GString) -> PathBuf {
    let path = ProjectSettings::singleton().globalize_path(path);
    PathBuf::from(path.to_string())
}

/// The value that `more_options` has for an option.
pub fn given<T: Given>(name: &str, value: &Variant) -> Result<T, Gd<RpggoError>> {
    T::given(value)
        .ok_or_else(|| wrong(&format!("more_options: {name} is {value}: use {}", T::WHAT)))
}

/// What `more_options` may have.
pub trait Given: Sized {
    /// In words.
    const WHAT: &'static str;

    /// `None`: it is something else.
    fn given(value: &Variant) -> Option<Self>;
}

impl Given for bool {
    const WHAT: &'static str = "true or false";

    fn given(value: &Variant) -> Option<bool> {
        value.try_to().ok()
    }
}

impl Given for i64 {
    const WHAT: &'static str = "a whole number";

    fn given(value: &Variant) -> Option<i64> {
        value.try_to().ok()
    }
}

impl Given for f64 {
    const WHAT: &'static str = "a number";

    fn given(value: &Variant) -> Option<f64> {
        let whole = || value.try_to::<i64>().ok().map(|it| it as f64);
        value.try_to().ok().or_else(whole)
    }
}

impl Given for GString {
    const WHAT: &'static str = "a text";

    fn given(value: &Variant) -> Option<GString> {
        let name = || value.try_to::<StringName>().ok().map(|it| (&it).into());
        value.try_to().ok().or_else(name)
    }
}
