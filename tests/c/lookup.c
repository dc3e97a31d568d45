/* A name look-up that hangs: getaddrinfo cannot be stopped, and this program has one of its own that
 * waits until it is let go. The client is freed in time all the same, and when the look-up returns,
 * its thread ends. */
#include "processes.h"

#include <netdb.h>
#include <pthread.h>

#define LOOKUPS 3

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int waiting;
static bool let_go;

/* The library finds this one before that of the system. */
int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
                struct addrinfo **found) {
  (void)name, (void)service, (void)hints, (void)found;
  pthread_mutex_lock(&lock);
  waiting++;
  pthread_cond_broadcast(&changed);
  while (!let_go) pthread_cond_wait(&changed, &lock);
  waiting--;
  pthread_mutex_unlock(&lock);
  return EAI_AGAIN;
}

static void wait_for_lookups(int count) {
  pthread_mutex_lock(&lock);
  while (waiting != count) pthread_cond_wait(&changed, &lock);
  pthread_mutex_unlock(&lock);
}

static rpggo_client *ask(uint32_t timeout_ms) {
  rpggo_client_options options = options_for("https://hangs.invalid");
  options.flags = RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY;
  options.connect_timeout_ms = timeout_ms;
  rpggo_client *client = make_client(&options);
  start_chat(client, "lookup", "mira", "hello");
  return client;
}

int main(void) {
  int before = threads();
  /* A timeout does not wait for it. */
  rpggo_client *patient = ask(100);
  const rpggo_event *event = next_event(patient);
  CHECK(event->kind == RPGGO_EVENT_FINISHED, "an event of kind %d", (int)event->kind);
  CHECK(event->as.finished.status == RPGGO_TIMEOUT, "%s", event->as.finished.detail.data);
  wait_for_lookups(1);
  /* Nor does the end of a client. */
  rpggo_client *clients[LOOKUPS];
  for (int i = 0; i < LOOKUPS; i++) clients[i] = ask(RPGGO_NO_TIMEOUT);
  wait_for_lookups(1 + LOOKUPS);
  double longest = 0;
  for (int i = 0; i < LOOKUPS; i++) {
    double begin = now_ms();
    rpggo_client_free(clients[i]);
    double took = now_ms() - begin;
    longest = took > longest ? took : longest;
  }
  rpggo_client_free(patient);
  /* Each look-up has a thread; the clients' own are gone. */
  CHECK(threads_soon(before + 1 + LOOKUPS) == before + 1 + LOOKUPS, "%d threads became %d", before,
        threads());
  pthread_mutex_lock(&lock);
  let_go = true;
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&lock);
  CHECK(threads_soon(before) == before, "%d threads became %d", before, threads());
  printf("freed in %.1f ms while its look-up hung\n", longest);
  CHECK(longest < 100, "a client was freed in %.1f ms", longest);
  return 0;
}
