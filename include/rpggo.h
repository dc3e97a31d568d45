/*
 * rpggo: let players talk with AI characters.
 *
 * Three calls are enough: create a client, start a chat, and read its events once per frame.
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
 *   // once per frame
 *   const rpggo_event *event;
 *   while ((event = rpggo_poll_event(client)) != NULL) {
 *     if (event->kind == RPGGO_EVENT_MESSAGE) puts(event->as.message.text.data);
 *     if (event->kind == RPGGO_EVENT_FINISHED && event->as.finished.status != RPGGO_OK)
 *       puts(event->as.finished.detail.data);
 *   }
 *
 *   rpggo_client_free(client);
 *
 * options.service selects the service; the default is RPGGO. To switch to another one, change it
 * together with base_url and the ids; nothing else changes.
 *
 * To start without a key and a network, set options.replay_path to a recorded conversation;
 * options.record_path records one. options.log_level turns on log events.
 *
 * For every call:
 *  - It returns at once and never waits for the network. There are no callbacks: no code of the
 *    game ever runs on a thread of the library.
 *  - It can be called from any thread; only one thread at a time may poll a client.
 *  - An invalid handle returns RPGGO_INVALID_HANDLE and never crashes. When a call fails,
 *    rpggo_last_error() says why and what to do.
 *  - Strings passed in are UTF-8 and NUL-terminated; they are copied before the call returns.
 *  - Every request that was started gets its events in order and then exactly one
 *    RPGGO_EVENT_FINISHED, whatever happens. A game that handles only RPGGO_EVENT_MESSAGE and
 *    RPGGO_EVENT_FINISHED works with every service.
 *
 * This file is generated from the library's source; do not edit it.
 */

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The version of this header, for example "0.1.0"; `rpggo_version()` returns the library's.
#define RPGGO_VERSION "0.1.0"

/// The major version, for `#if` in programs that also compile with older headers.
#define RPGGO_VERSION_MAJOR 0

/// The minor version.
#define RPGGO_VERSION_MINOR 1

/// The patch version.
#define RPGGO_VERSION_PATCH 0

/// The service accepted the request: `as.started`.
#define RPGGO_EVENT_STARTED 1

/// A piece of a message, streamed as it is generated: `as.text`. RPGGO and the web form of the
/// persona chat send whole messages only.
#define RPGGO_EVENT_TEXT 2

/// One complete message: `as.message`. Sent with every service, after its `RPGGO_EVENT_TEXT` pieces
/// if there are any.
#define RPGGO_EVENT_MESSAGE 3

/// An image: `as.image`.
#define RPGGO_EVENT_IMAGE 4

/// The current state of the goals: `as.goals`.
#define RPGGO_EVENT_GOALS 5

/// The story moves to another chapter: `as.chapter`. Pass its id to `rpggo_chapter_change`.
#define RPGGO_EVENT_CHAPTER 6

/// The game has ended: `as.ending`.
#define RPGGO_EVENT_ENDING 7

/// The state of a persona's state machine: `as.state`.
#define RPGGO_EVENT_STATE 8

/// Values to display have changed: `as.status`.
#define RPGGO_EVENT_STATUS 9

/// A cost reported by the service: `as.cost`.
#define RPGGO_EVENT_COST 10

/// Details of a session or a game: `as.session`.
#define RPGGO_EVENT_SESSION 11

/// The request will be retried after a delay: `as.retrying`.
#define RPGGO_EVENT_RETRYING 12

/// The last event of a request, sent exactly once: `as.finished`.
#define RPGGO_EVENT_FINISHED 13

/// A log line for the developer: `as.log`. Sent only when `rpggo_client_options.log_level` is set.
#define RPGGO_EVENT_LOG 14

/// A character of the game.
#define RPGGO_ROLE_CHARACTER 0

/// The player; only in a session's history.
#define RPGGO_ROLE_PLAYER 1

/// The story's narrator: an RPGGO director, whose `character_type` ends in `_dm`.
#define RPGGO_ROLE_NARRATOR 2

/// A failure.
#define RPGGO_LOG_ERROR 1

/// Something unexpected.
#define RPGGO_LOG_WARN 2

/// Normal activity.
#define RPGGO_LOG_INFO 3

/// Details for debugging.
#define RPGGO_LOG_DEBUG 4

/// For the timeout options: no timeout.
#define RPGGO_NO_TIMEOUT UINT32_MAX

/// For `rpggo_client_options.flags`: allow plain `http` to hosts other than this machine. The key
/// and the conversation are then readable by anyone on the network path: for tests in a trusted
/// network only.
#define RPGGO_CLIENT_ALLOW_HTTP 1

/// For `rpggo_client_options.flags`: ignore the proxies set in the environment (`HTTPS_PROXY`,
/// `ALL_PROXY`, ...; on Windows and macOS also the system's).
#define RPGGO_CLIENT_IGNORE_ENVIRONMENT_PROXY 2

/// For `rpggo_client_options.replay_speed`: as fast as the game polls, with the same events in the
/// same order every time, regardless of timing; for tests. New requests and cancellations take
/// effect the next time the game has polled until NULL.
#define RPGGO_REPLAY_AS_POLLED -1.0

/// For `rpggo_chat_request.flags`: request images, which arrive as `RPGGO_EVENT_IMAGE` (RPGGO).
#define RPGGO_CHAT_IMAGES 1

/// Success.
#define RPGGO_OK 0

/// An argument is missing or invalid. `rpggo_last_error()` names it and says what to do; nothing
/// was sent.
#define RPGGO_INVALID_ARGUMENT 1

/// The client is NULL, was freed, or is not a client; or this process was forked from the one that
/// created it: a child process must create its own client.
#define RPGGO_INVALID_HANDLE 2

/// The client's service does not support this call, and the message lists the services that do; or
/// the recording has no response left for it.
#define RPGGO_UNSUPPORTED 3

/// Too many requests of this client are in progress (`max_requests`), another thread is polling it at
/// the same moment, or 4096 clients exist.
#define RPGGO_BUSY 4

/// The game cancelled the request.
#define RPGGO_CANCELLED 5

/// A timeout expired, or the service timed out (HTTP 408); `detail` says which.
#define RPGGO_TIMEOUT 6

/// The host name cannot be resolved, or the connection was refused, reset, or closed in the middle
/// of a response.
#define RPGGO_NETWORK 7

/// The certificate was rejected or the TLS handshake failed.
#define RPGGO_TLS 8

/// The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005 and 10000008.
#define RPGGO_UNAUTHORIZED 9

/// The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001, 10000305 and
/// 10000306.
#define RPGGO_BAD_REQUEST 10

/// Too many requests: HTTP 429, RPGGO 10000301. See `retry_after_ms`.
#define RPGGO_RATE_LIMITED 11

/// The game session has ended: RPGGO 10000303. Start a new one with a new `session_id`.
#define RPGGO_SESSION_ENDED 12

/// The session does not exist yet: RPGGO 10000302. Call `rpggo_session_start` first.
#define RPGGO_SESSION_MISSING 13

/// The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code.
#define RPGGO_SERVICE_ERROR 14

/// The response is not in the service's format: not JSON, too long, nested too deeply, an
/// unexpected content type, or a redirect.
#define RPGGO_PROTOCOL 15

/// An internal error in this library. The request has ended; the client keeps working.
#define RPGGO_INTERNAL 16

/// The account has no credit left: HTTP 402, "insufficient_quota" and the like, RPGGO 10000602. It is
/// never retried: the player or the developer has to pay first.
#define RPGGO_NO_CREDIT 17

/// A filter of the service stopped the message or the reply: "content_filter", moderation.
#define RPGGO_FILTERED 18

/// The response is complete, but it contains nothing to say, show or do; `detail` says why if the
/// service does.
#define RPGGO_EMPTY_REPLY 19

/// The conversation does not fit the model: "context_length_exceeded" and the like, HTTP 413. Shorten
/// the prompt, lower `max_history_characters`, or use a model with a larger context.
#define RPGGO_CONTEXT_FULL 20

/// RPGGO V2: games with chapters, goals, endings and images.
#define RPGGO_SERVICE_RPGGO 0

/// Persona chat: a state machine with a score. Foil Engine's API. The key is optional; one that
/// begins with "pk_" selects the SDK form of the API, which streams.
#define RPGGO_SERVICE_PERSONA 1

/// Aurora: characters that stream token by token. Ids are decimal integers.
#define RPGGO_SERVICE_AURORA 2

/// Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM, cloud
/// services): `base_url` is required and ends before "/chat/completions"; `character_id` is the
/// model; the client keeps the turns of each session, and `rpggo_session_start` sets the system
/// prompt.
#define RPGGO_SERVICE_OPENAI 3

/// The version of this ABI. It is raised when programs must be recompiled.
#define RPGGO_ABI_VERSION 1

/// A client: one background thread, its connections, and its event queue. Opaque; the pointer is a
/// handle, not an address, so an invalid one causes an error and never a crash.
typedef struct rpggo_client rpggo_client;

/// The result of a call or a request: one of the `RPGGO_...` constants. Values never change; later
/// versions may add some, so treat an unknown one as a failure.
typedef int32_t rpggo_status;

/// A message from the player to a character. Initialize it with `RPGGO_CHAT_REQUEST_INIT`. The
/// fields are the same for all services; each service reads the ones it supports. Strings are UTF-8
/// and NUL-terminated; they are copied before `rpggo_chat_start` returns. Later versions add fields
/// only at the end.
typedef struct rpggo_chat_request {
  /// `sizeof(rpggo_chat_request)`; `RPGGO_CHAT_REQUEST_INIT` sets it.
  size_t struct_size;
  /// The character to talk to; required. RPGGO lists them in `RPGGO_EVENT_SESSION`; otherwise the
  /// persona's id, Aurora's number in decimal, or the model of an OpenAI-compatible server.
  const char *character_id;
  /// The player's session; required. Aurora: a number in decimal.
  const char *session_id;
  /// What the player says; required.
  const char *message;
  /// A unique id of your choice. NULL: the library generates one. A retry sends the same id.
  const char *message_id;
  /// The game's id; required by RPGGO.
  const char *game_id;
  /// Id of the persona's state machine; NULL: the main one. Persona chat only.
  const char *machine_id;
  /// The player's id at the service. NULL: none.
  const char *user_id;
  /// A JSON object that is merged into the request body, nested objects included; its members
  /// override the library's own. For example "{\"llm_config\":{\"temperature\":0.2}}". NULL:
  /// none.
  const char *extra_json;
  /// `RPGGO_CHAT_...` flags, combined with `|`. Default: none.
  uint32_t flags;
} rpggo_chat_request;

/// Identifies a request; 0 means no request. Never reused within a process.
typedef uint64_t rpggo_request_id;

/// The service a client uses: one of the `RPGGO_SERVICE_...` constants.
typedef int32_t rpggo_service;

/// The level of a log line: one of the `RPGGO_LOG_...` constants; higher values are more verbose.
typedef int32_t rpggo_log_level;

/// Configuration of a client. Initialize it with `RPGGO_CLIENT_OPTIONS_INIT`. Set the fields you
/// need: zero and NULL mean the default. The library copies everything before `rpggo_client_new`
/// returns. Later versions add fields only at the end.
typedef struct rpggo_client_options {
  /// `sizeof(rpggo_client_options)`; `RPGGO_CLIENT_OPTIONS_INIT` sets it.
  size_t struct_size;
  /// The service to use: a `RPGGO_SERVICE_...` constant. Default: RPGGO.
  rpggo_service service;
  /// URL of the service, for example "https://api.example.com/v1"; a path is kept. NULL: the
  /// service's public URL. `http` is allowed only to this machine ("http://127.0.0.1:8787"),
  /// unless `RPGGO_CLIENT_ALLOW_HTTP` is set. Write an internationalized host name as "xn--...".
  const char *base_url;
  /// The API key. NULL: the environment variable `RPGGO_API_KEY` if the service requires a key
  /// (RPGGO, Aurora), otherwise none. It never appears in errors or logs, and is redacted where a
  /// server echoes it (in story text only if it has at least 16 characters: a shorter one may be
  /// a word).
  const char *api_key;
  /// Timeout for connecting, including name lookup and TLS, in milliseconds. Default (0): 10000.
  /// `RPGGO_NO_TIMEOUT`: none.
  uint32_t connect_timeout_ms;
  /// Timeout from the start of a request until the response headers arrive, including connecting,
  /// in milliseconds. Default (0): 30000. `RPGGO_NO_TIMEOUT`: none.
  uint32_t first_byte_timeout_ms;
  /// Longest time without receiving data in the middle of a response, in milliseconds. Default
  /// (0): 60000. `RPGGO_NO_TIMEOUT`: none.
  uint32_t idle_timeout_ms;
  /// Timeout for a whole request, including retries, in milliseconds. Default: none.
  uint32_t total_timeout_ms;
  /// How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, with
  /// the same `message_id`, as long as no part of its response has been delivered. A chat with a
  /// service that has no message ids (persona, Aurora) is retried only if the service cannot have
  /// accepted it: no connection, HTTP 429 and 503. Default (0): 2; -1: never.
  int32_t max_retries;
  /// How many bytes of events may be queued for `rpggo_poll_event`. When the game stops polling,
  /// the library stops reading from the sockets and nothing is lost. A single event is queued
  /// even if it is larger. In addition, each request in progress holds the frame it is reading.
  /// Default: 4194304.
  size_t max_queued_bytes;
  /// `RPGGO_CLIENT_...` flags, combined with `|`. Default: none.
  uint32_t flags;
  /// Maximum number of requests in progress at the same time; further ones fail with
  /// `RPGGO_BUSY`. Default: 1024.
  uint32_t max_requests;
  /// Maximum size of a line, event or body, in bytes; a larger one finishes its request with
  /// `RPGGO_PROTOCOL`. Default: 1048576.
  size_t max_event_bytes;
  /// A PEM file with additional certificate authorities to trust, on top of those of the
  /// operating system (or the bundled ones on systems without a list). NULL: none.
  const char *ca_file;
  /// A proxy for all requests, for example "http://user:password@proxy.example.com:8080" (also
  /// `https://` and `socks5://`). NULL: as set in the environment. Requests to this machine
  /// ("http://127.0.0.1:...") use a proxy only if it is set here.
  const char *proxy_url;
  /// Additional headers for every request, one per line, for example "X-Build: 42". They override
  /// the library's own headers. NULL: none.
  const char *extra_headers;
  /// How many characters of a session's previous turns to send to an OpenAI-compatible server
  /// with each new message; the oldest turns are dropped, the system prompt is not. Default:
  /// 16000.
  uint32_t max_history_characters;
  /// Record every request and every byte of its response, with timestamps, to this file, for
  /// `replay_path` and the inspector. Use one file per client; new lines are appended to an
  /// existing file. The key and other secrets of at least 8 characters (shorter ones may be
  /// words) are redacted, even where a server echoes them; what players say is recorded. NULL: do
  /// not record.
  const char *record_path;
  /// Maximum size of the recording, in bytes. Recording stops before the file exceeds it, and
  /// nothing is added to a file that is already full; the conversation continues, and a warning
  /// is logged. Default: 67108864; at most 1073741824.
  uint64_t max_recording_bytes;
  /// Replay all responses from this recording, without a network: neither a key nor `base_url` is
  /// needed. The file is read before `rpggo_client_new` returns. Each request gets the first
  /// recorded response that has not been played yet for the same call, character and session,
  /// else for the same call and character, else for the same call. A request without a match
  /// finishes with `RPGGO_UNSUPPORTED`, and `detail` lists what the recording contains. NULL: do
  /// not replay.
  const char *replay_path;
  /// The content of a recording, as text, instead of a path: for engines whose assets are not
  /// files (Unity's `TextAsset`, Godot's `res://`, Android). NULL: none.
  const char *replay_text;
  /// Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or
  /// `RPGGO_REPLAY_AS_POLLED`. Default (0): 1, as recorded.
  double replay_speed;
  /// Emit `RPGGO_EVENT_LOG` events, which say what the library does, up to this level: a
  /// `RPGGO_LOG_...` constant; higher values are more verbose. Default (0): none.
  rpggo_log_level log_level;
  /// Added to every URL, after its path, for example "api-version=2024-10-21" for classic Azure.
  /// NULL: none.
  const char *query;
} rpggo_client_options;

/// The kind of an event: one of the `RPGGO_EVENT_...` constants. Values never change; later
/// versions may add kinds, so ignore those you do not know.
typedef int32_t rpggo_event_kind;

/// UTF-8 text owned by the library. `data` is never NULL and is NUL-terminated (`len` does not
/// count the NUL), so it can be used as a C string; the text itself may contain a NUL if a service
/// sent one. A missing text is empty. Valid as long as the event it belongs to.
typedef struct rpggo_str {
  /// The first byte.
  const char *data;
  /// The length in bytes, without the NUL.
  size_t len;
} rpggo_str;

/// `RPGGO_EVENT_STARTED`: the service accepted the request.
typedef struct rpggo_event_started {
  /// The HTTP status of the response, for example 200.
  int32_t http_status;
} rpggo_event_started;

/// `RPGGO_EVENT_TEXT`: a piece of a message, streamed as it is generated.
typedef struct rpggo_event_text {
  /// The new piece; append it to the previous ones.
  struct rpggo_str delta;
} rpggo_event_text;

/// The role of the speaker: one of the `RPGGO_ROLE_...` constants.
typedef int32_t rpggo_role;

/// A list of texts.
typedef struct rpggo_str_list {
  /// The first item; do not read it when `len` is 0.
  const struct rpggo_str *items;
  /// The number of items.
  size_t len;
} rpggo_str_list;

/// Something a character does in addition to speaking.
typedef struct rpggo_action {
  /// The kind of action, as named by the service.
  struct rpggo_str type;
  /// A description of the action.
  struct rpggo_str text;
} rpggo_action;

/// A list of actions.
typedef struct rpggo_action_list {
  /// The first item; do not read it when `len` is 0.
  const struct rpggo_action *items;
  /// The number of items.
  size_t len;
} rpggo_action_list;

/// `RPGGO_EVENT_MESSAGE`: one complete message. `event->character_id` is the speaker.
typedef struct rpggo_event_message {
  /// The text, unmodified.
  struct rpggo_str text;
  /// Additional text from the service; often empty.
  struct rpggo_str text_ext;
  /// The kind of speaker, as named by the service, for example "common_npc"; others may be added.
  struct rpggo_str character_type;
  /// The role of the speaker: a `RPGGO_ROLE_...` constant.
  rpggo_role role;
  /// True for a message from the session's history.
  bool history;
  /// Number of chats so far in this chapter; 0 when unknown.
  int32_t current_count;
  /// Maximum number of chats in this chapter; 0 when unknown.
  int32_t max_chat_count;
  /// Ids of all characters in the conversation (group chat).
  struct rpggo_str_list insiders;
  /// What the character does in addition to speaking.
  struct rpggo_action_list actions;
  /// True when the stream was cut in the middle of this message: `text` is what was received, and
  /// the request finishes with the reason. A game that shows such a text should mark it as
  /// incomplete. (A cancelled request sends no partial message.)
  bool partial;
} rpggo_event_message;

/// `RPGGO_EVENT_IMAGE`: an image. The library does not download it.
typedef struct rpggo_event_image {
  /// URL of the image.
  struct rpggo_str url;
  /// A caption of what the image shows.
  struct rpggo_str caption;
  /// The kind of image, as numbered by the service; 0 when unknown.
  int32_t image_type;
} rpggo_event_image;

/// A goal.
typedef struct rpggo_goal {
  /// The id.
  struct rpggo_str goal_id;
  /// The goal's text.
  struct rpggo_str text;
  /// True when the goal is achieved.
  bool achieved;
} rpggo_goal;

/// `RPGGO_EVENT_GOALS`: the current state of the goals, sent after every message of the player. An
/// empty list means that the service sent none this time: keep the ones you display.
typedef struct rpggo_event_goals {
  /// The first item; do not read it when `len` is 0.
  const struct rpggo_goal *items;
  /// The number of items.
  size_t len;
  /// Id of the goal the player is working on; empty when unknown.
  struct rpggo_str current_goal_id;
} rpggo_event_goals;

/// `RPGGO_EVENT_CHAPTER`: the story moves to another chapter; at most one per chat.
typedef struct rpggo_event_chapter {
  /// Id of the next chapter.
  struct rpggo_str chapter_id;
  /// Text for the player; may be empty.
  struct rpggo_str text;
} rpggo_event_chapter;

/// `RPGGO_EVENT_ENDING`: the game has ended; at most one per chat.
typedef struct rpggo_event_ending {
  /// True when the player won.
  bool won;
  /// Text for the player; may be empty.
  struct rpggo_str text;
} rpggo_event_ending;

/// `RPGGO_EVENT_STATE`: the state of a persona's state machine.
typedef struct rpggo_event_state {
  /// The name of the current state.
  struct rpggo_str state;
  /// The score; may be fractional.
  double score;
  /// The outcome; empty while the machine is still running.
  struct rpggo_str outcome;
  /// The machine's decision on the player's message; may be empty.
  struct rpggo_str decision;
  /// True when the persona asks a follow-up question.
  bool follow_up;
  /// Number of times the persona steered the conversation back; -1 when unknown.
  int32_t redirect_count;
  /// The machine's scoring mode.
  struct rpggo_str scoring_mode;
  /// True when the machine has completed.
  bool machine_completed;
  /// Ids of the machines that the player has unlocked.
  struct rpggo_str_list unlocked_machines;
} rpggo_event_state;

/// A value to display.
typedef struct rpggo_status_value {
  /// The name of the value.
  struct rpggo_str key;
  /// The value: a string unchanged, anything else as JSON text.
  struct rpggo_str value;
} rpggo_status_value;

/// `RPGGO_EVENT_STATUS`: values to display have changed. Merge them by key into the ones you
/// display. With an empty list, the event carries a frame that matches no other kind: see
/// `event->raw`.
typedef struct rpggo_event_status {
  /// The first item; do not read it when `len` is 0.
  const struct rpggo_status_value *items;
  /// The number of items.
  size_t len;
} rpggo_event_status;

/// `RPGGO_EVENT_COST`: a cost reported by the service.
typedef struct rpggo_event_cost {
  /// The kind of cost, as named by the service, for example "ImageConsumption".
  struct rpggo_str type;
  /// A display name for the cost.
  struct rpggo_str name;
  /// The amount, in the service's unit.
  double amount;
  /// "OUT" when spent, "IN" when received.
  struct rpggo_str direction;
  /// What the cost was for.
  struct rpggo_str description;
} rpggo_event_cost;

/// A character.
typedef struct rpggo_character {
  /// The id to use for chats.
  struct rpggo_str character_id;
  /// The name to display.
  struct rpggo_str name;
  /// "npc", or "dm" for a character that leads the game.
  struct rpggo_str type;
  /// URL of a portrait; may be empty.
  struct rpggo_str avatar;
  /// The phases the character can be in.
  struct rpggo_str_list phases;
} rpggo_character;

/// A list of characters.
typedef struct rpggo_character_list {
  /// The first item; do not read it when `len` is 0.
  const struct rpggo_character *items;
  /// The number of items.
  size_t len;
} rpggo_character_list;

/// A chapter.
typedef struct rpggo_chapter {
  /// The id.
  struct rpggo_str chapter_id;
  /// The name.
  struct rpggo_str name;
  /// Introductory text for the player; empty when the service sends "None".
  struct rpggo_str intro;
  /// The setting, and what the player should know.
  struct rpggo_str background;
  /// URL of an image; may be empty.
  struct rpggo_str image;
  /// URL of the audio to play during the chapter; may be empty.
  struct rpggo_str background_audio;
  /// URL of the audio to play at the end of the chapter; may be empty.
  struct rpggo_str ending_audio;
  /// Characters available in this chapter.
  struct rpggo_character_list characters;
} rpggo_chapter;

/// A list of chapters.
typedef struct rpggo_chapter_list {
  /// The first item; do not read it when `len` is 0.
  const struct rpggo_chapter *items;
  /// The number of items.
  size_t len;
} rpggo_chapter_list;

/// `RPGGO_EVENT_SESSION`: details of a session or a game.
typedef struct rpggo_event_session {
  /// The session's id; empty for a preview of a game.
  struct rpggo_str session_id;
  /// The game's id.
  struct rpggo_str game_id;
  /// The game's name.
  struct rpggo_str name;
  /// Introductory text for the player; empty when the service sends "None".
  struct rpggo_str intro;
  /// The world in which the game is set.
  struct rpggo_str background;
  /// URL of an image of the game; may be empty.
  struct rpggo_str image;
  /// Id of the persona's state machine.
  struct rpggo_str machine_id;
  /// The current chapter; for a preview, all chapters.
  struct rpggo_chapter_list chapters;
  /// The player's name, as known to the persona.
  struct rpggo_str player_name;
  /// The player's gender, as known to the persona.
  struct rpggo_str player_gender;
} rpggo_event_session;

/// `RPGGO_EVENT_RETRYING`: the request will be retried.
typedef struct rpggo_event_retrying {
  /// The number of the retry, starting at 1.
  int32_t attempt;
  /// The delay before the retry, in milliseconds.
  int32_t delay_ms;
  /// Why the last attempt failed.
  rpggo_status status;
} rpggo_event_retrying;

/// `RPGGO_EVENT_FINISHED`: the last event of a request.
typedef struct rpggo_event_finished {
  /// The result.
  rpggo_status status;
  /// The HTTP status of the response; 0 when there was none.
  int32_t http_status;
  /// The service's own error code, for example 10000303; 0 when it sent none.
  int64_t service_code;
  /// A sentence that says what happened and what to do, including the service's own error message
  /// if it sent one; empty on success.
  struct rpggo_str detail;
  /// How long the service asks clients to wait before the next attempt, in milliseconds; 0 when
  /// not specified.
  int32_t retry_after_ms;
} rpggo_event_finished;

/// `RPGGO_EVENT_LOG`: a log line for the developer: what was requested, when the response began,
/// retries, the result. Contains no secrets. The wording may change in any version: do not parse
/// it.
typedef struct rpggo_event_log {
  /// The level.
  rpggo_log_level level;
  /// The line: one sentence, without a trailing line break.
  struct rpggo_str text;
} rpggo_event_log;

/// The payload of an event; `rpggo_event.kind` says which member is valid.
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

/// Something that happened to a request. Read-only. The event and everything it points to stay
/// valid until the next `rpggo_poll_event` or the `rpggo_client_free` on the same client.
typedef struct rpggo_event {
  /// The kind: a `RPGGO_EVENT_...` constant.
  rpggo_event_kind kind;
  /// The request this event belongs to.
  rpggo_request_id request;
  /// The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm".
  /// Empty when the service names no speaker.
  struct rpggo_str character_id;
  /// The service's id of the message; not necessarily the one that was sent.
  struct rpggo_str message_id;
  /// The JSON from which the event was decoded; for `RPGGO_EVENT_FINISHED`, the service's error.
  /// Empty when there is none. Read any field of it with `rpggo_event_field`.
  struct rpggo_str raw;
  /// Time from the start of the request until the library read this event, in milliseconds. In a
  /// replay, the recorded time.
  double elapsed_ms;
  /// The payload, by kind: `event->as.message.text`.
  union rpggo_event_payload as;
} rpggo_event;

/// Selects a session, game or chapter. Initialize it with `RPGGO_SESSION_REQUEST_INIT`. Strings are
/// UTF-8 and NUL-terminated; they are copied before the call returns. Later versions add fields
/// only at the end.
typedef struct rpggo_session_request {
  /// `sizeof(rpggo_session_request)`; `RPGGO_SESSION_REQUEST_INIT` sets it.
  size_t struct_size;
  /// The player's session. Chosen by the game: any text that is unique to the playthrough.
  const char *session_id;
  /// The game's id; required by RPGGO.
  const char *game_id;
  /// The chapter's id: required by `rpggo_chapter_change`; for `rpggo_session_start`, NULL means
  /// the first chapter.
  const char *chapter_id;
  /// The persona's id; required by, and only used by, the persona chat.
  const char *character_id;
  /// Id of the persona's state machine; NULL: the main one. Persona chat only.
  const char *machine_id;
  /// The player's name. Persona chat only.
  const char *player_name;
  /// The player's gender: "female", "male" or "non-binary". Persona chat only.
  const char *player_gender;
  /// Who the character is and how it speaks; sent before all turns of the session. Only used by
  /// `rpggo_session_start` with OpenAI-compatible servers.
  const char *system_prompt;
} rpggo_session_request;

/// Statistics of a client since its creation, and its current queue. Initialize it with
/// `RPGGO_STATS_INIT`. Later versions add fields only at the end.
typedef struct rpggo_stats {
  /// `sizeof(rpggo_stats)`; `RPGGO_STATS_INIT` sets it.
  size_t struct_size;
  /// Requests started.
  uint64_t requests_started;
  /// Requests finished, with any result. The `RPGGO_EVENT_FINISHED` of some may
  /// still be queued.
  uint64_t requests_finished;
  /// Finished requests that failed: neither `RPGGO_OK` nor cancelled.
  uint64_t requests_failed;
  /// Finished requests that the game cancelled, including recorded cancellations in a replay.
  uint64_t requests_cancelled;
  /// Events queued for the game.
  uint64_t events;
  /// Bytes of response bodies received over HTTP, not counting headers and TLS.
  uint64_t bytes_received;
  /// Events currently queued, which the game has not polled yet.
  uint64_t queued_events;
  /// Approximate memory used by the queued events, in bytes; at most `max_queued_bytes`, plus one
  /// event.
  uint64_t queued_bytes;
  /// Connections opened to the service or its proxy.
  uint64_t connections_opened;
  /// Responses received on an existing connection, without a new handshake.
  uint64_t connections_reused;
  /// Retries made.
  uint64_t retries;
  /// Time from the start of a request to the first event decoded from its response (not
  /// `RPGGO_EVENT_STARTED`, `RPGGO_EVENT_RETRYING`, `RPGGO_EVENT_FINISHED` and `RPGGO_EVENT_LOG`),
  /// for the last request that had one, in milliseconds. 0 when there was none yet.
  double first_event_last_ms;
  /// The average of those times, in milliseconds.
  double first_event_average_ms;
  /// The longest of those times, in milliseconds.
  double first_event_worst_ms;
} rpggo_stats;





#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/// Sends a message to a character. Returns at once; the response arrives as events from
/// `rpggo_poll_event`: `RPGGO_EVENT_STARTED`, then one `RPGGO_EVENT_MESSAGE` per message along with
/// any other events, and always `RPGGO_EVENT_FINISHED` at the end.
///
/// `request`: copied. `out_request`: receives the request's id, or 0 when the call fails; may be
/// NULL. Any thread.
///
/// Returns `RPGGO_OK`; `RPGGO_INVALID_ARGUMENT` when a field is missing or invalid (nothing is
/// sent, and no event follows); `RPGGO_INVALID_HANDLE`; `RPGGO_BUSY` when `max_requests` requests
/// are in progress. Call `rpggo_last_error()` for details.
///
/// # Safety
/// `request` is NULL or points to `request->struct_size` readable bytes, whose strings are NULL or
/// NUL-terminated; `out_request` is NULL or writable.
rpggo_status rpggo_chat_start(struct rpggo_client *client,
                              const struct rpggo_chat_request *request,
                              rpggo_request_id *out_request);

/// Creates a client. Returns at once and does not connect yet. One client is enough for a game,
/// regardless of the number of characters.
///
/// `options`: the configuration; copied. `out_client`: receives the client, or NULL when the call
/// fails. The caller owns it: free it with `rpggo_client_free`. Any thread.
///
/// Returns `RPGGO_OK`; `RPGGO_INVALID_ARGUMENT` when an option is invalid or the key is missing;
/// `RPGGO_INTERNAL` when the system cannot create a thread; `RPGGO_BUSY` when 4096 clients exist.
/// Call `rpggo_last_error()` for details.
///
/// # Safety
/// `options` is NULL or points to `options->struct_size` readable bytes, whose strings are NULL or
/// NUL-terminated; `out_client` is NULL or writable.
rpggo_status rpggo_client_new(const struct rpggo_client_options *options,
                              struct rpggo_client **out_client);

/// Frees a client: cancels its requests, closes its connections and ends its thread. Its events and
/// their texts become invalid. Returns within 100 ms regardless of the network. NULL and already
/// freed handles are ignored. Any thread; but not while another thread reads one of its events, and
/// not from DllMain.
///
/// The library can be unloaded after the last client is freed. If a name lookup of the operating
/// system hangs (`getaddrinfo` cannot be cancelled), or its certificate authorities are still being
/// loaded, the thread doing that ends later, and the library must stay loaded until then.
void rpggo_client_free(struct rpggo_client *client);

/// Cancels a request: closes its connection at once and finishes it with `RPGGO_CANCELLED`. Its
/// events that are already queued are still delivered first. A request that has already finished,
/// or 0, is not an error. Any thread.
///
/// Returns `RPGGO_OK` or `RPGGO_INVALID_HANDLE`.
rpggo_status rpggo_request_cancel(struct rpggo_client *client, rpggo_request_id request);

/// Returns the reason for the last failed call on this thread: the name of its status, then a
/// sentence that says what to do, for example "RPGGO_INVALID_ARGUMENT: api_key is missing: set
/// ...". Empty when no call has failed; successful calls do not change it. Never NULL; valid on
/// this thread until its next failed call. Any thread.
const char *rpggo_last_error(void);

/// Returns the status of the last failed call on this thread; `RPGGO_OK` when none has failed. Use
/// it after `rpggo_poll_event`, which does not return a status. Any thread.
rpggo_status rpggo_last_status(void);

/// Returns the next event of the client, or NULL when there is none. Call it once per frame until
/// it returns NULL. It never waits, allocates nothing, makes no system calls, and has no callbacks.
///
/// If a service sends as fast as the game reads, that loop does not end: to be safe, read a limited
/// number of events per frame (`rpggo_stats.queued_events` at its start, or a few hundred). The
/// rest stays queued, and nothing is lost.
///
/// The event and everything it points to stay valid until the next `rpggo_poll_event` or the
/// `rpggo_client_free` on the same client; there is nothing to free. Any thread, but one at a time
/// per client: a second thread polling at the same moment gets NULL, and `rpggo_last_status()`
/// returns `RPGGO_BUSY`. For an invalid client it returns NULL, and `rpggo_last_status()` returns
/// `RPGGO_INVALID_HANDLE`.
const struct rpggo_event *rpggo_poll_event(struct rpggo_client *client);

/// Returns any field of an event's `raw` by its JSON pointer (RFC 6901), for example
/// "/data/game_status/game_meta/shared_memory": a string without quotes and escapes, anything else
/// as JSON text. "" and NULL select all of `raw`. Empty when the field does not exist, the event is
/// no longer valid, or the pointer is not UTF-8 (then `rpggo_last_status()` returns
/// `RPGGO_INVALID_ARGUMENT`).
///
/// The text is valid as long as the event. Each call parses `raw` again and may allocate: keep the
/// result if you need it more than once. Any thread; but not while another thread polls the client.
///
/// # Safety
/// `json_pointer` is NULL or NUL-terminated.
struct rpggo_str rpggo_event_field(const struct rpggo_event *event, const char *json_pointer);

/// Starts a session. The result arrives as `RPGGO_EVENT_SESSION`.
///
/// - RPGGO (`startgame`): returns the chapter and its characters. Requires `session_id` and
///   `game_id`; `chapter_id` selects the chapter, NULL means the first.
/// - Persona (`init-session`): also sends the opening line as `RPGGO_EVENT_MESSAGE`. Requires
///   `session_id` and `character_id`, and for most services `player_name` and `player_gender`
///   (without them the service may respond with `RPGGO_BAD_REQUEST`); `machine_id` is optional. An
///   existing session is restarted.
/// - OpenAI-compatible: handled in the client, without the network (no `RPGGO_EVENT_STARTED`).
///   Requires `session_id`; sets `system_prompt` and clears earlier turns.
/// - Aurora: `RPGGO_UNSUPPORTED`; a session begins with its first message.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_start(struct rpggo_client *client,
                                 const struct rpggo_session_request *request,
                                 rpggo_request_id *out_request);

/// Resumes an earlier session.
///
/// - RPGGO (`resumesession`): the result arrives as `RPGGO_EVENT_SESSION`. Requires `session_id`
///   and `game_id`.
/// - Persona and OpenAI-compatible: same as `rpggo_session_history`.
/// - Aurora: `RPGGO_UNSUPPORTED`; send the next message with the same `session_id`.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_resume(struct rpggo_client *client,
                                  const struct rpggo_session_request *request,
                                  rpggo_request_id *out_request);

/// Fetches the history of a session: each message arrives as `RPGGO_EVENT_MESSAGE` with its `role`
/// and with `history` set to true.
///
/// - Persona: also `RPGGO_EVENT_STATE` if the service reports it. Requires `session_id` and
///   `character_id`.
/// - OpenAI-compatible: the turns kept in the client (`max_history_characters`). Requires
///   `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`; the error lists the services that support it.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_history(struct rpggo_client *client,
                                   const struct rpggo_session_request *request,
                                   rpggo_request_id *out_request);

/// Restarts a session.
///
/// - Persona: requires `session_id` and `character_id`.
/// - OpenAI-compatible: clears the turns and keeps the system prompt. Requires `session_id`.
/// - RPGGO and Aurora: `RPGGO_UNSUPPORTED`; the error lists the services that support it.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_session_reset(struct rpggo_client *client,
                                 const struct rpggo_session_request *request,
                                 rpggo_request_id *out_request);

/// Switches to another chapter (`changechapter`; RPGGO only). Call it after `RPGGO_EVENT_CHAPTER`,
/// with that event's `rpggo_event_chapter.chapter_id`. The result arrives as `RPGGO_EVENT_SESSION`.
/// Requires `session_id`, `game_id` and `chapter_id`.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_chapter_change(struct rpggo_client *client,
                                  const struct rpggo_session_request *request,
                                  rpggo_request_id *out_request);

/// Fetches a preview of a game, without a session (`gamemetadata`; RPGGO only). The result arrives
/// as `RPGGO_EVENT_SESSION` with all chapters. Requires `game_id`.
///
/// Arguments, threads and errors: see `rpggo_chat_start`.
///
/// # Safety
/// As `rpggo_chat_start`.
rpggo_status rpggo_game_fetch(struct rpggo_client *client,
                              const struct rpggo_session_request *request,
                              rpggo_request_id *out_request);

/// Reads a client's statistics. Cheap enough to call once per frame. Any thread.
///
/// `out_stats`: initialize it with `RPGGO_STATS_INIT`; receives the numbers. (The type is named
/// `rpggo_stats` because in C a type and a function cannot share a name.)
///
/// Returns `RPGGO_OK`, `RPGGO_INVALID_ARGUMENT` or `RPGGO_INVALID_HANDLE`.
///
/// # Safety
/// `out_stats` is NULL or points to `out_stats->struct_size` writable bytes.
rpggo_status rpggo_client_stats(struct rpggo_client *client, struct rpggo_stats *out_stats);

/// Returns the version of the library, for example "0.1.0". Never NULL, always valid. Any thread.
const char *rpggo_version(void);

/// Returns the `RPGGO_ABI_VERSION` the library was built with. A program that loads the library at
/// run time compares it with the one in its header. Any thread.
uint32_t rpggo_abi_version(void);

/// Returns the name of a status, for example "RPGGO_TIMEOUT"; "RPGGO_UNKNOWN_STATUS" for unknown
/// values. Never NULL, always valid. Any thread.
const char *rpggo_status_name(rpggo_status status);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#ifdef __cplusplus
/// A zeroed struct with struct_size set; used by the RPGGO_..._INIT macros in C++.
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
/// Initializer: rpggo_client_options options = RPGGO_CLIENT_OPTIONS_INIT;
#define RPGGO_CLIENT_OPTIONS_INIT { .struct_size = sizeof(rpggo_client_options) }
/// Initializer: rpggo_chat_request request = RPGGO_CHAT_REQUEST_INIT;
#define RPGGO_CHAT_REQUEST_INIT { .struct_size = sizeof(rpggo_chat_request) }
/// Initializer: rpggo_session_request request = RPGGO_SESSION_REQUEST_INIT;
#define RPGGO_SESSION_REQUEST_INIT { .struct_size = sizeof(rpggo_session_request) }
/// Initializer: rpggo_stats stats = RPGGO_STATS_INIT;
#define RPGGO_STATS_INIT { .struct_size = sizeof(rpggo_stats) }
#endif
