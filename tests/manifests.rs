//! Each file of `tests` is run: cargo does not look for them by itself here.

use rpggo_testkit::{read, root, with_ending};

#[test]
fn every_test_is_named_in_one_of_the_two_manifests() {
    let tests = root("tests");
    let files = with_ending(&tests, ".rs");
    let mains = with_ending(&tests, "").into_iter();
    let mains = mains
        .map(|folder| folder.join("main.rs"))
        .filter(|it| it.exists());
    let paths: Vec<String> = files
        .into_iter()
        .chain(mains)
        .map(|it| {
            it.strip_prefix(&tests)
                .expect("it is there")
                .display()
                .to_string()
        })
        .collect();
    assert!(paths.len() > 20, "{paths:?}");
    let (fast, slow) = (
        read(root("Cargo.toml")),
        read(tests.join("slow/Cargo.toml")),
    );
    for path in paths {
        let is_fast = fast.contains(&format!("path = \"tests/{path}\""));
        let is_slow = slow.contains(&format!("path = \"../{path}\""));
        assert!(
            is_fast != is_slow,
            "tests/{path}: name it in Cargo.toml or tests/slow/Cargo.toml"
        );
    }
}
