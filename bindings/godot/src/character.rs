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

/// A character to talk with. Put it below the node that is the character in the scene.
///
/// Its signals tell of what was asked with its own [method say]. In a group talk another character may
/// answer too: what that one says comes from its own node, if the scene has one with its
/// [member character_id], else from this.
///
/// When it leaves the scene tree, what it has under way is cancelled.
#[derive(GodotClass)]
#[class(tool, init, base = Node)]
pub struct RpggoCharacter {
    /// The client to talk with. Empty: the nearest one up the tree, else any in the scene tree.
    #[export]
    #[var(get = get_client)]
    client: Option<Gd<RpggoClient>>,
    /// Who it is: the persona (persona), a number (Aurora), the model (OpenAI).
    #[export]
    #[var(set = set_character_id)]
    character_id: GString,
    /// The player's session. Empty: the one of this running game, which all characters share.
    #[export]
    session_id: GString,
    /// The game (RPGGO). Empty: the client's.
    #[export]
    game_id: GString,
    /// Ask for pictures (RPGGO).
    #[export]
    images: bool,
    /// True while it has a request under way.
    #[var(get, no_set)]
    is_talking: PhantomVar<bool>,

    under_way: Vec<Gd<RpggoRequest>>,
    base: Base<Node>,
}

#[godot_api]
impl RpggoCharacter {
    /// The service took what was said.
    #[signal]
    pub fn started(http_status: i64);
    /// A piece of an utterance as it is written.
    #[signal]
    pub fn text_delta(delta: GString);
    /// One whole utterance.
    #[signal]
    pub fn message(message: Gd<RpggoMessage>);
    /// A picture.
    #[signal]
    pub fn image(image: Gd<RpggoImage>);
    /// The state of the goals; an empty list when the service named none this time.
    #[signal]
    pub fn goals_changed(goals: Array<Gd<RpggoGoal>>);
    /// The story moves to another chapter: call [method RpggoClient.change_chapter] with it.
    #[signal]
    pub fn chapter_changed(chapter_id: GString, text: GString);
    /// The game is over.
    #[signal]
    pub fn ended(won: bool, text: GString);
    /// The state of a persona's machine.
    #[signal]
    pub fn state_changed(state: Gd<RpggoState>);
    /// Values to display, texts by their names: merge them over those shown.
    #[signal]
    pub fn status_changed(values: VarDictionary);
    /// What something cost.
    #[signal]
    pub fn cost(cost: Gd<RpggoCost>);
    /// The request is tried again; 1 is the first retry.
    #[signal]
    pub fn retrying(attempt: i64, delay_ms: i64);
    /// A request did not end well; [signal finished] follows. A cancelled one does not fail.
    #[signal]
    pub fn failed(error: Gd<RpggoError>);
    /// A request is over, however it ended.
    #[signal]
    pub fn finished();

    /// Says something to the character.
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

    /// Cancels what it has under way.
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
            warnings.push("Set character_id: the service knows the character by it.");
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

    /// A request is over.
    pub fn forget(&mut self, request: &Gd<RpggoRequest>) {
        self.under_way.retain(|it| it != request);
    }
}

/// The node of another character, who speaks in the talk of `asked`.
pub fn namesake(asked: &Gd<RpggoCharacter>, character_id: &str) -> Option<Gd<RpggoCharacter>> {
    let nodes = asked.get_tree_or_null()?.get_nodes_in_group(GROUP);
    nodes.iter_shared().find_map(|node| {
        let character = node.try_cast::<RpggoCharacter>().ok()?;
        let is_it = character.bind().character_id == character_id;
        is_it.then_some(character)
    })
}

/// The session of requests that name none.
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
