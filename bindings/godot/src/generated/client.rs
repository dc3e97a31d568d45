// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::classes::Node;
use godot::prelude::*;

use crate::client::Inner;
use crate::generated::cost::RpggoCost;
use crate::generated::enums::{LogLevel, Service};
use crate::generated::error::RpggoError;
use crate::generated::goal::RpggoGoal;
use crate::generated::image::RpggoImage;
use crate::generated::message::RpggoMessage;
use crate::generated::session::RpggoSession;
use crate::generated::state::RpggoState;
use crate::request::RpggoRequest;

/// A connection to a chat service. Add one to the scene, or make it an autoload so that
/// conversations continue when the scene changes; [RpggoCharacter] nodes find it.
///
/// The signals of this node report all requests, each with its [RpggoRequest] as the first
/// argument, which is null in what nobody asked for. They are emitted on the main thread, at the
/// beginning of a frame. It connects with the first request, and never in the editor. When it
/// leaves the scene tree, its requests are cancelled.
///
/// The properties are read when it starts: call [method stop] to apply a change. A number that is 0
/// and a text that is empty mean the default; timeouts can be [constant NO_TIMEOUT].
#[derive(GodotClass)]
#[class(tool, init, base = Node)]
pub struct RpggoClient {
    /// The service to use. Default: RPGGO.
    #[export_group(name = "Service")]
    #[export]
    pub service: Service,
    /// URL of the service, for example "https://api.example.com/v1"; a path is kept. Empty: the
    /// service's public URL. `http` is allowed only to this machine ("http://127.0.0.1:8787"),
    /// unless [member RpggoClient.allow_http] is set. Write an internationalized host name as
    /// "xn--...".
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

    /// Timeout for connecting, including name lookup and TLS, in milliseconds. Default (0): 10000.
    /// [constant RpggoClient.NO_TIMEOUT]: none.
    #[export_group(name = "Timeouts")]
    #[export(range = (-1.0, 600000.0, 1.0, or_greater, suffix = "ms"))]
    pub connect_timeout_ms: i64,
    /// Timeout from the start of a request until the response headers arrive, including connecting,
    /// in milliseconds. Default (0): 30000. [constant RpggoClient.NO_TIMEOUT]: none.
    #[export(range = (-1.0, 600000.0, 1.0, or_greater, suffix = "ms"))]
    pub first_byte_timeout_ms: i64,
    /// Longest time without receiving data in the middle of a response, in milliseconds. Default
    /// (0): 60000. [constant RpggoClient.NO_TIMEOUT]: none.
    #[export(range = (-1.0, 600000.0, 1.0, or_greater, suffix = "ms"))]
    pub idle_timeout_ms: i64,
    /// Timeout for a whole request, including retries, in milliseconds. Default: none.
    #[export(range = (-1.0, 600000.0, 1.0, or_greater, suffix = "ms"))]
    pub total_timeout_ms: i64,
    /// How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, with
    /// the same `message_id`, as long as no part of its response has been delivered. A chat with a
    /// service that has no message ids (persona, Aurora) is retried only if the service cannot have
    /// accepted it: no connection, HTTP 429 and 503. Default (0): 2; -1: never.
    #[export(range = (-1.0, 10.0, 1.0, or_greater))]
    pub max_retries: i64,

    /// Record every request and every byte of its response, with timestamps, to this file, for
    /// [member RpggoClient.replay_path] and the inspector. Use one file per client; new lines are
    /// appended to an existing file. The key and other secrets of at least 8 characters (shorter
    /// ones may be words) are redacted, even where a server echoes them; what players say is
    /// recorded. Empty: do not record.
    #[export_group(name = "Recordings")]
    #[export]
    #[var(set = set_record_path)]
    pub record_path: GString,
    /// Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or
    /// [constant RpggoClient.REPLAY_AS_POLLED]. Default (0): 1, as recorded.
    #[export(range = (-1.0, 1000.0, 0.01))]
    pub replay_speed: f64,
    /// Replay all responses from this recording, without network and key. It may be in `res://`;
    /// then add it to the export's non-resource files.
    #[export(file = "*.jsonl")]
    #[var(set = set_replay_path)]
    pub replay_path: GString,

    /// Emit [signal RpggoClient.logged] events, which say what the library does, up to this level;
    /// higher values are more verbose. Default (0): none.
    #[export_group(name = "Log")]
    #[export]
    pub log_level: LogLevel,

    /// Additional headers for every request, one per line: "Name: value\nName: value". They
    /// override the library's own headers. Empty: none.
    #[export_group(name = "Network")]
    #[export(multiline)]
    pub extra_headers: GString,
    /// A proxy for all requests, for example "http://user:password@proxy.example.com:8080" (also
    /// `https://` and `socks5://`). Empty: as set in the environment. Requests to this machine
    /// ("http://127.0.0.1:...") use a proxy only if it is set here.
    #[export]
    pub proxy_url: GString,
    /// A PEM file with additional certificate authorities to trust, on top of those of the
    /// operating system (or the bundled ones on systems without a list). Empty: none.
    #[export(global_file)]
    pub ca_file: GString,
    /// Allow plain `http` to hosts other than this machine. The key and the conversation are then
    /// readable by anyone on the network path: for tests in a trusted network only.
    #[export]
    pub allow_http: bool,

    /// Maximum number of requests in progress at the same time; further ones fail with
    /// [constant RpggoError.BUSY]. Default: 1024.
    #[export_group(name = "Advanced")]
    #[export(range = (0.0, 1000000.0, 1.0, or_greater))]
    pub max_requests: i64,
    /// How many characters of a session's previous turns to send to an OpenAI-compatible server
    /// with each new message; the oldest turns are dropped, the system prompt is not. Default:
    /// 16000.
    #[export(range = (0.0, 1000000.0, 1.0, or_greater))]
    pub max_history_characters: i64,
    /// Keep polling while the game is paused or this node's `process_mode` disables it.
    #[export]
    pub poll_while_paused: bool,
    /// All other options, by their names in C, such as `max_queued_bytes`. Values are numbers, texts,
    /// `true` and `false`.
    #[export]
    #[var(set = set_more_options)]
    pub more_options: VarDictionary,

    /// What it has while it runs.
    pub inner: Inner,
    base: Base<Node>,
}

#[godot_api]
impl RpggoClient {
    /// A failure.
    #[constant]
    const LOG_ERROR: i64 = 1;
    /// Something unexpected.
    #[constant]
    const LOG_WARN: i64 = 2;
    /// Normal activity.
    #[constant]
    const LOG_INFO: i64 = 3;
    /// Details for debugging.
    #[constant]
    const LOG_DEBUG: i64 = 4;
    /// RPGGO V2: games with chapters, goals, endings and images.
    #[constant]
    const SERVICE_RPGGO: i64 = 0;
    /// Persona chat: a state machine with a score. Foil Engine's API. The key is optional; one that
    /// begins with "pk_" selects the SDK form of the API, which streams.
    #[constant]
    const SERVICE_PERSONA: i64 = 1;
    /// Aurora: characters that stream token by token. Ids are decimal integers.
    #[constant]
    const SERVICE_AURORA: i64 = 2;
    /// Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM, cloud
    /// services): [member RpggoClient.base_url] is required and ends before "/chat/completions";
    /// `character_id` is the model; the client keeps the turns of each session, and
    /// [method RpggoClient.session_start] sets the system prompt.
    #[constant]
    const SERVICE_OPENAI: i64 = 3;
    /// For the timeout options: no timeout.
    #[constant]
    const NO_TIMEOUT: i64 = -1;
    /// For [member RpggoClient.replay_speed]: as fast as the game polls, with the same events in
    /// the same order every time, regardless of timing; for tests. New requests and cancellations
    /// take effect the next time the game has polled until empty.
    #[constant]
    const REPLAY_AS_POLLED: i64 = -1;

    /// The service accepted the request.
    ///
    /// - [param http_status]: The HTTP status of the response, for example 200.
    #[signal]
    pub fn started(request: Option<Gd<RpggoRequest>>, http_status: i64);
    /// A piece of a message, streamed as it is generated. RPGGO and the web form of the persona
    /// chat send whole messages only.
    ///
    /// - [param character_id]: The id of the speaker, as used for chats; also RPGGO's directors,
    ///   such as "goal_check_dm". Empty when the service names no speaker.
    /// - [param delta]: The new piece; append it to the previous ones.
    #[signal]
    pub fn text_delta(request: Option<Gd<RpggoRequest>>, character_id: GString, delta: GString);
    /// One complete message. `character_id` is the speaker. Sent with every service, after its
    /// [signal RpggoClient.text_delta] pieces if there are any.
    #[signal]
    pub fn message(request: Option<Gd<RpggoRequest>>, message: Gd<RpggoMessage>);
    /// An image. The library does not download it.
    #[signal]
    pub fn image(request: Option<Gd<RpggoRequest>>, image: Gd<RpggoImage>);
    /// The current state of the goals, sent after every message of the player. An empty list means
    /// that the service sent none this time: keep the ones you display.
    ///
    /// - [param current_goal_id]: Id of the goal the player is working on; empty when unknown.
    #[signal]
    pub fn goals_changed(
        request: Option<Gd<RpggoRequest>>,
        goals: Array<Gd<RpggoGoal>>,
        current_goal_id: GString,
    );
    /// The story moves to another chapter; at most one per chat. Pass its id to
    /// [method RpggoClient.chapter_change].
    ///
    /// - [param chapter_id]: Id of the next chapter.
    /// - [param text]: Text for the player; may be empty.
    #[signal]
    pub fn chapter_changed(request: Option<Gd<RpggoRequest>>, chapter_id: GString, text: GString);
    /// The game has ended; at most one per chat.
    ///
    /// - [param won]: True when the player won.
    /// - [param text]: Text for the player; may be empty.
    #[signal]
    pub fn ended(request: Option<Gd<RpggoRequest>>, won: bool, text: GString);
    /// The state of a persona's state machine.
    #[signal]
    pub fn state_changed(request: Option<Gd<RpggoRequest>>, state: Gd<RpggoState>);
    /// Values to display have changed. Merge them by key into the ones you display.
    #[signal]
    pub fn status_changed(request: Option<Gd<RpggoRequest>>, values: VarDictionary);
    /// A cost reported by the service.
    #[signal]
    pub fn cost(request: Option<Gd<RpggoRequest>>, cost: Gd<RpggoCost>);
    /// Details of a session or a game.
    #[signal]
    pub fn session_changed(request: Option<Gd<RpggoRequest>>, session: Gd<RpggoSession>);
    /// The request will be retried.
    ///
    /// - [param attempt]: The number of the retry, starting at 1.
    /// - [param delay_ms]: The delay before the retry, in milliseconds.
    /// - [param status]: Why the last attempt failed.
    #[signal]
    pub fn retrying(request: Option<Gd<RpggoRequest>>, attempt: i64, delay_ms: i64, status: i64);
    /// A request failed; [signal finished] follows. A cancelled request does not count as failed.
    #[signal]
    pub fn failed(request: Gd<RpggoRequest>, error: Gd<RpggoError>);
    /// A request has finished, with any result.
    #[signal]
    pub fn finished(request: Gd<RpggoRequest>);
    /// A log line for the developer; see [member log_level].
    #[signal]
    pub fn logged(level: i64, text: GString);

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

    #[func]
    fn set_more_options(&mut self, value: VarDictionary) {
        self.more_options = value;
        self.base_mut().update_configuration_warnings();
    }
}
