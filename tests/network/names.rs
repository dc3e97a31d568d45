//! Names that are not found, or not in time, and a network of IPv6 alone.

use std::time::{Duration, Instant};

use crate::dns::Zone;
use crate::talk::{Talk, game};
use crate::world::{IPV4, IPV6, MEASURED, NAME, in_a_world, ip};
use rpggo_testkit::{PATIENCE, Scratch, succeed};

const QUESTION: &str = "Hello";
/// As long as a system may be set to wait for a name server.
const PATIENT: &str = "nameserver 10.99.0.2\noptions timeout:30 attempts:2\n";

fn by_name() -> String {
    format!("http://{NAME}")
}

#[test]
fn a_name_that_is_not_found_is_told_at_once() {
    in_a_world("names::a_name_that_is_not_found_is_told_at_once", |world| {
        let _names = world.look_up(&format!("nameserver {IPV4}\n"));
        for (zone, network) in [
            (Zone::Unknown, "the name does not exist"),
            (Zone::Failing, "the name server fails"),
        ] {
            world.dns.set(zone);
            let talk = Talk::hold(&game(&by_name(), |_| {}), QUESTION, |_| {});
            talk.measured(network, 0);
            assert_eq!((talk.status(), talk.retries), ("RPGGO_NETWORK", 2));
            assert!(talk.detail().contains(NAME), "{}", talk.detail());
            talk.assert_no_wait();
            assert!(talk.total < Duration::from_secs(15), "{:?}", talk.total);
        }
        // It comes back, and the same client goes on.
        let client = game(&by_name(), |_| {});
        assert_eq!(
            Talk::hold(&client, QUESTION, |_| {}).status(),
            "RPGGO_NETWORK"
        );
        world.dns.set(Zone::Both);
        assert_eq!(Talk::hold(&client, QUESTION, |_| {}).status(), "RPGGO_OK");
        // Nobody there who could be asked.
        let _nobody = world.look_up("nameserver 10.99.0.1\n");
        let talk = Talk::hold(&game(&by_name(), |_| {}), QUESTION, |_| {});
        talk.measured("no name server", 0);
        assert_eq!(talk.status(), "RPGGO_NETWORK", "{}", talk.finished);
        talk.assert_no_wait();
    });
}

#[test]
fn a_name_server_that_is_silent_holds_nobody() {
    in_a_world(
        "names::a_name_server_that_is_silent_holds_nobody",
        |world| {
            let _names = world.look_up(PATIENT);
            world.dns.set(Zone::Silent);
            let client = game(&by_name(), |it| {
                it.connect_timeout_ms = 400;
                it.max_retries = -1;
            });
            let talk = Talk::hold(&client, QUESTION, |_| {});
            talk.measured("the name server is silent, connect 400 ms", 0);
            assert_eq!(talk.status(), "RPGGO_TIMEOUT", "{}", talk.finished);
            assert!(
                talk.detail().contains("connect_timeout_ms"),
                "{}",
                talk.detail()
            );
            assert!(talk.total < Duration::from_secs(10), "{:?}", talk.total);
            talk.assert_no_wait();

            // Freed while look-ups hang: at once, and whatever still runs harms nobody.
            // A machine that is busy with other things may be late once, but not every time.
            let mut best = Duration::MAX;
            for _ in 0..3 {
                let before = lookups();
                let client = game(&by_name(), |_| {});
                for _ in 0..20 {
                    client.chat("mira", QUESTION);
                }
                let until = Instant::now() + PATIENCE;
                while lookups() == before {
                    assert!(Instant::now() < until, "no look-up began");
                    std::thread::yield_now();
                }
                let began = Instant::now();
                drop(client);
                best = best.min(began.elapsed());
            }
            println!(
                "{MEASURED}client_free while look-ups hang\t-\t{}\t-\t-\t-\tfreed",
                best.as_millis()
            );
            assert!(best < Duration::from_millis(100), "{best:?}");

            // Other clients do not wait behind those look-ups.
            let other = game(&format!("http://{IPV4}"), |_| {});
            let talk = Talk::hold(&other, QUESTION, |_| {});
            assert_eq!(talk.status(), "RPGGO_OK", "{}", talk.finished);
            world.dns.set(Zone::Both);
            let fresh = game(&by_name(), |_| {});
            let talk = Talk::hold(&fresh, QUESTION, |_| {});
            talk.measured("the name server is back", 0);
            assert_eq!(talk.status(), "RPGGO_OK", "{}", talk.finished);
            assert!(talk.total < Duration::from_secs(15), "{:?}", talk.total);
        },
    );
}

/// How many are under way.
fn lookups() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let names = tasks.map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")));
    names
        .filter(|name| {
            name.as_ref()
                .is_ok_and(|name| name.trim() == "rpggo-lookup")
        })
        .count()
}

#[test]
fn ipv6_alone_is_enough() {
    in_a_world("names::ipv6_alone_is_enough", |world| {
        ip("-4 addr flush dev game");
        let addresses =
            succeed(std::process::Command::new("ip").args(["-4", "addr", "show", "game"]));
        assert!(!addresses.contains("inet "), "{addresses}");
        let _names = world.look_up(&format!("nameserver {IPV6}\n"));
        for (zone, base_url, network) in [
            (
                Zone::OnlyIpv6,
                format!("http://[{IPV6}]"),
                "IPv6 only, by address",
            ),
            (Zone::OnlyIpv6, by_name(), "IPv6 only, by name"),
            (Zone::Both, by_name(), "IPv6 only, the name has both"),
        ] {
            world.dns.set(zone);
            let talk = Talk::hold(&game(&base_url, |_| {}), QUESTION, |_| {});
            talk.measured(network, 0);
            assert_eq!(talk.status(), "RPGGO_OK", "{}", talk.finished);
            assert_eq!(talk.retries, 0);
            talk.assert_no_wait();
        }
        let safe = game(&format!("https://[{IPV6}]"), |it| {
            it.ca_file = world.authority.text.as_ptr();
        });
        assert_eq!(Talk::hold(&safe, QUESTION, |_| {}).status(), "RPGGO_OK");
    });
}

#[test]
fn an_address_where_nobody_is_does_not_keep_the_other_from_being_tried() {
    let name = "names::an_address_where_nobody_is_does_not_keep_the_other_from_being_tried";
    in_a_world(name, |world| {
        let _names = world.look_up(&format!("nameserver {IPV4}\n"));
        world.dns.set(Zone::LostIpv4);
        // The system gives IPv4 first here.
        let prefer = Scratch::with("precedence ::ffff:0:0/96 100\n");
        let target = "/etc/gai.conf";
        if std::path::Path::new(target).exists() {
            succeed(
                std::process::Command::new("mount")
                    .arg("--bind")
                    .arg(&prefer.path)
                    .arg(target),
            );
        }
        let talk = Talk::hold(&game(&by_name(), |_| {}), QUESTION, |_| {});
        talk.measured("the name's IPv4 address is dead, its IPv6 lives", 0);
        assert_eq!(talk.status(), "RPGGO_OK", "{}", talk.finished);
        assert!(talk.total < Duration::from_secs(8), "{:?}", talk.total);
        talk.assert_no_wait();
    });
}
