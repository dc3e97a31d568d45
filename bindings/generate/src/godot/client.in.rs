use godot::classes::Node;

use crate::client::Inner;
use crate::generated::enums::{LogLevel, Service};
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
    // Properties: Service
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

    // Properties: Timeouts

    // Properties: Recordings
    /// Replay all responses from this recording, without network and key. It may be in `res://`;
    /// then add it to the export's non-resource files.
    #[export(file = "*.jsonl")]
    #[var(set = set_replay_path)]
    pub replay_path: GString,

    // Properties: Log

    // Properties: Network

    // Properties: Advanced
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
    // Constants

    // Signals
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
