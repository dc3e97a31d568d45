/* Every function with every argument that is NULL, garbage or stale: the promised status, and never a
 * crash. Arguments: BASE_URL, then the functions that the header declares: each must have a case. */
#include "check.h"

#include <limits.h>

typedef rpggo_status (*session_call)(rpggo_client *, const rpggo_session_request *,
                                     rpggo_request_id *);

static const char *base_url;
static rpggo_client *good;
/* Handles that are none, and events that are gone. */
#define WRONG 12
static rpggo_client *wrong[WRONG];
static const rpggo_event *stale[WRONG];
static const size_t sizes[] = {0, 1, sizeof(size_t), 4096, SIZE_MAX / 2, SIZE_MAX};
#define SIZES (sizeof sizes / sizeof *sizes)

static void is_status(rpggo_status status, rpggo_status expected, const char *what) {
  CHECK(status == expected, "%s: %s", what, rpggo_status_name(status));
  CHECK(expected == RPGGO_OK || rpggo_last_status() == expected, "%s: the last status", what);
}

static void prepare(void) {
  static char place[64];
  good = client_for(base_url);
  start_session(good, "every");
  rpggo_client *freed = client_for(base_url);
  start_chat(freed, "every", "mira", "hello");
  const rpggo_event *gone = next_event(freed);
  rpggo_client_free(freed);
  rpggo_client_free(freed);
  const uintptr_t values[WRONG] = {0, 1, 2, 3, 0x1001, UINTPTR_MAX, UINTPTR_MAX - 1,
                                   (uintptr_t)place, (uintptr_t)place + 1, (uintptr_t)&place,
                                   (uintptr_t)good + 2, (uintptr_t)freed};
  for (int i = 0; i < WRONG; i++) {
    wrong[i] = (rpggo_client *)values[i];
    stale[i] = (const rpggo_event *)values[i];
  }
  stale[1] = gone;
}

static void check_client_new(void) {
  rpggo_client_options options = options_for(base_url);
  rpggo_client *client = good;
  is_status(rpggo_client_new(NULL, NULL), RPGGO_INVALID_ARGUMENT, "NULL");
  is_status(rpggo_client_new(&options, NULL), RPGGO_INVALID_ARGUMENT, "no place for the client");
  is_status(rpggo_client_new(NULL, &client), RPGGO_INVALID_ARGUMENT, "no options");
  CHECK(client == NULL, "there is a client");
  memset(&options, 0xff, sizeof options);
  for (size_t i = 0; i < SIZES; i++) {
    options.struct_size = sizes[i];
    is_status(rpggo_client_new(&options, &client), RPGGO_INVALID_ARGUMENT, "a size");
  }
  /* All that is no pointer is garbage. */
  options = options_for(base_url);
  options.service = INT32_MIN;
  options.flags = UINT32_MAX;
  options.max_retries = INT32_MIN;
  options.log_level = INT32_MAX;
  is_status(rpggo_client_new(&options, &client), RPGGO_INVALID_ARGUMENT, "garbage");
  options = options_for(base_url);
  options.log_level = INT32_MAX;
  is_status(rpggo_client_new(&options, &client), RPGGO_INVALID_ARGUMENT, "a log level");
  const double speeds[] = {-2.0, 1e300, 0.0 / 1e-300 * 1e300 - 1e9};
  for (size_t i = 0; i < sizeof speeds / sizeof *speeds; i++) {
    options = options_for(base_url);
    options.replay_text = "nonsense";
    options.replay_speed = speeds[i];
    is_status(rpggo_client_new(&options, &client), RPGGO_INVALID_ARGUMENT, "a speed");
  }
  /* The most of everything is no mistake. */
  options = options_for(base_url);
  options.connect_timeout_ms = options.first_byte_timeout_ms = UINT32_MAX - 1;
  options.idle_timeout_ms = options.total_timeout_ms = UINT32_MAX - 1;
  options.max_retries = INT32_MAX;
  options.max_queued_bytes = options.max_event_bytes = SIZE_MAX;
  options.max_requests = options.max_history_characters = UINT32_MAX;
  is_status(rpggo_client_new(&options, &client), RPGGO_OK, "the most of everything");
  start_session(client, "most");
  rpggo_client_free(client);
}

static void check_client_free(void) {
  for (int i = 0; i < WRONG; i++)
    for (int again = 0; again < 2; again++) rpggo_client_free(wrong[i]);
}

static void check_chat_start(void) {
  rpggo_chat_request request = chat_request("every", "mira", "hello");
  for (int i = 0; i < WRONG; i++) {
    rpggo_request_id id = 77;
    is_status(rpggo_chat_start(wrong[i], &request, &id), RPGGO_INVALID_HANDLE, "a handle");
    CHECK(id == 0, "there is a request");
    is_status(rpggo_chat_start(wrong[i], NULL, NULL), RPGGO_INVALID_HANDLE, "all wrong");
  }
  rpggo_request_id id = 77;
  is_status(rpggo_chat_start(good, NULL, &id), RPGGO_INVALID_ARGUMENT, "no request");
  is_status(rpggo_chat_start(good, NULL, NULL), RPGGO_INVALID_ARGUMENT, "nothing");
  for (size_t i = 0; i < SIZES; i++) {
    request.struct_size = sizes[i];
    is_status(rpggo_chat_start(good, &request, &id), RPGGO_INVALID_ARGUMENT, "a size");
  }
  request = chat_request("every", "mira", "hello");
  request.flags = UINT32_MAX;
  is_status(rpggo_chat_start(good, &request, &id), RPGGO_INVALID_ARGUMENT, "flags");
  CHECK(id == 0, "there is a request");
  request.flags = 0;
  is_status(rpggo_chat_start(good, &request, NULL), RPGGO_OK, "nowhere to put the id");
  while (next_event(good)->kind != RPGGO_EVENT_FINISHED) continue;
}

static void check_session_call(session_call make) {
  rpggo_session_request request = session_request("every");
  request.chapter_id = "harbour";
  for (int i = 0; i < WRONG; i++) {
    rpggo_request_id id = 77;
    is_status(make(wrong[i], &request, &id), RPGGO_INVALID_HANDLE, "a handle");
    CHECK(id == 0, "there is a request");
    is_status(make(wrong[i], NULL, NULL), RPGGO_INVALID_HANDLE, "all wrong");
  }
  is_status(make(good, NULL, NULL), RPGGO_INVALID_ARGUMENT, "nothing");
  for (size_t i = 0; i < SIZES; i++) {
    request.struct_size = sizes[i];
    is_status(make(good, &request, NULL), RPGGO_INVALID_ARGUMENT, "a size");
  }
  request = session_request("every");
  request.chapter_id = "harbour";
  rpggo_status status = make(good, &request, NULL);
  CHECK(status == RPGGO_OK || status == RPGGO_UNSUPPORTED, "%s", rpggo_status_name(status));
  while (status == RPGGO_OK && next_event(good)->kind != RPGGO_EVENT_FINISHED) continue;
}

static void check_session_start(void) { check_session_call(rpggo_session_start); }
static void check_session_resume(void) { check_session_call(rpggo_session_resume); }
static void check_session_history(void) { check_session_call(rpggo_session_history); }
static void check_session_reset(void) { check_session_call(rpggo_session_reset); }
static void check_chapter_change(void) { check_session_call(rpggo_chapter_change); }
static void check_game_fetch(void) { check_session_call(rpggo_game_fetch); }

static void check_request_cancel(void) {
  rpggo_request_id old = start_chat(good, "every", "mira", "hello");
  while (next_event(good)->kind != RPGGO_EVENT_FINISHED) continue;
  const rpggo_request_id ids[] = {0, 1, old, UINT64_MAX};
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    is_status(rpggo_request_cancel(good, ids[i]), RPGGO_OK, "an id");
    for (int j = 0; j < WRONG; j++)
      is_status(rpggo_request_cancel(wrong[j], ids[i]), RPGGO_INVALID_HANDLE, "a handle");
  }
  check_silence(good);
}

static void check_client_stats(void) {
  rpggo_stats stats = RPGGO_STATS_INIT;
  for (int i = 0; i < WRONG; i++) {
    is_status(rpggo_client_stats(wrong[i], &stats), RPGGO_INVALID_HANDLE, "a handle");
    CHECK(rpggo_client_stats(wrong[i], NULL) != RPGGO_OK, "nothing");
  }
  is_status(rpggo_client_stats(good, NULL), RPGGO_INVALID_ARGUMENT, "nowhere to put the numbers");
  for (size_t size = 0; size < sizeof stats; size++) {
    stats.struct_size = size;
    is_status(rpggo_client_stats(good, &stats), RPGGO_INVALID_ARGUMENT, "a size");
  }
  /* A program that is newer than the library: what the library does not know stays as it is. */
  struct { rpggo_stats known; char more[64]; } newer;
  memset(&newer, 7, sizeof newer);
  newer.known.struct_size = sizeof newer;
  is_status(rpggo_client_stats(good, &newer.known), RPGGO_OK, "a larger size");
  for (size_t i = 0; i < sizeof newer.more; i++) CHECK(newer.more[i] == 7, "byte %zu is written", i);
}

static void check_poll_event(void) {
  for (int i = 0; i < WRONG; i++) {
    CHECK(rpggo_client_new(NULL, NULL) == RPGGO_INVALID_ARGUMENT, "another status");
    CHECK(rpggo_poll_event(wrong[i]) == NULL, "an event of no client");
    is_status(rpggo_last_status(), RPGGO_INVALID_HANDLE, "a poll");
  }
  CHECK(rpggo_poll_event(good) == NULL, "an event of nothing");
}

static void check_event_field(void) {
  static const char *const pointers[] = {NULL, "", "/", "//", "ret", "/ret", "/~", "/~2", "/-1",
                                         "/99999999999999999999", "/data/0", "\xff", "/\xc3"};
  start_chat(good, "every", "mira", "hello");
  const rpggo_event *readable = next_of_kind(good, RPGGO_EVENT_MESSAGE);
  char *deep = malloc(200001);
  CHECK(deep != NULL, "no memory");
  memset(deep, '/', 200000);
  deep[200000] = '\0';
  for (size_t i = 0; i < sizeof pointers / sizeof *pointers; i++) {
    CHECK(is_text(rpggo_event_field(readable, pointers[i])), "no text");
    for (int j = 0; j < WRONG; j++) {
      rpggo_str field = rpggo_event_field(stale[j], pointers[i]);
      CHECK(is_text(field) && field.len == 0, "a field of no event");
    }
  }
  CHECK(is_text(rpggo_event_field(readable, deep)), "no text");
  free(deep);
  while (next_event(good)->kind != RPGGO_EVENT_FINISHED) continue;
}

static void check_status_name(void) {
  const rpggo_status numbers[] = {INT32_MIN, -1, 0, 16, 17, 1000, INT32_MAX};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    CHECK(strncmp(rpggo_status_name(numbers[i]), "RPGGO_", 6) == 0, "no name");
}

static void check_version(void) { CHECK(rpggo_version()[0] != '\0', "no version"); }
static void check_abi_version(void) {
  CHECK(rpggo_abi_version() == RPGGO_ABI_VERSION, "another version");
}

/* The longest sentence fits, and ends in a whole character. */
static void check_last_error(void) {
  static char name[100000];
  rpggo_chat_request request = chat_request("every", "mira", "hello");
  for (size_t i = 0; i + 3 < sizeof name; i += 3) memcpy(name + i, "\xe6\x98\x8e", 3);
  request.extra_json = name;
  is_status(rpggo_chat_start(good, &request, NULL), RPGGO_INVALID_ARGUMENT, "no JSON");
  CHECK(strlen(rpggo_last_error()) < 2000, "a long sentence");
}

static void check_last_status(void) {
  is_status(rpggo_client_new(NULL, NULL), RPGGO_INVALID_ARGUMENT, "NULL");
  CHECK(rpggo_request_cancel(good, 0) == RPGGO_OK, "it works");
  CHECK(rpggo_last_status() == RPGGO_INVALID_ARGUMENT, "a call that works changes it");
}

static const struct {
  const char *name;
  void (*check)(void);
} cases[] = {
    {"rpggo_client_new", check_client_new},         {"rpggo_client_free", check_client_free},
    {"rpggo_client_stats", check_client_stats},     {"rpggo_chat_start", check_chat_start},
    {"rpggo_session_start", check_session_start},   {"rpggo_session_resume", check_session_resume},
    {"rpggo_session_history", check_session_history}, {"rpggo_session_reset", check_session_reset},
    {"rpggo_chapter_change", check_chapter_change}, {"rpggo_game_fetch", check_game_fetch},
    {"rpggo_request_cancel", check_request_cancel}, {"rpggo_poll_event", check_poll_event},
    {"rpggo_event_field", check_event_field},       {"rpggo_last_error", check_last_error},
    {"rpggo_last_status", check_last_status},       {"rpggo_status_name", check_status_name},
    {"rpggo_version", check_version},               {"rpggo_abi_version", check_abi_version},
};

static void check(const char *name) {
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    if (strcmp(cases[i].name, name) != 0) continue;
    cases[i].check();
    return;
  }
  CHECK(false, "%s has no case here: write one", name);
}

int main(int count, char **arguments) {
  CHECK(count > 2, "arguments: BASE_URL, FUNCTION...");
  base_url = arguments[1];
  prepare();
  for (int i = 2; i < count; i++) check(arguments[i]);
  rpggo_client_free(good);
  return 0;
}
