// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#pragma once

#include "CoreMinimal.h"
#include "RpggoEnums.h"

#include "RpggoTypes.generated.h"

/** Something a character does in addition to speaking. */
USTRUCT(BlueprintType)
struct FRpggoAction
{
	GENERATED_BODY()

	/** The kind of action, as named by the service. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Type;

	/** A description of the action. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;
};

/** A goal. */
USTRUCT(BlueprintType)
struct FRpggoGoal
{
	GENERATED_BODY()

	/** The id. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString GoalId;

	/** The goal's text. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;

	/** True when the goal is achieved. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bAchieved = false;
};

/** A value to display. */
USTRUCT(BlueprintType)
struct FRpggoStatusValue
{
	GENERATED_BODY()

	/** The name of the value. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Key;

	/** The value: a string unchanged, anything else as JSON text. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Value;
};

/** A character. */
USTRUCT(BlueprintType)
struct FRpggoCharacter
{
	GENERATED_BODY()

	/** The id to use for chats. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The name to display. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** "npc", or "dm" for a character that leads the game. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Type;

	/** URL of a portrait; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Avatar;

	/** The phases the character can be in. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FString> Phases;
};

/** A chapter. */
USTRUCT(BlueprintType)
struct FRpggoChapter
{
	GENERATED_BODY()

	/** The id. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString ChapterId;

	/** The name. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** Introductory text for the player; empty when the service sends "None". */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Intro;

	/** The setting, and what the player should know. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Background;

	/** URL of an image; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Image;

	/** URL of the audio to play during the chapter; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString BackgroundAudio;

	/** URL of the audio to play at the end of the chapter; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString EndingAudio;

	/** Characters available in this chapter. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoCharacter> Characters;
};

/** The service accepted the request. */
USTRUCT(BlueprintType)
struct FRpggoStarted
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The HTTP status of the response, for example 200. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 HttpStatus = 0;
};

/** A piece of a message, streamed as it is generated. */
USTRUCT(BlueprintType)
struct FRpggoText
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The new piece; append it to the previous ones. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Delta;
};

/** One complete message. CharacterId is the speaker. */
USTRUCT(BlueprintType)
struct FRpggoMessage
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The text, unmodified. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;

	/** Additional text from the service; often empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString TextExt;

	/** The kind of speaker, as named by the service, for example "common_npc"; others may be added. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterType;

	/** The role of the speaker. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	ERpggoRole Role = ERpggoRole::Character;

	/** True for a message from the session's history. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bHistory = false;

	/** Number of chats so far in this chapter; 0 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 CurrentCount = 0;

	/** Maximum number of chats in this chapter; 0 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 MaxChatCount = 0;

	/** Ids of all characters in the conversation (group chat). */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FString> Insiders;

	/** What the character does in addition to speaking. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoAction> Actions;

	/**
	 * True when the stream was cut in the middle of this message: Text is what was received, and the request finishes
	 * with the reason. A game that shows such a text should mark it as incomplete. (A cancelled request sends no partial
	 * message.)
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bPartial = false;
};

/** An image. The library does not download it. */
USTRUCT(BlueprintType)
struct FRpggoImage
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** URL of the image. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Url;

	/** A caption of what the image shows. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Caption;

	/** The kind of image, as numbered by the service; 0 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 ImageType = 0;
};

/**
 * The current state of the goals, sent after every message of the player. An empty list means that the service sent
 * none this time: keep the ones you display.
 */
USTRUCT(BlueprintType)
struct FRpggoGoals
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/**
	 * The current state of the goals, sent after every message of the player. An empty list means that the service sent
	 * none this time: keep the ones you display.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoGoal> Goals;

	/** Id of the goal the player is working on; empty when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CurrentGoalId;
};

/** The story moves to another chapter; at most one per chat. */
USTRUCT(BlueprintType)
struct FRpggoChapterChange
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** Id of the next chapter. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString ChapterId;

	/** Text for the player; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;
};

/** The game has ended; at most one per chat. */
USTRUCT(BlueprintType)
struct FRpggoEnding
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** True when the player won. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bWon = false;

	/** Text for the player; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;
};

/** The state of a persona's state machine. */
USTRUCT(BlueprintType)
struct FRpggoState
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The name of the current state. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString State;

	/** The score; may be fractional. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double Score = 0.0;

	/** The outcome; empty while the machine is still running. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Outcome;

	/** The machine's decision on the player's message; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Decision;

	/** True when the persona asks a follow-up question. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bFollowUp = false;

	/** Number of times the persona steered the conversation back; -1 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 RedirectCount = -1;

	/** The machine's scoring mode. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString ScoringMode;

	/** True when the machine has completed. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bMachineCompleted = false;

	/** Ids of the machines that the player has unlocked. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FString> UnlockedMachines;
};

/**
 * Values to display have changed. Merge them by key into the ones you display. With an empty list, the event carries
 * a frame that matches no other kind: see Raw.
 */
USTRUCT(BlueprintType)
struct FRpggoStatus
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/**
	 * Values to display have changed. Merge them by key into the ones you display. With an empty list, the event carries
	 * a frame that matches no other kind: see Raw.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoStatusValue> Values;
};

/** A cost reported by the service. */
USTRUCT(BlueprintType)
struct FRpggoCost
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The kind of cost, as named by the service, for example "ImageConsumption". */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Type;

	/** A display name for the cost. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** The amount, in the service's unit. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double Amount = 0.0;

	/** "OUT" when spent, "IN" when received. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Direction;

	/** What the cost was for. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Description;
};

/** Details of a session or a game. */
USTRUCT(BlueprintType)
struct FRpggoSession
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The session's id; empty for a preview of a game. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString SessionId;

	/** The game's id. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString GameId;

	/** The game's name. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** Introductory text for the player; empty when the service sends "None". */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Intro;

	/** The world in which the game is set. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Background;

	/** URL of an image of the game; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Image;

	/** Id of the persona's state machine. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MachineId;

	/** The current chapter; for a preview, all chapters. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoChapter> Chapters;

	/** The player's name, as known to the persona. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString PlayerName;

	/** The player's gender, as known to the persona. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString PlayerGender;
};

/** The request will be retried. */
USTRUCT(BlueprintType)
struct FRpggoRetrying
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The number of the retry, starting at 1. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 Attempt = 0;

	/** The delay before the retry, in milliseconds. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 DelayMs = 0;

	/** Why the last attempt failed. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	ERpggoStatus Status = ERpggoStatus::Ok;
};

/** The last event of a request. */
USTRUCT(BlueprintType)
struct FRpggoResult
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The result. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	ERpggoStatus Status = ERpggoStatus::Ok;

	/** The HTTP status of the response; 0 when there was none. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 HttpStatus = 0;

	/** The service's own error code, for example 10000303; 0 when it sent none. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 ServiceCode = 0;

	/**
	 * A sentence that says what happened and what to do, including the service's own error message if it sent one; empty
	 * on success.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Detail;

	/** How long the service asks clients to wait before the next attempt, in milliseconds; 0 when not specified. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 RetryAfterMs = 0;

	/** True on success. */
	bool IsOk() const { return Status == ERpggoStatus::Ok; }

	/** True when the request failed; cancellation by the game does not count. */
	bool IsFailure() const { return Status != ERpggoStatus::Ok && Status != ERpggoStatus::Cancelled; }
};

/**
 * A log line for the developer: what was requested, when the response began, retries, the result. Contains no
 * secrets. The wording may change in any version: do not parse it.
 */
USTRUCT(BlueprintType)
struct FRpggoLog
{
	GENERATED_BODY()

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The level. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	ERpggoLogLevel Level = ERpggoLogLevel::None;

	/** The line: one sentence, without a trailing line break. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;
};
