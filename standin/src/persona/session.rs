//! One session: its progress in the story, and its history.

use serde_json::{Value, json};

use super::error::ApiError;
use super::route::Form;
use super::wire::{Machine, State};
use crate::progress::{Progress, greeting};
use crate::story::{Outcome, Story};

/// The player's data from `init-session`.
#[derive(Clone)]
pub(super) struct Player {
    pub(super) name: String,
    pub(super) gender: String,
}

pub(super) struct Session {
    pub(super) player: Player,
    pub(super) entries: Vec<Entry>,
    progress: Progress,
    outcome: Option<&'static str>,
    /// The results of the latest message.
    passed: bool,
    follow_up: bool,
    /// The chapters that the story has moved to.
    unlocked: Vec<usize>,
}

/// A message in the history.
pub(super) struct Entry {
    pub(super) persona: String,
    pub(super) by_player: bool,
    pub(super) text: String,
    /// The state and score after it.
    pub(super) chapter: usize,
    pub(super) score: Value,
    pub(super) passed: bool,
    pub(super) follow_up: bool,
}

impl Session {
    pub(super) fn start(
        story: &Story,
        persona: &str,
        machine: Option<&str>,
        player: Player,
    ) -> Result<Session, ApiError> {
        let mut chapters = story.chapters.iter();
        let progress = match machine {
            None => Progress::at_character(story, persona),
            Some(id) => chapters
                .position(|chapter| chapter.chapter_id == id)
                .map(Progress::at),
        };
        let progress = progress.ok_or_else(|| ApiError::new(404, "Machine not found"))?;
        check_persona(&progress, story, persona)?;
        Ok(Session {
            player,
            entries: Vec::new(),
            progress,
            outcome: None,
            passed: false,
            follow_up: false,
            unlocked: Vec::new(),
        })
    }

    /// Whether a persona can join that is not in the session yet.
    pub(super) fn can_be_joined(&self, story: &Story, persona: &str) -> bool {
        !self.progress.ended
            && self.progress.has_character(story, persona)
            && self.entries.iter().all(|entry| entry.persona != persona)
    }

    pub(super) fn greet(&mut self, story: &Story, persona: &str) -> String {
        let text = greeting(story, self.progress.chapter, persona);
        self.add_entry(persona, false, &text);
        text
    }

    pub(super) fn reply(
        &mut self,
        story: &Story,
        persona: &str,
        message: &str,
    ) -> Result<String, ApiError> {
        if self.progress.ended {
            return Err(ApiError::new(400, "The session has ended"));
        }
        if self.progress.count >= story.game.max_chat_count {
            let message = "The limit of messages of this session is used up";
            return Err(ApiError::new(429, message));
        }
        check_persona(&self.progress, story, persona)?;
        (self.passed, self.follow_up) = (false, false);
        self.add_entry(persona, true, message);
        let turn = self.progress.respond(story, persona, message);
        let text = turn.text();
        self.passed = turn.achieved_goal;
        self.follow_up = text.contains(['?', '？']);
        self.outcome = turn.line.ending.map(|ending| match ending {
            Outcome::Won => "won",
            Outcome::Lost => "lost",
        });
        if self.progress.advance(story, turn.line).is_some()
            && !self.unlocked.contains(&self.progress.chapter)
        {
            self.unlocked.push(self.progress.chapter);
        }
        self.add_entry(persona, false, &text);
        Ok(text)
    }

    fn add_entry(&mut self, persona: &str, by_player: bool, text: &str) {
        self.entries.push(Entry {
            persona: persona.to_owned(),
            by_player,
            text: text.to_owned(),
            chapter: self.progress.chapter,
            score: self.score(),
            passed: self.passed,
            follow_up: self.follow_up,
        });
    }

    /// A machine in a request must exist.
    pub(super) fn check_machine(
        &self,
        story: &Story,
        machine: Option<&str>,
    ) -> Result<(), ApiError> {
        match machine.is_none_or(|id| story.chapter(id).is_some()) {
            true => Ok(()),
            false => Err(ApiError::new(404, "Machine not found")),
        }
    }

    pub(super) fn machine<'a>(&self, story: &'a Story) -> &'a str {
        &story.chapters[self.progress.chapter].chapter_id
    }

    /// One point for each goal, and half a point for each message.
    pub(super) fn score(&self) -> Value {
        let halves = 2 * self.progress.goals() + self.progress.count as usize;
        match halves % 2 {
            0 => json!(halves / 2),
            _ => json!(halves as f64 / 2.0),
        }
    }

    pub(super) fn outcome(&self) -> Option<&'static str> {
        self.outcome
    }

    pub(super) fn state<'a>(
        &self,
        story: &'a Story,
        id: &'a str,
        message: &'a str,
        form: Form,
    ) -> State<'a> {
        let unlocked = self.unlocked.iter().map(|chapter| {
            let chapter = &story.chapters[*chapter];
            let machine_id = chapter.chapter_id.as_str();
            match form {
                Form::Web => Machine::Id(machine_id),
                Form::Sdk => Machine::Described {
                    machine_id,
                    machine_key: machine_id,
                    name: &chapter.name,
                    is_auto_advance: true,
                },
            }
        });
        State {
            message,
            current_state: self.machine(story),
            score: self.score(),
            outcome: self.outcome,
            decision: self.passed.then_some("pass"),
            follow_up: self.follow_up,
            // The service's reference allows all three, so they alternate.
            redirect_count: match self.progress.count % 3 {
                1 => Some(Some(self.progress.fallbacks())),
                2 => Some(None),
                _ => None,
            },
            session_id: id,
            scoring_mode: "scoring",
            machine_completed: self.progress.ended,
            unlocked_machines: unlocked.collect(),
        }
    }
}

fn check_persona(progress: &Progress, story: &Story, persona: &str) -> Result<(), ApiError> {
    if progress.has_character(story, persona) {
        return Ok(());
    }
    let chapter = &story.chapters[progress.chapter];
    let message = format!(
        "Persona not found in the machine \"{}\"; there are: {}",
        chapter.chapter_id,
        chapter.characters.join(", ")
    );
    Err(ApiError::new(404, message))
}
