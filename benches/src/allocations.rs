//! The memory of the shipped library, counted.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

use rpggo::abi::memory::Wiped;

struct Counted;

/// The library wipes what it frees; its peers need not.
static WIPES: AtomicBool = AtomicBool::new(true);

thread_local! {
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

#[global_allocator]
static MEMORY: Counted = Counted;

// SAFETY: all memory is the system's.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe {
            if WIPES.load(Ordering::Relaxed) {
                Wiped.dealloc(block, layout);
            } else {
                System.dealloc(block, layout);
            }
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.set(COUNT.get() + 1);
        // SAFETY: the caller's promise.
        unsafe {
            if WIPES.load(Ordering::Relaxed) {
                Wiped.realloc(block, layout, size)
            } else {
                System.realloc(block, layout, size)
            }
        }
    }
}

/// Runs it with the system's memory as it is.
pub fn unwiped<R>(run: impl FnOnce() -> R) -> R {
    WIPES.store(false, Ordering::Relaxed);
    let result = run();
    WIPES.store(true, Ordering::Relaxed);
    result
}

/// How often this thread asked for memory.
pub fn count() -> u64 {
    COUNT.get()
}
