#pragma once

#include "CoreMinimal.h"
#include "RpggoEnums.h"

struct FRpggoChatRequest;
struct FRpggoSessionRequest;
class URpggoSettings;

/** The sessions that have started, and the requests waiting for one that is starting. */
class FRpggoSessions
{
public:
	/** Identifies a session with this service; empty when none has to be started. */
	static FString KeyOf(const URpggoSettings& Settings, const FRpggoChatRequest& Request);
	static FString KeyOf(const URpggoSettings& Settings, const FRpggoSessionRequest& Request);

	/** A new id, in the form the service requires. */
	static FString NewId(ERpggoService Service);

	bool HasBegun(const FString& Key) const;
	bool IsBeginning(const FString& Key) const;

	/** A request starts the session, or changes its chapter. */
	void Begin(const FString& Key, int64 Request);

	/** Makes a chat wait until the session has started. */
	void Wait(const FString& Key, int64 Chat);

	/** The first of the requests waiting for the session this request starts; 0 when there is none. */
	int64 FirstWaiting(const FString& Key, int64 Request) const;

	/** The request that starts the session has finished; returns all requests that waited for it. */
	TArray<int64> End(const FString& Key, int64 Request, bool bHasBegun);

	/** The service no longer knows the session. */
	void Forget(const FString& Key);
	void ForgetAll();

private:
	struct FState
	{
		FString Key;
		/** The request that starts it; 0 once it has finished. */
		int64 Request = 0;
		bool bBegun = false;
		TArray<int64> Waiting;
	};

	FState* Find(const FString& Key);
	const FState* Find(const FString& Key) const;

	/** Not a TMap: its keys would not distinguish upper and lower case. */
	TArray<FState> States;
};
