//! What of a header is no longer as an older one says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use rpggo_testkit::c_compiler;
use rpggo_testkit::header::{aliases, defines, functions, include, structs, table};

/// A version and the header of it.
#[derive(Clone, Copy)]
pub struct Interface<'a> {
    pub version: &'a str,
    pub header: &'a str,
}

impl Interface<'_> {
    /// Its `RPGGO_ABI_VERSION`.
    pub fn abi_version(self) -> u32 {
        let mut lines = self.header.lines();
        let number = lines.find_map(|line| line.strip_prefix("#define RPGGO_ABI_VERSION "));
        number.expect("it is there").parse().expect("a number")
    }

    /// What semantic versioning raises when something breaks: before 1.0 the second number.
    fn compatibility(self) -> (u32, u32) {
        let numbers: Vec<u32> = self
            .version
            .split('.')
            .map(|number| number.parse().expect("a number"))
            .collect();
        (numbers[0], if numbers[0] == 0 { numbers[1] } else { 0 })
    }
}

/// What is wrong with today's interface beside that of a release. Files go beside `program`.
pub fn complaints(old: Interface, new: Interface, program: &Path) -> Vec<String> {
    let (was, is) = (old.abi_version(), new.abi_version());
    if was == is {
        let mut found = incompatible(old.header, new.header, program);
        if !found.is_empty() {
            found.push(format!(
                "keep what {} has, or raise RPGGO_ABI_VERSION and run scripts/version minor (after \
                 1.0: major); while {0} has no tag, scripts/version --release keeps it anew",
                old.version
            ));
        }
        return found;
    }
    let mut found = Vec::new();
    if is < was {
        found.push(format!("RPGGO_ABI_VERSION is {is} and was {was}: raise it"));
    }
    if old.compatibility() >= new.compatibility() {
        found.push(format!(
            "RPGGO_ABI_VERSION is {is}, {} had {was}, and the version is {}: run scripts/version \
             minor (after 1.0: major)",
            old.version, new.version
        ));
    }
    found
}

fn incompatible(old: &str, new: &str, program: &Path) -> Vec<String> {
    let there = names(new);
    let mut found: Vec<String> = names(old)
        .into_iter()
        .filter(|name| !there.contains(name))
        .map(|name| format!("{name} is gone"))
        .collect();
    let old_table = table(old, program);
    // The header that is beside the program from here on.
    let new_table = table(new, program);
    found.extend(moved(old, &numbers(&old_table), &numbers(&new_table)));
    found.extend(other_types(old, new, program));
    found
}

/// All that a program can name, fields aside.
fn names(header: &str) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = defines(header).map(str::to_owned).collect();
    names.extend(functions(header).into_iter().map(|it| it.name));
    names.extend(structs(header).iter().map(|(name, _)| (*name).to_owned()));
    names.extend(aliases(header).filter_map(|line| {
        let name = line.rsplit(' ').next()?;
        Some(name.trim_end_matches(';').to_owned())
    }));
    names
}

/// The lines of a table: what, and its numbers.
fn numbers(table: &str) -> BTreeMap<&str, Vec<f64>> {
    let lines = table.lines().map(|line| {
        let mut spaces = line.match_indices(' ').map(|(at, _)| at);
        let end = spaces.nth(1).expect("a kind, a name and numbers");
        let numbers = line[end..].split_whitespace();
        let numbers = numbers.map(|number| number.parse().expect("a number"));
        (&line[..end], numbers.collect())
    });
    lines.collect()
}

/// Constants with other values, structs of other sizes, fields at other places.
fn moved(
    old_header: &str,
    old: &BTreeMap<&str, Vec<f64>>,
    new: &BTreeMap<&str, Vec<f64>>,
) -> Vec<String> {
    let may_grow = growing(old_header);
    // The fields that may be larger, as they are structs which may.
    let mut roomy = BTreeSet::new();
    let mut filled_by_callers = BTreeSet::new();
    for (name, fields) in structs(old_header) {
        for (kind, field) in &fields {
            let kind = kind.trim_start_matches("struct ");
            if may_grow.contains(kind.trim_start_matches("union ")) {
                roomy.insert(format!("field {name}.{field}"));
            }
        }
        if fields[0].1 == "struct_size" {
            filled_by_callers.insert(name);
        }
    }
    let mut found = Vec::new();
    for (what, was) in old {
        let Some(is) = new.get(what) else {
            if what.starts_with("field ") {
                found.push(format!("{what} is gone"));
            }
            continue;
        };
        let grows = match what.split_once(' ') {
            Some(("struct", name)) => may_grow.contains(name),
            Some(("field", _)) => roomy.contains(*what),
            _ => false,
        };
        let (last_was, last_is) = (was.last(), is.last());
        let others_stay = was.len() == is.len() && was[..was.len() - 1] == is[..is.len() - 1];
        if was != is && !(grows && others_stay && last_is > last_was) {
            found.push(format!("{what} was {was:?} and is {is:?}"));
        }
    }
    for (what, is) in new.iter().filter(|(what, _)| !old.contains_key(*what)) {
        let field = what
            .strip_prefix("field ")
            .and_then(|it| it.split_once('.'));
        let Some((name, _)) = field.filter(|(name, _)| filled_by_callers.contains(name)) else {
            continue;
        };
        // Up to there an old program says that it filled the struct.
        let end = old[format!("struct {name}").as_str()][0];
        if is[0] < end {
            found.push(format!(
                "{what} lies within the {end} bytes that {name} had, where older programs have chance \
                 values: put it behind them"
            ));
        }
    }
    found
}

/// The structs that may get fields at their end: those that say their size, and those that are
/// reached through the pointer to an event alone. The rest is in arrays, in others, or returned.
fn growing(header: &str) -> BTreeSet<&str> {
    let structs = structs(header).into_iter();
    structs
        .filter(|(name, fields)| name.starts_with("rpggo_event") || fields[0].1 == "struct_size")
        .map(|(name, _)| name)
        .collect()
}

/// What the compiler says to the old names of types, prototypes and fields behind the new header,
/// which is beside `program`.
fn other_types(old: &str, new: &str, program: &Path) -> Option<String> {
    let mut code = include(program);
    for alias in aliases(old) {
        let _ = writeln!(code, "{alias}");
    }
    for function in functions(old) {
        let _ = writeln!(code, "{}", function.prototype);
    }
    let there = structs(new);
    for (name, fields) in structs(old) {
        let now = there.iter().find(|(it, _)| *it == name);
        let now = now.map_or(&[][..], |(_, fields)| fields);
        for (kind, field) in fields {
            if now.iter().any(|(_, it)| *it == field) {
                let _ = writeln!(
                    code,
                    "{kind} *field_of_{name}_{field}({name} *it) {{ return &it->{field}; }}"
                );
            }
        }
    }
    let source = program.with_extension("types.c");
    fs::write(&source, code).expect("it can be written");
    // In C99 a name of a type cannot be told again.
    let mut compiler = c_compiler();
    compiler.args(["-std=c11", "-fsyntax-only"]).arg(source);
    let output = compiler.output().expect("it can be run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success()).then_some(said)
}
