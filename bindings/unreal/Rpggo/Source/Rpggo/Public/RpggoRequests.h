// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#pragma once

#include "CoreMinimal.h"

#include "RpggoRequests.generated.h"

/**
 * A message from the player to a character. The fields are the same for all services; each service reads the ones it
 * supports.
 */
USTRUCT(BlueprintType)
struct FRpggoChatRequest
{
	GENERATED_BODY()

	/**
	 * The character to talk to; required. RPGGO lists them in Session; otherwise the persona's id, Aurora's number in
	 * decimal, or the model of an OpenAI-compatible server.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** The player's session; required. Aurora: a number in decimal. Empty: the subsystem's. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString SessionId;

	/** What the player says; required. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString Message;

	/** A unique id of your choice. Empty: the library generates one. A retry sends the same id. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString MessageId;

	/** The game's id; required by RPGGO. Empty: the one in the settings. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString GameId;

	/** Id of the persona's state machine; empty: the main one. Persona chat only. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString MachineId;

	/** The player's id at the service. Empty: none. Empty: the subsystem's player. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString UserId;

	/**
	 * A JSON object that is merged into the request body, nested objects included; its members override the library's
	 * own. For example "{"llm_config":{"temperature":0.2}}". Empty: none.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString ExtraJson;

	/** Request images, which arrive as Image (RPGGO). */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	bool bImages = false;

	/**
	 * Who the character is and how it speaks; sent before all turns of the session. Only used by SessionStart with
	 * OpenAI-compatible servers.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;
};

/** Selects a session, game or chapter. */
USTRUCT(BlueprintType)
struct FRpggoSessionRequest
{
	GENERATED_BODY()

	/** The player's session. Chosen by the game: any text that is unique to the playthrough. Empty: the subsystem's. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString SessionId;

	/** The game's id; required by RPGGO. Empty: the one in the settings. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString GameId;

	/** The chapter's id: required by ChapterChange; for SessionStart, empty means the first chapter. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString ChapterId;

	/** The persona's id; required by, and only used by, the persona chat. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** Id of the persona's state machine; empty: the main one. Persona chat only. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString MachineId;

	/** The player's name. Persona chat only. Empty: the subsystem's player. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString PlayerName;

	/** The player's gender: "female", "male" or "non-binary". Persona chat only. Empty: the subsystem's player. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString PlayerGender;

	/**
	 * Who the character is and how it speaks; sent before all turns of the session. Only used by SessionStart with
	 * OpenAI-compatible servers.
	 */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;
};

/** Statistics of a client since its creation, and its current queue. */
USTRUCT(BlueprintType)
struct FRpggoStats
{
	GENERATED_BODY()

	/** Requests started. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsStarted = 0;

	/** Requests finished, with any result. Their Finished may still be queued. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsFinished = 0;

	/** Finished requests that failed: neither Ok nor cancelled. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsFailed = 0;

	/** Finished requests that the game cancelled, including recorded cancellations in a replay. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 RequestsCancelled = 0;

	/** Events queued for the game. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 Events = 0;

	/** Bytes of response bodies received over HTTP, not counting headers and TLS. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 BytesReceived = 0;

	/** Events currently queued for PollEvent. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 QueuedEvents = 0;

	/** Approximate memory used by the queued events, in bytes; at most max_queued_bytes, plus one event. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 QueuedBytes = 0;

	/** Connections opened to the service or its proxy. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 ConnectionsOpened = 0;

	/** Responses received on an existing connection, without a new handshake. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 ConnectionsReused = 0;

	/** Retries made. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	int64 Retries = 0;

	/**
	 * Time from the start of a request to the first event decoded from its response (not Started, Retrying, Finished and
	 * Log), for the last request that had one, in milliseconds. 0 when there was none yet.
	 */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double FirstEventLastMs = 0.0;

	/** The average of those times, in milliseconds. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double FirstEventAverageMs = 0.0;

	/** The longest of those times, in milliseconds. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	double FirstEventWorstMs = 0.0;
};
