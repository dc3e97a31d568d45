#pragma once

#include "CoreMinimal.h"
#include "RpggoConnector.h"
#include "RpggoEvent.h"
#include "RpggoPlaythrough.h"
#include "RpggoRequests.h"
#include "RpggoSessions.h"
#include "UObject/WeakObjectPtrTemplates.h"

class URpggoSubsystem;

/**
 * Everything a subsystem has in progress: the listener of each request, and the session that must exist before it
 * is sent. A tick keeps it alive, so that a handler may end the game in the middle.
 */
class FRpggoConversations : public TSharedFromThis<FRpggoConversations>
{
public:
	explicit FRpggoConversations(URpggoSubsystem& InOwner);

	int64 Chat(FRpggoChatRequest&& Said, FRpggoEventDelegate&& Listener, const UObject* RequestOwner);
	int64 Ask(ERpggoCall Call, FRpggoSessionRequest&& Asked, FRpggoEventDelegate&& Listener, const UObject* RequestOwner);
	void Cancel(int64 Id);
	void CancelAll();

	/** Delivers the events. */
	void Tick();

	/** Frees the client; requests in progress finish as cancelled in the next tick. */
	void Reconnect();

	/** Ends everything without further events. */
	void Close();

	/** Whether a tick could find anything. */
	bool HasWork() const { return Connector.Get() != nullptr || Unsent.Num() > 0; }
	int32 Num() const { return Requests.Num(); }
	FRpggoPlaythrough& GetPlaythrough() { return Playthrough; }
	const FRpggoSession& GetSession() const { return Session; }
	const FString& GetProblem() const { return Connector.GetProblem(); }
	FRpggoStats GetStats() const;
	FString GetField(const FString& JsonPointer) const;

	void SetApiKey(const FString& Key) { Connector.SetApiKey(Key); }

private:
	struct FRequest
	{
		/** 0 while it waits for its session, and when it failed to start. */
		uint64 Native = 0;
		bool bChat = false;
		ERpggoCall Call = ERpggoCall::SessionStart;
		FRpggoChatRequest Chat;
		FRpggoSessionRequest Session;
		FRpggoEventDelegate Listener;
		/** When it is destroyed, the reply is no longer needed. */
		TWeakObjectPtr<const UObject> RequestOwner;
		/** The chapter the story moves to when it has finished. */
		FString NextChapter;
		/** The session it belongs to, or starts; empty: none is required. */
		FString Key;
		/** A last event for it is waiting among the unsent ones. */
		bool bOver = false;
	};

	int64 Add(FRequest&& Request);
	void CancelOrphans();
	/** Sends it, or makes it wait for its session. */
	void Prepare(int64 Id);
	void Send(int64 Id);
	/** Finishes a request that the library does not have, in the next tick. */
	void EndUnsent(int64 Id, const FRpggoResult& Result);
	void Dispatch(const FRpggoEvent& Event);
	void Finish(const FRpggoEvent& Event);
	/** Starts the follow-up of a request; only the subsystem listens to it. */
	void AskAlone(ERpggoCall Call, FRpggoSessionRequest&& Asked);
	void TellFirstWaiting(const FRpggoEvent& Event);
	static void TellListener(const FRpggoEventDelegate& Listener, const FRpggoEvent& Event);
	bool Connect();

	TWeakObjectPtr<URpggoSubsystem> Owner;
	FRpggoConnector Connector;
	TMap<int64, FRequest> Requests;
	TMap<uint64, int64> Ids;
	/** Last events of requests that never reached the library. */
	TArray<FRpggoEvent> Unsent;
	FRpggoSessions Sessions;
	FRpggoSession Session;
	FRpggoPlaythrough Playthrough;
	int64 LastId = 0;
	bool bTicking = false;
	bool bClosed = false;
	/** The connection's event is being delivered. */
	bool bFieldsReadable = false;
};
