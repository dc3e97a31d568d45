//! The second chat, to a service that is far away.

use std::time::Duration;

use super::child::Child;
use super::server;
use crate::measure::{Contestant, side_by_side};
use crate::table::Table;

/// Each way.
const WAY: Duration = Duration::from_millis(20);

pub fn second() -> Vec<Table> {
    const WHO: [&str; 4] = [
        "rpggo, the second chat",
        "rpggo, the first chat",
        "libcurl, the second chat",
        "libcurl, each chat on a connection of its own",
    ];
    let (server, certificate) = server::with_tls();
    let url = format!("https://{}/1/0", server::far(server, WAY));
    let authorities = certificate.to_str().expect("a path").to_owned();
    let start = |client| {
        let mut child = Child::start(client, &url, &authorities);
        child.make();
        child
    };
    // What is measured in the first round, which is thrown away, connects.
    let [mut warm, mut curl, mut anew] = ["rpggo", "libcurl", "libcurl anew"].map(start);
    let measures: [Box<dyn FnMut() -> f64>; 4] = [
        Box::new(|| chat(&mut warm)),
        Box::new(|| chat(&mut start("rpggo"))),
        Box::new(|| chat(&mut curl)),
        Box::new(|| chat(&mut anew)),
    ];
    let pairs = WHO.into_iter().zip(measures);
    let mut contestants: Vec<_> = pairs
        .map(|(name, measure)| Contestant { name, measure })
        .collect();
    let measured = side_by_side(15, &mut contestants);
    drop(contestants);
    let _ = std::fs::remove_file(certificate);
    let measured: Vec<_> = WHO.into_iter().zip(&measured).collect();
    let title = "To the first words over TLS 1.3, 40 ms there and back";
    vec![Table::contest("second", title, "milliseconds", &measured)]
}

fn chat(child: &mut Child) -> f64 {
    child.first_and_end() / 1e3
}
