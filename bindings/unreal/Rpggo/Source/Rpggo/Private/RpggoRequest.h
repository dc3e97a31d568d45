#pragma once

#include "CoreMinimal.h"
#include "RpggoCalls.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"
#include "UObject/WeakObjectPtrTemplates.h"

class FRpggoConnection;

/** A request of the subsystem: a chat, a call with a session request, or one of another kind. */
struct FRpggoRequest
{
	/** 0 while it waits for its session, and when it failed to start. */
	uint64 Native = 0;
	bool bChat = false;
	ERpggoCall Call = ERpggoCall::SessionStart;
	FRpggoChatRequest Chat;
	FRpggoSessionRequest Session;
	FRpggoStarter Other;
	FRpggoEventDelegate Listener;
	/** When it is destroyed, the reply is no longer needed. */
	TWeakObjectPtr<const UObject> RequestOwner;
	/** The chapter the story moves to when it has finished. */
	FString NextChapter;
	/** The session it belongs to, or starts; empty: none is required. */
	FString Key;
	/** A last event for it is waiting among the unsent ones. */
	bool bOver = false;

	/** The result of a request that the library does not have. */
	static FRpggoResult MakeResult(ERpggoStatus Status, const FString& Detail);

	/** Whether it establishes a session. */
	bool Begins() const;

	/** Starts the session that a chat needs. */
	FRpggoSessionRequest MakeStart() const;

	/** Moves to the chapter that a chat has led to. */
	FRpggoSessionRequest MakeChange() const;

	/** Sends it; false if that failed, and the result says why. */
	bool Send(const FRpggoConnection& Connection, const FRpggoNativeIds& Ids, FRpggoResult& OutWhy);

	/** Its last event, where the library has none. */
	FRpggoEvent MakeEnd(int64 Id, const FRpggoResult& Result) const;
};
