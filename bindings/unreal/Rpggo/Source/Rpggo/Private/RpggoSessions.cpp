#include "RpggoSessions.h"

#include "Misc/Guid.h"
#include "RpggoRequests.h"
#include "RpggoSettings.h"

namespace RpggoSessions
{
	/** An RPGGO session has all characters; a persona or a model has a conversation of its own. */
	static FString KeyOf(ERpggoService Service, const FString& SessionId, const FString& CharacterId)
	{
		return Service == ERpggoService::Rpggo ? SessionId : SessionId + TEXT("\n") + CharacterId;
	}
}

FString FRpggoSessions::KeyOf(const URpggoSettings& Settings, const FRpggoChatRequest& Request)
{
	// With Aurora a conversation starts with its first message, as with a model without a prompt.
	const bool bWantsNone = Settings.Service == ERpggoService::Aurora || (Settings.Service == ERpggoService::Openai && Request.SystemPrompt.IsEmpty());
	return bWantsNone ? FString() : RpggoSessions::KeyOf(Settings.Service, Request.SessionId, Request.CharacterId);
}

FString FRpggoSessions::KeyOf(const URpggoSettings& Settings, const FRpggoSessionRequest& Request)
{
	return RpggoSessions::KeyOf(Settings.Service, Request.SessionId, Request.CharacterId);
}

FString FRpggoSessions::NewId(ERpggoService Service)
{
	const FGuid Guid = FGuid::NewGuid();
	// Aurora's are numbers.
	return Service == ERpggoService::Aurora ? FString::FromInt(static_cast<int32>(Guid.A & MAX_int32)) : Guid.ToString(EGuidFormats::Digits);
}

bool FRpggoSessions::HasBegun(const FString& Key) const
{
	const FState* State = Find(Key);
	return State != nullptr && State->bBegun;
}

bool FRpggoSessions::IsBeginning(const FString& Key) const
{
	const FState* State = Find(Key);
	return State != nullptr && State->Request != 0;
}

void FRpggoSessions::Begin(const FString& Key, int64 Request)
{
	FState* State = Find(Key);
	if (State == nullptr)
	{
		State = &States.AddDefaulted_GetRef();
		State->Key = Key;
	}
	State->Request = Request;
}

void FRpggoSessions::Wait(const FString& Key, int64 Chat)
{
	if (FState* State = Find(Key))
	{
		State->Waiting.Add(Chat);
	}
}

int64 FRpggoSessions::FirstWaiting(const FString& Key, int64 Request) const
{
	const FState* State = Find(Key);
	return State != nullptr && State->Request == Request && State->Waiting.Num() > 0 ? State->Waiting[0] : 0;
}

TArray<int64> FRpggoSessions::End(const FString& Key, int64 Request, bool bHasBegun)
{
	FState* State = Find(Key);
	// Another request may have begun it since.
	if (State == nullptr || State->Request != Request)
	{
		return TArray<int64>();
	}
	State->Request = 0;
	State->bBegun = State->bBegun || bHasBegun;
	return MoveTemp(State->Waiting);
}

void FRpggoSessions::Forget(const FString& Key)
{
	States.RemoveAll([&Key](const FState& State) { return State.Request == 0 && State.Key.Equals(Key, ESearchCase::CaseSensitive); });
}

void FRpggoSessions::ForgetAll()
{
	States.Empty();
}

FRpggoSessions::FState* FRpggoSessions::Find(const FString& Key)
{
	return States.FindByPredicate([&Key](const FState& State) { return State.Key.Equals(Key, ESearchCase::CaseSensitive); });
}

const FRpggoSessions::FState* FRpggoSessions::Find(const FString& Key) const
{
	return States.FindByPredicate([&Key](const FState& State) { return State.Key.Equals(Key, ESearchCase::CaseSensitive); });
}
