//! What happened in a recorded conversation, on one page: `rpggo-inspect FILE`.
//!
//! The page needs nothing but itself: no network, no other file. The library reads the recorded
//! answers once more, so the page shows what the game was told, and when.

mod axis;
mod chart;
mod course;
mod decode;
mod detail;
mod json;
mod page;
mod row;
mod text;
mod words;

use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rpggo::Recording;

use course::Totals;
use page::Page;

const HELP: &str = "\
Make a page of a recording: what was asked, what came, when, and what went wrong.

    rpggo-inspect FILE.jsonl
        writes FILE.html beside the recording; open it with a browser.

Options:
    -o, --output FILE   where the page goes
    -h, --help          this text

A game records with record_path; the terminal example with --record FILE.
";

fn main() -> ExitCode {
    match run() {
        Ok(told) => {
            print!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("rpggo-inspect: {error}");
            ExitCode::from(2)
        }
    }
}

/// Does it, and gives what to say of it.
fn run() -> Result<String, Box<dyn Error>> {
    let Some((file, output)) = arguments()? else {
        return Ok(HELP.to_owned());
    };
    let recording = Recording::load(&file)?;
    let output = output.unwrap_or_else(|| file.with_extension("html"));
    check_output(&file, &output)?;
    let decoded = decode::decode(&recording)?;
    let courses = course::courses(&recording, decoded);
    let totals = Totals::new(&courses);
    let name = file.file_name().unwrap_or(file.as_os_str());
    let page = Page {
        name: &name.to_string_lossy(),
        recording: &recording,
        courses: &courses,
        totals: &totals,
    };
    let html = page.render();
    write_whole(&output, html.as_bytes())
        .map_err(|error| format!("{} cannot be written: {error}", output.display()))?;
    let size = text::bytes(html.len() as u64);
    Ok(format!(
        "{}: {} ({size})\n",
        output.display(),
        totals.in_words()
    ))
}

/// The recording, and where the page goes; `None` when the help was asked for.
fn arguments() -> Result<Option<(PathBuf, Option<PathBuf>)>, lexopt::Error> {
    use lexopt::prelude::*;
    let (mut file, mut output) = (None, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("help") | Short('h') => return Ok(None),
            Long("output") | Short('o') => output = Some(PathBuf::from(parser.value()?)),
            Value(value) if file.is_none() => file = Some(PathBuf::from(value)),
            _ => return Err(argument.unexpected()),
        }
    }
    let file = file.ok_or("which recording? Name its file (see --help)")?;
    Ok(Some((file, output)))
}

/// Refuses to write over the recording, or over what is no file.
fn check_output(file: &Path, output: &Path) -> Result<(), String> {
    let Ok(there) = fs::metadata(output) else {
        return Ok(());
    };
    let name = output.display();
    if !there.is_file() {
        return Err(format!("{name} is no file: name one with -o"));
    }
    if fs::canonicalize(file).ok() == fs::canonicalize(output).ok() {
        return Err(format!(
            "{name} is the recording itself: name another file with -o"
        ));
    }
    Ok(())
}

/// Writes a file whole or not at all: whoever opens it meanwhile sees the one before.
fn write_whole(output: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = OsString::from(output);
    beside.push(format!(".{}.part", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&beside)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&beside, output));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
