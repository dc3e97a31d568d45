//! Types that take every JSON value, and read what does not fit as empty.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The longest list, and the most members of a free-form object, that is read.
const MOST_ITEMS: usize = 1024;
/// Most lists are no longer: memory for this many is taken at once.
const USUAL_ITEMS: usize = 8;

fn check_count<E: de::Error>(count: usize) -> Result<(), E> {
    if count > MOST_ITEMS {
        return Err(E::custom(format_args!(
            "more than {MOST_ITEMS} items in a list"
        )));
    }
    Ok(())
}

/// Any JSON value, read for what it says in one word.
#[derive(Debug, Clone, PartialEq)]
enum Scalar<'a> {
    /// `null`, or an array or an object.
    Nothing,
    Flag(bool),
    Integer(i64),
    Number(f64),
    Text(Cow<'a, str>),
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Scalar::Nothing)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Scalar::Flag(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Scalar::Integer(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(match i64::try_from(value) {
            Ok(value) => Scalar::Integer(value),
            Err(_) => Scalar::Text(value.to_string().into()),
        })
    }
    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Scalar::Number(value))
    }
    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Borrowed(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Scalar::Text(Cow::Owned(value.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_seq(items)?;
        Ok(Scalar::Nothing)
    }
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        IgnoredAny.visit_map(map)?;
        Ok(Scalar::Nothing)
    }
}

fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Scalar<'de>, D::Error> {
    deserializer.deserialize_any(ScalarVisitor)
}

/// A string; a number or a boolean in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Text<'a>(pub(crate) Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Text(match scalar(deserializer)? {
            Scalar::Nothing => Cow::Borrowed(""),
            Scalar::Flag(value) => Cow::Owned(value.to_string()),
            Scalar::Integer(value) => Cow::Owned(value.to_string()),
            Scalar::Number(value) => Cow::Owned(value.to_string()),
            Scalar::Text(value) => value,
        }))
    }
}

/// A whole number; one written as a string, too. 0 where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Integer(pub(crate) i64);

impl Integer {
    /// The number as a C `int32_t`, at its nearest bound where it does not fit.
    pub(crate) fn clamped(self) -> i32 {
        self.0.clamp(i32::MIN.into(), i32::MAX.into()) as i32
    }
}

impl<'de> Deserialize<'de> for Integer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Integer(match scalar(deserializer)? {
            Scalar::Nothing | Scalar::Flag(_) => 0,
            Scalar::Integer(value) => value,
            Scalar::Number(value) => value as i64,
            Scalar::Text(value) => {
                let value = value.trim();
                let number = value.parse::<i64>().ok();
                number.unwrap_or_else(|| value.parse::<f64>().unwrap_or(0.0) as i64)
            }
        }))
    }
}

/// A number; one written as a string, too. 0 where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Number(pub(crate) f64);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Number(match scalar(deserializer)? {
            Scalar::Nothing => 0.0,
            Scalar::Flag(value) => value.into(),
            Scalar::Integer(value) => value as f64,
            Scalar::Number(value) => value,
            Scalar::Text(value) => {
                let number = value.trim().parse::<f64>().unwrap_or(0.0);
                if number.is_finite() { number } else { 0.0 }
            }
        }))
    }
}

/// True or false; also as 1, "1" and "true".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Flag(match scalar(deserializer)? {
            Scalar::Nothing => false,
            Scalar::Flag(value) => value,
            Scalar::Integer(value) => value != 0,
            Scalar::Number(value) => value != 0.0,
            Scalar::Text(value) => {
                let value = value.trim();
                value == "1" || value.eq_ignore_ascii_case("true")
            }
        }))
    }
}

/// Visitors that read one shape and take every other for nothing.
macro_rules! all_else_is_empty {
    () => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            Ok(Self::Value::default())
        }
    };
}

/// What may stand in a list; of another shape, it is left out.
pub(crate) trait Item<'de>: Sized {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;
}

impl<'de: 'a, 'a> Item<'de> for Text<'a> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let text = Text::deserialize(deserializer)?;
        Ok(Some(text).filter(|text| !text.0.is_empty()))
    }
}

impl<'de: 'a, 'a> Item<'de> for &'a RawValue {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        <&RawValue>::deserialize(deserializer).map(Some)
    }
}

/// Something that can stand in a list, or nothing.
struct Maybe<T>(Option<T>);

impl<'de, T: Item<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Maybe)
    }
}

/// A list, without the items that have another shape than the rest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct List<T>(pub(crate) Vec<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        List(Vec::new())
    }
}

impl<'de, T: Item<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape<T>(PhantomData<T>);
        impl<'de, T: Item<'de>> Visitor<'de> for Shape<T> {
            type Value = List<T>;
            all_else_is_empty!();
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut list = Vec::new();
                while let Some(Maybe(item)) = items.next_element()? {
                    if list.capacity() == 0 {
                        list.reserve(USUAL_ITEMS);
                    }
                    list.extend(item);
                    check_count(list.len())?;
                }
                Ok(List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                IgnoredAny.visit_map(map)?;
                Ok(List::default())
            }
        }
        deserializer.deserialize_any(Shape(PhantomData))
    }
}

/// An object with members of any name, in their order, without those of another shape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entries<'a, T>(pub(crate) Vec<(Cow<'a, str>, T)>);

impl<T> Default for Entries<'_, T> {
    fn default() -> Self {
        Entries(Vec::new())
    }
}

impl<'de: 'a, 'a, T: Item<'de> + 'a> Deserialize<'de> for Entries<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape<'a, T>(PhantomData<&'a T>);
        impl<'de: 'a, 'a, T: Item<'de>> Visitor<'de> for Shape<'a, T> {
            type Value = Entries<'a, T>;
            all_else_is_empty!();
            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
                IgnoredAny.visit_seq(items)?;
                Ok(Entries::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(Text(key)) = map.next_key()? {
                    let Maybe(value) = map.next_value()?;
                    entries.extend(value.map(|value| (key, value)));
                    check_count(entries.len())?;
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_any(Shape(PhantomData))
    }
}

/// An object with known members, in a type that derives `Deserialize`; empty where something else
/// stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de> + Default> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de> + Default> Visitor<'de> for Shape<T> {
            type Value = T;
            all_else_is_empty!();
            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<T, A::Error> {
                IgnoredAny.visit_seq(items)?;
                Ok(T::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
            }
        }
        deserializer.deserialize_any(Shape(PhantomData)).map(Object)
    }
}

impl<'de, T: Deserialize<'de>> Item<'de> for Object<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        struct Shape<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Shape<T> {
            type Value = Option<Object<T>>;
            all_else_is_empty!();
            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
                IgnoredAny.visit_seq(items)?;
                Ok(None)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let object = T::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Some(Object(object)))
            }
        }
        deserializer.deserialize_any(Shape(PhantomData))
    }
}
