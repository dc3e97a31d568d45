//! The RPGGO service: its calls, what it checks, and how it answers.

mod fields;
mod frames;
mod refusal;
mod unknown;
mod wire;

use std::collections::VecDeque;

use serde_json::Value;

use crate::answer::{Answer, json};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::play::Progress;
use crate::request::Request;
use crate::service::{Service, Setup};
use crate::sessions::Sessions;
use crate::story::Chapter;
use fields::{Fields, fields, required, text, wants_pictures};
use frames::Scene;
use refusal::{
    BAD_TOKEN, LIMIT_REACHED, NO_SESSION, Refusal, SESSION_ENDED, envelope_for_status,
    error_envelope, error_frame, words,
};
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

/// How many answers a session remembers for clients that ask again.
const REMEMBERED: usize = 16;

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
    setup: Setup,
    sessions: Sessions<String, Session>,
}

struct Session {
    progress: Progress,
    /// The newest answers by their message's id.
    answers: VecDeque<(String, Vec<Frame>)>,
}

impl Service for Rpggo {
    fn name(&self) -> &'static str {
        "RPGGO"
    }

    fn paths(&self) -> &'static [&'static str] {
        &PATHS
    }

    fn knows_retries(&self) -> bool {
        true
    }

    fn check(&self, fault: &Fault) -> Result<(), String> {
        match fault {
            Fault::Code | Fault::Listing => Ok(()),
            fault if fault.is_common() => Ok(()),
            fault => Err(self.has_no(fault)),
        }
    }

    fn answer(&mut self, request: &Request) -> Answer {
        let (seen, path) = (request.seen, request.path);
        if seen.method != "POST" {
            let sentence = format!("{path} is asked for with POST, not {}.", seen.method);
            return Answer::text(405, &sentence).header("allow", "POST");
        }
        if !self.authorized(request.bearer()) {
            return Answer::json(
                401,
                &BareError {
                    code: BAD_TOKEN,
                    msg: words(BAD_TOKEN),
                },
            );
        }
        let call = PATHS.iter().zip(CALLS).find(|(known, _)| **known == path);
        match call.map_or(Call::Chat, |(_, call)| call) {
            Call::Chat => {
                let frames = fields(request).and_then(|fields| self.chat(&fields));
                Answer::stream(
                    frames.unwrap_or_else(|refusal| vec![refusal::refusal_frame(&refusal)]),
                )
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

/// The answer of the calls that are no chat.
fn envelope(data: Result<GameData<'_>, Refusal>) -> Answer {
    match data {
        Ok(data) => Answer::json(
            200,
            &Envelope {
                code: 0,
                msg: "ok".to_owned(),
                data,
            },
        ),
        Err(Refusal { code, message }) => Answer::json(
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
    pub(crate) fn new(setup: Setup) -> Rpggo {
        Rpggo {
            setup,
            sessions: Sessions::new(),
        }
    }

    fn authorized(&self, key: &str) -> bool {
        !key.is_empty() && self.setup.api_key.as_ref().is_none_or(|right| right == key)
    }

    /// The calls that answer with the game.
    fn control(&mut self, call: Call, fields: &Fields) -> Result<GameData<'_>, Refusal> {
        self.check_game(fields)?;
        if call == Call::GameMetadata {
            let chapters = self
                .setup
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
        let wanted = match call {
            Call::ChangeChapter => Some(self.chapter_index(required(fields, "chapter_id")?)?),
            Call::StartGame => match fields.get("chapter_id") {
                None | Some(Value::Null) => None,
                Some(_) => Some(self.chapter_index(required(fields, "chapter_id")?)?),
            },
            _ => None,
        };
        if call == Call::StartGame {
            self.start(id, wanted.unwrap_or_default());
        }
        let session = self.sessions.get(id).ok_or(Refusal::new(NO_SESSION))?;
        if session.progress.ended {
            return Err(Refusal::new(SESSION_ENDED));
        }
        if let Some(chapter) = wanted {
            session.progress.chapter = chapter;
        }
        let chapter = &self.setup.story.chapters[session.progress.chapter];
        Ok(GameData {
            chapter: Some(self.chapter_data(chapter)),
            ..self.game_data()
        })
    }

    fn start(&mut self, id: &str, chapter: usize) {
        let session = Session {
            progress: Progress::at(chapter),
            answers: VecDeque::new(),
        };
        self.sessions.start(id.to_owned(), session);
    }

    fn chat(&mut self, fields: &Fields) -> Result<Vec<Frame>, Refusal> {
        self.check_game(fields)?;
        let session_id = required(fields, "session_id")?;
        let character_id = required(fields, "character_id")?;
        let message_id = required(fields, "message_id")?;
        let message = text(fields, "message")?;
        let pictures = wants_pictures(fields)?;
        let session = self
            .sessions
            .get(session_id)
            .ok_or(Refusal::new(NO_SESSION))?;
        if let Some((_, frames)) = session.answers.iter().find(|(id, _)| id == message_id) {
            return Ok(frames.clone());
        }
        let progress = &mut session.progress;
        if progress.ended {
            return Err(Refusal::new(SESSION_ENDED));
        }
        if progress.count >= self.setup.story.game.max_chat_count {
            return Err(Refusal::new(LIMIT_REACHED));
        }
        let chapter = &self.setup.story.chapters[progress.chapter];
        if !chapter.characters.iter().any(|id| id == character_id) {
            return Err(Refusal::bad_parameter(format!(
                "character_id \"{character_id}\" is not in the chapter \"{}\"; there are: {}",
                chapter.chapter_id,
                chapter.characters.join(", ")
            )));
        }
        let turn = progress.say(&self.setup.story, character_id, message);
        let scene = Scene {
            story: &self.setup.story,
            chapter_id: &chapter.chapter_id,
            message_id,
            count: progress.count,
            pictures,
            pace: self.setup.pace,
        };
        let frames = scene.frames(&turn);
        if session.answers.len() == REMEMBERED {
            session.answers.pop_front();
        }
        session
            .answers
            .push_back((message_id.to_owned(), frames.clone()));
        Ok(frames)
    }

    fn check_game(&self, fields: &Fields) -> Result<(), Refusal> {
        let id = required(fields, "game_id")?;
        let known = &self.setup.story.game.game_id;
        if id == known {
            return Ok(());
        }
        Err(Refusal::bad_parameter(format!(
            "game_id \"{id}\" is unknown; here is \"{known}\""
        )))
    }

    fn chapter_index(&self, id: &str) -> Result<usize, Refusal> {
        let mut chapters = self.setup.story.chapters.iter();
        chapters
            .position(|chapter| chapter.chapter_id == id)
            .ok_or_else(|| Refusal::bad_parameter(format!("chapter_id \"{id}\" is unknown")))
    }

    fn game_data(&self) -> GameData<'_> {
        let game = &self.setup.story.game;
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
            .filter_map(|id| self.setup.story.character(id));
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

/// The service says "None" where there is no introduction.
fn or_none(text: &str) -> &str {
    if text.is_empty() { "None" } else { text }
}
