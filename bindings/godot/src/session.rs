use godot::prelude::*;
use rpggo::event;

use crate::chapter::RpggoChapter;

/// Details of a session or a game, with its chapters and characters.
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
    /// Introductory text for the player.
    #[var(no_set)]
    intro: GString,
    /// The world in which the game is set.
    #[var(no_set)]
    background: GString,
    /// URL of an image of the game.
    #[var(no_set)]
    image: GString,
    /// The current chapter; for a preview, all chapters.
    #[var(no_set)]
    chapters: Array<Gd<RpggoChapter>>,
    /// Id of the persona's state machine.
    #[var(no_set)]
    machine_id: GString,
    /// The player's name, as known to the persona.
    #[var(no_set)]
    player_name: GString,
    /// The player's gender, as known to the persona.
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
