/* Clients made and freed, a thousand of them, some in the middle of a chat: each is freed soon,
 * and nothing of it is left. Prints the longest time. Arguments: BASE_URL. */
#include "processes.h"

#define CLIENTS 1000
#define AT_ONCE 50

static double longest, total;
static int freed;

static void free_in_time(rpggo_client *client) {
  double begin = now_ms();
  rpggo_client_free(client);
  double time = now_ms() - begin;
  CHECK(time < 100, "client %d was freed in %.1f ms", freed, time);
  longest = time > longest ? time : longest;
  total += time;
  freed++;
}

/* Begins a talk that gets stuck where the number says. */
static void get_stuck(rpggo_client *client, int number) {
  start_chat(client, "many", "mira", "And who is on the ferry?");
  if (number % 4 == 0) next_of_kind(client, RPGGO_EVENT_STARTED);
  if (number % 4 == 1) sleep_ms(3);
}

static rpggo_client *make(const char *base_url, int number) {
  static const char *const faults[] = {"stall=0", "stall-before", "hold,no-fin", "endless-headers"};
  bool talks = number % 5 == 0;
  int kind = number / 5;
  rpggo_client *client = client_for(talks ? with_fault(base_url, faults[kind % 4]) : base_url);
  if (talks) get_stuck(client, kind);
  return client;
}

static void one_after_the_other(const char *base_url) {
  for (int i = 0; i < CLIENTS / 2; i++) free_in_time(make(base_url, i));
}

static void many_at_once(const char *base_url) {
  rpggo_client *clients[AT_ONCE];
  for (int round = 0; round < CLIENTS / 2 / AT_ONCE; round++) {
    for (int i = 0; i < AT_ONCE; i++) clients[i] = make(base_url, i);
    for (int i = 0; i < AT_ONCE; i++) free_in_time(clients[i]);
  }
}

int main(int count, char **arguments) {
  CHECK(count == 2, "arguments: BASE_URL");
  prepare_session(arguments[1], "many");
  int threads_before = threads(), descriptors_before = descriptors();
  one_after_the_other(arguments[1]);
  many_at_once(arguments[1]);
  CHECK(threads_soon(threads_before) == threads_before, "%d threads became %d", threads_before,
        threads());
  CHECK(descriptors() == descriptors_before, "%d descriptors became %d", descriptors_before,
        descriptors());
  printf("%d clients freed, each in %.2f ms, the longest in %.2f ms\n", freed, total / freed,
         longest);
  return 0;
}
