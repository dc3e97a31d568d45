//! What the fuzzer of the ABI keeps and found, played without it.

use std::fs;
use std::path::Path;

#[path = "../fuzz/game/mod.rs"]
mod game;

fn files(folder: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    paths
        .map(|path| fs::read(path).expect("it can be read"))
        .collect()
}

#[test]
fn what_the_fuzzer_knows_is_played() {
    let kept = files("fuzz/corpus/abi");
    assert!(kept.len() > 20, "{} files", kept.len());
    for bytes in kept.iter().chain(&files("fuzz/found/abi")) {
        game::run(bytes);
    }
}
