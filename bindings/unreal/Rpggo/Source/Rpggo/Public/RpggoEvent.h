// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#pragma once

#include "CoreMinimal.h"
#include "RpggoTypes.h"

/**
 * Something that happened to a request, for C++. A copy: keep it as long as you like. Only the payload for its Kind
 * is filled. GetEventField of the subsystem reads any other field of the service's JSON.
 */
struct FRpggoEvent
{
	/** The kind. */
	ERpggoEventKind Kind = ERpggoEventKind::None;

	/** The request it belongs to, by its id in the subsystem. */
	int64 RequestId = 0;

	/**
	 * The id of the speaker, as used for chats; also RPGGO's directors, such as "goal_check_dm". Empty when the service
	 * names no speaker.
	 */
	FString CharacterId;

	/** The service's id of the message; not necessarily the one that was sent. */
	FString MessageId;

	/**
	 * Time from the start of the request until the library read this event, in milliseconds. In a replay, the recorded
	 * time.
	 */
	double ElapsedMs = 0.0;

	FRpggoStarted Started;
	FRpggoText Text;
	FRpggoMessage Message;
	FRpggoImage Image;
	FRpggoGoals Goals;
	FRpggoChapterChange Chapter;
	FRpggoEnding Ending;
	FRpggoState State;
	FRpggoStatus Status;
	FRpggoCost Cost;
	FRpggoSession Session;
	FRpggoRetrying Retrying;
	FRpggoResult Finished;
	FRpggoLog Log;
};

/** The listener to the events of one request. */
DECLARE_DELEGATE_OneParam(FRpggoEventDelegate, const FRpggoEvent& /* Event */);

/** The listeners to all events. */
DECLARE_MULTICAST_DELEGATE_OneParam(FRpggoEventMulticast, const FRpggoEvent& /* Event */);
