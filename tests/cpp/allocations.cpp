// Reading events allocates nothing, whatever is read of them. Arguments: RECORDING.
#include <new>

#include "check.hpp"

namespace {

long allocations = 0;

}  // namespace

void *operator new(std::size_t size) {
  ++allocations;
  void *const place = std::malloc(size);
  if (place == nullptr) std::abort();
  return place;
}
void operator delete(void *place) noexcept { std::free(place); }
void operator delete(void *place, std::size_t) noexcept { std::free(place); }

namespace {

std::size_t bytes = 0;

void read(std::string_view text) { bytes += text.size(); }

void read(const rpggo::chapter &it) {
  for (const auto text : {it.chapter_id, it.name, it.intro, it.background, it.image}) read(text);
  for (const rpggo::character &one : it.characters) {
    read(one.name);
    for (const std::string_view phase : one.phases) read(phase);
  }
}

const auto read_all = rpggo::overloaded{
    [](const rpggo::event_session &it) {
      for (const rpggo::chapter &chapter : it.chapters) read(chapter);
    },
    [](const rpggo::event_message &it) {
      read(it.text);
      for (const std::string_view insider : it.insiders) read(insider);
      for (const rpggo::action &action : it.actions) read(action.text);
    },
    [](const rpggo::event_goals &it) {
      for (const rpggo::goal &goal : it.goals) read(goal.text);
    },
    [](const rpggo::event_status &it) {
      for (const rpggo::status_value &value : it.values) read(value.value);
    },
    [](const rpggo::event_finished &it) { read(it.detail); },
    [](const rpggo::event &it) { read(it.raw); }};

// Reads what the request brings, in both ways, and gives what was allocated.
long cost_of(rpggo::client &client, rpggo::request_id request, bool by_visitor) {
  bool is_over = false;
  std::size_t events = 0;
  const long before = allocations;
  while (!is_over) {
    if (by_visitor) {
      events += client
                    .poll(rpggo::overloaded{[&](const rpggo::event_finished &it) {
                                              it.visit(read_all);
                                              is_over = it.request == request;
                                            },
                                            [](const rpggo::event &it) { it.visit(read_all); }})
                    .value();
    } else {
      while (const rpggo::event event = client.poll_event().value()) {
        ++events;
        event.visit(read_all);
        if (const auto it = event.as<rpggo::event_finished>()) is_over = it->ok();
      }
    }
    if (!client.stats()) std::abort();
  }
  const long cost = allocations - before;
  CHECK(events >= 3);
  return cost;
}

}  // namespace

int main(int count, char **arguments) {
  CHECK(count == 2);
  const long before = allocations;
  rpggo::client_options options;
  options.replay_path = arguments[1];
  options.replay_speed = rpggo::replay_as_polled;
  rpggo::client client = client_with(options);
  // Else nothing is counted.
  CHECK(allocations > before);
  CHECK(cost_of(client, started(client.session_start(session_of("mine"))), true) == 0);
  for (int i = 0; i < 4; ++i) {
    const auto request = started(client.chat_start(chat_of("mine", "Hello")));
    CHECK(cost_of(client, request, i % 2 == 0) == 0);
  }
  CHECK(bytes > 1000);
}
