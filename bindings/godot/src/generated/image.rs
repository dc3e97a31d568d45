// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::event;

use crate::convert;

/// An image. The library does not download it.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoImage {
    /// URL of the image.
    #[var(no_set)]
    pub url: GString,
    /// A caption of what the image shows.
    #[var(no_set)]
    pub caption: GString,
    /// The kind of image, as numbered by the service; 0 when unknown.
    #[var(no_set)]
    pub image_type: i64,
}

#[godot_api]
impl RpggoImage {}

impl RpggoImage {
    pub fn read(it: &event::Image) -> Gd<Self> {
        Gd::from_object(RpggoImage {
            url: convert::text(&it.url),
            caption: convert::text(&it.caption),
            image_type: i64::from(it.image_type),
        })
    }
}
