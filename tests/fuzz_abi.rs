//! What the fuzzer of the ABI keeps and found, played without it.

#[path = "../fuzz/game/mod.rs"]
mod game;
#[path = "../fuzz/known.rs"]
mod known;

#[test]
fn what_the_fuzzer_knows_is_played() {
    known::play("abi", game::run);
}
