//! Memory that is wiped when it is freed.
//!
//! A key is written into the buffers of HTTP and TLS, which wipe nothing. So the libraries that
//! games link wipe all that they free; a Rust program has an allocator of its own.

use std::alloc::{GlobalAlloc, Layout, System};

/// The system's memory, wiped when it is freed.
pub struct Wiped;

// SAFETY: all memory is the system's, and is written to only while it is still allocated.
unsafe impl GlobalAlloc for Wiped {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is of that size and the caller's until now.
        unsafe { block.write_bytes(0, layout.size()) };
        // Otherwise the compiler leaves out a write that is never read.
        let block = std::hint::black_box(block);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) };
    }

    // Growing is left to the default, which allocates, copies, and frees as above: the system's own
    // would leave the old block as it is.
}
