//! Bytes of an event stream to what a game reads, on one core.
//!
//! | who | what is done with each frame |
//! |---|---|
//! | rpggo | the whole way of a live answer: event stream, depth and secrets looked for, JSON, C events in the queue, polled, released |
//! | Rust peers | event stream and JSON as their documentation shows; a struct that owns its strings |
//! | C and C++ peers | a line splitter as around libcurl's write callback, JSON as the parser's documentation shows; a struct that owns its strings |
//! | limits | the least that has to be done: the lines found (memchr); simdjson's on-demand parser with the C++ struct |
//!
//! All fill the same fields. The peers hand their struct over by a call: none has a queue, keeps the
//! frame's JSON, or looks for secrets.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use crate::allocations;
use crate::frames::Stream;
use crate::game;
use crate::incoming::Incoming;
use crate::measure::{Contestant, Samples, side_by_side};
use crate::peers_decode::{self as peers, Peer};
use crate::plot::{self, Line};
use crate::shipped;
use crate::table::{Table, number};

const ROUNDS: usize = 40;
const CHATS: usize = 2000;
/// As many packets as a socket's buffer gives at once.
const AT_ONCE: usize = 16;

pub fn decode() -> Vec<Table> {
    let stream = Stream::of_chats(CHATS);
    let said = ours(&stream).said;
    let peers = [peers::IN_RUST, peers::IN_C, &peers::LIMITS[..1]];
    for (name, peer) in peers.into_iter().flatten() {
        assert_eq!(peer(&stream.chunks()), said, "{name} reads the same");
    }
    let mut tables = vec![speed(&stream), allocation(&stream)];
    tables.extend(growth());
    tables
}

fn speed(stream: &Stream) -> Table {
    let all = [peers::IN_RUST, peers::IN_C, peers::LIMITS];
    let all: Vec<_> = all.into_iter().flatten().collect();
    let samples = contest(stream, What::Chats(CHATS), ROUNDS, &all);
    let names = ["rpggo"].into_iter().chain(all.iter().map(|it| it.0));
    let rows: Vec<_> = names.zip(&samples).collect();
    let title = format!(
        "From bytes to events: {} frames, {} bytes each on average, in packets of 1,400",
        stream.frames,
        stream.bytes.len() / stream.frames
    );
    Table::contest("decode", title, "ns a frame", &rows)
}

/// What is decoded.
#[derive(Clone, Copy)]
enum What {
    /// So many chats, frames of all kinds.
    Chats(usize),
    /// Frames of so many bytes.
    Size(usize),
}

impl What {
    fn stream(self) -> Stream {
        match self {
            What::Chats(chats) => Stream::of_chats(chats),
            What::Size(bytes) => Stream::of_size(bytes),
        }
    }

    /// Once, of the library as it is shipped.
    fn shipped(self) -> f64 {
        match self {
            What::Chats(chats) => shipped::figure("decode-chats", chats),
            What::Size(bytes) => shipped::figure("decode-size", bytes),
        }
    }
}

pub fn figure_of_chats(chats: usize) -> f64 {
    figure(What::Chats(chats))
}

pub fn figure_of_size(bytes: usize) -> f64 {
    figure(What::Size(bytes))
}

/// Nanoseconds a frame, of the library.
fn figure(what: What) -> f64 {
    let stream = what.stream();
    // The first warms up.
    ours(&stream);
    ours(&stream).seconds * 1e9 / stream.frames as f64
}

/// The same, and of each of the others.
fn contest(
    stream: &Stream,
    what: What,
    rounds: usize,
    others: &[&(&'static str, Peer)],
) -> Vec<Samples> {
    let per_frame = |seconds: f64| seconds * 1e9 / stream.frames as f64;
    let mut contestants = vec![Contestant {
        name: "rpggo",
        measure: Box::new(move || what.shipped()),
    }];
    for (name, peer) in others {
        let chunks = stream.chunks();
        let measure = move || {
            let began = Instant::now();
            black_box(allocations::unwiped(|| peer(black_box(&chunks))));
            per_frame(began.elapsed().as_secs_f64())
        };
        contestants.push(Contestant {
            name,
            measure: Box::new(measure),
        });
    }
    side_by_side(rounds, &mut contestants)
}

struct Played {
    said: usize,
    seconds: f64,
    allocations: u64,
}

fn ours(stream: &Stream) -> Played {
    let mut incoming = Incoming::new(stream.chunks(), AT_ONCE);
    // Sets up what a request sets up once.
    assert!(incoming.read());
    let began = Instant::now();
    let before = allocations::count();
    let said = game::play(&mut incoming).said;
    Played {
        said,
        seconds: began.elapsed().as_secs_f64(),
        allocations: allocations::count() - before,
    }
}

fn allocation(stream: &Stream) -> Table {
    let mut table = Table::new(
        "decode-allocations",
        "Allocations on that way",
        &["who", "a frame"],
    );
    let per_frame = |count: u64| number(count as f64 / stream.frames as f64);
    table.row(&["rpggo".into(), per_frame(ours(stream).allocations)]);
    for (name, peer) in peers::IN_RUST {
        let chunks = stream.chunks();
        let before = allocations::count();
        peer(&chunks);
        table.row(&[(*name).to_owned(), per_frame(allocations::count() - before)]);
    }
    table
}

/// How cost grows with the frame, and with their number, beside the two best peers.
fn growth() -> Vec<Table> {
    const SIZES: [usize; 10] = [
        100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
    ];
    const CHATS: [usize; 6] = [20, 60, 200, 600, 2_000, 6_000];
    let by_size = SIZES.map(|bytes| (bytes as f64, What::Size(bytes)));
    let sizes = grow(
        "decode-sizes",
        "Nanoseconds a frame, by its bytes",
        &by_size,
    );
    let by_number = CHATS.map(|chats| {
        let stream = Stream::of_chats(chats);
        (stream.frames as f64, What::Chats(chats))
    });
    let numbers = grow(
        "decode-numbers",
        "Nanoseconds a frame, by how many come",
        &by_number,
    );
    draw("decode", "bytes a frame", &sizes, f64::recip);
    draw("events", "frames", &numbers, |_| 1.0);
    vec![sizes.table, numbers.table]
}

struct Growth {
    table: Table,
    lines: Vec<Line<'static>>,
}

fn grow(name: &'static str, title: &str, points: &[(f64, What)]) -> Growth {
    let others: Vec<_> = peers::BEST.iter().collect();
    let names: Vec<_> = ["rpggo"]
        .into_iter()
        .chain(others.iter().map(|it| it.0))
        .collect();
    let mut head = vec!["of"];
    head.extend(&names);
    let mut table = Table::new(name, title, &head);
    let line = |name: &&'static str| Line {
        name,
        points: Vec::new(),
    };
    let mut lines: Vec<_> = names.iter().map(line).collect();
    for &(at, what) in points {
        let medians = contest(&what.stream(), what, ROUNDS / 4, &others);
        let mut row = vec![at.to_string()];
        for (line, samples) in lines.iter_mut().zip(medians) {
            line.points.push((at, samples.median()));
            row.push(number(samples.median()));
        }
        table.row(&row);
    }
    Growth { table, lines }
}

/// Draws it; `scale` makes of the place to the right what a figure is multiplied with.
fn draw(name: &str, right: &str, growth: &Growth, scale: impl Fn(f64) -> f64) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance");
    let lines: Vec<_> = growth
        .lines
        .iter()
        .map(|line| Line {
            name: line.name,
            points: line
                .points
                .iter()
                .map(|&(at, it)| (at, it * scale(at)))
                .collect(),
        })
        .collect();
    let up = if name == "decode" {
        "ns a byte"
    } else {
        "ns a frame"
    };
    let path = folder.join(format!("{name}.svg"));
    plot::draw(&path, "From bytes to events", (right, up), &lines).expect("it can be drawn");
}
