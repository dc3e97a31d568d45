#pragma once

#include "CoreMinimal.h"

struct FRpggoChatRequest;
struct FRpggoSessionRequest;

/** Which session and which player the requests are for that name none. */
class FRpggoPlaythrough
{
public:
	void FillIn(FRpggoChatRequest& Request);
	void FillIn(FRpggoSessionRequest& Request);

	/** The session's id: a new one when there is none. */
	const FString& GetSessionId();
	void SetSessionId(const FString& Id) { SessionId = Id; }
	void SetPlayer(const FString& Name, const FString& Gender, const FString& UserId);

private:
	/** What both kinds of requests have. */
	template <typename RequestType>
	void FillInIds(RequestType& Request);

	FString SessionId;
	FString PlayerName;
	FString PlayerGender;
	FString PlayerId;
};
