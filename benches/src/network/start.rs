//! Making a client, in a fresh process each time.

use super::child::Child;
use super::{Who, pairs, spread, times};
use crate::table::{Table, number};

/// Nobody listens there, and nobody connects.
const NOWHERE: &str = "https://127.0.0.1:9";

pub fn start() -> Vec<Table> {
    const WHO: [(&str, &str); 4] = [
        ("rpggo", "rpggo_client_new"),
        (
            "reqwest alone",
            "reqwest::Client::new, without a thread and a runtime",
        ),
        ("reqwest", "reqwest on a thread with a runtime"),
        ("libcurl", "curl_global_init, curl_multi_init and a thread"),
    ];
    let mut who: Vec<Who<'_>> = Vec::new();
    for (client, name) in WHO {
        let measure = move || {
            let made = Child::start(client, NOWHERE, "").make();
            (made.nanoseconds / 1e3, made.bytes_read)
        };
        who.push((name, Box::new(measure)));
    }
    let measured = pairs(25, who);
    let head = [
        "who",
        "microseconds",
        "quartiles",
        "times rpggo's",
        "bytes of files read",
    ];
    let mut table = Table::new("start", "Making a client in a fresh process", &head);
    for ((_, name), (time, read)) in WHO.into_iter().zip(&measured) {
        table.row(&[
            name.to_owned(),
            number(time.median()),
            spread(time),
            times(time, &measured[0].0),
            number(read.median()),
        ]);
    }
    vec![table]
}
