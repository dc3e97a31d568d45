//! What the fuzzer of the ABI keeps and found, played without it.

use rpggo_testkit::{fuzzed, known};

#[test]
fn what_the_fuzzer_knows_is_played() {
    known::play("abi", fuzzed::run);
}
