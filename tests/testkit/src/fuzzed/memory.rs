//! What a C program passes: strings that end in a NUL, and structs of just the size that they say.

use std::alloc::Layout;
use std::ffi::{CString, c_char};

use arbitrary::{Arbitrary, Result, Unstructured};

/// A text that may be passed.
#[derive(Debug)]
pub enum Words {
    Null,
    Known(u8),
    Any(Vec<u8>),
}

// Mostly such that the call is not refused at once.
impl<'a> Arbitrary<'a> for Words {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Words> {
        Ok(match bytes.int_in_range(0..=15)? {
            0 | 1 => Words::Null,
            2 => Words::Any(bytes.arbitrary()?),
            _ => Words::Known(bytes.arbitrary()?),
        })
    }
}

/// What a call is likely to be given.
const KNOWN: [&str; 24] = [
    "",
    "1",
    "7",
    "42",
    "mira",
    "akiko",
    "last-lantern",
    "one",
    "Hello",
    "Grüße 😊",
    "female",
    "{}",
    "{\"a\":{\"b\":[1]},\"message\":2}",
    "{\"messages\":null}",
    "[",
    "a/b?c#d%00 e",
    "-9223372036854775808",
    "/data/result/text",
    "/choices/0/delta",
    "~1~0",
    "/",
    "pk_live_0123456789",
    "X-A: b\nAuthorization: c",
    "sk-0123456789abcdef",
];

/// Keeps the strings of a call as long as it lasts.
#[derive(Default)]
pub struct Strings(Vec<CString>);

impl Strings {
    pub fn pass(&mut self, words: &Words) -> *const c_char {
        match words {
            Words::Null => std::ptr::null(),
            Words::Known(number) => self.text(KNOWN[usize::from(*number) % KNOWN.len()].into()),
            Words::Any(bytes) => self.text(bytes.clone()),
        }
    }

    /// Up to the first NUL.
    pub fn text(&mut self, mut bytes: Vec<u8>) -> *const c_char {
        let end = bytes.iter().position(|byte| *byte == 0);
        bytes.truncate(end.unwrap_or(bytes.len()));
        self.0.push(CString::new(bytes).expect("it has no NUL"));
        self.0.last().expect("just pushed").as_ptr()
    }
}

/// How large a struct says that it is.
#[derive(Debug, Clone, Copy)]
pub enum Size {
    Known,
    Less(u8),
    Any(u16),
}

impl<'a> Arbitrary<'a> for Size {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Size> {
        Ok(match bytes.int_in_range(0..=15)? {
            0 => Size::Less(bytes.arbitrary()?),
            1 => Size::Any(bytes.arbitrary()?),
            _ => Size::Known,
        })
    }
}

impl Size {
    pub fn of<T>(self) -> usize {
        match self {
            Size::Known => size_of::<T>(),
            Size::Less(less) => size_of::<T>().saturating_sub(less.into()),
            Size::Any(size) => size.into(),
        }
    }
}

/// A struct in memory that ends where the struct does, so that a sanitizer sees who reads on.
pub struct Passed {
    memory: *mut u8,
    layout: Layout,
}

/// What memory holds that nobody has written to.
pub const UNTOUCHED: u8 = 0xA5;

impl Passed {
    pub fn new<T: Copy>(value: &T, size: Size) -> Passed {
        let size = size.of::<T>();
        // The size itself can be read, whatever it says.
        let room = size.max(size_of::<usize>());
        let layout = Layout::from_size_align(room, align_of::<T>()).expect("it is small");
        // SAFETY: there is at least room for the size, and no more is copied than there is.
        unsafe {
            let memory = std::alloc::alloc(layout);
            assert!(!memory.is_null());
            memory.write_bytes(UNTOUCHED, room);
            let value = std::ptr::from_ref(value).cast::<u8>();
            memory.copy_from_nonoverlapping(value, size.min(size_of::<T>()));
            memory.cast::<usize>().write(size);
            Passed { memory, layout }
        }
    }

    pub fn pointer<T>(&self) -> *mut T {
        self.memory.cast()
    }

    pub fn bytes(&self) -> &[u8] {
        // SAFETY: all of it was written when it was made.
        unsafe { std::slice::from_raw_parts(self.memory, self.layout.size()) }
    }
}

impl Drop for Passed {
    fn drop(&mut self) {
        // SAFETY: it was allocated with this layout.
        unsafe { std::alloc::dealloc(self.memory, self.layout) };
    }
}
