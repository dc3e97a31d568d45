// Made from src/abi and bindings/generate/src/cpp by `cargo run -p rpggo-generate`: do not edit.

/// rpggo for C++17: a header-only wrapper of rpggo.h with owning classes, views and strong types.
///
///   rpggo::client_options options;
///   options.api_key = "...";
///   rpggo::result<rpggo::client> made = rpggo::client::create(options);
///   if (!made) std::puts(made.error().message().c_str());
///   rpggo::client client = std::move(made).value();
///
///   rpggo::chat_request chat;
///   chat.game_id = "..."; chat.session_id = "..."; chat.character_id = "...";
///   chat.message = "Good evening!";
///   rpggo::result<rpggo::request_id> request = client.chat_start(chat);
///
///   // once per frame
///   auto polled = client.poll(rpggo::overloaded{
///       [](const rpggo::event_message &it) { say(it.character_id, it.text); },
///       [](const rpggo::event_finished &it) { if (!it.ok()) complain(it.detail); }});
///   if (!polled) complain(polled.error().message());
///
/// The names are those of rpggo.h, which is the manual: `rpggo_goal` is `rpggo::goal`,
/// `RPGGO_TIMEOUT` is `rpggo::status::timeout`, and `rpggo_chat_start(client, ...)` is
/// `client.chat_start(...)`.
///
/// It throws nothing, needs neither exceptions nor RTTI, and does not allocate per event. All text
/// is UTF-8.
#pragma once

#if (defined(_MSVC_LANG) ? _MSVC_LANG : __cplusplus) < 201703L
#error "rpggo.hpp needs C++17 or newer"
#endif

#include <atomic>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>

#include "rpggo.h"

namespace rpggo {

/// The kind of an event. Values never change; later versions may add kinds, so ignore those you do
/// not know.
enum class event_kind : ::rpggo_event_kind {
  /// None.
  none = 0,
  /// The service accepted the request: `event_started`.
  started = RPGGO_EVENT_STARTED,
  /// A piece of a message, streamed as it is generated: `event_text`. RPGGO and the web form of the
  /// persona chat send whole messages only.
  text = RPGGO_EVENT_TEXT,
  /// One complete message: `event_message`. Sent with every service, after its `event_text` pieces
  /// if there are any.
  message = RPGGO_EVENT_MESSAGE,
  /// An image: `event_image`.
  image = RPGGO_EVENT_IMAGE,
  /// The current state of the goals: `event_goals`.
  goals = RPGGO_EVENT_GOALS,
  /// The story moves to another chapter: `event_chapter`. Pass its id to `client::chapter_change`.
  chapter = RPGGO_EVENT_CHAPTER,
  /// The game has ended: `event_ending`.
  ending = RPGGO_EVENT_ENDING,
  /// The state of a persona's state machine: `event_state`.
  state = RPGGO_EVENT_STATE,
  /// Values to display have changed: `event_status`.
  status = RPGGO_EVENT_STATUS,
  /// A cost reported by the service: `event_cost`.
  cost = RPGGO_EVENT_COST,
  /// Details of a session or a game: `event_session`.
  session = RPGGO_EVENT_SESSION,
  /// The request will be retried after a delay: `event_retrying`.
  retrying = RPGGO_EVENT_RETRYING,
  /// The last event of a request, sent exactly once: `event_finished`.
  finished = RPGGO_EVENT_FINISHED,
  /// A log line for the developer: `event_log`. Sent only when `client_options::log_level` is set.
  log = RPGGO_EVENT_LOG
};

/// The role of the speaker.
enum class role : ::rpggo_role {
  /// A character of the game.
  character = RPGGO_ROLE_CHARACTER,
  /// The player; only in a session's history.
  player = RPGGO_ROLE_PLAYER,
  /// The story's narrator: an RPGGO director, whose `character_type` ends in `_dm`.
  narrator = RPGGO_ROLE_NARRATOR
};

/// The level of a log line; higher values are more verbose.
enum class log_level : ::rpggo_log_level {
  /// None.
  none = 0,
  /// A failure.
  error = RPGGO_LOG_ERROR,
  /// Something unexpected.
  warn = RPGGO_LOG_WARN,
  /// Normal activity.
  info = RPGGO_LOG_INFO,
  /// Details for debugging.
  debug = RPGGO_LOG_DEBUG
};

/// The result of a call or a request. Values never change; later versions may add some, so treat an
/// unknown one as a failure.
enum class status : ::rpggo_status {
  /// Success.
  ok = RPGGO_OK,
  /// An argument is missing or invalid.
  invalid_argument = RPGGO_INVALID_ARGUMENT,
  /// The client is empty, was freed, or is not a client; or this process was forked from the one
  /// that created it: a child process must create its own client.
  invalid_handle = RPGGO_INVALID_HANDLE,
  /// The client's service does not support this call, and the message lists the services that do;
  /// or the recording has no response left for it.
  unsupported = RPGGO_UNSUPPORTED,
  /// Too many requests of this client are in progress (`client_options::max_requests`), another
  /// thread is polling it at the same moment, or 4096 clients exist.
  busy = RPGGO_BUSY,
  /// The game cancelled the request.
  cancelled = RPGGO_CANCELLED,
  /// A timeout expired, or the service timed out (HTTP 408); `detail` says which.
  timeout = RPGGO_TIMEOUT,
  /// The host name cannot be resolved, or the connection was refused, reset, or closed in the
  /// middle of a response.
  network = RPGGO_NETWORK,
  /// The certificate was rejected or the TLS handshake failed.
  tls = RPGGO_TLS,
  /// The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005 and 10000008.
  unauthorized = RPGGO_UNAUTHORIZED,
  /// The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001, 10000305
  /// and 10000306.
  bad_request = RPGGO_BAD_REQUEST,
  /// Too many requests: HTTP 429, RPGGO 10000301. See `retry_after_ms`.
  rate_limited = RPGGO_RATE_LIMITED,
  /// The game session has ended: RPGGO 10000303. Start a new one with a new `session_id`.
  session_ended = RPGGO_SESSION_ENDED,
  /// The session does not exist yet: RPGGO 10000302. Call `client::session_start` first.
  session_missing = RPGGO_SESSION_MISSING,
  /// The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code.
  service_error = RPGGO_SERVICE_ERROR,
  /// The response is not in the service's format: not JSON, too long, nested too deeply, an
  /// unexpected content type, or a redirect.
  protocol = RPGGO_PROTOCOL,
  /// An internal error in this library. The request has ended; the client keeps working.
  internal = RPGGO_INTERNAL,
  /// The account has no credit left: HTTP 402, "insufficient_quota" and the like, RPGGO 10000602.
  /// It is never retried: the player or the developer has to pay first.
  no_credit = RPGGO_NO_CREDIT,
  /// A filter of the service stopped the message or the reply: "content_filter", moderation.
  filtered = RPGGO_FILTERED,
  /// The response is complete, but it contains nothing to say, show or do; `detail` says why if the
  /// service does.
  empty_reply = RPGGO_EMPTY_REPLY,
  /// The conversation does not fit the model: "context_length_exceeded" and the like, HTTP 413.
  /// Shorten the prompt, lower `client_options::max_history_characters`, or use a model with a
  /// larger context.
  context_full = RPGGO_CONTEXT_FULL
};

/// The service a client uses.
enum class service : ::rpggo_service {
  /// RPGGO V2: games with chapters, goals, endings and images.
  rpggo = RPGGO_SERVICE_RPGGO,
  /// Persona chat: a state machine with a score. Foil Engine's API. The key is optional; one that
  /// begins with "pk_" selects the SDK form of the API, which streams.
  persona = RPGGO_SERVICE_PERSONA,
  /// Aurora: characters that stream token by token. Ids are decimal integers.
  aurora = RPGGO_SERVICE_AURORA,
  /// Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM, cloud
  /// services): `client_options::base_url` is required and ends before "/chat/completions";
  /// `character_id` is the model; the client keeps the turns of each session, and
  /// `client::session_start` sets the system prompt.
  openai = RPGGO_SERVICE_OPENAI
};

/// Identifies a request; 0 means no request. Never reused within a process.
using request_id = ::rpggo_request_id;

/// Statistics of a client since its creation: plain numbers, documented at `rpggo_stats`.
using stats = ::rpggo_stats;

/// For the timeout options: no timeout.
inline constexpr std::uint32_t no_timeout = RPGGO_NO_TIMEOUT;

/// For `client_options::replay_speed`: as fast as the game polls, with the same events in the same
/// order every time, regardless of timing; for tests. New requests and cancellations take effect
/// the next time the game has polled until empty.
inline constexpr double replay_as_polled = RPGGO_REPLAY_AS_POLLED;

/// The version of the library, for example "0.1.0". Any thread.
inline std::string_view version() noexcept { return ::rpggo_version(); }

/// The version of the library's ABI; `client::create` compares it with the header's.
inline std::uint32_t abi_version() noexcept { return ::rpggo_abi_version(); }

/// The name of a status, for example "RPGGO_TIMEOUT". NUL-terminated. Any thread.
inline std::string_view status_name(status it) noexcept {
  return ::rpggo_status_name(static_cast<::rpggo_status>(it));
}

/// Why a call failed. The compiler warns when a result is ignored. It does not convert to bool,
/// because that could be read both ways: use `ok()`.
class [[nodiscard]] error {
 public:
  /// No error.
  error() noexcept = default;
  /// An error with a status other than `status::ok`, and a sentence.
  error(rpggo::status status, std::string message)
      : status_(status), message_(std::move(message)) {}

  /// True when there is no error.
  bool ok() const noexcept { return status_ == rpggo::status::ok; }
  /// The status, for the program.
  rpggo::status status() const noexcept { return status_; }
  /// A sentence for the developer that says what went wrong and what to do. Empty when there is no
  /// error.
  const std::string &message() const noexcept { return message_; }

 private:
  rpggo::status status_ = rpggo::status::ok;
  std::string message_;
};

/// The reason for the last failed call of rpggo.h on this thread; successful calls do not change
/// it. The calls below return their own errors: use this for what they cannot return, such as a
/// pointer passed to `event::field` that is not UTF-8.
inline error last_error() {
  const rpggo::status status = static_cast<rpggo::status>(::rpggo_last_status());
  const std::string_view name = status_name(status);
  std::string_view sentence = ::rpggo_last_error();
  if (sentence.substr(0, name.size()) == name) {
    sentence.remove_prefix(name.size());
    if (sentence.substr(0, 2) == ": ") sentence.remove_prefix(2);
  }
  return error(status, std::string(sentence));
}

/// The value of a call, or why it failed. The compiler warns when it is ignored. The value can
/// always be read: after a failure it is an empty one, `T()`, which is safe to use and does
/// nothing.
template <typename T>
class [[nodiscard]] result {
 public:
  /// Success.
  result(T value) noexcept : value_(std::move(value)) {}
  /// A failure.
  result(rpggo::error error) noexcept : error_(std::move(error)) {}

  /// True on success.
  bool ok() const noexcept { return error_.ok(); }
  /// True on success.
  explicit operator bool() const noexcept { return ok(); }
  /// Why it failed; `error().ok()` is true on success.
  const rpggo::error &error() const noexcept { return error_; }
  /// The value; `T()` after a failure.
  const T &value() const & noexcept { return value_; }
  /// The value; `T()` after a failure.
  T &value() & noexcept { return value_; }
  /// Moves the value out; `T()` after a failure.
  T value() && noexcept { return std::move(value_); }
  /// The value, or `other` after a failure.
  T value_or(T other) const & { return ok() ? value_ : std::move(other); }
  /// Moves the value out, or returns `other` after a failure.
  T value_or(T other) && { return ok() ? std::move(value_) : std::move(other); }

 private:
  rpggo::error error_;
  T value_{};
};

/// A text passed in: a copy, so it can come from a temporary, an event or a null pointer. An empty
/// text counts as not set. A call rejects a text that contains a NUL; it is never truncated.
class text {
 public:
  /// Not set.
  text() noexcept = default;
  /// A NUL-terminated text, such as a literal or the result of `std::getenv`; null: not set.
  text(const char *from) : text_(from == nullptr ? "" : from) {}
  /// A string, which can be moved in.
  text(std::string from) noexcept : text_(std::move(from)) {}
  /// A view, which need not be NUL-terminated: for example the texts of events.
  text(std::string_view from) : text_(from) {}
#ifdef __cpp_char8_t
  /// A literal such as u8"Hello".
  text(const char8_t *from) : text(reinterpret_cast<const char *>(from)) {}
#endif
  /// Not set. (It also keeps 0 from being a null pointer: write "0".)
  text(std::nullptr_t) noexcept {}

  /// The text.
  const std::string &string() const noexcept { return text_; }

 private:
  std::string text_;
};

/// Configuration of a client. Set the fields you need: zero and empty mean the default. The library
/// copies everything before `client::create` returns.
struct client_options {
  /// The service to use. Default: RPGGO.
  rpggo::service service = rpggo::service::rpggo;
  /// URL of the service, for example "https://api.example.com/v1"; a path is kept. Empty: the
  /// service's public URL. `http` is allowed only to this machine ("http://127.0.0.1:8787"), unless
  /// `allow_http` is set. Write an internationalized host name as "xn--...".
  text base_url{};
  /// The API key. Empty: the environment variable `RPGGO_API_KEY` if the service requires a key
  /// (RPGGO, Aurora), otherwise none. It never appears in errors or logs, and is redacted where a
  /// server echoes it (in story text only if it has at least 16 characters: a shorter one may be a
  /// word).
  text api_key{};
  /// Timeout for connecting, including name lookup and TLS, in milliseconds. Default (0): 10000.
  /// `no_timeout`: none.
  std::uint32_t connect_timeout_ms = 0;
  /// Timeout from the start of a request until the response headers arrive, including connecting,
  /// in milliseconds. Default (0): 30000. `no_timeout`: none.
  std::uint32_t first_byte_timeout_ms = 0;
  /// Longest time without receiving data in the middle of a response, in milliseconds. Default (0):
  /// 60000. `no_timeout`: none.
  std::uint32_t idle_timeout_ms = 0;
  /// Timeout for a whole request, including retries, in milliseconds. Default: none.
  std::uint32_t total_timeout_ms = 0;
  /// How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, with the
  /// same `message_id`, as long as no part of its response has been delivered. A chat with a
  /// service that has no message ids (persona, Aurora) is retried only if the service cannot have
  /// accepted it: no connection, HTTP 429 and 503. Default (0): 2; -1: never.
  std::int32_t max_retries = 0;
  /// How many bytes of events may be queued for `client::poll_event`. When the game stops polling,
  /// the library stops reading from the sockets and nothing is lost. A single event is queued even
  /// if it is larger. In addition, each request in progress holds the frame it is reading. Default:
  /// 4194304.
  std::size_t max_queued_bytes = 0;
  /// Allow plain `http` to hosts other than this machine. The key and the conversation are then
  /// readable by anyone on the network path: for tests in a trusted network only.
  bool allow_http = false;
  /// Ignore the proxies set in the environment (`HTTPS_PROXY`, `ALL_PROXY`, ...; on Windows and
  /// macOS also the system's).
  bool ignore_environment_proxy = false;
  /// Maximum number of requests in progress at the same time; further ones fail with
  /// `status::busy`. Default: 1024.
  std::uint32_t max_requests = 0;
  /// Maximum size of a line, event or body, in bytes; a larger one finishes its request with
  /// `status::protocol`. Default: 1048576.
  std::size_t max_event_bytes = 0;
  /// A PEM file with additional certificate authorities to trust, on top of those of the operating
  /// system (or the bundled ones on systems without a list). Empty: none.
  text ca_file{};
  /// A proxy for all requests, for example "http://user:password@proxy.example.com:8080" (also
  /// `https://` and `socks5://`). Empty: as set in the environment. Requests to this machine
  /// ("http://127.0.0.1:...") use a proxy only if it is set here.
  text proxy_url{};
  /// Additional headers for every request, one per line, for example "X-Build: 42". They override
  /// the library's own headers. Empty: none.
  text extra_headers{};
  /// How many characters of a session's previous turns to send to an OpenAI-compatible server with
  /// each new message; the oldest turns are dropped, the system prompt is not. Default: 16000.
  std::uint32_t max_history_characters = 0;
  /// Record every request and every byte of its response, with timestamps, to this file, for
  /// `replay_path` and the inspector. Use one file per client; new lines are appended to an
  /// existing file. The key and other secrets of at least 8 characters (shorter ones may be words)
  /// are redacted, even where a server echoes them; what players say is recorded. Empty: do not
  /// record.
  text record_path{};
  /// Maximum size of the recording, in bytes. Recording stops before the file exceeds it, and
  /// nothing is added to a file that is already full; the conversation continues, and a warning is
  /// logged. Default: 67108864; at most 1073741824.
  std::uint64_t max_recording_bytes = 0;
  /// Replay all responses from this recording, without a network: neither a key nor `base_url` is
  /// needed. The file is read before `client::create` returns. Each request gets the first recorded
  /// response that has not been played yet for the same call, character and session, else for the
  /// same call and character, else for the same call. A request without a match finishes with
  /// `status::unsupported`, and `detail` lists what the recording contains. Empty: do not replay.
  text replay_path{};
  /// The content of a recording, as text, instead of a path: for engines whose assets are not files
  /// (Unity's `TextAsset`, Godot's `res://`, Android). Empty: none.
  text replay_text{};
  /// Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or
  /// `replay_as_polled`. Default (0): 1, as recorded.
  double replay_speed = 0;
  /// Emit `event_log` events, which say what the library does, up to this level; higher values are
  /// more verbose. Default (0): none.
  rpggo::log_level log_level = rpggo::log_level::none;
  /// Added to every URL, after its path, for example "api-version=2024-10-21" for classic Azure.
  /// Empty: none.
  text query{};

  /// Sets an option by its name, for example from a file of settings or an editor. A number is
  /// written in decimal, a timeout of -1 means none, a flag is `true`, `false`, `1` or `0`, and a
  /// service or a log level is its number or its name, such as `openai`. An empty value means the
  /// default. Fails with `status::invalid_argument`, and changes nothing, when there is no such
  /// option or the value does not fit; the sentence says what does.
  error set(std::string_view name, std::string_view value);
};

/// A message from the player to a character. The fields are the same for all services; each service
/// reads the ones it supports.
struct chat_request {
  /// The character to talk to; required. RPGGO lists them in `event_session`; otherwise the
  /// persona's id, Aurora's number in decimal, or the model of an OpenAI-compatible server.
  text character_id{};
  /// The player's session; required. Aurora: a number in decimal.
  text session_id{};
  /// What the player says; required.
  text message{};
  /// A unique id of your choice. Empty: the library generates one. A retry sends the same id.
  text message_id{};
  /// The game's id; required by RPGGO.
  text game_id{};
  /// Id of the persona's state machine; empty: the main one. Persona chat only.
  text machine_id{};
  /// The player's id at the service. Empty: none.
  text user_id{};
  /// A JSON object that is merged into the request body, nested objects included; its members
  /// override the library's own. For example "{\"llm_config\":{\"temperature\":0.2}}". Empty: none.
  text extra_json{};
  /// Request images, which arrive as `event_image` (RPGGO).
  bool images = false;
};

/// Selects a session, game or chapter.
struct session_request {
  /// The player's session. Chosen by the game: any text that is unique to the playthrough.
  text session_id{};
  /// The game's id; required by RPGGO.
  text game_id{};
  /// The chapter's id: required by `client::chapter_change`; for `client::session_start`, empty
  /// means the first chapter.
  text chapter_id{};
  /// The persona's id; required by, and only used by, the persona chat.
  text character_id{};
  /// Id of the persona's state machine; empty: the main one. Persona chat only.
  text machine_id{};
  /// The player's name. Persona chat only.
  text player_name{};
  /// The player's gender: "female", "male" or "non-binary". Persona chat only.
  text player_gender{};
  /// Who the character is and how it speaks; sent before all turns of the session. Only used by
  /// `client::session_start` with OpenAI-compatible servers.
  text system_prompt{};
};

namespace detail {

// An option that is set by its name, and the text that its value is read from.
class setting {
 public:
  setting(std::string_view name, std::string_view value) noexcept : name_(name), value_(value) {}

  error to(text &option) const {
    option = value_;
    return {};
  }
  error to(bool &option) const {
    const bool is_true = value_ == "true" || value_ == "1";
    if (!is_true && !value_.empty() && value_ != "false" && value_ != "0") {
      return refusal("true or false");
    }
    option = is_true;
    return {};
  }
  error to(double &option) const {
    const std::optional<double> number = decimal();
    if (!number) return refusal("a number such as 0.5");
    option = *number;
    return {};
  }
  template <typename Number>
  error to(Number &option) const {
    const std::optional<Number> number = whole<Number>();
    using limits = std::numeric_limits<Number>;
    if (!number) {
      return refusal("a whole number from " + std::to_string((limits::min)()) + " to " +
                     std::to_string((limits::max)()));
    }
    option = *number;
    return {};
  }
  error to_timeout(std::uint32_t &option) const {
    const std::optional<std::uint32_t> number = whole<std::uint32_t>();
    if (!number && value_ != "-1") return refusal("milliseconds, or -1 for no timeout");
    option = number.value_or(no_timeout);
    return {};
  }
  // Other numbers are left to the library, which may be a later one.
  template <typename Enum>
  error to(Enum &option, std::initializer_list<std::pair<std::string_view, Enum>> names) const {
    std::string known;
    for (const auto &[name, it] : names) {
      if (value_ == name) {
        option = it;
        return {};
      }
      known.append(name).append(", ");
    }
    const auto number = whole<std::underlying_type_t<Enum>>();
    if (!number) return refusal(known + "or its number");
    option = static_cast<Enum>(*number);
    return {};
  }
  error unknown(std::string_view names) const {
    return {status::invalid_argument,
            "there is no option \"" + std::string(name_) + "\": use one of " + std::string(names)};
  }

 private:
  error refusal(std::string_view wanted) const {
    return {status::invalid_argument, std::string(name_) + " takes " + std::string(wanted) +
                                          ", not \"" + std::string(value_) + "\""};
  }

  // All of the text as a number; 0 without a text.
  template <typename Number>
  std::optional<Number> whole() const noexcept {
    Number number = 0;
    if (value_.empty()) return number;
    const char *const end = value_.data() + value_.size();
    const std::from_chars_result read = std::from_chars(value_.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    return number;
  }

  // Not every standard library reads these, and strtod depends on the player's language.
  std::optional<double> decimal() const noexcept {
    std::string_view rest = value_;
    const bool is_negative = rest.substr(0, 1) == "-";
    if (is_negative) rest.remove_prefix(1);
    double number = 0;
    // How many times too large the number is, from the point on.
    double unit = 0;
    bool is_number = value_.empty();
    for (const char it : rest) {
      if (it == '.' && unit == 0) {
        unit = 1;
        is_number = false;
      } else if (it >= '0' && it <= '9') {
        number = number * 10 + (it - '0');
        unit *= 10;
        is_number = true;
      } else {
        return std::nullopt;
      }
    }
    if (!is_number) return std::nullopt;
    if (unit != 0) number /= unit;
    return is_negative ? -number : number;
  }

  std::string_view name_;
  std::string_view value_;
};

}  // namespace detail

inline error client_options::set(std::string_view name, std::string_view value) {
  const detail::setting setting(name, value);
  if (name == "service") {
    return setting.to(service, {{"rpggo", rpggo::service::rpggo},
                                {"persona", rpggo::service::persona},
                                {"aurora", rpggo::service::aurora},
                                {"openai", rpggo::service::openai}});
  }
  if (name == "base_url") return setting.to(base_url);
  if (name == "api_key") return setting.to(api_key);
  if (name == "connect_timeout_ms") return setting.to_timeout(connect_timeout_ms);
  if (name == "first_byte_timeout_ms") return setting.to_timeout(first_byte_timeout_ms);
  if (name == "idle_timeout_ms") return setting.to_timeout(idle_timeout_ms);
  if (name == "total_timeout_ms") return setting.to_timeout(total_timeout_ms);
  if (name == "max_retries") return setting.to(max_retries);
  if (name == "max_queued_bytes") return setting.to(max_queued_bytes);
  if (name == "allow_http") return setting.to(allow_http);
  if (name == "ignore_environment_proxy") return setting.to(ignore_environment_proxy);
  if (name == "max_requests") return setting.to(max_requests);
  if (name == "max_event_bytes") return setting.to(max_event_bytes);
  if (name == "ca_file") return setting.to(ca_file);
  if (name == "proxy_url") return setting.to(proxy_url);
  if (name == "extra_headers") return setting.to(extra_headers);
  if (name == "max_history_characters") return setting.to(max_history_characters);
  if (name == "record_path") return setting.to(record_path);
  if (name == "max_recording_bytes") return setting.to(max_recording_bytes);
  if (name == "replay_path") return setting.to(replay_path);
  if (name == "replay_text") return setting.to(replay_text);
  if (name == "replay_speed") return setting.to(replay_speed);
  if (name == "log_level") {
    return setting.to(log_level, {{"none", rpggo::log_level::none},
                                  {"error", rpggo::log_level::error},
                                  {"warn", rpggo::log_level::warn},
                                  {"info", rpggo::log_level::info},
                                  {"debug", rpggo::log_level::debug}});
  }
  if (name == "query") return setting.to(query);
  return setting.unknown(
      "service, base_url, api_key, connect_timeout_ms, first_byte_timeout_ms, idle_timeout_ms, "
      "total_timeout_ms, max_retries, max_queued_bytes, allow_http, ignore_environment_proxy, "
      "max_requests, max_event_bytes, ca_file, proxy_url, extra_headers, max_history_characters, "
      "record_path, max_recording_bytes, replay_path, replay_text, replay_speed, log_level, query");
}

namespace detail {

// Without an address it is that of an empty item.
inline std::string_view view(const ::rpggo_str &it) noexcept {
  return it.data == nullptr ? std::string_view("") : std::string_view(it.data, it.len);
}

// The content of an empty event.
inline constexpr ::rpggo_event no_event{};

// Kinds of events.
template <typename... Kinds>
struct kinds {};

}  // namespace detail

/// A list in an event: `for (const rpggo::goal &goal : event.goals)`. A view, like everything in an
/// event.
template <typename Item, typename Native>
class list {
 public:
  /// Iterates over the list, and returns its items by value.
  class iterator {
   public:
    /// There are no references to items.
    using iterator_category = std::input_iterator_tag;
    /// C++20 does not require them.
    using iterator_concept = std::forward_iterator_tag;
    /// The type of an item.
    using value_type = Item;
    /// A distance.
    using difference_type = std::ptrdiff_t;
    /// There are no pointers to items.
    using pointer = void;
    /// By value.
    using reference = Item;

    /// A singular iterator.
    iterator() noexcept = default;
    /// An iterator at this position.
    explicit iterator(const Native *at) noexcept : at_(at) {}
    /// The item.
    Item operator*() const noexcept { return item(*at_); }
    /// Advances.
    iterator &operator++() noexcept { return ++at_, *this; }
    /// Advances, and returns the previous position.
    iterator operator++(int) noexcept { return iterator(at_++); }
    /// True at the same position.
    friend bool operator==(iterator a, iterator b) noexcept { return a.at_ == b.at_; }
    /// True at different positions.
    friend bool operator!=(iterator a, iterator b) noexcept { return a.at_ != b.at_; }

   private:
    const Native *at_ = nullptr;
  };

  /// A view of this many items.
  list(const Native *items, std::size_t size) noexcept : items_(items), size_(size) {}

  /// The number of items.
  std::size_t size() const noexcept { return size_; }
  /// True when the list is empty.
  bool empty() const noexcept { return size_ == 0; }
  /// The first item.
  iterator begin() const noexcept { return iterator(items_); }
  /// Past the last item.
  iterator end() const noexcept { return iterator(items_ + size_); }
  /// The item at this index; an empty one when out of range.
  Item operator[](std::size_t index) const noexcept {
    return item(index < size_ ? items_[index] : nothing);
  }

 private:
  static constexpr Native nothing{};

  static Item item(const Native &it) noexcept {
    if constexpr (std::is_same_v<Native, ::rpggo_str>) {
      return detail::view(it);
    } else {
      return Item::of(it);
    }
  }

  const Native *items_;
  std::size_t size_;
};

/// Texts.
using text_list = list<std::string_view, ::rpggo_str>;

/// Something a character does in addition to speaking.
struct action {
  /// The kind of action, as named by the service.
  std::string_view type;
  /// A description of the action.
  std::string_view text;

  /// A view of a C struct.
  static action of(const ::rpggo_action &c) noexcept {
    return {detail::view(c.type), detail::view(c.text)};
  }
};

/// A list of these.
using action_list = list<action, ::rpggo_action>;

/// A goal.
struct goal {
  /// The id.
  std::string_view goal_id;
  /// The goal's text.
  std::string_view text;
  /// True when the goal is achieved.
  bool achieved;

  /// A view of a C struct.
  static goal of(const ::rpggo_goal &c) noexcept {
    return {detail::view(c.goal_id), detail::view(c.text), c.achieved};
  }
};

/// A list of these.
using goal_list = list<goal, ::rpggo_goal>;

/// A value to display.
struct status_value {
  /// The name of the value.
  std::string_view key;
  /// The value: a string unchanged, anything else as JSON text.
  std::string_view value;

  /// A view of a C struct.
  static status_value of(const ::rpggo_status_value &c) noexcept {
    return {detail::view(c.key), detail::view(c.value)};
  }
};

/// A list of these.
using status_value_list = list<status_value, ::rpggo_status_value>;

/// A character.
struct character {
  /// The id to use for chats.
  std::string_view character_id;
  /// The name to display.
  std::string_view name;
  /// "npc", or "dm" for a character that leads the game.
  std::string_view type;
  /// URL of a portrait; may be empty.
  std::string_view avatar;
  /// The phases the character can be in.
  text_list phases;

  /// A view of a C struct.
  static character of(const ::rpggo_character &c) noexcept {
    return {detail::view(c.character_id), detail::view(c.name), detail::view(c.type),
            detail::view(c.avatar), {c.phases.items, c.phases.len}};
  }
};

/// A list of these.
using character_list = list<character, ::rpggo_character>;

/// A chapter.
struct chapter {
  /// The id.
  std::string_view chapter_id;
  /// The name.
  std::string_view name;
  /// Introductory text for the player; empty when the service sends "None".
  std::string_view intro;
  /// The setting, and what the player should know.
  std::string_view background;
  /// URL of an image; may be empty.
  std::string_view image;
  /// URL of the audio to play during the chapter; may be empty.
  std::string_view background_audio;
  /// URL of the audio to play at the end of the chapter; may be empty.
  std::string_view ending_audio;
  /// Characters available in this chapter.
  character_list characters;

  /// A view of a C struct.
  static chapter of(const ::rpggo_chapter &c) noexcept {
    return {detail::view(c.chapter_id), detail::view(c.name), detail::view(c.intro),
            detail::view(c.background), detail::view(c.image), detail::view(c.background_audio),
            detail::view(c.ending_audio), {c.characters.items, c.characters.len}};
  }
};

/// A list of these.
using chapter_list = list<chapter, ::rpggo_chapter>;

/// Something that happened to a request: a view. Everything in it stays valid until the client is
/// polled again, closed or destroyed; in a visitor of `client::poll`, until the visitor returns,
/// whatever it does. Copy what you keep. Every text is NUL-terminated; its size does not count the
/// NUL.
class event {
  // First, as all else is read from it.
  const ::rpggo_event *c_;

 public:
  /// An empty one.
  event() noexcept : event(nullptr) {}
  /// A view of an event from `rpggo_poll_event`; null: an empty one.
  explicit event(const ::rpggo_event *c) noexcept : c_(c == nullptr ? &detail::no_event : c) {}

  /// The kind.
  event_kind kind = static_cast<rpggo::event_kind>(c_->kind);
  /// The request this event belongs to.
  request_id request = c_->request;
  /// The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm".
  /// Empty when the service names no speaker.
  std::string_view character_id = detail::view(c_->character_id);
  /// The service's id of the message; not necessarily the one that was sent.
  std::string_view message_id = detail::view(c_->message_id);
  /// The JSON from which the event was decoded; for `event_finished`, the service's error. Empty
  /// when there is none. Read any field of it with `field`.
  std::string_view raw = detail::view(c_->raw);
  /// Time from the start of the request until the library read this event, in milliseconds. In a
  /// replay, the recorded time.
  double elapsed_ms = c_->elapsed_ms;

  /// True when there is an event.
  explicit operator bool() const noexcept { return kind != event_kind::none; }

  /// Any field of `raw` by its JSON pointer (RFC 6901): a string without quotes and escapes,
  /// anything else as JSON text. Empty when it does not exist. Parses `raw` again, and may
  /// allocate.
  std::string_view field(const char *json_pointer) const noexcept {
    return detail::view(::rpggo_event_field(c_, json_pointer));
  }

  /// The event as its payload type, such as `event.as<rpggo::event_message>()`; nothing if it is of
  /// another kind.
  template <typename Kind>
  std::optional<Kind> as() const noexcept {
    if (kind != Kind::which) return std::nullopt;
    return Kind(c_);
  }

  /// Calls the visitor with the event's payload: `const event_message &` and so on. A visitor that
  /// takes `const event &` gets every event for which it has no better overload, including kinds of
  /// later versions. Kinds that it does not take are skipped.
  template <typename Visitor>
  void visit(Visitor &&visitor) const;

 protected:
  /// The C payload.
  const ::rpggo_event_payload &payload() const noexcept { return c_->as; }

 private:
  template <typename Visitor, typename... Kinds>
  void visit_as(Visitor &visitor, detail::kinds<Kinds...>) const;
  template <typename Kind, typename Visitor>
  static void hand_over(const Kind &it, Visitor &visitor);
};

/// What the payloads of all kinds have in common.
template <event_kind Which, auto Payload>
class event_of : public event {
 public:
  /// The kind of these events.
  static constexpr event_kind which = Which;

 protected:
  /// For `event`, which has checked the kind.
  explicit event_of(const ::rpggo_event *c) noexcept : event(c) {}
  /// The C payload.
  const auto &c() const noexcept { return payload().*Payload; }
  friend class event;
};

/// The service accepted the request.
struct event_started : event_of<event_kind::started, &::rpggo_event_payload::started> {
  using event_of::event_of;
  /// The HTTP status of the response, for example 200.
  std::int32_t http_status = c().http_status;
};

/// A piece of a message, streamed as it is generated.
struct event_text : event_of<event_kind::text, &::rpggo_event_payload::text> {
  using event_of::event_of;
  /// The new piece; append it to the previous ones.
  std::string_view delta = detail::view(c().delta);
};

/// One complete message. `character_id` is the speaker.
struct event_message : event_of<event_kind::message, &::rpggo_event_payload::message> {
  using event_of::event_of;
  /// The text, unmodified.
  std::string_view text = detail::view(c().text);
  /// Additional text from the service; often empty.
  std::string_view text_ext = detail::view(c().text_ext);
  /// The kind of speaker, as named by the service, for example "common_npc"; others may be added.
  std::string_view character_type = detail::view(c().character_type);
  /// The role of the speaker.
  rpggo::role role = static_cast<rpggo::role>(c().role);
  /// True for a message from the session's history.
  bool history = c().history;
  /// Number of chats so far in this chapter; 0 when unknown.
  std::int32_t current_count = c().current_count;
  /// Maximum number of chats in this chapter; 0 when unknown.
  std::int32_t max_chat_count = c().max_chat_count;
  /// Ids of all characters in the conversation (group chat).
  text_list insiders{c().insiders.items, c().insiders.len};
  /// What the character does in addition to speaking.
  action_list actions{c().actions.items, c().actions.len};
  /// True when the stream was cut in the middle of this message: `text` is what was received, and
  /// the request finishes with the reason. A game that shows such a text should mark it as
  /// incomplete. (A cancelled request sends no partial message.)
  bool partial = c().partial;
};

/// An image. The library does not download it.
struct event_image : event_of<event_kind::image, &::rpggo_event_payload::image> {
  using event_of::event_of;
  /// URL of the image.
  std::string_view url = detail::view(c().url);
  /// A caption of what the image shows.
  std::string_view caption = detail::view(c().caption);
  /// The kind of image, as numbered by the service; 0 when unknown.
  std::int32_t image_type = c().image_type;
};

/// The current state of the goals, sent after every message of the player. An empty list means that
/// the service sent none this time: keep the ones you display.
struct event_goals : event_of<event_kind::goals, &::rpggo_event_payload::goals> {
  using event_of::event_of;
  /// The list.
  goal_list goals{c().items, c().len};
  /// Id of the goal the player is working on; empty when unknown.
  std::string_view current_goal_id = detail::view(c().current_goal_id);
};

/// The story moves to another chapter; at most one per chat.
struct event_chapter : event_of<event_kind::chapter, &::rpggo_event_payload::chapter> {
  using event_of::event_of;
  /// Id of the next chapter.
  std::string_view chapter_id = detail::view(c().chapter_id);
  /// Text for the player; may be empty.
  std::string_view text = detail::view(c().text);
};

/// The game has ended; at most one per chat.
struct event_ending : event_of<event_kind::ending, &::rpggo_event_payload::ending> {
  using event_of::event_of;
  /// True when the player won.
  bool won = c().won;
  /// Text for the player; may be empty.
  std::string_view text = detail::view(c().text);
};

/// The state of a persona's state machine.
struct event_state : event_of<event_kind::state, &::rpggo_event_payload::state> {
  using event_of::event_of;
  /// The name of the current state.
  std::string_view state = detail::view(c().state);
  /// The score; may be fractional.
  double score = c().score;
  /// The outcome; empty while the machine is still running.
  std::string_view outcome = detail::view(c().outcome);
  /// The machine's decision on the player's message; may be empty.
  std::string_view decision = detail::view(c().decision);
  /// True when the persona asks a follow-up question.
  bool follow_up = c().follow_up;
  /// Number of times the persona steered the conversation back; -1 when unknown.
  std::int32_t redirect_count = c().redirect_count;
  /// The machine's scoring mode.
  std::string_view scoring_mode = detail::view(c().scoring_mode);
  /// True when the machine has completed.
  bool machine_completed = c().machine_completed;
  /// Ids of the machines that the player has unlocked.
  text_list unlocked_machines{c().unlocked_machines.items, c().unlocked_machines.len};
};

/// Values to display have changed. Merge them by key into the ones you display. With an empty list,
/// the event carries a frame that matches no other kind: see `raw`.
struct event_status : event_of<event_kind::status, &::rpggo_event_payload::status> {
  using event_of::event_of;
  /// The list.
  status_value_list values{c().items, c().len};
};

/// A cost reported by the service.
struct event_cost : event_of<event_kind::cost, &::rpggo_event_payload::cost> {
  using event_of::event_of;
  /// The kind of cost, as named by the service, for example "ImageConsumption".
  std::string_view type = detail::view(c().type);
  /// A display name for the cost.
  std::string_view name = detail::view(c().name);
  /// The amount, in the service's unit.
  double amount = c().amount;
  /// "OUT" when spent, "IN" when received.
  std::string_view direction = detail::view(c().direction);
  /// What the cost was for.
  std::string_view description = detail::view(c().description);
};

/// Details of a session or a game.
struct event_session : event_of<event_kind::session, &::rpggo_event_payload::session> {
  using event_of::event_of;
  /// The session's id; empty for a preview of a game.
  std::string_view session_id = detail::view(c().session_id);
  /// The game's id.
  std::string_view game_id = detail::view(c().game_id);
  /// The game's name.
  std::string_view name = detail::view(c().name);
  /// Introductory text for the player; empty when the service sends "None".
  std::string_view intro = detail::view(c().intro);
  /// The world in which the game is set.
  std::string_view background = detail::view(c().background);
  /// URL of an image of the game; may be empty.
  std::string_view image = detail::view(c().image);
  /// Id of the persona's state machine.
  std::string_view machine_id = detail::view(c().machine_id);
  /// The current chapter; for a preview, all chapters.
  chapter_list chapters{c().chapters.items, c().chapters.len};
  /// The player's name, as known to the persona.
  std::string_view player_name = detail::view(c().player_name);
  /// The player's gender, as known to the persona.
  std::string_view player_gender = detail::view(c().player_gender);
};

/// The request will be retried.
struct event_retrying : event_of<event_kind::retrying, &::rpggo_event_payload::retrying> {
  using event_of::event_of;
  /// The number of the retry, starting at 1.
  std::int32_t attempt = c().attempt;
  /// The delay before the retry, in milliseconds.
  std::int32_t delay_ms = c().delay_ms;
  /// Why the last attempt failed.
  rpggo::status status = static_cast<rpggo::status>(c().status);
};

/// The last event of a request.
struct event_finished : event_of<event_kind::finished, &::rpggo_event_payload::finished> {
  using event_of::event_of;
  /// The result.
  rpggo::status status = static_cast<rpggo::status>(c().status);
  /// The HTTP status of the response; 0 when there was none.
  std::int32_t http_status = c().http_status;
  /// The service's own error code, for example 10000303; 0 when it sent none.
  std::int64_t service_code = c().service_code;
  /// A sentence that says what happened and what to do, including the service's own error message
  /// if it sent one; empty on success.
  std::string_view detail = detail::view(c().detail);
  /// How long the service asks clients to wait before the next attempt, in milliseconds; 0 when not
  /// specified.
  std::int32_t retry_after_ms = c().retry_after_ms;

  /// True on success.
  bool ok() const noexcept { return status == rpggo::status::ok; }
};

/// A log line for the developer: what was requested, when the response began, retries, the result.
/// Contains no secrets. The wording may change in any version: do not parse it.
struct event_log : event_of<event_kind::log, &::rpggo_event_payload::log> {
  using event_of::event_of;
  /// The level.
  log_level level = static_cast<rpggo::log_level>(c().level);
  /// The line: one sentence, without a trailing line break.
  std::string_view text = detail::view(c().text);
};

namespace detail {

// All of them.
using all_kinds =
    kinds<event_started, event_text, event_message, event_image, event_goals, event_chapter,
          event_ending, event_state, event_status, event_cost, event_session, event_retrying,
          event_finished, event_log>;

}  // namespace detail

/// A visitor made of lambdas, one for each kind of event that the game reads.
template <typename... Visitors>
struct overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
overloaded(Visitors...) -> overloaded<Visitors...>;

template <typename Visitor>
void event::visit(Visitor &&visitor) const {
  visit_as(visitor, detail::all_kinds());
}

template <typename Visitor, typename... Kinds>
void event::visit_as(Visitor &visitor, detail::kinds<Kinds...>) const {
  static_assert((std::is_invocable_v<Visitor &, const event &> || ... ||
                 std::is_invocable_v<Visitor &, const Kinds &>),
                "the visitor takes no event: use const rpggo::event_message & or similar");
  const bool is_known = ((kind == Kinds::which && (hand_over(Kinds(c_), visitor), true)) || ...);
  if (!is_known && *this) hand_over(*this, visitor);
}

template <typename Kind, typename Visitor>
void event::hand_over(const Kind &it, Visitor &visitor) {
  constexpr bool is_taken = std::is_invocable_v<Visitor &, const Kind &>;
  static_assert(is_taken || !std::is_invocable_v<Visitor &, Kind &>,
                "events are read-only: take them as const &");
  if constexpr (is_taken) visitor(it);
}

namespace detail {

// A client and its polling state. A poll shares ownership, so that a visitor may close the client.
struct state {
  ::rpggo_client *handle = nullptr;
  std::atomic<bool> is_polled{false};
  std::atomic<bool> is_closed{false};

  state() noexcept = default;
  state(const state &) = delete;
  state &operator=(const state &) = delete;
  ~state() { ::rpggo_client_free(handle); }
};

// The right to poll a client, held by one thread at a time.
class turn {
 public:
  explicit turn(std::shared_ptr<state> it) noexcept
      : state_(std::move(it)),
        is_mine_(state_ && !state_->is_polled.exchange(true, std::memory_order_acquire)) {}
  turn(const turn &) = delete;
  turn &operator=(const turn &) = delete;
  ~turn() {
    if (is_mine_) state_->is_polled.store(false, std::memory_order_release);
  }

  explicit operator bool() const noexcept { return is_mine_; }
  event next() const noexcept {
    return state_->is_closed.load(std::memory_order_acquire)
               ? event()
               : event(::rpggo_poll_event(state_->handle));
  }
  error refusal() const {
    if (state_ == nullptr) {
      return {status::invalid_handle, "client is empty: create one with rpggo::client::create"};
    }
    return {status::busy,
            "the client is being polled, by another thread or by the caller of this visitor"};
  }

 private:
  std::shared_ptr<state> state_;
  bool is_mine_;
};

// The texts passed to one call, and the first invalid one.
class passage {
 public:
  const char *operator()(const text &from, const char *name) noexcept {
    const std::string &it = from.string();
    if (refused_ == nullptr && it.find('\0') != std::string::npos) refused_ = name;
    return it.empty() ? nullptr : it.c_str();
  }
  bool is_refused() const noexcept { return refused_ != nullptr; }
  error refusal() const {
    return {status::invalid_argument,
            std::string(refused_) + " contains a NUL, which would truncate it: remove it"};
  }

 private:
  const char *refused_ = nullptr;
};

// What C is given. Its texts are those of `from`.
inline ::rpggo_client_options native(const client_options &from, passage &pass) noexcept {
  ::rpggo_client_options c = RPGGO_CLIENT_OPTIONS_INIT;
  c.service = static_cast<::rpggo_service>(from.service);
  c.base_url = pass(from.base_url, "base_url");
  c.api_key = pass(from.api_key, "api_key");
  c.connect_timeout_ms = from.connect_timeout_ms;
  c.first_byte_timeout_ms = from.first_byte_timeout_ms;
  c.idle_timeout_ms = from.idle_timeout_ms;
  c.total_timeout_ms = from.total_timeout_ms;
  c.max_retries = from.max_retries;
  c.max_queued_bytes = from.max_queued_bytes;
  if (from.allow_http) c.flags |= RPGGO_CLIENT_ALLOW_HTTP;
  if (from.ignore_environment_proxy) c.flags |= RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY;
  c.max_requests = from.max_requests;
  c.max_event_bytes = from.max_event_bytes;
  c.ca_file = pass(from.ca_file, "ca_file");
  c.proxy_url = pass(from.proxy_url, "proxy_url");
  c.extra_headers = pass(from.extra_headers, "extra_headers");
  c.max_history_characters = from.max_history_characters;
  c.record_path = pass(from.record_path, "record_path");
  c.max_recording_bytes = from.max_recording_bytes;
  c.replay_path = pass(from.replay_path, "replay_path");
  c.replay_text = pass(from.replay_text, "replay_text");
  c.replay_speed = from.replay_speed;
  c.log_level = static_cast<::rpggo_log_level>(from.log_level);
  c.query = pass(from.query, "query");
  return c;
}

inline ::rpggo_chat_request native(const chat_request &from, passage &pass) noexcept {
  ::rpggo_chat_request c = RPGGO_CHAT_REQUEST_INIT;
  c.character_id = pass(from.character_id, "character_id");
  c.session_id = pass(from.session_id, "session_id");
  c.message = pass(from.message, "message");
  c.message_id = pass(from.message_id, "message_id");
  c.game_id = pass(from.game_id, "game_id");
  c.machine_id = pass(from.machine_id, "machine_id");
  c.user_id = pass(from.user_id, "user_id");
  c.extra_json = pass(from.extra_json, "extra_json");
  if (from.images) c.flags |= RPGGO_CHAT_IMAGES;
  return c;
}

inline ::rpggo_session_request native(const session_request &from, passage &pass) noexcept {
  ::rpggo_session_request c = RPGGO_SESSION_REQUEST_INIT;
  c.session_id = pass(from.session_id, "session_id");
  c.game_id = pass(from.game_id, "game_id");
  c.chapter_id = pass(from.chapter_id, "chapter_id");
  c.character_id = pass(from.character_id, "character_id");
  c.machine_id = pass(from.machine_id, "machine_id");
  c.player_name = pass(from.player_name, "player_name");
  c.player_gender = pass(from.player_gender, "player_gender");
  c.system_prompt = pass(from.system_prompt, "system_prompt");
  return c;
}

}  // namespace detail

/// A client: one background thread, its connections, and its event queue. One is enough for a game.
/// It can be moved, but not copied. With an empty one, every call returns `status::invalid_handle`.
///
/// No call waits for the network. Calls that are `const` can be made from any number of threads at
/// once; `poll` and `poll_event` from one at a time, and a second one returns `status::busy`. To
/// move, close or destroy a client, no other thread may be using it; its own visitor may do so.
class client {
 public:
  /// An empty one.
  client() noexcept = default;
  /// Takes over the other client with its requests and events, and leaves it empty.
  client(client &&other) noexcept = default;
  /// Closes this client and takes over the other one.
  client &operator=(client &&other) noexcept {
    if (this != &other) {
      close();
      state_ = std::move(other.state_);
    }
    return *this;
  }
  client(const client &) = delete;
  client &operator=(const client &) = delete;
  /// Closes it.
  ~client() { close(); }

  /// Creates a client. Does not connect yet. Fails when an option is invalid, the key is missing,
  /// or the library is of another version than this header.
  static result<client> create(const client_options &options);

  /// Cancels all requests, frees the client and its events, and leaves an empty client; takes at
  /// most 100 ms. When called in its own visitor, the client is freed when `poll` returns, which
  /// delivers no further events.
  void close() noexcept {
    if (state_ == nullptr) return;
    state_->is_closed.store(true, std::memory_order_release);
    state_.reset();
  }

  /// True when it is not empty.
  explicit operator bool() const noexcept { return state_ != nullptr; }
  /// For calls of rpggo.h: do not free it, and do not poll it. Null when the client is empty.
  ::rpggo_client *get() const noexcept { return state_ == nullptr ? nullptr : state_->handle; }

  /// Sends a message to a character. Returns at once; the response arrives as events from
  /// `poll_event`: `event_started`, then one `event_message` per message along with any other
  /// events, and always `event_finished` at the end.
  result<request_id> chat_start(const chat_request &request) const {
    return start(::rpggo_chat_start, request);
  }
  /// Starts a session. The result arrives as `event_session`.
  ///
  /// - RPGGO (`startgame`): returns the chapter and its characters. Requires `session_id` and
  ///   `game_id`; `chapter_id` selects the chapter, empty means the first.
  /// - Persona (`init-session`): also sends the opening line as `event_message`. Requires
  ///   `session_id` and `character_id`, and for most services `player_name` and `player_gender`
  ///   (without them the service may respond with `status::bad_request`); `machine_id` is optional.
  ///   An existing session is restarted.
  /// - OpenAI-compatible: handled in the client, without the network (no `event_started`). Requires
  ///   `session_id`; sets `system_prompt` and clears earlier turns.
  /// - Aurora: `status::unsupported`; a session begins with its first message.
  result<request_id> session_start(const session_request &request) const {
    return start(::rpggo_session_start, request);
  }
  /// Resumes an earlier session.
  ///
  /// - RPGGO (`resumesession`): the result arrives as `event_session`. Requires `session_id` and
  ///   `game_id`.
  /// - Persona and OpenAI-compatible: same as `session_history`.
  /// - Aurora: `status::unsupported`; send the next message with the same `session_id`.
  result<request_id> session_resume(const session_request &request) const {
    return start(::rpggo_session_resume, request);
  }
  /// Fetches the history of a session: each message arrives as `event_message` with its `role` and
  /// with `history` set to true.
  ///
  /// - Persona: also `event_state` if the service reports it. Requires `session_id` and
  ///   `character_id`.
  /// - OpenAI-compatible: the turns kept in the client (`client_options::max_history_characters`).
  ///   Requires `session_id`.
  /// - RPGGO and Aurora: `status::unsupported`; the error lists the services that support it.
  result<request_id> session_history(const session_request &request) const {
    return start(::rpggo_session_history, request);
  }
  /// Restarts a session.
  ///
  /// - Persona: requires `session_id` and `character_id`.
  /// - OpenAI-compatible: clears the turns and keeps the system prompt. Requires `session_id`.
  /// - RPGGO and Aurora: `status::unsupported`; the error lists the services that support it.
  result<request_id> session_reset(const session_request &request) const {
    return start(::rpggo_session_reset, request);
  }
  /// Switches to another chapter (`changechapter`; RPGGO only). Call it after `event_chapter`, with
  /// that event's `event_chapter::chapter_id`. The result arrives as `event_session`. Requires
  /// `session_id`, `game_id` and `chapter_id`.
  result<request_id> chapter_change(const session_request &request) const {
    return start(::rpggo_chapter_change, request);
  }
  /// Fetches a preview of a game, without a session (`gamemetadata`; RPGGO only). The result
  /// arrives as `event_session` with all chapters. Requires `game_id`.
  result<request_id> game_fetch(const session_request &request) const {
    return start(::rpggo_game_fetch, request);
  }

  /// Cancels a request: closes its connection at once and finishes it with `status::cancelled`. Its
  /// events that are already queued are still delivered first. A request that has already finished,
  /// or 0, is not an error.
  error request_cancel(request_id request) const {
    return outcome(::rpggo_request_cancel(get(), request));
  }

  /// The client's statistics. Cheap enough to call once per frame.
  result<rpggo::stats> stats() const {
    ::rpggo_stats stats = RPGGO_STATS_INIT;
    const ::rpggo_status status = ::rpggo_client_stats(get(), &stats);
    if (status != RPGGO_OK) return outcome(status);
    return stats;
  }

  /// Passes all queued events to the visitor, in order, and returns how many there were. Call it
  /// once per frame. It never waits, and allocates nothing.
  ///
  /// `visitor`: as for `event::visit`. It may start and cancel requests, and move, close and
  /// destroy the client. It must not poll the client: that returns `status::busy`. If it throws,
  /// its event counts as read.
  ///
  /// `at_most`: any further events stay queued for the next call, so that a service that sends as
  /// fast as the game reads cannot stall the frame.
  template <typename Visitor>
  result<std::size_t> poll(Visitor &&visitor, std::size_t at_most = 1000) {
    const detail::turn turn(state_);
    if (!turn) return turn.refusal();
    std::size_t count = 0;
    while (count < at_most) {
      const event next = turn.next();
      if (!next) break;
      ++count;
      next.visit(visitor);
    }
    return count;
  }

  /// Returns the next event, or an empty one when none is queued; invalidates the previous one.
  /// `while (const rpggo::event event = client.poll_event().value()) event.visit(screen);`
  result<event> poll_event() {
    const detail::turn turn(state_);
    if (!turn) return turn.refusal();
    return turn.next();
  }

 private:
  static error outcome(::rpggo_status status) {
    return status == RPGGO_OK ? error() : last_error();
  }

  // Makes a call of C that starts a request.
  template <typename Call, typename Request>
  result<request_id> start(Call call, const Request &request) const {
    detail::passage pass;
    const auto c = detail::native(request, pass);
    if (pass.is_refused()) return pass.refusal();
    request_id id = 0;
    const ::rpggo_status status = call(get(), &c, &id);
    if (status != RPGGO_OK) return outcome(status);
    return id;
  }

  std::shared_ptr<detail::state> state_;
};

inline result<client> client::create(const client_options &options) {
  if (abi_version() != RPGGO_ABI_VERSION) {
    return error(status::internal,
                 "the library rpggo " + std::string(version()) + " has ABI version " +
                     std::to_string(abi_version()) + ", this program was compiled for " +
                     std::to_string(RPGGO_ABI_VERSION) + ": take both from the same release");
  }
  detail::passage pass;
  const ::rpggo_client_options c = detail::native(options, pass);
  if (pass.is_refused()) return pass.refusal();
  client made;
  made.state_ = std::make_shared<detail::state>();
  const ::rpggo_status status = ::rpggo_client_new(&c, &made.state_->handle);
  if (status != RPGGO_OK) return outcome(status);
  return made;
}

}  // namespace rpggo
