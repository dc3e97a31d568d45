#pragma once

#include "CoreMinimal.h"

#include "RpggoRequests.generated.h"

/** A message from the player to a character. Each service reads the fields it supports. */
USTRUCT(BlueprintType)
struct FRpggoChatRequest
{
	GENERATED_BODY()

	/** The character's id at the service. With an OpenAI-compatible server, the model. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** What the player says. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString Message;

	/** The playthrough's id. Empty: the subsystem's. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString SessionId;

	/** The game's id. Empty: the one in the settings. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString GameId;

	/** Id of the persona's state machine. Empty: the main one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString MachineId;

	/** The player's id at the service; may be empty. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString UserId;

	/** Who the character is and how it speaks. Used with OpenAI-compatible servers, when a conversation starts. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;

	/** A JSON object that is merged into the request body. Empty: none. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString ExtraJson;

	/** Requests images, which some services offer, at a cost. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	bool bImages = false;
};

/** Selects a session, game or chapter. Each service reads the fields it supports. */
USTRUCT(BlueprintType)
struct FRpggoSessionRequest
{
	GENERATED_BODY()

	/** The playthrough's id. Empty: the subsystem's. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString SessionId;

	/** The game's id. Empty: the one in the settings. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString GameId;

	/** The chapter to switch to; when starting a session, empty: the first. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString ChapterId;

	/** The character the player meets. Required by personas. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** Id of the persona's state machine. Empty: the main one. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString MachineId;

	/** The player's name. Personas only. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString PlayerName;

	/** The player's gender: female, male or non-binary. Personas only. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString PlayerGender;

	/** Who the character is and how it speaks. OpenAI-compatible servers only. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;
};

/** Statistics of the client since its creation. */
USTRUCT(BlueprintType)
struct FRpggoStats
{
	GENERATED_BODY()

	/** Requests started. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsStarted = 0;

	/** Requests finished. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsFinished = 0;

	/** Finished requests that failed. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsFailed = 0;

	/** Finished requests that the game cancelled. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsCancelled = 0;

	/** Bytes of response bodies. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 BytesReceived = 0;

	/** Retries made. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 Retries = 0;

	/** The average time until the first event of a response, in seconds. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double FirstEventAverage = 0.0;
};
