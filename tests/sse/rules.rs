use proptest::prelude::*;

use rpggo::internals::sse::{Decoder, TooLong};
use rpggo_testkit::decoding::sse::by_the_book;

const LIMIT: usize = 1 << 16;

/// All frames of a stream that comes in the given chunks, and whether it stopped inside one.
fn read(decoder: Decoder, chunks: &[&[u8]]) -> (Vec<(String, String)>, bool) {
    let mut decoder = decoder;
    let mut frames = Vec::new();
    for mut chunk in chunks.iter().copied() {
        while let Some(frame) = decoder.next(&mut chunk).expect("within the limit") {
            frames.push((frame.name.into_owned(), frame.data.into_owned()));
        }
    }
    let inside = decoder.is_inside_frame();
    if let Some(frame) = decoder.end().expect("within the limit") {
        frames.push((frame.name.into_owned(), frame.data.into_owned()));
    }
    (frames, inside)
}

fn standard(stream: &str) -> Vec<(String, String)> {
    read(Decoder::new(LIMIT), &[stream.as_bytes()]).0
}

fn lenient(stream: &str) -> Vec<(String, String)> {
    read(Decoder::new(LIMIT).lenient(), &[stream.as_bytes()]).0
}

fn frames(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|&(name, data)| (name.to_owned(), data.to_owned()))
        .collect()
}

#[test]
fn data_over_several_lines_is_joined() {
    let stream = "data: YHOO\ndata: +2\ndata: 10\n\n";
    assert_eq!(standard(stream), frames(&[("", "YHOO\n+2\n10")]));
}

#[test]
fn comments_and_unknown_fields_are_skipped() {
    let stream = ": test stream\n\ndata: first event\nid: 1\nretry: 5\nother: x\n\n";
    assert_eq!(standard(stream), frames(&[("", "first event")]));
}

#[test]
fn a_field_without_colon_has_an_empty_value() {
    // The standard's own example: two events, the third is not complete.
    let stream = "data\n\ndata\ndata\n\ndata:";
    assert_eq!(standard(stream), frames(&[("", ""), ("", "\n")]));
}

#[test]
fn one_space_after_the_colon_is_left_out() {
    let stream = "data:test\n\ndata: test\n\ndata:  test\n\n";
    assert_eq!(
        standard(stream),
        frames(&[("", "test"), ("", "test"), ("", " test")])
    );
}

#[test]
fn all_line_ends_are_the_same() {
    for end in ["\n", "\r", "\r\n"] {
        let stream = ["event: a", "data: 1", "data: 2", "", "data: 3", "", ""].join(end);
        assert_eq!(standard(&stream), frames(&[("a", "1\n2"), ("", "3")]));
    }
}

#[test]
fn the_name_is_forgotten_after_each_event() {
    let stream = "event: one\ndata: 1\n\ndata: 2\n\nevent: lost\n\ndata: 3\n\n";
    assert_eq!(
        standard(stream),
        frames(&[("one", "1"), ("", "2"), ("", "3")])
    );
}

#[test]
fn a_byte_order_mark_is_skipped_once() {
    assert_eq!(standard("\u{feff}data: 1\n\n"), frames(&[("", "1")]));
    assert_eq!(standard("\u{feff}\u{feff}data: 1\n\n"), frames(&[]));
    let cut: Vec<&[u8]> = b"\xEF\xBB\xBFdata: 1\n\n".chunks(1).collect();
    assert_eq!(read(Decoder::new(LIMIT), &cut).0, frames(&[("", "1")]));
}

#[test]
fn an_event_without_its_blank_line_is_not_dispatched() {
    let (read, inside) = read(Decoder::new(LIMIT), &[b"data: 1\n\ndata: 2\n"]);
    assert_eq!(read, frames(&[("", "1")]));
    assert!(inside);
}

#[test]
fn comments_and_a_last_fin_are_no_cut_frames() {
    let inside = |stream: &str| read(Decoder::new(LIMIT).lenient(), &[stream.as_bytes()]).1;
    for whole in [
        "data: 1\n\n: bye",
        "data: 1\n\n",
        "event: fin\ndata: ",
        "event: fin",
    ] {
        assert!(!inside(whole), "{whole:?}");
    }
    for cut in [
        "data: {\"re",
        "event: da",
        "event: data\n",
        "data: 1\n",
        "dat",
    ] {
        assert!(inside(cut), "{cut:?}");
    }
}

#[test]
fn invalid_utf8_becomes_replacement_characters() {
    let (read, _) = read(Decoder::new(LIMIT), &[b"data: a\xff\xfeb \xe2\x82\n\n"]);
    assert_eq!(read, frames(&[("", "a\u{fffd}\u{fffd}b \u{fffd}")]));
}

#[test]
fn lines_and_events_have_a_limit() {
    let endless = [b'x'; 101];
    let mut decoder = Decoder::new(100);
    assert_eq!(decoder.next(&mut &endless[..]), Err(TooLong));

    let mut decoder = Decoder::new(100);
    let many = "data: 12345678\n".repeat(13);
    assert_eq!(decoder.next(&mut many.as_bytes()), Err(TooLong));

    let mut decoder = Decoder::new(100);
    let fits = format!("data: {}\n\n", "x".repeat(94));
    assert!(decoder.next(&mut fits.as_bytes()).unwrap().is_some());
}

#[test]
fn the_listing_is_read_without_blank_lines() {
    let stream = "fin\ndata\n{\"a\":1}\ndata\n{\"b\":\"x: y\"}\nerr\n{\"c\":3}\n";
    let expected = [
        ("", "{\"a\":1}"),
        ("", "{\"b\":\"x: y\"}"),
        ("err", "{\"c\":3}"),
    ];
    assert_eq!(lenient(stream), frames(&expected));
    assert_eq!(lenient(stream.trim_end()), frames(&expected));
    assert_eq!(standard(stream), frames(&[]));
}

#[test]
fn a_bare_line_replaces_the_name_before_it() {
    let stream = "err\ndata\n{\"a\":1}\nevent: x\nerr\n{\"b\":2}\n";
    assert_eq!(
        lenient(stream),
        frames(&[("", "{\"a\":1}"), ("err", "{\"b\":2}")])
    );
}

#[test]
fn fin_and_err_need_no_data_where_lenient() {
    assert_eq!(lenient("event: fin\n\n"), frames(&[("fin", "")]));
    assert_eq!(lenient("event: data\n\nevent: ping\n\n"), frames(&[]));
    assert_eq!(standard("event: fin\n\n"), frames(&[]));
}

fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "sse" || end == "txt")
        })
        .map(|path| (path.display().to_string(), std::fs::read(&path).unwrap()))
        .collect();
    all.sort();
    assert!(all.len() >= 14);
    all
}

#[test]
fn every_fixture_cut_anywhere_gives_the_same_frames() {
    for (name, bytes) in fixtures() {
        let whole = read(Decoder::new(LIMIT).lenient(), &[&bytes]);
        assert!(!whole.0.is_empty(), "{name}");
        for cut in 0..=bytes.len() {
            let (first, second) = bytes.split_at(cut);
            let cut_once = read(Decoder::new(LIMIT).lenient(), &[first, second]);
            assert_eq!(cut_once, whole, "{name} cut at {cut}");
        }
        for size in [1, 2, 3, 7, 1400] {
            let chunks: Vec<&[u8]> = bytes.chunks(size).collect();
            let chunked = read(Decoder::new(LIMIT).lenient(), &chunks);
            assert_eq!(chunked, whole, "{name} in chunks of {size}");
        }
    }
}

/// Pieces that streams are made of, likely to meet at their worst.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(b"\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"data".to_vec()),
        Just(b"data: ".to_vec()),
        Just(b"err".to_vec()),
        Just(b"event: fin".to_vec()),
        Just(b"event:x".to_vec()),
        Just(b":".to_vec()),
        Just(b"{\"a\":1}".to_vec()),
        Just(b"\xEF\xBB\xBF".to_vec()),
        Just("Grüße 😊".as_bytes().to_vec()),
        proptest::collection::vec(any::<u8>(), 0..4),
    ]
}

proptest! {
    #[test]
    fn any_cut_of_any_stream_gives_the_same_frames(
        pieces in proptest::collection::vec(piece(), 0..40),
        cuts in proptest::collection::vec(1_usize..20, 1..60),
    ) {
        let stream = pieces.concat();
        let mut chunks = Vec::new();
        let mut rest = &stream[..];
        for size in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (chunk, more) = rest.split_at((*size).min(rest.len()));
            chunks.push(chunk);
            rest = more;
        }
        for decoder in [|| Decoder::new(LIMIT), || Decoder::new(LIMIT).lenient()] {
            prop_assert_eq!(read(decoder(), &chunks), read(decoder(), &[&stream]));
        }
        prop_assert_eq!(read(Decoder::new(LIMIT), &chunks).0, by_the_book(&stream));
    }
}
