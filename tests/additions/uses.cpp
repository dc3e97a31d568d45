// A game that uses what was added, with a recording: it ends well where it gets the new event.
#include <cstdio>

#include <rpggo.hpp>

int main(int, char **arguments) {
  rpggo::client_options options;
  options.service = rpggo::service::rpggo;
  options.replay_path = arguments[1];
  options.replay_speed = rpggo::replay_as_polled;
  options.dummy_limit = 8;
  const rpggo::error error = options.set("dummy_name", "nothing");
  if (!error.ok()) return std::puts(error.message().c_str()), 1;
  rpggo::result<rpggo::client> made = rpggo::client::create(options);
  if (!made) return std::puts(made.error().message().c_str()), 1;
  rpggo::client client = std::move(made).value();

  rpggo::session_request session;
  session.session_id = "mine";
  session.game_id = "last-lantern";
  if (!client.dummy_fetch(session)) return std::puts("dummy_fetch failed"), 1;

  rpggo::chat_request chat;
  chat.character_id = "mira";
  chat.session_id = "mine";
  chat.game_id = "last-lantern";
  chat.message = "Hello";
  const rpggo::request_id request = client.chat_start(chat).value();
  bool is_right = false, is_over = false;
  while (!is_over) {
    const auto polled = client.poll(rpggo::overloaded{
        [&](const rpggo::event_dummy &it) {
          unsigned sum = 0;
          for (const unsigned char byte : it.data) sum += byte;
          is_right = it.text == "nothing" && sum == 0xff + '!' && it.parts.size() == 1 &&
                     it.parts[0].part_id == "a part" && it.parts[0].weight == 2.5;
        },
        [&](const rpggo::event_finished &it) { is_over |= it.request == request; }});
    if (!polled) return std::puts(polled.error().message().c_str()), 1;
  }
  return is_right ? 0 : 1;
}
