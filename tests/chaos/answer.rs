//! What the server answers in a chat, byte by byte, and what the game has to hear of it.

use rpggo::abi::status::*;
use rpggo_standin::{Reply, ReplyEnd};
use serde_json::{Value, json};

use crate::plan::{Dice, Fault, Form, Plan};

/// What the clients accept: `max_event_bytes`.
pub const LONGEST_EVENT: usize = 64 << 10;

/// An answer and what is to come of it.
pub struct Answer {
    pub reply: Reply,
    /// For the stand-in.
    pub fault: String,
    /// What is said: the text of each piece, and the byte of the body behind which it is whole.
    pub pieces: Vec<(String, u64)>,
    pub expected: Expected,
}

/// How the chat ends unless the game cancels it.
pub struct Expected {
    pub status: rpggo_status,
    pub http_status: i32,
    pub retries: u32,
    pub arrives: Arrives,
    /// Is in the last event's `detail`.
    pub says: &'static str,
}

/// Which of the pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrives {
    All,
    First(usize),
    /// A reset may overtake what was sent before it.
    AtMost(usize),
}

/// A body that grows.
struct Body {
    form: Form,
    bytes: Vec<u8>,
    pieces: Vec<(String, u64)>,
}

impl Answer {
    /// The answer to the try with that number, from 0.
    pub fn of(plan: &Plan, attempt: u32) -> Answer {
        let mut dice = plan.dice.clone();
        let texts = texts(plan, &mut dice);
        let hit = dice.below(texts.len() as u64) as usize;
        let mut answer = Answer::whole(plan, &texts, hit);
        let middle = answer.middle_of(hit, &mut dice);
        // Of an answer that is one JSON, nothing is told before all of it is there.
        let before = if plan.form == Form::PersonaWeb {
            0
        } else {
            hit
        };
        let first = Arrives::First(before);
        let (network, timeout) = (RPGGO_NETWORK, RPGGO_TIMEOUT);
        match plan.fault {
            Fault::Nothing | Fault::Heartbeats | Fault::HalfCharacter => {}
            Fault::ByteByByte => answer.fault = "trickle".into(),
            Fault::Pieces => answer.fault = format!("chunk={}", 2 + dice.below(200)),
            Fault::SlowHead => answer.fault = format!("slow-headers={}", 1 + dice.below(50)),
            Fault::NoEnd if matches!(plan.form, Form::Openai | Form::PersonaSdk) => {
                answer.expected.status = network;
                answer.expected.says = "before its end";
            }
            Fault::NoEnd => {}
            Fault::HeldOpen => {
                answer.reply.end = ReplyEnd::Stall;
                // The one has no other end, of the other the length is not told either.
                match plan.form {
                    Form::Aurora => answer.ends(timeout, 200, Arrives::All, "idle_timeout_ms"),
                    Form::PersonaWeb => answer.ends(timeout, 200, first, "idle_timeout_ms"),
                    _ => {}
                }
            }
            Fault::Retried => {
                answer.expected.retries = 1;
                if attempt == 0 {
                    answer.reply = Reply::text(dice.pick(&[429, 503]), "Later, please");
                }
            }
            Fault::Refused => answer.ends(network, 0, Arrives::First(0), "no connection"),
            Fault::ResetBefore => {
                answer.fault = "reset-before".into();
                answer.ends(network, 0, Arrives::First(0), "broke");
            }
            Fault::ResetInside => {
                answer.fault = format!("reset={middle}");
                answer.ends(network, 200, Arrives::AtMost(before), "");
            }
            Fault::CutAtOnce => {
                answer.fault = "cut=0".into();
                answer.ends(network, 200, Arrives::First(0), "closed");
            }
            Fault::CutInside => {
                answer.fault = format!("cut={middle}");
                answer.ends(network, 200, first, "");
            }
            Fault::SilentBefore => {
                answer.fault = "stall-before".into();
                answer.ends(timeout, 0, Arrives::First(0), "first_byte_timeout_ms");
            }
            Fault::SilentInside => {
                answer.fault = format!("stall={middle}");
                answer.ends(timeout, 200, first, "idle_timeout_ms");
            }
            Fault::NoHttp => {
                answer.fault = "garbage".into();
                answer.ends(RPGGO_PROTOCOL, 0, Arrives::First(0), "HTTP");
            }
            Fault::EndlessHeaders => {
                answer.fault = "endless-headers".into();
                answer.ends(RPGGO_PROTOCOL, 0, Arrives::First(0), "HTTP");
            }
            Fault::Garbage => {
                // No line of it means anything in an event stream, whatever the chance.
                let byte = || b'\x80' + dice.below(100) as u8;
                let bytes: Vec<u8> = std::iter::repeat_with(byte).take(2000).collect();
                answer.reply = Reply::sse(bytes);
                answer.ends(RPGGO_PROTOCOL, 200, Arrives::First(0), "");
            }
            Fault::NotJson => answer.ends(RPGGO_PROTOCOL, 200, first, ""),
            Fault::TooDeep => answer.ends(RPGGO_PROTOCOL, 200, first, "too deep"),
            Fault::Oversize => answer.ends(RPGGO_PROTOCOL, 200, first, "max_event_bytes"),
            Fault::WrongStatus => answer.refuse(&mut dice),
            Fault::Redirect => {
                answer.reply = Reply::text(302, "").header("location", "/elsewhere");
                answer.ends(RPGGO_PROTOCOL, 302, Arrives::First(0), "redirect");
            }
            Fault::WrongType => {
                // The bytes decide, not their name: half of them are what was promised all the same.
                let name = dice.pick(&["text/html", "image/png"]);
                if dice.pick(&[true, false]) {
                    answer.reply.chunks = vec![b"<!doctype html><p>Sign in".to_vec()];
                    answer.ends(RPGGO_PROTOCOL, 200, Arrives::First(0), "check base_url");
                }
                answer.reply.headers[0].1 = name.into();
            }
            Fault::ErrorInside => {
                let status = match plan.form {
                    Form::Rpggo => RPGGO_SESSION_ENDED,
                    _ => RPGGO_SERVICE_ERROR,
                };
                answer.ends(status, 200, first, "No more of this");
            }
        }
        answer
    }

    /// All of it, but for the fault in the frame of the piece `hit`.
    fn whole(plan: &Plan, texts: &[String], hit: usize) -> Answer {
        let mut body = Body {
            form: plan.form,
            bytes: Vec::new(),
            pieces: Vec::new(),
        };
        if plan.form == Form::PersonaWeb {
            body.push(plan.fault, &texts.concat());
        } else {
            if plan.form == Form::PersonaSdk {
                body.frame("metadata", r#"{"session_id":"s"}"#);
            }
            for (at, text) in texts.iter().enumerate() {
                let is_hit = at == hit || plan.fault == Fault::Heartbeats;
                body.push(if is_hit { plan.fault } else { Fault::Nothing }, text);
            }
            if plan.fault != Fault::NoEnd {
                let all: String = body.pieces.iter().map(|it| it.0.as_str()).collect();
                body.end(&all);
            }
        }
        let reply = match plan.form {
            Form::PersonaWeb => Reply::json(200, body.bytes.clone()),
            _ => Reply::sse(body.bytes.clone()),
        };
        Answer {
            reply,
            fault: String::new(),
            pieces: body.pieces,
            expected: Expected {
                status: RPGGO_OK,
                http_status: 200,
                retries: 0,
                arrives: Arrives::All,
                says: "",
            },
        }
    }

    fn ends(
        &mut self,
        status: rpggo_status,
        http_status: i32,
        arrives: Arrives,
        says: &'static str,
    ) {
        self.expected = Expected {
            status,
            http_status,
            retries: 0,
            arrives,
            says,
        };
    }

    /// An HTTP error, with a body of any kind.
    fn refuse(&mut self, dice: &mut Dice) {
        let (code, status) = dice.pick(&[
            (400, RPGGO_BAD_REQUEST),
            (401, RPGGO_UNAUTHORIZED),
            (403, RPGGO_UNAUTHORIZED),
            (404, RPGGO_BAD_REQUEST),
            (408, RPGGO_TIMEOUT),
            (409, RPGGO_BAD_REQUEST),
            (422, RPGGO_BAD_REQUEST),
            (429, RPGGO_RATE_LIMITED),
            (500, RPGGO_SERVICE_ERROR),
            (502, RPGGO_SERVICE_ERROR),
            (503, RPGGO_SERVICE_ERROR),
            (599, RPGGO_SERVICE_ERROR),
        ]);
        let body = dice.pick(&["", "no luck", "<h1>No</h1>", "{\"detail\":\"no\"}", "\u{0}"]);
        self.reply = Reply::text(code, body);
        self.ends(
            status,
            code.into(),
            Arrives::First(0),
            "the service responded HTTP",
        );
    }

    /// A byte in the middle of the JSON of a piece.
    fn middle_of(&self, piece: usize, dice: &mut Dice) -> u64 {
        let (text, end) = &self.pieces[piece.min(self.pieces.len() - 1)];
        end.saturating_sub(6 + dice.below(text.len() as u64))
    }
}

/// What is said, each piece like no other.
fn texts(plan: &Plan, dice: &mut Dice) -> Vec<String> {
    const WORDS: [&str; 6] = [
        "Guten Abend",
        "灯台の明かり",
        "«Où?»",
        "🕯️ light",
        "\"so\"\\",
        "море",
    ];
    let count = 1 + dice.below(8);
    (0..count)
        .map(|piece| format!("{}.{piece} {} ", plan.number, dice.pick(&WORDS)))
        .collect()
}

impl Body {
    fn frame(&mut self, event: &str, data: &str) {
        if !event.is_empty() {
            self.bytes
                .extend_from_slice(format!("event: {event}\n").as_bytes());
        }
        self.bytes.extend_from_slice(b"data: ");
        self.bytes.extend_from_slice(data.as_bytes());
        self.bytes.extend_from_slice(b"\n\n");
    }

    /// A piece of what is said, as the service writes it, with what is wrong with it.
    fn push(&mut self, fault: Fault, text: &str) {
        let begin = self.bytes.len();
        let (event, value) = self.piece(text);
        let json = match fault {
            Fault::NotJson => "{this is: not JSON".to_owned(),
            Fault::TooDeep => format!("{{\"deep\":{}1{}}}", "[".repeat(5000), "]".repeat(5000)),
            Fault::Oversize => self.piece(&"x".repeat(LONGEST_EVENT + 1000)).1.to_string(),
            Fault::ErrorInside => self.error().to_string(),
            _ => value.to_string(),
        };
        let event = match self.form {
            Form::Rpggo if fault == Fault::ErrorInside => "err",
            Form::PersonaSdk if fault == Fault::ErrorInside => "error",
            _ => event,
        };
        if fault == Fault::Heartbeats && self.form != Form::PersonaWeb {
            self.bytes.extend_from_slice(b": still there\r\n\r\n:\n");
        }
        if self.form == Form::PersonaWeb {
            self.bytes.extend_from_slice(json.as_bytes());
        } else {
            self.frame(event, &json);
        }
        let mut text = text.to_owned();
        if fault == Fault::HalfCharacter {
            // In front of the words, which JSON does not escape: two bytes of three.
            let number = text.split(' ').next().unwrap_or_default().as_bytes();
            let mut windows = self.bytes[begin..].windows(number.len());
            let at = windows.position(|it| it == number);
            let at = begin + at.expect("the piece has its number");
            self.bytes.splice(at..at, *b"\xe6\x98");
            text.insert(0, '\u{fffd}');
        }
        self.pieces.push((text, self.bytes.len() as u64));
    }

    fn piece(&self, text: &str) -> (&'static str, Value) {
        match self.form {
            Form::Rpggo => {
                let result = json!({
                    "character_id": "mira", "character_type": "common_npc", "text": text,
                });
                let data =
                    json!({ "ret": 200, "message": "success", "data": { "result": result } });
                ("data", data)
            }
            Form::PersonaWeb => ("", state(text)),
            Form::PersonaSdk => ("text_delta", json!({ "text": text })),
            Form::Aurora => ("", json!({ "content": text })),
            Form::Openai => {
                let choice =
                    json!({ "index": 0, "delta": { "content": text }, "finish_reason": null });
                (
                    "",
                    json!({ "object": "chat.completion.chunk", "choices": [choice] }),
                )
            }
        }
    }

    fn error(&self) -> Value {
        let words = "No more of this";
        match self.form {
            Form::Rpggo => json!({ "ret": 10000303, "message": words }),
            Form::PersonaWeb | Form::PersonaSdk => json!({ "error": { "message": words } }),
            Form::Aurora => json!({ "success": false, "error": words }),
            Form::Openai => json!({ "error": { "message": words, "type": "server_error" } }),
        }
    }

    /// What says that the answer is over.
    fn end(&mut self, whole: &str) {
        match self.form {
            Form::Rpggo => self.frame("fin", ""),
            Form::PersonaSdk => self.frame("done", &state(whole).to_string()),
            Form::Openai => {
                let choice = json!({ "index": 0, "delta": {}, "finish_reason": "stop" });
                self.frame("", &json!({ "choices": [choice] }).to_string());
                self.frame("", "[DONE]");
            }
            Form::PersonaWeb | Form::Aurora => {}
        }
    }
}

fn state(message: &str) -> Value {
    json!({
        "message": message, "current_state": "harbour", "score": 1.5, "outcome": null,
        "decision": "pass", "follow_up": true, "session_id": "s", "scoring_mode": "scoring",
        "machine_completed": false, "unlocked_machines": [],
    })
}
