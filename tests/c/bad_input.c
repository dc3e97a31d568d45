/* What is missing or wrong is refused at once, by name, and nothing is sent.
 * Arguments: BASE_URL, a file that is no certificate. RPGGO_API_KEY is not set. */
#include "check.h"

#define NOT_UTF8 "caf\xe9"

static const char *base_url;

/* The call was refused, and the sentence names what is wrong. */
static void refused(rpggo_status status, rpggo_status expected, const char *name) {
  CHECK(status == expected, "%s: %s", name, rpggo_status_name(status));
  CHECK(rpggo_last_status() == expected, "%s: the last status is another", name);
  CHECK(strncmp(rpggo_last_error(), rpggo_status_name(expected),
                strlen(rpggo_status_name(expected))) == 0, "%s: the status is not named", name);
  CHECK(strstr(rpggo_last_error(), name) != NULL, "%s is not named", name);
}

/* Makes another call fail, so that a sentence of before cannot be taken for a new one. */
static void forget(void) {
  rpggo_request_cancel(NULL, 0);
  CHECK(rpggo_last_status() == RPGGO_INVALID_HANDLE, "a client that is none");
}

static void no_client(const rpggo_client_options *options, const char *name) {
  static char place;
  rpggo_client *client = (rpggo_client *)(void *)&place;
  forget();
  refused(rpggo_client_new(options, &client), RPGGO_INVALID_ARGUMENT, name);
  CHECK(client == NULL, "%s: there is a client", name);
}

static void good_client(const rpggo_client_options *options) {
  rpggo_client_free(make_client(options));
}

static void sizes_of_options(void) {
  const size_t through_flags =
      offsetof(rpggo_client_options, flags) + sizeof((rpggo_client_options *)0)->flags;
  const size_t wrong[] = {0, 1, sizeof(size_t), through_flags - 1,
                          sizeof(rpggo_client_options) + 1, 4096, SIZE_MAX};
  rpggo_client_options options = options_for(base_url);
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    options.struct_size = wrong[i];
    no_client(&options, "struct_size");
  }
  /* An older program: its struct ends after the flags, and so does the memory. */
  options.struct_size = through_flags;
  rpggo_client_options *older = malloc(through_flags);
  CHECK(older != NULL, "no memory");
  memcpy(older, &options, through_flags);
  good_client(older);
  free(older);
}

static void urls(void) {
  static const char *const wrong[] = {
      "ftp://127.0.0.1/", "file:///etc/passwd", "nonsense", "127.0.0.1:8787", "://", "https://",
      "http://example.com", "http://10.0.0.1", "http://127.0.0.1.example.com",
      "http://localhost.example.com", "https://user:password@example.com",
      "https://user@example.com", " https://example.com", "https://example.com ",
      "https://exam ple.com", "https://example.com\n", "https://example.com/\r\nX: y",
      "https://example.com/?a=b", "https://example.com/#a", "https://[::1",
      "https://example.com:99999", NOT_UTF8};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    rpggo_client_options options = options_for(wrong[i]);
    no_client(&options, "base_url");
    CHECK(strstr(rpggo_last_error(), "password") == NULL ||
          strstr(rpggo_last_error(), "user or password") != NULL, "a password is repeated");
  }
  static const char *const right[] = {"https://example.com/v1", "http://localhost:1", NULL, "",
                                      "http://[::1]:1", "http://127.1.2.3"};
  for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
    rpggo_client_options options = options_for(right[i]);
    good_client(&options);
  }
  rpggo_client_options options = options_for("http://example.com");
  options.flags = RPGGO_CLIENT_ALLOW_HTTP;
  good_client(&options);
}

static void keys(void) {
  static const char *const wrong[] = {NULL, "", "s3cret\n", "s3cret\r\nX: y", " s3cret", "s3cret ",
                                      "s3cret\xc3\xa9", "s3cret\x7f", NOT_UTF8};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    rpggo_client_options options = options_for(base_url);
    options.api_key = wrong[i];
    no_client(&options, "api_key");
    CHECK(strstr(rpggo_last_error(), "s3") == NULL, "the key is repeated");
  }
  rpggo_client_options options = options_for(base_url);
  options.api_key = NULL;
  no_client(&options, "RPGGO_API_KEY");
}

static void other_options(const char *not_a_certificate) {
  static const char *const files[] = {"/nowhere/ca.pem", NOT_UTF8};
  static const char *const proxies[] = {"nonsense", "ftp://127.0.0.1:1", "http://", "://",
                                        NOT_UTF8};
  rpggo_client_options options = options_for(base_url);
  options.service = 99;
  no_client(&options, "service");
  options.service = -1;
  no_client(&options, "service");
  options = options_for(base_url);
  options.flags = 0x80000000;
  no_client(&options, "flags");
  options = options_for(base_url);
  options.max_retries = -2;
  no_client(&options, "max_retries");
  options = options_for(base_url);
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    options.ca_file = files[i];
    no_client(&options, "ca_file");
  }
  options.ca_file = not_a_certificate;
  no_client(&options, "ca_file");
  options = options_for(base_url);
  for (size_t i = 0; i < sizeof proxies / sizeof *proxies; i++) {
    options.proxy_url = proxies[i];
    no_client(&options, "proxy_url");
  }
  options.proxy_url = "http://user:secret-of-the-proxy@[";
  no_client(&options, "proxy_url");
  CHECK(strstr(rpggo_last_error(), "secret-of-the-proxy") == NULL, "the password is repeated");
  options.proxy_url = "socks5://127.0.0.1:1";
  good_client(&options);
}

static void null_pointers(rpggo_client *client) {
  rpggo_client_options options = options_for(base_url);
  no_client(NULL, "rpggo_client_options");
  forget();
  refused(rpggo_client_new(&options, NULL), RPGGO_INVALID_ARGUMENT, "out_client");
  rpggo_request_id id = 77;
  refused(rpggo_chat_start(client, NULL, &id), RPGGO_INVALID_ARGUMENT, "rpggo_chat_request");
  CHECK(id == 0, "there is a request");
  id = 77;
  refused(rpggo_game_fetch(client, NULL, &id), RPGGO_INVALID_ARGUMENT, "rpggo_session_request");
  CHECK(id == 0, "there is a request");
  refused(rpggo_game_fetch(client, NULL, NULL), RPGGO_INVALID_ARGUMENT, "rpggo_session_request");
}

static void no_chat(rpggo_client *client, const rpggo_chat_request *request, const char *name) {
  rpggo_request_id id = 77;
  forget();
  refused(rpggo_chat_start(client, request, &id), RPGGO_INVALID_ARGUMENT, name);
  CHECK(id == 0, "%s: there is the request %llu", name, (unsigned long long)id);
}

/* One text of a request, and its name. */
struct field {
  const char *name;
  size_t offset;
  bool required;
};

static void set(void *request, const struct field *field, const char *text) {
  memcpy((char *)request + field->offset, &text, sizeof text);
}

static const struct field chat_fields[] = {
    {"character_id", offsetof(rpggo_chat_request, character_id), true},
    {"session_id", offsetof(rpggo_chat_request, session_id), true},
    {"message", offsetof(rpggo_chat_request, message), true},
    {"message_id", offsetof(rpggo_chat_request, message_id), false},
    {"game_id", offsetof(rpggo_chat_request, game_id), true},
    {"machine_id", offsetof(rpggo_chat_request, machine_id), false},
    {"user_id", offsetof(rpggo_chat_request, user_id), false},
    {"extra_json", offsetof(rpggo_chat_request, extra_json), false},
};

static void chat_texts(rpggo_client *client) {
  for (size_t i = 0; i < sizeof chat_fields / sizeof *chat_fields; i++) {
    const struct field *field = &chat_fields[i];
    rpggo_chat_request request = chat_request("session", "mira", "hello");
    set(&request, field, NOT_UTF8);
    no_chat(client, &request, field->name);
    CHECK(strstr(rpggo_last_error(), "UTF-8") != NULL, "the reason is not told");
    if (!field->required) continue;
    set(&request, field, NULL);
    no_chat(client, &request, field->name);
    set(&request, field, "");
    no_chat(client, &request, field->name);
  }
}

static void chat_rest(rpggo_client *client) {
  static const char *const extras[] = {"nonsense", "[1]", "3", "\"text\"", "null", "{", "{} {}",
                                       "{\"a\":}", " "};
  rpggo_chat_request request = chat_request("session", "mira", "hello");
  for (size_t i = 0; i < sizeof extras / sizeof *extras; i++) {
    request.extra_json = extras[i];
    no_chat(client, &request, "extra_json");
  }
  request.extra_json = NULL;
  request.flags = 0x40000000;
  no_chat(client, &request, "flags");
  request.flags = 0;
  const size_t wrong[] = {0, 1, offsetof(rpggo_chat_request, flags), sizeof request + 1, SIZE_MAX};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    request.struct_size = wrong[i];
    no_chat(client, &request, "struct_size");
  }
}

typedef rpggo_status (*call)(rpggo_client *, const rpggo_session_request *, rpggo_request_id *);

static void no_session(rpggo_client *client, call make, const rpggo_session_request *request,
                       const char *name) {
  rpggo_request_id id = 77;
  forget();
  refused(make(client, request, &id), RPGGO_INVALID_ARGUMENT, name);
  CHECK(id == 0, "%s: there is the request %llu", name, (unsigned long long)id);
}

static const struct field session_fields[] = {
    {"session_id", offsetof(rpggo_session_request, session_id), true},
    {"game_id", offsetof(rpggo_session_request, game_id), true},
    {"chapter_id", offsetof(rpggo_session_request, chapter_id), true},
    {"character_id", offsetof(rpggo_session_request, character_id), false},
    {"machine_id", offsetof(rpggo_session_request, machine_id), false},
    {"player_name", offsetof(rpggo_session_request, player_name), false},
    {"player_gender", offsetof(rpggo_session_request, player_gender), false},
    {"system_prompt", offsetof(rpggo_session_request, system_prompt), false},
};

static void session_texts(rpggo_client *client) {
  for (size_t i = 0; i < sizeof session_fields / sizeof *session_fields; i++) {
    const struct field *field = &session_fields[i];
    rpggo_session_request request = session_request("session");
    request.chapter_id = "harbour";
    set(&request, field, NOT_UTF8);
    no_session(client, rpggo_session_start, &request, field->name);
    no_session(client, rpggo_session_history, &request, field->name);
    if (!field->required) continue;
    set(&request, field, NULL);
    no_session(client, rpggo_chapter_change, &request, field->name);
    set(&request, field, "");
    no_session(client, rpggo_chapter_change, &request, field->name);
  }
}

static void session_rest(rpggo_client *client) {
  rpggo_session_request request = session_request(NULL);
  no_session(client, rpggo_session_start, &request, "session_id");
  no_session(client, rpggo_session_resume, &request, "session_id");
  request.game_id = NULL;
  no_session(client, rpggo_game_fetch, &request, "game_id");
  request = session_request("session");
  const size_t before_prompt = offsetof(rpggo_session_request, system_prompt);
  const size_t wrong[] = {0, 1, before_prompt - 1, sizeof request + 1, SIZE_MAX};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    request.struct_size = wrong[i];
    no_session(client, rpggo_session_start, &request, "struct_size");
  }
  /* An older program knows no system prompt; what stands behind its struct is not read, and half a
   * pointer is none. (Without a game nothing is sent.) */
  request.game_id = NULL;
  request.system_prompt = (const char *)1;
  for (size_t size = before_prompt; size < sizeof request; size++) {
    request.struct_size = size;
    no_session(client, rpggo_session_start, &request, "game_id");
  }
}

int main(int count, char **arguments) {
  CHECK(count == 3, "arguments: BASE_URL, FILE");
  CHECK(getenv("RPGGO_API_KEY") == NULL, "RPGGO_API_KEY is set");
  base_url = arguments[1];
  sizes_of_options();
  urls();
  keys();
  other_options(arguments[2]);
  rpggo_client *client = client_for(base_url);
  null_pointers(client);
  chat_texts(client);
  chat_rest(client);
  session_texts(client);
  session_rest(client);
  check_silence(client);
  rpggo_client_free(client);
  return 0;
}
