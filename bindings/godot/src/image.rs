use godot::prelude::*;
use rpggo::event;

/// A picture. Load it with an HTTPRequest.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoImage {
    /// Where the picture can be loaded from.
    #[var(no_set)]
    url: GString,
    /// What it shows.
    #[var(no_set)]
    caption: GString,
    /// The service's number for the kind of picture; 0 when unknown.
    #[var(no_set)]
    image_type: i64,
}

#[godot_api]
impl RpggoImage {}

impl RpggoImage {
    pub fn read(image: &event::Image<'_>) -> Gd<Self> {
        Gd::from_object(RpggoImage {
            url: GString::from(&*image.url),
            caption: GString::from(&*image.caption),
            image_type: image.image_type.into(),
        })
    }
}
