//! From the server's writing to the game's reading.

use super::child::Child;
use super::{Who, pairs, server, spread, times};
use crate::table::{Table, number};

const CLIENTS: [&str; 4] = ["rpggo", "libcurl", "reqwest", "epoll"];
const ROUNDS: usize = 9;

pub fn latency() -> Vec<Table> {
    let mut children =
        CLIENTS.map(|client| Child::ready(client, server::plain("127.0.0.1"), "200/2000"));
    vec![
        contest("latency-frame", "polled every 1 ms", 1000, &mut children),
        contest("latency-busy", "polled without a pause", 0, &mut children),
    ]
}

fn contest(name: &'static str, how: &str, apart: u64, children: &mut [Child]) -> Table {
    let mut who: Vec<Who<'_>> = Vec::new();
    for (client, child) in CLIENTS.into_iter().zip(children) {
        let measure = move || {
            let ran = child.run(1, apart);
            (ran.median, ran.late)
        };
        who.push((client, Box::new(measure)));
    }
    let measured = pairs(ROUNDS, who);
    let title = format!("From the server's write to the game's read, {how}, microseconds");
    let head = [
        "who",
        "median",
        "quartiles",
        "times rpggo's",
        "99 of 100",
        "quartiles",
        "times rpggo's",
    ];
    let mut table = Table::new(name, title, &head);
    for (client, (median, late)) in CLIENTS.iter().zip(&measured) {
        table.row(&[
            (*client).to_owned(),
            number(median.median()),
            spread(median),
            times(median, &measured[0].0),
            number(late.median()),
            spread(late),
            times(late, &measured[0].1),
        ]);
    }
    table
}
