//! Which tests were left out in this run of cargo, for its summary.
//!
//! Each is a line of a file whose name is the number of the cargo process: no other run reads it.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::{env, fs};

use crate::files::made;

fn file() -> PathBuf {
    made("left-out").join(std::os::unix::process::parent_id().to_string())
}

/// Notes that the calling test is left out because something is missing, and how to get that.
///
/// # Panics
/// With `CI` set: nobody would notice there.
pub fn left_out(tool: &str, how: &str) {
    let message = format!("{tool} is missing: {how}");
    assert!(env::var_os("CI").is_none(), "{message}");
    eprintln!("left out: {message}");
    let program = env::current_exe().expect("a test has a path");
    let program = program.file_stem().expect("it is a file").to_string_lossy();
    let program = program.rsplit_once('-').map_or(&*program, |it| it.0);
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("a test");
    let line = [tool, how, program, test].map(|it| it.replace(['\t', '\n'], " "));
    let file = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file());
    let mut file = file.expect("the target folder is writable");
    // One write: tests run at the same time.
    let line = line.join("\t") + "\n";
    file.write_all(line.as_bytes()).expect("it can be written");
}

/// What the tests of this run noted, as a text. The file is deleted.
pub fn summary() -> String {
    let noted = fs::read_to_string(file()).unwrap_or_default();
    // With what runs left that had no summary.
    let _ = fs::remove_dir_all(made("left-out"));
    if noted.is_empty() {
        return "No test was left out: no tool is missing.\n".to_owned();
    }
    let mut tools: BTreeMap<(&str, &str), BTreeMap<&str, Vec<&str>>> = BTreeMap::new();
    for line in noted.lines() {
        let mut parts = line.split('\t');
        let mut part = || parts.next().expect("a line has four parts");
        let (tool, program, test) = ((part(), part()), part(), part());
        let tests = tools.entry(tool).or_default().entry(program).or_default();
        if !tests.contains(&test) {
            tests.push(test);
        }
    }
    let mut text =
        "These tests were left out, or a part of them, because a tool is missing:\n".to_owned();
    for ((tool, how), programs) in tools {
        text += &format!("  {tool} ({how})\n");
        for (program, mut tests) in programs {
            tests.sort_unstable();
            let shown = tests.len().min(3);
            let more = match tests.len() - shown {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            text += &format!("    {program}: {}{more}\n", tests[..shown].join(", "));
        }
    }
    text
}
