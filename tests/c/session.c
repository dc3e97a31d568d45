/* Sessions, chapters and games. Arguments: BASE_URL. */
#include "check.h"

typedef rpggo_status (*call)(rpggo_client *, const rpggo_session_request *, rpggo_request_id *);

/* Makes the call and gives its SESSION event, which is readable until the next one. */
static const rpggo_event *ask(rpggo_client *client, call make, const rpggo_session_request *request,
                              rpggo_request_id *id) {
  rpggo_status status = make(client, request, id);
  CHECK(status == RPGGO_OK && *id != 0, "the call gave %s", rpggo_status_name(status));
  const rpggo_event *event = next_event(client);
  CHECK(event->kind == RPGGO_EVENT_STARTED && event->request == *id, "STARTED does not come first");
  event = next_event(client);
  CHECK(event->kind == RPGGO_EVENT_SESSION && event->request == *id, "no SESSION");
  CHECK(is(event->as.session.game_id, GAME) && event->raw.len > 0, "another game, or no raw");
  return event;
}

static void end(rpggo_client *client, rpggo_request_id id) {
  finish_well(client, id);
  check_silence(client);
}

static void check_where(const rpggo_event *event, const char *session_id, const char *chapter_id) {
  const rpggo_event_session *session = &event->as.session;
  CHECK(is(session->session_id, session_id), "session \"%s\"", session->session_id.data);
  CHECK(session->chapters.len == 1, "%zu chapters", session->chapters.len);
  CHECK(is(session->chapters.items[0].chapter_id, chapter_id), "chapter \"%s\"",
        session->chapters.items[0].chapter_id.data);
}

static void preview(rpggo_client *client) {
  rpggo_request_id id = 0;
  rpggo_session_request request = session_request(NULL);
  const rpggo_event *event = ask(client, rpggo_game_fetch, &request, &id);
  const rpggo_event_session *game = &event->as.session;
  CHECK(game->session_id.len == 0 && game->name.len > 0, "a preview has no session");
  CHECK(game->intro.len > 0 && game->background.len > 0 && game->image.len > 0, "it says nothing");
  CHECK(game->chapters.len == 2, "%zu chapters", game->chapters.len);
  CHECK(is(game->chapters.items[1].chapter_id, "lighthouse"), "another second chapter");
  end(client, id);
}

static void start(rpggo_client *client) {
  rpggo_request_id id = 0;
  rpggo_session_request request = session_request("one");
  const rpggo_event *event = ask(client, rpggo_session_start, &request, &id);
  check_where(event, "one", "harbour");
  const rpggo_chapter *chapter = &event->as.session.chapters.items[0];
  CHECK(chapter->intro.len == 0, "\"None\" means none: %s", chapter->intro.data);
  CHECK(chapter->characters.len == 4, "%zu characters", chapter->characters.len);
  const rpggo_character *mira = &chapter->characters.items[1];
  CHECK(is(mira->character_id, "mira") && is(mira->name, "Mira, the harbour keeper"), "another");
  CHECK(is(mira->type, "npc") && is(chapter->characters.items[0].type, "dm"), "the types");
  CHECK(mira->avatar.len > 0 && mira->phases.len == 1, "no portrait, or no phases");
  end(client, id);
}

static void start_elsewhere(rpggo_client *client) {
  rpggo_request_id id = 0;
  rpggo_session_request request = session_request("two");
  request.chapter_id = "lighthouse";
  check_where(ask(client, rpggo_session_start, &request, &id), "two", "lighthouse");
  end(client, id);
}

static void change(rpggo_client *client) {
  rpggo_request_id id = 0;
  rpggo_session_request request = session_request("one");
  request.chapter_id = "lighthouse";
  check_where(ask(client, rpggo_chapter_change, &request, &id), "one", "lighthouse");
  end(client, id);
}

static void resume(const char *base_url) {
  rpggo_client *client = client_for(base_url);
  rpggo_request_id id = 0;
  rpggo_session_request request = session_request("one");
  check_where(ask(client, rpggo_session_resume, &request, &id), "one", "lighthouse");
  end(client, id);
  rpggo_client_free(client);
}

static void refused(rpggo_client *client, call make, const rpggo_session_request *request,
                    rpggo_status expected, int64_t code) {
  rpggo_request_id id = 0;
  CHECK(make(client, request, &id) == RPGGO_OK, "nothing was sent");
  const rpggo_event *event = next_of_kind(client, RPGGO_EVENT_FINISHED);
  CHECK(event->request == id && event->as.finished.status == expected, "%s instead of %s",
        rpggo_status_name(event->as.finished.status), rpggo_status_name(expected));
  CHECK(event->as.finished.service_code == code, "code %lld",
        (long long)event->as.finished.service_code);
  CHECK(event->as.finished.detail.len > 0, "no word about it");
  check_silence(client);
}

static void unsupported(rpggo_client *client, call make, const char *name) {
  rpggo_request_id id = 77;
  rpggo_session_request request = session_request("one");
  CHECK(make(client, &request, &id) == RPGGO_UNSUPPORTED, "%s was taken", name);
  CHECK(id == 0 && rpggo_last_status() == RPGGO_UNSUPPORTED, "id %llu", (unsigned long long)id);
  CHECK(strstr(rpggo_last_error(), "RPGGO_UNSUPPORTED") != NULL, "no status");
  CHECK(strstr(rpggo_last_error(), name) != NULL, "%s is not named", name);
  CHECK(strstr(rpggo_last_error(), "rpggo_session_resume") != NULL, "no alternative is named");
  check_silence(client);
}

int main(int count, char **arguments) {
  CHECK(count == 2, "arguments: BASE_URL");
  rpggo_client *client = client_for(arguments[1]);
  preview(client);
  start(client);
  start_elsewhere(client);
  change(client);
  resume(arguments[1]);
  unsupported(client, rpggo_session_history, "rpggo_session_history");
  unsupported(client, rpggo_session_reset, "rpggo_session_reset");

  rpggo_session_request request = session_request("nobody");
  refused(client, rpggo_session_resume, &request, RPGGO_SESSION_MISSING, 10000302);
  request.chapter_id = "attic";
  refused(client, rpggo_session_start, &request, RPGGO_BAD_REQUEST, 10000001);
  request.game_id = "another-game";
  refused(client, rpggo_game_fetch, &request, RPGGO_BAD_REQUEST, 10000001);
  rpggo_client_free(client);
  return 0;
}
