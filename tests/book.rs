//! The documentation as one book: it builds, nothing is missing, and it asks nobody for anything.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use rpggo_testkit::header::{HEADER, function};
use rpggo_testkit::{
    SYSTEM_LIBRARIES, below, c_compiler, clean, has_when, made, read, release, root, run, succeed,
};

/// Whether the script runs here.
fn has_python() -> bool {
    let needed = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
    let mut python = Command::new("python3");
    has_when(python.args(["-c", needed]), "Python 3.10 with venv and pip")
}

/// The folder of the book, which is built once; a link or an anchor that leads nowhere fails here.
fn book() -> Option<&'static Path> {
    static BOOK: OnceLock<PathBuf> = OnceLock::new();
    let build = || {
        let out = made("book").join("built");
        let said = succeed(Command::new(root("scripts/book")).arg(&out));
        assert_eq!(Path::new(said.trim()), out.join("index.html"));
        out
    };
    has_python().then(|| BOOK.get_or_init(build).as_path())
}

/// All files below a folder whose names end so.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = below(folder);
    files.retain(|it| it.is_file() && it.to_string_lossy().ends_with(ending));
    files
}

/// The project with other pages: `docs` and the script are copies, all else is where it is.
fn project_with(pages: &[(&str, &str)]) -> PathBuf {
    let copy = clean("book/project");
    fs::create_dir_all(copy.join("scripts")).expect("the target folder is writable");
    for entry in fs::read_dir(root("")).expect("the project is there") {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().expect("it has a name");
        if name != "docs" && name != "scripts" {
            symlink(&path, copy.join(name)).expect("links can be made");
        }
    }
    succeed(Command::new("cp").arg("-r").args([&root("docs"), &copy]));
    fs::copy(root("scripts/book"), copy.join("scripts/book")).expect("it can be copied");
    for (name, text) in pages {
        let path = copy.join(name);
        let before = fs::read_to_string(&path).unwrap_or_default();
        fs::write(path, before + text).expect("the copy is writable");
    }
    copy
}

#[test]
fn what_leads_nowhere_is_told_and_fails() {
    if !has_python() {
        return;
    }
    let faults = [
        "nowhere.md",
        "security.md#gone",
        "../src/gone.rs",
        "../include/rpggo.h#rpggo_gone",
        "gone.png",
    ];
    let links = faults.map(|to| format!("\n[there]({to})\n")).concat();
    let project = project_with(&[("docs/faq.md", &links), ("docs/new.md", "# New\n")]);
    let mut build = Command::new(project.join("scripts/book"));
    let output = build.arg(made("book").join("fails")).output();
    let output = output.expect("the script runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    for told in [
        "'nowhere.md'",
        "'#gone'",
        "'../src/gone.rs'",
        "'#rpggo_gone'",
        "'gone.png'",
        "docs/new.md",
    ] {
        assert!(said.contains(told), "{told} is not told: {said}");
    }
    assert_eq!(said.matches("Doc file").count(), faults.len(), "{said}");
}

#[test]
fn every_file_of_docs_is_a_page_that_the_first_one_leads_to() {
    let Some(book) = book() else { return };
    let first = read(book.join("index.html"));
    let docs = files(&root("docs"), ".md");
    assert!(docs.len() > 10, "{docs:?}");
    for page in docs {
        let name = page.with_extension("html");
        let name = name.strip_prefix(root("docs")).expect("it is below docs");
        assert!(book.join(name).exists(), "{} is no page", page.display());
        let link = format!("href=\"{}\"", name.display());
        assert!(first.contains(&link), "nothing leads to {}", page.display());
    }
}

/// What asks another host: `from` begins it, and an address follows.
fn foreign(text: &str, from: &str) -> Vec<String> {
    let addresses = text.split(from).skip(1);
    let addresses = addresses.map(|it| it.trim_start_matches(['"', '\'']));
    addresses
        .filter(|it| {
            ["http:", "https:", "//"]
                .iter()
                .any(|to| it.starts_with(to))
        })
        .map(|it| format!("{from}{}", it.chars().take(60).collect::<String>()))
        .collect()
}

#[test]
fn no_page_asks_another_host() {
    let Some(book) = book() else { return };
    for page in files(book, ".html") {
        let text = read(&page);
        let mut asked = foreign(&text, "src=");
        asked.extend(foreign(&text, "srcset="));
        for link in text.split("<link").skip(1) {
            asked.extend(foreign(link.split('>').next().unwrap_or(""), "href="));
        }
        // The theme would fetch what draws them.
        assert!(!text.contains("class=\"mermaid\""), "{}", page.display());
        assert!(asked.is_empty(), "{}: {asked:?}", page.display());
    }
    for style in files(book, ".css") {
        let text = read(&style);
        let asked = [foreign(&text, "url("), foreign(&text, "@import ")].concat();
        assert!(asked.is_empty(), "{}: {asked:?}", style.display());
    }
}

/// All that the header explains, by its anchor.
fn explained() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut structure: Vec<String> = Vec::new();
    for line in HEADER.lines() {
        let last = line.trim_end_matches(';').rsplit([' ', '*']).next();
        let last = last.unwrap_or_default().to_owned();
        if let Some(constant) = line.strip_prefix("#define RPGGO_") {
            let name = constant.split(' ').next().unwrap_or_default();
            names.insert(format!("RPGGO_{name}"));
        } else if line.starts_with("typedef") && line.ends_with('{') {
            structure.clear();
        } else if line.starts_with("  ") && !line.contains("///") && line.ends_with(';') {
            structure.push(last);
        } else if line.starts_with('}') && line.ends_with(';') {
            names.extend(structure.drain(..).map(|field| format!("{last}.{field}")));
            names.insert(last);
        } else if line.starts_with("typedef") && line.ends_with(';') {
            names.insert(last);
        }
        names.extend(function(line));
    }
    names
}

#[test]
fn all_of_the_header_is_in_the_reference() {
    let Some(book) = book() else { return };
    let reference = read(book.join("reference.html"));
    let names = explained();
    for known in ["RPGGO_OK", "rpggo_client_new", "rpggo_stats.retries"] {
        assert!(names.contains(known), "{known}: {names:?}");
    }
    let is_missing = |name: &&String| !reference.contains(&format!("id=\"{name}\""));
    let missing: Vec<&String> = names.iter().filter(is_missing).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// The first program of the C page, as its reader compiles it.
#[test]
fn the_program_of_the_c_page_talks() {
    let page = read(root("docs/c.md"));
    let program = page
        .split("```c\n")
        .nth(1)
        .and_then(|it| it.split("```").next());
    let [source, talk] = ["c_page.c", "c_page"].map(|name| made("book").join(name));
    fs::write(&source, program.expect("there is one")).expect("the target folder is writable");
    let mut compiler = c_compiler();
    compiler.arg(&source).arg(release().join("librpggo.a"));
    succeed(compiler.args(SYSTEM_LIBRARIES).arg("-o").arg(&talk));
    let said = run(&talk, &[] as &[&str]).stdout;
    let said = String::from_utf8_lossy(&said);
    assert!(said.starts_with("Lightning, last night."), "{said}");
}
