// Mistakes that must not compile, one for each number.
#include "rpggo.hpp"

void mistake(rpggo::client &client, rpggo::chat_request &chat) {
#if MISTAKE == 0
  // None.
  if (!client.chat_start(chat)) return;
  chat.message = "Hello";
#elif MISTAKE == 1
  client.chat_start(chat);
#elif MISTAKE == 2
  client.poll([](const rpggo::event &) {});
#elif MISTAKE == 3
  client.request_cancel(1);
#elif MISTAKE == 4
  rpggo::client::create({});
#elif MISTAKE == 5
  rpggo::client copy = client;
#elif MISTAKE == 6
  chat.session_id = 0;
#elif MISTAKE == 7
  const auto visitor = rpggo::overloaded{[](const rpggo::event_goals &) {},
                                         [](rpggo::event_message &) {}};
  if (client.poll(visitor)) return;
#elif MISTAKE == 8
  if (client.poll([](const char *) {})) return;
#elif MISTAKE == 9
  if (client.request_cancel(1)) return;
#elif MISTAKE == 10
  rpggo::request_id request = client.chat_start(chat);
#elif MISTAKE == 11
  if (client.poll([&](const rpggo::event &) { return client.chat_start(chat); })) return;
#endif
  static_cast<void>(client);
  static_cast<void>(chat);
}
