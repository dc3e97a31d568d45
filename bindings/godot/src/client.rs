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

/// Talks with a chat service. Put one into the scene, or make it an autoload so that talks go on when
/// the scene changes; [RpggoCharacter] nodes find it.
///
/// The signals of this node tell of all requests, each with the [RpggoRequest] first. They come on the
/// main thread, at the beginning of a frame. It connects when something is asked for first, and never
/// in the editor. When it leaves the scene tree, what is under way is cancelled.
///
/// The properties are read when it starts: call [method stop] to let a change take effect.
#[derive(GodotClass)]
#[class(tool, init, base = Node)]
pub struct RpggoClient {
    /// Which service to talk to: [constant SERVICE_RPGGO] and so on.
    #[export_group(name = "Service")]
    #[export]
    pub service: Service,
    /// Where the service is. Empty: its public address.
    #[export]
    pub base_url: GString,
    /// The key. Best left empty here, since it is saved with the scene and shipped with the game: it is
    /// then taken from the environment variable `RPGGO_API_KEY`, or from [member api_key_file].
    #[export]
    #[var(set = set_api_key, hint = PASSWORD, hint_string = "")]
    pub api_key: GString,
    /// A file outside the project that holds the key and nothing else.
    #[export(global_file)]
    #[var(set = set_api_key_file)]
    pub api_key_file: GString,
    /// The game (RPGGO), for all requests that name no other.
    #[export]
    pub game_id: GString,

    /// Longest wait for a connection.
    #[export_group(name = "Timeouts")]
    #[export(range = (1.0, 60000.0, 1.0, or_greater, suffix = "ms"))]
    #[init(val = 10_000)]
    pub connect_timeout_ms: i64,
    /// Longest wait from the start of a request to the head of its answer.
    #[export(range = (1.0, 120000.0, 1.0, or_greater, suffix = "ms"))]
    #[init(val = 30_000)]
    pub first_byte_timeout_ms: i64,
    /// Longest silence between two pieces of an answer.
    #[export(range = (1.0, 300000.0, 1.0, or_greater, suffix = "ms"))]
    #[init(val = 60_000)]
    pub idle_timeout_ms: i64,
    /// Longest time for a whole request; 0: as long as it takes.
    #[export(range = (0.0, 600000.0, 1.0, or_greater, suffix = "ms"))]
    pub total_timeout_ms: i64,
    /// How often a request is tried again while nothing of its answer was there.
    #[export(range = (0.0, 10.0, 1.0))]
    #[init(val = 2)]
    pub max_retries: i64,

    /// Write all that is asked and answered into this file, without the key: a path of the system,
    /// `user://` or, from the editor, `res://`.
    #[export_group(name = "Recording")]
    #[export]
    #[var(set = set_record_path)]
    pub record_path: GString,
    /// Answer all requests from this recording, without any network and key. It may lie in `res://`;
    /// name it among the non-resource files of the export then.
    #[export(file = "*.jsonl")]
    #[var(set = set_replay_path)]
    pub replay_path: GString,
    /// How many times faster than recorded, from 0.01 to 1000. -1: as fast as polled, and the same
    /// every time, for tests.
    #[export(range = (-1.0, 1000.0, 0.01))]
    #[init(val = 1.0)]
    pub replay_speed: f64,

    /// Go on while the game is paused or this node's `process_mode` says no.
    #[export_group(name = "Polling")]
    #[export]
    pub poll_while_paused: bool,
    /// How much [signal logged] tells.
    #[export]
    pub log_level: LogUpTo,

    /// How many requests may be under way at once.
    #[export_group(name = "Advanced")]
    #[export(range = (1.0, 4096.0, 1.0, or_greater))]
    #[init(val = 1024)]
    pub max_requests: i64,
    /// How many characters of a session's turns are sent along (OpenAI); the oldest are left out.
    #[export(range = (0.0, 1000000.0, 1.0, or_greater))]
    #[init(val = 16_000)]
    pub max_history_characters: i64,
    /// Allow plain `http` to other machines than this: for tests in a trusted network only.
    #[export]
    pub allow_http: bool,
    /// A PEM file of further certificate authorities to trust.
    #[export(global_file)]
    pub ca_file: GString,
    /// A proxy for all requests: `http://`, `https://` or `socks5://`.
    #[export]
    pub proxy_url: GString,
    /// Further headers for every request, one a line: `Name: value`.
    #[export(multiline)]
    pub extra_headers: GString,

    native: Option<Native>,
    frame: Option<Callable>,
    base: Base<Node>,
}

#[godot_api]
impl RpggoClient {
    /// RPGGO: games with chapters, goals, endings and pictures.
    #[constant]
    const SERVICE_RPGGO: i64 = Service::Rpggo as i64;
    /// Persona chat: a state machine with a score.
    #[constant]
    const SERVICE_PERSONA: i64 = Service::Persona as i64;
    /// Aurora: characters who speak token by token.
    #[constant]
    const SERVICE_AURORA: i64 = Service::Aurora as i64;
    /// Every server with OpenAI's chat completions.
    #[constant]
    const SERVICE_OPENAI: i64 = Service::OpenAI as i64;
    /// For [member replay_speed]: as fast as polled.
    #[constant]
    const AS_POLLED: i64 = -1;

    /// The service took the request.
    #[signal]
    pub fn started(request: Gd<RpggoRequest>, http_status: i64);
    /// A piece of an utterance as it is written.
    #[signal]
    pub fn text_delta(request: Gd<RpggoRequest>, character_id: GString, delta: GString);
    /// One whole utterance.
    #[signal]
    pub fn message(request: Gd<RpggoRequest>, message: Gd<RpggoMessage>);
    /// A picture.
    #[signal]
    pub fn image(request: Gd<RpggoRequest>, image: Gd<RpggoImage>);
    /// The state of the goals; an empty list when the service named none this time.
    #[signal]
    pub fn goals_changed(request: Gd<RpggoRequest>, goals: Array<Gd<RpggoGoal>>);
    /// The story moves to another chapter: call [method change_chapter] with it.
    #[signal]
    pub fn chapter_changed(request: Gd<RpggoRequest>, chapter_id: GString, text: GString);
    /// The game is over.
    #[signal]
    pub fn ended(request: Gd<RpggoRequest>, won: bool, text: GString);
    /// The state of a persona's machine.
    #[signal]
    pub fn state_changed(request: Gd<RpggoRequest>, state: Gd<RpggoState>);
    /// Values to display, texts by their names: merge them over those shown.
    #[signal]
    pub fn status_changed(request: Gd<RpggoRequest>, values: VarDictionary);
    /// What something cost.
    #[signal]
    pub fn cost(request: Gd<RpggoRequest>, cost: Gd<RpggoCost>);
    /// A session or a game, with its chapters and characters.
    #[signal]
    pub fn session_changed(request: Gd<RpggoRequest>, session: Gd<RpggoSession>);
    /// The request is tried again; 1 is the first retry.
    #[signal]
    pub fn retrying(request: Gd<RpggoRequest>, attempt: i64, delay_ms: i64);
    /// A request did not end well; [signal finished] follows. A cancelled one does not fail.
    #[signal]
    pub fn failed(request: Gd<RpggoRequest>, error: Gd<RpggoError>);
    /// A request is over, however it ended.
    #[signal]
    pub fn finished(request: Gd<RpggoRequest>);
    /// A line for the developer; see [member log_level]. 1 is an error, 2 a warning, 3 information,
    /// 4 details.
    #[signal]
    pub fn logged(level: i64, text: GString);

    /// Closes the connection of a request; it then finishes with [constant RpggoError.CANCELLED].
    #[func]
    pub fn cancel(&self, request: Option<Gd<RpggoRequest>>) {
        if let Some(request) = request {
            self.cancel_by_id(request.bind().number());
        }
    }

    /// Cancels all requests that are under way.
    #[func]
    pub fn cancel_all(&self) {
        if let Some(native) = &self.native {
            native.cancel_all();
        }
    }

    /// What it has done since it started; all zero while it has not.
    #[func]
    pub fn stats(&self) -> Gd<RpggoStats> {
        let stats = self.native.as_ref().map(Native::stats);
        RpggoStats::read(&stats.unwrap_or_default())
    }

    /// Starts it now, not with the first request. Gives null, or what is wrong with its properties.
    #[func]
    pub fn start(&mut self) -> Option<Gd<RpggoError>> {
        self.running().err()
    }

    /// Ends it; requests that are under way finish as cancelled in the next frame. It starts again
    /// with the next request.
    #[func]
    pub fn stop(&mut self) {
        self.native = None;
    }

    /// True while it is started.
    #[func]
    pub fn is_started(&self) -> bool {
        self.native.is_some()
    }

    /// The session of requests that name none: one for as long as the game runs.
    #[func]
    pub fn default_session_id() -> GString {
        GString::from(character::session_of_this_run())
    }

    /// Reads what happened, and emits the signals. It is called by itself every frame.
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

    /// What is unwise in its properties, as the editor shows it.
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
            warnings.push("Record or replay, not both: empty record_path or replay_path.");
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

    /// The client that runs, started if need be.
    pub fn running(&mut self) -> Result<&mut Native, Gd<RpggoError>> {
        if Engine::singleton().is_editor_hint() {
            let why = "the client does nothing in the editor: run the game";
            return Err(RpggoError::new(Status::Unsupported, why));
        }
        if self.native.is_none() {
            self.native = Some(Native::start(options::read(self)?)?);
        }
        self.native.as_mut().ok_or_else(|| {
            RpggoError::new(Status::Internal, "the client was started and is not there")
        })
    }

    pub fn cancel_by_id(&self, request: RequestId) {
        if let Some(native) = &self.native {
            native.cancel(request);
        }
    }
}
