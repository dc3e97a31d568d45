#pragma once

#include "CoreMinimal.h"
#include "RpggoEnums.h"

struct FRpggoChatRequest;
struct FRpggoSessionRequest;
class URpggoSettings;

/** Which sessions have begun, and who waits for one that begins. */
class FRpggoSessions
{
public:
	/** What tells sessions apart with this service; empty where none has to be started. */
	static FString KeyOf(const URpggoSettings& Settings, const FRpggoChatRequest& Request);
	static FString KeyOf(const URpggoSettings& Settings, const FRpggoSessionRequest& Request);

	/** A new id, in the form that the service wants. */
	static FString NewId(ERpggoService Service);

	bool HasBegun(const FString& Key) const;
	bool IsBeginning(const FString& Key) const;

	/** A request begins the session, or changes its chapter. */
	void Begin(const FString& Key, int64 Request);

	/** Has a chat wait until the session has begun. */
	void Wait(const FString& Key, int64 Chat);

	/** The first of those who wait for what this request begins; 0 where there is none. */
	int64 FirstWaiting(const FString& Key, int64 Request) const;

	/** The request that begins the session is over; gives all who waited for it. */
	TArray<int64> End(const FString& Key, int64 Request, bool bHasBegun);

	/** The service does not know the session any more. */
	void Forget(const FString& Key);
	void ForgetAll();

private:
	struct FState
	{
		FString Key;
		/** The request that begins it; 0 when that is over. */
		int64 Request = 0;
		bool bBegun = false;
		TArray<int64> Waiting;
	};

	FState* Find(const FString& Key);
	const FState* Find(const FString& Key) const;

	/** No map: its keys would not tell upper case from lower case. */
	TArray<FState> States;
};
