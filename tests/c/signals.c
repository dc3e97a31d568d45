/* The game's signals are the game's: none is taken by a thread of the library, and none of the
 * library's doing ends the game. Argument: the URL of a server that closes in the middle of what it
 * is sent. */
#include "check.h"

#include <signal.h>
#include <unistd.h>

#define LETTERS (5 * 1000 * 1000)

/* Writing to a connection that was closed raises SIGPIPE, which by default ends the process. */
static void a_server_that_closes_early(const char *base_url) {
  static char message[LETTERS + 1];
  memset(message, 'a', LETTERS);
  rpggo_client_options options = options_for(base_url);
  options.max_retries = -1;
  rpggo_client *client = make_client(&options);
  for (int i = 0; i < 20; i++) {
    rpggo_request_id id = start_chat(client, "signals", "mira", message);
    const rpggo_event *event;
    while ((event = next_event(client))->kind != RPGGO_EVENT_FINISHED)
      CHECK(event->request == id, "another request");
    CHECK(event->as.finished.status == RPGGO_NETWORK, "%s: %s",
          rpggo_status_name(event->as.finished.status), event->as.finished.detail.data);
  }
  rpggo_client_free(client);
}

/* A game that waits for a signal on a thread of its own blocks it everywhere else. */
static void a_signal_that_the_game_waits_for(const char *base_url) {
  rpggo_client_options options = options_for(base_url);
  rpggo_client *client = make_client(&options);
  sigset_t waited_for;
  sigemptyset(&waited_for);
  sigaddset(&waited_for, SIGUSR1);
  CHECK(sigprocmask(SIG_BLOCK, &waited_for, NULL) == 0, "it cannot be blocked");
  CHECK(kill(getpid(), SIGUSR1) == 0, "it cannot be sent");
  struct timespec patience = {30, 0};
  CHECK(sigtimedwait(&waited_for, NULL, &patience) == SIGUSR1, "somebody else took it");
  rpggo_client_free(client);
}

int main(int count, char **arguments) {
  CHECK(count == 2, "argument: URL");
  a_server_that_closes_early(arguments[1]);
  a_signal_that_the_game_waits_for(arguments[1]);
  return 0;
}
