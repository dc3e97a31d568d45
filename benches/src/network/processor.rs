//! Processor time of a million events.

use super::child::Child;
use super::{Who, pairs, server, spread, times};
use crate::table::{Table, number};

const CLIENTS: [&str; 4] = ["rpggo", "libcurl", "reqwest", "epoll"];
const STREAMS: usize = 100;
/// A frame of a game.
pub const FRAME_MICROSECONDS: u64 = 16_667;

pub fn processor() -> Vec<Table> {
    let mut children =
        CLIENTS.map(|client| Child::ready(client, server::plain("127.0.0.1"), "300/5000"));
    let mut who: Vec<Who<'_>> = Vec::new();
    for (client, child) in CLIENTS.into_iter().zip(&mut children) {
        let measure = move || {
            let ran = child.run(STREAMS, FRAME_MICROSECONDS);
            let million = 1e6 / ran.events;
            (ran.processor * million, ran.own * million)
        };
        who.push((client, Box::new(measure)));
    }
    let measured = pairs(5, who);
    let title = "Processor time of a million events: 100 streams, 20,000 events a second, 60 polls a second";
    let head = [
        "who",
        "seconds",
        "quartiles",
        "times rpggo's",
        "outside of the kernel",
        "times rpggo's",
    ];
    let mut table = Table::new("processor", title, &head);
    for (client, (all, own)) in CLIENTS.iter().zip(&measured) {
        table.row(&[
            (*client).to_owned(),
            number(all.median()),
            spread(all),
            times(all, &measured[0].0),
            number(own.median()),
            times(own, &measured[0].1),
        ]);
    }
    vec![table]
}
