//! Measures the library beside what would be picked instead: `benches/run [--write] [GROUP]…`.
//!
//! | group | what |
//! |---|---|
//! | `decode` | bytes of an answer to events |
//! | `poll` | what the game's thread pays |
//! | `latency` | from the server's write to the game's read |
//! | `processor` | processor time of a million events |
//! | `many` | 10,000 streams at once: memory, threads, polls, first words |
//! | `second` | a second chat over TLS to a service far away |
//! | `rest` | a client that has nothing to do |
//! | `start` | making a client |
//! | `size` | of the library, and what it adds to a program |
//! | `plots` | docs/performance/*.svg: cost over the number of streams |

mod allocations;
mod decode;
mod frames;
mod game;
mod incoming;
mod measure;
mod network;
mod peers_decode;
mod plot;
mod poll;
mod shipped;
mod size;
mod table;

use std::path::Path;
use std::{env, fs};

use table::Table;

type Group = (&'static str, fn() -> Vec<Table>);

const GROUPS: &[Group] = &[
    ("decode", decode::decode),
    ("poll", poll::poll),
    ("latency", network::latency),
    ("processor", network::processor),
    ("many", network::many),
    ("second", network::second),
    ("rest", network::rest),
    ("start", network::start),
    ("size", size::size),
    ("plots", network::plots),
];

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let Some((first, rest)) = arguments.split_first() {
        match first.as_str() {
            "child" => return network::child::main(rest),
            "figure" => return shipped::main(rest),
            _ => {}
        }
    }
    let writes = arguments.iter().any(|it| it == "--write");
    let wanted: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|it| *it != "--write")
        .collect();
    for (name, run) in GROUPS {
        if wanted.is_empty() || wanted.contains(name) {
            eprintln!("measuring: {name}");
            for table in run() {
                println!("{}", table.markdown());
                if writes {
                    write(&table);
                }
            }
        }
    }
}

/// Puts a table where its last one stands in the docs.
fn write(table: &Table) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance.md");
    let text = fs::read_to_string(&path).expect("docs/performance.md is there");
    let (begin, end) = (
        format!("<!-- {} -->\n", table.name),
        format!("<!-- /{} -->", table.name),
    );
    let from = text
        .find(&begin)
        .expect("the table has its place in docs/performance.md")
        + begin.len();
    let to = from
        + text[from..]
            .find(&end)
            .expect("the table's place has an end");
    let text = [&text[..from], &table.markdown(), &text[to..]].concat();
    fs::write(&path, text).expect("docs/performance.md can be written");
}
