#pragma once

#include "CoreMinimal.h"
#include "RpggoEnums.h"

#include "RpggoTypes.generated.h"

/** What a character does beside speaking. */
USTRUCT(BlueprintType)
struct FRpggoAction
{
	GENERATED_BODY()

	/** The service's word for the kind of action. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Type;

	/** The action in words. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;
};

/** One whole utterance. */
USTRUCT(BlueprintType)
struct FRpggoMessage
{
	GENERATED_BODY()

	/** Who speaks, by the id to chat with. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** What is said. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;

	/** More text of the service; often empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString TextExt;

	/** The service's id of the message. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MessageId;

	/** The service's word for the kind of speaker. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterType;

	/** Who it is by. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	ERpggoRole Role = ERpggoRole::Character;

	/** True for a line of an earlier talk. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bHistory = false;

	/** True for what came of an utterance whose stream was cut in the middle. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bPartial = false;

	/** How many talks were had in this chapter; 0 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 CurrentCount = 0;

	/** How many are allowed; 0 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 MaxChatCount = 0;

	/** The ids of all characters who are in the talk. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FString> Insiders;

	/** What the character does beside speaking. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoAction> Actions;
};

/** A picture. It is not loaded: that is the game's. */
USTRUCT(BlueprintType)
struct FRpggoImage
{
	GENERATED_BODY()

	/** Where it can be loaded from. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Url;

	/** What it shows. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Caption;

	/** The service's number for the kind of picture; 0 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 ImageType = 0;
};

/** A goal of the story. */
USTRUCT(BlueprintType)
struct FRpggoGoal
{
	GENERATED_BODY()

	/** Its id. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString GoalId;

	/** It in words. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;

	/** True when it is reached. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bAchieved = false;
};

/** The state of the goals. */
USTRUCT(BlueprintType)
struct FRpggoGoals
{
	GENERATED_BODY()

	/** All of them. Empty when the service named none this time: keep what you show. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoGoal> Goals;

	/** The one that the player works on now; empty when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CurrentGoalId;
};

/** The story moves to another chapter. */
USTRUCT(BlueprintType)
struct FRpggoChapterChange
{
	GENERATED_BODY()

	/** The chapter that comes next. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString ChapterId;

	/** What to tell the player; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;
};

/** The game is over. */
USTRUCT(BlueprintType)
struct FRpggoEnding
{
	GENERATED_BODY()

	/** True when the player won. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bWon = false;

	/** What to tell the player; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Text;
};

/** The state of a persona's machine. */
USTRUCT(BlueprintType)
struct FRpggoState
{
	GENERATED_BODY()

	/** The name of the current state. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString State;

	/** The score; may be a fraction. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double Score = 0.0;

	/** How it ended; empty while it has not. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Outcome;

	/** What the machine decided on the player's message; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Decision;

	/** True when the persona asks back. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bFollowUp = false;

	/** How often the persona led the talk back; -1 when unknown. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 RedirectCount = -1;

	/** How the machine scores. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString ScoringMode;

	/** True when the machine came to its end. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	bool bMachineCompleted = false;

	/** The ids of the machines that are open to the player now. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FString> UnlockedMachines;
};

/** A value to display. */
USTRUCT(BlueprintType)
struct FRpggoValue
{
	GENERATED_BODY()

	/** What it is the value of. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Key;

	/** The value. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Value;
};

/** What something cost. */
USTRUCT(BlueprintType)
struct FRpggoCost
{
	GENERATED_BODY()

	/** The service's word for the kind of cost. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Type;

	/** Its name for people. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** How much, in the service's unit. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double Amount = 0.0;

	/** OUT when it was spent, IN when it was received. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Direction;

	/** What it was for. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Description;
};

/** A character, as the service names it. */
USTRUCT(BlueprintType)
struct FRpggoCharacter
{
	GENERATED_BODY()

	/** The id to chat with. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The name to show. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** Npc, or dm for one who leads the game. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Type;

	/** The address of a portrait; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Avatar;

	/** The phases that the character can be in. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FString> Phases;
};

/** A chapter, as the service names it. */
USTRUCT(BlueprintType)
struct FRpggoChapter
{
	GENERATED_BODY()

	/** Its id. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString ChapterId;

	/** Its name. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** What to tell the player first; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Intro;

	/** Where it is set, and what the player should know. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Background;

	/** The address of a picture of it; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Image;

	/** The address of sound to play during it; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString BackgroundAudio;

	/** The address of sound to play at its end; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString EndingAudio;

	/** Whom one can speak to. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoCharacter> Characters;
};

/** A session or a game. */
USTRUCT(BlueprintType)
struct FRpggoSession
{
	GENERATED_BODY()

	/** The session; empty for a preview of a game. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString SessionId;

	/** The game. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString GameId;

	/** The game's name. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Name;

	/** What to tell the player first; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Intro;

	/** The world that the game is set in. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Background;

	/** The address of a picture of the game; may be empty. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Image;

	/** The persona's machine. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString MachineId;

	/** The player's name, as the persona knows it. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString PlayerName;

	/** The player's gender, as the persona knows it. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString PlayerGender;

	/** The current chapter; for a preview all of them. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	TArray<FRpggoChapter> Chapters;
};

/** A request is tried again. */
USTRUCT(BlueprintType)
struct FRpggoRetrying
{
	GENERATED_BODY()

	/** Which retry it is: 1 is the first. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 Attempt = 0;

	/** How long it waits before that, in seconds. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	float Delay = 0.0f;

	/** Why the last try failed. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	ERpggoStatus Status = ERpggoStatus::Ok;
};

/** How a request ended. */
USTRUCT(BlueprintType)
struct FRpggoResult
{
	GENERATED_BODY()

	/** How it ended. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	ERpggoStatus Status = ERpggoStatus::Ok;

	/** What happened and what to do, in a sentence; empty when all went well. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString Detail;

	/** The HTTP status of the answer; 0 when there was none. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int32 HttpStatus = 0;

	/** The service's own code; 0 when it gave none. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 ServiceCode = 0;

	/** How long the service asks to wait before the next try, in seconds; 0 when it does not say. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	float RetryAfter = 0.0f;

	/** True when all went well. */
	bool IsOk() const { return Status == ERpggoStatus::Ok; }

	/** True when it went wrong; what the game cancels has not. */
	bool IsFailure() const { return Status != ERpggoStatus::Ok && Status != ERpggoStatus::Cancelled; }
};
