//! One session: the story so far, and all that was said in it.

use serde_json::{Value, json};

use super::address::Form;
use super::refusal::Refusal;
use super::wire::{Machine, State};
use crate::play::{Progress, greeting};
use crate::story::{Outcome, Story};

/// The player as the client has introduced them.
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
    /// What the newest message brought about.
    passed: bool,
    asks: bool,
    /// The chapters that the story has moved on to.
    unlocked: Vec<usize>,
}

/// Something that was said.
pub(super) struct Entry {
    pub(super) persona: String,
    pub(super) by_player: bool,
    pub(super) text: String,
    /// The state and score when it was said.
    pub(super) chapter: usize,
    pub(super) score: Value,
    pub(super) passed: bool,
    pub(super) asks: bool,
}

impl Session {
    pub(super) fn start(
        story: &Story,
        persona: &str,
        machine: Option<&str>,
        player: Player,
    ) -> Result<Session, Refusal> {
        let mut chapters = story.chapters.iter();
        let progress = match machine {
            None => Progress::with(story, persona),
            Some(id) => chapters
                .position(|chapter| chapter.chapter_id == id)
                .map(Progress::at),
        };
        let progress = progress.ok_or_else(|| Refusal::new(404, "Machine not found"))?;
        check_meets(&progress, story, persona)?;
        Ok(Session {
            player,
            entries: Vec::new(),
            progress,
            outcome: None,
            passed: false,
            asks: false,
            unlocked: Vec::new(),
        })
    }

    /// Can somebody who was not in this story yet come in?
    pub(super) fn can_be_joined(&self, story: &Story, persona: &str) -> bool {
        !self.progress.ended
            && self.progress.meets(story, persona)
            && self.entries.iter().all(|entry| entry.persona != persona)
    }

    pub(super) fn greet(&mut self, story: &Story, persona: &str) -> String {
        let text = greeting(story, self.progress.chapter, persona);
        self.record(persona, false, &text);
        text
    }

    pub(super) fn say(
        &mut self,
        story: &Story,
        persona: &str,
        said: &str,
    ) -> Result<String, Refusal> {
        if self.progress.ended {
            return Err(Refusal::new(400, "The session has ended"));
        }
        if self.progress.count >= story.game.max_chat_count {
            let sentence = "The limit of messages of this session is used up";
            return Err(Refusal::new(429, sentence));
        }
        check_meets(&self.progress, story, persona)?;
        (self.passed, self.asks) = (false, false);
        self.record(persona, true, said);
        let turn = self.progress.say(story, persona, said);
        let text = turn.text();
        self.passed = turn.reached;
        self.asks = text.contains(['?', '？']);
        self.outcome = turn.line.ending.map(|ending| match ending {
            Outcome::Won => "won",
            Outcome::Lost => "lost",
        });
        if self.progress.follow(story, turn.line).is_some()
            && !self.unlocked.contains(&self.progress.chapter)
        {
            self.unlocked.push(self.progress.chapter);
        }
        self.record(persona, false, &text);
        Ok(text)
    }

    fn record(&mut self, persona: &str, by_player: bool, text: &str) {
        self.entries.push(Entry {
            persona: persona.to_owned(),
            by_player,
            text: text.to_owned(),
            chapter: self.progress.chapter,
            score: self.score(),
            passed: self.passed,
            asks: self.asks,
        });
    }

    /// A machine that a client names has to exist.
    pub(super) fn check_machine(
        &self,
        story: &Story,
        machine: Option<&str>,
    ) -> Result<(), Refusal> {
        match machine.is_none_or(|id| story.chapter(id).is_some()) {
            true => Ok(()),
            false => Err(Refusal::new(404, "Machine not found")),
        }
    }

    pub(super) fn machine<'a>(&self, story: &'a Story) -> &'a str {
        &story.chapters[self.progress.chapter].chapter_id
    }

    /// A point for each goal, and half a one for each message.
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
            follow_up: self.asks,
            // The service's reference allows all three, so each has its turn.
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

fn check_meets(progress: &Progress, story: &Story, persona: &str) -> Result<(), Refusal> {
    if progress.meets(story, persona) {
        return Ok(());
    }
    let chapter = &story.chapters[progress.chapter];
    let sentence = format!(
        "Persona not found in the machine \"{}\"; there are: {}",
        chapter.chapter_id,
        chapter.characters.join(", ")
    );
    Err(Refusal::new(404, sentence))
}
