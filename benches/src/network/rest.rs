//! A client that has nothing to do.

use std::time::Duration;

use super::child::Child;
use super::server;
use crate::table::{Table, number};

const CLIENTS: [&str; 3] = ["rpggo", "libcurl", "reqwest"];
const TIME: Duration = Duration::from_secs(10);

pub fn rest() -> Vec<Table> {
    let title = "A client that has nothing to do, for 10 seconds";
    let head = ["who", "wake-ups", "threads", "memory, kB", "of it code, kB"];
    let mut table = Table::new("rest", title, &head);
    // All at once: they do not disturb each other.
    let measuring: Vec<_> = CLIENTS
        .into_iter()
        .flat_map(|client| [(client, false), (client, true)])
        .map(|which| std::thread::spawn(move || measure(which)))
        .collect();
    for row in measuring {
        table.row(&row.join().expect("a row"));
    }
    vec![table]
}

fn measure((client, has_talked): (&str, bool)) -> Vec<String> {
    let mut child = Child::ready(client, server::plain("127.0.0.1"), "1/0");
    if has_talked {
        child.first_and_end();
    }
    let wakeups = child.wakeups(TIME);
    let usage = child.usage();
    let how = if has_talked { "after a chat" } else { "fresh" };
    vec![
        format!("{client}, {how}"),
        number(wakeups),
        number(usage.threads),
        number(usage.resident / 1024.0),
        number((usage.resident - usage.anonymous) / 1024.0),
    ]
}
