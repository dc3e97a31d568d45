// The tavern: a small story in a game's loop.
//
//   tavern [RECORDING [SPEED]]    replays a conversation, without key and network
//   tavern URL [GAME_ID]          uses a service: enter lines such as "mira: Good evening!"
//
// By default it replays examples/recordings/last-lantern.jsonl. For a service set RPGGO_API_KEY, or
// run a stand-in: cargo run -p rpggo-standin, and tavern http://127.0.0.1:8787
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include "rpggo.hpp"

#ifdef _WIN32
#include <windows.h>
static void show_all_letters() { SetConsoleOutputCP(CP_UTF8); }
#else
static void show_all_letters() {}  // terminals use UTF-8
#endif

namespace {

// What the player says in a replay.
constexpr std::string_view prepared[] = {
    "mira: Mira! What happened to the lighthouse?",
    "mira: And who is on the ferry?",
    "bram: Bram, may I have your last can of oil? Please?",
    "akiko: こんばんは, Akiko. Can you mend this lens?",
    "mira: Oil and glass – I’m ready. Let’s climb!",
    "pip: Who are you, and why are you hiding?",
    "pip: Something rattled in your pocket. Is it a match?",
    "tide: I strike the match and light the lantern. 🔥",
};

// The game. It has one function for each kind of event that it handles; other events are skipped.
class tavern {
 public:
  tavern(bool is_replay, std::string game_id) : is_replay_(is_replay) {
    where_.game_id = std::move(game_id);
    where_.session_id = "my-play-through";
  }

  void operator()(const rpggo::event_session &it) {
    for (const rpggo::chapter &chapter : it.chapters) {
      std::cout << "\n== " << chapter.name << " ==\n" << chapter.background << '\n';
      for (const rpggo::character &one : chapter.characters) {
        std::cout << "  " << one.character_id << ": " << one.name << '\n';
        // An event is valid until the next poll: copy what the game needs later.
        names_[std::string(one.character_id)] = one.name;
      }
    }
  }
  void operator()(const rpggo::event_message &it) {
    const auto name = names_.find(std::string(it.character_id));
    std::cout << (name == names_.end() ? it.character_id : name->second) << ": " << it.text << '\n';
  }
  void operator()(const rpggo::event_image &it) {
    std::cout << "  picture: " << it.url << " (" << it.caption << ")\n";
  }
  void operator()(const rpggo::event_goals &it) {
    for (const rpggo::goal &goal : it.goals) {
      std::cout << (goal.achieved ? "  [x] " : "  [ ] ") << goal.text << '\n';
    }
  }
  void operator()(const rpggo::event_chapter &it) {
    std::cout << '\n' << it.text << '\n';
    where_.chapter_id = it.chapter_id;
    is_moving_ = true;
  }
  void operator()(const rpggo::event_ending &it) {
    std::cout << '\n' << it.text << '\n' << (it.won ? "You won!" : "You lost.") << '\n';
    is_over_ = true;
  }
  void operator()(const rpggo::event_retrying &it) {
    std::cout << "  (" << rpggo::status_name(it.status) << ", trying again)\n";
  }
  void operator()(const rpggo::event_finished &it) {
    is_waiting_ = false;
    if (!it.ok()) fail(it.detail);
  }

  // What the game does in a frame: nothing while it waits for a response.
  void act(const rpggo::client &client) {
    if (is_waiting_ || is_over_) return;
    if (!has_begun_) {
      has_begun_ = true;
      wait_for(client.session_start(where_));
    } else if (is_moving_) {
      is_moving_ = false;
      wait_for(client.chapter_change(where_));
    } else {
      speak(client);
    }
  }

  bool is_over() const { return is_over_ && !is_waiting_; }
  bool has_failed() const { return has_failed_; }

 private:
  void speak(const rpggo::client &client) {
    std::string line;
    if (is_replay_ && said_ < std::size(prepared)) {
      line = prepared[said_++];
      std::cout << "\n> " << line << '\n';
    } else if (is_replay_ || !std::getline(std::cin, line)) {
      is_over_ = true;
      return;
    }
    const std::size_t colon = line.find(": ");
    rpggo::chat_request chat;
    chat.game_id = where_.game_id;
    chat.session_id = where_.session_id;
    chat.character_id = line.substr(0, colon);
    // If it is missing, the call fails.
    if (colon != std::string::npos) chat.message = line.substr(colon + 2);
    chat.images = true;
    wait_for(client.chat_start(chat));
  }

  void wait_for(const rpggo::result<rpggo::request_id> &request) {
    is_waiting_ = request.ok();
    if (!request) fail(request.error().message());
  }

  void fail(std::string_view why) {
    std::cerr << why << '\n';
    has_failed_ = true;
    // Once there are characters, the player can say something else.
    if (is_replay_ || names_.empty()) is_over_ = true;
  }

  rpggo::session_request where_;
  std::map<std::string, std::string> names_;
  std::size_t said_ = 0;
  bool is_replay_;
  bool has_begun_ = false;
  bool is_waiting_ = false;
  bool is_moving_ = false;
  bool is_over_ = false;
  bool has_failed_ = false;
};

}  // namespace

int main(int count, char **arguments) {
  show_all_letters();
  const std::string from = count > 1 ? arguments[1] : "examples/recordings/last-lantern.jsonl";
  const bool is_replay = from.rfind("http", 0) != 0;
  rpggo::client_options options;
  if (is_replay) {
    options.replay_path = from;
    options.replay_speed = count > 2 ? std::strtod(arguments[2], nullptr) : 1;
  } else {
    options.base_url = from;
    if (std::getenv("RPGGO_API_KEY") == nullptr) options.api_key = "demo";  // for the stand-in
  }
  rpggo::result<rpggo::client> made = rpggo::client::create(options);
  if (!made) {
    std::cerr << made.error().message() << '\n';
    return 1;
  }
  rpggo::client client = std::move(made).value();
  tavern game(is_replay, !is_replay && count > 2 ? arguments[2] : "last-lantern");

  while (!game.is_over()) {
    const rpggo::result<std::size_t> polled = client.poll(game);
    if (!polled) std::cerr << polled.error().message() << '\n';
    game.act(client);
    std::cout.flush();  // here a game draws
    std::this_thread::sleep_for(std::chrono::milliseconds(16));
  }
  return game.has_failed() ? 1 : 0;
}
