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

// @enums@

/// Identifies a request; 0 means no request. Never reused within a process.
using request_id = ::rpggo_request_id;

/// Statistics of a client since its creation: plain numbers, documented at `rpggo_stats`.
using stats = ::rpggo_stats;

// @constants@

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
