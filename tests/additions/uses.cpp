// A game that uses what was added. It is compiled, and not run.
#include <rpggo.hpp>

void play(rpggo::client &client) {
  rpggo::client_options options;
  options.dummy_limit = 8;
  options.dummy_name = "nothing";
  static_cast<void>(options.set("dummy_name", "nothing"));
  static_cast<void>(client.dummy_fetch(rpggo::session_request{}));
  static_cast<void>(client.poll([](const rpggo::event_dummy &it) {
    double weight = 0;
    for (const rpggo::dummy_part part : it.parts) weight += part.part_id.empty() ? 0 : part.weight;
    return weight > 0 && it.text.empty();
  }));
}
