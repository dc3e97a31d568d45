//! RPGGO's game control: its answers to events.

use super::wire::{Chapter, Envelope, GameData};
use super::{Decoder, Failure, Refusal, check, excerpt, refusal};
use crate::event::{self, Event, EventKind, Raw, Session};
use crate::json::{self, Object, Text};
use crate::outbox::Emit;
use crate::service::{Expected, Flow};
use crate::sse::{self, Frame};

pub(super) struct SessionDecoder {
    session_id: String,
    game_id: String,
}

impl SessionDecoder {
    pub(super) fn new(session_id: &str, game_id: &str) -> SessionDecoder {
        SessionDecoder {
            session_id: session_id.to_owned(),
            game_id: game_id.to_owned(),
        }
    }
}

impl Decoder for SessionDecoder {
    fn expected(&self) -> Expected {
        Expected::Stream
    }

    fn may_end(&self, _: bool) -> bool {
        true
    }

    fn sse(&self, limit: usize) -> sse::Decoder {
        sse::Decoder::new(limit).lenient()
    }

    fn frame(&mut self, frame: &Frame<'_>, out: &mut dyn Emit) -> Result<Flow, Failure> {
        if frame.data.is_empty() {
            return Ok(Flow::More);
        }
        self.body(&frame.data, out)?;
        Ok(Flow::Done)
    }

    fn body(&mut self, text: &str, out: &mut dyn Emit) -> Result<(), Failure> {
        let read = json::read_object::<Object<Envelope<'_, GameData<'_>>>>(text);
        let Object(envelope) = read.map_err(|error| {
            let text = excerpt(text);
            Failure::protocol(format!("RPGGO's answer cannot be read ({error}): {text}"))
        })?;
        check(envelope.code(), envelope.words())?;
        let game = envelope.data.0;
        let chapters = game.chapter.into_iter().chain(game.chapters.0);
        let session = Session {
            session_id: self.session_id.as_str().into(),
            game_id: match game.game_id.0.as_ref() {
                "" => self.game_id.as_str().into(),
                _ => game.game_id.0,
            },
            name: game.name.0,
            intro: unless_none(game.intro),
            background: game.background.0,
            image: game.image.0,
            chapters: chapters.map(|Object(it)| chapter(it)).collect(),
            ..Session::default()
        };
        let raw = Raw::new(text);
        out.emit(Event::new(EventKind::Session(session), "", "", raw));
        Ok(())
    }

    fn end(&mut self, _: bool, _: &mut dyn Emit) {}

    fn refusal(&self, text: &str) -> Refusal {
        refusal(text)
    }
}

fn chapter(chapter: Chapter<'_>) -> event::Chapter<'_> {
    event::Chapter {
        chapter_id: chapter.chapter_id.0,
        name: chapter.name.0,
        intro: unless_none(chapter.intro),
        background: chapter.background.0,
        image: chapter.image.0,
        background_audio: chapter.background_audio.0,
        ending_audio: chapter.ending_audio.0,
        characters: chapter
            .characters
            .0
            .into_iter()
            .map(|Object(character)| event::Character {
                character_id: character.id.0,
                name: character.name.0,
                character_type: character.character_type.0,
                avatar: character.avatar.0,
                phases: character.phases.0.into_iter().map(|it| it.0).collect(),
            })
            .collect(),
    }
}

/// The service writes the word "None" where there is no introduction.
fn unless_none(text: Text<'_>) -> std::borrow::Cow<'_, str> {
    if text.0 == "None" { "".into() } else { text.0 }
}
