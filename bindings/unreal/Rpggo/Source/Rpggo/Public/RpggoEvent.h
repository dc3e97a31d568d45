#pragma once

#include "CoreMinimal.h"
#include "RpggoTypes.h"

/**
 * Something that happened to a request, for C++. A copy: keep it as long as you like. Of the payloads
 * the one that Kind names is filled.
 */
struct FRpggoEvent
{
	/** What it says. */
	ERpggoEventKind Kind = ERpggoEventKind::None;

	/** The request that it belongs to, as the subsystem numbered it. */
	int64 RequestId = 0;

	/** When it was read, in seconds after the request was sent; in a replay as it was recorded. */
	double Elapsed = 0.0;

	/** Who speaks; empty where the service names nobody. */
	FString CharacterId;

	/** A piece of an utterance, for Word; the line, for Log. */
	FString Text;

	/** The HTTP status of the answer, for Started. */
	int32 HttpStatus = 0;

	/** How important the line is, for Log. */
	ERpggoLogLevel LogLevel = ERpggoLogLevel::None;

	FRpggoMessage Message;
	FRpggoImage Image;
	FRpggoGoals Goals;
	FRpggoChapterChange Chapter;
	FRpggoEnding Ending;
	FRpggoState State;
	TArray<FRpggoValue> Values;
	FRpggoCost Cost;
	FRpggoSession Session;
	FRpggoRetrying Retrying;
	FRpggoResult Result;
};

/** Who waits for the events of one request. */
DECLARE_DELEGATE_OneParam(FRpggoEventDelegate, const FRpggoEvent& /* Event */);

/** Everybody who listens to all events. */
DECLARE_MULTICAST_DELEGATE_OneParam(FRpggoEventMulticast, const FRpggoEvent& /* Event */);
