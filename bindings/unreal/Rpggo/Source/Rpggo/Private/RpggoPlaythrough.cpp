#include "RpggoPlaythrough.h"

#include "RpggoRequests.h"
#include "RpggoSessions.h"
#include "RpggoSettings.h"

namespace RpggoPlaythrough
{
	static void FillIn(FString& Field, const FString& Default)
	{
		if (Field.IsEmpty())
		{
			Field = Default;
		}
	}
}

void FRpggoPlaythrough::FillIn(FRpggoChatRequest& Request)
{
	FillInIds(Request);
	RpggoPlaythrough::FillIn(Request.UserId, PlayerId);
}

void FRpggoPlaythrough::FillIn(FRpggoSessionRequest& Request)
{
	FillInIds(Request);
	RpggoPlaythrough::FillIn(Request.PlayerName, PlayerName);
	RpggoPlaythrough::FillIn(Request.PlayerGender, PlayerGender);
}

template <typename RequestType>
void FRpggoPlaythrough::FillInIds(RequestType& Request)
{
	const URpggoSettings& Settings = *GetDefault<URpggoSettings>();
	if (Request.SessionId.IsEmpty())
	{
		Request.SessionId = GetSessionId();
		// A model remembers what was said to itself alone.
		if (Settings.Service == ERpggoService::Openai)
		{
			Request.SessionId += TEXT("-") + Request.CharacterId;
		}
	}
	RpggoPlaythrough::FillIn(Request.GameId, Settings.GameId.TrimStartAndEnd());
}

const FString& FRpggoPlaythrough::GetSessionId()
{
	if (SessionId.IsEmpty())
	{
		SessionId = FRpggoSessions::NewId(GetDefault<URpggoSettings>()->Service);
	}
	return SessionId;
}

void FRpggoPlaythrough::SetPlayer(const FString& Name, const FString& Gender, const FString& UserId)
{
	PlayerName = Name;
	PlayerGender = Gender;
	PlayerId = UserId;
}
