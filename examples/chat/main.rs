//! Talk with the characters of a game in the terminal: `cargo run --example chat`.
//!
//! Without arguments a stand-in of the service runs inside this process and tells its own story, so
//! neither a key nor a network is needed. `--help` says how to talk to the real service.

mod arguments;
mod screen;
mod talk;

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rpggo::event::Character;
use rpggo::{Client, Options, Recording, ReplaySpeed, Service};
use rpggo_standin::{Config, Standin, Story};

use arguments::Arguments;
use screen::Screen;
use talk::{End, Setting, Talk};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("chat: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let arguments = match Arguments::parse()? {
        Some(arguments) => arguments,
        None => {
            print!("{}", arguments::HELP);
            return Ok(ExitCode::SUCCESS);
        }
    };
    let by_hand = io::stdin().is_terminal();
    let standin = start_standin(&arguments, by_hand)?;
    let recording = arguments.replay.as_deref().map(Recording::load);
    let recording = recording.transpose()?;
    let service = recording
        .as_ref()
        .map_or(arguments.service, |it| it.service());
    let mut options = Options::new(service);
    let mut setting = Setting::new(service);
    let mut prepared = VecDeque::new();
    setting.game_id = arguments.game.unwrap_or_default();
    options.base_url = arguments.base_url;
    options.api_key = std::env::var("RPGGO_API_KEY").ok();
    options.record_path = arguments.record;
    if let Some(recording) = &recording {
        prepared = recorded_lines(recording, &mut setting);
        options.replay_path = arguments.replay;
        options.replay_speed = (arguments.speed).map_or(ReplaySpeed::Recorded, ReplaySpeed::Times);
    }
    if let Some(standin) = &standin {
        let story = standin.story();
        let path = if service == Service::Openai {
            "/v1"
        } else {
            ""
        };
        options.base_url = Some(format!("{}{path}", standin.base_url()));
        options.api_key = Some("any key will do for the stand-in".into());
        setting.game_id = story.game.game_id.clone();
        setting.characters = cast(story, service);
        let lines = story.walkthrough.iter();
        prepared = lines
            .map(|line| format!("{}: {}", line.to, line.say))
            .collect();
    }
    if service == Service::Rpggo && setting.game_id.is_empty() {
        return Err("which game? Name it with --game (see --help)".into());
    }
    if let Some(character) = arguments.character {
        setting.first(character);
    }

    let (client, events) = Client::new(options)?;
    let mut talk = Talk::new(client, events, Screen::new(), setting);
    let is_prepared = !by_hand && (standin.is_some() || recording.is_some());
    let end = if is_prepared {
        talk.run(&mut Prepared(prepared))?
    } else {
        talk.run(&mut Typed::start())?
    };
    // Where the service tells of endings, the prepared conversation leads to one.
    let has_endings = matches!(service, Service::Rpggo | Service::Persona);
    Ok(match end {
        End::Ending | End::Left => ExitCode::SUCCESS,
        End::NothingMoreToSay if !is_prepared || !has_endings => ExitCode::SUCCESS,
        End::NothingMoreToSay | End::Failed => ExitCode::FAILURE,
    })
}

/// What the player said when it was recorded, and to whom.
fn recorded_lines(recording: &Recording, setting: &mut Setting) -> VecDeque<String> {
    let chats = recording.requests().iter().filter_map(|it| it.chat());
    let mut lines = VecDeque::new();
    for chat in chats {
        setting.game_id = chat.game_id.clone();
        setting.first(chat.character_id.clone());
        lines.push_back(format!("{}: {}", chat.character_id, chat.message));
    }
    setting.character_id.clear();
    lines
}

/// The story's characters by the ids that they have at the service; RPGGO names them itself.
fn cast(story: &Story, service: Service) -> Vec<Character<'static>> {
    if service == Service::Rpggo {
        return Vec::new();
    }
    let characters = story.characters.iter().enumerate();
    characters
        .map(|(index, character)| Character {
            character_id: match service {
                Service::Aurora => (index + 1).to_string().into(),
                _ => character.character_id.clone().into(),
            },
            name: character.name.clone().into(),
            character_type: character.kind.as_str().into(),
            ..Character::default()
        })
        .collect()
}

/// The stand-in, unless the arguments name a service.
fn start_standin(
    arguments: &Arguments,
    by_hand: bool,
) -> Result<Option<Standin>, Box<dyn std::error::Error>> {
    let is_elsewhere = arguments.base_url.is_some() || arguments.replay.is_some();
    if arguments.is_public || is_elsewhere || arguments.game.is_some() {
        return Ok(None);
    }
    let story = match &arguments.story {
        Some(file) => Story::from_file(file)?,
        None => Story::bundled(),
    };
    let pace = arguments.pace.unwrap_or(if by_hand { 30 } else { 0 });
    let pace = Duration::from_millis(pace);
    let config = Config {
        story,
        pace,
        ..Config::default()
    };
    Ok(Some(Standin::start(config)?))
}

/// Where the player's lines come from.
pub trait Lines {
    /// The next line, if there is one now.
    fn next(&mut self) -> Next;
}

/// What a source of lines has.
pub enum Next {
    /// A line of the player.
    Line(String),
    /// Nothing yet.
    NotYet,
    /// No more, ever.
    End,
}

/// A conversation that is played without a player.
struct Prepared(VecDeque<String>);

impl Lines for Prepared {
    fn next(&mut self) -> Next {
        self.0.pop_front().map_or(Next::End, |line| {
            println!("\n> {line}");
            Next::Line(line)
        })
    }
}

/// What is typed: read on a thread of its own, for a game does not wait for its player.
struct Typed(Receiver<String>);

impl Typed {
    fn start() -> Typed {
        let (typed, lines) = channel();
        std::thread::spawn(move || {
            for line in io::stdin().lock().lines().map_while(Result::ok) {
                if typed.send(line).is_err() {
                    break;
                }
            }
        });
        Typed(lines)
    }
}

impl Lines for Typed {
    fn next(&mut self) -> Next {
        use std::sync::mpsc::TryRecvError;
        match self.0.try_recv() {
            Ok(line) => Next::Line(line),
            Err(TryRecvError::Empty) => Next::NotYet,
            Err(TryRecvError::Disconnected) => Next::End,
        }
    }
}
