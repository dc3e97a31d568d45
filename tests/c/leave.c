/* A game that ends in the middle of chats, in every way a program can end: it ends at once, with its
 * own exit code. Arguments: BASE_URL, how to end. */
#include "check.h"

#include <pthread.h>
#include <unistd.h>

#define CODE 42

static rpggo_client *client;

static void free_late(void) { rpggo_client_free(client); }

static void poll_late(void) {
  while (rpggo_poll_event(client) != NULL) continue;
  start_chat(client, "leave", "mira", "One more");
}

static void *leave(void *unused) {
  (void)unused;
  exit(CODE);
}

static void *poll_on(void *unused) {
  for (;;) rpggo_poll_event(client);
  return unused;
}

int main(int count, char **arguments) {
  static const char *const faults[] = {"trickle", "stall-before", "flood=1000000", "stall=0"};
  rpggo_client *others[4];
  pthread_t thread;
  CHECK(count == 3, "arguments: BASE_URL, HOW");
  const char *how = arguments[2];
  client = client_for(arguments[1]);
  start_session(client, "leave");
  for (int i = 0; i < 4; i++) {
    others[i] = client_for(with_fault(arguments[1], faults[i]));
    for (int chat = 0; chat < 5; chat++)
      start_chat(others[i], "leave", "mira", "And who is on the ferry?");
  }
  start_chat(client, "leave", "mira", "And who is on the ferry?");
  next_of_kind(others[2], RPGGO_EVENT_MESSAGE);
  if (strcmp(how, "return") == 0) return CODE;
  if (strcmp(how, "exit") == 0) exit(CODE);
  if (strcmp(how, "at-once") == 0) _exit(CODE);
  if (strcmp(how, "free-late") == 0) CHECK(atexit(free_late) == 0, "no atexit");
  if (strcmp(how, "poll-late") == 0) CHECK(atexit(poll_late) == 0, "no atexit");
  if (strcmp(how, "while-polling") == 0)
    CHECK(pthread_create(&thread, NULL, poll_on, NULL) == 0, "no thread");
  if (strcmp(how, "other-thread") == 0) {
    CHECK(pthread_create(&thread, NULL, leave, NULL) == 0, "no thread");
    pthread_join(thread, NULL);
  }
  exit(CODE);
}
