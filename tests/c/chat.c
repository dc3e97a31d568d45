/* A whole game: every line of the prepared conversation, up to the won ending.
 * Arguments: BASE_URL, then lines "character: text". */
#include "arguments.h"
#include "check.h"

#define SESSION "whole-game"

static struct {
  int messages, images, costs, goals, statuses, chapters, endings, achieved;
  char next_chapter[64];
} seen;

static void check_fields(const rpggo_event *event) {
  char count[16], quoted[64];
  snprintf(count, sizeof count, "%d", (int)event->as.message.current_count);
  CHECK(is(rpggo_event_field(event, "/ret"), "200"), "a number");
  CHECK(is(rpggo_event_field(event, "/data/result/epoch/current_count"), count), "not %s", count);
  CHECK(is(rpggo_event_field(event, "/data/result/character_id"), event->character_id.data),
        "a string, without its quotes");
  CHECK(is(rpggo_event_field(event, "/data/result/text"), event->as.message.text.data),
        "a string, without its escapes");
  rpggo_str object = rpggo_event_field(event, "/data/result/epoch");
  CHECK(is_text(object) && object.data[0] == '{' && strstr(object.data, count) != NULL,
        "an object as JSON text: %s", object.data);
  snprintf(quoted, sizeof quoted, "\"%s\"", event->as.message.insiders.items[0].data);
  rpggo_str list = rpggo_event_field(event, "/data/result/insiders");
  CHECK(list.data[0] == '[' && strstr(list.data, quoted) != NULL, "a list: %s", list.data);
  CHECK(is(rpggo_event_field(event, "/data/result/insiders/0"),
           event->as.message.insiders.items[0].data), "the first of a list");
  CHECK(is(rpggo_event_field(event, ""), event->raw.data), "all of it");
}

static void check_absent_fields(const rpggo_event *event) {
  static const char *const absent[] = {
      "/nothing",    "/data/result/nothing", "/data/result/insiders/99", "/data/result/insiders/-",
      "/data/result/insiders/01", "data",    "/",     "//",       "~",   "/~2",
      "/data/~",     "nonsense {",           "/data/result/text/deeper", "\xff\xfe", "/\xc3\x28"};
  for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
    rpggo_str field = rpggo_event_field(event, absent[i]);
    CHECK(is_text(field) && field.len == 0, "\"%s\" gave \"%s\"", absent[i], field.data);
  }
  /* A NULL pointer names no field, or the whole document; both are texts. */
  CHECK(is_text(rpggo_event_field(event, NULL)), "no text for NULL");
}

static void check_speech(const rpggo_event *event) {
  const rpggo_event_message *message = &event->as.message;
  CHECK(event->character_id.len > 0 && message->text.len > 0, "nobody says something");
  CHECK(strlen(message->text.data) == message->text.len, "the length is not that of the text");
  CHECK(is(message->character_type, "common_npc"), "it is a %s", message->character_type.data);
  CHECK(message->role == RPGGO_ROLE_CHARACTER, "role %d", (int)message->role);
  CHECK(message->current_count > 0 && message->max_chat_count >= message->current_count,
        "talk %d of %d", (int)message->current_count, (int)message->max_chat_count);
  CHECK(message->insiders.len > 0, "nobody is in the talk");
  check_fields(event);
  check_absent_fields(event);
  seen.messages++;
}

static void check_goals(const rpggo_event *event) {
  seen.goals++;
  CHECK(event->as.goals.len > 0, "no goals");
  for (size_t i = 0; i < event->as.goals.len; i++) {
    CHECK(event->as.goals.items[i].goal_id.len > 0 && event->as.goals.items[i].text.len > 0,
          "goal %zu says nothing", i);
    seen.achieved += event->as.goals.items[i].achieved;
  }
}

static void check_rest(const rpggo_event *event) {
  switch (event->kind) {
  case RPGGO_EVENT_IMAGE:
    CHECK(strncmp(event->as.image.url.data, "https://", 8) == 0, "%s", event->as.image.url.data);
    CHECK(event->as.image.caption.len > 0 && event->as.image.image_type == 1, "no caption");
    seen.images++;
    break;
  case RPGGO_EVENT_COST:
    CHECK(event->as.cost.amount > 3.99 && event->as.cost.amount < 4.01, "it cost %f",
          event->as.cost.amount);
    CHECK(is(event->as.cost.direction, "OUT"), "%s", event->as.cost.direction.data);
    CHECK(is(event->as.cost.type, "ImageConsumption"), "%s", event->as.cost.type.data);
    seen.costs++;
    break;
  case RPGGO_EVENT_STATUS:
    CHECK(event->as.status.len > 0 && event->as.status.items[0].key.len > 0, "no values");
    seen.statuses++;
    break;
  case RPGGO_EVENT_CHAPTER:
    CHECK(event->as.chapter.text.len > 0, "nothing to tell the player");
    snprintf(seen.next_chapter, sizeof seen.next_chapter, "%s", event->as.chapter.chapter_id.data);
    seen.chapters++;
    break;
  case RPGGO_EVENT_ENDING:
    CHECK(event->as.ending.won && event->as.ending.text.len > 0, "the game was not won");
    seen.endings++;
    break;
  default: CHECK(false, "an event of kind %d in a chat", (int)event->kind);
  }
}

/* One chat: STARTED, the utterances, then what they lead to, and FINISHED once. */
static void talk(rpggo_client *client, const char *character_id, const char *text) {
  rpggo_chat_request request = chat_request(SESSION, character_id, text);
  request.flags = RPGGO_CHAT_IMAGES;
  rpggo_request_id id = 0;
  CHECK(rpggo_chat_start(client, &request, &id) == RPGGO_OK, "the chat cannot be started");
  const rpggo_event *event = next_event(client);
  CHECK(event->kind == RPGGO_EVENT_STARTED, "kind %d came first", (int)event->kind);
  CHECK(event->as.started.http_status == 200, "HTTP %d", (int)event->as.started.http_status);
  int goals = seen.goals, messages = seen.messages;
  while ((event = next_event(client))->kind != RPGGO_EVENT_FINISHED) {
    CHECK(event->request == id, "an event of another request");
    CHECK(event->message_id.len > 0 && event->raw.len > 0, "no message_id, or no raw");
    if (event->kind == RPGGO_EVENT_MESSAGE) {
      CHECK(seen.goals == goals, "an utterance after the goals: the order is wrong");
      check_speech(event);
    } else if (event->kind == RPGGO_EVENT_GOALS) {
      check_goals(event);
    } else {
      check_rest(event);
    }
  }
  CHECK(event->request == id && event->as.finished.status == RPGGO_OK, "%s",
        event->as.finished.detail.data);
  CHECK(event->as.finished.http_status == 200 && event->as.finished.detail.len == 0 &&
        event->as.finished.service_code == 0 && event->as.finished.retry_after_ms == 0,
        "an end that says more than that all went well: %s", event->as.finished.detail.data);
  CHECK(seen.messages > messages, "nobody answered \"%s\"", text);
  CHECK(seen.goals == goals + 1, "the goals came %d times", seen.goals - goals);
  check_silence(client);
}

static void go_on(rpggo_client *client) {
  rpggo_session_request request = session_request(SESSION);
  request.chapter_id = seen.next_chapter;
  rpggo_request_id id = 0;
  CHECK(rpggo_chapter_change(client, &request, &id) == RPGGO_OK, "the chapter cannot be changed");
  const rpggo_event *event = next_of_kind(client, RPGGO_EVENT_SESSION);
  CHECK(event->as.session.chapters.len == 1, "not one chapter");
  CHECK(is(event->as.session.chapters.items[0].chapter_id, seen.next_chapter), "another chapter");
  finish_well(client, id);
  seen.next_chapter[0] = '\0';
}

static void say(rpggo_client *client, const char *line) {
  char character_id[64] = "", text[1024] = "";
  CHECK(sscanf(line, "%63[^:]: %1023[^\n]", character_id, text) == 2, "\"%s\" is no line", line);
  talk(client, character_id, text);
  if (seen.next_chapter[0] != '\0') go_on(client);
}

static void check_totals(int lines) {
  CHECK(seen.messages > lines, "only %d utterances: no group chat", seen.messages);
  CHECK(seen.images == 1 && seen.costs == 1, "%d images, %d costs", seen.images, seen.costs);
  CHECK(seen.chapters == 1 && seen.endings == 1, "%d chapters, %d endings", seen.chapters,
        seen.endings);
  CHECK(seen.statuses >= 5, "the values to display came %d times", seen.statuses);
  CHECK(seen.achieved >= 4, "only %d goals were ever reached", seen.achieved);
}

int main(int count, char **arguments) {
  CHECK(count > 2, "arguments: BASE_URL, lines");
  arguments = utf8_arguments(arguments);
  CHECK(rpggo_abi_version() == RPGGO_ABI_VERSION, "another ABI");
  CHECK(rpggo_version()[0] >= '0' && rpggo_version()[0] <= '9', "version %s", rpggo_version());
  CHECK(strcmp(rpggo_status_name(RPGGO_TIMEOUT), "RPGGO_TIMEOUT") == 0, "a wrong name");
  CHECK(strcmp(rpggo_status_name(-7), "RPGGO_UNKNOWN_STATUS") == 0, "a wrong name");
  rpggo_client *client = client_for(arguments[1]);
  CHECK(rpggo_poll_event(client) == NULL, "an event before anything");
  start_session(client, SESSION);
  for (int i = 2; i < count; i++) say(client, arguments[i]);
  check_totals(count - 2);
  rpggo_client_free(client);
  return 0;
}
