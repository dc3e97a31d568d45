#pragma once

#include "CoreMinimal.h"

#include "RpggoEnums.generated.h"

/** Which service a game talks to. */
UENUM(BlueprintType)
enum class ERpggoService : uint8
{
	/** Games with chapters, goals, endings and pictures. */
	Rpggo = 0 UMETA(DisplayName = "RPGGO"),
	/** A state machine with a score. */
	Persona = 1,
	/** Characters who speak token by token. Ids are whole numbers. */
	Aurora = 2,
	/** Every server with OpenAI's chat completions: the character is the model. */
	OpenAI = 3 UMETA(DisplayName = "OpenAI-compatible"),
};

/** How a request ended. */
UENUM(BlueprintType)
enum class ERpggoStatus : uint8
{
	/** It worked. */
	Ok = 0,
	/** Something is missing or wrong; nothing was sent. */
	InvalidArgument = 1,
	/** There is no client. */
	InvalidHandle = 2,
	/** The service has no such call. */
	Unsupported = 3,
	/** Too many requests are under way. */
	Busy = 4,
	/** The game cancelled it. */
	Cancelled = 5,
	/** It took too long. */
	Timeout = 6,
	/** The service cannot be reached, or the connection broke. */
	Network = 7,
	/** The connection is not secure. */
	Tls = 8 UMETA(DisplayName = "TLS"),
	/** The service does not accept the key. */
	Unauthorized = 9,
	/** The service does not accept the request. */
	BadRequest = 10,
	/** Too many requests, or a quota is used up. */
	RateLimited = 11,
	/** The session has ended: start another one. */
	SessionEnded = 12,
	/** The session was not started. */
	SessionMissing = 13,
	/** The service failed. */
	ServiceError = 14,
	/** The answer is not what the service promises. */
	Protocol = 15,
	/** A fault of the library. */
	Internal = 16,
	/** One that a later library has. */
	Unknown = 255,
};

/** What an event says. */
UENUM(BlueprintType)
enum class ERpggoEventKind : uint8
{
	/** One that a later library has; never delivered. */
	None = 0 UMETA(Hidden),
	/** The service took the request. */
	Started = 1,
	/** A piece of an utterance as it is written. */
	Word = 2,
	/** A whole utterance. */
	Message = 3,
	/** A picture. */
	Image = 4,
	/** The state of the goals. */
	Goals = 5,
	/** The story moves to another chapter. */
	Chapter = 6,
	/** The game is over. */
	Ending = 7,
	/** The state of a persona's machine. */
	State = 8,
	/** Values to display. */
	Values = 9,
	/** What something cost. */
	Cost = 10,
	/** A session or a game. */
	Session = 11,
	/** The request is tried again. */
	Retrying = 12,
	/** The request is over, always exactly once. */
	Finished = 13,
	/** A line for the developer. */
	Log = 14,
};

/** Who an utterance is by. */
UENUM(BlueprintType)
enum class ERpggoRole : uint8
{
	/** A character of the game. */
	Character = 0,
	/** The player: only in a history. */
	Player = 1,
	/** The story's narrator. */
	Narrator = 2,
};

/** How important a line of the log is; as a setting, how much is told. */
UENUM(BlueprintType)
enum class ERpggoLogLevel : uint8
{
	/** Nothing is told. */
	None = 0,
	/** Something failed. */
	Error = 1,
	/** Something is odd. */
	Warning = 2,
	/** Something happened. */
	Info = 3,
	/** Details. */
	Debug = 4,
};

/** A call about a session, a chapter or a game. */
UENUM(BlueprintType)
enum class ERpggoCall : uint8
{
	/** Starts a session, or begins it anew. */
	StartSession = 0,
	/** Goes on with an earlier session. */
	ResumeSession = 1,
	/** Fetches what was said. */
	GetHistory = 2,
	/** Begins a talk anew. */
	ResetSession = 3,
	/** Goes to another chapter. */
	ChangeChapter = 4,
	/** Fetches a preview of a game. */
	FetchGame = 5,
};
