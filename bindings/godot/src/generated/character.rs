// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::classes::Node;
use godot::prelude::*;

use crate::generated::client::RpggoClient;
use crate::generated::cost::RpggoCost;
use crate::generated::error::RpggoError;
use crate::generated::goal::RpggoGoal;
use crate::generated::image::RpggoImage;
use crate::generated::message::RpggoMessage;
use crate::generated::session::RpggoSession;
use crate::generated::state::RpggoState;
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
    /// The service accepted the request.
    ///
    /// - [param http_status]: The HTTP status of the response, for example 200.
    #[signal]
    pub fn started(http_status: i64);
    /// A piece of a message, streamed as it is generated. RPGGO and the web form of the persona
    /// chat send whole messages only.
    ///
    /// - [param delta]: The new piece; append it to the previous ones.
    #[signal]
    pub fn text_delta(delta: GString);
    /// One complete message. `character_id` is the speaker. Sent with every service, after its
    /// [signal RpggoClient.text_delta] pieces if there are any.
    #[signal]
    pub fn message(message: Gd<RpggoMessage>);
    /// An image. The library does not download it.
    #[signal]
    pub fn image(image: Gd<RpggoImage>);
    /// The current state of the goals, sent after every message of the player. An empty list means
    /// that the service sent none this time: keep the ones you display.
    ///
    /// - [param current_goal_id]: Id of the goal the player is working on; empty when unknown.
    #[signal]
    pub fn goals_changed(goals: Array<Gd<RpggoGoal>>, current_goal_id: GString);
    /// The story moves to another chapter; at most one per chat. Pass its id to
    /// [method RpggoClient.chapter_change].
    ///
    /// - [param chapter_id]: Id of the next chapter.
    /// - [param text]: Text for the player; may be empty.
    #[signal]
    pub fn chapter_changed(chapter_id: GString, text: GString);
    /// The game has ended; at most one per chat.
    ///
    /// - [param won]: True when the player won.
    /// - [param text]: Text for the player; may be empty.
    #[signal]
    pub fn ended(won: bool, text: GString);
    /// The state of a persona's state machine.
    #[signal]
    pub fn state_changed(state: Gd<RpggoState>);
    /// Values to display have changed. Merge them by key into the ones you display.
    #[signal]
    pub fn status_changed(values: VarDictionary);
    /// A cost reported by the service.
    #[signal]
    pub fn cost(cost: Gd<RpggoCost>);
    /// Details of a session or a game.
    #[signal]
    pub fn session_changed(session: Gd<RpggoSession>);
    /// The request will be retried.
    ///
    /// - [param attempt]: The number of the retry, starting at 1.
    /// - [param delay_ms]: The delay before the retry, in milliseconds.
    /// - [param status]: Why the last attempt failed.
    #[signal]
    pub fn retrying(attempt: i64, delay_ms: i64, status: i64);
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
