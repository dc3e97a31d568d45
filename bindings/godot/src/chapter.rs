use godot::prelude::*;
use rpggo::event;

use crate::character_info::RpggoCharacterInfo;

/// A chapter of a game.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoChapter {
    /// Its id.
    #[var(no_set)]
    chapter_id: GString,
    /// Its name.
    #[var(no_set)]
    name: GString,
    /// What to tell the player first.
    #[var(no_set)]
    intro: GString,
    /// Where it is set, and what the player should know.
    #[var(no_set)]
    background: GString,
    /// A picture of it: its address.
    #[var(no_set)]
    image: GString,
    /// Sound to play during it: its address.
    #[var(no_set)]
    background_audio: GString,
    /// Sound to play at its end: its address.
    #[var(no_set)]
    ending_audio: GString,
    /// Who can be spoken to.
    #[var(no_set)]
    characters: Array<Gd<RpggoCharacterInfo>>,
}

#[godot_api]
impl RpggoChapter {}

impl RpggoChapter {
    pub fn read(chapter: &event::Chapter<'_>) -> Gd<Self> {
        let characters = chapter.characters.iter();
        Gd::from_object(RpggoChapter {
            chapter_id: GString::from(&*chapter.chapter_id),
            name: GString::from(&*chapter.name),
            intro: GString::from(&*chapter.intro),
            background: GString::from(&*chapter.background),
            image: GString::from(&*chapter.image),
            background_audio: GString::from(&*chapter.background_audio),
            ending_audio: GString::from(&*chapter.ending_audio),
            characters: characters.map(RpggoCharacterInfo::read).collect(),
        })
    }
}
