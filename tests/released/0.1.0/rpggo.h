/*
 * rpggo: let players talk with AI characters.
 *
 * Three calls are enough: make a client, start a chat, and once a frame read what happened.
 *
 *   rpggo_client_options options = RPGGO_CLIENT_OPTIONS_INIT;
 *   options.api_key = "...";
 *   rpggo_client *client;
 *   if (rpggo_client_new(&options, &client) != RPGGO_OK) puts(rpggo_last_error());
 *
 *   rpggo_chat_request chat = RPGGO_CHAT_REQUEST_INIT;
 *   chat.game_id = "..."; chat.session_id = "..."; chat.character_id = "...";
 *   chat.message = "Good evening!";
 *   rpggo_chat_start(client, &chat, NULL);
 *
 *   // once a frame
 *   const rpggo_event *event;
 *   while ((event = rpggo_poll_event(client)) != NULL) {
 *     if (event->kind == RPGGO_EVENT_MESSAGE) puts(event->as.message.text.data);
 *     if (event->kind == RPGGO_EVENT_FINISHED && event->as.finished.status != RPGGO_OK)
 *       puts(event->as.finished.detail.data);
 *   }
 *
 *   rpggo_client_free(client);
 *
 * options.service chooses the service, RPGGO where it is not set. A game that changes it changes
 * base_url and the ids with it, and no other line.
 *
 * To begin without a key and without a network, options.replay_path plays a recorded conversation;
 * options.record_path makes one. options.log_level makes the library tell what it does.
 *
 * What holds for every call:
 *  - It returns at once and never waits for the network. No code of the game ever runs on a thread
 *    of the library: there are no callbacks.
 *  - It may be called from any thread; one thread at a time polls a client.
 *  - A wrong handle gives RPGGO_INVALID_HANDLE, never a crash. Where a call fails,
 *    rpggo_last_error() says why and what to do.
 *  - Strings that are passed in are UTF-8, end in a NUL, and are copied before the call returns.
 *  - A request that was started gets its events in order and then exactly one
 *    RPGGO_EVENT_FINISHED, whatever happens. A game that reads only RPGGO_EVENT_MESSAGE and
 *    RPGGO_EVENT_FINISHED works with every service.
 *
 * This file is generated from the library's source; do not edit it.
 */

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The version of this header, for example "0.1.0"; `rpggo_version()` tells the library's.
#define RPGGO_VERSION "0.1.0"

/// The first number of `RPGGO_VERSION`: for `#if`, where a program compiles with older headers too.
#define RPGGO_VERSION_MAJOR 0

/// The second number of `RPGGO_VERSION`.
#define RPGGO_VERSION_MINOR 1

/// The third number of `RPGGO_VERSION`.
#define RPGGO_VERSION_PATCH 0

/// The service took the request: `as.started`.
#define RPGGO_EVENT_STARTED 1

/// A piece of an utterance as it is written: `as.text`. RPGGO and the web form of the persona
/// chat send whole utterances only.
#define RPGGO_EVENT_TEXT 2

/// One whole utterance: `as.message`. Comes with every service, after the pieces where there
/// are any.
#define RPGGO_EVENT_MESSAGE 3

/// A picture: `as.image`.
#define RPGGO_EVENT_IMAGE 4

/// The state of the goals: `as.goals`.
#define RPGGO_EVENT_GOALS 5

/// The story moves to another chapter: `as.chapter`. Call `rpggo_chapter_change` with it.
#define RPGGO_EVENT_CHAPTER 6

/// The game is over: `as.ending`.
#define RPGGO_EVENT_ENDING 7

/// The state of a persona's machine: `as.state`.
#define RPGGO_EVENT_STATE 8

/// The values to display changed: `as.status`.
#define RPGGO_EVENT_STATUS 9

/// What something cost: `as.cost`.
#define RPGGO_EVENT_COST 10

/// A session or a game: `as.session`.
#define RPGGO_EVENT_SESSION 11

/// The request is tried again after a while: `as.retrying`.
#define RPGGO_EVENT_RETRYING 12

/// The last event of its request, always exactly one: `as.finished`.
#define RPGGO_EVENT_FINISHED 13

/// A line for the developer: `as.log`. Sent where `rpggo_client_options.log_level` asks for it.
#define RPGGO_EVENT_LOG 14

/// A character of the game.
#define RPGGO_ROLE_CHARACTER 0

/// The player: only in a history.
#define RPGGO_ROLE_PLAYER 1

/// The story's narrator: RPGGO's directors, whose `character_type` ends in `_dm`.
#define RPGGO_ROLE_NARRATOR 2

/// Something failed.
#define RPGGO_LOG_ERROR 1

/// Something is odd.
#define RPGGO_LOG_WARN 2

/// Something happened.
#define RPGGO_LOG_INFO 3

/// Details.
#define RPGGO_LOG_DEBUG 4

/// For a timeout: as long as it takes.
#define RPGGO_NO_TIMEOUT UINT32_MAX

/// For `rpggo_client_options.flags`: allow plain `http` to hosts other than this machine. Anybody
/// on the way can read the key and the talk: for tests in a trusted network only.
#define RPGGO_CLIENT_ALLOW_HTTP 1

/// For `rpggo_client_options.flags`: do not use the proxies that the environment names
/// (`HTTPS_PROXY`, `ALL_PROXY`, ...; on Windows and macOS those of the system).
#define RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY 2

/// For `rpggo_client_options.replay_speed`: as fast as the game polls, and the same events in the
/// same order every time, whatever the machine does: for tests. What the game asks for, and its
/// cancellations, take effect when it polls until NULL once more.
#define RPGGO_REPLAY_AS_POLLED -1.0

/// For `rpggo_chat_request.flags`: ask for pictures, which come as `RPGGO_EVENT_IMAGE` (RPGGO).
#define RPGGO_CHAT_IMAGES 1

/// It worked.
#define RPGGO_OK 0

/// An argument is missing or wrong. `rpggo_last_error()` names it and says what to do; nothing was
/// sent.
#define RPGGO_INVALID_ARGUMENT 1

/// The client is NULL, was freed, or never was one, or this process was forked from the one that
/// made it: a child makes a client of its own.
#define RPGGO_INVALID_HANDLE 2

/// The client's service has no such call; the message says which services have it.
#define RPGGO_UNSUPPORTED 3

/// Too many requests of this client are under way (`max_requests`), or another thread is polling
/// it at this moment.
#define RPGGO_BUSY 4

/// The game cancelled the request.
#define RPGGO_CANCELLED 5

/// A timeout struck, or the service gave up waiting (HTTP 408); `detail` says which it was.
#define RPGGO_TIMEOUT 6

/// The name was not found, or the connection was refused, reset, or cut in the middle.
#define RPGGO_NETWORK 7

/// The certificate or the TLS handshake was not acceptable.
#define RPGGO_TLS 8

/// The service does not accept the key: HTTP 401 and 403, RPGGO 10000003 to 10000005.
#define RPGGO_UNAUTHORIZED 9

/// The service does not accept the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001.
#define RPGGO_BAD_REQUEST 10

/// Too many requests, or a quota is used up: HTTP 429, RPGGO 10000301. See `retry_after_ms`.
#define RPGGO_RATE_LIMITED 11

/// The game session has ended: RPGGO 10000303. Start one with a new `session_id`.
#define RPGGO_SESSION_ENDED 12

/// The session does not exist yet: RPGGO 10000302. Call `rpggo_session_start` first.
#define RPGGO_SESSION_MISSING 13

/// The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code.
#define RPGGO_SERVICE_ERROR 14

/// The answer is not what the service promises: not JSON, too long, nested too deep, another
/// content type, or a redirect.
#define RPGGO_PROTOCOL 15

/// A fault of this library. That request is over, the client lives on.
#define RPGGO_INTERNAL 16

/// RPGGO V2: games with chapters, goals, endings and pictures.
#define RPGGO_SERVICE_RPGGO 0

/// Persona chat: a state machine with a score. Foil Engine's API. The key may be absent; one that
/// begins with "pk_" selects the form of its SDK, which streams.
#define RPGGO_SERVICE_PERSONA 1

/// Aurora: characters who speak token by token. Ids are whole numbers in decimal.
#define RPGGO_SERVICE_AURORA 2

/// Every server with OpenAI's chat completions (llama.cpp, Ollama, LM Studio, vLLM, clouds):
/// `base_url` is required and ends before "/chat/completions"; `character_id` is the model; the
/// turns of each session are kept in the client, and `rpggo_session_start` takes the system prompt.
#define RPGGO_SERVICE_OPENAI 3

/// The version of this interface. It is raised when programs have to be compiled again.
#define RPGGO_ABI_VERSION 1

/// A client: one hidden thread, its connections, and the queue of its events. Opaque; the pointer
/// is a handle and not an address, so a wrong one is an error and never a crash.
typedef struct rpggo_client rpggo_client;

/// How a call or a request ended: one of the `RPGGO_...` constants. Numbers never change;
/// later versions may add some, so treat one that you do not know as a failure.
typedef int32_t rpggo_status;

/// What the player says, and to whom. Begin with `RPGGO_CHAT_REQUEST_INIT`. One vocabulary for all
/// services; each reads the fields that it has. Strings are UTF-8 and end in a NUL; they are
/// copied before `rpggo_chat_start` returns. Later versions add fields at the end only.
typedef struct rpggo_chat_request {
  /// `sizeof(rpggo_chat_request)`; `RPGGO_CHAT_REQUEST_INIT` sets it.
  size_t struct_size;
  /// Who is spoken to; required. RPGGO names them in `RPGGO_EVENT_SESSION`; else the persona's id,
  /// Aurora's number in decimal, or the model of an OpenAI-compatible server.
  const char *character_id;
  /// The player's session; required. Aurora: a number in decimal.
  const char *session_id;
  /// What the player says; required.
  const char *message;
  /// Any unique id. NULL: one is made. A retry sends the same one.
  const char *message_id;
  /// The game; required by RPGGO.
  const char *game_id;
  /// The persona's machine; NULL: the main one. Read by the persona chat alone.
  const char *machine_id;
  /// The player's id at the service; may be NULL.
  const char *user_id;
  /// A JSON object whose members are merged into the body, objects in objects too, and win over
  /// the library's own; for example "{\"llm_config\":{\"temperature\":0.2}}". NULL: none.
  const char *extra_json;
  /// `RPGGO_CHAT_...` flags, or-ed. Default: none.
  uint32_t flags;
} rpggo_chat_request;

/// Names a request; 0 names none. Never used twice in a process.
typedef uint64_t rpggo_request_id;

/// Which service a client talks to: one of the `RPGGO_SERVICE_...` constants.
typedef int32_t rpggo_service;

/// How important a log line is: one of the `RPGGO_LOG_...` constants; larger is less.
typedef int32_t rpggo_log_level;

/// How a client is set up. Begin with `RPGGO_CLIENT_OPTIONS_INIT` and set what differs: zero and
/// NULL mean the default. The library copies everything before `rpggo_client_new` returns. Later
/// versions add fields at the end only.
typedef struct rpggo_client_options {
  /// `sizeof(rpggo_client_options)`; `RPGGO_CLIENT_OPTIONS_INIT` sets it.
  size_t struct_size;
  /// Which service to talk to: a `RPGGO_SERVICE_...` constant. Default: RPGGO.
  rpggo_service service;
  /// Where the service is, for example "https://api.example.com/v1"; a path is kept. NULL: the
  /// service's public address. `http` only for this machine ("http://127.0.0.1:8787"), unless
  /// `RPGGO_CLIENT_ALLOW_HTTP` is set. A host in other scripts is written as "xn--...".
  const char *base_url;
  /// The key. NULL: the environment variable `RPGGO_API_KEY` where the service needs a key (RPGGO,
  /// Aurora), else none. It is in no error and no log, and taken out where a server repeats it (in
  /// a story, if it has at least 16 characters: a shorter one may be a word).
  const char *api_key;
  /// Longest wait for a connection, name look-up and TLS included, in milliseconds. Default:
  /// 10000; `RPGGO_NO_TIMEOUT`: none.
  uint32_t connect_timeout_ms;
  /// Longest wait from the start of a request to the head of its answer, connecting included, in
  /// milliseconds. Default: 30000; `RPGGO_NO_TIMEOUT`: none.
  uint32_t first_byte_timeout_ms;
  /// Longest silence in the middle of an answer, in milliseconds. Default: 60000;
  /// `RPGGO_NO_TIMEOUT`: none.
  uint32_t idle_timeout_ms;
  /// Longest time for a whole request, retries included, in milliseconds. Default: none.
  uint32_t total_timeout_ms;
  /// How often a request is tried again after a failed connection or HTTP 408, 425, 429 and 5xx,
  /// while nothing of its answer was delivered, with the same `message_id`. A chat of a service
  /// that knows no message ids (persona, Aurora) is sent again only where it cannot have been
  /// taken: no connection, HTTP 429 and 503. Default (0): 2; -1: never.
  int32_t max_retries;
  /// How many bytes of events may wait for `rpggo_poll_event`; when the game stops polling, the
  /// sockets wait and nothing is lost. One event goes through even if it is larger. Beside them
  /// each request under way holds the one frame that it is reading. Default: 4194304.
  size_t max_queued_bytes;
  /// `RPGGO_CLIENT_...` flags, or-ed. Default: none.
  uint32_t flags;
  /// How many requests may be under way at once; one more is refused with `RPGGO_BUSY`. Default:
  /// 1024.
  uint32_t max_requests;
  /// The longest line, event or body that is accepted, in bytes; a longer one ends its request
  /// with `RPGGO_PROTOCOL`. Default: 1048576.
  size_t max_event_bytes;
  /// A PEM file of further certificate authorities to trust, beside those of the operating
  /// system (or the bundled ones where it has none). NULL: none.
  const char *ca_file;
  /// A proxy for all requests, for example "http://user:password@proxy.example.com:8080", also
  /// `https://` and `socks5://`. NULL: as the environment says. To this machine
  /// ("http://127.0.0.1:...") only a proxy named here is used.
  const char *proxy_url;
  /// Further headers for every request, one a line: "Name: value\nName: value". They win over the
  /// library's own. NULL: none.
  const char *extra_headers;
  /// How many characters of a session's turns an OpenAI-compatible server is sent along with each
  /// new one; the oldest are left out, the system prompt is not. Default: 16000.
  uint32_t max_history_characters;
  /// Write every request and every byte of its answer, with their times, into this file, for
  /// `replay_path` and for the inspector. A file for each client; what is in it already stays, and
  /// the new lines follow. The key and other secrets are not in it, however a server repeats them
  /// (of 8 characters at least: fewer are words); what players say is. NULL: do not record.
  const char *record_path;
  /// The recording ends before its file has more bytes than this, and into one that is full
  /// nothing is written; the talk goes on, and the log warns. Default: 67108864; at most
  /// 1073741824.
  uint64_t max_recording_bytes;
  /// Answer all requests from this recording, without any network: no key and no `base_url` are
  /// needed. The file is read before `rpggo_client_new` returns. A request gets the first recorded
  /// answer that was not played yet: of the same call, character and session, else of the same
  /// call and character, else of the same call. One that has none finishes with
  /// `RPGGO_UNSUPPORTED`, and `detail` says what the recording has. NULL: do not replay.
  const char *replay_path;
  /// The recording itself, as text, instead of its path: for engines whose assets are no files
  /// (Unity's `TextAsset`, Godot's `res://`, Android). NULL: none.
  const char *replay_text;
  /// How many times faster than recorded it is played, from 0.01 to 1000, or
  /// `RPGGO_REPLAY_AS_POLLED`. Default (0): 1, as recorded.
  double replay_speed;
  /// Send `RPGGO_EVENT_LOG` events, which say what the library does, up to this level: a
  /// `RPGGO_LOG_...` constant. Default (0): none.
  rpggo_log_level log_level;
} rpggo_client_options;

/// What an event says: one of the `RPGGO_EVENT_...` constants. Numbers never change; later
/// versions may add some, so skip those that you do not know.
typedef int32_t rpggo_event_kind;

/// UTF-8 text of the library. `data` is never NULL and ends in a NUL that `len` leaves out, so it
/// can be used as a C string; the text itself may contain a NUL where a service sent one. An
/// absent text is empty. It lives as long as the event that it came with.
typedef struct rpggo_str {
  /// The first byte.
  const char *data;
  /// How many bytes, without the NUL.
  size_t len;
} rpggo_str;

/// `RPGGO_EVENT_STARTED`: the service took the request.
typedef struct rpggo_event_started {
  /// The HTTP status of the answer, for example 200.
  int32_t http_status;
} rpggo_event_started;

/// `RPGGO_EVENT_TEXT`: a piece of an utterance as it is written.
typedef struct rpggo_event_text {
  /// The new piece; append it to those before.
  struct rpggo_str delta;
} rpggo_event_text;

/// Who an utterance is by: one of the `RPGGO_ROLE_...` constants.
typedef int32_t rpggo_role;

/// A list of texts.
typedef struct rpggo_str_list {
  /// The first; not to be read when `len` is 0.
  const struct rpggo_str *items;
  /// How many.
  size_t len;
} rpggo_str_list;

/// What a character does beside speaking.
typedef struct rpggo_action {
  /// The service's word for the kind of action.
  struct rpggo_str type;
  /// The action in words.
  struct rpggo_str text;
} rpggo_action;

/// A list of actions.
typedef struct rpggo_action_list {
  /// The first; not to be read when `len` is 0.
  const struct rpggo_action *items;
  /// How many.
  size_t len;
} rpggo_action_list;

/// `RPGGO_EVENT_MESSAGE`: one whole utterance. `event->character_id` says whose.
typedef struct rpggo_event_message {
  /// What is said, as it was written.
  struct rpggo_str text;
  /// More text of the service; often empty.
  struct rpggo_str text_ext;
  /// The service's word for the kind of speaker, for example "common_npc"; later ones may
  /// come.
  struct rpggo_str character_type;
  /// Who it is by: a `RPGGO_ROLE_...` constant.
  rpggo_role role;
  /// True for a line of an earlier talk.
  bool history;
  /// How many talks were had in this chapter; 0 when unknown.
  int32_t current_count;
  /// How many are allowed; 0 when unknown.
  int32_t max_chat_count;
  /// The ids of all characters who are in the talk (group chat).
  struct rpggo_str_list insiders;
  /// What the character does beside speaking.
  struct rpggo_action_list actions;
  /// True for what came of an utterance whose stream was cut in the middle: the request finishes
  /// with the reason. A game that shows such a text should say that it is not all. (A cancelled
  /// request gives no such message.)
  bool partial;
} rpggo_event_message;

/// `RPGGO_EVENT_IMAGE`: a picture. The library does not load it.
typedef struct rpggo_event_image {
  /// Where it can be loaded from.
  struct rpggo_str url;
  /// What it shows.
  struct rpggo_str caption;
  /// The service's number for the kind of picture; 0 when unknown.
  int32_t image_type;
} rpggo_event_image;

/// A goal.
typedef struct rpggo_goal {
  /// Its id.
  struct rpggo_str goal_id;
  /// It in words.
  struct rpggo_str text;
  /// True when it is reached.
  bool achieved;
} rpggo_goal;

/// `RPGGO_EVENT_GOALS`: the state of the goals, after every utterance of the player. An empty
/// list means that the service named none this time: keep what you show.
typedef struct rpggo_event_goals {
  /// The first; not to be read when `len` is 0.
  const struct rpggo_goal *items;
  /// How many.
  size_t len;
  /// The goal that the player works on now; empty when unknown.
  struct rpggo_str current_goal_id;
} rpggo_event_goals;

/// `RPGGO_EVENT_CHAPTER`: the story moves on; at most one in a chat.
typedef struct rpggo_event_chapter {
  /// The chapter that comes next.
  struct rpggo_str chapter_id;
  /// What to tell the player; may be empty.
  struct rpggo_str text;
} rpggo_event_chapter;

/// `RPGGO_EVENT_ENDING`: the game is over; at most one in a chat.
typedef struct rpggo_event_ending {
  /// True when the player won.
  bool won;
  /// What to tell the player; may be empty.
  struct rpggo_str text;
} rpggo_event_ending;

/// `RPGGO_EVENT_STATE`: the state of a persona's machine.
typedef struct rpggo_event_state {
  /// The name of the current state.
  struct rpggo_str state;
  /// The score; may be a fraction.
  double score;
  /// How it ended; empty while it has not.
  struct rpggo_str outcome;
  /// What the machine decided on the player's message; may be empty.
  struct rpggo_str decision;
  /// True when the persona asks back.
  bool follow_up;
  /// How often the persona led the talk back; -1 when unknown.
  int32_t redirect_count;
  /// How the machine scores.
  struct rpggo_str scoring_mode;
  /// True when the machine came to its end.
  bool machine_completed;
  /// The ids of the machines that are open to the player now.
  struct rpggo_str_list unlocked_machines;
} rpggo_event_state;

/// A value to display.
typedef struct rpggo_status_value {
  /// What it is the value of.
  struct rpggo_str key;
  /// The value: a string as it is, all else as JSON text.
  struct rpggo_str value;
} rpggo_status_value;

/// `RPGGO_EVENT_STATUS`: the values to display changed. Merge them by key over those shown. An
/// empty list carries a frame that no other kind fits: see `event->raw`.
typedef struct rpggo_event_status {
  /// The first; not to be read when `len` is 0.
  const struct rpggo_status_value *items;
  /// How many.
  size_t len;
} rpggo_event_status;

/// `RPGGO_EVENT_COST`: what something cost.
typedef struct rpggo_event_cost {
  /// The service's word for the kind of cost, for example "ImageConsumption".
  struct rpggo_str type;
  /// Its name for people.
  struct rpggo_str name;
  /// How much, in the service's unit.
  double amount;
  /// "OUT" when it was spent, "IN" when it was received.
  struct rpggo_str direction;
  /// What it was for.
  struct rpggo_str description;
} rpggo_event_cost;

/// A character.
typedef struct rpggo_character {
  /// The id to chat with.
  struct rpggo_str character_id;
  /// The name to show.
  struct rpggo_str name;
  /// "npc", or "dm" for one who leads the game.
  struct rpggo_str type;
  /// A portrait: its address; may be empty.
  struct rpggo_str avatar;
  /// The phases that the character can be in.
  struct rpggo_str_list phases;
} rpggo_character;

/// A list of characters.
typedef struct rpggo_character_list {
  /// The first; not to be read when `len` is 0.
  const struct rpggo_character *items;
  /// How many.
  size_t len;
} rpggo_character_list;

/// A chapter.
typedef struct rpggo_chapter {
  /// Its id.
  struct rpggo_str chapter_id;
  /// Its name.
  struct rpggo_str name;
  /// What to tell the player first; empty where the service says "None".
  struct rpggo_str intro;
  /// Where it is set, and what the player should know.
  struct rpggo_str background;
  /// A picture of it: its address; may be empty.
  struct rpggo_str image;
  /// Sound to play during it: its address; may be empty.
  struct rpggo_str background_audio;
  /// Sound to play at its end: its address; may be empty.
  struct rpggo_str ending_audio;
  /// Whom one can speak to.
  struct rpggo_character_list characters;
} rpggo_chapter;

/// A list of chapters.
typedef struct rpggo_chapter_list {
  /// The first; not to be read when `len` is 0.
  const struct rpggo_chapter *items;
  /// How many.
  size_t len;
} rpggo_chapter_list;

/// `RPGGO_EVENT_SESSION`: a session or a game.
typedef struct rpggo_event_session {
  /// The session; empty for a preview of a game.
  struct rpggo_str session_id;
  /// The game.
  struct rpggo_str game_id;
  /// The game's name.
  struct rpggo_str name;
  /// What to tell the player first; empty where the service says "None".
  struct rpggo_str intro;
  /// The world that the game is set in.
  struct rpggo_str background;
  /// A picture of the game: its address; may be empty.
  struct rpggo_str image;
  /// The persona's machine.
  struct rpggo_str machine_id;
  /// The current chapter; for a preview all of them.
  struct rpggo_chapter_list chapters;
  /// The player's name, as the persona knows it.
  struct rpggo_str player_name;
  /// The player's gender, as the persona knows it.
  struct rpggo_str player_gender;
} rpggo_event_session;

/// `RPGGO_EVENT_RETRYING`: the request is tried again.
typedef struct rpggo_event_retrying {
  /// Which retry it is: 1 is the first.
  int32_t attempt;
  /// How long the library waits before it, in milliseconds.
  int32_t delay_ms;
  /// Why the last try failed.
  rpggo_status status;
} rpggo_event_retrying;

/// `RPGGO_EVENT_FINISHED`: the last event of its request.
typedef struct rpggo_event_finished {
  /// How it ended.
  rpggo_status status;
  /// The HTTP status of the answer; 0 when there was none.
  int32_t http_status;
  /// The service's own code, for example 10000303; 0 when it gave none.
  int64_t service_code;
  /// What happened and what to do, in a sentence, with the service's own words where it has
  /// any; empty when all went well.
  struct rpggo_str detail;
  /// How long the service asks to wait before the next try, in milliseconds; 0 when it does
  /// not say.
  int32_t retry_after_ms;
} rpggo_event_finished;

/// `RPGGO_EVENT_LOG`: a line for the developer, which says what the library does: what was asked,
/// when the answer began, retries, how it ended. No secret is in it. Its words may change with every
/// version: do not read them by program.
typedef struct rpggo_event_log {
  /// How important it is.
  rpggo_log_level level;
  /// The line: a sentence, without a line break at its end.
  struct rpggo_str text;
} rpggo_event_log;

/// What an event says; `rpggo_event.kind` tells which member is there to be read.
typedef union rpggo_event_payload {
  /// For `RPGGO_EVENT_STARTED`.
  struct rpggo_event_started started;
  /// For `RPGGO_EVENT_TEXT`.
  struct rpggo_event_text text;
  /// For `RPGGO_EVENT_MESSAGE`.
  struct rpggo_event_message message;
  /// For `RPGGO_EVENT_IMAGE`.
  struct rpggo_event_image image;
  /// For `RPGGO_EVENT_GOALS`.
  struct rpggo_event_goals goals;
  /// For `RPGGO_EVENT_CHAPTER`.
  struct rpggo_event_chapter chapter;
  /// For `RPGGO_EVENT_ENDING`.
  struct rpggo_event_ending ending;
  /// For `RPGGO_EVENT_STATE`.
  struct rpggo_event_state state;
  /// For `RPGGO_EVENT_STATUS`.
  struct rpggo_event_status status;
  /// For `RPGGO_EVENT_COST`.
  struct rpggo_event_cost cost;
  /// For `RPGGO_EVENT_SESSION`.
  struct rpggo_event_session session;
  /// For `RPGGO_EVENT_RETRYING`.
  struct rpggo_event_retrying retrying;
  /// For `RPGGO_EVENT_FINISHED`.
  struct rpggo_event_finished finished;
  /// For `RPGGO_EVENT_LOG`.
  struct rpggo_event_log log;
} rpggo_event_payload;

/// Something that happened to a request. Read-only. It and all it points to stay readable until
/// the next `rpggo_poll_event` on the same client, or its `rpggo_client_free`.
typedef struct rpggo_event {
  /// What it says: a `RPGGO_EVENT_...` constant.
  rpggo_event_kind kind;
  /// The request that it belongs to.
  rpggo_request_id request;
  /// Who speaks, by the id to chat with; also RPGGO's directors, such as "goal_check_dm". Empty
  /// where the service names nobody.
  struct rpggo_str character_id;
  /// The service's id of the message; it need not be the one that was sent.
  struct rpggo_str message_id;
  /// The JSON that the event was read from; for `RPGGO_EVENT_FINISHED` that of the service's
  /// error. Empty where there is none. `rpggo_event_field` reads any field of it.
  struct rpggo_str raw;
  /// When the library read it: so many milliseconds after the request was started. In a replay
  /// as it was recorded.
  double elapsed_ms;
  /// What it says, by its kind: `event->as.message.text`.
  union rpggo_event_payload as;
} rpggo_event;

/// Which session, game or chapter. Begin with `RPGGO_SESSION_REQUEST_INIT`. Strings are UTF-8 and
/// end in a NUL; they are copied before the call returns. Later versions add fields at the end
/// only.
typedef struct rpggo_session_request {
  /// `sizeof(rpggo_session_request)`; `RPGGO_SESSION_REQUEST_INIT` sets it.
  size_t struct_size;
  /// The player's session. The game chooses it: any text that is unique to the play-through.
  const char *session_id;
  /// The game; required by RPGGO.
  const char *game_id;
  /// The chapter: required by `rpggo_chapter_change`; for `rpggo_session_start`, NULL means the
  /// first.
  const char *chapter_id;
  /// The persona; required by the persona chat, read by it alone.
  const char *character_id;
  /// The persona's machine; NULL: the main one. Read by the persona chat alone.
  const char *machine_id;
  /// The player's name. Read by the persona chat alone.
  const char *player_name;
  /// The player's gender: "female", "male" or "non-binary". Read by the persona chat alone.
  const char *player_gender;
  /// Who the character is and how it speaks, sent before all turns of the session. Read by
  /// `rpggo_session_start` of OpenAI-compatible servers alone.
  const char *system_prompt;
} rpggo_session_request;

/// What a client has done since it was made, and what it holds now. Begin with `RPGGO_STATS_INIT`.
/// Later versions add fields at the end only.
typedef struct rpggo_stats {
  /// `sizeof(rpggo_stats)`; `RPGGO_STATS_INIT` sets it.
  size_t struct_size;
  /// Requests that were started.
  uint64_t requests_started;
  /// Requests that are over, however they ended. Their `RPGGO_EVENT_FINISHED` may still wait to be
  /// polled.
  uint64_t requests_finished;
  /// Those of them that failed: neither `RPGGO_OK` nor cancelled.
  uint64_t requests_failed;
  /// Those of them that the game cancelled, be it when they were recorded.
  uint64_t requests_cancelled;
  /// Events that were queued for the game.
  uint64_t events;
  /// Bytes of answers, as HTTP delivers them: without its heads and TLS.
  uint64_t bytes_received;
  /// Events that wait for `rpggo_poll_event` now.
  uint64_t queued_events;
  /// About how many bytes of memory they take; at most `max_queued_bytes`, but for one event.
  uint64_t queued_bytes;
  /// Connections that were opened to the service or its proxy.
  uint64_t connections_opened;
  /// Answers that came on a connection that was open already: no handshake was needed.
  uint64_t connections_reused;
  /// How often a request was tried again.
  uint64_t retries;
  /// The time from the start of a request to the first event that was read from its answer (not
  /// `RPGGO_EVENT_STARTED`, `_RETRYING`, `_FINISHED` and `_LOG`), of the last request that had one,
  /// in milliseconds. 0 while there was none.
  double first_event_last_ms;
  /// The mean of those times, in milliseconds.
  double first_event_average_ms;
  /// The longest of them, in milliseconds.
  double first_event_worst_ms;
} rpggo_stats;





#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/// Says something to a character. Returns at once; what is answered comes with
/// `rpggo_poll_event`: `RPGGO_EVENT_STARTED`, then `RPGGO_EVENT_MESSAGE` for every utterance and
/// whatever else happens, and `RPGGO_EVENT_FINISHED` at the end, always.
///
/// `request`: copied. `out_request`: receives the request's id, or 0 when the call fails; may be
/// NULL. Any thread.
///
/// Returns `RPGGO_OK`; `RPGGO_INVALID_ARGUMENT` when a field is missing or wrong (nothing was
/// sent, and no event comes); `RPGGO_INVALID_HANDLE`; `RPGGO_BUSY` when `max_requests` are under
/// way. `rpggo_last_error()` says more.
///
/// # Safety
/// `request` is NULL or points to `request->struct_size` readable bytes, whose strings are NULL or
/// end in a NUL; `out_request` is NULL or writable.
rpggo_status rpggo_chat_start(struct rpggo_client *client,
                              const struct rpggo_chat_request *request,
                              rpggo_request_id *out_request);

/// Makes a client. Connects to nothing yet; returns at once. One is enough for a game, whatever
/// the number of characters.
///
/// `options`: how it is set up; copied. `out_client`: receives the client, or NULL when the call
/// fails. It belongs to the caller: free it with `rpggo_client_free`. Any thread.
///
/// Returns `RPGGO_OK`; `RPGGO_INVALID_ARGUMENT` when an option is wrong or the key is missing;
/// `RPGGO_INTERNAL` when the system gives no thread; `RPGGO_BUSY` when 4096 clients exist.
/// `rpggo_last_error()` says more.
///
/// # Safety
/// `options` is NULL or points to `options->struct_size` readable bytes, whose strings are NULL or
/// end in a NUL; `out_client` is NULL or writable.
rpggo_status rpggo_client_new(const struct rpggo_client_options *options,
                              struct rpggo_client **out_client);

/// Frees a client: cancels what runs, closes its connections, ends its thread. Events and texts of
/// this client are gone then. Returns within 100 ms whatever the network does. NULL and handles
/// that were freed before do nothing. Any thread; not while another thread reads an event of it, and
/// not from DllMain.
///
/// After the last client the library can be unloaded. Where a name look-up of the operating system
/// hangs (`getaddrinfo` cannot be stopped), or its list of trusted authorities is still being read,
/// that thread ends with it, later.
void rpggo_client_free(struct rpggo_client *client);

/// Cancels a request: its connection is closed at once, and it finishes with `RPGGO_CANCELLED`.
/// Events of it that are already queued stay, and come before. A request that is over, or 0, is no
/// error. Any thread.
///
/// Returns `RPGGO_OK` or `RPGGO_INVALID_HANDLE`.
rpggo_status rpggo_request_cancel(struct rpggo_client *client, rpggo_request_id request);

/// Why the last call that failed on this thread failed: the name of its status, and a sentence
/// that says what to do, for example "RPGGO_INVALID_ARGUMENT: api_key is missing: set ...". Empty
/// when none has failed; calls that succeed leave it as it is. Never NULL; valid on this thread
/// until its next call that fails. Any thread.
const char *rpggo_last_error(void);

/// The status of the last call that failed on this thread; `RPGGO_OK` when none has. For
/// `rpggo_poll_event`, which returns none. Any thread.
rpggo_status rpggo_last_status(void);

/// The next event of the client, or NULL when there is none now. Call it once a frame until it
/// gives NULL. It never waits, allocates nothing, makes no system call, and calls nothing back.
///
/// A service that sends as fast as the game reads keeps that loop going: where that may be, read at
/// most so many events a frame (`rpggo_stats.queued_events` at its beginning, or a few hundred). The
/// rest waits, and nothing is lost.
///
/// The event and all it points to stay readable until the next `rpggo_poll_event` on the same
/// client, or its `rpggo_client_free`; there is nothing to free. Any thread, one at a time for a
/// client: a second one at the same moment gets NULL, and `rpggo_last_status()` is `RPGGO_BUSY`.
/// For a client that is none it gives NULL, and `rpggo_last_status()` is `RPGGO_INVALID_HANDLE`.
const struct rpggo_event *rpggo_poll_event(struct rpggo_client *client);

/// Any field of an event's `raw` by its JSON pointer (RFC 6901), for example
/// "/data/game_status/game_meta/shared_memory": a string without quotes and escapes, all else as
/// JSON text. "" and NULL name the whole of `raw`. Empty when there is no such field, for an event
/// that is no longer readable, and for a pointer that is not UTF-8 (then `rpggo_last_status()` is
/// `RPGGO_INVALID_ARGUMENT`).
///
/// The text lives as long as the event. This call reads `raw` anew and may allocate: keep what you
/// need of it. Any thread; not while another one polls the client.
///
/// # Safety
/// `json_pointer` is NULL or ends in a NUL.
struct rpggo_str rpggo_event_field(const struct rpggo_event *event, const char *json_pointer);

/// Starts a session. Comes with `RPGGO_EVENT_SESSION`.
///
/// - RPGGO (`startgame`): the chapter and whom one can speak to. Needs `session_id` and `game_id`;
///   `chapter_id` chooses the chapter, NULL: the first.
/// - Persona (`init-session`): also `RPGGO_EVENT_MESSAGE`, the opening line. Needs `session_id` and
///   `character_id`, and for most services `player_name` and `player_gender` (without them the
///   service may answer `RPGGO_BAD_REQUEST`); `machine_id` if you like. A session that exists begins
///   anew.
/// - OpenAI-compatible: done in the client, without the network (no `RPGGO_EVENT_STARTED`). Needs `session_id`;
///   takes `system_prompt` and forgets earlier turns.
/// - Aurora: `RPGGO_UNSUPPORTED`; a chat begins with its first message.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_start(struct rpggo_client *client,
                                 const struct rpggo_session_request *request,
                                 rpggo_request_id *out_request);

/// Goes on with an earlier session.
///
/// - RPGGO (`resumesession`): comes with `RPGGO_EVENT_SESSION`. Needs `session_id` and `game_id`.
/// - Persona and OpenAI-compatible: the same as `rpggo_session_history`.
/// - Aurora: `RPGGO_UNSUPPORTED`; say the next message in the same `session_id`.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_resume(struct rpggo_client *client,
                                  const struct rpggo_session_request *request,
                                  rpggo_request_id *out_request);

/// Fetches what was said in a session: each line a `RPGGO_EVENT_MESSAGE` with `history` true and its
/// `role`.
///
/// - Persona: also `RPGGO_EVENT_STATE` where the service tells it. Needs `session_id` and
///   `character_id`.
/// - OpenAI-compatible: the turns that the client keeps (`max_history_characters`). Needs `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`, and the message says who has it.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_history(struct rpggo_client *client,
                                   const struct rpggo_session_request *request,
                                   rpggo_request_id *out_request);

/// Begins a session anew.
///
/// - Persona: needs `session_id` and `character_id`.
/// - OpenAI-compatible: forgets the turns, and keeps the system prompt. Needs `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`, and the message says who has it.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_reset(struct rpggo_client *client,
                                 const struct rpggo_session_request *request,
                                 rpggo_request_id *out_request);

/// Goes to another chapter: `changechapter` of RPGGO, which alone has it. To be called after `RPGGO_EVENT_CHAPTER`, with
/// the `chapter_id` that it names. Comes with `RPGGO_EVENT_SESSION`. Needs `session_id`, `game_id`
/// and `chapter_id`.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_chapter_change(struct rpggo_client *client,
                                  const struct rpggo_session_request *request,
                                  rpggo_request_id *out_request);

/// Fetches a preview of a game, without a session: `gamemetadata` of RPGGO, which alone has it. Comes with
/// `RPGGO_EVENT_SESSION`, which lists all chapters. Needs `game_id`.
///
/// Arguments, threads and errors as with `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_game_fetch(struct rpggo_client *client,
                              const struct rpggo_session_request *request,
                              rpggo_request_id *out_request);

/// What the client has done so far. Cheap: it may be called once a frame. Any thread.
///
/// `out_stats`: begins with `RPGGO_STATS_INIT`; receives the numbers. (In C a type and a function
/// cannot have the same name, so it is a `rpggo_stats`.)
///
/// Returns `RPGGO_OK`, `RPGGO_INVALID_ARGUMENT` or `RPGGO_INVALID_HANDLE`.
///
/// # Safety
/// `out_stats` is NULL or points to `out_stats->struct_size` writable bytes.
rpggo_status rpggo_client_stats(struct rpggo_client *client, struct rpggo_stats *out_stats);

/// The version of the library, for example "0.1.0". Never NULL, valid for ever. Any thread.
const char *rpggo_version(void);

/// The `RPGGO_ABI_VERSION` that the library was built with. A program that loads the library at
/// run time compares it with the one of its header. Any thread.
uint32_t rpggo_abi_version(void);

/// The name of a status, for example "RPGGO_TIMEOUT"; "RPGGO_UNKNOWN_STATUS" for other numbers.
/// Never NULL, valid for ever. Any thread.
const char *rpggo_status_name(rpggo_status status);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#ifdef __cplusplus
/// A struct of zeroes that knows its size; the RPGGO_..._INIT macros use it in C++.
template <typename T> inline T rpggo_init() {
  T value = T();
  value.struct_size = sizeof(T);
  return value;
}
#define RPGGO_CLIENT_OPTIONS_INIT (rpggo_init<rpggo_client_options>())
#define RPGGO_CHAT_REQUEST_INIT (rpggo_init<rpggo_chat_request>())
#define RPGGO_SESSION_REQUEST_INIT (rpggo_init<rpggo_session_request>())
#define RPGGO_STATS_INIT (rpggo_init<rpggo_stats>())
#else
/// What a rpggo_client_options begins with: rpggo_client_options o = RPGGO_CLIENT_OPTIONS_INIT;
#define RPGGO_CLIENT_OPTIONS_INIT { .struct_size = sizeof(rpggo_client_options) }
/// What a rpggo_chat_request begins with.
#define RPGGO_CHAT_REQUEST_INIT { .struct_size = sizeof(rpggo_chat_request) }
/// What a rpggo_session_request begins with.
#define RPGGO_SESSION_REQUEST_INIT { .struct_size = sizeof(rpggo_session_request) }
/// What a rpggo_stats begins with.
#define RPGGO_STATS_INIT { .struct_size = sizeof(rpggo_stats) }
#endif
