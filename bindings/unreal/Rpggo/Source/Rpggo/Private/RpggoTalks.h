#pragma once

#include "CoreMinimal.h"
#include "RpggoConnection.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"
#include "RpggoSessions.h"
#include "UObject/WeakObjectPtrTemplates.h"

class URpggoSubsystem;

/**
 * All that a subsystem has under way: who waits for which request, and which session has to be there
 * before it is sent. A tick holds it, so that a handler may end the game in the middle.
 */
class FRpggoTalks : public TSharedFromThis<FRpggoTalks>
{
public:
	explicit FRpggoTalks(URpggoSubsystem& InOwner);

	int64 Chat(FRpggoChatRequest&& Said, FRpggoEventDelegate&& Listener, const UObject* RequestOwner);
	int64 Ask(ERpggoCall Call, FRpggoSessionRequest&& Asked, FRpggoEventDelegate&& Listener, const UObject* RequestOwner);
	void Cancel(int64 Id);
	void CancelAll();

	/** Tells what has happened. */
	void Tick();

	/** Ends the client; what is under way finishes as cancelled with the next tick. */
	void Reconnect();

	/** Ends everything, and tells nothing more. */
	void Close();

	/** Whether a tick could find anything. */
	bool HasWork() const { return Connection.IsValid() || Unsent.Num() > 0; }
	int32 Num() const { return Requests.Num(); }
	const FString& GetSessionId();
	void SetSessionId(const FString& Id) { SessionId = Id; }
	void SetPlayer(const FString& Name, const FString& Gender, const FString& UserId);
	const FRpggoSession& GetSession() const { return Session; }
	const FString& GetProblem() const { return Problem; }
	FRpggoStats GetStats() const;
	FString GetField(const FString& JsonPointer) const;

	void SetApiKey(const FString& Key);

private:
	struct FRequest
	{
		/** 0 while it waits for its session, and where it was refused. */
		uint64 Native = 0;
		bool bChat = false;
		ERpggoCall Call = ERpggoCall::StartSession;
		FRpggoChatRequest Chat;
		FRpggoSessionRequest Session;
		FRpggoEventDelegate Listener;
		/** When it is gone, nobody wants the reply. */
		TWeakObjectPtr<const UObject> RequestOwner;
		/** Where the story goes when it is over. */
		FString NextChapter;
		/** The session that it is in, or that it starts; empty: none that has to be there. */
		FString Key;
		/** A last event for it waits among the unsent ones. */
		bool bOver = false;
	};

	/** The play-through and the game where none are named. */
	template <typename RequestType>
	void FillIn(RequestType& Request);
	int64 Add(FRequest&& Request);
	void CancelOrphans();
	/** Sends it, or has it wait for its session. */
	void Prepare(int64 Id);
	void Send(int64 Id);
	/** Ends a request that the library does not have, with the next tick. */
	void EndUnsent(int64 Id, const FRpggoResult& Result);
	void Dispatch(const FRpggoEvent& Event);
	void Finish(const FRpggoEvent& Event);
	/** Starts what a request leads to; nobody listens to that but the subsystem. */
	void AskAlone(ERpggoCall Call, FRpggoSessionRequest&& Asked);
	void TellFirstWaiting(const FRpggoEvent& Event);
	static void TellListener(const FRpggoEventDelegate& Listener, const FRpggoEvent& Event);
	bool Connect();

	TWeakObjectPtr<URpggoSubsystem> Owner;
	TSharedPtr<FRpggoConnection> Connection;
	TMap<int64, FRequest> Requests;
	TMap<uint64, int64> Ids;
	/** Last events of requests that never came to the library. */
	TArray<FRpggoEvent> Unsent;
	FRpggoSessions Sessions;
	FRpggoSession Session;
	FString SessionId;
	FString PlayerName;
	FString PlayerGender;
	FString PlayerId;
	FString Where;
	FString Problem;
	FString ApiKey;
	int64 LastId = 0;
	bool bTicking = false;
	bool bClosed = false;
	/** The event of the connection is being told. */
	bool bFieldsReadable = false;
	bool bProblemUntold = false;
};
