// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

/**
 * The kind of an event. Values never change; later versions may add kinds, so ignore those you do
 * not know.
 */
export declare const EventKind: {
  /** The service accepted the request: {@link EventStarted}. */
  readonly Started: 1;
  /**
   * A piece of a message, streamed as it is generated: {@link EventText}. RPGGO and the web form of
   * the persona chat send whole messages only.
   */
  readonly Text: 2;
  /**
   * One complete message: {@link EventMessage}. Sent with every service, after its
   * {@link EventKind.Text} pieces if there are any.
   */
  readonly Message: 3;
  /** An image: {@link EventImage}. */
  readonly Image: 4;
  /** The current state of the goals: {@link EventGoals}. */
  readonly Goals: 5;
  /**
   * The story moves to another chapter: {@link EventChapter}. Pass its id to
   * `rpggo_chapter_change`.
   */
  readonly Chapter: 6;
  /** The game has ended: {@link EventEnding}. */
  readonly Ending: 7;
  /** The state of a persona's state machine: {@link EventState}. */
  readonly State: 8;
  /** Values to display have changed: {@link EventStatus}. */
  readonly Status: 9;
  /** A cost reported by the service: {@link EventCost}. */
  readonly Cost: 10;
  /** Details of a session or a game: {@link EventSession}. */
  readonly Session: 11;
  /** The request will be retried after a delay: {@link EventRetrying}. */
  readonly Retrying: 12;
  /** The last event of a request, sent exactly once: {@link EventFinished}. */
  readonly Finished: 13;
  /**
   * A log line for the developer: {@link EventLog}. Sent only when {@link ClientOptions.logLevel}
   * is set.
   */
  readonly Log: 14;
};
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** The role of the speaker. */
export declare const Role: {
  /** A character of the game. */
  readonly Character: 0;
  /** The player; only in a session's history. */
  readonly Player: 1;
  /** The story's narrator: an RPGGO director, whose `characterType` ends in `_dm`. */
  readonly Narrator: 2;
};
export type Role = (typeof Role)[keyof typeof Role];

/** The level of a log line; higher values are more verbose. */
export declare const LogLevel: {
  /** A failure. */
  readonly Error: 1;
  /** Something unexpected. */
  readonly Warn: 2;
  /** Normal activity. */
  readonly Info: 3;
  /** Details for debugging. */
  readonly Debug: 4;
};
export type LogLevel = (typeof LogLevel)[keyof typeof LogLevel];

/**
 * The result of a call or a request. Values never change; later versions may add some, so treat an
 * unknown one as a failure.
 */
export declare const Status: {
  /** Success. */
  readonly Ok: 0;
  /** An argument is missing or invalid. */
  readonly InvalidArgument: 1;
  /**
   * The client is absent, was freed, or is not a client; or this process was forked from the one
   * that created it: a child process must create its own client.
   */
  readonly InvalidHandle: 2;
  /**
   * The client's service does not support this call, and the message lists the services that do; or
   * the recording has no response left for it.
   */
  readonly Unsupported: 3;
  /**
   * Too many requests of this client are in progress ({@link ClientOptions.maxRequests}), another
   * thread is polling it at the same moment, or 4096 clients exist.
   */
  readonly Busy: 4;
  /** The game cancelled the request. */
  readonly Cancelled: 5;
  /** A timeout expired, or the service timed out (HTTP 408); `detail` says which. */
  readonly Timeout: 6;
  /**
   * The host name cannot be resolved, or the connection was refused, reset, or closed in the middle
   * of a response.
   */
  readonly Network: 7;
  /** The certificate was rejected or the TLS handshake failed. */
  readonly Tls: 8;
  /** The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005 and 10000008. */
  readonly Unauthorized: 9;
  /**
   * The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001, 10000305
   * and 10000306.
   */
  readonly BadRequest: 10;
  /** Too many requests: HTTP 429, RPGGO 10000301. See `retryAfterMs`. */
  readonly RateLimited: 11;
  /** The game session has ended: RPGGO 10000303. Start a new one with a new `sessionId`. */
  readonly SessionEnded: 12;
  /** The session does not exist yet: RPGGO 10000302. Call `rpggo_session_start` first. */
  readonly SessionMissing: 13;
  /** The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code. */
  readonly ServiceError: 14;
  /**
   * The response is not in the service's format: not JSON, too long, nested too deeply, an
   * unexpected content type, or a redirect.
   */
  readonly Protocol: 15;
  /** An internal error in this library. The request has ended; the client keeps working. */
  readonly Internal: 16;
  /**
   * The account has no credit left: HTTP 402, "insufficient_quota" and the like, RPGGO 10000602. It
   * is never retried: the player or the developer has to pay first.
   */
  readonly NoCredit: 17;
  /** A filter of the service stopped the message or the reply: "content_filter", moderation. */
  readonly Filtered: 18;
  /**
   * The response is complete, but it contains nothing to say, show or do; `detail` says why if the
   * service does.
   */
  readonly EmptyReply: 19;
  /**
   * The conversation does not fit the model: "context_length_exceeded" and the like, HTTP 413.
   * Shorten the prompt, lower {@link ClientOptions.maxHistoryCharacters}, or use a model with a
   * larger context.
   */
  readonly ContextFull: 20;
};
export type Status = (typeof Status)[keyof typeof Status];

/** The service a client uses. */
export declare const Service: {
  /** RPGGO V2: games with chapters, goals, endings and images. */
  readonly Rpggo: 0;
  /**
   * Persona chat: a state machine with a score. Foil Engine's API. The key is optional; one that
   * begins with "pk_" selects the SDK form of the API, which streams.
   */
  readonly Persona: 1;
  /** Aurora: characters that stream token by token. Ids are decimal integers. */
  readonly Aurora: 2;
  /**
   * Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM, cloud
   * services): {@link ClientOptions.baseUrl} is required and ends before "/chat/completions";
   * `characterId` is the model; the client keeps the turns of each session, and
   * `rpggo_session_start` sets the system prompt.
   */
  readonly Openai: 3;
};
export type Service = (typeof Service)[keyof typeof Service];

/** Something a character does in addition to speaking. */
export interface Action {
  /** The kind of action, as named by the service. */
  type: string;
  /** A description of the action. */
  text: string;
}

/** A goal. */
export interface Goal {
  /** The id. */
  goalId: string;
  /** The goal's text. */
  text: string;
  /** True when the goal is achieved. */
  achieved: boolean;
}

/** A value to display. */
export interface StatusValue {
  /** The name of the value. */
  key: string;
  /** The value: a string unchanged, anything else as JSON text. */
  value: string;
}

/** A character. */
export interface Character {
  /** The id to use for chats. */
  characterId: string;
  /** The name to display. */
  name: string;
  /** "npc", or "dm" for a character that leads the game. */
  type: string;
  /** URL of a portrait; may be empty. */
  avatar: string;
  /** The phases the character can be in. */
  phases: readonly string[];
}

/** A chapter. */
export interface Chapter {
  /** The id. */
  chapterId: string;
  /** The name. */
  name: string;
  /** Introductory text for the player; empty when the service sends "None". */
  intro: string;
  /** The setting, and what the player should know. */
  background: string;
  /** URL of an image; may be empty. */
  image: string;
  /** URL of the audio to play during the chapter; may be empty. */
  backgroundAudio: string;
  /** URL of the audio to play at the end of the chapter; may be empty. */
  endingAudio: string;
  /** Characters available in this chapter. */
  characters: readonly Character[];
}

/**
 * Configuration of a client. Set the fields you need: zero and absent mean the default. The library
 * copies everything before `rpggo_client_new` returns.
 */
export interface ClientOptions {
  /** The service to use. Default: RPGGO. */
  service?: Service;
  /**
   * URL of the service, for example "https://api.example.com/v1"; a path is kept. Absent: the
   * service's public URL. `http` is allowed only to this machine ("http://127.0.0.1:8787"), unless
   * {@link ClientOptions.allowHttp} is set. Write an internationalized host name as "xn--...".
   */
  baseUrl?: string;
  /**
   * The API key. Absent: the environment variable `RPGGO_API_KEY` if the service requires a key
   * (RPGGO, Aurora), otherwise none. It never appears in errors or logs, and is redacted where a
   * server echoes it (in story text only if it has at least 16 characters: a shorter one may be a
   * word).
   */
  apiKey?: string;
  /**
   * Timeout for connecting, including name lookup and TLS, in milliseconds. Default (0): 10000.
   * `-1`: none.
   */
  connectTimeoutMs?: number;
  /**
   * Timeout from the start of a request until the response headers arrive, including connecting, in
   * milliseconds. Default (0): 30000. `-1`: none.
   */
  firstByteTimeoutMs?: number;
  /**
   * Longest time without receiving data in the middle of a response, in milliseconds. Default (0):
   * 60000. `-1`: none.
   */
  idleTimeoutMs?: number;
  /** Timeout for a whole request, including retries, in milliseconds. Default: none. */
  totalTimeoutMs?: number;
  /**
   * How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, with the
   * same `messageId`, as long as no part of its response has been delivered. A chat with a service
   * that has no message ids (persona, Aurora) is retried only if the service cannot have accepted
   * it: no connection, HTTP 429 and 503. Default (0): 2; -1: never.
   */
  maxRetries?: number;
  /**
   * How many bytes of events may be queued for `rpggo_poll_event`. When the game stops polling, the
   * library stops reading from the sockets and nothing is lost. A single event is queued even if it
   * is larger. In addition, each request in progress holds the frame it is reading. Default:
   * 4194304.
   */
  maxQueuedBytes?: number;
  /**
   * Allow plain `http` to hosts other than this machine. The key and the conversation are then
   * readable by anyone on the network path: for tests in a trusted network only.
   */
  allowHttp?: boolean;
  /**
   * Ignore the proxies set in the environment (`HTTPS_PROXY`, `ALL_PROXY`, ...; on Windows and
   * macOS also the system's).
   */
  ignoreEnvironmentProxy?: boolean;
  /**
   * Maximum number of requests in progress at the same time; further ones fail with
   * {@link Status.Busy}. Default: 1024.
   */
  maxRequests?: number;
  /**
   * Maximum size of a line, event or body, in bytes; a larger one finishes its request with
   * {@link Status.Protocol}. Default: 1048576.
   */
  maxEventBytes?: number;
  /**
   * A PEM file with additional certificate authorities to trust, on top of those of the operating
   * system (or the bundled ones on systems without a list). Absent: none.
   */
  caFile?: string;
  /**
   * A proxy for all requests, for example "http://user:password@proxy.example.com:8080" (also
   * `https://` and `socks5://`). Absent: as set in the environment. Requests to this machine
   * ("http://127.0.0.1:...") use a proxy only if it is set here.
   */
  proxyUrl?: string;
  /**
   * Additional headers for every request, one per line, for example "X-Build: 42". They override
   * the library's own headers. Absent: none.
   */
  extraHeaders?: string;
  /**
   * How many characters of a session's previous turns to send to an OpenAI-compatible server with
   * each new message; the oldest turns are dropped, the system prompt is not. Default: 16000.
   */
  maxHistoryCharacters?: number;
  /**
   * Record every request and every byte of its response, with timestamps, to this file, for
   * {@link ClientOptions.replayPath} and the inspector. Use one file per client; new lines are
   * appended to an existing file. The key and other secrets of at least 8 characters (shorter ones
   * may be words) are redacted, even where a server echoes them; what players say is recorded.
   * Absent: do not record.
   */
  recordPath?: string;
  /**
   * Maximum size of the recording, in bytes. Recording stops before the file exceeds it, and
   * nothing is added to a file that is already full; the conversation continues, and a warning is
   * logged. Default: 67108864; at most 1073741824.
   */
  maxRecordingBytes?: number;
  /**
   * Replay all responses from this recording, without a network: neither a key nor
   * {@link ClientOptions.baseUrl} is needed. The file is read before `rpggo_client_new` returns.
   * Each request gets the first recorded response that has not been played yet for the same call,
   * character and session, else for the same call and character, else for the same call. A request
   * without a match finishes with {@link Status.Unsupported}, and `detail` lists what the recording
   * contains. Absent: do not replay.
   */
  replayPath?: string;
  /**
   * The content of a recording, as text, instead of a path: for engines whose assets are not files
   * (Unity's `TextAsset`, Godot's `res://`, Android). Absent: none.
   */
  replayText?: string;
  /**
   * Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or `-1`.
   * Default (0): 1, as recorded.
   */
  replaySpeed?: number;
  /**
   * Emit {@link EventKind.Log} events, which say what the library does, up to this level; higher
   * values are more verbose. Default (0): none.
   */
  logLevel?: LogLevel;
  /**
   * Added to every URL, after its path, for example "api-version=2024-10-21" for classic Azure.
   * Absent: none.
   */
  query?: string;
}

/**
 * A message from the player to a character. The fields are the same for all services; each service
 * reads the ones it supports.
 */
export interface ChatRequest {
  /**
   * The character to talk to; required. RPGGO lists them in {@link EventKind.Session}; otherwise
   * the persona's id, Aurora's number in decimal, or the model of an OpenAI-compatible server.
   */
  characterId: string;
  /** The player's session; required. Aurora: a number in decimal. */
  sessionId: string;
  /** What the player says; required. */
  message: string;
  /** A unique id of your choice. Absent: the library generates one. A retry sends the same id. */
  messageId?: string;
  /** The game's id; required by RPGGO. */
  gameId?: string;
  /** Id of the persona's state machine; absent: the main one. Persona chat only. */
  machineId?: string;
  /** The player's id at the service. Absent: none. */
  userId?: string;
  /**
   * A JSON object that is merged into the request body, nested objects included; its members
   * override the library's own. For example "{"llm_config":{"temperature":0.2}}". Absent: none.
   */
  extraJson?: string;
  /** Request images, which arrive as {@link EventKind.Image} (RPGGO). */
  images?: boolean;
}

/** Selects a session, game or chapter. */
export interface SessionRequest {
  /** The player's session. Chosen by the game: any text that is unique to the playthrough. */
  sessionId?: string;
  /** The game's id; required by RPGGO. */
  gameId?: string;
  /**
   * The chapter's id: required by `rpggo_chapter_change`; for `rpggo_session_start`, absent means
   * the first chapter.
   */
  chapterId?: string;
  /** The persona's id; required by, and only used by, the persona chat. */
  characterId?: string;
  /** Id of the persona's state machine; absent: the main one. Persona chat only. */
  machineId?: string;
  /** The player's name. Persona chat only. */
  playerName?: string;
  /** The player's gender: "female", "male" or "non-binary". Persona chat only. */
  playerGender?: string;
  /**
   * Who the character is and how it speaks; sent before all turns of the session. Only used by
   * `rpggo_session_start` with OpenAI-compatible servers.
   */
  systemPrompt?: string;
}

/** Statistics of a client since its creation, and its current queue. */
export interface Stats {
  /** Requests started. */
  requestsStarted: number;
  /**
   * Requests finished, with any result. The {@link EventKind.Finished} of some may still be queued.
   */
  requestsFinished: number;
  /** Finished requests that failed: neither {@link Status.Ok} nor cancelled. */
  requestsFailed: number;
  /** Finished requests that the game cancelled, including recorded cancellations in a replay. */
  requestsCancelled: number;
  /** Events queued for the game. */
  events: number;
  /** Bytes of response bodies received over HTTP, not counting headers and TLS. */
  bytesReceived: number;
  /** Events currently queued, which the game has not polled yet. */
  queuedEvents: number;
  /**
   * Approximate memory used by the queued events, in bytes; at most
   * {@link ClientOptions.maxQueuedBytes}, plus one event.
   */
  queuedBytes: number;
  /** Connections opened to the service or its proxy. */
  connectionsOpened: number;
  /** Responses received on an existing connection, without a new handshake. */
  connectionsReused: number;
  /** Retries made. */
  retries: number;
  /**
   * Time from the start of a request to the first event decoded from its response (not
   * {@link EventKind.Started}, {@link EventKind.Retrying}, {@link EventKind.Finished} and
   * {@link EventKind.Log}), for the last request that had one, in milliseconds. 0 when there was
   * none yet.
   */
  firstEventLastMs: number;
  /** The average of those times, in milliseconds. */
  firstEventAverageMs: number;
  /** The longest of those times, in milliseconds. */
  firstEventWorstMs: number;
}

/**
 * Something that happened to a request. Read-only. The event and everything it points to stay valid
 * until the next `rpggo_poll_event` or the `rpggo_client_free` on the same client.
 */
export interface EventBase {
  /** The kind. */
  kind: EventKind;
  /** The request this event belongs to. */
  request: bigint;
  /**
   * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm".
   * Empty when the service names no speaker.
   */
  characterId: string;
  /** The service's id of the message; not necessarily the one that was sent. */
  messageId: string;
  /**
   * The JSON from which the event was decoded; for {@link EventKind.Finished}, the service's error.
   * Empty when there is none. Read any field of it with `rpggo_event_field`.
   */
  raw: string;
  /**
   * Time from the start of the request until the library read this event, in milliseconds. In a
   * replay, the recorded time.
   */
  elapsedMs: number;
}

/** The service accepted the request. */
export interface EventStarted extends EventBase {
  kind: typeof EventKind.Started;
  /** The HTTP status of the response, for example 200. */
  httpStatus: number;
}

/** A piece of a message, streamed as it is generated. */
export interface EventText extends EventBase {
  kind: typeof EventKind.Text;
  /** The new piece; append it to the previous ones. */
  delta: string;
}

/** One complete message. {@link EventBase.characterId} is the speaker. */
export interface EventMessage extends EventBase {
  kind: typeof EventKind.Message;
  /** The text, unmodified. */
  text: string;
  /** Additional text from the service; often empty. */
  textExt: string;
  /**
   * The kind of speaker, as named by the service, for example "common_npc"; others may be added.
   */
  characterType: string;
  /** The role of the speaker. */
  role: Role;
  /** True for a message from the session's history. */
  history: boolean;
  /** Number of chats so far in this chapter; 0 when unknown. */
  currentCount: number;
  /** Maximum number of chats in this chapter; 0 when unknown. */
  maxChatCount: number;
  /** Ids of all characters in the conversation (group chat). */
  insiders: readonly string[];
  /** What the character does in addition to speaking. */
  actions: readonly Action[];
  /**
   * True when the stream was cut in the middle of this message: {@link EventMessage.text} is what
   * was received, and the request finishes with the reason. A game that shows such a text should
   * mark it as incomplete. (A cancelled request sends no partial message.)
   */
  partial: boolean;
}

/** An image. The library does not download it. */
export interface EventImage extends EventBase {
  kind: typeof EventKind.Image;
  /** URL of the image. */
  url: string;
  /** A caption of what the image shows. */
  caption: string;
  /** The kind of image, as numbered by the service; 0 when unknown. */
  imageType: number;
}

/**
 * The current state of the goals, sent after every message of the player. An empty list means that
 * the service sent none this time: keep the ones you display.
 */
export interface EventGoals extends EventBase {
  kind: typeof EventKind.Goals;
  /**
   * The current state of the goals, sent after every message of the player. An empty list means
   * that the service sent none this time: keep the ones you display.
   */
  goals: readonly Goal[];
  /** Id of the goal the player is working on; empty when unknown. */
  currentGoalId: string;
}

/** The story moves to another chapter; at most one per chat. */
export interface EventChapter extends EventBase {
  kind: typeof EventKind.Chapter;
  /** Id of the next chapter. */
  chapterId: string;
  /** Text for the player; may be empty. */
  text: string;
}

/** The game has ended; at most one per chat. */
export interface EventEnding extends EventBase {
  kind: typeof EventKind.Ending;
  /** True when the player won. */
  won: boolean;
  /** Text for the player; may be empty. */
  text: string;
}

/** The state of a persona's state machine. */
export interface EventState extends EventBase {
  kind: typeof EventKind.State;
  /** The name of the current state. */
  state: string;
  /** The score; may be fractional. */
  score: number;
  /** The outcome; empty while the machine is still running. */
  outcome: string;
  /** The machine's decision on the player's message; may be empty. */
  decision: string;
  /** True when the persona asks a follow-up question. */
  followUp: boolean;
  /** Number of times the persona steered the conversation back; -1 when unknown. */
  redirectCount: number;
  /** The machine's scoring mode. */
  scoringMode: string;
  /** True when the machine has completed. */
  machineCompleted: boolean;
  /** Ids of the machines that the player has unlocked. */
  unlockedMachines: readonly string[];
}

/**
 * Values to display have changed. Merge them by key into the ones you display. With an empty list,
 * the event carries a frame that matches no other kind: see {@link EventBase.raw}.
 */
export interface EventStatus extends EventBase {
  kind: typeof EventKind.Status;
  /**
   * Values to display have changed. Merge them by key into the ones you display. With an empty
   * list, the event carries a frame that matches no other kind: see {@link EventBase.raw}.
   */
  values: readonly StatusValue[];
}

/** A cost reported by the service. */
export interface EventCost extends EventBase {
  kind: typeof EventKind.Cost;
  /** The kind of cost, as named by the service, for example "ImageConsumption". */
  type: string;
  /** A display name for the cost. */
  name: string;
  /** The amount, in the service's unit. */
  amount: number;
  /** "OUT" when spent, "IN" when received. */
  direction: string;
  /** What the cost was for. */
  description: string;
}

/** Details of a session or a game. */
export interface EventSession extends EventBase {
  kind: typeof EventKind.Session;
  /** The session's id; empty for a preview of a game. */
  sessionId: string;
  /** The game's id. */
  gameId: string;
  /** The game's name. */
  name: string;
  /** Introductory text for the player; empty when the service sends "None". */
  intro: string;
  /** The world in which the game is set. */
  background: string;
  /** URL of an image of the game; may be empty. */
  image: string;
  /** Id of the persona's state machine. */
  machineId: string;
  /** The current chapter; for a preview, all chapters. */
  chapters: readonly Chapter[];
  /** The player's name, as known to the persona. */
  playerName: string;
  /** The player's gender, as known to the persona. */
  playerGender: string;
}

/** The request will be retried. */
export interface EventRetrying extends EventBase {
  kind: typeof EventKind.Retrying;
  /** The number of the retry, starting at 1. */
  attempt: number;
  /** The delay before the retry, in milliseconds. */
  delayMs: number;
  /** Why the last attempt failed. */
  status: Status;
}

/** The last event of a request. */
export interface EventFinished extends EventBase {
  kind: typeof EventKind.Finished;
  /** The result. */
  status: Status;
  /** The HTTP status of the response; 0 when there was none. */
  httpStatus: number;
  /** The service's own error code, for example 10000303; 0 when it sent none. */
  serviceCode: number;
  /**
   * A sentence that says what happened and what to do, including the service's own error message if
   * it sent one; empty on success.
   */
  detail: string;
  /**
   * How long the service asks clients to wait before the next attempt, in milliseconds; 0 when not
   * specified.
   */
  retryAfterMs: number;
}

/**
 * A log line for the developer: what was requested, when the response began, retries, the result.
 * Contains no secrets. The wording may change in any version: do not parse it.
 */
export interface EventLog extends EventBase {
  kind: typeof EventKind.Log;
  /** The level. */
  level: LogLevel;
  /** The line: one sentence, without a trailing line break. */
  text: string;
}

/**
 * Something that happened to a request. Read-only. The event and everything it points to stay valid
 * until the next `rpggo_poll_event` or the `rpggo_client_free` on the same client.
 */
export type Event =
  | EventStarted
  | EventText
  | EventMessage
  | EventImage
  | EventGoals
  | EventChapter
  | EventEnding
  | EventState
  | EventStatus
  | EventCost
  | EventSession
  | EventRetrying
  | EventFinished
  | EventLog;
