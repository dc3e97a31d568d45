/* One client, many threads. An event that another thread polls away must not be read, so the
 * pollers here only count. Arguments: BASE_URL. */
#include "processes.h"

#include <pthread.h>

#define THREADS 4
#define CHATS 10
#define QUESTION "And who is on the ferry?"
/* STARTED, three utterances, the goals, FINISHED. */
#define EVENTS_OF_A_CHAT 6
#define ROUNDS 50

static rpggo_client *client;

static pthread_t go(void *(*work)(void *), void *argument) {
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, work, argument) == 0, "no thread");
  return thread;
}

static void *start_chats(void *session) {
  for (int i = 0; i < CHATS; i++) {
    start_chat(client, session, "mira", QUESTION);
    sleep_ms(1);
  }
  CHECK(rpggo_last_status() == RPGGO_OK, "an error of another thread");
  return NULL;
}

static void sessions(char names[THREADS][16]) {
  for (int i = 0; i < THREADS; i++) {
    snprintf(names[i], 16, "thread-%d", i);
    start_session(client, names[i]);
  }
}

/* Several threads start, one reads. */
static void many_start(void) {
  char names[THREADS][16];
  pthread_t starters[THREADS];
  sessions(names);
  for (int i = 0; i < THREADS; i++) starters[i] = go(start_chats, names[i]);
  int events = 0;
  for (int finished = 0; finished < THREADS * CHATS; events++) {
    const rpggo_event *event = next_event(client);
    finished += event->kind == RPGGO_EVENT_FINISHED;
    CHECK(event->kind != RPGGO_EVENT_FINISHED || event->as.finished.status == RPGGO_OK, "%s",
          event->as.finished.detail.data);
  }
  for (int i = 0; i < THREADS; i++) pthread_join(starters[i], NULL);
  check_silence(client);
  CHECK(events == THREADS * CHATS * EVENTS_OF_A_CHAT, "%d events", events);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int events_read, busy;

static int read_so_far(int more) {
  pthread_mutex_lock(&lock);
  int count = events_read += more;
  pthread_mutex_unlock(&lock);
  return count;
}

/* Polls without a pause, so that the pollers meet; with one every now and then. */
static void *poll_along(void *unused) {
  double until = now_ms() + PATIENCE_MS;
  int was_busy = 0;
  while (read_so_far(0) < THREADS * CHATS * EVENTS_OF_A_CHAT) {
    for (int i = 0; i < 1000; i++) {
      if (rpggo_poll_event(client) != NULL) read_so_far(1);
      was_busy += rpggo_last_status() == RPGGO_BUSY;
    }
    rpggo_status status = rpggo_last_status();
    CHECK(status == RPGGO_OK || status == RPGGO_BUSY, "%s", rpggo_status_name(status));
    CHECK(now_ms() < until, "%d events in all", read_so_far(0));
    sleep_ms(1);
  }
  pthread_mutex_lock(&lock);
  busy += was_busy;
  pthread_mutex_unlock(&lock);
  return unused;
}

/* Several start, and several read: every event goes to one of them. */
static void many_poll(void) {
  char names[THREADS][16];
  pthread_t starters[THREADS], pollers[THREADS];
  sessions(names);
  for (int i = 0; i < THREADS; i++) pollers[i] = go(poll_along, NULL);
  for (int i = 0; i < THREADS; i++) starters[i] = go(start_chats, names[i]);
  for (int i = 0; i < THREADS; i++) pthread_join(starters[i], NULL);
  for (int i = 0; i < THREADS; i++) pthread_join(pollers[i], NULL);
  check_silence(client);
  CHECK(read_so_far(0) == THREADS * CHATS * EVENTS_OF_A_CHAT, "%d events", read_so_far(0));
}

/* Until the client is gone. */
static void *poll_to_the_end(void *unused) {
  double until = now_ms() + PATIENCE_MS;
  rpggo_client *mine = client;
  while (rpggo_last_status() != RPGGO_INVALID_HANDLE) {
    rpggo_poll_event(mine);
    rpggo_request_cancel(mine, 1);
    CHECK(now_ms() < until, "the client is still there");
  }
  return unused;
}

static void *free_it(void *its) {
  rpggo_client_free(its);
  return NULL;
}

/* Freed by two threads while two others poll. */
static void free_while_polling(const char *base_url) {
  for (int i = 0; i < ROUNDS; i++) {
    client = client_for(base_url);
    start_chat(client, "thread-0", "mira", QUESTION);
    pthread_t pollers[] = {go(poll_to_the_end, NULL), go(poll_to_the_end, NULL)};
    sleep_ms(i % 5);
    pthread_t others[] = {go(free_it, client), go(free_it, client)};
    for (int j = 0; j < 2; j++) pthread_join(others[j], NULL);
    for (int j = 0; j < 2; j++) pthread_join(pollers[j], NULL);
  }
}

static void *fail(void *unused) {
  CHECK(rpggo_last_error()[0] == '\0', "an error of another thread");
  CHECK(rpggo_request_cancel(NULL, 1) == RPGGO_INVALID_HANDLE, "NULL is a client");
  return unused;
}

/* The last error is the thread's own. */
static void own_errors(void) {
  CHECK(rpggo_client_new(NULL, NULL) == RPGGO_INVALID_ARGUMENT, "a client of nothing");
  pthread_join(go(fail, NULL), NULL);
  CHECK(rpggo_last_status() == RPGGO_INVALID_ARGUMENT, "an error of another thread");
}

int main(int count, char **arguments) {
  CHECK(count == 2, "arguments: BASE_URL");
  own_errors(); /* first, as a sanitizer begins a thread of its own with the first one */
  int before = threads();
  client = client_for(arguments[1]);
  many_start();
  many_poll();
  rpggo_client_free(client);
  free_while_polling(arguments[1]);
  /* Fewer, where the system had not forgotten one that had ended. */
  CHECK(threads_soon(before) <= before, "%d threads became %d", before, threads());
  printf("two threads polled at the same moment %s\n", busy > 0 ? "and one was busy" : "never");
  return 0;
}
