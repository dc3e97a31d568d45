#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoNative.h"
#include "RpggoRequests.h"

class URpggoSettings;

/** A client of the library. All that comes out of it is a copy. */
class FRpggoConnection
{
public:
	/** Null where there can be none; then the sentence says why. */
	static TSharedPtr<FRpggoConnection> Open(const URpggoSettings& Settings, const FString& ApiKey, FString& OutProblem);

	/** Which service it is and where, to tell whether another connection knows the same sessions. */
	static FString WhereOf(const URpggoSettings& Settings);

	/** Asks; 0 where that was refused, and then the result says why. */
	uint64 Chat(const FRpggoChatRequest& Request, FRpggoResult& OutWhy) const;
	uint64 Ask(ERpggoCall Call, const FRpggoSessionRequest& Request, FRpggoResult& OutWhy) const;

	void Cancel(uint64 Request) const;

	/** The next event of a kind that this plugin knows; false when there is none now. */
	bool Next(FRpggoEvent& OutEvent, uint64& OutRequest);

	/** A field of the event that Next gave last. */
	FString GetField(const FString& JsonPointer) const;

	FRpggoStats GetStats() const;

	/** Cancels what runs and frees the client. Within 100 ms. */
	void Close();

private:
	static uint64 Started(const rpggo::result<rpggo::request_id>& Result, FRpggoResult& OutWhy);

	rpggo::client Client;
	rpggo::event Current;
};
