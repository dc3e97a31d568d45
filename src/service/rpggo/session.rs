//! RPGGO's game control: responses to events.

use std::ops::ControlFlow;

use super::code;
use super::schema::{Chapter, Envelope, GameData};
use crate::event::sink::EventSink;
use crate::event::{self, Event, EventKind, Raw, Session};
use crate::failure::Failure;
use crate::service::decoder::{Decoder, ResponseKind};
use crate::service::error_body::ErrorBody;
use crate::wire::excerpt;
use crate::wire::json::{self, Object, Text};
use crate::wire::sse::{self, Frame};

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
    fn kind(&self) -> ResponseKind {
        ResponseKind::Stream
    }

    fn accepts_eof(&self, _: bool) -> bool {
        true
    }

    fn sse(&self, limit: usize) -> sse::Decoder {
        sse::Decoder::new(limit).lenient()
    }

    fn frame(
        &mut self,
        frame: &Frame<'_>,
        sink: &mut dyn EventSink,
    ) -> Result<ControlFlow<()>, Failure> {
        if frame.data.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.body(&frame.data, sink)?;
        Ok(ControlFlow::Break(()))
    }

    fn body(&mut self, text: &str, sink: &mut dyn EventSink) -> Result<(), Failure> {
        let read = json::read_object::<Object<Envelope<'_, GameData<'_>>>>(text);
        let Object(envelope) = read.map_err(|error| {
            let text = excerpt(text);
            Failure::protocol(format!("RPGGO's response cannot be read ({error}): {text}"))
        })?;
        code::check(envelope.code(), envelope.message())?;
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
        sink.emit(Event::new(EventKind::Session(session), "", "", raw));
        Ok(())
    }

    fn end(&mut self, _: bool, _: &mut dyn EventSink) {}

    fn error_body(&self, text: &str) -> ErrorBody {
        code::error_body(text)
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
