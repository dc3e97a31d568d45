//! The functions of the C ABI: as this program links them, or of a library that it loads as a game does.

use std::ffi::{CStr, c_char};
use std::sync::OnceLock;

use rpggo::abi::client::rpggo_client;
use rpggo::abi::event::rpggo_event;
use rpggo::abi::options::rpggo_client_options;
use rpggo::abi::request::{rpggo_chat_request, rpggo_request_id};
use rpggo::abi::stats::rpggo_stats;
use rpggo::abi::status::rpggo_status;
use rpggo::abi::text::rpggo_str;

type Handle = *mut rpggo_client;

/// Declares the functions that games use, each with the module that has it.
macro_rules! functions {
    ($($module:ident::$name:ident: $type:ty,)+) => {
        #[allow(non_snake_case)]
        pub struct Functions { $(pub(crate) $name: $type,)+ }

        impl Functions {
            /// Those of the crate.
            pub fn linked() -> &'static Functions {
                static LINKED: OnceLock<Functions> = OnceLock::new();
                LINKED.get_or_init(|| Functions { $($name: rpggo::abi::$module::$name,)+ })
            }

            /// Those of a library, which stays until the process ends.
            #[cfg(unix)]
            pub fn load(path: &std::path::Path) -> &'static Functions {
                let library = load::open(path);
                let functions = Functions {
                    // SAFETY: the header declares a function of this type under this name.
                    $($name: unsafe {
                        std::mem::transmute::<*mut std::ffi::c_void, $type>(
                            load::find(library, stringify!($name)))
                    },)+
                };
                // SAFETY: it takes nothing.
                let version = unsafe { (functions.rpggo_abi_version)() };
                assert_eq!(version, rpggo::abi::status::RPGGO_ABI_VERSION);
                Box::leak(Box::new(functions))
            }
        }
    };
}

functions! {
    status::rpggo_abi_version: unsafe extern "C" fn() -> u32,
    client::rpggo_client_new: unsafe extern "C" fn(
        *const rpggo_client_options, *mut Handle) -> rpggo_status,
    client::rpggo_client_free: unsafe extern "C" fn(Handle),
    stats::rpggo_client_stats: unsafe extern "C" fn(Handle, *mut rpggo_stats) -> rpggo_status,
    chat::rpggo_chat_start: unsafe extern "C" fn(
        Handle, *const rpggo_chat_request, *mut rpggo_request_id) -> rpggo_status,
    client::rpggo_request_cancel: unsafe extern "C" fn(Handle, rpggo_request_id) -> rpggo_status,
    poll::rpggo_poll_event: unsafe extern "C" fn(Handle) -> *const rpggo_event,
    poll::rpggo_event_field: unsafe extern "C" fn(*const rpggo_event, *const c_char) -> rpggo_str,
    error::rpggo_last_error: unsafe extern "C" fn() -> *const c_char,
    error::rpggo_last_status: unsafe extern "C" fn() -> rpggo_status,
    status::rpggo_status_name: unsafe extern "C" fn(rpggo_status) -> *const c_char,
}

#[cfg(unix)]
mod load {
    use std::ffi::{CString, c_void};
    use std::path::Path;

    pub fn open(path: &Path) -> *mut c_void {
        let path = CString::new(path.to_str().expect("a path is text")).expect("it has no NUL");
        // SAFETY: the path ends in a NUL.
        let library = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW) };
        assert!(!library.is_null(), "{path:?} cannot be loaded");
        library
    }

    pub fn find(library: *mut c_void, name: &str) -> *mut c_void {
        let name = CString::new(name).expect("it has no NUL");
        // SAFETY: the library is loaded, and the name ends in a NUL.
        let found = unsafe { libc::dlsym(library, name.as_ptr()) };
        assert!(!found.is_null(), "{name:?} is not there");
        found
    }
}

impl Functions {
    pub fn last_error(&self) -> String {
        // SAFETY: never NULL, and this thread calls nothing meanwhile.
        let text = unsafe { CStr::from_ptr((self.rpggo_last_error)()) };
        text.to_str().expect("it is UTF-8").to_owned()
    }

    pub fn last_status(&self) -> rpggo_status {
        // SAFETY: it takes nothing.
        unsafe { (self.rpggo_last_status)() }
    }

    pub fn status_name(&self, status: rpggo_status) -> String {
        // SAFETY: never NULL.
        let name = unsafe { CStr::from_ptr((self.rpggo_status_name)(status)) };
        name.to_str().expect("it is UTF-8").to_owned()
    }
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
