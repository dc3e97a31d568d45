//! The last program of a run: says which tests were left out. It is no test of its own, so that cargo
//! shows what it says.

fn main() {
    // Tools that list tests ask each program.
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    #[cfg(unix)]
    print!("\n{}\n", rpggo_testkit::left_out::summary());
}
