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
use crate::measure::{Contestant, Samples, side_by_side};
use crate::peers_decode::{self as peers, Peer};
use crate::plot::{self, Line};
use crate::shipped;
use crate::table::{Table, number};
use rpggo::abi::bench::Answering;

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
    vec![speed(&stream), allocation(&stream), sizes()]
}

fn speed(stream: &Stream) -> Table {
    let all = [peers::IN_RUST, peers::IN_C, peers::LIMITS];
    let all: Vec<_> = all.into_iter().flatten().collect();
    let samples = contest(stream, 0, ROUNDS, &all);
    let names = ["rpggo"].into_iter().chain(all.iter().map(|it| it.0));
    let rows: Vec<_> = names.zip(&samples).collect();
    let title = format!(
        "From bytes to events: {} frames, {} bytes each on average, in packets of 1,400",
        stream.frames,
        stream.bytes.len() / stream.frames
    );
    Table::contest("decode", title, "ns a frame", &rows)
}

/// Nanoseconds a frame, of the library: of chats, or of frames of that size.
pub fn figure(size: usize) -> f64 {
    let stream = match size {
        0 => Stream::of_chats(CHATS),
        size => Stream::of_size(size),
    };
    // The first warms up.
    ours(&stream);
    ours(&stream).seconds * 1e9 / stream.frames as f64
}

/// The same, and of each of the others.
fn contest(
    stream: &Stream,
    size: usize,
    rounds: usize,
    others: &[&(&'static str, Peer)],
) -> Vec<Samples> {
    let per_frame = |seconds: f64| seconds * 1e9 / stream.frames as f64;
    let mut contestants = vec![Contestant {
        name: "rpggo",
        measure: Box::new(move || shipped::figure("decode", size)),
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
    let mut answering = Answering::new(stream.chunks(), AT_ONCE);
    // Sets up what a request sets up once.
    assert!(answering.read());
    let began = Instant::now();
    let before = allocations::count();
    let said = game::play(&mut answering).said;
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

/// How cost grows with the frame, beside the two best peers.
fn sizes() -> Table {
    const SIZES: [usize; 10] = [
        100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000,
    ];
    let others: Vec<_> = peers::BEST.iter().collect();
    let names: Vec<_> = ["rpggo"]
        .into_iter()
        .chain(others.iter().map(|it| it.0))
        .collect();
    let mut head = vec!["bytes a frame"];
    head.extend(&names);
    let title = "Nanoseconds a frame, by its size";
    let mut table = Table::new("decode-sizes", title, &head);
    let mut lines: Vec<Line<'_>> = names
        .iter()
        .map(|name| Line {
            name,
            points: Vec::new(),
        })
        .collect();
    for size in SIZES {
        let stream = Stream::of_size(size);
        let medians = contest(&stream, size, ROUNDS / 4, &others);
        let medians: Vec<_> = medians.iter().map(Samples::median).collect();
        let mut row = vec![size.to_string()];
        for (line, median) in lines.iter_mut().zip(medians) {
            line.points.push((size as f64, median / size as f64));
            row.push(number(median));
        }
        table.row(&row);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance/decode.svg");
    std::fs::create_dir_all(path.parent().expect("it has one")).expect("docs/ is writable");
    let axes = ("bytes a frame", "ns a byte");
    let title = "From bytes to events, by the size of the frame";
    plot::draw(&path, title, axes, &lines).expect("the picture can be drawn");
    table
}
