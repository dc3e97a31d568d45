#pragma once

#include "CoreMinimal.h"
#include "RpggoTypes.h"

/**
 * Something that happened to a request, for C++. A copy: keep it as long as you like. Only the payload for its Kind
 * is filled.
 */
struct FRpggoEvent
{
	/** The kind. */
	ERpggoEventKind Kind = ERpggoEventKind::None;

	/** The request it belongs to, by its id in the subsystem. */
	int64 RequestId = 0;

	/** When it was read, in seconds after the request was sent; in a replay, the recorded time. */
	double Elapsed = 0.0;

	/** The id of the speaker; empty when the service names no speaker. */
	FString CharacterId;

	/** A piece of a message, for Word; the line, for Log. */
	FString Text;

	/** The HTTP status of the response, for Started. */
	int32 HttpStatus = 0;

	/** The level of the line, for Log. */
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

/** The listener to the events of one request. */
DECLARE_DELEGATE_OneParam(FRpggoEventDelegate, const FRpggoEvent& /* Event */);

/** The listeners to all events. */
DECLARE_MULTICAST_DELEGATE_OneParam(FRpggoEventMulticast, const FRpggoEvent& /* Event */);
