#include "RpggoSubsystem.h"

#include "Engine/Engine.h"
#include "Engine/GameInstance.h"
#include "Engine/World.h"
#include "RpggoTalks.h"

void URpggoSubsystem::Initialize(FSubsystemCollectionBase& Collection)
{
	Super::Initialize(Collection);
	Talks = MakeShared<FRpggoTalks>(*this);
}

void URpggoSubsystem::Deinitialize()
{
	if (Talks.IsValid())
	{
		Talks->Close();
		Talks.Reset();
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
	return Talks.IsValid() ? Talks->Chat(MoveTemp(Request), MoveTemp(Listener), RequestOwner) : 0;
}

int64 URpggoSubsystem::Ask(ERpggoCall Call, FRpggoSessionRequest Request, FRpggoEventDelegate Listener, const UObject* RequestOwner)
{
	check(IsInGameThread());
	return Talks.IsValid() ? Talks->Ask(Call, MoveTemp(Request), MoveTemp(Listener), RequestOwner) : 0;
}

int64 URpggoSubsystem::K2_Chat(const FRpggoChatRequest& Request)
{
	return Chat(Request);
}

int64 URpggoSubsystem::K2_StartSession(const FRpggoSessionRequest& Request)
{
	return Ask(ERpggoCall::StartSession, Request);
}

int64 URpggoSubsystem::K2_ResumeSession(const FRpggoSessionRequest& Request)
{
	return Ask(ERpggoCall::ResumeSession, Request);
}

int64 URpggoSubsystem::K2_GetHistory(const FRpggoSessionRequest& Request)
{
	return Ask(ERpggoCall::GetHistory, Request);
}

int64 URpggoSubsystem::K2_ResetSession(const FRpggoSessionRequest& Request)
{
	return Ask(ERpggoCall::ResetSession, Request);
}

int64 URpggoSubsystem::K2_ChangeChapter(const FRpggoSessionRequest& Request)
{
	return Ask(ERpggoCall::ChangeChapter, Request);
}

int64 URpggoSubsystem::K2_FetchGame(const FRpggoSessionRequest& Request)
{
	return Ask(ERpggoCall::FetchGame, Request);
}

void URpggoSubsystem::CancelRequest(int64 RequestId)
{
	if (Talks.IsValid())
	{
		Talks->Cancel(RequestId);
	}
}

void URpggoSubsystem::CancelAll()
{
	if (Talks.IsValid())
	{
		Talks->CancelAll();
	}
}

int32 URpggoSubsystem::GetRequestsUnderWay() const
{
	return Talks.IsValid() ? Talks->Num() : 0;
}

FString URpggoSubsystem::GetSessionId() const
{
	return Talks.IsValid() ? Talks->GetSessionId() : FString();
}

void URpggoSubsystem::SetSessionId(const FString& SessionId)
{
	if (Talks.IsValid())
	{
		Talks->SetSessionId(SessionId);
	}
}

void URpggoSubsystem::SetPlayer(const FString& PlayerName, const FString& PlayerGender, const FString& UserId)
{
	if (Talks.IsValid())
	{
		Talks->SetPlayer(PlayerName, PlayerGender, UserId);
	}
}

FRpggoSession URpggoSubsystem::GetSession() const
{
	return Talks.IsValid() ? Talks->GetSession() : FRpggoSession();
}

FString URpggoSubsystem::GetCharacterName(const FString& CharacterId) const
{
	if (Talks.IsValid())
	{
		for (const FRpggoChapter& Chapter : Talks->GetSession().Chapters)
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
	if (Talks.IsValid())
	{
		Talks->SetApiKey(ApiKey);
	}
}

void URpggoSubsystem::Reconnect()
{
	if (Talks.IsValid())
	{
		Talks->Reconnect();
	}
}

FString URpggoSubsystem::GetProblem() const
{
	return Talks.IsValid() ? Talks->GetProblem() : FString();
}

FRpggoStats URpggoSubsystem::GetStats() const
{
	return Talks.IsValid() ? Talks->GetStats() : FRpggoStats();
}

FString URpggoSubsystem::GetEventField(const FString& JsonPointer) const
{
	return Talks.IsValid() ? Talks->GetField(JsonPointer) : FString();
}

void URpggoSubsystem::Tick(float /* DeltaTime */)
{
	if (Talks.IsValid())
	{
		Talks->Tick();
	}
}

ETickableTickType URpggoSubsystem::GetTickableTickType() const
{
	return IsTemplate() ? ETickableTickType::Never : ETickableTickType::Conditional;
}

bool URpggoSubsystem::IsTickable() const
{
	return Talks.IsValid() && Talks->HasWork();
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
	if (!Talks.IsValid())
	{
		return;
	}
	const int64 Id = Event.RequestId;
	switch (Event.Kind)
	{
	case ERpggoEventKind::None:
		break;
	case ERpggoEventKind::Started:
		OnStarted.Broadcast(Id, Event.HttpStatus);
		break;
	case ERpggoEventKind::Word:
		OnWord.Broadcast(Id, Event.CharacterId, Event.Text);
		break;
	case ERpggoEventKind::Message:
		OnMessage.Broadcast(Id, Event.Message);
		break;
	case ERpggoEventKind::Image:
		OnImage.Broadcast(Id, Event.Image);
		break;
	case ERpggoEventKind::Goals:
		OnGoals.Broadcast(Id, Event.Goals);
		break;
	case ERpggoEventKind::Chapter:
		OnChapter.Broadcast(Id, Event.Chapter);
		break;
	case ERpggoEventKind::Ending:
		OnEnding.Broadcast(Id, Event.Ending);
		break;
	case ERpggoEventKind::State:
		OnState.Broadcast(Id, Event.State);
		break;
	case ERpggoEventKind::Values:
		OnValues.Broadcast(Id, Event.Values);
		break;
	case ERpggoEventKind::Cost:
		OnCost.Broadcast(Id, Event.Cost);
		break;
	case ERpggoEventKind::Session:
		OnSession.Broadcast(Id, Event.Session);
		break;
	case ERpggoEventKind::Retrying:
		OnRetrying.Broadcast(Id, Event.Retrying);
		break;
	case ERpggoEventKind::Finished:
		if (Event.Result.IsFailure())
		{
			OnFailed.Broadcast(Id, Event.Result);
		}
		if (Talks.IsValid())
		{
			OnFinished.Broadcast(Id, Event.Result);
		}
		break;
	case ERpggoEventKind::Log:
		OnLog.Broadcast(Event.LogLevel, Event.Text);
		break;
	}
}
