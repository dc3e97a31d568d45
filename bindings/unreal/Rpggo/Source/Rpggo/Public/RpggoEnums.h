// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#pragma once

#include "CoreMinimal.h"

#include "RpggoEnums.generated.h"

/** The kind of an event. Values never change; later versions may add kinds, so ignore those you do not know. */
UENUM(BlueprintType)
enum class ERpggoEventKind : uint8
{
	/** None of these. */
	None = 0 UMETA(Hidden),
	/** The service accepted the request: FRpggoStarted. */
	Started = 1,
	/**
	 * A piece of a message, streamed as it is generated: FRpggoText. RPGGO and the web form of the persona chat send
	 * whole messages only.
	 */
	Text = 2,
	/** One complete message: FRpggoMessage. Sent with every service, after its On Text pieces if there are any. */
	Message = 3,
	/** An image: FRpggoImage. */
	Image = 4,
	/** The current state of the goals: FRpggoGoals. */
	Goals = 5,
	/** The story moves to another chapter: FRpggoChapterChange. Pass its id to ChapterChange. */
	Chapter = 6,
	/** The game has ended: FRpggoEnding. */
	Ending = 7,
	/** The state of a persona's state machine: FRpggoState. */
	State = 8,
	/** Values to display have changed: FRpggoStatus. */
	Status = 9,
	/** A cost reported by the service: FRpggoCost. */
	Cost = 10,
	/** Details of a session or a game: FRpggoSession. */
	Session = 11,
	/** The request will be retried after a delay: FRpggoRetrying. */
	Retrying = 12,
	/** The last event of a request, sent exactly once: FRpggoResult. */
	Finished = 13,
	/** A log line for the developer: FRpggoLog. Sent only when Log Level is set. */
	Log = 14,
};

/** The role of the speaker. */
UENUM(BlueprintType)
enum class ERpggoRole : uint8
{
	/** A character of the game. */
	Character = 0,
	/** The player; only in a session's history. */
	Player = 1,
	/** The story's narrator: an RPGGO director, whose CharacterType ends in _dm. */
	Narrator = 2,
};

/** The level of a log line; higher values are more verbose. */
UENUM(BlueprintType)
enum class ERpggoLogLevel : uint8
{
	/** None: the default. */
	None = 0,
	/** A failure. */
	Error = 1,
	/** Something unexpected. */
	Warn = 2,
	/** Normal activity. */
	Info = 3,
	/** Details for debugging. */
	Debug = 4,
};

/**
 * The result of a call or a request. Values never change; later versions may add some, so treat an unknown one as a
 * failure.
 */
UENUM(BlueprintType)
enum class ERpggoStatus : uint8
{
	/** Success. */
	Ok = 0,
	/** An argument is missing or invalid. */
	InvalidArgument = 1,
	/**
	 * The client is empty, was freed, or is not a client; or this process was forked from the one that created it: a
	 * child process must create its own client.
	 */
	InvalidHandle = 2,
	/**
	 * The client's service does not support this call, and the message lists the services that do; or the recording has
	 * no response left for it.
	 */
	Unsupported = 3,
	/**
	 * Too many requests of this client are in progress (Max Requests), another thread is polling it at the same moment,
	 * or 4096 clients exist.
	 */
	Busy = 4,
	/** The game cancelled the request. */
	Cancelled = 5,
	/** A timeout expired, or the service timed out (HTTP 408); Detail says which. */
	Timeout = 6,
	/**
	 * The host name cannot be resolved, or the connection was refused, reset, or closed in the middle of a response.
	 */
	Network = 7,
	/** The certificate was rejected or the TLS handshake failed. */
	Tls = 8 UMETA(DisplayName = "TLS"),
	/** The service rejected the key: HTTP 401 and 403, RPGGO 10000003 to 10000005 and 10000008. */
	Unauthorized = 9,
	/** The service rejected the request: HTTP 400, 404, 422 and other 4xx, RPGGO 10000001, 10000305 and 10000306. */
	BadRequest = 10,
	/** Too many requests: HTTP 429, RPGGO 10000301. See RetryAfterMs. */
	RateLimited = 11,
	/** The game session has ended: RPGGO 10000303. Start a new one with a new SessionId. */
	SessionEnded = 12,
	/** The session does not exist yet: RPGGO 10000302. Call SessionStart first. */
	SessionMissing = 13,
	/** The service failed: HTTP 5xx, RPGGO 10000000, 10000307 and every other code. */
	ServiceError = 14,
	/**
	 * The response is not in the service's format: not JSON, too long, nested too deeply, an unexpected content type, or
	 * a redirect.
	 */
	Protocol = 15,
	/** An internal error in this library. The request has ended; the client keeps working. */
	Internal = 16,
	/**
	 * The account has no credit left: HTTP 402, "insufficient_quota" and the like, RPGGO 10000602. It is never retried:
	 * the player or the developer has to pay first.
	 */
	NoCredit = 17,
	/** A filter of the service stopped the message or the reply: "content_filter", moderation. */
	Filtered = 18,
	/** The response is complete, but it contains nothing to say, show or do; Detail says why if the service does. */
	EmptyReply = 19,
	/**
	 * The conversation does not fit the model: "context_length_exceeded" and the like, HTTP 413. Shorten the prompt,
	 * lower Max History Characters, or use a model with a larger context.
	 */
	ContextFull = 20,
	/** A status of a later version. */
	Unknown = 255,
};

/** The service a client uses. */
UENUM(BlueprintType)
enum class ERpggoService : uint8
{
	/** RPGGO V2: games with chapters, goals, endings and images. */
	Rpggo = 0 UMETA(DisplayName = "RPGGO"),
	/**
	 * Persona chat: a state machine with a score. Foil Engine's API. The key is optional; one that begins with "pk_"
	 * selects the SDK form of the API, which streams.
	 */
	Persona = 1,
	/** Aurora: characters that stream token by token. Ids are decimal integers. */
	Aurora = 2,
	/**
	 * Any server with OpenAI's chat completions API (llama.cpp, Ollama, LM Studio, vLLM, cloud services): Base Url is
	 * required and ends before "/chat/completions"; CharacterId is the model; the client keeps the turns of each
	 * session, and SessionStart sets the system prompt.
	 */
	Openai = 3 UMETA(DisplayName = "OpenAI-compatible"),
};

/** A call that takes a session request. */
UENUM(BlueprintType)
enum class ERpggoCall : uint8
{
	/** Starts a session. The result arrives as On Session. */
	SessionStart = 0,
	/** Resumes an earlier session. */
	SessionResume = 1,
	/**
	 * Fetches the history of a session: each message arrives as On Message with its Role and with History set to true.
	 */
	SessionHistory = 2,
	/** Restarts a session. */
	SessionReset = 3,
	/**
	 * Switches to another chapter (changechapter; RPGGO only). Call it after On Chapter, with that event's ChapterId.
	 * The result arrives as On Session. Requires SessionId, GameId and ChapterId.
	 */
	ChapterChange = 4,
	/**
	 * Fetches a preview of a game, without a session (gamemetadata; RPGGO only). The result arrives as On Session with
	 * all chapters. Requires GameId.
	 */
	GameFetch = 5,
};
