use godot::classes::notify::NodeNotification;
use godot::classes::{Engine, INode};
use godot::prelude::*;
use rpggo::{RequestId, Status};

use crate::character;
use crate::generated::client::RpggoClient;
use crate::generated::error::RpggoError;
use crate::generated::stats::RpggoStats;
use crate::native::Native;
use crate::options;
use crate::request::RpggoRequest;
use crate::signals;

/// The group that every client is in.
pub const GROUP: &str = "rpggo_client";

/// What a client has beside its properties.
#[derive(Default)]
pub struct Inner {
    /// While it is started.
    native: Option<Native>,
    /// While it is in the scene tree.
    frame: Option<Callable>,
}

#[godot_api(secondary)]
impl RpggoClient {
    /// Cancels a request: closes its connection and finishes it with [constant
    /// RpggoError.CANCELLED].
    #[func]
    pub fn cancel(&self, request: Option<Gd<RpggoRequest>>) {
        if let Some(request) = request {
            self.cancel_by_id(request.bind().number());
        }
    }

    /// Cancels all requests in progress.
    #[func]
    pub fn cancel_all(&self) {
        if let Some(native) = &self.inner.native {
            native.cancel_all();
        }
    }

    /// Statistics since it started; all zero before that.
    #[func]
    pub fn stats(&self) -> Gd<RpggoStats> {
        let stats = self.inner.native.as_ref().map(Native::stats);
        RpggoStats::read(&stats.unwrap_or_default())
    }

    /// Starts it now, not with the first request. Returns null, or the error in its properties.
    #[func]
    pub fn start(&mut self) -> Option<Gd<RpggoError>> {
        self.running().err()
    }

    /// Stops it; its requests finish as cancelled in the next frame. It starts again with the next
    /// request.
    #[func]
    pub fn stop(&mut self) {
        self.inner.native = None;
    }

    /// True while it is running.
    #[func]
    pub fn is_started(&self) -> bool {
        self.inner.native.is_some()
    }

    /// The default session of requests: one for as long as the game runs.
    #[func]
    pub fn default_session_id() -> GString {
        GString::from(character::session_of_this_run())
    }

    /// Reads events, and emits the signals. Called automatically every frame.
    #[func(gd_self)]
    pub fn poll(mut this: Gd<Self>) {
        // Nothing stays borrowed while a handler runs, which may even free this node.
        while this.is_instance_valid() {
            let next = this.bind_mut().inner.native.as_mut().and_then(Native::next);
            let Some(received) = next else {
                return;
            };
            signals::tell(&this, received.request.as_ref(), &received.event);
            if this.is_instance_valid()
                && let Some(native) = &mut this.bind_mut().inner.native
            {
                native.recycle(received.event);
            }
        }
    }

    /// Problems with its properties, displayed by the editor.
    #[func]
    pub fn warnings(&self) -> PackedStringArray {
        let mut warnings = PackedStringArray::new();
        if !self.api_key.is_empty() {
            warnings.push(
                "The API key is saved with the scene, and everybody who has the game can read it. \
                 Leave it empty and set the environment variable RPGGO_API_KEY, or name a file \
                 outside the project in api_key_file.",
            );
        }
        if !self.api_key_file.is_empty() && options::is_in_project(&self.api_key_file) {
            warnings.push(
                "The file with the API key is inside the project, and would be shipped with the \
                 game. Put it elsewhere.",
            );
        }
        if !self.record_path.is_empty() && !self.replay_path.is_empty() {
            warnings.push("Record or replay, not both: clear record_path or replay_path.");
        }
        if let Err(error) = options::check_more(self) {
            warnings.push(&error.bind().detail);
        }
        warnings
    }
}

#[godot_api]
impl INode for RpggoClient {
    // Notifications and the tree's signal, and not `_process` and `_exit_tree`: a script that extends
    // this node would replace those by its own.
    fn on_notification(&mut self, what: NodeNotification) {
        match what {
            NodeNotification::ENTER_TREE if !Engine::singleton().is_editor_hint() => self.enter(),
            NodeNotification::EXIT_TREE => self.exit(),
            _ => {}
        }
    }

    fn get_configuration_warnings(&self) -> PackedStringArray {
        self.warnings()
    }
}

impl RpggoClient {
    fn enter(&mut self) {
        let this = self.to_gd();
        let id = this.instance_id();
        // Not a method by its name: the engine would lock the node, and forbid a handler to free it.
        let frame = Callable::from_fn("rpggo_frame", move |_| {
            let Ok(this) = Gd::<RpggoClient>::try_from_instance_id(id) else {
                return;
            };
            let is_awake = this.bind().poll_while_paused || this.can_process();
            if is_awake {
                RpggoClient::poll(this);
            }
        });
        let mut node = self.base_mut();
        node.add_to_group(GROUP);
        if let Some(mut tree) = node.get_tree_or_null() {
            tree.connect("process_frame", &frame);
        }
        drop(node);
        self.inner.frame = Some(frame);
    }

    fn exit(&mut self) {
        if let (Some(frame), Some(mut tree)) =
            (self.inner.frame.take(), self.base().get_tree_or_null())
        {
            tree.disconnect("process_frame", &frame);
        }
        self.stop();
    }

    /// The running client, started if necessary.
    pub fn running(&mut self) -> Result<&mut Native, Gd<RpggoError>> {
        if Engine::singleton().is_editor_hint() {
            let why = "the client is inactive in the editor: run the game";
            return Err(RpggoError::new(Status::Unsupported, why));
        }
        if self.inner.native.is_none() {
            self.inner.native = Some(Native::start(options::read(self)?)?);
        }
        self.inner.native.as_mut().ok_or_else(|| {
            RpggoError::new(Status::Internal, "the client was started but is missing")
        })
    }

    pub fn cancel_by_id(&self, request: RequestId) {
        if let Some(native) = &self.inner.native {
            native.cancel(request);
        }
    }
}
