/* Chats at once on one client: the events of each in order, and one FINISHED each.
 * Arguments: BASE_URL. */
#include "check.h"

#define MOST 50
#define QUESTION "And who is on the ferry?"

struct talk {
  rpggo_request_id request;
  char session[32];
  int messages, finished;
  bool started, goals;
};
static struct talk talks[MOST];

/* Who answers the question, one after the other. */
static const char *const speakers[] = {"mira", "bram", "akiko"};

static struct talk *talk_of(rpggo_request_id request, int count) {
  for (int i = 0; i < count; i++)
    if (talks[i].request == request) return &talks[i];
  CHECK(false, "an event of request %llu, which nobody made", (unsigned long long)request);
  return NULL;
}

static void take(struct talk *talk, const rpggo_event *event) {
  CHECK(talk->finished == 0, "kind %d after FINISHED", (int)event->kind);
  switch (event->kind) {
  case RPGGO_EVENT_STARTED:
    CHECK(!talk->started, "STARTED came twice");
    talk->started = true;
    break;
  case RPGGO_EVENT_MESSAGE:
    CHECK(talk->started && !talk->goals && talk->messages < 3, "a message at a wrong place");
    CHECK(is(event->character_id, speakers[talk->messages]), "%s spoke out of order",
          event->character_id.data);
    talk->messages++;
    break;
  case RPGGO_EVENT_GOALS: talk->goals = true; break;
  case RPGGO_EVENT_FINISHED:
    CHECK(event->as.finished.status == RPGGO_OK, "%s", event->as.finished.detail.data);
    CHECK(talk->messages == 3 && talk->goals, "finished after %d messages", talk->messages);
    talk->finished++;
    break;
  default: break;
  }
}

static void start_all(rpggo_client *client, int count) {
  for (int i = 0; i < count; i++) {
    memset(&talks[i], 0, sizeof talks[i]);
    snprintf(talks[i].session, sizeof talks[i].session, "%d-%d", count, i);
    start_session(client, talks[i].session);
  }
  for (int i = 0; i < count; i++)
    talks[i].request = start_chat(client, talks[i].session, "mira", QUESTION);
}

/* Until all are finished. */
static int read_all(rpggo_client *client, int count) {
  int open = count, turns = 0;
  rpggo_request_id last = 0;
  while (open > 0) {
    const rpggo_event *event = next_event(client);
    turns += event->request != last;
    last = event->request;
    take(talk_of(event->request, count), event);
    open -= event->kind == RPGGO_EVENT_FINISHED;
  }
  return turns;
}

/* Gives how often the events changed from one chat to another. */
static int chats_at_once(rpggo_client *client, int count) {
  start_all(client, count);
  int turns = read_all(client, count);
  check_silence(client);
  return turns;
}

int main(int count, char **arguments) {
  CHECK(count == 2, "arguments: BASE_URL");
  rpggo_client *client = client_for(arguments[1]);
  chats_at_once(client, 2);
  int turns = chats_at_once(client, MOST);
  CHECK(turns > MOST, "%d chats ran one after the other", MOST);
  rpggo_client_free(client);
  return 0;
}
