#pragma once

#include "CoreMinimal.h"
#include "RpggoCalls.h"
#include "RpggoEvent.h"
#include "RpggoNative.h"
#include "RpggoRequests.h"

class URpggoSettings;

/** A client of the library. Everything it returns is a copy. */
class FRpggoConnection
{
public:
	/** Null when there can be none; the sentence says why. */
	static TSharedPtr<FRpggoConnection> Open(const URpggoSettings& Settings, const FString& ApiKey, FString& OutProblem);

	/** Identifies the service and its URL, to determine whether another connection knows the same sessions. */
	static FString WhereOf(const URpggoSettings& Settings);

	/** Starts a request; 0 if it failed, and the result says why. */
	uint64 Chat(const FRpggoChatRequest& Request, FRpggoResult& OutWhy) const;
	uint64 Ask(ERpggoCall Call, const FRpggoSessionRequest& Request, FRpggoResult& OutWhy) const;

	uint64 Start(const FRpggoStarter& Starter, const FRpggoNativeIds& Ids, FRpggoResult& OutWhy) const;

	/** Makes a call that starts nothing; false if it failed, and the result says why. */
	bool Call(const FRpggoCaller& Caller, const FRpggoNativeIds& Ids, FRpggoResult& OutWhy) const;

	void Cancel(uint64 Request) const;

	/** The next event of a kind that this plugin knows; false when there is none now. */
	bool Next(FRpggoEvent& OutEvent, uint64& OutRequest);

	/** A field of the event last returned by Next. */
	FString GetField(const FString& JsonPointer) const;

	FRpggoStats GetStats() const;

	/** Cancels all requests and frees the client. Takes at most 100 ms. */
	void Close();

private:
	static uint64 Started(const rpggo::result<rpggo::request_id>& Result, FRpggoResult& OutWhy);

	rpggo::client Client;
	rpggo::event Current;
};
