use godot::prelude::*;
use rpggo::event;

use crate::character_info::RpggoCharacterInfo;

/// A chapter of a game.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoChapter {
    /// The id.
    #[var(no_set)]
    chapter_id: GString,
    /// The name.
    #[var(no_set)]
    name: GString,
    /// Introductory text for the player.
    #[var(no_set)]
    intro: GString,
    /// The setting, and what the player should know.
    #[var(no_set)]
    background: GString,
    /// URL of an image.
    #[var(no_set)]
    image: GString,
    /// URL of the audio to play during the chapter.
    #[var(no_set)]
    background_audio: GString,
    /// URL of the audio to play at the end of the chapter.
    #[var(no_set)]
    ending_audio: GString,
    /// Characters available in this chapter.
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
