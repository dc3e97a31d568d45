// Events out of C structs: texts, numbers, lists, who gets them; and what the types promise. Needs no
// client.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <type_traits>
#include <vector>

#include "check.hpp"

namespace {

using namespace std::string_view_literals;

// The types.
static_assert(!std::is_copy_constructible_v<rpggo::client>);
static_assert(!std::is_copy_assignable_v<rpggo::client>);
static_assert(std::is_nothrow_default_constructible_v<rpggo::client>);
static_assert(std::is_nothrow_move_constructible_v<rpggo::client>);
static_assert(std::is_nothrow_move_assignable_v<rpggo::client>);
static_assert(std::is_nothrow_destructible_v<rpggo::client>);
static_assert(std::is_nothrow_move_constructible_v<rpggo::result<rpggo::client>>);
static_assert(!std::is_copy_constructible_v<rpggo::result<rpggo::client>>);
static_assert(std::is_trivially_copyable_v<rpggo::event>);
static_assert(std::is_trivially_copyable_v<rpggo::event_session>);
// Only `as` and `visit` make an event of a kind: they look.
static_assert(!std::is_constructible_v<rpggo::event_text, const rpggo_event *>);
static_assert(!std::is_constructible_v<rpggo::event_text, const rpggo::event &>);
static_assert(!std::is_default_constructible_v<rpggo::event_text>);
// An error is no truth value; a result is one only where it is asked for.
static_assert(!std::is_constructible_v<bool, rpggo::error>);
static_assert(!std::is_convertible_v<rpggo::result<int>, bool>);
static_assert(std::is_constructible_v<bool, rpggo::result<int>>);
// What a text may come from.
static_assert(std::is_convertible_v<const char *, rpggo::text>);
static_assert(std::is_convertible_v<std::string, rpggo::text>);
static_assert(std::is_convertible_v<std::string_view, rpggo::text>);
static_assert(std::is_convertible_v<std::nullptr_t, rpggo::text>);
static_assert(!std::is_convertible_v<int, rpggo::text>);
static_assert(!std::is_convertible_v<char, rpggo::text>);
static_assert(std::is_aggregate_v<rpggo::chat_request>);
static_assert(std::is_aggregate_v<rpggo::session_request>);
static_assert(std::is_aggregate_v<rpggo::client_options>);
#ifdef __cpp_lib_ranges
static_assert(std::forward_iterator<rpggo::goal_list::iterator>);
#endif

rpggo_str str(const char *text) { return {text, std::strlen(text)}; }

const rpggo_str both[] = {str("one"), str("two")};

// Each field of the event itself is set too.
rpggo_event event_of(rpggo_event_kind kind) {
  rpggo_event event{};
  event.kind = kind;
  event.request = 42;
  event.character_id = str("who");
  event.message_id = str("which");
  event.raw = str("{}");
  event.elapsed_ms = 1.5;
  return event;
}

// The event as its kind, which a visitor is given as well.
template <typename Kind>
Kind of_kind(const rpggo_event &c) {
  const rpggo::event event(&c);
  CHECK(event);
  CHECK(event.kind == Kind::which && static_cast<rpggo_event_kind>(event.kind) == c.kind);
  CHECK(event.request == 42 && event.elapsed_ms == 1.5);
  CHECK_TEXT(event.character_id, "who");
  CHECK_TEXT(event.message_id, "which");
  CHECK_TEXT(event.raw, "{}");
  int seen = 0;
  int others = 0;
  event.visit(rpggo::overloaded{
      [&](const Kind &it) { seen += it.request == 42 && it.character_id == "who" ? 1 : 100; },
      [&](const rpggo::event &) { ++others; }});
  CHECK(seen == 1 && others == 0);
  const std::optional<Kind> kind = event.as<Kind>();
  CHECK(kind && kind->request == 42);
  return *kind;
}

void finished() {
  for (const rpggo_status status : {RPGGO_OK, RPGGO_TIMEOUT}) {
    rpggo_event c = event_of(RPGGO_EVENT_FINISHED);
    c.as.finished = {status, 503, 10000303, str("why"), 1200};
    const auto it = of_kind<rpggo::event_finished>(c);
    CHECK(it.ok() == (status == RPGGO_OK));
    CHECK(static_cast<rpggo_status>(it.status) == status);
    CHECK(it.http_status == 503 && it.service_code == 10000303 && it.retry_after_ms == 1200);
    CHECK_TEXT(it.detail, "why");
  }
}

void message() {
  const rpggo_action actions[] = {{str("wave"), str("She waves.")}, {str("nod"), str("She nods.")}};
  rpggo_event c = event_of(RPGGO_EVENT_MESSAGE);
  c.as.message = {str("Hello"), str("more"), str("npc"), RPGGO_ROLE_NARRATOR, true, 7, 90,
                  {both, 2},    {actions, 2}, false};
  const auto it = of_kind<rpggo::event_message>(c);
  CHECK_TEXT(it.text, "Hello");
  CHECK_TEXT(it.text_ext, "more");
  CHECK_TEXT(it.character_type, "npc");
  CHECK(it.role == rpggo::role::narrator && it.history && !it.partial);
  CHECK(it.current_count == 7 && it.max_chat_count == 90);
  CHECK(it.insiders.size() == 2 && it.insiders[0] == "one" && it.insiders[1] == "two");
  CHECK(it.actions.size() == 2);
  CHECK_TEXT(it.actions[1].type, "nod");
  CHECK_TEXT(it.actions[1].text, "She nods.");
  c.as.message.history = false;
  c.as.message.partial = true;
  CHECK(!of_kind<rpggo::event_message>(c).history && of_kind<rpggo::event_message>(c).partial);
}

void lists() {
  const rpggo_goal goals[] = {{str("g1"), str("Oil"), true}, {str("g2"), str("Glass"), false}};
  rpggo_event c = event_of(RPGGO_EVENT_GOALS);
  c.as.goals = {goals, 2, str("g2")};
  const auto it = of_kind<rpggo::event_goals>(c);
  CHECK_TEXT(it.current_goal_id, "g2");
  std::string all;
  for (const auto &[goal_id, text, achieved] : it.goals) {
    all.append(goal_id).append(text).append(achieved ? "+" : "-");
  }
  CHECK_TEXT(all, "g1Oil+g2Glass-");
  CHECK(std::count_if(it.goals.begin(), it.goals.end(), [](rpggo::goal g) { return g.achieved; }) ==
        1);
  CHECK(!it.goals.empty() && it.goals.size() == 2);
  // Behind the end there is an empty one, and nothing else.
  CHECK(it.goals[2].text.empty() && !it.goals[SIZE_MAX].achieved);
  CHECK(it.goals[2].text.data() != nullptr);

  // Where there are none, the address says nothing.
  c.as.goals = {reinterpret_cast<const rpggo_goal *>(std::uintptr_t{8}), 0, str("")};
  const auto none = of_kind<rpggo::event_goals>(c);
  CHECK(none.goals.empty() && none.goals.begin() == none.goals.end());
  CHECK(none.goals[0].goal_id.empty());

  const rpggo_status_value values[] = {{str("Storm"), str("near")}};
  c = event_of(RPGGO_EVENT_STATUS);
  c.as.status = {values, 1};
  const auto status = of_kind<rpggo::event_status>(c);
  CHECK(status.values.size() == 1);
  CHECK_TEXT(status.values[0].key, "Storm");
  CHECK_TEXT(status.values[0].value, "near");
}

void session() {
  const rpggo_character characters[] = {
      {str("mira"), str("Mira"), str("npc"), str("mira.png"), {both, 2}},
      {str("tide"), str("The Tide"), str("dm"), str(""), {nullptr, 0}}};
  const rpggo_chapter chapters[] = {{str("c1"), str("Harbour"), str("You land"), str("Fog"),
                                     str("c1.png"), str("b.ogg"), str("e.ogg"), {characters, 2}}};
  rpggo_event c = event_of(RPGGO_EVENT_SESSION);
  c.as.session = {str("s1"),       str("g1"),    str("Lantern"), str("Once"), str("A harbour"),
                  str("game.png"), str("main"), {chapters, 1},  str("Alex"), str("female")};
  const auto it = of_kind<rpggo::event_session>(c);
  CHECK_TEXT(it.name, "Lantern");
  CHECK(it.chapters.size() == 1);
  const rpggo::chapter chapter = it.chapters[0];
  CHECK_TEXT(chapter.chapter_id, "c1");
  CHECK_TEXT(chapter.ending_audio, "e.ogg");
  const std::vector<rpggo::character> people(chapter.characters.begin(), chapter.characters.end());
  CHECK(people.size() == 2);
  CHECK_TEXT(people[0].character_id, "mira");
  CHECK_TEXT(people[0].avatar, "mira.png");
  CHECK(people[0].phases.size() == 2 && people[0].phases[1] == "two");
  CHECK(people[1].phases.empty() && people[1].type == "dm");
}

// Who gets what.
void visitors() {
  rpggo_event c = event_of(RPGGO_EVENT_CHAPTER);
  const rpggo::event chapter(&c);
  // A kind without an overload is passed by.
  int seen = 0;
  chapter.visit([&](const rpggo::event_message &) { ++seen; });
  CHECK(seen == 0);
  CHECK(!chapter.as<rpggo::event_message>());
  // A generic one gets the kind itself.
  chapter.visit([&](const auto &it) {
    using kind = std::decay_t<decltype(it)>;
    seen += std::is_same_v<kind, rpggo::event_chapter> ? 1 : 100;
  });
  CHECK(seen == 1);
  // By value, and by a function whose value nobody wants.
  chapter.visit([&](rpggo::event_chapter it) { return seen += it.text.empty() ? 1 : 100; });
  CHECK(seen == 2);
  // One that is no const visitor, and no temporary.
  struct counter {
    int chapters = 0;
    void operator()(const rpggo::event_chapter &) { ++chapters; }
  } counter;
  chapter.visit(counter);
  CHECK(counter.chapters == 1);

  // A kind of a later version is for those who take any event.
  c = event_of(1000);
  const rpggo::event later(&c);
  CHECK(later);
  seen = 0;
  later.visit([&](const rpggo::event_message &) { seen += 100; });
  later.visit([&](const rpggo::event &it) { seen += static_cast<int>(it.kind) == 1000 ? 1 : 100; });
  later.visit([&](const auto &it) { seen += it.request == 42 ? 1 : 100; });
  CHECK(seen == 2);

  // An empty one is for nobody.
  const rpggo::event none;
  CHECK(!none && none.kind == rpggo::event_kind::none && none.request == 0);
  CHECK(none.raw.empty() && none.field("/x").empty() && !none.as<rpggo::event_text>());
  none.visit([&](const rpggo::event &) { seen += 100; });
  CHECK(seen == 2 && !rpggo::event(nullptr));
}

// A text may contain a NUL where a service sent one; behind its end there is one.
void texts() {
  rpggo_event c = event_of(RPGGO_EVENT_TEXT);
  c.as.text.delta = {"a\0b", 3};
  const std::string_view delta = of_kind<rpggo::event_text>(c).delta;
  CHECK(delta == "a\0b"sv && delta.data()[delta.size()] == '\0');

  CHECK(rpggo::text(nullptr).string().empty());
  CHECK(rpggo::text(static_cast<const char *>(nullptr)).string().empty());
  CHECK(rpggo::text("a\0b"sv).string().size() == 3);
  CHECK(rpggo::text("abcd"sv.substr(1, 2)).string() == "bc");
#ifdef __cpp_char8_t
  CHECK(rpggo::text(u8"\u00e9").string() == "\xc3\xa9");
#endif
}

void results() {
  const rpggo::result<int> good(7);
  CHECK(good && good.ok() && good.value() == 7 && good.value_or(8) == 7);
  CHECK(good.error().ok() && good.error().message().empty());
  const rpggo::result<int> bad(rpggo::error(rpggo::status::busy, "too many"));
  CHECK(!bad && !bad.ok() && bad.value() == 0 && bad.value_or(8) == 8);
  CHECK(!bad.error().ok() && bad.error().status() == rpggo::status::busy);
  CHECK_TEXT(bad.error().message(), "too many");
  CHECK_TEXT(rpggo::result<std::string>(std::string("a")).value_or("b"), "a");
  CHECK_TEXT(rpggo::result<std::string>(rpggo::error(rpggo::status::tls, "")).value_or("b"), "b");
  CHECK_TEXT(rpggo::status_name(rpggo::status::session_missing), "RPGGO_SESSION_MISSING");
  CHECK_TEXT(rpggo::status_name(static_cast<rpggo::status>(99)), "RPGGO_UNKNOWN_STATUS");
}

}  // namespace

int main() {
  finished();
  message();
  lists();
  session();
  visitors();
  texts();
  results();
}
