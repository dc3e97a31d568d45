use serde::Deserialize;

use super::*;

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Sample<'a> {
    #[serde(borrow)]
    text: Text<'a>,
    integer: Integer,
    number: Number,
    flag: Flag,
    #[serde(borrow)]
    list: List<Text<'a>>,
    #[serde(borrow)]
    inner: Object<Inner<'a>>,
    #[serde(borrow)]
    entries: Entries<'a, Text<'a>>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Inner<'a> {
    #[serde(borrow)]
    name: Text<'a>,
}

fn sample(text: &str) -> Sample<'_> {
    read_object::<Object<_>>(text).unwrap().0
}

#[test]
fn what_is_missing_or_null_or_of_another_shape_reads_as_empty() {
    let empty = Sample::default();
    assert_eq!(sample("{}"), empty);
    for value in ["null", "[]", "{}"] {
        let names = [
            "text", "integer", "number", "flag", "list", "inner", "entries",
        ];
        for name in names {
            let json = format!(r#"{{"{name}":{value},"unknown":[{{"a":[1]}}]}}"#);
            assert_eq!(sample(&json), empty, "{json}");
        }
    }
    for value in ["true", "-7", "7", "1.5", "\"x\""] {
        for name in ["list", "inner", "entries"] {
            assert_eq!(sample(&format!(r#"{{"{name}":{value}}}"#)), empty);
        }
    }
    assert_eq!(
        sample(r#"{"inner":[1],"list":{"a":1},"entries":[1]}"#),
        empty
    );
}

#[test]
fn a_number_may_come_as_a_string_and_back() {
    let json = r#"{"text":7,"integer":"42","number":"2.5","flag":"true"}"#;
    let read = sample(json);
    assert_eq!(read.text.0, "7");
    assert_eq!(read.integer.0, 42);
    assert_eq!(read.number.0, 2.5);
    assert!(read.flag.0);
    assert_eq!(sample(r#"{"integer":3.9}"#).integer.0, 3);
    assert_eq!(sample(r#"{"integer":" 12.0 "}"#).integer.0, 12);
    assert_eq!(sample(r#"{"integer":"many"}"#).integer.0, 0);
    assert_eq!(sample(r#"{"number":3,"flag":1}"#).number.0, 3.0);
    assert!(sample(r#"{"flag":1}"#).flag.0);
    assert_eq!(
        sample(r#"{"text":18446744073709551615}"#).text.0,
        "18446744073709551615"
    );
    assert_eq!(sample(r#"{"text":true}"#).text.0, "true");
    assert_eq!(Integer(1 << 40).clamped(), i32::MAX);
}

#[test]
fn lists_and_objects_keep_what_is_there() {
    let read = sample(
        r#"{"list":["a",1,null],"inner":{"name":"n","more":1},"entries":{"b":"2","a":null}}"#,
    );
    let texts: Vec<&str> = read.list.0.iter().map(|text| &*text.0).collect();
    assert_eq!(texts, ["a", "1"]);
    assert_eq!(read.inner.0.name.0, "n");
    let keys: Vec<&str> = read.entries.0.iter().map(|(key, _)| &**key).collect();
    assert_eq!(keys, ["b"]);
}

#[test]
fn strings_are_borrowed_where_they_have_no_escapes() {
    let read = sample(r#"{"text":"plain"}"#);
    assert!(matches!(read.text.0, Cow::Borrowed("plain")));
    assert_eq!(
        sample(r#"{"text":"a\n\u00e9\ud83d\ude0a"}"#).text.0,
        "a\né😊"
    );
}

#[test]
fn only_objects_are_read() {
    for wrong in ["", "[]", "1", "\"x\"", "{", "{}}", "null", "nonsense"] {
        assert!(
            read_object::<Object<Sample<'_>>>(wrong).is_err(),
            "{wrong:?}"
        );
    }
}

#[test]
fn depth_is_measured_outside_of_strings() {
    let nested = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(!is_too_deep(&nested(128)));
    assert!(is_too_deep(&nested(129)));
    let wide = format!("[{}]", "[],".repeat(1000));
    assert!(!is_too_deep(&wide));
    let string = format!(r#"{{"a":"\"{}"}}"#, "[".repeat(1000));
    assert!(!is_too_deep(&string));
}

#[test]
fn pointers_follow_rfc_6901() {
    let text = r#"{"foo":["bar","b\"z"],"":0,"a/b":1,"m~n":8,"o":{"n":null,"x":[1, 2]}}"#;
    let at = |path: &str| pointer(text, path).map(|value| plain(value).into_owned());
    assert_eq!(at("").as_deref(), Some(text));
    assert_eq!(at("/foo/0").as_deref(), Some("bar"));
    assert_eq!(at("/foo/1").as_deref(), Some("b\"z"));
    assert_eq!(at("/").as_deref(), Some("0"));
    assert_eq!(at("/a~1b").as_deref(), Some("1"));
    assert_eq!(at("/m~0n").as_deref(), Some("8"));
    assert_eq!(at("/o/n").as_deref(), Some("null"));
    assert_eq!(at("/o/x").as_deref(), Some("[1, 2]"));
    for absent in [
        "/foo/2", "/foo/-", "/foo/01", "/foo/+1", "/nope", "/foo/0/x", "foo", "/o/n/x",
    ] {
        assert_eq!(at(absent), None, "{absent}");
    }
    assert!(pointer("not json", "/a").is_none());
    assert!(pointer("", "").is_none());
}

#[test]
fn what_a_strict_reader_refuses_is_repaired() {
    for (broken, whole) in [
        (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
        (r#"{"a":"cut \ud83d"}"#, "{\"a\":\"cut \u{fffd}\"}"),
        (r#"{"a":"\ude0a!"}"#, "{\"a\":\"\u{fffd}!\"}"),
        (
            r#"{"a":"\ud83d\ude0a \\ud83d é"}"#,
            r#"{"a":"😊 \\ud83d é"}"#,
        ),
    ] {
        assert_eq!(repair(broken).as_deref(), Some(whole), "{broken}");
    }
    for (broken, whole) in [
        (r#"{"a":NaN}"#, r#"{"a":null}"#),
        (r#"{"NaN":[-Infinity,Infinity]}"#, r#"{"NaN":[null,null]}"#),
    ] {
        assert_eq!(repair(broken).as_deref(), Some(whole), "{broken}");
    }
    for hopeless in ["", "{", "nonsense", "\\", "{\"a\":\"\\é\"}"] {
        assert_eq!(repair(hopeless), None, "{hopeless}");
    }
}

#[test]
fn a_list_has_a_longest() {
    let list = |count: usize| format!(r#"{{"list":[{}"x"]}}"#, "\"x\",".repeat(count - 1));
    assert_eq!(sample(&list(1024)).list.0.len(), 1024);
    assert!(read_object::<Object<Sample<'_>>>(&list(1025)).is_err());
    let nothing = format!(r#"{{"list":[{}null]}}"#, "null,".repeat(5000));
    assert!(sample(&nothing).list.0.is_empty());
}
