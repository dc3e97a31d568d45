/* Cancelling, at every moment. After the first, it waits for the one who looks whether the
 * connection was closed: it says so on stdout and reads a line.
 * Arguments: BASE_URL. */
#include "check.h"

#define SESSION "cancelled"

/* Cancels, and checks that it takes effect soon. */
static void cancel(rpggo_client *client, rpggo_request_id request) {
  double begin = now_ms();
  CHECK(rpggo_request_cancel(client, request) == RPGGO_OK, "it cannot be cancelled");
  double call = now_ms() - begin;
  CHECK(call < 500, "the call took %.0f ms", call);
  const rpggo_event *event;
  while ((event = next_event(client))->kind != RPGGO_EVENT_FINISHED) {
  }
  CHECK(event->request == request, "the end of another request");
  CHECK(event->as.finished.status == RPGGO_CANCELLED, "%s: %s",
        rpggo_status_name(event->as.finished.status), event->as.finished.detail.data);
  CHECK(event->as.finished.detail.len > 0, "no word about it");
  CHECK(now_ms() - begin < 1000, "it took %.0f ms", now_ms() - begin);
  check_silence(client);
}

static void in_a_stall(const char *base_url) {
  rpggo_client *client = client_for(with_fault(base_url, "stall=1500"));
  rpggo_request_id request = start_chat(client, SESSION, "mira", "And who is on the ferry?");
  next_of_kind(client, RPGGO_EVENT_MESSAGE);
  cancel(client, request);
  puts("cancelled");
  fflush(stdout);
  CHECK(getchar() != EOF, "nobody looked at the connection");
  CHECK(rpggo_request_cancel(client, request) == RPGGO_OK, "over is no error");
  check_silence(client);
  rpggo_client_free(client);
}

static void before_anything(const char *base_url) {
  rpggo_client *client = client_for(with_fault(base_url, "stall-before"));
  for (int i = 0; i < 20; i++)
    cancel(client, start_chat(client, SESSION, "mira", "Never mind."));
  rpggo_client_free(client);
}

/* The answer may be there first; either way it finishes once. */
static void in_a_race(const char *base_url) {
  rpggo_client *client = client_for(base_url);
  for (int i = 0; i < 50; i++) {
    rpggo_request_id request = start_chat(client, SESSION, "mira", "Never mind.");
    if (i % 2 == 0) sleep_ms(1);
    CHECK(rpggo_request_cancel(client, request) == RPGGO_OK, "it cannot be cancelled");
    const rpggo_event *event = next_of_kind(client, RPGGO_EVENT_FINISHED);
    rpggo_status status = event->as.finished.status;
    CHECK(event->request == request, "the end of another request");
    CHECK(status == RPGGO_CANCELLED || status == RPGGO_OK, "%s", rpggo_status_name(status));
  }
  check_silence(client);
  rpggo_client_free(client);
}

static void before_the_answer(const char *base_url) {
  rpggo_client *client = client_for(with_fault(base_url, "stall-before"));
  rpggo_request_id request = start_chat(client, SESSION, "mira", "Hello?");
  sleep_ms(50);
  cancel(client, request);
  rpggo_client_free(client);
}

static void between_two_tries(const char *base_url) {
  rpggo_client_options options = options_for(with_fault(base_url, "status=503"));
  options.max_retries = 1000;
  rpggo_client *client = make_client(&options);
  rpggo_request_id request = start_chat(client, SESSION, "mira", "Hello?");
  next_of_kind(client, RPGGO_EVENT_RETRYING);
  cancel(client, request);
  rpggo_client_free(client);
}

static void twice(const char *base_url) {
  rpggo_client *client = client_for(with_fault(base_url, "stall-before"));
  rpggo_request_id request = start_chat(client, SESSION, "mira", "Hello?");
  CHECK(rpggo_request_cancel(client, request) == RPGGO_OK, "it cannot be cancelled");
  cancel(client, request);
  rpggo_client_free(client);
}

/* One of two chats: the other goes on. */
static void one_of_two(const char *base_url) {
  rpggo_client *client = client_for(with_fault(base_url, "stall-before"));
  rpggo_request_id first = start_chat(client, SESSION, "mira", "Hello?");
  rpggo_request_id second = start_chat(client, SESSION, "mira", "Hello?");
  cancel(client, first);
  cancel(client, second);
  rpggo_client_free(client);
}

static void of_nothing(const char *base_url) {
  rpggo_client *client = client_for(base_url), *other = client_for(base_url);
  rpggo_request_id request = start_chat(client, SESSION, "mira", "hello");
  rpggo_request_id wrong[] = {0, request + 1, request + 1000000, UINT64_MAX};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    CHECK(rpggo_request_cancel(client, wrong[i]) == RPGGO_OK, "%llu is an error",
          (unsigned long long)wrong[i]);
  CHECK(rpggo_request_cancel(other, request) == RPGGO_OK, "it is not that client's");
  finish_well(client, request);
  CHECK(rpggo_request_cancel(client, request) == RPGGO_OK, "over is no error");
  check_silence(client);
  check_silence(other);
  rpggo_client_free(other);
  rpggo_client_free(client);
}

int main(int count, char **arguments) {
  CHECK(count == 2, "arguments: BASE_URL");
  prepare_session(arguments[1], SESSION);
  in_a_stall(arguments[1]);
  before_anything(arguments[1]);
  in_a_race(arguments[1]);
  before_the_answer(arguments[1]);
  between_two_tries(arguments[1]);
  twice(arguments[1]);
  one_of_two(arguments[1]);
  of_nothing(arguments[1]);
  return 0;
}
