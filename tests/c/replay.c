/* A talk recorded, and played again without a key, without a server, as fast as it is polled and as
 * text. Arguments: BASE_URL, a file to record in. */
#include "check.h"

#define MOST 16384

/* What the player is told in a talk, in one text. */
static char told[MOST];

static void tell(rpggo_str text) {
  CHECK(strlen(told) + text.len + 2 < MOST, "too much is told");
  strcat(strcat(told, text.data), "\n");
}

static void read_all(rpggo_client *client, rpggo_request_id request) {
  double last = 0;
  for (;;) {
    const rpggo_event *event = next_event(client);
    CHECK(event->request == request, "an event of another request");
    CHECK(event->elapsed_ms >= last, "time goes back");
    last = event->elapsed_ms;
    if (event->kind == RPGGO_EVENT_MESSAGE) tell(event->as.message.text);
    if (event->kind == RPGGO_EVENT_GOALS && event->as.goals.len > 0)
      tell(event->as.goals.items[0].text);
    if (event->kind != RPGGO_EVENT_FINISHED) continue;
    CHECK(event->as.finished.status == RPGGO_OK, "%s", event->as.finished.detail.data);
    return;
  }
}

static void talk(const rpggo_client_options *options) {
  rpggo_client *client = NULL;
  CHECK(rpggo_client_new(options, &client) == RPGGO_OK, "no client");
  told[0] = '\0';
  rpggo_request_id id = 0;
  rpggo_session_request session = session_request("recorded");
  CHECK(rpggo_session_start(client, &session, &id) == RPGGO_OK, "no session");
  read_all(client, id);
  for (int i = 0; i < 3; i++)
    read_all(client, start_chat(client, "recorded", "mira", "And who is on the ferry?"));
  rpggo_stats stats = RPGGO_STATS_INIT;
  CHECK(rpggo_client_stats(client, &stats) == RPGGO_OK, "no numbers");
  CHECK(stats.requests_started == 4 && stats.requests_finished == 4, "wrong numbers");
  CHECK(stats.first_event_worst_ms >= stats.first_event_average_ms, "wrong times");
  bool is_live = options->replay_path == NULL && options->replay_text == NULL;
  CHECK((stats.connections_opened > 0) == is_live, "%d connections",
        (int)stats.connections_opened);
  rpggo_client_free(client);
}

static char *read_file(const char *path) {
  static char text[1 << 20];
  FILE *file = fopen(path, "rb");
  CHECK(file != NULL, "%s cannot be read", path);
  size_t length = fread(text, 1, sizeof text - 1, file);
  CHECK(length > 0 && length < sizeof text - 1, "%zu bytes", length);
  text[length] = '\0';
  fclose(file);
  return text;
}

int main(int count, char **arguments) {
  CHECK(count == 3, "arguments: BASE_URL, RECORDING");
  rpggo_client_options live = options_for(arguments[1]);
  live.record_path = arguments[2];
  talk(&live);
  static char first[MOST];
  strcpy(first, told);
  CHECK(strlen(first) > 100, "nothing was told");
  const char *text = read_file(arguments[2]);
  CHECK(strstr(text, KEY) == NULL, "the key is in the recording");

  rpggo_client_options again = RPGGO_CLIENT_OPTIONS_INIT;
  again.replay_path = arguments[2];
  talk(&again);
  CHECK(strcmp(told, first) == 0, "it was told:\n%s\nand not:\n%s", told, first);
  again.replay_path = NULL;
  again.replay_text = text;
  again.replay_speed = RPGGO_REPLAY_AS_POLLED;
  talk(&again);
  CHECK(strcmp(told, first) == 0, "it was told:\n%s\nand not:\n%s", told, first);
  return 0;
}
