//! The story file: what the game is, who is in it and what they say.

mod check;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Deserialize;

/// A whole story, as its TOML file has it. The format is described in the crate's README.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The game as its preview shows it.
    pub game: Game,
    /// Everybody who speaks in the story.
    pub characters: Vec<Character>,
    /// The chapters; the first is where a game starts.
    pub chapters: Vec<Chapter>,
    /// A short prepared conversation that reaches the won ending.
    #[serde(default)]
    pub walkthrough: Vec<Prompt>,
}

/// The game as its preview shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Game {
    /// The id that a client asks for.
    pub game_id: String,
    /// The title.
    pub name: String,
    /// What a player reads before the first chapter.
    #[serde(default)]
    pub intro: String,
    /// The world that the game plays in.
    #[serde(default)]
    pub background: String,
    /// URL of a title picture.
    #[serde(default)]
    pub image: String,
    /// The genre.
    #[serde(default)]
    pub genre: String,
    /// How many messages a session may have.
    #[serde(default = "default_max_chat_count")]
    pub max_chat_count: u32,
}

fn default_max_chat_count() -> u32 {
    90
}

/// Somebody who speaks.
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

/// What a character is to the service.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum CharacterKind {
    /// The dungeon master: tells what happens.
    Dm,
    /// Somebody in the story.
    #[default]
    Npc,
}

impl CharacterKind {
    /// The word on the wire: `dm` or `npc`.
    pub fn as_str(self) -> &'static str {
        match self {
            CharacterKind::Dm => "dm",
            CharacterKind::Npc => "npc",
        }
    }
}

/// A part of the story with its own place, people and goals.
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
    /// Where the chapter plays.
    #[serde(default)]
    pub background: String,
    /// URL of a picture.
    #[serde(default)]
    pub image: String,
    /// The ids of those who can be talked with here.
    pub characters: Vec<String>,
    /// What the player is to reach.
    #[serde(default)]
    pub goals: Vec<Goal>,
    /// What the characters answer.
    pub lines: Vec<Line>,
}

/// Something to reach in a chapter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The id that lines refer to.
    pub goal_id: String,
    /// What a player reads.
    pub text: String,
}

/// One answer, when it fits, and what it changes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Who has to be spoken to; nobody means anybody.
    pub to: Option<String>,
    /// Words of which one has to be in the player's message; none makes this a fallback.
    #[serde(default)]
    pub when: Vec<String>,
    /// Goals that have to be reached before.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The utterances, in order; those of several characters make a group chat.
    pub says: Vec<Speech>,
    /// Goals that are reached by this answer.
    #[serde(default)]
    pub achieves: Vec<String>,
    /// A picture that comes with it.
    pub picture: Option<Picture>,
    /// Values for the game to display.
    #[serde(default)]
    pub status: BTreeMap<String, serde_json::Value>,
    /// The chapter that the story moves to.
    pub next_chapter: Option<String>,
    /// What the player reads when the chapter is over.
    #[serde(default)]
    pub chapter_text: String,
    /// Set if the game is over with this answer.
    pub ending: Option<Outcome>,
    /// What the player reads at the end.
    #[serde(default)]
    pub ending_text: String,
}

/// What somebody says.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Speech {
    /// Who; nobody means the one who was spoken to.
    pub who: Option<String>,
    /// The words.
    pub text: String,
}

/// A picture that an answer brings along.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// Where the picture is.
    pub url: String,
    /// The words below it.
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

/// One step of the prepared conversation.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Prompt {
    /// Who is spoken to.
    pub to: String,
    /// The player's words.
    pub say: String,
}

/// Why a story cannot be told: a sentence that names the place in the file.
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
            StoryError(format!("line {line}: {}", problem.sentence))
        })?;
        Ok(story)
    }

    /// Does it hold together? A story that was changed after it was read may not.
    pub(crate) fn check(&self) -> Result<(), StoryError> {
        check::check(self).map_err(|problem| StoryError(problem.sentence))
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
