#pragma once

#include "CoreMinimal.h"

#include "RpggoEnums.generated.h"

/** The service a game uses. */
UENUM(BlueprintType)
enum class ERpggoService : uint8
{
	/** Games with chapters, goals, endings and images. */
	Rpggo = 0 UMETA(DisplayName = "RPGGO"),
	/** A state machine with a score. */
	Persona = 1,
	/** Characters that stream token by token. Ids are integers. */
	Aurora = 2,
	/** Any server with OpenAI's chat completions API: the character is the model. */
	OpenAI = 3 UMETA(DisplayName = "OpenAI-compatible"),
};

/** The result of a request. */
UENUM(BlueprintType)
enum class ERpggoStatus : uint8
{
	/** Success. */
	Ok = 0,
	/** Something is missing or invalid; nothing was sent. */
	InvalidArgument = 1,
	/** There is no client. */
	InvalidHandle = 2,
	/** The service does not support this call. */
	Unsupported = 3,
	/** Too many requests are in progress. */
	Busy = 4,
	/** The game cancelled the request. */
	Cancelled = 5,
	/** A timeout expired. */
	Timeout = 6,
	/** The service cannot be reached, or the connection was closed. */
	Network = 7,
	/** The certificate was rejected or the TLS handshake failed. */
	Tls = 8 UMETA(DisplayName = "TLS"),
	/** The service rejected the key. */
	Unauthorized = 9,
	/** The service rejected the request. */
	BadRequest = 10,
	/** Too many requests, or a quota is exhausted. */
	RateLimited = 11,
	/** The session has ended: start a new one. */
	SessionEnded = 12,
	/** The session was not started. */
	SessionMissing = 13,
	/** The service failed. */
	ServiceError = 14,
	/** The response is not in the service's format. */
	Protocol = 15,
	/** An internal error in the library. */
	Internal = 16,
	/** A status of a later library version. */
	Unknown = 255,
};

/** The kind of an event. */
UENUM(BlueprintType)
enum class ERpggoEventKind : uint8
{
	/** A kind of a later library version; never delivered. */
	None = 0 UMETA(Hidden),
	/** The service accepted the request. */
	Started = 1,
	/** A piece of a message, streamed as it is generated. */
	Word = 2,
	/** A complete message. */
	Message = 3,
	/** An image. */
	Image = 4,
	/** The current state of the goals. */
	Goals = 5,
	/** The story moves to another chapter. */
	Chapter = 6,
	/** The game has ended. */
	Ending = 7,
	/** The state of a persona's state machine. */
	State = 8,
	/** Values to display. */
	Values = 9,
	/** A cost reported by the service. */
	Cost = 10,
	/** Details of a session or a game. */
	Session = 11,
	/** The request will be retried. */
	Retrying = 12,
	/** The request has finished; sent exactly once. */
	Finished = 13,
	/** A log line for the developer. */
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
	/** The story's narrator. */
	Narrator = 2,
};

/** The level of a log line; as a setting, higher values are more verbose. */
UENUM(BlueprintType)
enum class ERpggoLogLevel : uint8
{
	/** No log lines. */
	None = 0,
	/** A failure. */
	Error = 1,
	/** Something unexpected. */
	Warning = 2,
	/** Normal activity. */
	Info = 3,
	/** Details for debugging. */
	Debug = 4,
};

/** A session, chapter or game call. */
UENUM(BlueprintType)
enum class ERpggoCall : uint8
{
	/** Starts a session, or restarts it. */
	StartSession = 0,
	/** Resumes an earlier session. */
	ResumeSession = 1,
	/** Fetches the history. */
	GetHistory = 2,
	/** Restarts a conversation. */
	ResetSession = 3,
	/** Switches to another chapter. */
	ChangeChapter = 4,
	/** Fetches a preview of a game. */
	FetchGame = 5,
};
