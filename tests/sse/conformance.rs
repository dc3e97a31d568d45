//! The cases of the standard and of the web platform's tests, by their names there. Those are for
//! browsers: of `id` and `retry`, which this decoder has no use for, only what they do to the rest
//! of a frame is tested here. Where the tests' server ends each answer with a blank line, so do the
//! streams here.

use rpggo::internals::sse::Decoder;
use rpggo_testkit::decoding::sse::read;

const LIMIT: usize = 1 << 16;

/// The data of all frames, whole and byte by byte, read strictly; the lenient reading is the same.
fn data(stream: &str) -> Vec<String> {
    frames(stream).into_iter().map(|(_, data)| data).collect()
}

fn frames(stream: &str) -> Vec<(String, String)> {
    let whole = read(Decoder::new(LIMIT), &[stream.as_bytes()]).0;
    let bytes: Vec<&[u8]> = stream.as_bytes().chunks(1).collect();
    assert_eq!(read(Decoder::new(LIMIT), &bytes).0, whole);
    assert_eq!(
        read(Decoder::new(LIMIT).lenient(), &bytes).0,
        whole,
        "lenient"
    );
    whole
}

fn named(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, data): &(&str, &str)| ((*name).to_owned(), (*data).to_owned());
    pairs.iter().map(owned).collect()
}

macro_rules! cases {
    ($($(#[doc = $about:literal])* $name:ident: $stream:expr => $expected:expr;)+) => {
        $(
            $(#[doc = $about])*
            #[test]
            fn $name() {
                assert_eq!(data(&$stream), $expected);
            }
        )+
    };
}

mod standard {
    use super::*;

    cases! {
        introduction: "data: This is the first message.\n\ndata: This is the second message, it\n\
            data: has two lines.\n\ndata: This is the third message.\n\n"
            => ["This is the first message.", "This is the second message, it\nhas two lines.",
                "This is the third message."];
        stock_ticker: "data: YHOO\ndata: +2\ndata: 10\n\n" => ["YHOO\n+2\n10"];
        /// A comment, ids that are set and reset, and a space that stays.
        four_blocks: ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\n\
            data:  third event\n\n"
            => ["first event", "second event", " third event"];
        /// The last block is not at its end.
        empty_data: "data\n\ndata\ndata\n\ndata:" => ["", "\n"];
        space_after_the_colon: "data:test\n\ndata: test\n\n" => ["test", "test"];
        keep_alive_comments: ":\n\ndata: 1\n:\n\n:\n\n:\n\ndata: 2\n\n" => ["1", "2"];
    }

    #[test]
    fn named_events() {
        let stream = "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n\
            event: add\ndata: 113411\n\n";
        let expected = [("add", "73857293"), ("remove", "2153"), ("add", "113411")];
        assert_eq!(frames(stream), named(&expected));
    }

    /// An event without data is none, and its name is not that of the next one.
    #[test]
    fn a_name_without_data() {
        let stream = "event: ping\n\ndata: 1\n\nevent: a\nevent: b\ndata: 2\n\n";
        assert_eq!(frames(stream), named(&[("", "1"), ("b", "2")]));
    }
}

mod web_platform_tests {
    use super::*;

    fn comments() -> String {
        let long = "x".repeat(2 << 10);
        format!("data:1\r:\0\n:\r\ndata:2\n:{long}\rdata:3\n:data:fail\r:{long}\ndata:4\n\n")
    }

    cases! {
        /// Names with other letters or spaces are other fields.
        event_data: "data:msg\ndata: msg\n\n:\nfalsefield:msg\n\nfalsefield:msg\nData:data\n\n\
            data\n\ndata:end\n\n"
            => ["msg\nmsg", "", "end"];
        /// Only the first is a byte order mark: the other is part of a name.
        format_bom: "\u{feff}data:1\n\n\u{feff}data:2\n\ndata:3\n\n" => ["1", "3"];
        format_bom_2: "\u{feff}\u{feff}data:1\n\ndata:2\n\ndata:3\n\n" => ["2", "3"];
        format_comments: comments() => ["1\n2\n3\n4"];
        format_data_before_final_empty_line: "retry:1000\ndata:test1\n\nid:test\ndata:test2"
            => ["test1"];
        format_field_data: "data:\n\ndata\ndata\n\ndata:test\n\n" => ["", "\n", "test"];
        format_field_id: "id: 1\ndata:hello\n\ndata:hello\n\n" => ["hello", "hello"];
        format_field_id_2: "id\ndata:hello\n\nid:2\ndata:hello\n\ndata:hello\n\n"
            => ["hello", "hello", "hello"];
        /// A block that is only an id is no event.
        format_field_id_3: "id:1\n\ndata:hello\n\nid\n\ndata:hello\n\n" => ["hello", "hello"];
        format_field_id_null: "id:\0\0\ndata:hello\n\n\n" => ["hello"];
        format_field_parsing: "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\r\
            data_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n"
            => ["\0\n 2\n1\n3\n\n4"];
        format_field_retry: "retry:03000\ndata:x\n\n" => ["x"];
        format_field_retry_bogus: "retry:3000\nretry:1000x\ndata:x\n\n" => ["x"];
        format_field_retry_empty: "retry\ndata:test\n\n" => ["test"];
        format_field_unknown: "data:test\n data\ndata\nfoobar:xxx\njustsometext\n\
            :thisisacommentyay\ndata:test\n\n"
            => ["test\n\ntest"];
        /// One space is left out, a tab is not.
        format_leading_space: "data:\ttest\rdata: \ndata:test\n\n" => ["\ttest\n\ntest"];
        format_newlines: "data:test\r\ndata\ndata:test\r\n\r" => ["test\n\ntest"];
        format_null_character: "data:\0\n\n\n\n" => ["\0"];
    }

    #[test]
    fn format_field_event() {
        let stream = "event:test\ndata:x\n\ndata:x\n\n";
        assert_eq!(frames(stream), named(&[("test", "x"), ("", "x")]));
    }

    #[test]
    fn format_field_event_empty() {
        assert_eq!(frames("event: \ndata:data\n\n"), named(&[("", "data")]));
    }

    #[test]
    fn format_utf_8() {
        assert_eq!(data("data:ok…\n\n"), ["ok…"]);
        let cut = [&b"data:ok\xE2"[..], b"\x80", b"\xA6\n\n"];
        let told = read(Decoder::new(LIMIT), &cut).0;
        assert_eq!(told, named(&[("", "ok…")]));
    }

    /// What the response is called does not decide what it is read as: its first bytes do. A browser
    /// refuses the two bogus ones; servers of models are less exact.
    mod format_mime {
        use rpggo_testkit::decoding::response::says;

        const STREAM: &str = "data: {\"content\":\"data\"}\n\n";

        fn is_read(content_type: &'static str) -> bool {
            says(content_type, STREAM.as_bytes()) == "data: RPGGO_OK"
        }

        #[test]
        fn format_mime_bogus() {
            assert!(is_read("x bogus"));
        }

        #[test]
        fn format_mime_valid_bogus() {
            assert!(is_read("text/x-bogus"));
        }

        #[test]
        fn format_mime_trailing_semicolon() {
            assert!(is_read("text/event-stream;"));
        }

        #[test]
        fn format_mime_valid_bogus_charset() {
            assert!(is_read("text/event-stream;charset=bogus"));
        }

        /// Always UTF-8, whatever it says.
        #[test]
        fn format_utf_8() {
            let stream = "data: {\"content\":\"ok…\"}\n\n".as_bytes();
            let said = says("text/event-stream;charset=windows-1252", stream);
            assert_eq!(said, "ok…: RPGGO_OK");
        }
    }
}
