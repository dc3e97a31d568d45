//! The RPGGO service: its calls, checks and responses.

mod error;
mod fields;
mod frames;
mod unknown;
mod wire;

use std::collections::VecDeque;

use serde_json::Value;

use crate::fault::Fault;
use crate::frame::Frame;
use crate::progress::Progress;
use crate::request::Request;
use crate::response::{Response, json};
use crate::service::{Service, ServiceConfig};
use crate::sessions::Sessions;
use crate::story::Chapter;
use error::{
    ApiError, BAD_TOKEN, LIMIT_REACHED, NO_SESSION, SESSION_ENDED, envelope_for_status,
    error_envelope, error_frame, message_of,
};
use fields::{Fields, fields, required, text, wants_images};
use frames::ChatContext;
use wire::{BareError, ChapterData, CharacterData, Envelope, GameData};

const PATHS: [&str; 5] = [
    "/v2/open/game/gamemetadata",
    "/v2/open/game/startgame",
    "/v2/open/game/changechapter",
    "/v2/open/game/resumesession",
    "/v2/open/game/chatsse",
];

/// The calls in the order of their paths.
const CALLS: [Call; 5] = [
    Call::GameMetadata,
    Call::StartGame,
    Call::ChangeChapter,
    Call::ResumeSession,
    Call::Chat,
];

/// The number of responses that a session keeps for retries.
const KEPT_RESPONSES: usize = 16;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Call {
    GameMetadata,
    StartGame,
    ChangeChapter,
    ResumeSession,
    Chat,
}

/// The service with all its sessions.
pub(crate) struct Rpggo {
    config: ServiceConfig,
    sessions: Sessions<String, Session>,
}

struct Session {
    progress: Progress,
    /// The latest responses, each with the id of its message.
    responses: VecDeque<(String, Vec<Frame>)>,
}

impl Service for Rpggo {
    fn name(&self) -> &'static str {
        "RPGGO"
    }

    fn paths(&self) -> &'static [&'static str] {
        &PATHS
    }

    fn detects_retries(&self) -> bool {
        true
    }

    fn check(&self, fault: &Fault) -> Result<(), String> {
        match fault {
            Fault::Code | Fault::Listing => Ok(()),
            fault if fault.is_common() => Ok(()),
            fault => Err(self.unsupported(fault)),
        }
    }

    fn respond(&mut self, request: &Request) -> Response {
        let (seen, path) = (request.seen, request.path);
        if seen.method != "POST" {
            let message = format!("{path} requires POST, not {}.", seen.method);
            return Response::text(405, &message).header("allow", "POST");
        }
        if !self.authorized(request.bearer_token()) {
            return Response::json(
                401,
                &BareError {
                    code: BAD_TOKEN,
                    msg: message_of(BAD_TOKEN),
                },
            );
        }
        let call = PATHS.iter().zip(CALLS).find(|(known, _)| **known == path);
        match call.map_or(Call::Chat, |(_, call)| call) {
            Call::Chat => {
                let frames = fields(request).and_then(|fields| self.chat(&fields));
                Response::stream(frames.unwrap_or_else(|error| vec![error.frame()]))
            }
            call => {
                let data = fields(request).and_then(|fields| self.control(call, &fields));
                envelope(data)
            }
        }
    }

    fn status_body(&self, _path: &str, status: u16) -> Vec<u8> {
        json(&envelope_for_status(status))
    }

    fn error_body(&self, _path: &str, code: i64) -> Vec<u8> {
        json(&error_envelope(code))
    }

    fn error_frame(&self, _path: &str, code: i64) -> Frame {
        error_frame(code)
    }

    fn add_unknown(&self, frames: &mut Vec<Frame>, streams: bool) {
        unknown::add(frames, streams);
    }
}

/// The response of the calls that are not chats.
fn envelope(data: Result<GameData<'_>, ApiError>) -> Response {
    match data {
        Ok(data) => Response::json(
            200,
            &Envelope {
                code: 0,
                msg: "ok".to_owned(),
                data,
            },
        ),
        Err(ApiError { code, message }) => Response::json(
            200,
            &Envelope {
                code,
                msg: message,
                data: Value::Null,
            },
        ),
    }
}

impl Rpggo {
    pub(crate) fn new(config: ServiceConfig) -> Rpggo {
        Rpggo {
            config,
            sessions: Sessions::new(),
        }
    }

    fn authorized(&self, key: &str) -> bool {
        !key.is_empty()
            && self
                .config
                .api_key
                .as_ref()
                .is_none_or(|expected| expected == key)
    }

    /// The calls that respond with the game's data.
    fn control(&mut self, call: Call, fields: &Fields) -> Result<GameData<'_>, ApiError> {
        self.check_game(fields)?;
        if call == Call::GameMetadata {
            let chapters = self
                .config
                .story
                .chapters
                .iter()
                .map(|chapter| self.chapter_data(chapter));
            return Ok(GameData {
                chapters: Some(chapters.collect()),
                ..self.game_data()
            });
        }
        let id = required(fields, "session_id")?;
        let new_chapter = match call {
            Call::ChangeChapter => Some(self.chapter_index(required(fields, "chapter_id")?)?),
            Call::StartGame => match fields.get("chapter_id") {
                None | Some(Value::Null) => None,
                Some(_) => Some(self.chapter_index(required(fields, "chapter_id")?)?),
            },
            _ => None,
        };
        if call == Call::StartGame {
            self.start(id, new_chapter.unwrap_or_default());
        }
        let session = self.sessions.get(id).ok_or(ApiError::new(NO_SESSION))?;
        if session.progress.ended {
            return Err(ApiError::new(SESSION_ENDED));
        }
        if let Some(chapter) = new_chapter {
            session.progress.chapter = chapter;
        }
        let chapter = &self.config.story.chapters[session.progress.chapter];
        Ok(GameData {
            chapter: Some(self.chapter_data(chapter)),
            ..self.game_data()
        })
    }

    fn start(&mut self, id: &str, chapter: usize) {
        let session = Session {
            progress: Progress::at(chapter),
            responses: VecDeque::new(),
        };
        self.sessions.start(id.to_owned(), session);
    }

    fn chat(&mut self, fields: &Fields) -> Result<Vec<Frame>, ApiError> {
        self.check_game(fields)?;
        let session_id = required(fields, "session_id")?;
        let character_id = required(fields, "character_id")?;
        let message_id = required(fields, "message_id")?;
        let message = text(fields, "message")?;
        let images = wants_images(fields)?;
        let session = self
            .sessions
            .get(session_id)
            .ok_or(ApiError::new(NO_SESSION))?;
        if let Some((_, frames)) = session.responses.iter().find(|(id, _)| id == message_id) {
            return Ok(frames.clone());
        }
        let progress = &mut session.progress;
        if progress.ended {
            return Err(ApiError::new(SESSION_ENDED));
        }
        if progress.count >= self.config.story.game.max_chat_count {
            return Err(ApiError::new(LIMIT_REACHED));
        }
        let chapter = &self.config.story.chapters[progress.chapter];
        if !chapter.characters.iter().any(|id| id == character_id) {
            return Err(ApiError::bad_parameter(format!(
                "character_id \"{character_id}\" is not in the chapter \"{}\"; there are: {}",
                chapter.chapter_id,
                chapter.characters.join(", ")
            )));
        }
        let turn = progress.respond(&self.config.story, character_id, message);
        let context = ChatContext {
            story: &self.config.story,
            chapter_id: &chapter.chapter_id,
            message_id,
            count: progress.count,
            images,
            pace: self.config.pace,
        };
        let frames = context.frames(&turn);
        if session.responses.len() == KEPT_RESPONSES {
            session.responses.pop_front();
        }
        session
            .responses
            .push_back((message_id.to_owned(), frames.clone()));
        Ok(frames)
    }

    fn check_game(&self, fields: &Fields) -> Result<(), ApiError> {
        let id = required(fields, "game_id")?;
        let expected = &self.config.story.game.game_id;
        if id == expected {
            return Ok(());
        }
        Err(ApiError::bad_parameter(format!(
            "game_id \"{id}\" is unknown; there is \"{expected}\""
        )))
    }

    fn chapter_index(&self, id: &str) -> Result<usize, ApiError> {
        let mut chapters = self.config.story.chapters.iter();
        chapters
            .position(|chapter| chapter.chapter_id == id)
            .ok_or_else(|| ApiError::bad_parameter(format!("chapter_id \"{id}\" is unknown")))
    }

    fn game_data(&self) -> GameData<'_> {
        let game = &self.config.story.game;
        GameData {
            name: &game.name,
            game_id: &game.game_id,
            background: &game.background,
            intro: or_none(&game.intro),
            image: &game.image,
            genre: &game.genre,
            user_id: "stand-in",
            chapter: None,
            chapters: None,
            created_at: "2024-03-13T04:53:43Z",
            updated_at: "2024-04-25T04:41:56Z",
        }
    }

    fn chapter_data<'a>(&'a self, chapter: &'a Chapter) -> ChapterData<'a> {
        let characters = chapter
            .characters
            .iter()
            .filter_map(|id| self.config.story.character(id));
        ChapterData {
            name: &chapter.name,
            chapter_id: &chapter.chapter_id,
            background: &chapter.background,
            intro: or_none(&chapter.intro),
            image: &chapter.image,
            background_audio: "",
            ending_audio: "",
            background_musics: None,
            characters: characters
                .map(|character| CharacterData {
                    id: &character.character_id,
                    name: &character.name,
                    r#type: character.kind.as_str(),
                    avatar: &character.avatar,
                    phases: ["default"],
                })
                .collect(),
        }
    }
}

/// The service sends "None" if there is no introduction.
fn or_none(text: &str) -> &str {
    if text.is_empty() { "None" } else { text }
}
