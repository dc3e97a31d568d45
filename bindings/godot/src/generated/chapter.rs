// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;
use crate::generated::character_info::RpggoCharacterInfo;

/// A chapter.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoChapter {
    /// The id.
    #[var(no_set)]
    pub chapter_id: GString,
    /// The name.
    #[var(no_set)]
    pub name: GString,
    /// Introductory text for the player; empty when the service sends "None".
    #[var(no_set)]
    pub intro: GString,
    /// The setting, and what the player should know.
    #[var(no_set)]
    pub background: GString,
    /// URL of an image; may be empty.
    #[var(no_set)]
    pub image: GString,
    /// URL of the audio to play during the chapter; may be empty.
    #[var(no_set)]
    pub background_audio: GString,
    /// URL of the audio to play at the end of the chapter; may be empty.
    #[var(no_set)]
    pub ending_audio: GString,
    /// Characters available in this chapter.
    #[var(no_set)]
    pub characters: Array<Gd<RpggoCharacterInfo>>,
}

#[godot_api]
impl RpggoChapter {}

impl RpggoChapter {
    pub fn read(it: &event::Chapter) -> Gd<Self> {
        Gd::from_object(RpggoChapter {
            chapter_id: convert::text(&it.chapter_id),
            name: convert::text(&it.name),
            intro: convert::text(&it.intro),
            background: convert::text(&it.background),
            image: convert::text(&it.image),
            background_audio: convert::text(&it.background_audio),
            ending_audio: convert::text(&it.ending_audio),
            characters: it.characters.iter().map(RpggoCharacterInfo::read).collect(),
        })
    }
}
