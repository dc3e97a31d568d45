//! How cost grows with the number of streams.

use std::path::Path;

use super::child::Child;
use super::processor::FRAME_MICROSECONDS;
use super::server;
use crate::plot::{Line, draw};
use crate::table::Table;

const CLIENTS: [&str; 3] = ["rpggo", "libcurl", "reqwest"];
const STREAMS: [usize; 9] = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000];

/// Draws docs/performance/*.svg.
pub fn plots() -> Vec<Table> {
    let (polls, memory): (Vec<_>, Vec<_>) = CLIENTS.iter().map(|client| open(client)).unzip();
    picture("poll", "An empty poll", "nanoseconds", polls);
    picture("memory", "Memory of a client", "megabytes", memory);
    let busy = CLIENTS.iter().map(|client| events(client)).collect();
    picture(
        "processor",
        "Processor time of an event",
        "microseconds",
        busy,
    );
    Vec::new()
}

type Points = Vec<(f64, f64)>;

/// An empty poll, and the memory.
fn open(client: &str) -> (Points, Points) {
    let mut child = Child::ready(client, server::plain("127.0.0.1"), "0/0");
    let mut before = 0;
    let at = |streams| {
        child.hold(streams - before);
        before = streams;
        let poll = (streams as f64, child.empty_poll());
        let memory = child.usage().resident / f64::from(1 << 20);
        (poll, (streams as f64, memory))
    };
    STREAMS.into_iter().map(at).unzip()
}

/// The same number of events, however many streams they come on; less with few.
fn events(client: &str) -> Points {
    const A_SECOND: usize = 20_000;
    const SECONDS: f64 = 1.0;
    let at = |streams: usize| {
        let apart = (streams as f64 / A_SECOND as f64).max(0.002);
        let frames = (SECONDS / apart).max(2.0) as u64;
        let path = format!("{frames}/{}", (apart * 1e6) as u64);
        let mut child = Child::ready(client, server::plain("127.0.0.1"), &path);
        // The first ones connect.
        child.run(streams, FRAME_MICROSECONDS);
        let ran = child.run(streams, FRAME_MICROSECONDS);
        (streams as f64, ran.processor / ran.events * 1e6)
    };
    STREAMS
        .into_iter()
        .filter(|it| *it <= 1000)
        .map(at)
        .collect()
}

fn picture(name: &str, title: &str, up: &str, points: Vec<Points>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/performance");
    std::fs::create_dir_all(&folder).expect("docs/performance");
    let pairs = CLIENTS.into_iter().zip(points);
    let lines: Vec<_> = pairs.map(|(name, points)| Line { name, points }).collect();
    let file = folder.join(format!("{name}.svg"));
    draw(&file, title, ("streams", up), &lines).expect("a picture");
}
