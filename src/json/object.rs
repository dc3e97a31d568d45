//! Objects with known members, read into their place: what derived code reads is moved from level
//! to level, which costs as much as the reading.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::shapes::{Entries, Flag, Integer, Item, List, Number, Text, all_else_is_empty};

/// What is known of an object's members.
pub(crate) trait Members<'de>: Default {
    /// Reads them into their places. Those that are not known are left out; those that are missing
    /// stay empty.
    fn read<A: MapAccess<'de>>(&mut self, map: A) -> Result<(), A::Error>;
}

/// Makes a struct whose fields are the known members of an object: named as they are, or as what
/// stands behind `as`.
macro_rules! object {
    (
        $(#[$about:meta])*
        $access:vis struct $name:ident $(<$life:lifetime $(, $inner:ident)?>)? {$(
            $(#[$about_field:meta])*
            $access_field:vis $field:ident $(as $key:literal)?: $type:ty,
        )*}
    ) => {
        $(#[$about])*
        #[derive(Default)]
        $access struct $name $(<$life $(, $inner)?>)? {$(
            $(#[$about_field])*
            $access_field $field: $type,
        )*}

        const _: () = {
            use $crate::json::object::{Members, Name, Place, Seen, name};

            #[allow(non_camel_case_types)]
            #[derive(Clone, Copy)]
            enum Member {
                $($field,)*
            }

            impl<'de $(: $life, $life $(, $inner: Members<'de>)?)?> Members<'de>
                for $name $(<$life $(, $inner)?>)?
            {
                fn read<A: serde::de::MapAccess<'de>>(
                    &mut self,
                    mut map: A,
                ) -> Result<(), A::Error> {
                    let member = |name: &str| match name {
                        $(name!($field $($key)?) => Some(Member::$field),)*
                        _ => None,
                    };
                    let mut seen = Seen::default();
                    while let Some(member) = map.next_key_seed(Name(member))? {
                        match member {
                            $(Some(Member::$field) => {
                                seen.once(Member::$field as u32, stringify!($field))?;
                                map.next_value_seed(Place(&mut self.$field))?;
                            })*
                            None => {
                                map.next_value::<serde::de::IgnoredAny>()?;
                            }
                        }
                    }
                    Ok(())
                }
            }
        };
    };
}

macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}
pub(crate) use {name, object};

/// Finds out which member a name means.
pub(crate) struct Name<F>(pub(crate) F);

impl<'de, M, F: FnOnce(&str) -> M> DeserializeSeed<'de> for Name<F> {
    type Value = M;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<M, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<M, F: FnOnce(&str) -> M> Visitor<'_> for Name<F> {
    type Value = M;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }
    fn visit_str<E>(self, name: &str) -> Result<M, E> {
        Ok((self.0)(name))
    }
}

/// The members that were read.
#[derive(Default)]
pub(crate) struct Seen(u32);

impl Seen {
    /// What stands twice is not read, but repaired.
    pub(crate) fn once<E: de::Error>(&mut self, member: u32, name: &'static str) -> Result<(), E> {
        let before = self.0;
        self.0 |= 1 << member;
        if self.0 == before {
            return Err(E::duplicate_field(name));
        }
        Ok(())
    }
}

/// Where a value goes.
pub(crate) struct Place<'p, T>(pub(crate) &'p mut T);

impl<'de, T: Fill<'de>> DeserializeSeed<'de> for Place<'_, T> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.fill(deserializer)
    }
}

/// What may stand in a member.
pub(crate) trait Fill<'de>: Deserialize<'de> {
    /// Reads it into its place.
    fn fill<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        *self = Deserialize::deserialize(deserializer)?;
        Ok(())
    }
}

impl<'de: 'a, 'a> Fill<'de> for Text<'a> {}
impl Fill<'_> for Integer {}
impl Fill<'_> for Number {}
impl Fill<'_> for Flag {}
impl<'de, T: Item<'de>> Fill<'de> for List<T> {}
impl<'de: 'a, 'a, T: Item<'de> + 'a> Fill<'de> for Entries<'a, T> {}
impl<'de, T: Members<'de>> Fill<'de> for Option<Object<T>> {}

/// An object with known members; empty where something else stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Members<'de>> Fill<'de> for Object<T> {
    fn fill<D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(Shape(&mut self.0)).map(drop)
    }
}

impl<'de, T: Members<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut object = Object::default();
        object.fill(deserializer)?;
        Ok(object)
    }
}

impl<'de, T: Members<'de>> Item<'de> for Object<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let mut object = Object::default();
        let is_one = deserializer.deserialize_any(Shape(&mut object.0))?;
        Ok(is_one.then_some(object))
    }
}

/// Reads an object into its place, and says whether it is one.
struct Shape<'p, T>(&'p mut T);

impl<'de, T: Members<'de>> Visitor<'de> for Shape<'_, T> {
    type Value = bool;
    all_else_is_empty!();
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<bool, A::Error> {
        IgnoredAny.visit_seq(items)?;
        Ok(false)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        self.0.read(map)?;
        Ok(true)
    }
}

/// Nothing of it is known.
impl<'de> Members<'de> for () {
    fn read<A: MapAccess<'de>>(&mut self, map: A) -> Result<(), A::Error> {
        IgnoredAny.visit_map(map).map(drop)
    }
}
