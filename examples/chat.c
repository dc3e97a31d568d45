/* Talk to the characters of a game: all of rpggo in one small program.
 *   chat RECORDING.jsonl                     replays a conversation, without key and network
 *   chat [BASE_URL [GAME_ID [SESSION_ID]]]   uses a service; by default, the stand-in
 * Then enter lines with the character and the message: "mira: Good evening!". The recording's lines
 * are in prepared.txt; the stand-in is rpggo-standin, which needs no key either. */
#define _POSIX_C_SOURCE 199309L /* nanosleep */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rpggo.h"
#ifdef _WIN32
#include <windows.h>
static void wait_a_frame(void) { Sleep(16); }
static void show_all_letters(void) { SetConsoleOutputCP(CP_UTF8); }
#else
#include <time.h>
static void wait_a_frame(void) { nanosleep(&(struct timespec){0, 16 * 1000 * 1000}, NULL); }
static void show_all_letters(void) {} /* terminals use UTF-8 */
#endif

static struct { char id[64], name[128]; } characters[32];
static size_t character_count;
static char next_chapter[64];
static int is_over, failures;

static const char *name_of(const char *id) {
  for (size_t i = 0; i < character_count; i++)
    if (strcmp(characters[i].id, id) == 0) return characters[i].name;
  return id;
}

/* An event is valid until the next poll: copy what the game needs later. */
static void meet(const rpggo_chapter *chapter) {
  printf("== %s ==\n%s\n", chapter->name.data, chapter->background.data);
  character_count = chapter->characters.len < 32 ? chapter->characters.len : 32;
  for (size_t i = 0; i < character_count; i++) {
    const rpggo_character *one = &chapter->characters.items[i];
    snprintf(characters[i].id, sizeof characters[i].id, "%s", one->character_id.data);
    snprintf(characters[i].name, sizeof characters[i].name, "%s", one->name.data);
    printf("  %s: %s\n", one->character_id.data, one->name.data);
  }
}

/* A game only has to handle MESSAGE and FINISHED; all other events are optional. */
static void show(const rpggo_event *event) {
  switch (event->kind) { /* says which member of `as` is valid */
  case RPGGO_EVENT_SESSION:
    if (event->as.session.chapters.len > 0) meet(&event->as.session.chapters.items[0]);
    break;
  case RPGGO_EVENT_MESSAGE:
    printf("%s: %s\n", name_of(event->character_id.data), event->as.message.text.data);
    break;
  case RPGGO_EVENT_IMAGE: /* the game has to download it */
    printf("  picture: %s (%s)\n", event->as.image.url.data, event->as.image.caption.data);
    break;
  case RPGGO_EVENT_GOALS:
    for (size_t i = 0; i < event->as.goals.len; i++)
      printf("  [%c] %s\n", event->as.goals.items[i].achieved ? 'x' : ' ',
             event->as.goals.items[i].text.data);
    break;
  case RPGGO_EVENT_CHAPTER:
    printf("\n%s\n\n", event->as.chapter.text.data);
    snprintf(next_chapter, sizeof next_chapter, "%s", event->as.chapter.chapter_id.data);
    break;
  case RPGGO_EVENT_ENDING:
    printf("\n%s\n%s\n", event->as.ending.text.data,
           event->as.ending.won ? "You won!" : "You lost.");
    is_over = 1;
    break;
  case RPGGO_EVENT_RETRYING:
    printf("  (%s, trying again)\n", rpggo_status_name(event->as.retrying.status));
    break;
  case RPGGO_EVENT_FINISHED: /* the last event of every request; it says why one failed */
    if (event->as.finished.status == RPGGO_OK) break;
    failures += fprintf(stderr, "%s\n", event->as.finished.detail.data);
  } /* later versions may add kinds: ignore those you do not know */
}

/* The game's loop: once per frame, read the events and draw. Nothing waits for the network. */
static void play(rpggo_client *client, rpggo_status started, const rpggo_request_id *request) {
  int finished = started != RPGGO_OK; /* then nothing was sent, and no event follows */
  if (finished) failures += fprintf(stderr, "%s\n", rpggo_last_error());
  for (int frame = 0; !finished; frame++) {
    for (const rpggo_event *event; (event = rpggo_poll_event(client)) != NULL;) {
      show(event);
      if (event->kind == RPGGO_EVENT_FINISHED && event->request == *request) finished = 1;
    }
    if (frame == 60 * 60) rpggo_request_cancel(client, *request); /* a minute! FINISHED follows */
    wait_a_frame();
  }
}

int main(int count, char **arguments) {
  show_all_letters();
  rpggo_client_options options = RPGGO_CLIENT_OPTIONS_INIT; /* fields not set have defaults */
  const char *from = count > 1 ? arguments[1] : "http://127.0.0.1:8787";
  if (strstr(from, ".jsonl") != NULL) options.replay_path = from;
  else options.base_url = from;
  if (getenv("RPGGO_API_KEY") == NULL) options.api_key = "demo"; /* enough for the stand-in */
  rpggo_client *client; /* one is enough for a game */
  if (rpggo_client_new(&options, &client) != RPGGO_OK) return puts(rpggo_last_error()), 1;
  rpggo_request_id request;
  rpggo_session_request session = RPGGO_SESSION_REQUEST_INIT;
  session.game_id = count > 2 ? arguments[2] : "last-lantern";
  session.session_id = count > 3 ? arguments[3] : "my-play-through"; /* the game chooses it */
  play(client, rpggo_session_start(client, &session, &request), &request);

  for (char line[4096]; !is_over && fgets(line, sizeof line, stdin) != NULL;) {
    char who[64] = "", says[4096] = ""; /* if one is missing, the call fails */
    sscanf(line, "%63[^:]: %4095[^\r\n]", who, says);
    rpggo_chat_request chat = RPGGO_CHAT_REQUEST_INIT;
    chat.game_id = session.game_id;
    chat.session_id = session.session_id;
    chat.character_id = who;
    chat.message = says;
    chat.flags = RPGGO_CHAT_IMAGES;
    play(client, rpggo_chat_start(client, &chat, &request), &request);
    if (next_chapter[0] == '\0') continue;
    session.chapter_id = next_chapter; /* the story moves on: change the chapter */
    play(client, rpggo_chapter_change(client, &session, &request), &request);
    next_chapter[0] = '\0';
  }
  rpggo_client_free(client); /* cancels requests in progress */
  return failures != 0;
}
