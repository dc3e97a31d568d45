// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;
use crate::generated::chapter::RpggoChapter;

/// Details of a session or a game.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoSession {
    /// The session's id; empty for a preview of a game.
    #[var(no_set)]
    pub session_id: GString,
    /// The game's id.
    #[var(no_set)]
    pub game_id: GString,
    /// The game's name.
    #[var(no_set)]
    pub name: GString,
    /// Introductory text for the player; empty when the service sends "None".
    #[var(no_set)]
    pub intro: GString,
    /// The world in which the game is set.
    #[var(no_set)]
    pub background: GString,
    /// URL of an image of the game; may be empty.
    #[var(no_set)]
    pub image: GString,
    /// Id of the persona's state machine.
    #[var(no_set)]
    pub machine_id: GString,
    /// The current chapter; for a preview, all chapters.
    #[var(no_set)]
    pub chapters: Array<Gd<RpggoChapter>>,
    /// The player's name, as known to the persona.
    #[var(no_set)]
    pub player_name: GString,
    /// The player's gender, as known to the persona.
    #[var(no_set)]
    pub player_gender: GString,
}

#[godot_api]
impl RpggoSession {}

impl RpggoSession {
    pub fn read(it: &event::Session) -> Gd<Self> {
        Gd::from_object(RpggoSession {
            session_id: convert::text(&it.session_id),
            game_id: convert::text(&it.game_id),
            name: convert::text(&it.name),
            intro: convert::text(&it.intro),
            background: convert::text(&it.background),
            image: convert::text(&it.image),
            machine_id: convert::text(&it.machine_id),
            chapters: it.chapters.iter().map(RpggoChapter::read).collect(),
            player_name: convert::text(&it.player_name),
            player_gender: convert::text(&it.player_gender),
        })
    }
}
