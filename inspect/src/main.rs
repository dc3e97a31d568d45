//! Shows a recorded conversation on one HTML page: `rpggo-inspect FILE`.
//!
//! The page is self-contained: it loads nothing from the network and no other file. The library
//! decodes the recorded responses again, so the page shows the events that the game read, and when.

mod axis;
mod chart;
mod decode;
mod detail;
mod json;
mod page;
mod row;
mod summary;
mod text;
mod timeline;

use std::error::Error;
use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use rpggo::Recording;

use page::Page;
use timeline::Totals;

const HELP: &str = "\
Creates an HTML page from a recording: requests, responses, events, times and errors.

    rpggo-inspect FILE.jsonl
        writes FILE.html next to the recording; open it in a browser.

Options:
    -o, --output FILE   the file to write
    -h, --help          show this help

To record, set record_path in the game, or run the terminal example with --record FILE.
";

fn main() -> ExitCode {
    match run() {
        Ok(output) => {
            print!("{output}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("rpggo-inspect: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes the page, and returns the text to print.
fn run() -> Result<String, Box<dyn Error>> {
    let Some((file, output)) = arguments()? else {
        return Ok(HELP.to_owned());
    };
    let recording = Recording::load(&file)?;
    let output = output.unwrap_or_else(|| file.with_extension("html"));
    check_output(&file, &output)?;
    let decoded = decode::decode(&recording)?;
    let timelines = timeline::timelines(&recording, decoded);
    let totals = Totals::new(&timelines);
    let name = file.file_name().unwrap_or(file.as_os_str());
    let page = Page {
        name: &name.to_string_lossy(),
        recording: &recording,
        timelines: &timelines,
        totals: &totals,
    };
    let html = page.render();
    write_atomically(&output, html.as_bytes())
        .map_err(|error| format!("{} cannot be written: {error}", output.display()))?;
    let size = text::bytes(html.len() as u64);
    Ok(format!(
        "{}: {} ({size})\n",
        output.display(),
        totals.summary()
    ))
}

/// The recording's file and the output file, if one is given; `None` for `--help`.
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

/// Rejects an output that is the recording itself, or not a file.
fn check_output(file: &Path, output: &Path) -> Result<(), String> {
    let Ok(existing) = fs::metadata(output) else {
        return Ok(());
    };
    let name = output.display();
    if !existing.is_file() {
        return Err(format!("{name} is not a file: name one with -o"));
    }
    if fs::canonicalize(file).ok() == fs::canonicalize(output).ok() {
        return Err(format!(
            "{name} is the recording itself: name another file with -o"
        ));
    }
    Ok(())
}

/// Writes a file completely or not at all: until it is complete, a previous one stays in place.
fn write_atomically(output: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = OsString::from(output);
    temporary.push(format!(".{}.part", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&temporary)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&temporary, output));
    if written.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    written
}
