use godot::prelude::*;
use rpggo::event;

use crate::chapter::RpggoChapter;

/// A session or a game, with its chapters and characters.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoSession {
    /// The session's id; empty for a preview of a game.
    #[var(no_set)]
    session_id: GString,
    /// The game's id.
    #[var(no_set)]
    game_id: GString,
    /// The game's name.
    #[var(no_set)]
    name: GString,
    /// What to tell the player first.
    #[var(no_set)]
    intro: GString,
    /// The world that the game is set in.
    #[var(no_set)]
    background: GString,
    /// A picture of the game: its address.
    #[var(no_set)]
    image: GString,
    /// The current chapter, or for a preview all of them.
    #[var(no_set)]
    chapters: Array<Gd<RpggoChapter>>,
    /// The persona's machine.
    #[var(no_set)]
    machine_id: GString,
    /// The player's name, as the persona knows it.
    #[var(no_set)]
    player_name: GString,
    /// The player's gender, as the persona knows it.
    #[var(no_set)]
    player_gender: GString,
}

#[godot_api]
impl RpggoSession {}

impl RpggoSession {
    pub fn read(session: &event::Session<'_>) -> Gd<Self> {
        Gd::from_object(RpggoSession {
            session_id: GString::from(&*session.session_id),
            game_id: GString::from(&*session.game_id),
            name: GString::from(&*session.name),
            intro: GString::from(&*session.intro),
            background: GString::from(&*session.background),
            image: GString::from(&*session.image),
            chapters: session.chapters.iter().map(RpggoChapter::read).collect(),
            machine_id: GString::from(&*session.machine_id),
            player_name: GString::from(&*session.player_name),
            player_gender: GString::from(&*session.player_gender),
        })
    }
}
