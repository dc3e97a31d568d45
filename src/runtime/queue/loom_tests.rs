//! The orders in which the atomics of the queue can be seen, all of them. The ring between them is
//! `rtrb`'s, and seen here as if each of its steps were one.

use futures::FutureExt;
use loom::thread;

use super::*;
use crate::event::{Event, EventKind};

fn push(writer: &mut Writer<Event<'static>>) {
    let delta = "x".into();
    let event = Event::bare(EventKind::Text { delta });
    let pushed = writer.push(event, || {}).now_or_never();
    assert!(pushed.is_some(), "there is room");
}

/// What was queued before the signal was armed has been read when it is set.
#[test]
fn a_signal_is_not_set_before_all_is_read() {
    loom::model(|| {
        let (mut writer, mut reader) = queue(1 << 20);
        let (drain_signal, depth) = (reader.drain_signal(), reader.depth());
        let game = thread::spawn(move || {
            for _ in 0..3 {
                drop(reader.pop());
            }
        });
        push(&mut writer);
        drain_signal.arm();
        if drain_signal.take() {
            assert_eq!(depth.popped(), 1);
            assert_eq!(depth.bytes(), 0);
            assert!(!drain_signal.take(), "it says so once");
        }
        game.join().unwrap();
    });
}

/// A poll after the signal was armed is not missed.
#[test]
fn a_gate_hears_of_a_poll() {
    loom::model(|| {
        let (mut writer, mut reader) = queue(1 << 20);
        let drain_signal = reader.drain_signal();
        push(&mut writer);
        drain_signal.arm();
        let game = thread::spawn(move || {
            assert!(reader.pop().is_some());
            assert!(reader.pop().is_none());
        });
        game.join().unwrap();
        assert!(drain_signal.take());
    });
}

/// Both ends count at once, and nothing is counted twice or below nothing.
#[test]
fn the_level_is_right_when_both_ends_are_done() {
    loom::model(|| {
        let (mut writer, mut reader) = queue(1 << 20);
        let depth = reader.depth();
        let game = thread::spawn(move || {
            let read = (0..2).filter(|_| reader.pop().is_some()).count();
            (read, reader)
        });
        push(&mut writer);
        push(&mut writer);
        let (mut read, mut reader) = game.join().unwrap();
        while reader.pop().is_some() {
            read += 1;
        }
        assert_eq!(read, 2);
        assert_eq!((depth.popped(), depth.pushed(), depth.bytes()), (2, 2, 0));
    });
}
