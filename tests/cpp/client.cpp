// Clients of the real library: client TEST ARGUMENTS...
#include <atomic>
#include <map>
#include <utility>
#include <vector>

#include "check.hpp"

namespace {

using arguments = std::vector<std::string>;

rpggo::client_options replay_of(const std::string &recording) {
  rpggo::client_options options;
  options.replay_path = recording;
  options.replay_speed = rpggo::replay_as_polled;
  return options;
}

// The story of the recording, to its end. Arguments: RECORDING.
void story(const arguments &from) {
  rpggo::client client = client_with(replay_of(from[0]));
  std::map<rpggo::event_kind, int> count;
  std::string next;
  std::string told;
  bool won = false;
  double last_ms = 0;
  const auto see = rpggo::overloaded{
      [&](const rpggo::event_chapter &it) { next = it.chapter_id; },
      [&](const rpggo::event_ending &it) { won = it.won; },
      [&](const rpggo::event_message &it) {
        told += it.text;
        CHECK(it.character_id == it.field("/data/result/character_id"));
        CHECK(!it.character_id.empty() && !it.message_id.empty() && it.elapsed_ms > 0);
        last_ms = it.elapsed_ms;
      },
      [](const rpggo::event &) {}};
  const auto finish = [&](const rpggo::result<rpggo::request_id> &request) {
    const ending end = play(client, started(request), [&](const auto &it) {
      ++count[it.kind];
      it.visit(see);
    });
    CHECK_TEXT(end.detail, "");
  };
  finish(client.session_start(session_of("mine")));
  for (const char *to : {"mira", "mira", "bram", "akiko", "mira", "pip", "pip", "tide"}) {
    rpggo::chat_request chat = chat_of("mine", "What the recording has.");
    chat.character_id = to;
    chat.images = true;
    finish(client.chat_start(chat));
    if (next.empty()) continue;
    rpggo::session_request session = session_of("mine");
    session.chapter_id = std::exchange(next, {});
    finish(client.chapter_change(session));
  }
  CHECK(won && last_ms > 0 && contains(told, "Lightning, last night."));
  using rpggo::event_kind;
  CHECK(count[event_kind::started] == 10 && count[event_kind::finished] == 10);
  CHECK(count[event_kind::session] == 2 && count[event_kind::chapter] == 1);
  CHECK(count[event_kind::ending] == 1 && count[event_kind::image] == 1);
  CHECK(count[event_kind::status] == 6 && count[event_kind::cost] == 1);
  CHECK(count[event_kind::goals] == 8 && count[event_kind::message] == 13);
  const rpggo::stats stats = client.stats().value();
  CHECK(stats.requests_started == 10 && stats.requests_finished == 10);
}

// One program, any service. Arguments: SERVICE BASE_URL CHARACTER_ID SESSION_ID.
void service(const arguments &from) {
  rpggo::client_options options;
  options.service = static_cast<rpggo::service>(std::stoi(from[0]));
  options.base_url = from[1];
  options.api_key = "key-of-the-test-0123456789";
  rpggo::client client = client_with(options);
  rpggo::session_request session = session_of(from[3].c_str());
  session.character_id = from[2];
  session.player_name = "Alex";
  session.player_gender = "non-binary";
  session.system_prompt = "You are Mira, the harbour keeper.";
  const auto begun = client.session_start(session);
  if (options.service == rpggo::service::aurora) {
    CHECK(begun.error().status() == rpggo::status::unsupported);
  } else {
    play_well(client, started(begun));
  }
  std::string pieces;
  std::string whole;
  const auto hear = rpggo::overloaded{
      [&](const rpggo::event_text &it) { pieces += it.delta; },
      [&](const rpggo::event_message &it) {
        CHECK(it.role == rpggo::role::character && !it.history && !it.partial);
        whole += it.text;
      }};
  rpggo::chat_request chat = chat_of(from[3].c_str(), "Mira! What happened to the lighthouse?");
  chat.character_id = from[2];
  CHECK_TEXT(play(client, started(client.chat_start(chat)), hear).detail, "");
  CHECK(contains(whole, "Lightning, last night."));
  const bool streams = options.service == rpggo::service::aurora ||
                       options.service == rpggo::service::openai;
  CHECK(streams ? contains(pieces, "Lightning, last night.") : pieces.empty());
}

// What other calls tell. Arguments: BASE_URL.
void calls(const arguments &from) {
  rpggo::client client = client_for(from[0]);
  int chapters = 0;
  play(client, started(client.game_fetch(session_of("calls"))),
       [&](const rpggo::event_session &it) {
         CHECK(it.session_id.empty() && it.game_id == "last-lantern");
         for (const rpggo::chapter &chapter : it.chapters) {
           CHECK(!chapter.name.empty());
           ++chapters;
         }
       });
  CHECK(chapters > 1);
  start_session(client, "calls");
  play_well(client, started(client.session_resume(session_of("calls"))));
  CHECK(client.session_history(session_of("calls")).error().status() ==
        rpggo::status::unsupported);
  CHECK(client.session_reset(session_of("calls")).error().status() == rpggo::status::unsupported);

  // With OpenAI-compatible servers the client keeps the turns.
  rpggo::client_options options;
  options.service = rpggo::service::openai;
  options.base_url = from[0] + "/v1";
  rpggo::client local = client_with(options);
  play_well(local, started(local.chat_start(chat_of("calls", "Never mind."))));
  int players = 0;
  play(local, started(local.session_history(session_of("calls"))),
       [&](const rpggo::event_message &it) {
         CHECK(it.history);
         players += it.role == rpggo::role::player;
       });
  CHECK(players == 1);
  play_well(local, started(local.session_reset(session_of("calls"))));
}

// Log lines and retries. Arguments: BASE_URL of one that fails once.
void told(const arguments &from) {
  rpggo::client_options options;
  options.base_url = from[0];
  options.api_key = "key-of-the-test-0123456789";
  options.log_level = rpggo::log_level::debug;
  rpggo::client client = client_with(options);
  int logs = 0;
  int retries = 0;
  play(client, started(client.session_start(session_of("told"))),
       rpggo::overloaded{[&](const rpggo::event_log &it) {
                           CHECK(!it.text.empty() && it.level >= rpggo::log_level::error);
                           ++logs;
                         },
                         [&](const rpggo::event_retrying &it) {
                           CHECK(it.attempt == 1 && it.delay_ms > 0);
                           CHECK(it.status == rpggo::status::service_error);
                           ++retries;
                         }});
  CHECK(logs > 0 && retries == 1 && client.stats().value().retries == 1);
}

// What is wrong is said, and nothing is sent. Arguments: BASE_URL.
void refused(const arguments &from) {
  rpggo::client_options options;
  options.base_url = "ftp://example.com";
  options.api_key = "key";
  const auto made = rpggo::client::create(options);
  CHECK(!made && made.error().status() == rpggo::status::invalid_argument);
  CHECK(contains(made.error().message(), "base_url"));
  CHECK(!contains(made.error().message(), "RPGGO_INVALID_ARGUMENT"));
  CHECK_TEXT(rpggo::last_error().message(), made.error().message());

  rpggo::client client = client_for(from[0]);
  rpggo::chat_request chat = chat_of("refused", "Hello");
  chat.character_id = {};
  const auto incomplete = client.chat_start(chat);
  CHECK(!incomplete && incomplete.value() == 0);
  CHECK(contains(incomplete.error().message(), "character_id"));
  chat = chat_of("refused", "half a letter: \xc3");
  CHECK(client.chat_start(chat).error().status() == rpggo::status::invalid_argument);
  chat.message = std::string("a\0b", 3);
  CHECK(contains(client.chat_start(chat).error().message(), "message contains a NUL"));

  const auto polled = client.poll([](const rpggo::event &) { CHECK(false); });
  CHECK(polled && polled.value() == 0);
  CHECK(client.stats().value().requests_started == 0);

  // What the service refuses comes with the last event.
  const ending end = play(client, started(client.chat_start(chat_of("no session", "Hello"))));
  CHECK(end.status == rpggo::status::session_missing && !end.detail.empty());
}

// An empty client is no client. Arguments: BASE_URL.
void empty(const arguments &from) {
  rpggo::client full = client_for(from[0]);
  rpggo::client taken = std::move(full);
  CHECK(taken && taken.get() != nullptr);
  rpggo::client closed = client_for(from[0]);
  closed.close();
  rpggo::client never;
  rpggo::client failed = rpggo::client::create({}).value();
  for (rpggo::client *client : {&full, &closed, &never, &failed}) {
    CHECK(!*client && client->get() == nullptr);
    const rpggo::error errors[] = {
        client->chat_start(chat_of("empty", "Hello")).error(),
        client->session_start(session_of("empty")).error(),
        client->session_resume(session_of("empty")).error(),
        client->session_history(session_of("empty")).error(),
        client->session_reset(session_of("empty")).error(),
        client->chapter_change(session_of("empty")).error(),
        client->game_fetch(session_of("empty")).error(),
        client->request_cancel(1),
        client->stats().error(),
        client->poll([](const rpggo::event &) { CHECK(false); }).error(),
        client->poll_event().error(),
    };
    for (const rpggo::error &error : errors) {
      CHECK(error.status() == rpggo::status::invalid_handle && !error.message().empty());
    }
  }
  start_session(taken, "empty");
}

// A talk goes on in whoever has the client. Arguments: BASE_URL.
void moves(const arguments &from) {
  rpggo::client one = client_for(from[0]);
  start_session(one, "moves");
  const rpggo::request_id request = started(one.chat_start(chat_of("moves", "What happened?")));
  rpggo::client two = std::move(one);
  std::vector<rpggo::client> many;
  many.push_back(std::move(two));
  bool has_spoken = false;
  const ending end = play(many.front(), request,
                          [&](const rpggo::event_message &) { has_spoken = true; });
  CHECK(has_spoken && end.status == rpggo::status::ok);
}

// An event can be read until the visitor returns, also where that closes the client.
// Arguments: RECORDING.
void closes(const arguments &from) {
  rpggo::client client = client_with(replay_of(from[0]));
  started(client.session_start(session_of("closes")));
  int sessions = 0;
  int others = 0;
  // The first polls may come too early.
  while (client) {
    const auto polled = client.poll(rpggo::overloaded{
        [&](const rpggo::event_session &it) {
          ++sessions;
          client.close();
          CHECK_TEXT(it.chapters[0].chapter_id, "harbour");
          CHECK(!it.chapters[0].characters.empty() && contains(it.raw, "harbour"));
        },
        [&](const rpggo::event &) { others += sessions; }});
    CHECK(polled);
  }
  CHECK(sessions == 1 && others == 0);
}

// Arguments: BASE_URL.
void cancels(const arguments &from) {
  rpggo::client calm = client_for(from[0]);
  start_session(calm, "cancels");
  // Silent in the middle of the answer.
  rpggo::client client = client_for(from[0] + "/fault/stall=1500");
  const auto request = started(client.chat_start(chat_of("cancels", "And who is on the ferry?")));
  const ending end = play(client, request, [&](const rpggo::event_message &it) {
    CHECK(client.request_cancel(it.request).ok());
  });
  CHECK(end.status == rpggo::status::cancelled && !end.detail.empty());
  CHECK(client.request_cancel(request).ok() && client.request_cancel(0).ok());
}

// Any thread starts; one at a time polls. Arguments: BASE_URL.
void threads(const arguments &from) {
  rpggo::client client = client_for(from[0]);
  start_session(client, "threads");
  std::atomic<bool> is_inside{false};
  std::atomic<bool> was_busy{false};
  std::thread other([&] {
    while (!is_inside) std::this_thread::yield();
    const auto polled = client.poll([](const rpggo::event &) { CHECK(false); });
    CHECK(polled.error().status() == rpggo::status::busy && !polled.error().message().empty());
    CHECK(client.poll_event().error().status() == rpggo::status::busy);
    was_busy = true;
  });
  play(client, started(client.chat_start(chat_of("threads", "Never mind."))),
       [&](const rpggo::event &) {
         is_inside = true;
         while (!was_busy) std::this_thread::yield();
       });
  other.join();

  constexpr int count = 20;
  const auto start_many = [&] {
    for (int i = 0; i < count; ++i) started(client.chat_start(chat_of("threads", "Never mind.")));
  };
  std::thread starters[] = {std::thread(start_many), std::thread(start_many)};
  int finished = 0;
  while (finished < 2 * count) {
    CHECK(client.poll([&](const rpggo::event_finished &it) {
      CHECK_TEXT(it.detail, "");
      ++finished;
    }));
    std::this_thread::yield();
  }
  for (std::thread &starter : starters) starter.join();
  CHECK(client.poll([](const rpggo::event &) { CHECK(false); }).value() == 0);
}

const std::map<std::string, void (*)(const arguments &)> tests = {
    {"story", story},     {"service", service}, {"calls", calls}, {"told", told},
    {"refused", refused}, {"empty", empty},     {"moves", moves}, {"closes", closes},
    {"cancels", cancels}, {"threads", threads}};

}  // namespace

int main(int count, char **given) {
  CHECK(count >= 2);
  const auto test = tests.find(given[1]);
  CHECK(test != tests.end());
  test->second(arguments(given + 2, given + count));
}
