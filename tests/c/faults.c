/* All that goes wrong on the way: which status, which words, and what was delivered before.
 * Arguments: BASE_URL, a URL where nobody listens, the URL of an HTTPS server with an authority
 * of its own, and the file of that authority. */
#include "check.h"

#define QUESTION "And who is on the ferry?"
/* How many utterances the question is answered with. */
#define ALL 3
/* Some, but not all. */
#define SOME (-1)

struct row {
  const char *fault;
  rpggo_status status;
  const char *says; /* `detail` has this in it; NULL: nothing needs to be said */
  int http_status;
  int64_t service_code;
  int messages;
  int max_retries;
  int retries;
};

static const struct row rows[] = {
    /* The connection breaks. */
    {"cut=0", RPGGO_NETWORK, "closed", 200, 0, 0, -1, 0},
    {"cut=1", RPGGO_NETWORK, "closed", 200, 0, 0, -1, 0},
    {"cut=120", RPGGO_NETWORK, "middle of a frame", 200, 0, 0, -1, 0},
    {"cut=1500", RPGGO_NETWORK, "middle of a frame", 200, 0, SOME, -1, 0},
    {"cut=1000000", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"reset=0", RPGGO_NETWORK, "broke", 200, 0, 0, -1, 0},
    {"reset=120", RPGGO_NETWORK, "broke", 200, 0, 0, -1, 0},
    {"reset=1500", RPGGO_NETWORK, "broke", 200, 0, SOME, -1, 0},
    {"reset-before", RPGGO_NETWORK, "broke", 0, 0, 0, -1, 0},
    /* It is silent, or slow. */
    {"stall=0", RPGGO_TIMEOUT, "idle_timeout_ms", 200, 0, 0, -1, 0},
    {"stall=1500", RPGGO_TIMEOUT, "idle_timeout_ms", 200, 0, SOME, -1, 0},
    {"stall-before", RPGGO_TIMEOUT, "first_byte_timeout_ms", 0, 0, 0, -1, 0},
    {"slow-headers=20", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"slow-headers=5000", RPGGO_TIMEOUT, "first_byte_timeout_ms", 0, 0, 0, -1, 0},
    {"trickle", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"chunk=7", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"hold", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"hold,no-fin", RPGGO_TIMEOUT, "idle_timeout_ms", 200, 0, ALL, -1, 0},
    /* HTTP errors, with every kind of body. */
    {"status=400", RPGGO_BAD_REQUEST, "Bad parameter", 400, 10000001, 0, -1, 0},
    {"status=401", RPGGO_UNAUTHORIZED, "Bad token", 401, 10000004, 0, -1, 0},
    {"status=403", RPGGO_UNAUTHORIZED, "Unknown app", 403, 10000003, 0, -1, 0},
    {"status=404,body=html", RPGGO_BAD_REQUEST, "404", 404, 0, 0, -1, 0},
    {"status=408,body=empty", RPGGO_TIMEOUT, "408", 408, 0, 0, -1, 0},
    {"status=409,body=text", RPGGO_BAD_REQUEST, "The server says 409", 409, 0, 0, -1, 0},
    {"status=422,body=empty", RPGGO_BAD_REQUEST, "422", 422, 0, 0, -1, 0},
    {"status=429", RPGGO_RATE_LIMITED, "used up", 429, 10000301, 0, -1, 0},
    {"status=429,body=text", RPGGO_RATE_LIMITED, "The server says 429", 429, 0, 0, -1, 0},
    {"status=500", RPGGO_SERVICE_ERROR, "Internal error", 500, 10000000, 0, -1, 0},
    {"status=502,body=html", RPGGO_SERVICE_ERROR, "502", 502, 0, 0, -1, 0},
    {"status=503,body=text", RPGGO_SERVICE_ERROR, "The server says 503", 503, 0, 0, -1, 0},
    {"status=504,body=empty", RPGGO_SERVICE_ERROR, "504", 504, 0, 0, -1, 0},
    {"status=200,body=empty", RPGGO_PROTOCOL, "empty", 200, 0, 0, -1, 0},
    {"redirect", RPGGO_PROTOCOL, "redirect", 302, 0, 0, -1, 0},
    /* It is not what the service promises. */
    {"garbage", RPGGO_PROTOCOL, "HTTP", 0, 0, 0, -1, 0},
    {"garbage-body", RPGGO_PROTOCOL, "", 200, 0, 0, -1, 0},
    {"not-json", RPGGO_PROTOCOL, "cannot be read", 200, 0, 0, -1, 0},
    {"oversize=500000", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"oversize=2000000", RPGGO_PROTOCOL, "max_event_bytes", 200, 0, 0, -1, 0},
    {"long-line=2000000", RPGGO_PROTOCOL, "max_event_bytes", 200, 0, 0, -1, 0},
    {"deep=50", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"deep=5000", RPGGO_PROTOCOL, "nested too deep", 200, 0, 0, -1, 0},
    {"endless-headers", RPGGO_PROTOCOL, "HTTP", 0, 0, 0, -1, 0},
    /* Another form of the same, or another name: the bytes decide. */
    {"content-type=text%2Fhtml", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"content-type=text%2Fplain", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"json", RPGGO_OK, NULL, 200, 0, 1, -1, 0},
    {"listing", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"crlf", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"cr", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"cr,trickle", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"bom", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"bom,trickle", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"comments", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"code", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"no-fin", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"invalid-utf8", RPGGO_OK, NULL, 200, 0, ALL, -1, 0},
    {"unknown", RPGGO_OK, NULL, 200, 0, ALL + 1, -1, 0},
    {"flood=3000", RPGGO_OK, NULL, 200, 0, 3000, -1, 0},
    /* The service's own codes. */
    {"error=10000000", RPGGO_SERVICE_ERROR, "Internal error", 200, 10000000, 0, -1, 0},
    {"error=10000001", RPGGO_BAD_REQUEST, "Bad parameter", 200, 10000001, 0, -1, 0},
    {"error=10000003", RPGGO_UNAUTHORIZED, "Unknown app", 200, 10000003, 0, -1, 0},
    {"error=10000004", RPGGO_UNAUTHORIZED, "Bad token", 200, 10000004, 0, -1, 0},
    {"error=10000005", RPGGO_UNAUTHORIZED, "expired", 200, 10000005, 0, -1, 0},
    {"error=10000301", RPGGO_RATE_LIMITED, "used up", 200, 10000301, 0, -1, 0},
    {"error=10000302", RPGGO_SESSION_MISSING, "rpggo_session_start", 200, 10000302, 0, -1, 0},
    {"error=10000303", RPGGO_SESSION_ENDED, "has ended", 200, 10000303, 0, -1, 0},
    {"error=10000307", RPGGO_SERVICE_ERROR, "Data error", 200, 10000307, 0, -1, 0},
    {"error=10009999", RPGGO_SERVICE_ERROR, "10009999", 200, 10009999, 0, -1, 0},
    {"error-after=10000307", RPGGO_SERVICE_ERROR, "Data error", 200, 10000307, 1, -1, 0},
    {"listing,error=10000303", RPGGO_SESSION_ENDED, "has ended", 200, 10000303, 0, -1, 0},
    /* Tried again: what did not answer, or was busy. */
    {"status=503,times=1", RPGGO_OK, NULL, 200, 0, ALL, 2, 1},
    {"status=429,times=2", RPGGO_OK, NULL, 200, 0, ALL, 2, 2},
    {"status=408,times=1", RPGGO_OK, NULL, 200, 0, ALL, 0, 1},
    {"status=500", RPGGO_SERVICE_ERROR, "500", 500, 10000000, 0, 2, 2},
    {"reset-before,times=1", RPGGO_OK, NULL, 200, 0, ALL, 2, 1},
    {"status=429,retry-after=1,times=1", RPGGO_OK, NULL, 200, 0, ALL, 2, 1},
    /* Not tried again: it was delivered in part, is at work, is refused, or asks for too long. */
    {"status=429,retry-after=3600", RPGGO_RATE_LIMITED, "429", 429, 10000301, 0, 2, 0},
    {"status=400,times=1", RPGGO_BAD_REQUEST, "400", 400, 10000001, 0, 2, 0},
    {"cut=1500,times=1", RPGGO_NETWORK, "middle of a frame", 200, 0, SOME, 2, 0},
    {"stall-before,times=1", RPGGO_TIMEOUT, "first_byte_timeout_ms", 0, 0, 0, 2, 0},
    {"error=10000000,times=1", RPGGO_SERVICE_ERROR, "Internal", 200, 10000000, 0, 2, 0},
    {"garbage,times=1", RPGGO_PROTOCOL, "HTTP", 0, 0, 0, 2, 0},
};

/* Calls that answer in one piece of JSON. */
static const struct row session_rows[] = {
    {"cut=10", RPGGO_NETWORK, "closed", 200, 0, 0, -1, 0},
    {"reset=10", RPGGO_NETWORK, "broke", 200, 0, 0, -1, 0},
    {"reset-before", RPGGO_NETWORK, "broke", 0, 0, 0, -1, 0},
    {"stall=10", RPGGO_TIMEOUT, "idle_timeout_ms", 200, 0, 0, -1, 0},
    {"trickle", RPGGO_OK, NULL, 200, 0, 0, -1, 0},
    {"status=401", RPGGO_UNAUTHORIZED, "Bad token", 401, 10000004, 0, -1, 0},
    {"status=500,body=html", RPGGO_SERVICE_ERROR, "500", 500, 0, 0, -1, 0},
    {"redirect", RPGGO_PROTOCOL, "redirect", 302, 0, 0, -1, 0},
    {"not-json", RPGGO_PROTOCOL, "", 200, 0, 0, -1, 0},
    {"garbage-body", RPGGO_PROTOCOL, "", 200, 0, 0, -1, 0},
    {"content-type=text%2Fhtml", RPGGO_OK, NULL, 200, 0, 0, -1, 0},
    {"oversize=500000", RPGGO_OK, NULL, 200, 0, 0, -1, 0},
    {"oversize=2000000", RPGGO_PROTOCOL, "max_event_bytes", 200, 0, 0, -1, 0},
    {"deep=5000", RPGGO_PROTOCOL, "nested too deep", 200, 0, 0, -1, 0},
    {"invalid-utf8", RPGGO_OK, NULL, 200, 0, 0, -1, 0},
    {"unknown", RPGGO_OK, NULL, 200, 0, 0, -1, 0},
    {"error=10000001", RPGGO_BAD_REQUEST, "Bad parameter", 200, 10000001, 0, -1, 0},
    {"error=10000303", RPGGO_SESSION_ENDED, "has ended", 200, 10000303, 0, -1, 0},
    {"status=502,times=1", RPGGO_OK, NULL, 200, 0, 0, 2, 1},
};

/* Windows forgets what came before a reset and was not read yet, the head of the answer too; or it shows
 * the reset as a plain end. */
static bool may_be_forgotten(const struct row *row) {
#ifdef _WIN32
  return strncmp(row->fault, "reset=", strlen("reset=")) == 0;
#else
  (void)row;
  return false;
#endif
}

static void check_finished(const rpggo_event_finished *finished, const struct row *row) {
  CHECK(finished->status == row->status, "%s: %s (\"%s\") instead of %s", row->fault,
        rpggo_status_name(finished->status), finished->detail.data, rpggo_status_name(row->status));
  bool is_right = finished->http_status == row->http_status;
  bool is_forgotten = finished->http_status == 0 && may_be_forgotten(row);
  CHECK(is_right || is_forgotten, "%s: HTTP %d", row->fault, (int)finished->http_status);
  CHECK(finished->service_code == row->service_code, "%s: code %lld", row->fault,
        (long long)finished->service_code);
  CHECK((finished->detail.len == 0) == (row->status == RPGGO_OK), "%s: it says \"%s\"", row->fault,
        finished->detail.data);
  CHECK(row->says == NULL || may_be_forgotten(row) || strstr(finished->detail.data, row->says) != NULL,
        "%s: \"%s\" is not in \"%s\"", row->fault, row->says, finished->detail.data);
  CHECK(strstr(finished->detail.data, KEY) == NULL, "%s: the key is in it", row->fault);
}

static void check_messages(int messages, const struct row *row) {
  bool right = row->messages == SOME ? messages > 0 && messages < ALL : messages == row->messages;
  CHECK(right || (messages == 0 && may_be_forgotten(row)), "%s: %d messages were delivered", row->fault, messages);
}

/* Reads the request to its end, and checks it against the row. */
static void read_to_end(rpggo_client *client, rpggo_request_id request, const struct row *row) {
  int messages = 0, retries = 0, started = 0;
  const rpggo_event *event;
  while ((event = next_event(client))->kind != RPGGO_EVENT_FINISHED) {
    CHECK(event->request == request, "%s: another request", row->fault);
    messages += event->kind == RPGGO_EVENT_MESSAGE;
    started += event->kind == RPGGO_EVENT_STARTED;
    if (event->kind != RPGGO_EVENT_RETRYING) continue;
    CHECK(event->as.retrying.attempt == ++retries, "%s: attempt %d", row->fault,
          (int)event->as.retrying.attempt);
    CHECK(event->as.retrying.delay_ms > 0 && event->as.retrying.status != RPGGO_OK, "%s: why?",
          row->fault);
    // A little more than asked for, so that not all clients return at once.
    int delay = (int)event->as.retrying.delay_ms;
    CHECK(strstr(row->fault, "retry-after=1") == NULL || (delay >= 1000 && delay <= 1100),
          "%s: it waits %d ms", row->fault, (int)event->as.retrying.delay_ms);
  }
  check_finished(&event->as.finished, row);
  CHECK(started == (event->as.finished.http_status == 200), "%s: STARTED came %d times", row->fault, started);
  check_messages(messages, row);
  CHECK(retries == row->retries, "%s: %d retries", row->fault, retries);
  CHECK(strstr(row->fault, "3600") == NULL || event->as.finished.retry_after_ms == 3600000,
        "%s: retry after %d ms", row->fault, (int)event->as.finished.retry_after_ms);
  check_silence(client);
}

static rpggo_client *faulty_client(const char *base_url, const struct row *row) {
  rpggo_client_options options = options_for(with_fault(base_url, row->fault));
  options.first_byte_timeout_ms = 300;
  options.idle_timeout_ms = 300;
  options.max_retries = row->max_retries;
  return make_client(&options);
}

static void in_a_chat(const char *base_url, const struct row *row, int number) {
  char session[32];
  snprintf(session, sizeof session, "faults-%d", number);
  prepare_session(base_url, session);
  rpggo_client *client = faulty_client(base_url, row);
  read_to_end(client, start_chat(client, session, "mira", QUESTION), row);
  rpggo_client_free(client);
}

static void at_the_start(const char *base_url, const struct row *row) {
  rpggo_client *client = faulty_client(base_url, row);
  rpggo_session_request request = session_request("faults");
  rpggo_request_id id = 0;
  CHECK(rpggo_session_start(client, &request, &id) == RPGGO_OK, "nothing was sent");
  read_to_end(client, id, row);
  rpggo_client_free(client);
}

static void elsewhere(const char *url, const char *ca_file, const struct row *row) {
  rpggo_client_options options = options_for(url);
  options.ca_file = ca_file;
  options.max_retries = row->max_retries;
  rpggo_client *client = make_client(&options);
  rpggo_session_request request = session_request("faults");
  rpggo_request_id id = 0;
  CHECK(rpggo_session_start(client, &request, &id) == RPGGO_OK, "nothing was sent");
  read_to_end(client, id, row);
  rpggo_client_free(client);
}

static void in_all(const char *base_url) {
  static const struct row too_long = {"slow-headers=5000", RPGGO_TIMEOUT, "total_timeout_ms",
                                      0, 0, 0, -1, 0};
  rpggo_client_options options = options_for(with_fault(base_url, too_long.fault));
  options.total_timeout_ms = 200;
  rpggo_client *client = make_client(&options);
  read_to_end(client, start_chat(client, "faults", "mira", QUESTION), &too_long);
  rpggo_client_free(client);
}

int main(int count, char **arguments) {
  CHECK(count == 5, "arguments: BASE_URL, CLOSED_URL, HTTPS_URL, CA_FILE");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    in_a_chat(arguments[1], &rows[i], (int)i);
  for (size_t i = 0; i < sizeof session_rows / sizeof *session_rows; i++)
    at_the_start(arguments[1], &session_rows[i]);
  in_all(arguments[1]);

  const struct row closed = {"closed", RPGGO_NETWORK, "no connection", 0, 0, 0, 1, 1};
  elsewhere(arguments[2], NULL, &closed);
  const struct row distrusted = {"TLS", RPGGO_TLS, "ca_file", 0, 0, 0, 2, 0};
  elsewhere(arguments[3], NULL, &distrusted);
  const struct row trusted = {"TLS with ca_file", RPGGO_OK, NULL, 200, 0, 0, -1, 0};
  elsewhere(arguments[3], arguments[4], &trusted);
  return 0;
}
