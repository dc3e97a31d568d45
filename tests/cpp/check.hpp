// What the programs share: checks that say what failed, and a game's loop that gives up in time.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>

#include "rpggo.hpp"

#define CHECK(condition)                                                               \
  do {                                                                                 \
    if (!(condition)) {                                                                \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);   \
      std::exit(1);                                                                    \
    }                                                                                  \
  } while (false)

// The same for texts, which it shows.
#define CHECK_TEXT(text, expected) check_text(__FILE__, __LINE__, #text, text, expected)

inline void check_text(const char *file, int line, const char *what, std::string_view text,
                       std::string_view expected) {
  if (text == expected) return;
  std::fprintf(stderr, "%s:%d: %s is \"%s\"\n", file, line, what, std::string(text).c_str());
  std::exit(1);
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// The client, which has to be there.
inline rpggo::client client_with(const rpggo::client_options &options) {
  rpggo::result<rpggo::client> made = rpggo::client::create(options);
  CHECK_TEXT(made.error().message(), "");
  CHECK(made);
  return std::move(made).value();
}

inline rpggo::client client_for(const std::string &base_url) {
  rpggo::client_options options;
  options.base_url = base_url;
  options.api_key = "key-of-the-test-0123456789";
  options.max_retries = -1;
  return client_with(options);
}

inline rpggo::session_request session_of(const char *session_id) {
  rpggo::session_request session;
  session.game_id = "last-lantern";
  session.session_id = session_id;
  return session;
}

inline rpggo::chat_request chat_of(const char *session_id, const char *message) {
  rpggo::chat_request chat;
  chat.game_id = "last-lantern";
  chat.session_id = session_id;
  chat.character_id = "mira";
  chat.message = message;
  return chat;
}

// The request, which has to have started.
inline rpggo::request_id started(const rpggo::result<rpggo::request_id> &request) {
  CHECK_TEXT(request.error().message(), "");
  CHECK(request && request.value() != 0);
  return request.value();
}

struct ending {
  rpggo::status status = rpggo::status::ok;
  std::string detail;
};

// Polls as a game does until the request is finished; the visitor sees every event.
template <typename Visitor>
ending play(rpggo::client &client, rpggo::request_id request, Visitor &&visitor) {
  ending end;
  bool is_over = false;
  // Only a failure takes that long.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!is_over) {
    const rpggo::result<std::size_t> polled = client.poll([&](const rpggo::event &it) {
      it.visit(visitor);
      const auto finished = it.as<rpggo::event_finished>();
      if (!finished || it.request != request) return;
      is_over = true;
      end.status = finished->status;
      end.detail = finished->detail;
    });
    CHECK(polled);
    CHECK(is_over || std::chrono::steady_clock::now() < until);
    if (polled.value() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return end;
}

inline ending play(rpggo::client &client, rpggo::request_id request) {
  return play(client, request, [](const rpggo::event &) {});
}

inline void play_well(rpggo::client &client, rpggo::request_id request) {
  const ending end = play(client, request);
  CHECK_TEXT(end.detail, "");
  CHECK(end.status == rpggo::status::ok);
}

inline void start_session(rpggo::client &client, const char *session_id) {
  play_well(client, started(client.session_start(session_of(session_id))));
}
