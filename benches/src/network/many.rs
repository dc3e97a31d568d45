//! Ten thousand streams at once.

use super::child::Child;
use super::{server, spread};
use crate::measure::Samples;
use crate::table::{Table, number};

const CLIENTS: [&str; 4] = ["rpggo", "libcurl", "reqwest", "epoll"];
const STREAMS: usize = 10_000;
const ROUNDS: usize = 3;

#[derive(Default)]
struct Figures {
    memory: Samples,
    threads: Samples,
    poll_one: Samples,
    poll_all: Samples,
    first_one: Samples,
    first_all: Samples,
}

pub fn many() -> Vec<Table> {
    let mut all: [Figures; 4] = Default::default();
    // A host for each: a connection that was closed keeps its port for a while.
    for round in 0..ROUNDS {
        for ((client, figures), host) in CLIENTS.iter().zip(&mut all).zip(1..) {
            measure(client, &format!("127.0.{round}.{host}"), figures);
        }
    }
    let title = "10,000 streams at once, each on a connection of its own";
    let head = [
        "who",
        "bytes a stream",
        "quartiles",
        "threads",
        "empty poll with 1, ns",
        "with all",
        "first words with 1 open, µs",
        "with all",
    ];
    let mut table = Table::new("many", title, &head);
    for (client, figures) in CLIENTS.iter().zip(&all) {
        table.row(&[
            (*client).to_owned(),
            number(figures.memory.median()),
            spread(&figures.memory),
            number(figures.threads.median()),
            number(figures.poll_one.median()),
            number(figures.poll_all.median()),
            number(figures.first_one.median()),
            number(figures.first_all.median()),
        ]);
    }
    vec![table]
}

fn measure(client: &str, host: &str, figures: &mut Figures) {
    const FIRSTS: usize = 5;
    let mut child = Child::ready(client, server::plain(host), "0/0");
    child.hold(1);
    figures.poll_one.push(child.empty_poll());
    (0..FIRSTS).for_each(|_| figures.first_one.push(child.first()));
    let before = child.usage().resident;
    child.hold(STREAMS);
    let usage = child.usage();
    figures
        .memory
        .push((usage.resident - before) / STREAMS as f64);
    figures.threads.push(usage.threads);
    figures.poll_all.push(child.empty_poll());
    (0..FIRSTS).for_each(|_| figures.first_all.push(child.first()));
}
