//! What a session or a game consists of.

use std::borrow::Cow;

use bounded_static::ToStatic;

/// Details of a session or a game.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Session<'a> {
    /// The session's id; empty for a preview of a game.
    pub session_id: Cow<'a, str>,
    /// The game's id.
    pub game_id: Cow<'a, str>,
    /// The game's name.
    pub name: Cow<'a, str>,
    /// Introductory text for the player.
    pub intro: Cow<'a, str>,
    /// The world in which the game is set.
    pub background: Cow<'a, str>,
    /// URL of an image of the game.
    pub image: Cow<'a, str>,
    /// Id of the persona's state machine.
    pub machine_id: Cow<'a, str>,
    /// The current chapter; for a preview, all chapters.
    pub chapters: Vec<Chapter<'a>>,
    /// The player's name, as known to the persona.
    pub player_name: Cow<'a, str>,
    /// The player's gender, as known to the persona.
    pub player_gender: Cow<'a, str>,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Chapter<'a> {
    /// The id.
    pub chapter_id: Cow<'a, str>,
    /// The name.
    pub name: Cow<'a, str>,
    /// Introductory text for the player.
    pub intro: Cow<'a, str>,
    /// The setting, and what the player should know.
    pub background: Cow<'a, str>,
    /// URL of an image.
    pub image: Cow<'a, str>,
    /// URL of the audio to play during the chapter.
    pub background_audio: Cow<'a, str>,
    /// URL of the audio to play at the end of the chapter.
    pub ending_audio: Cow<'a, str>,
    /// Characters available in this chapter.
    pub characters: Vec<Character<'a>>,
}

/// A character.
#[derive(Debug, Clone, PartialEq, Default, ToStatic)]
pub struct Character<'a> {
    /// The id to use for chats.
    pub character_id: Cow<'a, str>,
    /// The name to display.
    pub name: Cow<'a, str>,
    /// `npc`, or `dm` for a character that leads the game.
    pub character_type: Cow<'a, str>,
    /// URL of a portrait.
    pub avatar: Cow<'a, str>,
    /// The phases the character can be in.
    pub phases: Vec<Cow<'a, str>>,
}
