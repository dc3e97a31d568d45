//! What the fuzzers keep in `corpus` and found in `found`, for tests that play it without them.

use std::fs;

use crate::files::root;

/// All files of a folder; none where there is none.
pub fn files(folder: &str) -> Vec<Vec<u8>> {
    let Ok(entries) = fs::read_dir(root(folder)) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    paths
        .map(|path| fs::read(path).expect("it can be read"))
        .collect()
}

/// Plays what is known of a target.
pub fn play(target: &str, run: impl Fn(&[u8])) {
    let kept = files(&format!("fuzz/corpus/{target}"));
    assert!(kept.len() > 20, "{} files of {target}", kept.len());
    for bytes in kept.iter().chain(&files(&format!("fuzz/found/{target}"))) {
        run(bytes);
    }
}
