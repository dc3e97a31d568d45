//! What the process has of the system: file descriptors, threads, memory.

use std::fmt;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, Debug)]
pub struct Process {
    pub descriptors: usize,
    pub threads: usize,
    /// What the allocator has given away and not got back.
    pub allocated: usize,
    /// What the process has of the machine's memory.
    pub resident: usize,
}

impl Process {
    pub fn now() -> Process {
        // SAFETY: takes nothing from the program; what it gives back to the system nobody uses.
        let info = unsafe {
            libc::malloc_trim(0);
            libc::mallinfo2()
        };
        let entries = |folder: &str| std::fs::read_dir(folder).expect("Linux").count();
        let memory = std::fs::read_to_string("/proc/self/statm").expect("Linux");
        let pages: usize = memory.split(' ').nth(1).unwrap().parse().unwrap();
        Process {
            // The folder that is read is open itself.
            descriptors: entries("/proc/self/fd") - 1,
            threads: entries("/proc/self/task"),
            allocated: info.uordblks + info.hblkhd,
            resident: pages * 4096,
        }
    }

    /// Once there are no more descriptors and threads than before, or when that takes too long: the
    /// system takes a moment to forget a thread that has ended.
    pub fn settled(before: &Process) -> Process {
        let until = Instant::now() + Duration::from_secs(10);
        loop {
            let now = Process::now();
            let is_back = now.descriptors <= before.descriptors && now.threads <= before.threads;
            if is_back || Instant::now() > until {
                return now;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:>4} descriptors, {:>3} threads, {:>8} KiB allocated, {:>8} KiB resident",
            self.descriptors,
            self.threads,
            self.allocated >> 10,
            self.resident >> 10
        )
    }
}
