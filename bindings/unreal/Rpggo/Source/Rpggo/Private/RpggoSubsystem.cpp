#include "RpggoSubsystem.h"

#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "RpggoConversations.h"

void URpggoSubsystem::Initialize(FSubsystemCollectionBase& Collection)
{
	Super::Initialize(Collection);
	Conversations = MakeShared<FRpggoConversations>(*this);
}

void URpggoSubsystem::Deinitialize()
{
	if (Conversations.IsValid())
	{
		Conversations->Close();
		Conversations.Reset();
	}
	Super::Deinitialize();
}

URpggoSubsystem* URpggoSubsystem::Get(const UObject* WorldContextObject)
{
	const UWorld* World = GEngine != nullptr ? GEngine->GetWorldFromContextObject(WorldContextObject, EGetWorldErrorMode::ReturnNull) : nullptr;
	const UGameInstance* GameInstance = World != nullptr ? World->GetGameInstance() : nullptr;
	return GameInstance != nullptr ? GameInstance->GetSubsystem<URpggoSubsystem>() : nullptr;
}

int64 URpggoSubsystem::Chat(FRpggoChatRequest Request, FRpggoEventDelegate Listener, const UObject* RequestOwner)
{
	check(IsInGameThread());
	return Conversations.IsValid() ? Conversations->Chat(MoveTemp(Request), MoveTemp(Listener), RequestOwner) : 0;
}

int64 URpggoSubsystem::Ask(ERpggoCall Call, FRpggoSessionRequest Request, FRpggoEventDelegate Listener, const UObject* RequestOwner)
{
	check(IsInGameThread());
	return Conversations.IsValid() ? Conversations->Ask(Call, MoveTemp(Request), MoveTemp(Listener), RequestOwner) : 0;
}

int64 URpggoSubsystem::K2_Chat(const FRpggoChatRequest& Request)
{
	return Chat(Request);
}

int64 URpggoSubsystem::Start(ERpggoCall Call, const FRpggoSessionRequest& Request)
{
	return Ask(Call, Request);
}

void URpggoSubsystem::CancelRequest(int64 RequestId)
{
	if (Conversations.IsValid())
	{
		Conversations->Cancel(RequestId);
	}
}

void URpggoSubsystem::CancelAll()
{
	if (Conversations.IsValid())
	{
		Conversations->CancelAll();
	}
}

int32 URpggoSubsystem::GetRequestsUnderWay() const
{
	return Conversations.IsValid() ? Conversations->Num() : 0;
}

FString URpggoSubsystem::GetSessionId() const
{
	return Conversations.IsValid() ? Conversations->GetPlaythrough().GetSessionId() : FString();
}

void URpggoSubsystem::SetSessionId(const FString& SessionId)
{
	if (Conversations.IsValid())
	{
		Conversations->GetPlaythrough().SetSessionId(SessionId);
	}
}

void URpggoSubsystem::SetPlayer(const FString& PlayerName, const FString& PlayerGender, const FString& UserId)
{
	if (Conversations.IsValid())
	{
		Conversations->GetPlaythrough().SetPlayer(PlayerName, PlayerGender, UserId);
	}
}

FRpggoSession URpggoSubsystem::GetSession() const
{
	return Conversations.IsValid() ? Conversations->GetSession() : FRpggoSession();
}

FString URpggoSubsystem::GetCharacterName(const FString& CharacterId) const
{
	if (Conversations.IsValid())
	{
		for (const FRpggoChapter& Chapter : Conversations->GetSession().Chapters)
		{
			for (const FRpggoCharacter& Character : Chapter.Characters)
			{
				if (Character.CharacterId.Equals(CharacterId, ESearchCase::CaseSensitive))
				{
					return Character.Name;
				}
			}
		}
	}
	return CharacterId;
}

void URpggoSubsystem::SetApiKey(const FString& ApiKey)
{
	if (Conversations.IsValid())
	{
		Conversations->SetApiKey(ApiKey);
	}
}

void URpggoSubsystem::Reconnect()
{
	if (Conversations.IsValid())
	{
		Conversations->Reconnect();
	}
}

FString URpggoSubsystem::GetProblem() const
{
	return Conversations.IsValid() ? Conversations->GetProblem() : FString();
}

FRpggoStats URpggoSubsystem::GetStats() const
{
	return Conversations.IsValid() ? Conversations->GetStats() : FRpggoStats();
}

FString URpggoSubsystem::GetEventField(const FString& JsonPointer) const
{
	return Conversations.IsValid() ? Conversations->GetField(JsonPointer) : FString();
}

void URpggoSubsystem::Tick(float /* DeltaTime */)
{
	if (Conversations.IsValid())
	{
		Conversations->Tick();
	}
}

ETickableTickType URpggoSubsystem::GetTickableTickType() const
{
	return IsTemplate() ? ETickableTickType::Never : ETickableTickType::Conditional;
}

bool URpggoSubsystem::IsTickable() const
{
	return Conversations.IsValid() && Conversations->HasWork();
}

UWorld* URpggoSubsystem::GetTickableGameObjectWorld() const
{
	// The one that the game is in now: that goes on through changes of the level.
	const UGameInstance* GameInstance = IsTemplate() ? nullptr : GetGameInstance();
	return GameInstance != nullptr ? GameInstance->GetWorld() : nullptr;
}

TStatId URpggoSubsystem::GetStatId() const
{
	RETURN_QUICK_DECLARE_CYCLE_STAT(URpggoSubsystem, STATGROUP_Tickables);
}

void URpggoSubsystem::Tell(const FRpggoEvent& Event)
{
	OnEvent.Broadcast(Event);
	// Each handler may have ended the game.
	if (!Conversations.IsValid())
	{
		return;
	}
	if (Event.Kind == ERpggoEventKind::Finished && Event.Finished.IsFailure())
	{
		OnFailed.Broadcast(Event.RequestId, Event.Finished);
		if (!Conversations.IsValid())
		{
			return;
		}
	}
	Broadcast(Event);
}
