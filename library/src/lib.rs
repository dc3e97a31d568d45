//! rpggo as `librpggo.so`, `rpggo.dll`, `librpggo.dylib` and `librpggo.a`: the functions of
//! `include/rpggo.h`, which are in the `abi` module of the crate `rpggo`.

pub use rpggo_core::abi;

// Cargo turns on the features of all packages that it builds together.
#[cfg(not(debug_assertions))]
const _: () = assert!(
    !rpggo_core::HAS_FAIL_POINTS,
    "this library would have the fail points of the tests: build it with -p rpggo-library"
);

#[global_allocator]
static MEMORY: abi::memory::Wiped = abi::memory::Wiped;
