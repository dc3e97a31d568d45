use godot::prelude::*;
use rpggo::event;

/// An image. Download it with an HTTPRequest.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoImage {
    /// URL of the image.
    #[var(no_set)]
    url: GString,
    /// A caption of what the image shows.
    #[var(no_set)]
    caption: GString,
    /// The kind of image, as numbered by the service; 0 when unknown.
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
