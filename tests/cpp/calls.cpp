// What reaches the C functions. This program has its own ones, and no library is linked.
#include <memory>
#include <string>

#include "fake.hpp"

namespace {

// A client, with nothing noted.
rpggo::client fresh() {
  rpggo::client client = client_with({});
  CHECK_TEXT(called(), "new");
  return client;
}

void options_are_passed_on() {
  rpggo::client_options options;
  options.service = rpggo::service::openai;
  options.base_url = "1";
  options.total_timeout_ms = rpggo::no_timeout;
  options.max_retries = -1;
  options.max_queued_bytes = 6;
  options.allow_http = true;
  options.replay_speed = rpggo::replay_as_polled;
  {
    const rpggo::client client = client_with(options);
    CHECK_TEXT(called(),
               "new service=3 base_url=1 total_timeout_ms=4294967295 max_retries=-1 "
               "max_queued_bytes=6 flags=1 replay_speed=-1.000000");
    CHECK(client && client.get() == handle);
  }
  CHECK_TEXT(called(), "free");
  options = {};
  options.ignore_environment_proxy = true;
  { const rpggo::client client = client_with(options); }
  CHECK_TEXT(called(), "new flags=2free");
}

void requests_are_passed_on() {
  const rpggo::client client = fresh();
  rpggo::chat_request chat;
  CHECK(started(client.chat_start(chat)) == request);
  CHECK_TEXT(called(), "chat");
  chat.message = "1";
  chat.game_id = "2";
  chat.images = true;
  CHECK(started(client.chat_start(chat)) == request);
  CHECK_TEXT(called(), "chat message=1 game_id=2 flags=1");

  rpggo::session_request session;
  CHECK(started(client.session_start(session)) == request);
  CHECK_TEXT(called(), "start");
  session.session_id = "1";
  session.system_prompt = "2";
  const std::string fields = " session_id=1 system_prompt=2";
  CHECK(started(client.session_start(session)) == request);
  CHECK_TEXT(called(), "start" + fields);
  CHECK(started(client.session_resume(session)) == request);
  CHECK_TEXT(called(), "resume" + fields);
  CHECK(started(client.session_history(session)) == request);
  CHECK_TEXT(called(), "history" + fields);
  CHECK(started(client.session_reset(session)) == request);
  CHECK_TEXT(called(), "reset" + fields);
  CHECK(started(client.chapter_change(session)) == request);
  CHECK_TEXT(called(), "change" + fields);
  CHECK(started(client.game_fetch(session)) == request);
  CHECK_TEXT(called(), "fetch" + fields);
  CHECK(client.request_cancel(7).ok());
  CHECK_TEXT(called(), "cancel request=7");
  CHECK(client.stats().value().retries == 5);
  CHECK_TEXT(called(), "stats");
#ifdef __cpp_designated_initializers
  CHECK(client.chat_start({.message = std::string("a"), .images = true}).ok());
  CHECK_TEXT(called(), "chat message=a flags=1");
#endif
}

void texts_with_a_nul_go_nowhere() {
  const rpggo::client client = fresh();
  const std::string cut("half\0a text", 11);
  rpggo::client_options options;
  options.api_key = cut;
  const auto made = rpggo::client::create(options);
  CHECK(!made && made.error().status() == rpggo::status::invalid_argument && !made.value());
  rpggo::session_request session;
  session.session_id = cut;
  const auto refused = client.session_start(session);
  CHECK(!refused && refused.error().status() == rpggo::status::invalid_argument);
  rpggo::chat_request chat;
  chat.message = cut;
  chat.game_id = cut;
  CHECK_TEXT(client.chat_start(chat).error().message(),
             "message contains a NUL, which would truncate it: remove it");
  CHECK_TEXT(called(), "");
}

void failures_have_status_and_sentence() {
  const rpggo::client client = fresh();
  fake.status = RPGGO_TIMEOUT;
  const rpggo::error errors[] = {rpggo::client::create({}).error(),
                                 client.chat_start({}).error(),
                                 client.session_start({}).error(),
                                 client.stats().error(),
                                 client.request_cancel(1),
                                 rpggo::last_error()};
  fake.status = RPGGO_OK;
  for (const rpggo::error &error : errors) {
    CHECK(!error.ok() && error.status() == rpggo::status::timeout);
    CHECK_TEXT(error.message(), "it took long: wait");
  }
}

void another_version_is_refused() {
  fake.abi_version = RPGGO_ABI_VERSION + 1;
  const auto made = rpggo::client::create({});
  fake.abi_version = RPGGO_ABI_VERSION;
  CHECK(!made && made.error().status() == rpggo::status::internal);
  CHECK_TEXT(made.error().message(),
             "the library rpggo 0.0.7 has ABI version 2, this program was compiled for 1: take both "
             "from the same release");
  CHECK_TEXT(called(), "");
}

void moves() {
  rpggo::client one = fresh();
  rpggo::client two = std::move(one);
  CHECK(two.get() == handle);
  rpggo::client &same = two;
  two = std::move(same);
  CHECK(two.get() == handle);
  CHECK_TEXT(called(), "");
  two = rpggo::client();
  CHECK_TEXT(called(), "free");
  CHECK(!two);
  two.close();
  two.close();
  CHECK_TEXT(called(), "");
  two = fresh();
  two.close();
  CHECK_TEXT(called(), "free");
}

// So many events wait, numbered by their time.
void wait(std::size_t count) {
  rpggo_event event{};
  event.kind = RPGGO_EVENT_STARTED;
  event.request = request;
  fake.waiting.clear();
  for (std::size_t i = 0; i < count; ++i) {
    event.elapsed_ms = static_cast<double>(i);
    fake.waiting.push_back(event);
  }
  fake.polls = 0;
}

void a_poll_has_an_end() {
  rpggo::client client = fresh();
  wait(3);
  std::string seen;
  const auto see = [&](const rpggo::event &it) {
    seen += std::to_string(static_cast<int>(it.elapsed_ms));
    CHECK_TEXT(it.field("/a"), "/a");
  };
  CHECK(client.poll(see, 2).value() == 2);
  CHECK(client.poll(see).value() == 1);
  CHECK(client.poll(see).value() == 0);
  CHECK_TEXT(seen, "012");
  wait(2);
  CHECK(client.poll(see, 0).value() == 0);
  CHECK(client.poll_event().value().elapsed_ms == 0);
  CHECK(client.poll_event().value().elapsed_ms == 1);
  CHECK(client.poll_event().ok() && !client.poll_event().value());
  wait(1);
  fake.is_flood = true;
  int count = 0;
  CHECK(client.poll([&](const rpggo::event &) { ++count; }).value() == 1000);
  CHECK(count == 1000);
  fake.is_flood = false;
}

// The event stays readable until the visitor returns, and nothing comes after it.
void a_visitor_may_end_the_client() {
  {
    wait(3);
    rpggo::client client = fresh();
    int count = 0;
    CHECK(client
              .poll([&](const rpggo::event &) {
                ++count;
                client.close();
                CHECK(!client);
                CHECK_TEXT(called(), "");
              })
              .value() == 1);
    CHECK(count == 1);
    CHECK_TEXT(called(), "free");
  }
  {
    wait(3);
    auto client = std::make_unique<rpggo::client>(fresh());
    CHECK(client->poll([&](const rpggo::event &) { client.reset(); }).value() == 1);
    CHECK_TEXT(called(), "free");
  }
  {
    // Moved away it goes on.
    wait(3);
    rpggo::client client = fresh();
    rpggo::client other;
    CHECK(client
              .poll([&](const rpggo::event &) {
                if (client) other = std::move(client);
              })
              .value() == 3);
    CHECK_TEXT(called(), "");
    CHECK(other && !client);
  }
  CHECK_TEXT(called(), "free");
}

void a_visitor_cannot_poll() {
  wait(3);
  rpggo::client client = fresh();
  const auto polled = client.poll([&](const rpggo::event &it) {
    const auto again = client.poll([](const rpggo::event &) { CHECK(false); });
    CHECK(!again && again.error().status() == rpggo::status::busy && again.value() == 0);
    CHECK(contains(again.error().message(), "being polled"));
    const auto event = client.poll_event();
    CHECK(event.error().status() == rpggo::status::busy && !event.value());
    CHECK(it.request == request);
  });
  CHECK(polled.value() == 3);
}

#ifdef __cpp_exceptions
void a_visitor_may_throw() {
  wait(3);
  rpggo::client client = fresh();
  try {
    static_cast<void>(client.poll([](const rpggo::event &) { throw 7; }));
    CHECK(false);
  } catch (int thrown) {
    CHECK(thrown == 7);
  }
  CHECK(client.poll([](const rpggo::event &it) { CHECK(it.elapsed_ms > 0); }).value() == 2);
}
#endif

}  // namespace

int main() {
  void (*const tests[])() = {
      options_are_passed_on,
      requests_are_passed_on,
      texts_with_a_nul_go_nowhere,
      failures_have_status_and_sentence,
      another_version_is_refused,
      moves,
      a_poll_has_an_end,
      a_visitor_may_end_the_client,
      a_visitor_cannot_poll,
#ifdef __cpp_exceptions
      a_visitor_may_throw,
#endif
  };
  for (const auto test : tests) {
    called();
    test();
  }
}
