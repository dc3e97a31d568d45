//! The Aurora service: one call, whose answer streams word by word.

mod shape;

use serde::Serialize;
use serde_json::{Value, json};

use crate::answer::{Answer, json};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::play::{Progress, words};
use crate::request::Request;
use crate::service::{Service, Setup, status_words};
use crate::sessions::Sessions;
use shape::{SHAPES, Shape};

const PATHS: [&str; 1] = ["/api/v11/message"];

/// The service with all its chats.
pub(crate) struct Aurora {
    setup: Setup,
    chats: Sessions<i64, Progress>,
}

#[derive(Serialize)]
struct Refusal {
    success: bool,
    error: &'static str,
}

/// The other form of a refusal.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LimitRefusal {
    status_code: u16,
    error: &'static str,
    message: &'static str,
}

/// What a request asks for.
struct Question {
    chat: i64,
    /// The id that the story has for the character.
    character: String,
    message: String,
}

impl Service for Aurora {
    fn name(&self) -> &'static str {
        "Aurora"
    }

    fn paths(&self) -> &'static [&'static str] {
        &PATHS
    }

    fn check(&self, fault: &Fault) -> Result<(), String> {
        match fault {
            Fault::Shape(name) => Shape::named(name).map(|_| ()).ok_or_else(|| {
                let names = SHAPES.map(|(name, _)| name).join(", ");
                format!("The fault \"shape\" takes one of these for Aurora: {names}.")
            }),
            Fault::Done | Fault::Quota | Fault::Limit => Ok(()),
            Fault::NoFin => Err(
                "The fault \"no-fin\" does not exist for Aurora: its answers have no \
                last frame."
                    .to_owned(),
            ),
            fault if fault.is_common() => Ok(()),
            fault => Err(self.has_no(fault)),
        }
    }

    fn answer(&mut self, request: &Request) -> Answer {
        if request.seen.method != "POST" {
            return refusal(405).header("allow", "POST");
        }
        let key = request.seen.header("x-access-token").unwrap_or_default();
        let right = self.setup.api_key.as_ref();
        if key.is_empty() || right.is_some_and(|right| right != key) {
            return refusal(401);
        }
        let Some(question) = self.question(request) else {
            return refusal(400);
        };
        match self.say(&question) {
            Ok(text) => self.stream(&text, request.faults),
            Err(status) => refusal(status),
        }
    }

    fn refusal(&self, fault: &Fault) -> Option<Answer> {
        match fault {
            Fault::Quota => Some(refusal(429)),
            Fault::Limit => Some(Answer::json(
                429,
                &LimitRefusal {
                    status_code: 429,
                    error: status_words(429),
                    message: "Rate limit exceeded, retry in 1 minute",
                },
            )),
            _ => None,
        }
    }

    fn status_body(&self, _path: &str, status: u16) -> Vec<u8> {
        json(&refusal_body(status))
    }

    fn add_unknown(&self, frames: &mut Vec<Frame>, streams: bool) {
        for frame in frames.iter_mut() {
            frame.edit(|value| {
                if let Some(fields) = value.as_object_mut() {
                    fields.insert("weather".to_owned(), json!({"wind": ["north", 7, null]}));
                    fields.insert("index".to_owned(), json!("7"));
                    fields.insert("finishReason".to_owned(), Value::Null);
                }
            });
        }
        if streams {
            frames.insert(0, Frame::new("weather", r#"{"sky":"clear"}"#));
            frames.insert(1, Frame::new("", r#"{"status":"thinking","step":null}"#));
        }
    }
}

impl Aurora {
    pub(crate) fn new(setup: Setup) -> Aurora {
        Aurora {
            setup,
            chats: Sessions::new(),
        }
    }

    /// The request's body, if it is right.
    fn question(&self, request: &Request) -> Option<Question> {
        let fields = request.object().ok()?;
        let number = fields.get("characterId")?.as_i64()?;
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let character = self.setup.story.characters.get(index)?;
        Some(Question {
            chat: fields.get("chatId")?.as_i64()?,
            character: character.character_id.clone(),
            message: fields.get("message")?.as_str()?.to_owned(),
        })
    }

    /// What the story says; the error is an HTTP status.
    fn say(&mut self, question: &Question) -> Result<String, u16> {
        let story = &self.setup.story;
        let known = self.chats.get(&question.chat);
        if known.is_none_or(|progress| progress.ended) {
            // There is no call that starts a chat, so one that is over begins again by itself.
            let progress = Progress::with(story, &question.character).ok_or(400_u16)?;
            self.chats.start(question.chat, progress);
        }
        let progress = self.chats.get(&question.chat).ok_or(400_u16)?;
        if progress.count >= story.game.max_chat_count {
            return Err(429);
        }
        if !progress.meets(story, &question.character) {
            return Err(400);
        }
        let turn = progress.say(story, &question.character, &question.message);
        progress.follow(story, turn.line);
        Ok(turn.text())
    }

    fn stream(&self, text: &str, faults: &[Fault]) -> Answer {
        let named = faults.iter().find_map(|fault| match fault {
            Fault::Shape(name) => Shape::named(name),
            _ => None,
        });
        let shape = named.unwrap_or_default();
        let pieces = words(text).into_iter();
        let mut frames: Vec<Frame> = pieces
            .map(|word| Frame::piece("", shape.write(word), self.setup.pace))
            .collect();
        if faults.contains(&Fault::Done) {
            frames.push(Frame::new("", "[DONE]").last());
        }
        let mut answer = Answer::stream(frames);
        answer.whole = Some(shape.write_json(text));
        answer
    }
}

fn refusal(status: u16) -> Answer {
    Answer::json(status, &refusal_body(status))
}

fn refusal_body(status: u16) -> Refusal {
    Refusal {
        success: false,
        error: match status {
            400 => {
                "One or more API parameters are malformed. Please check your request and try again"
            }
            401 => "Invalid username, password, or access token",
            429 => {
                "You have exceeded your Message/TTS quota. To send more messages, please upgrade \
                your plan or wait until your subscription renews."
            }
            _ => status_words(status),
        },
    }
}
