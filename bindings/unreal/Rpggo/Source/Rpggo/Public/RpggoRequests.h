#pragma once

#include "CoreMinimal.h"

#include "RpggoRequests.generated.h"

/** What the player says, and to whom. Each service reads the fields that it has. */
USTRUCT(BlueprintType)
struct FRpggoChatRequest
{
	GENERATED_BODY()

	/** Who is spoken to: the id that the service has. With an OpenAI-compatible server it is the model. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** What the player says. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString Message;

	/** The play-through. Empty: that of the subsystem. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString SessionId;

	/** The game. Empty: that of the settings. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString GameId;

	/** The persona's machine. Empty: the main one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString MachineId;

	/** The player's id at the service; may be empty. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString UserId;

	/** Who the character is and how it speaks. Read with OpenAI-compatible servers, when a talk begins. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;

	/** A JSON object that is merged into what is sent. Empty: none. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString ExtraJson;

	/** Asks for pictures, which some services have, at a cost. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	bool bImages = false;
};

/** Which session, game or chapter. Each service reads the fields that it has. */
USTRUCT(BlueprintType)
struct FRpggoSessionRequest
{
	GENERATED_BODY()

	/** The play-through. Empty: that of the subsystem. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString SessionId;

	/** The game. Empty: that of the settings. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString GameId;

	/** The chapter to go to; for the start of a session empty: the first. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString ChapterId;

	/** Whom the player meets. Needed by personas. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** The persona's machine. Empty: the main one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString MachineId;

	/** The player's name. Read by personas alone. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString PlayerName;

	/** The player's gender: female, male or non-binary. Read by personas alone. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString PlayerGender;

	/** Who the character is and how it speaks. Read with OpenAI-compatible servers alone. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;
};

/** What the client has done since it was made. */
USTRUCT(BlueprintType)
struct FRpggoStats
{
	GENERATED_BODY()

	/** Requests that were started. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsStarted = 0;

	/** Requests that are over. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsFinished = 0;

	/** Those of them that failed. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsFailed = 0;

	/** Those of them that the game cancelled. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsCancelled = 0;

	/** Bytes of answers. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 BytesReceived = 0;

	/** How often a request was tried again. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 Retries = 0;

	/** The mean time until the first word or message of an answer, in seconds. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double FirstEventAverage = 0.0;
};
