//! The story file: the game, its characters, and what they say.

mod check;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;

/// A complete story, as in its TOML file. The format is described in the crate's README.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The game's metadata.
    pub game: Game,
    /// All characters that speak in the story.
    pub characters: Vec<Character>,
    /// The chapters; a game starts in the first one.
    pub chapters: Vec<Chapter>,
    /// A short conversation from the start to the won ending.
    #[serde(default)]
    pub walkthrough: Vec<Prompt>,
}

/// The game's metadata.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Game {
    /// The id that a client sends.
    pub game_id: String,
    /// The title.
    pub name: String,
    /// What a player reads before the first chapter.
    #[serde(default)]
    pub intro: String,
    /// The world in which the game takes place.
    #[serde(default)]
    pub background: String,
    /// URL of a title image.
    #[serde(default)]
    pub image: String,
    /// The genre.
    #[serde(default)]
    pub genre: String,
    /// The maximum number of messages per session.
    #[serde(default = "default_max_chat_count")]
    pub max_chat_count: u32,
}

fn default_max_chat_count() -> u32 {
    90
}

/// A character.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Character {
    /// The id that a client sends and lines refer to.
    pub character_id: String,
    /// The name that a player reads.
    pub name: String,
    /// Narrator or character.
    #[serde(rename = "type", default)]
    pub kind: CharacterKind,
    /// URL of a portrait.
    #[serde(default)]
    pub avatar: String,
}

/// The type of a character.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum CharacterKind {
    /// The dungeon master: a narrator.
    Dm,
    /// A character in the story.
    #[default]
    Npc,
}

impl CharacterKind {
    /// The name in the protocol: `dm` or `npc`.
    pub fn as_str(self) -> &'static str {
        match self {
            CharacterKind::Dm => "dm",
            CharacterKind::Npc => "npc",
        }
    }
}

/// A part of the story with its own characters and goals.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// The id that `startgame` and `changechapter` take.
    pub chapter_id: String,
    /// The title.
    pub name: String,
    /// What a player reads when the chapter starts.
    #[serde(default)]
    pub intro: String,
    /// Where the chapter takes place.
    #[serde(default)]
    pub background: String,
    /// URL of an image.
    #[serde(default)]
    pub image: String,
    /// The ids of the characters available in this chapter.
    pub characters: Vec<String>,
    /// The goals of the player.
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// What the characters say.
    pub lines: Vec<Line>,
}

/// A goal of a chapter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The id that lines refer to.
    pub goal_id: String,
    /// What a player reads.
    pub text: String,
}

/// A reply, the messages it matches, and what it changes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The character to whom the player must speak; `None` means any.
    pub to: Option<String>,
    /// Words, one of which must be in the player's message; if empty, the line is a fallback.
    #[serde(default)]
    pub when: Vec<String>,
    /// Goals that must have been achieved before.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The messages, in order; those of several characters make a group chat.
    pub says: Vec<Speech>,
    /// Goals that the line achieves.
    #[serde(default)]
    pub achieves: Vec<String>,
    /// An image that is sent with it.
    pub picture: Option<Picture>,
    /// Values for the game to display.
    #[serde(default)]
    pub status: BTreeMap<String, serde_json::Value>,
    /// The chapter that the story moves to.
    pub next_chapter: Option<String>,
    /// What the player reads when the chapter ends.
    #[serde(default)]
    pub chapter_text: String,
    /// Set if the game ends with this line.
    pub ending: Option<Outcome>,
    /// What the player reads at the end.
    #[serde(default)]
    pub ending_text: String,
}

/// A message of a character.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// The speaker; `None` means the character to whom the player spoke.
    pub who: Option<String>,
    /// The text.
    pub text: String,
}

/// An image that is sent with a line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The URL of the image.
    pub url: String,
    /// The caption.
    pub caption: String,
    /// What it costs the player, if anything.
    pub cost: Option<serde_json::Number>,
}

/// How a game ends.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The player has won.
    Won,
    /// The player has failed.
    Lost,
}

/// One step of the walkthrough.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// The character to whom the player speaks.
    pub to: String,
    /// The player's message.
    pub say: String,
}

/// Why a story cannot be used: a message with the line in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryError(String);

impl fmt::Display for StoryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for StoryError {}

const BUNDLED: &str = include_str!("../stories/last-lantern.toml");

impl Story {
    /// “The Last Lantern”, the story that comes with the stand-in.
    pub fn bundled() -> Story {
        Story::parse(BUNDLED).expect("the bundled story is tested")
    }

    /// Reads a story file.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Story, StoryError> {
        let path = path.as_ref();
        let text = std::fs::read_to_string(path).map_err(|error| {
            StoryError(format!(
                "The story file {} cannot be read: {error}.",
                path.display()
            ))
        })?;
        Story::parse(&text)
            .map_err(|error| StoryError(format!("The story file {}, {error}", path.display())))
    }

    /// Reads a story from the text of its file.
    pub fn parse(text: &str) -> Result<Story, StoryError> {
        let story: Story = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            StoryError(format!(
                "line {line}: {}.",
                error.message().trim_end_matches('.')
            ))
        })?;
        check::check(&story).map_err(|problem| {
            let line = problem.line_in(text);
            StoryError(format!("line {line}: {}", problem.message))
        })?;
        Ok(story)
    }

    /// Checks the story: a program may have changed it after it was read.
    pub(crate) fn check(&self) -> Result<(), StoryError> {
        check::check(self).map_err(|problem| StoryError(problem.message))
    }

    /// The character with this id.
    pub fn character(&self, id: &str) -> Option<&Character> {
        self.characters
            .iter()
            .find(|character| character.character_id == id)
    }

    /// The chapter with this id.
    pub fn chapter(&self, id: &str) -> Option<&Chapter> {
        self.chapters
            .iter()
            .find(|chapter| chapter.chapter_id == id)
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset.min(text.len())]
        .iter()
        .filter(|&&byte| byte == b'\n')
        .count()
        + 1
}
