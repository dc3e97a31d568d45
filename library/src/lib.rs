//! rpggo as `librpggo.so`, `rpggo.dll`, `librpggo.dylib` and `librpggo.a`: the functions of
//! `include/rpggo.h`, which are in the `abi` module of the crate `rpggo`.

pub use rpggo_core::abi;

#[global_allocator]
static MEMORY: abi::memory::Wiped = abi::memory::Wiped;
