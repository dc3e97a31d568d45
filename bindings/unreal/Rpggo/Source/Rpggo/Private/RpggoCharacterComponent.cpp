#include "RpggoCharacterComponent.h"

#include "GameFramework/Actor.h"
#include "RpggoLog.h"
#include "RpggoSubsystem.h"

URpggoCharacterComponent::URpggoCharacterComponent()
{
	PrimaryComponentTick.bCanEverTick = false;
}

void URpggoCharacterComponent::Say(const FString& Text)
{
	if (Text.TrimStartAndEnd().IsEmpty())
	{
		return;
	}
	if (URpggoSubsystem::Get(this) == nullptr)
	{
		UE_LOG(LogRpggo, Warning, TEXT("%s ignores the line, because the game is not running."), *GetPathName());
		return;
	}
	if (bInterrupts)
	{
		Cancel();
	}
	Lines.Add(Text);
	SayNext();
}

void URpggoCharacterComponent::Cancel()
{
	Lines.Empty();
	URpggoSubsystem* Subsystem = URpggoSubsystem::Get(this);
	if (Subsystem != nullptr && RequestId != 0)
	{
		Subsystem->CancelRequest(RequestId);
	}
}

bool URpggoCharacterComponent::IsBusy() const
{
	return RequestId != 0 || Lines.Num() > 0;
}

FText URpggoCharacterComponent::GetSpeakerName() const
{
	return NameOf(CharacterId);
}

void URpggoCharacterComponent::EndPlay(const EEndPlayReason::Type EndPlayReason)
{
	Cancel();
	// No further events for an actor that is being destroyed.
	RequestId = 0;
	Super::EndPlay(EndPlayReason);
}

void URpggoCharacterComponent::SayNext()
{
	URpggoSubsystem* Subsystem = URpggoSubsystem::Get(this);
	if (RequestId != 0 || Lines.Num() == 0 || Subsystem == nullptr)
	{
		return;
	}
	FRpggoChatRequest Request;
	Request.CharacterId = CharacterId;
	Request.SessionId = SessionId;
	Request.Message = Lines[0];
	Request.SystemPrompt = SystemPrompt;
	Request.ExtraJson = ExtraJson;
	Request.bImages = bImages;
	Lines.RemoveAt(0);
	RequestId = Subsystem->Chat(MoveTemp(Request), FRpggoEventDelegate::CreateUObject(this, &URpggoCharacterComponent::HandleEvent), this);
}

void URpggoCharacterComponent::HandleEvent(const FRpggoEvent& Event)
{
	// Of a request from before the end of play.
	if (Event.RequestId != RequestId)
	{
		return;
	}
	switch (Event.Kind)
	{
	case ERpggoEventKind::Text:
		OnText.Broadcast(Event.Text.Delta);
		break;
	case ERpggoEventKind::Message:
		OnMessage.Broadcast(Event.Message);
		// A handler may have destroyed the actor.
		if (!HasBegunPlay())
		{
			return;
		}
		OnLine.Broadcast(NameOf(Event.Message.CharacterId), Event.Message.Text);
		break;
	case ERpggoEventKind::Image:
		OnImage.Broadcast(Event.Image);
		break;
	case ERpggoEventKind::Goals:
		// None are named this time: those that are known stay.
		if (Event.Goals.Goals.Num() > 0)
		{
			OnGoals.Broadcast(Event.Goals);
		}
		break;
	case ERpggoEventKind::Chapter:
		OnChapter.Broadcast(Event.Chapter);
		break;
	case ERpggoEventKind::Ending:
		OnEnding.Broadcast(Event.Ending);
		break;
	case ERpggoEventKind::State:
		OnState.Broadcast(Event.State);
		break;
	case ERpggoEventKind::Finished:
		RequestId = 0;
		if (Event.Finished.IsFailure())
		{
			OnFailed.Broadcast(Event.Finished.Detail);
		}
		if (!HasBegunPlay())
		{
			return;
		}
		OnFinished.Broadcast();
		SayNext();
		break;
	default:
		break;
	}
}

FText URpggoCharacterComponent::NameOf(const FString& Id) const
{
	if (!DisplayName.IsEmpty() && Id.Equals(CharacterId, ESearchCase::CaseSensitive))
	{
		return DisplayName;
	}
	const URpggoSubsystem* Subsystem = URpggoSubsystem::Get(this);
	return FText::FromString(Subsystem != nullptr ? Subsystem->GetCharacterName(Id) : Id);
}
