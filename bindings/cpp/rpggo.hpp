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
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "rpggo.h"

namespace rpggo {

/// The result of a call or a request. Later versions may add some: treat an unknown one as a
/// failure.
enum class status : ::rpggo_status {
  ok = RPGGO_OK,                              ///< Success.
  invalid_argument = RPGGO_INVALID_ARGUMENT,  ///< A field is missing or invalid; nothing was sent.
  invalid_handle = RPGGO_INVALID_HANDLE,      ///< The client is empty: closed or moved from.
  unsupported = RPGGO_UNSUPPORTED,            ///< The service does not support this call.
  busy = RPGGO_BUSY,                          ///< Too many requests, or another thread is polling.
  cancelled = RPGGO_CANCELLED,                ///< The game cancelled the request.
  timeout = RPGGO_TIMEOUT,                    ///< A timeout expired; `detail` says which.
  network = RPGGO_NETWORK,                    ///< Not resolved, refused, reset or closed.
  tls = RPGGO_TLS,                            ///< Certificate or TLS handshake failed.
  unauthorized = RPGGO_UNAUTHORIZED,          ///< The service rejected the key.
  bad_request = RPGGO_BAD_REQUEST,            ///< The service rejected the request.
  rate_limited = RPGGO_RATE_LIMITED,          ///< Too many requests: see `retry_after_ms`.
  session_ended = RPGGO_SESSION_ENDED,        ///< Start a new one with a new `session_id`.
  session_missing = RPGGO_SESSION_MISSING,    ///< Call `session_start` first.
  service_error = RPGGO_SERVICE_ERROR,        ///< The service failed.
  protocol = RPGGO_PROTOCOL,                  ///< The response is not in the service's format.
  internal = RPGGO_INTERNAL                   ///< Internal error, or version mismatch.
};

/// The service a client uses.
enum class service : ::rpggo_service {
  rpggo = RPGGO_SERVICE_RPGGO,      ///< RPGGO V2: chapters, goals, endings, images.
  persona = RPGGO_SERVICE_PERSONA,  ///< Persona chat: a state machine with a score.
  aurora = RPGGO_SERVICE_AURORA,    ///< Aurora: token by token; ids are decimal integers.
  openai = RPGGO_SERVICE_OPENAI     ///< Any server with OpenAI's chat completions.
};

/// The kind of an event. Later versions may add kinds: ignore those you do not know.
enum class event_kind : ::rpggo_event_kind {
  none = 0,                         ///< An empty event: there was none to read.
  started = RPGGO_EVENT_STARTED,    ///< `event_started`
  text = RPGGO_EVENT_TEXT,          ///< `event_text`
  message = RPGGO_EVENT_MESSAGE,    ///< `event_message`
  image = RPGGO_EVENT_IMAGE,        ///< `event_image`
  goals = RPGGO_EVENT_GOALS,        ///< `event_goals`
  chapter = RPGGO_EVENT_CHAPTER,    ///< `event_chapter`
  ending = RPGGO_EVENT_ENDING,      ///< `event_ending`
  state = RPGGO_EVENT_STATE,        ///< `event_state`
  status = RPGGO_EVENT_STATUS,      ///< `event_status`
  cost = RPGGO_EVENT_COST,          ///< `event_cost`
  session = RPGGO_EVENT_SESSION,    ///< `event_session`
  retrying = RPGGO_EVENT_RETRYING,  ///< `event_retrying`
  finished = RPGGO_EVENT_FINISHED,  ///< `event_finished`
  log = RPGGO_EVENT_LOG             ///< `event_log`
};

/// The role of the speaker.
enum class role : ::rpggo_role {
  character = RPGGO_ROLE_CHARACTER,  ///< A character of the game.
  player = RPGGO_ROLE_PLAYER,        ///< The player; only in a session's history.
  narrator = RPGGO_ROLE_NARRATOR     ///< The story's narrator.
};

/// The level of a log line; higher values are more verbose.
enum class log_level : ::rpggo_log_level {
  none = 0,                 ///< As an option: no log lines.
  error = RPGGO_LOG_ERROR,  ///< A failure.
  warn = RPGGO_LOG_WARN,    ///< Something unexpected.
  info = RPGGO_LOG_INFO,    ///< Normal activity.
  debug = RPGGO_LOG_DEBUG   ///< Details for debugging.
};

/// Identifies a request; 0 means no request. Never reused within a process.
using request_id = ::rpggo_request_id;

/// Statistics of a client since its creation: plain numbers, documented at `rpggo_stats`.
using stats = ::rpggo_stats;

/// For the timeout options: no timeout.
inline constexpr std::uint32_t no_timeout = RPGGO_NO_TIMEOUT;

/// For `client_options::replay_speed`: as fast as the game polls, with the same events in the same
/// order every time.
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

/// Configuration of a client: set what differs from the defaults. Documented in full at
/// `rpggo_client_options`. Sizes are in bytes, `..._ms` in milliseconds; 0 means the default.
struct client_options {
  rpggo::service service = rpggo::service::rpggo;  ///< The service to use.
  text base_url{};                  ///< URL of the service. Not set: its public URL.
  text api_key{};                   ///< Not set: the environment variable `RPGGO_API_KEY`.
  std::uint32_t connect_timeout_ms = 0;     ///< Timeout for connecting. Default: 10000.
  std::uint32_t first_byte_timeout_ms = 0;  ///< Until the response headers. Default: 30000.
  std::uint32_t idle_timeout_ms = 0;        ///< Longest time without data. Default: 60000.
  std::uint32_t total_timeout_ms = 0;       ///< For the whole request. Default: none.
  std::int32_t max_retries = 0;             ///< Default: 2; -1: never.
  std::size_t max_queued_bytes = 0;         ///< Of queued events. Default: 4194304.
  bool allow_http = false;          ///< Plain http to other hosts: for tests in a trusted network.
  bool ignore_environment_proxy = false;  ///< Ignore the proxies set in the environment.
  std::uint32_t max_requests = 0;           ///< In progress at once. Default: 1024.
  std::size_t max_event_bytes = 0;          ///< Longest line, event or body. Default: 1048576.
  text ca_file{};                   ///< A PEM file with additional certificate authorities.
  text proxy_url{};                 ///< A proxy for all requests.
  text extra_headers{};             ///< "Name: value\nName: value", for every request.
  std::uint32_t max_history_characters = 0;  ///< Sent to OpenAI-compatible servers. Default: 16000.
  text record_path{};               ///< Record the conversation to this file.
  std::uint64_t max_recording_bytes = 0;    ///< Default: 67108864.
  text replay_path{};               ///< Replay this recording, without key and network.
  text replay_text{};               ///< Its content, where assets are not files.
  double replay_speed = 0;          ///< 2: twice as fast; or `replay_as_polled`. Default: 1.
  rpggo::log_level log_level = rpggo::log_level::none;  ///< Emit `event_log` up to this level.
};

/// A message from the player to a character; each service reads the fields it supports. Documented
/// in full at `rpggo_chat_request`.
struct chat_request {
  text character_id{};  ///< The character to talk to; required.
  text session_id{};    ///< The player's session; required.
  text message{};       ///< What the player says; required.
  text message_id{};    ///< A unique id. Not set: generated.
  text game_id{};       ///< The game's id; required by RPGGO.
  text machine_id{};    ///< The persona's state machine. Not set: the main one.
  text user_id{};       ///< The player's id at the service.
  text extra_json{};    ///< A JSON object that is merged into the request body.
  bool images = false;  ///< Request images (RPGGO).
};

/// Selects a session, game or chapter. Documented in full at `rpggo_session_request`.
struct session_request {
  text session_id{};     ///< The player's session: any text that is unique to the playthrough.
  text game_id{};        ///< The game's id; required by RPGGO.
  text chapter_id{};     ///< Required by `chapter_change`; for `session_start`, not set: the first.
  text character_id{};   ///< The persona's id; required by the persona chat.
  text machine_id{};     ///< The persona's state machine. Not set: the main one.
  text player_name{};    ///< The player's name (persona).
  text player_gender{};  ///< "female", "male" or "non-binary" (persona).
  text system_prompt{};  ///< Who the character is (`session_start` of OpenAI-compatible servers).
};

namespace detail {

// Without an address it is that of an empty item.
inline std::string_view view(const ::rpggo_str &it) noexcept {
  return it.data == nullptr ? std::string_view("") : std::string_view(it.data, it.len);
}

// The content of an empty event.
inline constexpr ::rpggo_event no_event{0, 0, {"", 0}, {"", 0}, {"", 0}, 0.0, {}};

}  // namespace detail

/// A list in an event: `for (const rpggo::goal &goal : event.goals)`. A view, like everything in an
/// event.
template <typename Item, typename Native>
class list {
 public:
  /// Iterates over the list, and returns its items by value.
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;   ///< There are no references to items.
    using iterator_concept = std::forward_iterator_tag;  ///< C++20 does not require them.
    using value_type = Item;                             ///< The type of an item.
    using difference_type = std::ptrdiff_t;              ///< A distance.
    using pointer = void;                                ///< There are no pointers to items.
    using reference = Item;                              ///< By value.

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
  std::string_view type;  ///< The kind of action, as named by the service.
  std::string_view text;  ///< A description of the action.

  /// A view of a C struct.
  static action of(const ::rpggo_action &c) noexcept {
    return {detail::view(c.type), detail::view(c.text)};
  }
};

/// Actions.
using action_list = list<action, ::rpggo_action>;

/// A goal.
struct goal {
  std::string_view goal_id;  ///< The id.
  std::string_view text;     ///< The goal's text.
  bool achieved;             ///< True when the goal is achieved.

  /// A view of a C struct.
  static goal of(const ::rpggo_goal &c) noexcept {
    return {detail::view(c.goal_id), detail::view(c.text), c.achieved};
  }
};

/// Goals.
using goal_list = list<goal, ::rpggo_goal>;

/// A value to display.
struct status_value {
  std::string_view key;    ///< The name of the value.
  std::string_view value;  ///< A string unchanged, anything else as JSON text.

  /// A view of a C struct.
  static status_value of(const ::rpggo_status_value &c) noexcept {
    return {detail::view(c.key), detail::view(c.value)};
  }
};

/// Values to display.
using status_value_list = list<status_value, ::rpggo_status_value>;

/// A character.
struct character {
  std::string_view character_id;  ///< The id to use for chats.
  std::string_view name;          ///< The name to display.
  std::string_view type;          ///< "npc", or "dm" for a character that leads the game.
  std::string_view avatar;        ///< URL of a portrait; may be empty.
  text_list phases;               ///< The phases the character can be in.

  /// A view of a C struct.
  static character of(const ::rpggo_character &c) noexcept {
    return {detail::view(c.character_id), detail::view(c.name), detail::view(c.type),
            detail::view(c.avatar), {c.phases.items, c.phases.len}};
  }
};

/// Characters.
using character_list = list<character, ::rpggo_character>;

/// A chapter.
struct chapter {
  std::string_view chapter_id;        ///< The id.
  std::string_view name;              ///< The name.
  std::string_view intro;             ///< Introductory text for the player; may be empty.
  std::string_view background;        ///< The setting, and what the player should know.
  std::string_view image;             ///< URL of an image; may be empty.
  std::string_view background_audio;  ///< URL of the audio to play during it; may be empty.
  std::string_view ending_audio;      ///< URL of the audio to play at its end; may be empty.
  character_list characters;          ///< Characters available in this chapter.

  /// A view of a C struct.
  static chapter of(const ::rpggo_chapter &c) noexcept {
    return {detail::view(c.chapter_id), detail::view(c.name), detail::view(c.intro),
            detail::view(c.background), detail::view(c.image), detail::view(c.background_audio),
            detail::view(c.ending_audio), {c.characters.items, c.characters.len}};
  }
};

/// Chapters.
using chapter_list = list<chapter, ::rpggo_chapter>;

/// Something that happened to a request: a view. Everything in it stays valid until the client is
/// polled again, closed or destroyed; in a visitor of `client::poll`, until the visitor returns,
/// whatever it does. Copy what you keep. Every text is NUL-terminated; its size does not count the
/// NUL.
class event {
  const ::rpggo_event *c_;  // First, as all else is read from it.

 public:
  /// An empty one.
  event() noexcept : event(nullptr) {}
  /// A view of an event from `rpggo_poll_event`; null: an empty one.
  explicit event(const ::rpggo_event *c) noexcept : c_(c == nullptr ? &detail::no_event : c) {}

  event_kind kind = static_cast<event_kind>(c_->kind);  ///< The kind.
  request_id request = c_->request;                     ///< The request this event belongs to.
  /// The id of the speaker, as used for chats. Empty when the service names no speaker.
  std::string_view character_id = detail::view(c_->character_id);
  std::string_view message_id = detail::view(c_->message_id);  ///< The service's id of the message.
  std::string_view raw = detail::view(c_->raw);  ///< The JSON it was decoded from; may be empty.
  double elapsed_ms = c_->elapsed_ms;  ///< When it was read, from the start of the request.

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
  void visit_as(Visitor &visitor) const;
  template <typename Kind, typename Visitor>
  static void hand_over(const Kind &it, Visitor &visitor);
};

/// What the payloads of all kinds have in common.
template <event_kind Which, auto Payload>
class event_of : public event {
 public:
  static constexpr event_kind which = Which;  ///< The kind of these events.

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
  std::int32_t http_status = c().http_status;  ///< For example 200.
};

/// A piece of a message, streamed as it is generated. Not every service sends pieces.
struct event_text : event_of<event_kind::text, &::rpggo_event_payload::text> {
  using event_of::event_of;
  std::string_view delta = detail::view(c().delta);  ///< The new piece.
};

/// One complete message of the character `character_id`. Sent with every service.
struct event_message : event_of<event_kind::message, &::rpggo_event_payload::message> {
  using event_of::event_of;
  std::string_view text = detail::view(c().text);  ///< The text, unmodified.
  std::string_view text_ext = detail::view(c().text_ext);  ///< Additional text; often empty.
  /// The kind of speaker, as named by the service, for example "common_npc".
  std::string_view character_type = detail::view(c().character_type);
  rpggo::role role = static_cast<rpggo::role>(c().role);  ///< The role of the speaker.
  bool history = c().history;  ///< True for a message from the session's history.
  /// Number of chats so far in this chapter; 0 when unknown.
  std::int32_t current_count = c().current_count;
  std::int32_t max_chat_count = c().max_chat_count;  ///< Their maximum; 0 when unknown.
  /// Ids of all characters in the conversation (group chat).
  text_list insiders{c().insiders.items, c().insiders.len};
  /// What the character does in addition to speaking.
  action_list actions{c().actions.items, c().actions.len};
  bool partial = c().partial;  ///< True when the stream was cut in the middle of this message.
};

/// An image. The library does not download it.
struct event_image : event_of<event_kind::image, &::rpggo_event_payload::image> {
  using event_of::event_of;
  std::string_view url = detail::view(c().url);  ///< URL of the image.
  std::string_view caption = detail::view(c().caption);  ///< A caption of what the image shows.
  std::int32_t image_type = c().image_type;  ///< The service's number of the kind, or 0.
};

/// The current state of the goals, sent after every message of the player.
struct event_goals : event_of<event_kind::goals, &::rpggo_event_payload::goals> {
  using event_of::event_of;
  goal_list goals{c().items, c().len};  ///< Empty: none sent, so keep yours.
  /// The goal the player is working on; may be empty.
  std::string_view current_goal_id = detail::view(c().current_goal_id);
};

/// The story moves to another chapter: call `client::chapter_change`. At most one per chat.
struct event_chapter : event_of<event_kind::chapter, &::rpggo_event_payload::chapter> {
  using event_of::event_of;
  std::string_view chapter_id = detail::view(c().chapter_id);  ///< Id of the next chapter.
  std::string_view text = detail::view(c().text);  ///< Text for the player; may be empty.
};

/// The game has ended. At most one per chat.
struct event_ending : event_of<event_kind::ending, &::rpggo_event_payload::ending> {
  using event_of::event_of;
  bool won = c().won;  ///< True when the player won.
  std::string_view text = detail::view(c().text);  ///< Text for the player; may be empty.
};

/// The state of a persona's state machine.
struct event_state : event_of<event_kind::state, &::rpggo_event_payload::state> {
  using event_of::event_of;
  std::string_view state = detail::view(c().state);  ///< The name of the current state.
  double score = c().score;  ///< May be fractional.
  std::string_view outcome = detail::view(c().outcome);  ///< Empty while still running.
  /// On the player's message; may be empty.
  std::string_view decision = detail::view(c().decision);
  bool follow_up = c().follow_up;  ///< True when the persona asks a follow-up question.
  /// Times the persona steered back; -1 when unknown.
  std::int32_t redirect_count = c().redirect_count;
  std::string_view scoring_mode = detail::view(c().scoring_mode);  ///< The machine's scoring mode.
  bool machine_completed = c().machine_completed;  ///< True when the machine has completed.
  /// Ids of the machines that the player has unlocked.
  text_list unlocked_machines{c().unlocked_machines.items, c().unlocked_machines.len};
};

/// Values to display have changed: merge them by key into the ones you display.
struct event_status : event_of<event_kind::status, &::rpggo_event_payload::status> {
  using event_of::event_of;
  /// Empty: a frame that matches no other kind, see `raw`.
  status_value_list values{c().items, c().len};
};

/// A cost reported by the service.
struct event_cost : event_of<event_kind::cost, &::rpggo_event_payload::cost> {
  using event_of::event_of;
  std::string_view type = detail::view(c().type);  ///< For example "ImageConsumption".
  std::string_view name = detail::view(c().name);  ///< A display name for the cost.
  double amount = c().amount;  ///< The amount, in the service's unit.
  std::string_view direction = detail::view(c().direction);  ///< "OUT": spent, "IN": received.
  std::string_view description = detail::view(c().description);  ///< What the cost was for.
};

/// Details of a session or a game.
struct event_session : event_of<event_kind::session, &::rpggo_event_payload::session> {
  using event_of::event_of;
  std::string_view session_id = detail::view(c().session_id);  ///< Empty for a preview of a game.
  std::string_view game_id = detail::view(c().game_id);  ///< The game's id.
  std::string_view name = detail::view(c().name);  ///< The game's name.
  /// Introductory text for the player; may be empty.
  std::string_view intro = detail::view(c().intro);
  /// The world in which the game is set.
  std::string_view background = detail::view(c().background);
  std::string_view image = detail::view(c().image);  ///< URL of an image; may be empty.
  std::string_view machine_id = detail::view(c().machine_id);  ///< The persona's state machine.
  /// The current chapter; for a preview, all chapters.
  chapter_list chapters{c().chapters.items, c().chapters.len};
  std::string_view player_name = detail::view(c().player_name);  ///< As known to the persona.
  std::string_view player_gender = detail::view(c().player_gender);  ///< As known to the persona.
};

/// The request will be retried.
struct event_retrying : event_of<event_kind::retrying, &::rpggo_event_payload::retrying> {
  using event_of::event_of;
  std::int32_t attempt = c().attempt;  ///< The number of the retry, starting at 1.
  std::int32_t delay_ms = c().delay_ms;  ///< The delay before the retry.
  rpggo::status status = static_cast<rpggo::status>(c().status);  ///< Why the last attempt failed.
};

/// The last event of a request, sent exactly once.
struct event_finished : event_of<event_kind::finished, &::rpggo_event_payload::finished> {
  using event_of::event_of;
  rpggo::status status = static_cast<rpggo::status>(c().status);  ///< The result.
  /// The HTTP status of the response; 0 when there was none.
  std::int32_t http_status = c().http_status;
  /// The service's own error code, for example 10000303; 0: none.
  std::int64_t service_code = c().service_code;
  /// What happened and what to do; empty on success.
  std::string_view detail = detail::view(c().detail);
  /// How long the service asks clients to wait; 0 when not specified.
  std::int32_t retry_after_ms = c().retry_after_ms;

  /// True on success.
  bool ok() const noexcept { return status == rpggo::status::ok; }
};

/// A log line for the developer; sent only when `client_options::log_level` is set.
struct event_log : event_of<event_kind::log, &::rpggo_event_payload::log> {
  using event_of::event_of;
  rpggo::log_level level = static_cast<rpggo::log_level>(c().level);  ///< The level.
  /// A sentence, which may change in any version.
  std::string_view text = detail::view(c().text);
};

/// A visitor made of lambdas, one for each kind of event that the game reads.
template <typename... Visitors>
struct overloaded : Visitors... {
  using Visitors::operator()...;
};
template <typename... Visitors>
overloaded(Visitors...) -> overloaded<Visitors...>;

template <typename Visitor>
void event::visit(Visitor &&visitor) const {
  visit_as<Visitor, event_started, event_text, event_message, event_image, event_goals,
           event_chapter, event_ending, event_state, event_status, event_cost, event_session,
           event_retrying, event_finished, event_log>(visitor);
}

template <typename Visitor, typename... Kinds>
void event::visit_as(Visitor &visitor) const {
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

  /// Sends a message to a character. The response arrives through `poll`, always with
  /// `event_finished` at the end.
  result<request_id> chat_start(const chat_request &request) const;
  /// Starts a session; the result arrives as `event_session`.
  result<request_id> session_start(const session_request &request) const {
    return start(::rpggo_session_start, request);
  }
  /// Resumes an earlier session.
  result<request_id> session_resume(const session_request &request) const {
    return start(::rpggo_session_resume, request);
  }
  /// Fetches the history of a session: `event_message`s with `history` set.
  result<request_id> session_history(const session_request &request) const {
    return start(::rpggo_session_history, request);
  }
  /// Restarts a session.
  result<request_id> session_reset(const session_request &request) const {
    return start(::rpggo_session_reset, request);
  }
  /// Switches to another chapter, after `event_chapter` and with its `chapter_id`.
  result<request_id> chapter_change(const session_request &request) const {
    return start(::rpggo_chapter_change, request);
  }
  /// Fetches a preview of a game, without a session.
  result<request_id> game_fetch(const session_request &request) const {
    return start(::rpggo_game_fetch, request);
  }
  /// Cancels a request: it finishes with `status::cancelled`. A request that has already finished,
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
  template <typename Call>
  result<request_id> start(Call call, const session_request &request) const;

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
  ::rpggo_client_options c = RPGGO_CLIENT_OPTIONS_INIT;
  c.service = static_cast<::rpggo_service>(options.service);
  c.base_url = pass(options.base_url, "base_url");
  c.api_key = pass(options.api_key, "api_key");
  c.connect_timeout_ms = options.connect_timeout_ms;
  c.first_byte_timeout_ms = options.first_byte_timeout_ms;
  c.idle_timeout_ms = options.idle_timeout_ms;
  c.total_timeout_ms = options.total_timeout_ms;
  c.max_retries = options.max_retries;
  c.max_queued_bytes = options.max_queued_bytes;
  if (options.allow_http) c.flags |= RPGGO_CLIENT_ALLOW_HTTP;
  if (options.ignore_environment_proxy) c.flags |= RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY;
  c.max_requests = options.max_requests;
  c.max_event_bytes = options.max_event_bytes;
  c.ca_file = pass(options.ca_file, "ca_file");
  c.proxy_url = pass(options.proxy_url, "proxy_url");
  c.extra_headers = pass(options.extra_headers, "extra_headers");
  c.max_history_characters = options.max_history_characters;
  c.record_path = pass(options.record_path, "record_path");
  c.max_recording_bytes = options.max_recording_bytes;
  c.replay_path = pass(options.replay_path, "replay_path");
  c.replay_text = pass(options.replay_text, "replay_text");
  c.replay_speed = options.replay_speed;
  c.log_level = static_cast<::rpggo_log_level>(options.log_level);
  if (pass.is_refused()) return pass.refusal();
  client made;
  made.state_ = std::make_shared<detail::state>();
  const ::rpggo_status status = ::rpggo_client_new(&c, &made.state_->handle);
  if (status != RPGGO_OK) return outcome(status);
  return made;
}

inline result<request_id> client::chat_start(const chat_request &request) const {
  detail::passage pass;
  ::rpggo_chat_request c = RPGGO_CHAT_REQUEST_INIT;
  c.character_id = pass(request.character_id, "character_id");
  c.session_id = pass(request.session_id, "session_id");
  c.message = pass(request.message, "message");
  c.message_id = pass(request.message_id, "message_id");
  c.game_id = pass(request.game_id, "game_id");
  c.machine_id = pass(request.machine_id, "machine_id");
  c.user_id = pass(request.user_id, "user_id");
  c.extra_json = pass(request.extra_json, "extra_json");
  if (request.images) c.flags |= RPGGO_CHAT_IMAGES;
  if (pass.is_refused()) return pass.refusal();
  request_id id = 0;
  const ::rpggo_status status = ::rpggo_chat_start(get(), &c, &id);
  if (status != RPGGO_OK) return outcome(status);
  return id;
}

template <typename Call>
result<request_id> client::start(Call call, const session_request &request) const {
  detail::passage pass;
  ::rpggo_session_request c = RPGGO_SESSION_REQUEST_INIT;
  c.session_id = pass(request.session_id, "session_id");
  c.game_id = pass(request.game_id, "game_id");
  c.chapter_id = pass(request.chapter_id, "chapter_id");
  c.character_id = pass(request.character_id, "character_id");
  c.machine_id = pass(request.machine_id, "machine_id");
  c.player_name = pass(request.player_name, "player_name");
  c.player_gender = pass(request.player_gender, "player_gender");
  c.system_prompt = pass(request.system_prompt, "system_prompt");
  if (pass.is_refused()) return pass.refusal();
  request_id id = 0;
  const ::rpggo_status status = call(get(), &c, &id);
  if (status != RPGGO_OK) return outcome(status);
  return id;
}

}  // namespace rpggo
