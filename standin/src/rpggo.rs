//! The RPGGO service: its calls, what it checks, and how it answers.

mod fields;
mod frames;
mod refusal;
mod wire;

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::answer::Answer;
use crate::frame::Frame;
use crate::play::Progress;
use crate::seen::Seen;
use crate::story::{Chapter, Story};
use fields::{Fields, fields, required, text, wants_pictures};
use frames::Scene;
use refusal::{BAD_TOKEN, LIMIT_REACHED, NO_SESSION, Refusal, SESSION_ENDED, words};
pub(crate) use refusal::{envelope_for_status, error_envelope, error_frame};
use wire::{BareError, ChapterData, CharacterData, Envelope, GameData};

const CALLS: [(&str, Call); 5] = [
    ("/v2/open/game/gamemetadata", Call::GameMetadata),
    ("/v2/open/game/startgame", Call::StartGame),
    ("/v2/open/game/changechapter", Call::ChangeChapter),
    ("/v2/open/game/resumesession", Call::ResumeSession),
    ("/v2/open/game/chatsse", Call::Chat),
];

/// How many answers a session remembers for clients that ask again.
const REMEMBERED: usize = 16;

/// How many sessions there are before the oldest is forgotten.
const SESSIONS: usize = 1000;

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
    story: Arc<Story>,
    api_key: Option<String>,
    pace: Duration,
    sessions: HashMap<String, Session>,
    /// How many sessions were started.
    started: u64,
}

struct Session {
    /// Which of all sessions it is.
    number: u64,
    progress: Progress,
    /// The newest answers by their message's id.
    answers: VecDeque<(String, Vec<Frame>)>,
}

impl Rpggo {
    pub(crate) fn new(story: Arc<Story>, api_key: Option<String>, pace: Duration) -> Rpggo {
        Rpggo {
            story,
            api_key,
            pace,
            sessions: HashMap::new(),
            started: 0,
        }
    }

    pub(crate) fn answer(&mut self, seen: &Seen) -> Answer {
        let path = seen.path.split('?').next().unwrap_or_default();
        let Some((_, call)) = CALLS.iter().find(|(known, _)| *known == path) else {
            let known: Vec<&str> = CALLS.iter().map(|(path, _)| *path).collect();
            return Answer::text(
                404,
                &format!(
                    "There is no {path} here. The paths are: {}.",
                    known.join(", ")
                ),
            );
        };
        if seen.method != "POST" {
            let sentence = format!("{path} is asked for with POST, not {}.", seen.method);
            return Answer::text(405, &sentence).header("allow", "POST");
        }
        if !self.authorized(seen.header("authorization")) {
            return Answer::json(
                401,
                &BareError {
                    code: BAD_TOKEN,
                    msg: words(BAD_TOKEN),
                },
            );
        }
        if *call == Call::Chat {
            let frames = fields(seen).and_then(|fields| self.chat(&fields));
            return Answer::stream(
                frames.unwrap_or_else(|refusal| vec![refusal::refusal_frame(&refusal)]),
            );
        }
        let data = fields(seen).and_then(|fields| self.control(*call, &fields));
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

    fn authorized(&self, header: Option<&str>) -> bool {
        let sent = header.unwrap_or_default().trim();
        let (scheme, rest) = sent.split_once(' ').unwrap_or((sent, ""));
        let key = match scheme.eq_ignore_ascii_case("bearer") {
            true => rest.trim(),
            false => sent,
        };
        !key.is_empty() && self.api_key.as_ref().is_none_or(|right| right == key)
    }

    /// The calls that answer with the game.
    fn control(&mut self, call: Call, fields: &Fields) -> Result<GameData<'_>, Refusal> {
        self.check_game(fields)?;
        if call == Call::GameMetadata {
            let chapters = self
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
        let session = self.sessions.get_mut(id).ok_or(Refusal::new(NO_SESSION))?;
        if session.progress.ended {
            return Err(Refusal::new(SESSION_ENDED));
        }
        if let Some(chapter) = wanted {
            session.progress.chapter = chapter;
        }
        let chapter = &self.story.chapters[session.progress.chapter];
        Ok(GameData {
            chapter: Some(self.chapter_data(chapter)),
            ..self.game_data()
        })
    }

    fn start(&mut self, id: &str, chapter: usize) {
        self.started += 1;
        let session = Session {
            number: self.started,
            progress: Progress::at(chapter),
            answers: VecDeque::new(),
        };
        self.sessions.insert(id.to_owned(), session);
        if self.sessions.len() > SESSIONS {
            let oldest = self
                .sessions
                .iter()
                .min_by_key(|(_, session)| session.number);
            if let Some(id) = oldest.map(|(id, _)| id.clone()) {
                self.sessions.remove(&id);
            }
        }
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
            .get_mut(session_id)
            .ok_or(Refusal::new(NO_SESSION))?;
        if let Some((_, frames)) = session.answers.iter().find(|(id, _)| id == message_id) {
            return Ok(frames.clone());
        }
        let progress = &mut session.progress;
        if progress.ended {
            return Err(Refusal::new(SESSION_ENDED));
        }
        if progress.count >= self.story.game.max_chat_count {
            return Err(Refusal::new(LIMIT_REACHED));
        }
        let chapter = &self.story.chapters[progress.chapter];
        if !chapter.characters.iter().any(|id| id == character_id) {
            return Err(Refusal::bad_parameter(format!(
                "character_id \"{character_id}\" is not in the chapter \"{}\"; there are: {}",
                chapter.chapter_id,
                chapter.characters.join(", ")
            )));
        }
        let turn = progress.say(&self.story, character_id, message);
        let scene = Scene {
            story: &self.story,
            chapter_id: &chapter.chapter_id,
            message_id,
            count: progress.count,
            pictures,
            pace: self.pace,
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
        let known = &self.story.game.game_id;
        if id == known {
            return Ok(());
        }
        Err(Refusal::bad_parameter(format!(
            "game_id \"{id}\" is unknown; here is \"{known}\""
        )))
    }

    fn chapter_index(&self, id: &str) -> Result<usize, Refusal> {
        let mut chapters = self.story.chapters.iter();
        chapters
            .position(|chapter| chapter.chapter_id == id)
            .ok_or_else(|| Refusal::bad_parameter(format!("chapter_id \"{id}\" is unknown")))
    }

    fn game_data(&self) -> GameData<'_> {
        let game = &self.story.game;
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
            .filter_map(|id| self.story.character(id));
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
