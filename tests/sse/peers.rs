//! The same streams read by decoders that others wrote. What they do otherwise, each shown below:
//!
//! | decoder | difference | who is right |
//! |---|---|---|
//! | `sse-stream` | invalid UTF-8 ends the stream with an error | the standard replaces it, as here |
//! | `sse-stream` | a block with only a name, an id or a time is told, without data | the standard drops it, as here |
//! | `eventsource-stream` | invalid UTF-8 holds back all that follows | the standard replaces it, as here |
//! | `eventsource-stream` | a byte order mark makes it panic | the standard leaves it out, as here |
//! | `eventsource-stream` | a CR that ends the stream is waited upon, so that the last event does not come | the standard dispatches it, as here |

use std::convert::Infallible;

use bytes::Bytes;
use eventsource_stream::EventStream;
use futures::{FutureExt, StreamExt, stream};
use proptest::prelude::*;
use sse_stream::SseByteStream;

use rpggo::internals::sse::Decoder;
use rpggo_testkit::decoding::sse::read;

type Frames = Vec<(String, String)>;

fn ours(pieces: &[&[u8]]) -> Frames {
    let told = read(Decoder::new(1 << 20), pieces).0;
    let named = |(name, data): (String, String)| {
        (
            if name.is_empty() {
                "message".into()
            } else {
                name
            },
            data,
        )
    };
    told.into_iter().map(named).collect()
}

fn bytes(pieces: &[&[u8]]) -> impl futures::Stream<Item = Result<Bytes, Infallible>> + Unpin {
    let pieces: Vec<_> = pieces.iter().map(|it| Bytes::copy_from_slice(it)).collect();
    stream::iter(pieces.into_iter().map(Ok))
}

/// Its frames up to an error, if one comes; all is there at once.
fn eventsource_stream(pieces: &[&[u8]]) -> (Frames, bool) {
    let told = EventStream::new(bytes(pieces)).collect::<Vec<_>>();
    let told = told.now_or_never().expect("it does not wait");
    let failed = told.iter().any(Result::is_err);
    let frames = told.into_iter().map_while(Result::ok);
    (frames.map(|it| (it.event, it.data)).collect(), failed)
}

/// The same; also how many blocks without data were told.
fn sse_stream(pieces: &[&[u8]]) -> (Frames, bool, usize) {
    let told = SseByteStream::new(bytes(pieces)).collect::<Vec<_>>();
    let told = told.now_or_never().expect("it does not wait");
    let failed = told.iter().any(Result::is_err);
    let blocks: Vec<_> = told.into_iter().map_while(Result::ok).collect();
    let without = blocks.iter().filter(|it| it.data.is_none()).count();
    let frames = blocks.into_iter().filter_map(|it| {
        let name = it.event.filter(|name| !name.is_empty());
        Some((name.unwrap_or("message".into()), it.data?))
    });
    (frames.collect(), failed, without)
}

/// A line, mostly one that means something.
fn line() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        8 => Just("data".to_owned()),
        2 => Just("event".to_owned()),
        1 => Just("id".to_owned()),
        1 => Just("retry".to_owned()),
        1 => "[a-zA-Z \0]{0,6}",
    ];
    let value = prop_oneof![
        Just(String::new()),
        Just(" x".to_owned()),
        "[0-9]{1,5}",
        "[ -~]{0,12}",
        "[^\r\n]{0,8}",
    ];
    let end = prop_oneof![4 => Just("\n"), 2 => Just("\r\n"), 1 => Just("\r")];
    let line = prop_oneof![
        8 => (name, prop_oneof![4 => Just(":"), 1 => Just("")], value)
            .prop_map(|(name, colon, value)| {
                let value = if colon.is_empty() { String::new() } else { value };
                [name.as_str(), colon, &value].concat()
            }),
        4 => Just(String::new()),
        1 => "[^\r\n]{0,6}".prop_map(|text| format!(":{text}")),
    ];
    (line, end).prop_map(|(line, end)| line + end)
}

/// A stream, perhaps with a byte order mark, and perhaps cut.
fn stream() -> impl Strategy<Value = String> {
    let lines = proptest::collection::vec(line(), 0..24);
    (any::<bool>(), lines, "[a-z:]{0,4}").prop_map(|(mark, lines, rest)| {
        let mark = if mark { "\u{feff}" } else { "" };
        [mark, &lines.concat(), &rest].concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn others_read_the_same(stream in stream(), size in 1_usize..40) {
        let pieces: Vec<&[u8]> = stream.as_bytes().chunks(size).collect();
        let ours = ours(&pieces);

        let (theirs, failed, _) = sse_stream(&pieces);
        prop_assert!(!failed);
        prop_assert_eq!(&theirs, &ours, "sse-stream");

        if stream.starts_with('\u{feff}') {
            return Ok(());
        }
        let (theirs, failed) = eventsource_stream(&pieces);
        prop_assert!(!failed);
        if stream.ends_with('\r') && theirs.len() + 1 == ours.len() {
            prop_assert_eq!(&theirs[..], &ours[..theirs.len()], "eventsource-stream");
        } else {
            prop_assert_eq!(&theirs, &ours, "eventsource-stream");
        }
    }
}

fn frames(data: &[&str]) -> Frames {
    let frame = |data: &&str| ("message".to_owned(), (*data).to_owned());
    data.iter().map(frame).collect()
}

#[test]
fn invalid_utf_8_ends_what_they_read() {
    let stream: &[u8] = b"data: 1\n\ndata: \xFF\n\ndata: 3\n\n";
    assert_eq!(ours(&[stream]), frames(&["1", "\u{fffd}", "3"]));
    assert_eq!(sse_stream(&[stream]).0, frames(&["1"]));
    assert!(sse_stream(&[stream]).1);
    assert_eq!(eventsource_stream(&[stream]).0, frames(&["1"]));
    assert!(eventsource_stream(&[stream]).1);
}

#[test]
fn a_byte_order_mark_is_too_much_for_one_of_them() {
    let stream: &[u8] = b"\xEF\xBB\xBFdata: 1\n\n";
    assert_eq!(ours(&[stream]), frames(&["1"]));
    assert_eq!(sse_stream(&[stream]).0, frames(&["1"]));
    assert!(std::panic::catch_unwind(|| eventsource_stream(&[stream])).is_err());
}

#[test]
fn a_block_without_data_is_told_by_one_of_them() {
    let stream: &[u8] = b"event: ping\n\nid: 1\n\nretry: 5\n\ndata: 1\n\n";
    assert_eq!(ours(&[stream]), frames(&["1"]));
    assert_eq!(sse_stream(&[stream]), (frames(&["1"]), false, 3));
    assert_eq!(eventsource_stream(&[stream]), (frames(&["1"]), false));
}

#[test]
fn a_last_carriage_return_is_waited_upon_by_one_of_them() {
    let stream: &[u8] = b"data: 1\r\r";
    assert_eq!(ours(&[stream]), frames(&["1"]));
    assert_eq!(sse_stream(&[stream]).0, frames(&["1"]));
    assert_eq!(eventsource_stream(&[stream]).0, frames(&[]));
}
