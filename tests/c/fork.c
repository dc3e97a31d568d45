/* A process that forks while chats run: the child may do with the parent's client what it likes, and
 * gets an error for it; a client of its own works; the parent goes on. Arguments: BASE_URL. */
#include "processes.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define SESSION "forked"
#define ROUNDS 40

typedef rpggo_status (*call)(rpggo_client *, const rpggo_session_request *, rpggo_request_id *);
static const call calls[] = {rpggo_session_start, rpggo_session_resume, rpggo_session_history,
                             rpggo_session_reset, rpggo_chapter_change, rpggo_game_fetch};

static volatile bool over;

/* Waits for a child, which must neither hang nor crash. */
static void wait_for(pid_t child) {
  double until = now_ms() + PATIENCE_MS;
  int status = 0;
  pid_t ended;
  CHECK(child > 0, "no child");
  while ((ended = waitpid(child, &status, WNOHANG)) == 0) {
    if (now_ms() > until) kill(child, SIGKILL);
    CHECK(now_ms() < until, "the child hangs");
    sleep_ms(1);
  }
  CHECK(ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child ended with %x",
        (unsigned)status);
}

static void check_refused(rpggo_status status, const char *what) {
  CHECK(status == RPGGO_INVALID_HANDLE, "%s: %s", what, rpggo_status_name(status));
  CHECK(strstr(rpggo_last_error(), "forked") != NULL, "%s: the reason is not told", what);
}

/* Every function with the parent's client, and what it was reading. */
static void use_the_parents(rpggo_client *client, rpggo_request_id request,
                            const rpggo_event *event) {
  rpggo_request_id id = 77;
  rpggo_chat_request chat = chat_request(SESSION, "mira", "hello");
  check_refused(rpggo_chat_start(client, &chat, &id), "a chat");
  CHECK(id == 0, "there is a request");
  rpggo_session_request session = session_request(SESSION);
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
    check_refused(calls[i](client, &session, &id), "a session");
  check_refused(rpggo_request_cancel(client, request), "a cancellation");
  rpggo_stats stats = RPGGO_STATS_INIT;
  check_refused(rpggo_client_stats(client, &stats), "numbers");
  CHECK(is_text(rpggo_event_field(event, "/ret")), "a field without its NUL");
  /* The parent's memory was copied: what it read is there. */
  if (event != NULL) check_texts(event);
  /* What was queued, too: a poll waits for nothing. No thread adds to it. */
  for (int i = 0; rpggo_poll_event(client) != NULL; i++) CHECK(i < 10000, "events without end");
  rpggo_client_free(client);
  rpggo_client_free(client);
}

static void talk_alone(const char *base_url) {
  rpggo_client *own = client_for(base_url);
  start_session(own, "child");
  rpggo_client_free(own);
}

/* Threads that are in the midst of a call when the process forks. */
static void *be_busy(void *client) {
  rpggo_stats stats = RPGGO_STATS_INIT;
  while (!over) {
    rpggo_client_stats(client, &stats);
    rpggo_request_cancel(client, 1);
    rpggo_event_field((const rpggo_event *)client, "");
  }
  return NULL;
}

static void a_child(int round, const char *base_url, rpggo_client *client,
                    rpggo_request_id request, const rpggo_event *event) {
  if (round % 4 == 0) _exit(0);
  if (round % 4 == 1) exit(0);
  use_the_parents(client, request, event);
  if (round % 4 == 2) talk_alone(base_url);
  exit(0);
}

int main(int count, char **arguments) {
  CHECK(count == 2, "arguments: BASE_URL");
  char stalled[512];
  snprintf(stalled, sizeof stalled, "%s", with_fault(arguments[1], "stall=1500"));
  prepare_session(arguments[1], SESSION);
  rpggo_client *client = client_for(stalled);
  pthread_t busy[2];
  for (int i = 0; i < 2; i++) CHECK(pthread_create(&busy[i], NULL, be_busy, client) == 0, "thread");
  for (int round = 0; round < ROUNDS; round++) {
    rpggo_request_id request = start_chat(client, SESSION, "mira", "And who is on the ferry?");
    const rpggo_event *event = next_of_kind(client, RPGGO_EVENT_MESSAGE);
    pid_t child = fork();
    if (child == 0) a_child(round, arguments[1], client, request, event);
    wait_for(child);
    /* The child has taken nothing away. */
    check_texts(event);
    CHECK(rpggo_event_field(event, "/ret").len > 0, "the parent's event is gone");
    CHECK(rpggo_request_cancel(client, request) == RPGGO_OK, "the parent's client is gone");
    while (next_event(client)->kind != RPGGO_EVENT_FINISHED) continue;
  }
  over = true;
  for (int i = 0; i < 2; i++) pthread_join(busy[i], NULL);
  rpggo_client_free(client);
  /* A child of a child, and one of a process without any client. */
  pid_t child = fork();
  if (child == 0) {
    rpggo_client *own = client_for(arguments[1]);
    pid_t grandchild = fork();
    if (grandchild == 0) {
      use_the_parents(own, 1, NULL);
      talk_alone(arguments[1]);
      exit(0);
    }
    wait_for(grandchild);
    start_session(own, "middle");
    rpggo_client_free(own);
    exit(0);
  }
  wait_for(child);
  return 0;
}
