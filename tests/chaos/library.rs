//! The release library as a game loads it: by its file, through its C functions alone.

use std::ffi::{CStr, CString, c_char, c_void};
use std::path::Path;

use rpggo::abi::client::rpggo_client;
use rpggo::abi::event::rpggo_event;
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::request::{rpggo_chat_request, rpggo_request_id};
use rpggo::abi::stats::rpggo_stats;
use rpggo::abi::status::{RPGGO_ABI_VERSION, rpggo_status};
use rpggo::abi::text::rpggo_str;

type Handle = *mut rpggo_client;

/// Declares the functions that are used, each found by its name.
macro_rules! functions {
    ($($name:ident: $type:ty,)+) => {
        #[allow(non_snake_case)]
        pub struct Library { $(pub $name: $type,)+ }

        impl Library {
            /// Loads it; it stays until the process ends.
            pub fn load(path: &Path) -> Library {
                let path = CString::new(path.to_str().expect("a path is text")).unwrap();
                // SAFETY: the path ends in a NUL.
                let library = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW) };
                assert!(!library.is_null(), "{path:?} cannot be loaded");
                let library = Library {
                    // SAFETY: the header declares a function of this type under this name.
                    $($name: unsafe {
                        std::mem::transmute::<*mut c_void, $type>(find(library, stringify!($name)))
                    },)+
                };
                // SAFETY: it takes nothing.
                assert_eq!(unsafe { (library.rpggo_abi_version)() }, RPGGO_ABI_VERSION);
                library
            }
        }
    };
}

functions! {
    rpggo_abi_version: unsafe extern "C" fn() -> u32,
    rpggo_client_new: unsafe extern "C" fn(*const rpggo_client_options, *mut Handle) -> rpggo_status,
    rpggo_client_free: unsafe extern "C" fn(Handle),
    rpggo_client_stats: unsafe extern "C" fn(Handle, *mut rpggo_stats) -> rpggo_status,
    rpggo_chat_start: unsafe extern "C" fn(
        Handle, *const rpggo_chat_request, *mut rpggo_request_id) -> rpggo_status,
    rpggo_request_cancel: unsafe extern "C" fn(Handle, rpggo_request_id) -> rpggo_status,
    rpggo_poll_event: unsafe extern "C" fn(Handle) -> *const rpggo_event,
    rpggo_event_field: unsafe extern "C" fn(*const rpggo_event, *const c_char) -> rpggo_str,
    rpggo_last_error: unsafe extern "C" fn() -> *const c_char,
    rpggo_last_status: unsafe extern "C" fn() -> rpggo_status,
    rpggo_status_name: unsafe extern "C" fn(rpggo_status) -> *const c_char,
}

fn find(library: *mut c_void, name: &str) -> *mut c_void {
    let name = CString::new(name).unwrap();
    // SAFETY: the library is loaded, and the name ends in a NUL.
    let found = unsafe { libc::dlsym(library, name.as_ptr()) };
    assert!(!found.is_null(), "{name:?} is not there");
    found
}

impl Library {
    pub fn last_error(&self) -> String {
        // SAFETY: never NULL, and this thread calls nothing meanwhile.
        let text = unsafe { CStr::from_ptr((self.rpggo_last_error)()) };
        text.to_string_lossy().into_owned()
    }

    /// Its name without what all names begin with.
    pub fn status_name(&self, status: rpggo_status) -> String {
        // SAFETY: never NULL.
        let name = unsafe { CStr::from_ptr((self.rpggo_status_name)(status)) };
        name.to_str().unwrap()["RPGGO_".len()..].to_owned()
    }
}

/// The text of an event, which is still readable.
pub fn text(text: rpggo_str) -> String {
    // SAFETY: `len` bytes of UTF-8 with a NUL behind them: the promise of the header, which the next
    // line checks.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.len + 1) };
    assert_eq!(bytes[text.len], 0, "a text without its NUL");
    String::from_utf8(bytes[..text.len].to_vec()).expect("texts are UTF-8")
}

/// A struct of the ABI that is all default.
pub fn sized<T>() -> T {
    // SAFETY: all zeroes are valid for the structs of the ABI, whose first field is their size.
    unsafe {
        let mut value = std::mem::zeroed::<T>();
        (&raw mut value).cast::<usize>().write(size_of::<T>());
        value
    }
}
