use std::sync::OnceLock;

use godot::classes::notify::NodeNotification;
use godot::classes::{Engine, INode};
use godot::prelude::*;
use rpggo::{ChatRequest, Status};

use crate::client;
use crate::generated::character::RpggoCharacter;
use crate::generated::client::RpggoClient;
use crate::generated::error::RpggoError;
use crate::generated::requests::Request;
use crate::request::RpggoRequest;
use crate::signals;

/// The group that every character is in.
const GROUP: &str = "rpggo_character";

#[godot_api(secondary)]
impl RpggoCharacter {
    /// Sends a message to the character.
    #[func(gd_self)]
    pub fn say(mut this: Gd<Self>, text: GString) -> Gd<RpggoRequest> {
        let chat = this.bind().chat(&text);
        let Some(client) = Self::find_client(&this) else {
            let who = &chat.character_id;
            let request = RpggoRequest::new(None, Some(&this), who, &chat.session_id);
            let why = "there is no RpggoClient in the scene tree: add one, or make it an autoload";
            signals::refuse(&request, RpggoError::new(Status::InvalidHandle, why));
            return request;
        };
        let request = RpggoClient::ask(&client, Some(&this), Request::Chat(chat));
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
                self.under_way.iter().for_each(signals::hold_listeners);
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
