//! Loss, latency, a slow link, and one that goes away.

use std::time::{Duration, Instant};

use crate::talk::{Talk, game};
use crate::wire::Weather;
use crate::world::{IPV4, NAME, World, in_a_world, ip};

const QUESTION: &str = "Who is on the ferry?";
const SECOND: Duration = Duration::from_secs(1);

fn plain() -> String {
    format!("http://{IPV4}")
}

/// The talk as it is on a good network.
fn undisturbed(world: &World) -> Talk {
    world.wire.set(Weather::default());
    let talk = Talk::hold(&game(&plain(), |_| {}), QUESTION, |_| {});
    assert_eq!(talk.status(), "RPGGO_OK", "{}", talk.finished);
    assert!(talk.words.len() > 10, "{:?}", talk.words);
    talk
}

fn loss(test: &str, percent: u64) {
    in_a_world(test, |world| {
        let expected = undisturbed(&world);
        expected.measured("undisturbed", world.wire.lost());
        world.wire.set(Weather {
            loss_percent: percent,
            delay: Duration::from_millis(20),
            ..Weather::default()
        });
        let began = Instant::now();
        let (mut number, mut whole) = (0, 0);
        // As many as there is time for, and until something was lost.
        while began.elapsed() < 6 * SECOND || world.wire.lost() == 0 {
            number += 1;
            let lost = world.wire.lost();
            let talk = Talk::hold(&game(&plain(), |_| {}), QUESTION, |_| {});
            talk.assert_kept(&expected);
            whole += usize::from(talk.status() == "RPGGO_OK");
            let network = format!("{percent} % loss, 40 ms, talk {number}");
            talk.measured(&network, world.wire.lost() - lost);
        }
        // TCP makes up for what was lost.
        assert!(whole > 0);
    });
}

#[test]
fn one_packet_of_100_is_lost() {
    loss("link::one_packet_of_100_is_lost", 1);
}

#[test]
fn five_packets_of_100_are_lost() {
    loss("link::five_packets_of_100_are_lost", 5);
}

#[test]
fn twenty_packets_of_100_are_lost() {
    loss("link::twenty_packets_of_100_are_lost", 20);
}

#[test]
fn an_answer_takes_as_long_as_the_way() {
    in_a_world("link::an_answer_takes_as_long_as_the_way", |world| {
        let expected = undisturbed(&world);
        let there_and_back = Duration::from_millis(300);
        world.wire.set(Weather {
            delay: there_and_back / 2,
            ..Weather::default()
        });
        let near = game(&plain(), |_| {});
        let first = Talk::hold(&near, QUESTION, |_| {});
        first.assert_whole(&expected);
        first.measured("300 ms, plain, new connection", 0);
        // Once to connect, once to ask.
        assert!(first.first_word.unwrap() >= 2 * there_and_back);
        let second = Talk::hold(&near, QUESTION, |_| {});
        second.measured("300 ms, plain, open connection", 0);
        second.assert_no_wait();
        assert_eq!(second.status(), "RPGGO_OK");

        let _names = world.look_up(&format!("nameserver {IPV4}\n"));
        let safe = game(&format!("https://{NAME}"), |it| {
            it.ca_file = world.authority.text.as_ptr();
        });
        let first = Talk::hold(&safe, QUESTION, |_| {});
        first.measured("300 ms, TLS, by name, new connection", 0);
        assert_eq!(first.status(), "RPGGO_OK", "{}", first.finished);
        // The name, the connection, the handshake, the question.
        assert!(first.first_word.unwrap() >= 4 * there_and_back);
        let second = Talk::hold(&safe, QUESTION, |_| {});
        second.measured("300 ms, TLS, open connection", 0);
        assert_eq!(second.status(), "RPGGO_OK", "{}", second.finished);
        // The connection is kept: nothing was looked up, and no hand shaken.
        assert_eq!(safe.stats().connections_opened, 1);
    });
}

#[test]
fn ten_kilobytes_a_second_are_enough_for_words() {
    in_a_world(
        "link::ten_kilobytes_a_second_are_enough_for_words",
        |world| {
            let expected = undisturbed(&world);
            let slow = Weather {
                rate: 10_000,
                delay: Duration::from_millis(20),
                ..Weather::default()
            };
            world.wire.set(slow);
            let talk = Talk::hold(&game(&plain(), |_| {}), QUESTION, |_| {});
            talk.measured("10 kB/s", 0);
            talk.assert_whole(&expected);
            // More than the link carries in its time: it comes as fast as it can, and in order.
            let flood = format!("{}/fault/flood=200", plain());
            let talk = Talk::hold(&game(&flood, |_| {}), QUESTION, |_| {});
            talk.measured("10 kB/s, 200 words at once", 0);
            assert_eq!(talk.status(), "RPGGO_OK", "{}", talk.finished);
            let lines = (0..200).map(|number| format!("flood {number} "));
            assert!(talk.words.iter().cloned().eq(lines), "{:?}", talk.words);
            assert!(talk.total > SECOND, "the link was slow: {:?}", talk.total);
            let first = talk.first_word.unwrap();
            assert!(first < talk.total / 2, "{first:?} of {:?}", talk.total);
            talk.assert_no_wait();
        },
    );
}

/// The link goes away in the middle of an answer, for a while; `away` and `back` do it.
fn interrupted(world: &World, network: &str, away: &dyn Fn(), back: &dyn Fn()) {
    let expected = undisturbed(world);
    let mut gone: Option<(Instant, usize)> = None;
    let mut is_back = false;
    let outage = SECOND;
    let talk = Talk::hold(&game(&plain(), |_| {}), QUESTION, |talk| match gone {
        None if talk.words.len() >= 5 => {
            away();
            gone = Some((Instant::now(), talk.words.len()));
        }
        Some((since, words)) if !is_back && since.elapsed() >= outage => {
            // What was under way may still have come.
            assert!(talk.words.len() <= words + 2, "the link was away");
            back();
            is_back = true;
        }
        _ => {}
    });
    assert!(is_back);
    talk.measured(network, world.wire.lost());
    talk.assert_whole(&expected);
    assert!(talk.total >= outage);
}

#[test]
fn a_link_that_comes_back_brings_the_rest() {
    in_a_world("link::a_link_that_comes_back_brings_the_rest", |world| {
        let gone = Weather {
            is_away: true,
            ..Weather::default()
        };
        interrupted(
            &world,
            "no signal for 1 s in an answer",
            &|| world.wire.set(gone),
            &|| world.wire.set(Weather::default()),
        );
        interrupted(
            &world,
            "interface down for 1 s in an answer",
            &|| ip("link set game down"),
            &|| ip("link set game up"),
        );
    });
}

#[test]
fn a_link_that_stays_away_is_told_in_time() {
    in_a_world("link::a_link_that_stays_away_is_told_in_time", |world| {
        let expected = undisturbed(&world);
        let gone = Weather {
            is_away: true,
            ..Weather::default()
        };
        // In the middle of an answer.
        let client = game(&plain(), |it| it.idle_timeout_ms = 700);
        let talk = Talk::hold(&client, QUESTION, |talk| {
            if talk.words.len() >= 5 {
                world.wire.set(gone);
            }
        });
        talk.measured("no signal from the 5th word on, idle 700 ms", 0);
        talk.assert_kept(&expected);
        assert_eq!(talk.status(), "RPGGO_TIMEOUT");
        assert!(
            talk.detail().contains("idle_timeout_ms"),
            "{}",
            talk.detail()
        );
        assert!(talk.total < 10 * SECOND, "{:?}", talk.total);

        // Before there is a connection: each try as long as it may take, and no longer.
        let fresh = game(&plain(), |it| it.connect_timeout_ms = 400);
        let talk = Talk::hold(&fresh, QUESTION, |_| {});
        talk.measured("no signal, connect 400 ms, 2 retries", 0);
        talk.assert_kept(&expected);
        assert_eq!((talk.status(), talk.retries), ("RPGGO_TIMEOUT", 2));
        assert!(
            talk.detail().contains("connect_timeout_ms"),
            "{}",
            talk.detail()
        );
        assert!(talk.total < 10 * SECOND, "{:?}", talk.total);

        // On a connection that is open, but dead.
        world.wire.set(Weather::default());
        let kept = game(&plain(), |it| it.first_byte_timeout_ms = 600);
        assert_eq!(Talk::hold(&kept, QUESTION, |_| {}).status(), "RPGGO_OK");
        world.wire.set(gone);
        let talk = Talk::hold(&kept, QUESTION, |_| {});
        talk.measured("no signal on an open connection, first byte 600 ms", 0);
        assert_eq!(talk.status(), "RPGGO_TIMEOUT", "{}", talk.finished);
        assert!(
            talk.detail().contains("first_byte_timeout_ms"),
            "{}",
            talk.detail()
        );
        talk.assert_no_wait();

        // No way at all.
        ip("link set game down");
        let talk = Talk::hold(&game(&plain(), |_| {}), QUESTION, |_| {});
        talk.measured("interface down, default timeouts", 0);
        assert_eq!((talk.status(), talk.retries), ("RPGGO_NETWORK", 2));
        talk.assert_no_wait();
        ip("link set game up");
        world.wire.set(Weather::default());
        Talk::hold(&game(&plain(), |_| {}), QUESTION, |_| {}).assert_whole(&expected);
    });
}
