use godot::classes::notify::NodeNotification;
use godot::classes::{Engine, INode, Node};
use godot::prelude::*;
use rpggo::{RequestId, Status};

use crate::character;
use crate::cost::RpggoCost;
use crate::error::RpggoError;
use crate::goal::RpggoGoal;
use crate::image::RpggoImage;
use crate::message::RpggoMessage;
use crate::native::Native;
use crate::options::{self, LogUpTo, Service};
use crate::request::RpggoRequest;
use crate::session::RpggoSession;
use crate::state::RpggoState;
use crate::stats::RpggoStats;
use crate::tell;

/// The group that every client is in.
pub const GROUP: &str = "rpggo_client";

/// A connection to a chat service. Add one to the scene, or make it an autoload so that
/// conversations continue when the scene changes; [RpggoCharacter] nodes find it.
///
/// The signals of this node report all requests, each with its [RpggoRequest] as the first
/// argument. They are emitted on the main thread, at the beginning of a frame. It connects with the
/// first request, and never in the editor. When it leaves the scene tree, its requests are
/// cancelled.
///
/// The properties are read when it starts: call [method stop] to apply a change.
#[derive(GodotClass)]
#[class(tool, init, base = Node)]
pub struct RpggoClient {
    /// The service to use: [constant SERVICE_RPGGO] and so on.
    #[export_group(name = "Service")]
    #[export]
    pub service: Service,
    /// URL of the service. Empty: its public URL.
    #[export]
    pub base_url: GString,
    /// The API key. Best left empty here, because it is saved with the scene and shipped with the
    /// game: it is then taken from the environment variable `RPGGO_API_KEY`, or from [member
    /// api_key_file].
    #[export]
    #[var(set = set_api_key, hint = PASSWORD, hint_string = "")]
    pub api_key: GString,
    /// A file outside the project that contains the key and nothing else.
    #[export(global_file)]
    #[var(set = set_api_key_file)]
    pub api_key_file: GString,
    /// The game's id (RPGGO), for all requests that do not set their own.
    #[export]
    pub game_id: GString,

    /// Timeout for connecting.
    #[export_group(name = "Timeouts")]
    #[export(range = (1.0, 60000.0, 1.0, or_greater, suffix = "ms"))]
    #[init(val = 10_000)]
    pub connect_timeout_ms: i64,
    /// Timeout from the start of a request until the response headers arrive.
    #[export(range = (1.0, 120000.0, 1.0, or_greater, suffix = "ms"))]
    #[init(val = 30_000)]
    pub first_byte_timeout_ms: i64,
    /// Longest time without receiving data in the middle of a response.
    #[export(range = (1.0, 300000.0, 1.0, or_greater, suffix = "ms"))]
    #[init(val = 60_000)]
    pub idle_timeout_ms: i64,
    /// Timeout for a whole request; 0: none.
    #[export(range = (0.0, 600000.0, 1.0, or_greater, suffix = "ms"))]
    pub total_timeout_ms: i64,
    /// How often to retry a request, as long as no part of its response has been delivered.
    #[export(range = (0.0, 10.0, 1.0))]
    #[init(val = 2)]
    pub max_retries: i64,

    /// Record all requests and responses to this file, without the key: a file system path,
    /// `user://` or, from the editor, `res://`.
    #[export_group(name = "Recording")]
    #[export]
    #[var(set = set_record_path)]
    pub record_path: GString,
    /// Replay all responses from this recording, without network and key. It may be in `res://`;
    /// then add it to the export's non-resource files.
    #[export(file = "*.jsonl")]
    #[var(set = set_replay_path)]
    pub replay_path: GString,
    /// Replay speed relative to the recording, from 0.01 to 1000. -1: as fast as polled, with the
    /// same events every time, for tests.
    #[export(range = (-1.0, 1000.0, 0.01))]
    #[init(val = 1.0)]
    pub replay_speed: f64,

    /// Keep polling while the game is paused or this node's `process_mode` disables it.
    #[export_group(name = "Polling")]
    #[export]
    pub poll_while_paused: bool,
    /// How much [signal logged] reports; higher values are more verbose.
    #[export]
    pub log_level: LogUpTo,

    /// Maximum number of requests in progress at the same time.
    #[export_group(name = "Advanced")]
    #[export(range = (1.0, 4096.0, 1.0, or_greater))]
    #[init(val = 1024)]
    pub max_requests: i64,
    /// How many characters of a session's previous turns to send (OpenAI); the oldest are dropped.
    #[export(range = (0.0, 1000000.0, 1.0, or_greater))]
    #[init(val = 16_000)]
    pub max_history_characters: i64,
    /// Allow plain `http` to other machines: for tests in a trusted network only.
    #[export]
    pub allow_http: bool,
    /// A PEM file with additional certificate authorities to trust.
    #[export(global_file)]
    pub ca_file: GString,
    /// A proxy for all requests: `http://`, `https://` or `socks5://`.
    #[export]
    pub proxy_url: GString,
    /// Additional headers for every request, one per line: `Name: value`.
    #[export(multiline)]
    pub extra_headers: GString,

    native: Option<Native>,
    frame: Option<Callable>,
    base: Base<Node>,
}

#[godot_api]
impl RpggoClient {
    /// RPGGO: games with chapters, goals, endings and images.
    #[constant]
    const SERVICE_RPGGO: i64 = Service::Rpggo as i64;
    /// Persona chat: a state machine with a score.
    #[constant]
    const SERVICE_PERSONA: i64 = Service::Persona as i64;
    /// Aurora: characters that stream token by token.
    #[constant]
    const SERVICE_AURORA: i64 = Service::Aurora as i64;
    /// Any server with OpenAI's chat completions.
    #[constant]
    const SERVICE_OPENAI: i64 = Service::OpenAI as i64;
    /// For [member replay_speed]: as fast as polled.
    #[constant]
    const AS_POLLED: i64 = -1;

    /// The service accepted the request.
    #[signal]
    pub fn started(request: Gd<RpggoRequest>, http_status: i64);
    /// A piece of a message, streamed as it is generated.
    #[signal]
    pub fn text_delta(request: Gd<RpggoRequest>, character_id: GString, delta: GString);
    /// One complete message.
    #[signal]
    pub fn message(request: Gd<RpggoRequest>, message: Gd<RpggoMessage>);
    /// An image.
    #[signal]
    pub fn image(request: Gd<RpggoRequest>, image: Gd<RpggoImage>);
    /// The current state of the goals; an empty list when the service sent none this time.
    #[signal]
    pub fn goals_changed(request: Gd<RpggoRequest>, goals: Array<Gd<RpggoGoal>>);
    /// The story moves to another chapter: pass its id to [method change_chapter].
    #[signal]
    pub fn chapter_changed(request: Gd<RpggoRequest>, chapter_id: GString, text: GString);
    /// The game has ended.
    #[signal]
    pub fn ended(request: Gd<RpggoRequest>, won: bool, text: GString);
    /// The state of a persona's state machine.
    #[signal]
    pub fn state_changed(request: Gd<RpggoRequest>, state: Gd<RpggoState>);
    /// Values to display, as texts by name: merge them into the ones you display.
    #[signal]
    pub fn status_changed(request: Gd<RpggoRequest>, values: VarDictionary);
    /// A cost reported by the service.
    #[signal]
    pub fn cost(request: Gd<RpggoRequest>, cost: Gd<RpggoCost>);
    /// Details of a session or a game, with its chapters and characters.
    #[signal]
    pub fn session_changed(request: Gd<RpggoRequest>, session: Gd<RpggoSession>);
    /// The request will be retried; the first retry is 1.
    #[signal]
    pub fn retrying(request: Gd<RpggoRequest>, attempt: i64, delay_ms: i64);
    /// A request failed; [signal finished] follows. A cancelled request does not count as failed.
    #[signal]
    pub fn failed(request: Gd<RpggoRequest>, error: Gd<RpggoError>);
    /// A request has finished, with any result.
    #[signal]
    pub fn finished(request: Gd<RpggoRequest>);
    /// A log line for the developer; see [member log_level]. 1 is an error, 2 a warning, 3
    /// information, 4 details.
    #[signal]
    pub fn logged(level: i64, text: GString);

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
        if let Some(native) = &self.native {
            native.cancel_all();
        }
    }

    /// Statistics since it started; all zero before that.
    #[func]
    pub fn stats(&self) -> Gd<RpggoStats> {
        let stats = self.native.as_ref().map(Native::stats);
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
        self.native = None;
    }

    /// True while it is running.
    #[func]
    pub fn is_started(&self) -> bool {
        self.native.is_some()
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
            let next = this.bind_mut().native.as_mut().and_then(Native::next);
            let Some(happened) = next else {
                return;
            };
            match (&happened.request, &happened.event.kind) {
                (_, rpggo::EventKind::Log { level, text }) => {
                    tell::tell_line(&this, *level, text);
                }
                (Some(request), _) => tell::tell(request, &happened.event),
                (None, _) => {}
            }
            if this.is_instance_valid()
                && let Some(native) = &mut this.bind_mut().native
            {
                native.recycle(happened.event);
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
        warnings
    }

    #[func]
    fn set_api_key(&mut self, value: GString) {
        self.api_key = value;
        self.base_mut().update_configuration_warnings();
    }

    #[func]
    fn set_api_key_file(&mut self, value: GString) {
        self.api_key_file = value;
        self.base_mut().update_configuration_warnings();
    }

    #[func]
    fn set_record_path(&mut self, value: GString) {
        self.record_path = value;
        self.base_mut().update_configuration_warnings();
    }

    #[func]
    fn set_replay_path(&mut self, value: GString) {
        self.replay_path = value;
        self.base_mut().update_configuration_warnings();
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
        self.frame = Some(frame);
    }

    fn exit(&mut self) {
        if let (Some(frame), Some(mut tree)) = (self.frame.take(), self.base().get_tree_or_null()) {
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
        if self.native.is_none() {
            self.native = Some(Native::start(options::read(self)?)?);
        }
        self.native.as_mut().ok_or_else(|| {
            RpggoError::new(Status::Internal, "the client was started but is missing")
        })
    }

    pub fn cancel_by_id(&self, request: RequestId) {
        if let Some(native) = &self.native {
            native.cancel(request);
        }
    }
}
