/* Handles that are none, and events that are gone: an error, never a crash. Arguments: BASE_URL. */
#include "check.h"

#define SESSION "handles"

typedef rpggo_status (*call)(rpggo_client *, const rpggo_session_request *, rpggo_request_id *);
static const call calls[] = {rpggo_session_start,   rpggo_session_resume, rpggo_session_history,
                             rpggo_session_reset,   rpggo_chapter_change, rpggo_game_fetch};

static void check_last(const char *what) {
  CHECK(rpggo_last_status() == RPGGO_INVALID_HANDLE, "%s: the last status is %s", what,
        rpggo_status_name(rpggo_last_status()));
  CHECK(strstr(rpggo_last_error(), "RPGGO_INVALID_HANDLE: client") == rpggo_last_error(),
        "%s: the client is not named", what);
}

/* Makes another call fail in another way, so that a sentence of before cannot be taken for new. */
static void forget(void) {
  CHECK(rpggo_client_new(NULL, NULL) == RPGGO_INVALID_ARGUMENT, "a client of nothing");
}

static void every_function(rpggo_client *wrong, const char *what) {
  rpggo_request_id id = 77;
  rpggo_chat_request chat = chat_request(SESSION, "mira", "hello");
  forget();
  CHECK(rpggo_chat_start(wrong, &chat, &id) == RPGGO_INVALID_HANDLE, "%s was taken", what);
  CHECK(id == 0, "%s gave the request %llu", what, (unsigned long long)id);
  check_last(what);
  CHECK(rpggo_chat_start(wrong, NULL, NULL) == RPGGO_INVALID_HANDLE, "%s was taken", what);
  rpggo_session_request session = session_request(SESSION);
  session.chapter_id = "harbour";
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    forget();
    id = 77;
    CHECK(calls[i](wrong, &session, &id) == RPGGO_INVALID_HANDLE && id == 0, "%s, call %zu", what,
          i);
    check_last(what);
  }
  forget();
  CHECK(rpggo_poll_event(wrong) == NULL, "%s has events", what);
  check_last(what);
  forget();
  CHECK(rpggo_request_cancel(wrong, 1) == RPGGO_INVALID_HANDLE, "%s was taken", what);
  check_last(what);
  rpggo_client_free(wrong);
}

static rpggo_client *number(uintptr_t value) { return (rpggo_client *)value; }

static void garbage(rpggo_client *good) {
  static char in_the_program[64];
  char on_the_stack[64];
  char *on_the_heap = malloc(64);
  CHECK(on_the_heap != NULL, "no memory");
  every_function(NULL, "NULL");
  every_function(number(1), "1");
  every_function(number(2), "2");
  every_function(number(3), "3");
  every_function(number(0x1001), "an odd number");
  every_function(number(0xdeadbeee), "an even number");
  every_function(number(UINTPTR_MAX), "all ones");
  every_function(number(UINTPTR_MAX - 1), "all ones but one");
  every_function(number((uintptr_t)on_the_stack), "an address of the stack");
  every_function(number((uintptr_t)on_the_stack + 1), "an odd address of the stack");
  every_function(number((uintptr_t)on_the_heap + 1), "an odd address of the heap");
  every_function(number((uintptr_t)in_the_program), "an address of the program");
  for (unsigned bit = 0; bit < sizeof(uintptr_t) * 8; bit++)
    every_function(number((uintptr_t)good ^ ((uintptr_t)1 << bit)), "a handle with one bit wrong");
  free(on_the_heap);
}

static void freed(const char *base_url) {
  rpggo_client *old[20];
  for (int i = 0; i < 20; i++) {
    old[i] = client_for(base_url);
    rpggo_client_free(old[i]);
    every_function(old[i], "a freed client");
  }
  /* The place of the old ones has a new client: it must not be taken for them. */
  rpggo_client *young = client_for(base_url);
  for (int i = 0; i < 20; i++) {
    CHECK(old[i] != young, "a handle was used again");
    rpggo_client_free(old[i]);
    every_function(old[i], "a client freed long ago");
  }
  start_session(young, SESSION);
  rpggo_client_free(young);
  rpggo_client_free(young);
}

static void check_no_field(const rpggo_event *event, const char *what) {
  static const char *const pointers[] = {"", "/ret", "/data/result/text", "nonsense"};
  for (size_t i = 0; i < 4; i++) {
    rpggo_str field = rpggo_event_field(event, pointers[i]);
    CHECK(is_text(field) && field.len == 0, "%s has the field \"%s\"", what, field.data);
  }
  CHECK(is_text(rpggo_event_field(event, NULL)), "%s, NULL: no text", what);
}

static const rpggo_event *address(uintptr_t value) { return (const rpggo_event *)value; }

static void stale_events(const char *base_url) {
  rpggo_client *client = client_for(base_url);
  start_session(client, SESSION);
  rpggo_request_id id = start_chat(client, SESSION, "mira", "hello");
  const rpggo_event *event = next_of_kind(client, RPGGO_EVENT_MESSAGE);
  rpggo_event copy = *event;
  CHECK(rpggo_event_field(event, "/ret").len > 0, "a field of the event that is readable");
  check_no_field(&copy, "a copy of an event");
  check_no_field(address((uintptr_t)event + 1), "an address inside of an event");
  check_no_field(NULL, "NULL");
  check_no_field(address(1), "1");
  check_no_field(address(UINTPTR_MAX), "all ones");
  check_no_field(address((uintptr_t)client), "a client");
  finish_well(client, id);
  CHECK(rpggo_poll_event(client) == NULL, "something after FINISHED");
  check_no_field(event, "an event that is gone");

  id = start_chat(client, SESSION, "mira", "hello");
  const rpggo_event *last = next_of_kind(client, RPGGO_EVENT_MESSAGE);
  rpggo_client_free(client);
  check_no_field(last, "an event of a freed client");
}

int main(int count, char **arguments) {
  CHECK(count == 2, "arguments: BASE_URL");
  CHECK(rpggo_last_status() == RPGGO_OK && rpggo_last_error()[0] == '\0', "an error before any");
  rpggo_client *good = client_for(arguments[1]);
  garbage(good);
  freed(arguments[1]);
  stale_events(arguments[1]);
  start_session(good, SESSION);
  rpggo_client_free(good);
  return 0;
}
