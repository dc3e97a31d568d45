//! What would be picked instead to read RPGGO's event stream.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::hint::black_box;

use bytes::Bytes;
use eventsource_stream::Eventsource;
use futures::executor::block_on;
use futures::{Stream, StreamExt, stream};
use serde::Deserialize;
use serde_json::Value;
use sse_stream::SseByteStream;

/// Reads a stream; gives how much text its frames say.
pub type Peer = fn(&[Bytes]) -> usize;

pub const IN_RUST: &[(&str, Peer)] = &[
    ("sse-stream + serde_json, typed", |chunks| {
        sse_stream(chunks, typed)
    }),
    ("sse-stream + serde_json, Value", |chunks| {
        sse_stream(chunks, value)
    }),
    ("eventsource-stream + serde_json, typed", |chunks| {
        eventsource(chunks, typed)
    }),
    ("eventsource-stream + serde_json, Value", |chunks| {
        eventsource(chunks, value)
    }),
];

pub const IN_C: &[(&str, Peer)] = &[
    ("lines + cJSON (C)", |chunks| in_c(chunks, peer_cjson)),
    ("lines + nlohmann (C++)", |chunks| {
        in_c(chunks, peer_nlohmann)
    }),
];

/// These say what the machine can do.
pub const LIMITS: &[(&str, Peer)] = &[
    ("limit: lines + simdjson, on demand (C++)", |chunks| {
        in_c(chunks, peer_simdjson)
    }),
    ("limit: memchr", memchr),
];

/// Those that are measured over the size of a frame, too.
pub const BEST: [(&str, Peer); 2] = [IN_RUST[0], IN_RUST[2]];

/// The streams as the documentation of both crates reads them.
fn events(chunks: &[Bytes]) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
    let chunks = chunks.to_vec();
    stream::iter(chunks.into_iter().map(Ok))
}

fn eventsource(chunks: &[Bytes], read: fn(&str) -> usize) -> usize {
    let mut stream = events(chunks).eventsource();
    let mut said = 0;
    block_on(async {
        while let Some(event) = stream.next().await {
            let event = event.expect("it is a stream");
            if event.event == "fin" {
                break;
            }
            said += read(&event.data);
        }
    });
    said
}

fn sse_stream(chunks: &[Bytes], read: fn(&str) -> usize) -> usize {
    let mut stream = SseByteStream::new(events(chunks));
    let mut said = 0;
    block_on(async {
        while let Some(event) = stream.next().await {
            let event = event.expect("it is a stream");
            if event.event.as_deref() == Some("fin") {
                break;
            }
            said += read(&event.data.unwrap_or_default());
        }
    });
    said
}

/// Structs as the documentation of serde has them; the game takes them as they are.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Frame {
    ret: i64,
    message: String,
    data: Data,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Data {
    result: Said,
    game_status: Status,
    transaction_details: BTreeMap<String, Cost>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Said {
    character_id: String,
    character_type: String,
    message_id: String,
    text: String,
    text_ext: String,
    image: String,
    image_type: i32,
    epoch: Epoch,
    insiders: Vec<String>,
    action_list: Vec<Action>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Epoch {
    current_count: i32,
    max_chat_count: i32,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Action {
    r#type: String,
    text: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Status {
    goal_id: String,
    goal: Goals,
    chapter_id: String,
    action: i32,
    action_message: String,
    displayed_status: BTreeMap<String, Value>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Goals {
    chapter_tip: Tip,
    goals_status: Vec<Goal>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Tip {
    closing_statement: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Goal {
    goal: String,
    goal_id: String,
    achieved: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Cost {
    r#type: String,
    amount: f64,
    fund_direction: String,
    name: String,
    description: String,
}

/// The game: it takes what a frame says, and forgets it.
fn tell(frame: Frame) -> usize {
    black_box(&frame).data.result.text.len()
}

fn typed(json: &str) -> usize {
    let frame: Frame = serde_json::from_str(json).expect("it is JSON");
    tell(frame)
}

fn value(json: &str) -> usize {
    let frame: Value = serde_json::from_str(json).expect("it is JSON");
    let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let integer = |value: &Value| value.as_i64().unwrap_or_default() as i32;
    fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> Vec<T> {
        value.as_array().into_iter().flatten().map(read).collect()
    }
    fn map<T>(value: &Value, read: impl Fn(&Value) -> T) -> BTreeMap<String, T> {
        let entries = value.as_object().into_iter().flatten();
        entries
            .map(|(key, value)| (key.clone(), read(value)))
            .collect()
    }
    let (said, status) = (&frame["data"]["result"], &frame["data"]["game_status"]);
    tell(Frame {
        ret: frame["ret"].as_i64().unwrap_or_default(),
        message: string(&frame["message"]),
        data: Data {
            result: Said {
                character_id: string(&said["character_id"]),
                character_type: string(&said["character_type"]),
                message_id: string(&said["message_id"]),
                text: string(&said["text"]),
                text_ext: string(&said["text_ext"]),
                image: string(&said["image"]),
                image_type: integer(&said["image_type"]),
                epoch: Epoch {
                    current_count: integer(&said["epoch"]["current_count"]),
                    max_chat_count: integer(&said["epoch"]["max_chat_count"]),
                },
                insiders: list(&said["insiders"], string),
                action_list: list(&said["action_list"], |action| Action {
                    r#type: string(&action["type"]),
                    text: string(&action["text"]),
                }),
            },
            game_status: Status {
                goal_id: string(&status["goal_id"]),
                goal: Goals {
                    chapter_tip: Tip {
                        closing_statement: string(
                            &status["goal"]["chapter_tip"]["closing_statement"],
                        ),
                    },
                    goals_status: list(&status["goal"]["goals_status"], |goal| Goal {
                        goal: string(&goal["goal"]),
                        goal_id: string(&goal["goal_id"]),
                        achieved: goal["achieved"].as_bool().unwrap_or_default(),
                    }),
                },
                chapter_id: string(&status["chapter_id"]),
                action: integer(&status["action"]),
                action_message: string(&status["action_message"]),
                displayed_status: map(&status["displayed_status"], Value::clone),
            },
            transaction_details: map(&frame["data"]["transaction_details"], |cost| Cost {
                r#type: string(&cost["type"]),
                amount: cost["amount"].as_f64().unwrap_or_default(),
                fund_direction: string(&cost["fund_direction"]),
                name: string(&cost["name"]),
                description: string(&cost["description"]),
            }),
        },
    })
}

/// A reader of chunks in C.
type Read = unsafe extern "C" fn(reader: *mut libc::c_void, bytes: *const u8, length: usize);

unsafe extern "C" {
    fn peer_cjson(reader: *mut libc::c_void, bytes: *const u8, length: usize);
    fn peer_nlohmann(reader: *mut libc::c_void, bytes: *const u8, length: usize);
    fn peer_simdjson(reader: *mut libc::c_void, bytes: *const u8, length: usize);
    fn peer_reader_new() -> *mut libc::c_void;
    /// Gives how much text was said.
    fn peer_reader_free(reader: *mut libc::c_void) -> usize;
}

fn in_c(chunks: &[Bytes], read: Read) -> usize {
    // SAFETY: the reader is used as long as it lives, with bytes that are there.
    unsafe {
        let reader = peer_reader_new();
        for chunk in chunks {
            read(reader, chunk.as_ptr(), chunk.len());
        }
        peer_reader_free(reader)
    }
}

fn memchr(chunks: &[Bytes]) -> usize {
    chunks
        .iter()
        .map(|chunk| memchr::memchr_iter(b'\n', chunk).count())
        .sum()
}
