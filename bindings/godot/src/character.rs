use std::sync::OnceLock;

use godot::classes::notify::NodeNotification;
use godot::classes::{Engine, INode, Node};
use godot::prelude::*;
use rpggo::{ChatRequest, Status};

use crate::client::{self, RpggoClient};
use crate::cost::RpggoCost;
use crate::error::RpggoError;
use crate::goal::RpggoGoal;
use crate::image::RpggoImage;
use crate::message::RpggoMessage;
use crate::native::Asked;
use crate::request::RpggoRequest;
use crate::state::RpggoState;
use crate::tell;

/// The group that every character is in.
const GROUP: &str = "rpggo_character";

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
    character_id: GString,
    /// The player's session. Empty: the one of this running game, shared by all characters.
    #[export]
    session_id: GString,
    /// The game's id (RPGGO). Empty: the client's.
    #[export]
    game_id: GString,
    /// Request images (RPGGO).
    #[export]
    images: bool,
    /// True while a request is in progress.
    #[var(get, no_set)]
    is_talking: PhantomVar<bool>,

    under_way: Vec<Gd<RpggoRequest>>,
    base: Base<Node>,
}

#[godot_api]
impl RpggoCharacter {
    /// The service accepted the request.
    #[signal]
    pub fn started(http_status: i64);
    /// A piece of a message, streamed as it is generated.
    #[signal]
    pub fn text_delta(delta: GString);
    /// One complete message.
    #[signal]
    pub fn message(message: Gd<RpggoMessage>);
    /// An image.
    #[signal]
    pub fn image(image: Gd<RpggoImage>);
    /// The current state of the goals; an empty list when the service sent none this time.
    #[signal]
    pub fn goals_changed(goals: Array<Gd<RpggoGoal>>);
    /// The story moves to another chapter: pass its id to [method RpggoClient.change_chapter].
    #[signal]
    pub fn chapter_changed(chapter_id: GString, text: GString);
    /// The game has ended.
    #[signal]
    pub fn ended(won: bool, text: GString);
    /// The state of a persona's state machine.
    #[signal]
    pub fn state_changed(state: Gd<RpggoState>);
    /// Values to display, as texts by name: merge them into the ones you display.
    #[signal]
    pub fn status_changed(values: VarDictionary);
    /// A cost reported by the service.
    #[signal]
    pub fn cost(cost: Gd<RpggoCost>);
    /// The request will be retried; the first retry is 1.
    #[signal]
    pub fn retrying(attempt: i64, delay_ms: i64);
    /// A request failed; [signal finished] follows. A cancelled request does not count as failed.
    #[signal]
    pub fn failed(error: Gd<RpggoError>);
    /// A request has finished, with any result.
    #[signal]
    pub fn finished();

    /// Sends a message to the character.
    #[func(gd_self)]
    pub fn say(mut this: Gd<Self>, text: GString) -> Gd<RpggoRequest> {
        let chat = this.bind().chat(&text);
        let Some(client) = Self::find_client(&this) else {
            let who = &chat.character_id;
            let request = RpggoRequest::new(None, Some(&this), who, &chat.session_id);
            let why = "there is no RpggoClient in the scene tree: add one, or make it an autoload";
            tell::refuse(&request, RpggoError::new(Status::InvalidHandle, why));
            return request;
        };
        let request = RpggoClient::ask(&client, Some(&this), Asked::Chat(chat));
        if !request.bind().is_done() {
            this.bind_mut().under_way.push(request.clone());
        }
        request
    }

    /// Cancels its requests.
    #[func]
    pub fn cancel(&self) {
        for request in &self.under_way {
            request.bind().cancel();
        }
    }

    #[func]
    fn get_is_talking(&self) -> bool {
        !self.under_way.is_empty()
    }

    #[func]
    fn get_client(&self) -> Option<Gd<RpggoClient>> {
        let client = self.client.as_ref();
        client.filter(|it| it.is_instance_valid()).cloned()
    }

    #[func]
    fn set_character_id(&mut self, value: GString) {
        self.character_id = value;
        self.base_mut().update_configuration_warnings();
    }
}

#[godot_api]
impl INode for RpggoCharacter {
    // As in the client: a script would replace `_exit_tree`.
    fn on_notification(&mut self, what: NodeNotification) {
        if Engine::singleton().is_editor_hint() {
            return;
        }
        match what {
            NodeNotification::ENTER_TREE => self.base_mut().add_to_group(GROUP),
            NodeNotification::EXIT_TREE => {
                self.under_way.iter().for_each(tell::hold_listeners);
                self.cancel();
            }
            _ => {}
        }
    }

    fn get_configuration_warnings(&self) -> PackedStringArray {
        let mut warnings = PackedStringArray::new();
        if self.character_id.is_empty() {
            warnings.push("Set character_id: it identifies the character at the service.");
        }
        warnings
    }
}

impl RpggoCharacter {
    fn chat(&self, text: &GString) -> ChatRequest {
        ChatRequest {
            character_id: self.character_id.to_string(),
            session_id: self.session_id.to_string(),
            message: text.to_string(),
            game_id: self.game_id.to_string(),
            images: self.images,
            ..ChatRequest::default()
        }
    }

    fn find_client(this: &Gd<Self>) -> Option<Gd<RpggoClient>> {
        if let Some(client) = this.bind().get_client() {
            return Some(client);
        }
        let mut above = this.get_parent();
        while let Some(node) = above {
            match node.try_cast::<RpggoClient>() {
                Ok(client) => return Some(client),
                Err(node) => above = node.get_parent(),
            }
        }
        let any = this
            .get_tree_or_null()?
            .get_first_node_in_group(client::GROUP)?;
        any.try_cast().ok()
    }

    /// A request has finished.
    pub fn forget(&mut self, request: &Gd<RpggoRequest>) {
        self.under_way.retain(|it| it != request);
    }
}

/// The node of another character that speaks in the conversation with `asked`.
pub fn namesake(asked: &Gd<RpggoCharacter>, character_id: &str) -> Option<Gd<RpggoCharacter>> {
    let nodes = asked.get_tree_or_null()?.get_nodes_in_group(GROUP);
    nodes.iter_shared().find_map(|node| {
        let character = node.try_cast::<RpggoCharacter>().ok()?;
        let is_it = character.bind().character_id == character_id;
        is_it.then_some(character)
    })
}

/// The default session of requests.
pub fn session_of_this_run() -> &'static str {
    static SESSION: OnceLock<String> = OnceLock::new();
    SESSION.get_or_init(|| {
        // Without randomness the time still tells the players of a game apart well enough.
        let since = std::time::UNIX_EPOCH
            .elapsed()
            .unwrap_or_default()
            .as_nanos();
        let fallback = u64::try_from(since & u128::from(u64::MAX)).unwrap_or_default();
        let random = || getrandom::u64().unwrap_or(fallback);
        format!("{:016x}{:016x}", random(), random())
    })
}
