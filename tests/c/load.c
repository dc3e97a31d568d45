/* The library loaded, used and unloaded again and again, as an editor does with its plugins.
 * Not linked with it. Arguments: BASE_URL, the shared library, "thread" to use it on a thread that
 * ends before it is unloaded, else "main", and a file to record in. */
#include "processes.h"

#include <pthread.h>

#include "loading.h"
#ifndef _WIN32
#include <sys/wait.h>
#include <unistd.h>
#endif

#define TIMES 100
/* Chats that run when it is unloaded. */
#define RUNNING 3

static const char *recording;

/* The functions that are used, found at run time. */
static struct {
  void *library;
  rpggo_status (*client_new)(const rpggo_client_options *, rpggo_client **);
  rpggo_status (*session_start)(rpggo_client *, const rpggo_session_request *, rpggo_request_id *);
  rpggo_status (*chat_start)(rpggo_client *, const rpggo_chat_request *, rpggo_request_id *);
  const rpggo_event *(*poll_event)(rpggo_client *);
  rpggo_status (*request_cancel)(rpggo_client *, rpggo_request_id);
  rpggo_str (*event_field)(const rpggo_event *, const char *);
  rpggo_status (*client_stats)(rpggo_client *, rpggo_stats *);
  void (*client_free)(rpggo_client *);
  uint32_t (*abi_version)(void);
  const char *(*last_error)(void);
} rpggo;

/* The checks ask for it by this name. */
const char *rpggo_last_error(void) { return rpggo.last_error == NULL ? "" : rpggo.last_error(); }

/* C has no way from a pointer to data to one to a function but through their bytes. */
#define FIND(name)                                                                                 \
  do {                                                                                             \
    loaded_function address = find_function(rpggo.library, "rpggo_" #name);                           \
    CHECK(address != NULL && sizeof rpggo.name == sizeof address, "rpggo_" #name " is not there"); \
    memcpy(&rpggo.name, &address, sizeof address);                                                 \
  } while (0)

static void load(const char *path) {
  rpggo.library = open_library(path);
  CHECK(rpggo.library != NULL, "%s", loading_error());
  FIND(client_new);
  FIND(session_start);
  FIND(chat_start);
  FIND(poll_event);
  FIND(request_cancel);
  FIND(event_field);
  FIND(client_stats);
  FIND(client_free);
  FIND(abi_version);
  FIND(last_error);
  CHECK(rpggo.abi_version() == RPGGO_ABI_VERSION, "another ABI");
}

/* How many utterances came until the request was finished. */
static int read_to_end(rpggo_client *client, rpggo_request_id request) {
  double until = now_ms() + PATIENCE_MS;
  for (int messages = 0;; sleep_ms(1)) {
    CHECK(now_ms() < until, "it does not finish");
    for (const rpggo_event *event; (event = rpggo.poll_event(client)) != NULL;) {
      messages += event->kind == RPGGO_EVENT_MESSAGE;
      CHECK(is_text(rpggo.event_field(event, "/data")), "a field without its NUL");
      if (event->kind != RPGGO_EVENT_FINISHED) continue;
      rpggo_status status = event->as.finished.status;
      CHECK(event->request == request, "the end of another request");
      CHECK(status == RPGGO_OK || status == RPGGO_CANCELLED, "%s", event->as.finished.detail.data);
      return messages;
    }
  }
}

/* The same from the recording. */
static void replay(void) {
  rpggo_client_options options = RPGGO_CLIENT_OPTIONS_INIT;
  options.replay_path = recording;
  options.replay_speed = RPGGO_REPLAY_AS_POLLED;
  rpggo_client *client = NULL;
  CHECK(rpggo.client_new(&options, &client) == RPGGO_OK, "no client");
  rpggo_request_id id = 0;
  rpggo_chat_request chat = chat_request("loaded", "mira", "And who is on the ferry?");
  CHECK(rpggo.chat_start(client, &chat, &id) == RPGGO_OK, "no chat");
  CHECK(read_to_end(client, id) == 3, "not all of the utterances");
  CHECK(rpggo.chat_start(client, &chat, &id) == RPGGO_OK, "no chat");
  CHECK(rpggo.chat_start(client, &chat, &id) == RPGGO_OK, "no chat");
  rpggo.client_free(client);
  remove(recording);
}

/* Every function of a game: all of them have to let go of the library. */
static void talk(const char *base_url) {
  rpggo_client_options options = options_for(base_url);
  options.record_path = recording;
  options.log_level = RPGGO_LOG_DEBUG;
  options.max_queued_bytes = 1; /* so that reading an event is what lets the next one come */
  rpggo_client *client = NULL;
  CHECK(rpggo.client_new(&options, &client) == RPGGO_OK, "no client");
  rpggo_request_id id = 0;
  rpggo_session_request session = session_request("loaded");
  CHECK(rpggo.session_start(client, &session, &id) == RPGGO_OK, "no session");
  read_to_end(client, id);
  rpggo_chat_request chat = chat_request("loaded", "mira", "And who is on the ferry?");
  CHECK(rpggo.chat_start(client, &chat, &id) == RPGGO_OK, "no chat");
  CHECK(read_to_end(client, id) == 3, "not all of the utterances");
  CHECK(rpggo.chat_start(client, &chat, &id) == RPGGO_OK, "no chat");
  CHECK(rpggo.request_cancel(client, id) == RPGGO_OK, "it cannot be cancelled");
  read_to_end(client, id);
  for (int i = 0; i < RUNNING; i++)
    CHECK(rpggo.chat_start(client, &chat, &id) == RPGGO_OK, "no chat");
  rpggo_stats stats = RPGGO_STATS_INIT;
  CHECK(rpggo.client_stats(client, &stats) == RPGGO_OK, "no numbers");
  CHECK(stats.requests_started == 3 + RUNNING && stats.requests_finished >= 3, "wrong numbers");
  rpggo.client_free(client);
  replay();
}

static void *talk_there(void *base_url) {
  talk(base_url);
  return NULL;
}

static void use(char *base_url, bool on_a_thread) {
  pthread_t thread;
  if (!on_a_thread) {
    talk(base_url);
    return;
  }
  CHECK(pthread_create(&thread, NULL, talk_there, base_url) == 0, "no thread");
  pthread_join(thread, NULL);
}

/* What the library asked to be told of forks is gone with it. */
#ifdef _WIN32
static void fork_once(int turn) { (void)turn; }
#else
static void fork_once(int turn) {
  int status = 0;
  if (turn % 10 != 0) return;
  pid_t child = fork();
  if (child == 0) _exit(0);
  CHECK(waitpid(child, &status, 0) == child && status == 0, "a child ended with %x",
        (unsigned)status);
}
#endif

int main(int count, char **arguments) {
  CHECK(count == 5, "arguments: BASE_URL, LIBRARY, thread or main, RECORDING");
  recording = arguments[4];
  int threads_before = threads(), descriptors_before = descriptors(), gone = 0;
  for (int i = 0; i < TIMES; i++) {
    load(arguments[2]);
    use(arguments[1], strcmp(arguments[3], "thread") == 0);
    rpggo.last_error = NULL;
    CHECK(close_library(rpggo.library), "%s", loading_error());
    CHECK(threads_soon(threads_before) == threads_before, "%d threads became %d", threads_before,
          threads());
    gone += !is_loaded(arguments[2]);
    fork_once(i);
  }
  CHECK(descriptors() == descriptors_before, "%d descriptors became %d", descriptors_before,
        descriptors());
  CHECK(gone == TIMES, "it was unloaded %d times of %d", gone, TIMES);
  return 0;
}
