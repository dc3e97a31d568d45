use godot::classes::Node;

use crate::generated::client::RpggoClient;
use crate::request::RpggoRequest;

/// A character to talk to. Add it below the node that represents the character in the scene.
///
/// Its signals report the requests of its own [method say]. In a group chat, another character may
/// reply too: its messages are emitted by its own node, if the scene has one with its [member
/// character_id], otherwise by this node.
///
/// When it leaves the scene tree, its requests are cancelled.
#[derive(GodotClass)]
#[class(tool, init, base = Node)]
pub struct RpggoCharacter {
    /// The client to use. Empty: the nearest one up the tree, otherwise any in the scene tree.
    #[export]
    #[var(get = get_client)]
    client: Option<Gd<RpggoClient>>,
    /// The character's id: the persona (persona), a number (Aurora), the model (OpenAI).
    #[export]
    #[var(set = set_character_id)]
    pub character_id: GString,
    /// The player's session. Empty: the one of this running game, shared by all characters.
    #[export]
    pub session_id: GString,
    /// The game's id (RPGGO). Empty: the client's.
    #[export]
    pub game_id: GString,
    /// Request images (RPGGO).
    #[export]
    pub images: bool,
    /// True while a request is in progress.
    #[var(get, no_set)]
    is_talking: PhantomVar<bool>,

    /// Its requests in progress.
    pub under_way: Vec<Gd<RpggoRequest>>,
    base: Base<Node>,
}

#[godot_api]
impl RpggoCharacter {
    // Signals
    /// A request failed; [signal finished] follows. A cancelled request does not count as failed.
    #[signal]
    pub fn failed(error: Gd<RpggoError>);
    /// A request has finished, with any result.
    #[signal]
    pub fn finished();

    #[func]
    fn get_is_talking(&self) -> bool {
        !self.under_way.is_empty()
    }

    #[func]
    pub fn get_client(&self) -> Option<Gd<RpggoClient>> {
        let client = self.client.as_ref();
        client.filter(|it| it.is_instance_valid()).cloned()
    }

    #[func]
    fn set_character_id(&mut self, value: GString) {
        self.character_id = value;
        self.base_mut().update_configuration_warnings();
    }
}
