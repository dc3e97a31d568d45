/* What the programs share: checks that say what failed, and a game's loop that gives up in time. */
#ifndef CHECK_H
#define CHECK_H

#define _POSIX_C_SOURCE 200809L
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rpggo.h"

#define GAME "last-lantern"
#define KEY "key-of-the-test-0123456789"
/* Long enough for a loaded machine; only a failure waits that long. */
#define PATIENCE_MS 30000.0

#define CHECK(condition, ...)                                                                      \
  do {                                                                                             \
    if (!(condition)) {                                                                            \
      fprintf(stderr, "%s:%d: not true: %s\n  ", __FILE__, __LINE__, #condition);                  \
      fprintf(stderr, __VA_ARGS__);                                                                \
      fprintf(stderr, "\n  last error: \"%s\"\n", rpggo_last_error());                             \
      exit(1);                                                                                     \
    }                                                                                              \
  } while (0)

static inline double now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static inline void sleep_ms(long milliseconds) {
  struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
  nanosleep(&time, NULL);
}

static inline bool is_text(rpggo_str text) {
  return text.data != NULL && text.data[text.len] == '\0';
}

static inline bool is(rpggo_str text, const char *expected) {
  return text.len == strlen(expected) && memcmp(text.data, expected, text.len) == 0;
}

static inline void check_list(rpggo_str_list list) {
  for (size_t i = 0; i < list.len; i++)
    CHECK(is_text(list.items[i]), "text %zu of a list does not end in a NUL", i);
}

static inline void check_message(const rpggo_event_message *message) {
  CHECK(is_text(message->text) && is_text(message->text_ext), "a text without its NUL");
  CHECK(is_text(message->character_type), "a text without its NUL");
  CHECK(!message->history, "nobody asked for a history");
  check_list(message->insiders);
  for (size_t i = 0; i < message->actions.len; i++)
    CHECK(is_text(message->actions.items[i].type) && is_text(message->actions.items[i].text),
          "a text of action %zu without its NUL", i);
}

static inline void check_chapter(const rpggo_chapter *chapter) {
  CHECK(is_text(chapter->chapter_id) && is_text(chapter->name), "a text without its NUL");
  CHECK(is_text(chapter->intro) && is_text(chapter->background), "a text without its NUL");
  CHECK(is_text(chapter->image) && is_text(chapter->background_audio), "a text without its NUL");
  CHECK(is_text(chapter->ending_audio), "a text without its NUL");
  for (size_t i = 0; i < chapter->characters.len; i++) {
    const rpggo_character *one = &chapter->characters.items[i];
    CHECK(is_text(one->character_id) && is_text(one->name), "a text without its NUL");
    CHECK(is_text(one->type) && is_text(one->avatar), "a text without its NUL");
    check_list(one->phases);
  }
}

static inline void check_session(const rpggo_event_session *session) {
  CHECK(is_text(session->session_id) && is_text(session->game_id), "a text without its NUL");
  CHECK(is_text(session->name) && is_text(session->intro), "a text without its NUL");
  CHECK(is_text(session->background) && is_text(session->image), "a text without its NUL");
  CHECK(is_text(session->machine_id), "a text without its NUL");
  for (size_t i = 0; i < session->chapters.len; i++) check_chapter(&session->chapters.items[i]);
}

static inline void check_lists(const rpggo_event *event) {
  const rpggo_event_goals *goals = &event->as.goals;
  if (event->kind == RPGGO_EVENT_GOALS) {
    CHECK(is_text(goals->current_goal_id), "a text without its NUL");
    for (size_t i = 0; i < goals->len; i++)
      CHECK(is_text(goals->items[i].goal_id) && is_text(goals->items[i].text),
            "a text of goal %zu without its NUL", i);
  }
  const rpggo_event_status *status = &event->as.status;
  for (size_t i = 0; event->kind == RPGGO_EVENT_STATUS && i < status->len; i++)
    CHECK(is_text(status->items[i].key) && is_text(status->items[i].value),
          "a text of status %zu without its NUL", i);
}

/* Every text of an event can be used as a C string. */
static inline void check_texts(const rpggo_event *event) {
  CHECK(is_text(event->character_id) && is_text(event->message_id), "a text without its NUL");
  CHECK(is_text(event->raw), "raw without its NUL");
  check_lists(event);
  switch (event->kind) {
  case RPGGO_EVENT_MESSAGE: check_message(&event->as.message); break;
  case RPGGO_EVENT_SESSION: check_session(&event->as.session); break;
  case RPGGO_EVENT_IMAGE:
    CHECK(is_text(event->as.image.url) && is_text(event->as.image.caption), "no NUL");
    break;
  case RPGGO_EVENT_CHAPTER:
    CHECK(is_text(event->as.chapter.chapter_id) && is_text(event->as.chapter.text), "no NUL");
    break;
  case RPGGO_EVENT_ENDING: CHECK(is_text(event->as.ending.text), "no NUL"); break;
  case RPGGO_EVENT_COST:
    CHECK(is_text(event->as.cost.type) && is_text(event->as.cost.name), "no NUL");
    CHECK(is_text(event->as.cost.direction) && is_text(event->as.cost.description), "no NUL");
    break;
  case RPGGO_EVENT_FINISHED: CHECK(is_text(event->as.finished.detail), "no NUL"); break;
  case RPGGO_EVENT_TEXT: CHECK(is_text(event->as.text.delta), "no NUL"); break;
  case RPGGO_EVENT_LOG: CHECK(is_text(event->as.log.text), "no NUL"); break;
  case RPGGO_EVENT_STATE:
    CHECK(is_text(event->as.state.state) && is_text(event->as.state.outcome), "no NUL");
    check_list(event->as.state.unlocked_machines);
    break;
  case RPGGO_EVENT_STARTED:
  case RPGGO_EVENT_GOALS:
  case RPGGO_EVENT_STATUS:
  case RPGGO_EVENT_RETRYING: break;
  default: CHECK(false, "an event of kind %d, which no service sends", (int)event->kind);
  }
}

/* Waits for the next event as a game does: a look, and a short sleep. */
static inline const rpggo_event *next_event(rpggo_client *client) {
  double until = now_ms() + PATIENCE_MS;
  const rpggo_event *event;
  while ((event = rpggo_poll_event(client)) == NULL) {
    CHECK(now_ms() < until, "no event came for a long time");
    sleep_ms(1);
  }
  check_texts(event);
  return event;
}

/* The next event of that kind; the others are passed by. FINISHED is not. */
static inline const rpggo_event *next_of_kind(rpggo_client *client, rpggo_event_kind kind) {
  const rpggo_event *event;
  while ((event = next_event(client))->kind != kind)
    CHECK(event->kind != RPGGO_EVENT_FINISHED, "finished (%s: %s) before an event of kind %d",
          rpggo_status_name(event->as.finished.status), event->as.finished.detail.data, (int)kind);
  return event;
}

/* Nothing more comes, also not a little later. */
static inline void check_silence(rpggo_client *client) {
  for (int i = 0; i < 5; i++) {
    const rpggo_event *event = rpggo_poll_event(client);
    CHECK(event == NULL, "an event of kind %d of request %llu after all were finished",
          (int)event->kind, (unsigned long long)event->request);
    sleep_ms(5);
  }
}

static inline rpggo_client_options options_for(const char *base_url) {
  rpggo_client_options options = RPGGO_CLIENT_OPTIONS_INIT;
  options.base_url = base_url;
  options.api_key = KEY;
  options.max_retries = -1;
  return options;
}

static inline rpggo_client *make_client(const rpggo_client_options *options) {
  rpggo_client *client = NULL;
  rpggo_status status = rpggo_client_new(options, &client);
  CHECK(status == RPGGO_OK && client != NULL, "rpggo_client_new gave %s",
        rpggo_status_name(status));
  return client;
}

static inline rpggo_client *client_for(const char *base_url) {
  rpggo_client_options options = options_for(base_url);
  return make_client(&options);
}

/* Where the stand-in misbehaves like that; readable until the next call. */
static inline const char *with_fault(const char *base_url, const char *fault) {
  static char url[512];
  snprintf(url, sizeof url, "%s/fault/%s", base_url, fault);
  return url;
}

static inline rpggo_session_request session_request(const char *session_id) {
  rpggo_session_request request = RPGGO_SESSION_REQUEST_INIT;
  request.game_id = GAME;
  request.session_id = session_id;
  return request;
}

static inline rpggo_chat_request chat_request(const char *session_id, const char *character_id,
                                              const char *message) {
  rpggo_chat_request request = RPGGO_CHAT_REQUEST_INIT;
  request.game_id = GAME;
  request.session_id = session_id;
  request.character_id = character_id;
  request.message = message;
  return request;
}

static inline rpggo_request_id start_chat(rpggo_client *client, const char *session_id,
                                          const char *character_id, const char *message) {
  rpggo_chat_request request = chat_request(session_id, character_id, message);
  rpggo_request_id id = 0;
  rpggo_status status = rpggo_chat_start(client, &request, &id);
  CHECK(status == RPGGO_OK && id != 0, "rpggo_chat_start gave %s", rpggo_status_name(status));
  return id;
}

/* Reads until the request is finished, and checks that all went well. */
static inline void finish_well(rpggo_client *client, rpggo_request_id request) {
  const rpggo_event *event = next_of_kind(client, RPGGO_EVENT_FINISHED);
  CHECK(event->request == request, "the end of another request");
  CHECK(event->as.finished.status == RPGGO_OK, "%s: %s",
        rpggo_status_name(event->as.finished.status), event->as.finished.detail.data);
}

static inline void start_session(rpggo_client *client, const char *session_id) {
  rpggo_session_request request = session_request(session_id);
  rpggo_request_id id = 0;
  CHECK(rpggo_session_start(client, &request, &id) == RPGGO_OK, "a session cannot be started");
  finish_well(client, id);
}

/* A session that other clients talk in. */
static inline void prepare_session(const char *base_url, const char *session_id) {
  rpggo_client *client = client_for(base_url);
  start_session(client, session_id);
  rpggo_client_free(client);
}

#endif
