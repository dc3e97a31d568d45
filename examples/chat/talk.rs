//! The game: a loop of frames that polls events, shows them, and takes the player's lines.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rpggo::event::{Character, Finished, Goals, Message, Session};
use rpggo::{
    ChatRequest, Client, Error, Event, EventKind, Events, RequestId, Service, SessionRequest,
    Status,
};

use crate::screen::{Screen, Style};
use crate::{Lines, Next};

/// A game draws 60 frames a second.
const FRAME: Duration = Duration::from_millis(16);

/// Why the conversation has ended.
pub enum End {
    /// The story has ended.
    Ending,
    /// There are no more lines of the player.
    NothingMoreToSay,
    /// The player left.
    Left,
    /// The session could not be started or resumed.
    Failed,
}

/// The session and the character of the conversation.
pub struct Setting {
    pub service: Service,
    pub game_id: String,
    pub session_id: String,
    pub characters: Vec<Character<'static>>,
    /// The character the player talks to.
    pub character_id: String,
}

impl Setting {
    pub fn new(service: Service) -> Setting {
        // Aurora's sessions are numbers.
        let number = std::process::id();
        Setting {
            service,
            game_id: String::new(),
            session_id: match service {
                Service::Aurora => number.to_string(),
                _ => format!("terminal-{number}"),
            },
            characters: Vec::new(),
            character_id: String::new(),
        }
    }

    /// Sets the first character to talk to, which the service may not have listed yet.
    pub fn first(&mut self, character_id: String) {
        let is_it = |it: &Character<'_>| it.character_id == character_id;
        if self.service != Service::Rpggo && !self.characters.iter().any(is_it) {
            self.characters.push(Character {
                character_id: character_id.clone().into(),
                name: character_id.clone().into(),
                ..Character::default()
            });
        }
        self.character_id = character_id;
    }

    /// Players prefer to talk to characters: the one that leads the game comes last.
    fn choose(&mut self) {
        let is_here = |id: &str| self.characters.iter().any(|it| it.character_id == id);
        if !is_here(&self.character_id) {
            let people = self
                .characters
                .iter()
                .filter(|it| it.character_type != "dm");
            let first = people.chain(&self.characters).next();
            self.character_id = first.map_or(String::new(), |it| it.character_id.to_string());
        }
    }

    /// The session to use: a model remembers only its own conversation.
    fn session_id(&self) -> String {
        match self.service {
            Service::Openai => format!("{}-{}", self.session_id, self.character_id),
            _ => self.session_id.clone(),
        }
    }
}

pub struct Talk {
    client: Client,
    events: Events,
    screen: Screen,
    setting: Setting,
    /// The characters with a session: personas and models have one each.
    met: HashSet<String>,
    /// The line to send when the session with its character has started.
    to_say: Option<String>,
    /// The request in progress.
    running: Option<RequestId>,
    /// Pieces of the current message were shown.
    in_pieces: bool,
    /// What to show when the reply has finished: an image may follow.
    ending: Option<(bool, String)>,
    /// The chapter to switch to when the reply has finished.
    next_chapter: Option<String>,
    goals_shown: String,
    end: Option<End>,
    interrupts: Arc<AtomicU32>,
}

impl Talk {
    pub fn new(client: Client, events: Events, screen: Screen, setting: Setting) -> Talk {
        Talk {
            client,
            events,
            screen,
            setting,
            met: HashSet::new(),
            to_say: None,
            running: None,
            in_pieces: false,
            ending: None,
            next_chapter: None,
            goals_shown: String::new(),
            end: None,
            interrupts: Arc::default(),
        }
    }

    pub fn run(&mut self, lines: &mut dyn Lines) -> Result<End, Box<dyn std::error::Error>> {
        let interrupts = Arc::clone(&self.interrupts);
        ctrlc::set_handler(move || {
            interrupts.fetch_add(1, Ordering::Relaxed);
        })?;
        self.begin()?;
        let mut prompted = false;
        loop {
            while let Some(event) = self.events.poll() {
                self.show(event)?;
            }
            self.screen.frame()?;
            if self.interrupts.swap(0, Ordering::Relaxed) > 0 {
                if self.running.is_none() && !self.screen.is_writing() {
                    println!();
                    return Ok(End::Left);
                }
                self.interrupt();
            }
            if self.running.is_none() && !self.screen.is_writing() {
                if let Some(end) = self.end.take() {
                    return Ok(end);
                }
                if !prompted {
                    self.prompt();
                    prompted = true;
                }
                match lines.next() {
                    Next::Line(line) if !line.trim().is_empty() => {
                        prompted = false;
                        self.say(line.trim())?;
                    }
                    Next::Line(_) => prompted = false,
                    Next::NotYet => {}
                    Next::End => return Ok(End::NothingMoreToSay),
                }
            }
            std::thread::sleep(FRAME);
        }
    }

    /// Starts the session, if the service has one.
    fn begin(&mut self) -> Result<(), Error> {
        if self.setting.service == Service::Rpggo {
            self.running = Some(self.client.session_start(&self.session())?);
            return Ok(());
        }
        self.setting.choose();
        self.show_characters();
        Ok(())
    }

    fn session(&self) -> SessionRequest {
        let request = SessionRequest {
            game_id: self.setting.game_id.clone(),
            session_id: self.setting.session_id(),
            ..SessionRequest::default()
        };
        if self.setting.service == Service::Rpggo {
            return request;
        }
        let name = self.name(&self.setting.character_id);
        SessionRequest {
            character_id: self.setting.character_id.clone(),
            player_name: "Traveller".into(),
            player_gender: "non-binary".into(),
            system_prompt: format!("You are {name}. Stay in character; answer in a few sentences."),
            ..request
        }
    }

    /// Prompts the player, if there is a terminal.
    fn prompt(&mut self) {
        use std::io::IsTerminal;
        if std::io::stdin().is_terminal() {
            let name = self.name(&self.setting.character_id).to_owned();
            self.screen.show(Style::Note, &format!("\nto {name} > "));
        }
    }

    /// Sends a line, to another character if it begins with its name.
    fn say(&mut self, line: &str) -> Result<(), Error> {
        let mut message = line;
        if let Some((name, rest)) = line.split_once(':')
            && let Some(id) = self.find(name.trim())
        {
            self.setting.character_id = id;
            message = rest.trim();
        }
        if message.is_empty() {
            return Ok(());
        }
        let service = self.setting.service;
        let has_own_session = matches!(service, Service::Persona | Service::Openai);
        if has_own_session && self.met.insert(self.setting.character_id.clone()) {
            self.to_say = Some(message.to_owned());
            self.running = Some(self.client.session_start(&self.session())?);
            return Ok(());
        }
        self.chat(message)
    }

    fn chat(&mut self, message: &str) -> Result<(), Error> {
        self.running = Some(self.client.chat(&ChatRequest {
            game_id: self.setting.game_id.clone(),
            session_id: self.setting.session_id(),
            character_id: self.setting.character_id.clone(),
            message: message.into(),
            images: true,
            ..ChatRequest::default()
        })?);
        Ok(())
    }

    /// Ends the current reply, and cancels its request.
    fn interrupt(&mut self) {
        self.screen.interrupt();
        if let Some(request) = self.running {
            self.client.cancel(request);
        }
    }

    fn show(&mut self, event: Event<'static>) -> Result<(), Error> {
        let speaker = self.name(&event.character_id).to_owned();
        match event.kind {
            EventKind::Session(session) => self.show_session(session),
            EventKind::Text { delta } => {
                if !std::mem::replace(&mut self.in_pieces, true) {
                    self.screen.show(Style::Name, &format!("{speaker}: "));
                }
                self.screen.write_piece(&delta);
            }
            EventKind::Message(message) => self.show_message(&speaker, &message),
            EventKind::Image(image) => {
                let note = format!("  [picture] {} <{}>", image.caption, image.url);
                self.screen.line(Style::Note, &note);
            }
            EventKind::Goals(goals) => self.show_goals(&goals),
            EventKind::Status(values) if !values.is_empty() => {
                let values: Vec<String> = values
                    .iter()
                    .map(|it| format!("{}: {}", it.key, it.value))
                    .collect();
                let note = format!("  [status] {}", values.join(", "));
                self.screen.line(Style::Note, &note);
            }
            EventKind::State(state) => {
                let note = format!("  [{}] score {}", state.state, state.score);
                self.screen.line(Style::Note, &note);
            }
            EventKind::Cost(cost) => {
                let note = format!("  [cost] {} {} {}", cost.name, cost.direction, cost.amount);
                self.screen.line(Style::Note, &note);
            }
            EventKind::Chapter { chapter_id, text } => {
                self.screen.write(&format!("\n{text}"));
                self.next_chapter = Some(chapter_id.into_owned());
            }
            EventKind::Ending { won, text } => {
                self.ending = Some((won, text.into_owned()));
            }
            EventKind::Retrying(retrying) => {
                let note = format!("  [trying again in {} ms]", retrying.delay_ms);
                self.screen.line(Style::Note, &note);
            }
            EventKind::Finished(finished) => self.finish(&finished)?,
            _ => {}
        }
        Ok(())
    }

    fn show_message(&mut self, speaker: &str, message: &Message<'_>) {
        // It may have been shown piece by piece already.
        if std::mem::take(&mut self.in_pieces) {
            self.screen.line(Style::Plain, "");
        } else {
            self.screen.say(speaker, &message.text);
        }
    }

    fn show_session(&mut self, session: Session<'static>) {
        let Some(chapter) = session.chapters.into_iter().next() else {
            return;
        };
        if self.setting.characters.is_empty() {
            let title = format!("=== {} ===", session.name);
            self.screen.line(Style::Title, &title);
            self.screen.write(&session.intro);
            self.screen.write(&session.background);
        }
        let title = format!("\n--- {} ---", chapter.name);
        self.screen.line(Style::Title, &title);
        for text in [&chapter.intro, &chapter.background] {
            if !text.is_empty() {
                self.screen.write(text);
            }
        }
        self.setting.characters = chapter.characters;
        self.goals_shown.clear();
        self.setting.choose();
        self.show_characters();
    }

    fn show_characters(&mut self) {
        self.screen.line(Style::Note, "You can speak to:");
        for character in &self.setting.characters {
            let line = format!("  {:<10} {}", character.character_id, character.name);
            self.screen.line(Style::Name, &line);
        }
    }

    fn show_goals(&mut self, goals: &Goals<'_>) {
        let lines: Vec<String> = goals
            .items
            .iter()
            .map(|goal| {
                format!(
                    "  [{}] {}",
                    if goal.achieved { 'x' } else { ' ' },
                    goal.text
                )
            })
            .collect();
        let shown = lines.join("\n");
        if !shown.is_empty() && shown != self.goals_shown {
            self.screen.line(Style::Note, &shown);
            self.goals_shown = shown;
        }
    }

    fn finish(&mut self, finished: &Finished<'_>) -> Result<(), Error> {
        self.running = None;
        self.in_pieces = false;
        if finished.status != Status::Ok && finished.status != Status::Cancelled {
            self.screen
                .line(Style::Note, &format!("  [failed] {}", finished.detail));
            if self.setting.characters.is_empty() || finished.status == Status::SessionEnded {
                self.end = Some(End::Failed);
            }
        }
        if let Some((won, text)) = self.ending.take() {
            if !text.is_empty() {
                self.screen.write(&format!("\n{text}"));
            }
            let title = if won { "you won" } else { "you lost" };
            let title = format!("\n=== The end: {title}. ===");
            self.screen.line(Style::Title, &title);
            self.end = Some(End::Ending);
        }
        if let Some(message) = self.to_say.take() {
            if finished.status == Status::Ok {
                self.chat(&message)?;
            } else {
                self.met.remove(&self.setting.character_id);
            }
        }
        if let Some(chapter_id) = self.next_chapter.take() {
            self.running = Some(self.client.chapter_change(&SessionRequest {
                chapter_id,
                ..self.session()
            })?);
        }
        Ok(())
    }

    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self
            .setting
            .characters
            .iter()
            .find(|it| it.character_id == id);
        known.map_or(id, |it| &it.name)
    }

    /// The id of a character by its id or the first word of its name.
    fn find(&self, name: &str) -> Option<String> {
        let is_it = |it: &&Character<'_>| {
            let first = it.name.split([' ', ',']).next().unwrap_or_default();
            it.character_id == name || first.eq_ignore_ascii_case(name)
        };
        let found = self.setting.characters.iter().find(is_it)?;
        Some(found.character_id.to_string())
    }
}
