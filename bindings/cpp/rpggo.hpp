/// rpggo for C++17: rpggo.h with owners, views and types, and nothing else to compile or link.
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
///   // once a frame
///   auto polled = client.poll(rpggo::overloaded{
///       [](const rpggo::event_message &it) { say(it.character_id, it.text); },
///       [](const rpggo::event_finished &it) { if (!it.ok()) complain(it.detail); }});
///   if (!polled) complain(polled.error().message());
///
/// Names are those of rpggo.h, which is the manual: `rpggo_goal` is `rpggo::goal`, `RPGGO_TIMEOUT`
/// is `rpggo::status::timeout`, and `rpggo_chat_start(client, ...)` is `client.chat_start(...)`.
///
/// It throws nothing, needs neither exceptions nor RTTI, and allocates nothing for an event. All
/// text is UTF-8.
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

/// How a call or a request ended. Later versions may add some: treat one that you do not know as a
/// failure.
enum class status : ::rpggo_status {
  ok = RPGGO_OK,                              ///< It worked.
  invalid_argument = RPGGO_INVALID_ARGUMENT,  ///< A field is missing or wrong; nothing was sent.
  invalid_handle = RPGGO_INVALID_HANDLE,      ///< The client is empty: closed or moved from.
  unsupported = RPGGO_UNSUPPORTED,            ///< The service has no such call.
  busy = RPGGO_BUSY,                          ///< Too many requests, or it is being polled already.
  cancelled = RPGGO_CANCELLED,                ///< The game cancelled the request.
  timeout = RPGGO_TIMEOUT,                    ///< A timeout struck; `detail` says which.
  network = RPGGO_NETWORK,                    ///< No connection, or it was cut.
  tls = RPGGO_TLS,                            ///< The certificate or handshake was not acceptable.
  unauthorized = RPGGO_UNAUTHORIZED,          ///< The service does not accept the key.
  bad_request = RPGGO_BAD_REQUEST,            ///< The service does not accept the request.
  rate_limited = RPGGO_RATE_LIMITED,          ///< Too many requests: see `retry_after_ms`.
  session_ended = RPGGO_SESSION_ENDED,        ///< Start one with a new `session_id`.
  session_missing = RPGGO_SESSION_MISSING,    ///< Call `session_start` first.
  service_error = RPGGO_SERVICE_ERROR,        ///< The service failed.
  protocol = RPGGO_PROTOCOL,                  ///< The answer is not what the service promises.
  internal = RPGGO_INTERNAL                   ///< A fault of the library, or of another version.
};

/// Which service a client talks to.
enum class service : ::rpggo_service {
  rpggo = RPGGO_SERVICE_RPGGO,      ///< RPGGO V2: chapters, goals, endings, pictures.
  persona = RPGGO_SERVICE_PERSONA,  ///< Persona chat: a state machine with a score.
  aurora = RPGGO_SERVICE_AURORA,    ///< Aurora: token by token; ids are numbers in decimal.
  openai = RPGGO_SERVICE_OPENAI     ///< Every server with OpenAI's chat completions.
};

/// What an event says. Later versions may add some: skip those that you do not know.
enum class event_kind : ::rpggo_event_kind {
  none = 0,                         ///< An empty event: nothing was there to read.
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

/// Who an utterance is by.
enum class role : ::rpggo_role {
  character = RPGGO_ROLE_CHARACTER,  ///< A character of the game.
  player = RPGGO_ROLE_PLAYER,        ///< The player: only in a history.
  narrator = RPGGO_ROLE_NARRATOR     ///< The story's narrator.
};

/// How important a log line is; larger is less.
enum class log_level : ::rpggo_log_level {
  none = 0,                 ///< As an option: no log lines at all.
  error = RPGGO_LOG_ERROR,  ///< Something failed.
  warn = RPGGO_LOG_WARN,    ///< Something is odd.
  info = RPGGO_LOG_INFO,    ///< Something happened.
  debug = RPGGO_LOG_DEBUG   ///< Details.
};

/// Names a request; 0 names none. Never used twice in a process.
using request_id = ::rpggo_request_id;

/// What a client has done since it was made: plain numbers, explained at `rpggo_stats`.
using stats = ::rpggo_stats;

/// For a timeout: as long as it takes.
inline constexpr std::uint32_t no_timeout = RPGGO_NO_TIMEOUT;

/// For `client_options::replay_speed`: as fast as the game polls, the same events in the same order
/// every time.
inline constexpr double replay_as_polled = RPGGO_REPLAY_AS_POLLED;

/// The version of the library, for example "0.1.0". Any thread.
inline std::string_view version() noexcept { return ::rpggo_version(); }

/// The version of the library's interface, which `client::create` compares with the header's.
inline std::uint32_t abi_version() noexcept { return ::rpggo_abi_version(); }

/// The name of a status, for example "RPGGO_TIMEOUT". Ends in a NUL. Any thread.
inline std::string_view status_name(status it) noexcept {
  return ::rpggo_status_name(static_cast<::rpggo_status>(it));
}

/// Why a call failed. The compiler warns where one is not looked at. It is no truth value, as that
/// would be read both ways: ask `ok()`.
class [[nodiscard]] error {
 public:
  /// None: all went well.
  error() noexcept = default;
  /// One with a status other than `status::ok`, and a sentence.
  error(rpggo::status status, std::string message)
      : status_(status), message_(std::move(message)) {}

  /// True when there is no error.
  bool ok() const noexcept { return status_ == rpggo::status::ok; }
  /// What went wrong, for the program.
  rpggo::status status() const noexcept { return status_; }
  /// What went wrong and what to do, in a sentence for the developer. Empty when all went well.
  const std::string &message() const noexcept { return message_; }

 private:
  rpggo::status status_ = rpggo::status::ok;
  std::string message_;
};

/// Why the last call of rpggo.h that failed on this thread did so; calls that succeed leave it as
/// it is. The calls below give their own errors: this is for what they cannot tell, such as a
/// pointer of `event::field` that is not UTF-8.
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

/// What a call gave, or why it failed. The compiler warns where one is not looked at. The value can
/// always be read: where the call failed it is an empty one, `T()`, with which nothing happens.
template <typename T>
class [[nodiscard]] result {
 public:
  /// It worked.
  result(T value) noexcept : value_(std::move(value)) {}
  /// It failed.
  result(rpggo::error error) noexcept : error_(std::move(error)) {}

  /// True when it worked.
  bool ok() const noexcept { return error_.ok(); }
  /// True when it worked.
  explicit operator bool() const noexcept { return ok(); }
  /// Why it failed; `error().ok()` when it did not.
  const rpggo::error &error() const noexcept { return error_; }
  /// The value; `T()` where it failed.
  const T &value() const & noexcept { return value_; }
  /// The value; `T()` where it failed.
  T &value() & noexcept { return value_; }
  /// The value, to be taken out; `T()` where it failed.
  T value() && noexcept { return std::move(value_); }
  /// The value, or another where it failed.
  T value_or(T other) const & { return ok() ? value_ : std::move(other); }
  /// The value, to be taken out, or another where it failed.
  T value_or(T other) && { return ok() ? std::move(value_) : std::move(other); }

 private:
  rpggo::error error_;
  T value_{};
};

/// A text that is passed in: a copy, so that it may come from a temporary, an event or a null
/// pointer. An empty one counts as not set. One that contains a NUL is refused by the call that it
/// is passed to, and never cut.
class text {
 public:
  /// Not set.
  text() noexcept = default;
  /// A text that ends in a NUL, such as a literal or what `std::getenv` gives; null: not set.
  text(const char *from) : text_(from == nullptr ? "" : from) {}
  /// A string, which may be moved in.
  text(std::string from) noexcept : text_(std::move(from)) {}
  /// A view, which need not end in a NUL: the texts of events, for example.
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

/// How a client is set up: set what differs from the default. Explained in full at
/// `rpggo_client_options`. Sizes are bytes, `..._ms` milliseconds; 0 means the default.
struct client_options {
  rpggo::service service = rpggo::service::rpggo;  ///< Which service to talk to.
  text base_url{};                  ///< Where it is. Not set: its public address.
  text api_key{};                   ///< Not set: the environment variable `RPGGO_API_KEY`.
  std::uint32_t connect_timeout_ms = 0;     ///< Longest wait for a connection. Default: 10000.
  std::uint32_t first_byte_timeout_ms = 0;  ///< Until the answer begins. Default: 30000.
  std::uint32_t idle_timeout_ms = 0;        ///< Longest silence in an answer. Default: 60000.
  std::uint32_t total_timeout_ms = 0;       ///< For the whole request. Default: none.
  std::int32_t max_retries = 0;             ///< Default: 2; -1: never.
  std::size_t max_queued_bytes = 0;         ///< Of events that wait. Default: 4194304.
  bool allow_http = false;          ///< Plain http to other hosts: for tests in a trusted network.
  bool ignore_environment_proxy = false;  ///< Do not use the proxies that the environment names.
  std::uint32_t max_requests = 0;           ///< Under way at once. Default: 1024.
  std::size_t max_event_bytes = 0;          ///< The longest line, event or body. Default: 1048576.
  text ca_file{};                   ///< A PEM file of further certificate authorities.
  text proxy_url{};                 ///< A proxy for all requests.
  text extra_headers{};             ///< "Name: value\nName: value", for every request.
  std::uint32_t max_history_characters = 0;  ///< Sent to OpenAI-compatible servers. Default: 16000.
  text record_path{};               ///< Record the talk into this file.
  std::uint64_t max_recording_bytes = 0;    ///< Default: 67108864.
  text replay_path{};               ///< Answer from this recording, without key and network.
  text replay_text{};               ///< The recording itself, where assets are no files.
  double replay_speed = 0;          ///< How many times faster; `replay_as_polled`. Default: 1.
  rpggo::log_level log_level = rpggo::log_level::none;  ///< Send `event_log` up to this level.
};

/// What the player says, and to whom; each service reads the fields that it has. Explained in full
/// at `rpggo_chat_request`.
struct chat_request {
  text character_id{};  ///< Who is spoken to; required.
  text session_id{};    ///< The player's session; required.
  text message{};       ///< What the player says; required.
  text message_id{};    ///< Any unique id. Not set: one is made.
  text game_id{};       ///< The game; required by RPGGO.
  text machine_id{};    ///< The persona's machine. Not set: the main one.
  text user_id{};       ///< The player's id at the service.
  text extra_json{};    ///< A JSON object that is merged into the body.
  bool images = false;  ///< Ask for pictures (RPGGO).
};

/// Which session, game or chapter. Explained in full at `rpggo_session_request`.
struct session_request {
  text session_id{};     ///< The player's session: any text that is unique to the play-through.
  text game_id{};        ///< The game; required by RPGGO.
  text chapter_id{};     ///< Required by `chapter_change`; for `session_start` not set: the first.
  text character_id{};   ///< The persona; required by the persona chat.
  text machine_id{};     ///< The persona's machine. Not set: the main one.
  text player_name{};    ///< The player's name (persona).
  text player_gender{};  ///< "female", "male" or "non-binary" (persona).
  text system_prompt{};  ///< Who the character is (`session_start` of OpenAI-compatible servers).
};

namespace detail {

// Without an address it is that of an empty item.
inline std::string_view view(const ::rpggo_str &it) noexcept {
  return it.data == nullptr ? std::string_view("") : std::string_view(it.data, it.len);
}

// What an empty event reads as.
inline constexpr ::rpggo_event no_event{0, 0, {"", 0}, {"", 0}, {"", 0}, 0.0, {}};

}  // namespace detail

/// A list of an event: `for (const rpggo::goal &goal : event.goals)`. A view, as all of an event.
template <typename Item, typename Native>
class list {
 public:
  /// Walks through the list, and gives its items by value.
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;   ///< There are no references to items.
    using iterator_concept = std::forward_iterator_tag;  ///< C++20 does not ask for any.
    using value_type = Item;                             ///< What it points to.
    using difference_type = std::ptrdiff_t;              ///< A distance.
    using pointer = void;                                ///< There is nothing to point to.
    using reference = Item;                              ///< By value.

    /// The end of no list.
    iterator() noexcept = default;
    /// At that place.
    explicit iterator(const Native *at) noexcept : at_(at) {}
    /// What is there.
    Item operator*() const noexcept { return item(*at_); }
    /// Goes on.
    iterator &operator++() noexcept { return ++at_, *this; }
    /// Goes on, and gives where it was.
    iterator operator++(int) noexcept { return iterator(at_++); }
    /// True at the same place.
    friend bool operator==(iterator a, iterator b) noexcept { return a.at_ == b.at_; }
    /// True at different places.
    friend bool operator!=(iterator a, iterator b) noexcept { return a.at_ != b.at_; }

   private:
    const Native *at_ = nullptr;
  };

  /// A view of so many.
  list(const Native *items, std::size_t size) noexcept : items_(items), size_(size) {}

  /// How many.
  std::size_t size() const noexcept { return size_; }
  /// True when there are none.
  bool empty() const noexcept { return size_ == 0; }
  /// The first.
  iterator begin() const noexcept { return iterator(items_); }
  /// Behind the last.
  iterator end() const noexcept { return iterator(items_ + size_); }
  /// One of them; an empty one where there is none at that place.
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

/// What a character does beside speaking.
struct action {
  std::string_view type;  ///< The service's word for the kind of action.
  std::string_view text;  ///< The action in words.

  /// A view of one.
  static action of(const ::rpggo_action &c) noexcept {
    return {detail::view(c.type), detail::view(c.text)};
  }
};

/// Actions.
using action_list = list<action, ::rpggo_action>;

/// A goal.
struct goal {
  std::string_view goal_id;  ///< Its id.
  std::string_view text;     ///< It in words.
  bool achieved;             ///< True when it is reached.

  /// A view of one.
  static goal of(const ::rpggo_goal &c) noexcept {
    return {detail::view(c.goal_id), detail::view(c.text), c.achieved};
  }
};

/// Goals.
using goal_list = list<goal, ::rpggo_goal>;

/// A value to display.
struct status_value {
  std::string_view key;    ///< What it is the value of.
  std::string_view value;  ///< A string as it is, all else as JSON text.

  /// A view of one.
  static status_value of(const ::rpggo_status_value &c) noexcept {
    return {detail::view(c.key), detail::view(c.value)};
  }
};

/// Values to display.
using status_value_list = list<status_value, ::rpggo_status_value>;

/// A character.
struct character {
  std::string_view character_id;  ///< The id to chat with.
  std::string_view name;          ///< The name to show.
  std::string_view type;          ///< "npc", or "dm" for one who leads the game.
  std::string_view avatar;        ///< The address of a portrait; may be empty.
  text_list phases;               ///< The phases that the character can be in.

  /// A view of one.
  static character of(const ::rpggo_character &c) noexcept {
    return {detail::view(c.character_id), detail::view(c.name), detail::view(c.type),
            detail::view(c.avatar), {c.phases.items, c.phases.len}};
  }
};

/// Characters.
using character_list = list<character, ::rpggo_character>;

/// A chapter.
struct chapter {
  std::string_view chapter_id;        ///< Its id.
  std::string_view name;              ///< Its name.
  std::string_view intro;             ///< What to tell the player first; may be empty.
  std::string_view background;        ///< Where it is set, and what the player should know.
  std::string_view image;             ///< The address of a picture; may be empty.
  std::string_view background_audio;  ///< The address of sound to play during it; may be empty.
  std::string_view ending_audio;      ///< The address of sound to play at its end; may be empty.
  character_list characters;          ///< Whom one can speak to.

  /// A view of one.
  static chapter of(const ::rpggo_chapter &c) noexcept {
    return {detail::view(c.chapter_id), detail::view(c.name), detail::view(c.intro),
            detail::view(c.background), detail::view(c.image), detail::view(c.background_audio),
            detail::view(c.ending_audio), {c.characters.items, c.characters.len}};
  }
};

/// Chapters.
using chapter_list = list<chapter, ::rpggo_chapter>;

/// Something that happened to a request: a view. All that it shows stays readable until the client
/// is polled again, closed or destroyed; in a visitor of `client::poll` until that returns,
/// whatever it does. Copy what you keep. Each text ends in a NUL that its size leaves out.
class event {
  const ::rpggo_event *c_;  // First, as all else is read from it.

 public:
  /// An empty one.
  event() noexcept : event(nullptr) {}
  /// A view of what `rpggo_poll_event` gave; null: an empty one.
  explicit event(const ::rpggo_event *c) noexcept : c_(c == nullptr ? &detail::no_event : c) {}

  event_kind kind = static_cast<event_kind>(c_->kind);  ///< What it says.
  request_id request = c_->request;                     ///< The request that it belongs to.
  /// Who speaks, by the id to chat with. Empty where the service names nobody.
  std::string_view character_id = detail::view(c_->character_id);
  std::string_view message_id = detail::view(c_->message_id);  ///< The service's id of the message.
  std::string_view raw = detail::view(c_->raw);  ///< The JSON that it was read from; may be empty.
  double elapsed_ms = c_->elapsed_ms;  ///< When it was read, from the start of the request on.

  /// True when there is one.
  explicit operator bool() const noexcept { return kind != event_kind::none; }

  /// Any field of `raw` by its JSON pointer (RFC 6901): a string without quotes and escapes, all
  /// else as JSON text. Empty when there is none. Reads `raw` anew, and may allocate.
  std::string_view field(const char *json_pointer) const noexcept {
    return detail::view(::rpggo_event_field(c_, json_pointer));
  }

  /// It as what it says, such as `event.as<rpggo::event_message>()`; nothing where it says another
  /// thing.
  template <typename Kind>
  std::optional<Kind> as() const noexcept {
    if (kind != Kind::which) return std::nullopt;
    return Kind(c_);
  }

  /// Hands it to the visitor as what it says: `const event_message &` and so on. One that takes
  /// `const event &` gets every event that it has no better overload for, of kinds of later
  /// versions too. Kinds that it does not take are passed by.
  template <typename Visitor>
  void visit(Visitor &&visitor) const;

 protected:
  /// What it says, for C.
  const ::rpggo_event_payload &payload() const noexcept { return c_->as; }

 private:
  template <typename Visitor, typename... Kinds>
  void visit_as(Visitor &visitor) const;
  template <typename Kind, typename Visitor>
  static void hand_over(const Kind &it, Visitor &visitor);
};

/// What the events of one kind have in common.
template <event_kind Which, auto Payload>
class event_of : public event {
 public:
  static constexpr event_kind which = Which;  ///< The kind of these events.

 protected:
  /// For `event`, which has looked at the kind.
  explicit event_of(const ::rpggo_event *c) noexcept : event(c) {}
  /// What it says, for C.
  const auto &c() const noexcept { return payload().*Payload; }
  friend class event;
};

/// The service took the request.
struct event_started : event_of<event_kind::started, &::rpggo_event_payload::started> {
  using event_of::event_of;
  std::int32_t http_status = c().http_status;  ///< For example 200.
};

/// A piece of an utterance as it is written. Not every service sends pieces.
struct event_text : event_of<event_kind::text, &::rpggo_event_payload::text> {
  using event_of::event_of;
  std::string_view delta = detail::view(c().delta);  ///< The new piece.
};

/// One whole utterance, of the character `character_id`. Comes with every service.
struct event_message : event_of<event_kind::message, &::rpggo_event_payload::message> {
  using event_of::event_of;
  std::string_view text = detail::view(c().text);  ///< What is said, as it was written.
  std::string_view text_ext = detail::view(c().text_ext);  ///< More text; often empty.
  /// The service's word for the kind of speaker, for example "common_npc".
  std::string_view character_type = detail::view(c().character_type);
  rpggo::role role = static_cast<rpggo::role>(c().role);  ///< Who it is by.
  bool history = c().history;  ///< True for a line of an earlier talk.
  /// How many talks were had in this chapter; 0 when unknown.
  std::int32_t current_count = c().current_count;
  std::int32_t max_chat_count = c().max_chat_count;  ///< How many are allowed; 0 when unknown.
  /// The ids of all who are in the talk (group chat).
  text_list insiders{c().insiders.items, c().insiders.len};
  /// What the character does beside speaking.
  action_list actions{c().actions.items, c().actions.len};
  bool partial = c().partial;  ///< True for what came of an utterance that was cut in the middle.
};

/// A picture. The library does not load it.
struct event_image : event_of<event_kind::image, &::rpggo_event_payload::image> {
  using event_of::event_of;
  std::string_view url = detail::view(c().url);  ///< Where it can be loaded from.
  std::string_view caption = detail::view(c().caption);  ///< What it shows.
  std::int32_t image_type = c().image_type;  ///< The service's number for the kind; 0 when unknown.
};

/// The state of the goals, after every utterance of the player.
struct event_goals : event_of<event_kind::goals, &::rpggo_event_payload::goals> {
  using event_of::event_of;
  goal_list goals{c().items, c().len};  ///< None: the service named none, so keep what you show.
  /// What the player works on; may be empty.
  std::string_view current_goal_id = detail::view(c().current_goal_id);
};

/// The story moves on: call `client::chapter_change`. At most one in a chat.
struct event_chapter : event_of<event_kind::chapter, &::rpggo_event_payload::chapter> {
  using event_of::event_of;
  std::string_view chapter_id = detail::view(c().chapter_id);  ///< The chapter that comes next.
  std::string_view text = detail::view(c().text);  ///< What to tell the player; may be empty.
};

/// The game is over. At most one in a chat.
struct event_ending : event_of<event_kind::ending, &::rpggo_event_payload::ending> {
  using event_of::event_of;
  bool won = c().won;  ///< True when the player won.
  std::string_view text = detail::view(c().text);  ///< What to tell the player; may be empty.
};

/// The state of a persona's machine.
struct event_state : event_of<event_kind::state, &::rpggo_event_payload::state> {
  using event_of::event_of;
  std::string_view state = detail::view(c().state);  ///< The name of the current state.
  double score = c().score;  ///< May be a fraction.
  std::string_view outcome = detail::view(c().outcome);  ///< How it ended; empty while it has not.
  /// On the player's message; may be empty.
  std::string_view decision = detail::view(c().decision);
  bool follow_up = c().follow_up;  ///< True when the persona asks back.
  /// How often the talk was led back; -1 when unknown.
  std::int32_t redirect_count = c().redirect_count;
  std::string_view scoring_mode = detail::view(c().scoring_mode);  ///< How the machine scores.
  bool machine_completed = c().machine_completed;  ///< True when the machine came to its end.
  /// The ids of the machines that are open to the player now.
  text_list unlocked_machines{c().unlocked_machines.items, c().unlocked_machines.len};
};

/// The values to display changed: merge them by key over those shown.
struct event_status : event_of<event_kind::status, &::rpggo_event_payload::status> {
  using event_of::event_of;
  /// None: a frame that no other kind fits, see `raw`.
  status_value_list values{c().items, c().len};
};

/// What something cost.
struct event_cost : event_of<event_kind::cost, &::rpggo_event_payload::cost> {
  using event_of::event_of;
  std::string_view type = detail::view(c().type);  ///< For example "ImageConsumption".
  std::string_view name = detail::view(c().name);  ///< Its name for people.
  double amount = c().amount;  ///< How much, in the service's unit.
  std::string_view direction = detail::view(c().direction);  ///< "OUT": spent, "IN": received.
  std::string_view description = detail::view(c().description);  ///< What it was for.
};

/// A session or a game.
struct event_session : event_of<event_kind::session, &::rpggo_event_payload::session> {
  using event_of::event_of;
  std::string_view session_id = detail::view(c().session_id);  ///< Empty for a preview of a game.
  std::string_view game_id = detail::view(c().game_id);  ///< The game.
  std::string_view name = detail::view(c().name);  ///< The game's name.
  /// What to tell the player first; may be empty.
  std::string_view intro = detail::view(c().intro);
  /// The world that the game is set in.
  std::string_view background = detail::view(c().background);
  std::string_view image = detail::view(c().image);  ///< The address of a picture; may be empty.
  std::string_view machine_id = detail::view(c().machine_id);  ///< The persona's machine.
  /// The current chapter; for a preview all of them.
  chapter_list chapters{c().chapters.items, c().chapters.len};
  std::string_view player_name = detail::view(c().player_name);  ///< As the persona knows it.
  std::string_view player_gender = detail::view(c().player_gender);  ///< As the persona knows it.
};

/// The request is tried again.
struct event_retrying : event_of<event_kind::retrying, &::rpggo_event_payload::retrying> {
  using event_of::event_of;
  std::int32_t attempt = c().attempt;  ///< Which retry it is: 1 is the first.
  std::int32_t delay_ms = c().delay_ms;  ///< How long the library waits before it.
  rpggo::status status = static_cast<rpggo::status>(c().status);  ///< Why the last try failed.
};

/// The last event of its request, always exactly one.
struct event_finished : event_of<event_kind::finished, &::rpggo_event_payload::finished> {
  using event_of::event_of;
  rpggo::status status = static_cast<rpggo::status>(c().status);  ///< How it ended.
  /// The HTTP status of the answer; 0 when there was none.
  std::int32_t http_status = c().http_status;
  /// The service's own code, for example 10000303; 0: none.
  std::int64_t service_code = c().service_code;
  /// What to do, in a sentence; empty when all went well.
  std::string_view detail = detail::view(c().detail);
  /// How long the service asks to wait; 0 when it does not say.
  std::int32_t retry_after_ms = c().retry_after_ms;

  /// True when all went well.
  bool ok() const noexcept { return status == rpggo::status::ok; }
};

/// A line for the developer, where `client_options::log_level` asks for it.
struct event_log : event_of<event_kind::log, &::rpggo_event_payload::log> {
  using event_of::event_of;
  rpggo::log_level level = static_cast<rpggo::log_level>(c().level);  ///< How important it is.
  /// A sentence, which may change with every version.
  std::string_view text = detail::view(c().text);
};

/// A visitor out of lambdas, one for each kind of event that the game reads.
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
                "the visitor takes no event: const rpggo::event_message & and the like");
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

// A client, and who polls it. Who polls holds it too, so that a visitor may close the client.
struct state {
  ::rpggo_client *handle = nullptr;
  std::atomic<bool> is_polled{false};
  std::atomic<bool> is_closed{false};

  state() noexcept = default;
  state(const state &) = delete;
  state &operator=(const state &) = delete;
  ~state() { ::rpggo_client_free(handle); }
};

// The right to poll a client, which one has at a time.
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
      return {status::invalid_handle, "client is empty: make one with rpggo::client::create"};
    }
    return {status::busy,
            "the client is being polled: by another thread, or by whoever called this visitor"};
  }

 private:
  std::shared_ptr<state> state_;
  bool is_mine_;
};

// Texts on their way to one call, and the first that cannot go.
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
            std::string(refused_) + " contains a NUL, which would end it: take it out"};
  }

 private:
  const char *refused_ = nullptr;
};

}  // namespace detail

/// A client: one hidden thread, its connections, and the queue of its events. One is enough for a
/// game. It can be moved, not copied. An empty one is no client: every call gives
/// `status::invalid_handle`.
///
/// No call waits for the network. Those that are `const` may be made by any threads at once; `poll`
/// and `poll_event` by one at a time, and another one is told `status::busy`. To move, close or
/// destroy a client one has to be alone with it, but its visitor may.
class client {
 public:
  /// An empty one.
  client() noexcept = default;
  /// Takes it over, with its requests and events, and leaves an empty one.
  client(client &&other) noexcept = default;
  /// Closes this one, and takes the other over.
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

  /// Makes a client. Connects to nothing yet. Fails where an option is wrong, where the key is
  /// missing, and where the library is of another version than this header.
  static result<client> create(const client_options &options);

  /// Cancels what runs, frees the client and its events, and leaves an empty one; takes at most
  /// 100 ms. In its own visitor it is freed when `poll` returns, which delivers nothing more.
  void close() noexcept {
    if (state_ == nullptr) return;
    state_->is_closed.store(true, std::memory_order_release);
    state_.reset();
  }

  /// True when it is not empty.
  explicit operator bool() const noexcept { return state_ != nullptr; }
  /// For calls of rpggo.h: do not free it, and do not poll it. Null when this one is empty.
  ::rpggo_client *get() const noexcept { return state_ == nullptr ? nullptr : state_->handle; }

  /// Says something to a character. What is answered comes with `poll`, and at its end
  /// `event_finished`, always.
  result<request_id> chat_start(const chat_request &request) const;
  /// Starts a session, which comes as `event_session`.
  result<request_id> session_start(const session_request &request) const {
    return start(::rpggo_session_start, request);
  }
  /// Goes on with an earlier session.
  result<request_id> session_resume(const session_request &request) const {
    return start(::rpggo_session_resume, request);
  }
  /// Fetches what was said in a session: `event_message`s with `history`.
  result<request_id> session_history(const session_request &request) const {
    return start(::rpggo_session_history, request);
  }
  /// Begins a session anew.
  result<request_id> session_reset(const session_request &request) const {
    return start(::rpggo_session_reset, request);
  }
  /// Goes to another chapter, after `event_chapter` and with its `chapter_id`.
  result<request_id> chapter_change(const session_request &request) const {
    return start(::rpggo_chapter_change, request);
  }
  /// Fetches a preview of a game, without a session.
  result<request_id> game_fetch(const session_request &request) const {
    return start(::rpggo_game_fetch, request);
  }
  /// Cancels a request: it finishes with `status::cancelled`. One that is over, or 0, is no error.
  error request_cancel(request_id request) const {
    return outcome(::rpggo_request_cancel(get(), request));
  }
  /// What the client has done so far. Cheap: it may be called once a frame.
  result<rpggo::stats> stats() const {
    ::rpggo_stats stats = RPGGO_STATS_INIT;
    const ::rpggo_status status = ::rpggo_client_stats(get(), &stats);
    if (status != RPGGO_OK) return outcome(status);
    return stats;
  }

  /// Hands every event that waits to the visitor, in order, and gives how many there were. Call it
  /// once a frame. It never waits, and allocates nothing.
  ///
  /// `visitor`: as for `event::visit`. It may start and cancel requests, and move, close and
  /// destroy the client. It cannot poll it: that is `status::busy`. Where it throws, its event
  /// counts as read.
  ///
  /// `at_most`: what is more waits for the next call, so that a service that sends as fast as the
  /// game reads cannot hold the frame.
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

  /// The next event, or an empty one where none waits; the one before ends.
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
                 "the library rpggo " + std::string(version()) + " has interface " +
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
