//! The Aurora service: one call, whose response streams word by word.

mod shape;

use serde::Serialize;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::frame::Frame;
use crate::progress::{Progress, words};
use crate::request::Request;
use crate::response::{Response, json};
use crate::service::{Service, ServiceConfig, reason_phrase};
use crate::sessions::Sessions;
use shape::{SHAPES, Shape};

const PATHS: [&str; 1] = ["/api/v11/message"];

/// The service with all its chats.
pub(crate) struct Aurora {
    config: ServiceConfig,
    chats: Sessions<i64, Progress>,
}

#[derive(Serialize)]
struct ErrorBody {
    success: bool,
    error: &'static str,
}

/// The other format of an error.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RateLimitBody {
    status_code: u16,
    error: &'static str,
    message: &'static str,
}

/// The body of a request.
struct ChatRequest {
    chat: i64,
    /// The character's id in the story.
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
                "The fault \"no-fin\" does not exist for Aurora: its responses have no \
                end marker."
                    .to_owned(),
            ),
            fault if fault.is_common() => Ok(()),
            fault => Err(self.unsupported(fault)),
        }
    }

    fn respond(&mut self, request: &Request) -> Response {
        if request.seen.method != "POST" {
            return error(405).header("allow", "POST");
        }
        let key = request.seen.header("x-access-token").unwrap_or_default();
        let expected = self.config.api_key.as_ref();
        if key.is_empty() || expected.is_some_and(|expected| expected != key) {
            return error(401);
        }
        let Some(chat) = self.parse(request) else {
            return error(400);
        };
        match self.reply(&chat) {
            Ok(text) => self.stream(&text, request.faults),
            Err(status) => error(status),
        }
    }

    fn fault_response(&self, fault: &Fault) -> Option<Response> {
        match fault {
            Fault::Quota => Some(error(429)),
            Fault::Limit => Some(Response::json(
                429,
                &RateLimitBody {
                    status_code: 429,
                    error: reason_phrase(429),
                    message: "Rate limit exceeded, retry in 1 minute",
                },
            )),
            _ => None,
        }
    }

    fn status_body(&self, _path: &str, status: u16) -> Vec<u8> {
        json(&error_body(status))
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
    pub(crate) fn new(config: ServiceConfig) -> Aurora {
        Aurora {
            config,
            chats: Sessions::new(),
        }
    }

    /// The request's body, if it is valid.
    fn parse(&self, request: &Request) -> Option<ChatRequest> {
        let fields = request.json_object().ok()?;
        let number = fields.get("characterId")?.as_i64()?;
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let character = self.config.story.characters.get(index)?;
        Some(ChatRequest {
            chat: fields.get("chatId")?.as_i64()?,
            character: character.character_id.clone(),
            message: fields.get("message")?.as_str()?.to_owned(),
        })
    }

    /// The reply from the story; the error is an HTTP status.
    fn reply(&mut self, chat: &ChatRequest) -> Result<String, u16> {
        let story = &self.config.story;
        let existing = self.chats.get(&chat.chat);
        if existing.is_none_or(|progress| progress.ended) {
            // There is no call that starts a chat, so one that has ended restarts automatically.
            let progress = Progress::at_character(story, &chat.character).ok_or(400_u16)?;
            self.chats.start(chat.chat, progress);
        }
        let progress = self.chats.get(&chat.chat).ok_or(400_u16)?;
        if progress.count >= story.game.max_chat_count {
            return Err(429);
        }
        if !progress.has_character(story, &chat.character) {
            return Err(400);
        }
        let turn = progress.respond(story, &chat.character, &chat.message);
        progress.advance(story, turn.line);
        Ok(turn.text())
    }

    fn stream(&self, text: &str, faults: &[Fault]) -> Response {
        let requested = faults.iter().find_map(|fault| match fault {
            Fault::Shape(name) => Shape::named(name),
            _ => None,
        });
        let shape = requested.unwrap_or_default();
        let mut frames: Vec<Frame> = words(text)
            .into_iter()
            .map(|word| Frame::delta("", shape.encode(word), self.config.pace))
            .collect();
        if faults.contains(&Fault::Done) {
            frames.push(Frame::new("", "[DONE]").end_marker());
        }
        let mut response = Response::stream(frames);
        response.unstreamed = Some(shape.encode_json(text));
        response
    }
}

fn error(status: u16) -> Response {
    Response::json(status, &error_body(status))
}

fn error_body(status: u16) -> ErrorBody {
    ErrorBody {
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
            _ => reason_phrase(status),
        },
    }
}
