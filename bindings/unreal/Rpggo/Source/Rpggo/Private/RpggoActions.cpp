#include "RpggoActions.h"

#include "RpggoSubsystem.h"

void URpggoRequestAction::Activate()
{
	URpggoSubsystem* Found = URpggoSubsystem::Get(Asker.Get());
	Subsystem = Found;
	if (Found == nullptr)
	{
		FRpggoEvent Event;
		Event.Kind = ERpggoEventKind::Finished;
		Event.Finished.Status = ERpggoStatus::InvalidHandle;
		Event.Finished.Detail = TEXT("No game is running: call this from an object that belongs to one.");
		Hear(Event);
		SetReadyToDestroy();
		return;
	}
	RequestId = Send(*Found, FRpggoEventDelegate::CreateUObject(this, &URpggoRequestAction::HandleEvent));
}

void URpggoRequestAction::Cancel()
{
	if (URpggoSubsystem* Found = Subsystem.Get())
	{
		Found->CancelRequest(RequestId);
	}
}

void URpggoRequestAction::HandleEvent(const FRpggoEvent& Event)
{
	if (Asker.IsValid())
	{
		Hear(Event);
	}
	if (Event.Kind == ERpggoEventKind::Finished)
	{
		SetReadyToDestroy();
	}
}

URpggoChatAction* URpggoChatAction::ChatWithCharacter(UObject* WorldContextObject, FString CharacterId, FString Message, FString SessionId, bool bImages)
{
	URpggoChatAction* Action = NewObject<URpggoChatAction>();
	Action->Asker = WorldContextObject;
	Action->Request.CharacterId = MoveTemp(CharacterId);
	Action->Request.Message = MoveTemp(Message);
	Action->Request.SessionId = MoveTemp(SessionId);
	Action->Request.bImages = bImages;
	Action->RegisterWithGameInstance(WorldContextObject);
	return Action;
}

int64 URpggoChatAction::Send(URpggoSubsystem& To, FRpggoEventDelegate Listener)
{
	return To.Chat(Request, MoveTemp(Listener), Asker.Get());
}

void URpggoChatAction::Hear(const FRpggoEvent& Event)
{
	// Other events may be of the story's directors.
	if (Event.Kind == ERpggoEventKind::Text || Event.Kind == ERpggoEventKind::Message)
	{
		Reply.CharacterId = Event.CharacterId;
	}
	switch (Event.Kind)
	{
	case ERpggoEventKind::Text:
		OnText.Broadcast(Event.Text.Delta, Reply);
		break;
	case ERpggoEventKind::Message:
		Reply.Message = Event.Message;
		OnMessage.Broadcast(Event.Message.Text, Reply);
		break;
	case ERpggoEventKind::Image:
		Reply.Image = Event.Image;
		OnImage.Broadcast(Event.Image.Url, Reply);
		break;
	case ERpggoEventKind::Goals:
		// None are named this time: those that are known stay.
		if (Event.Goals.Goals.Num() > 0)
		{
			Reply.Goals = Event.Goals;
			OnGoals.Broadcast(GetCurrentGoal(), Reply);
		}
		break;
	case ERpggoEventKind::Chapter:
		Reply.Chapter = Event.Chapter;
		OnChapter.Broadcast(Event.Chapter.Text, Reply);
		break;
	case ERpggoEventKind::Ending:
		Reply.Ending = Event.Ending;
		OnEnding.Broadcast(Event.Ending.Text, Reply);
		break;
	case ERpggoEventKind::State:
		Reply.State = Event.State;
		OnState.Broadcast(Event.State.State, Reply);
		break;
	case ERpggoEventKind::Finished:
		Reply.Result = Event.Finished;
		if (Event.Finished.IsFailure())
		{
			OnFailed.Broadcast(Event.Finished.Detail, Reply);
		}
		OnFinished.Broadcast(Reply.Message.Text, Reply);
		break;
	default:
		break;
	}
}

FString URpggoChatAction::GetCurrentGoal() const
{
	for (const FRpggoGoal& Goal : Reply.Goals.Goals)
	{
		if (Goal.GoalId.Equals(Reply.Goals.CurrentGoalId, ESearchCase::CaseSensitive))
		{
			return Goal.Text;
		}
	}
	return FString();
}

URpggoSessionAction* URpggoSessionAction::Make(UObject* WorldContextObject, ERpggoCall Call)
{
	URpggoSessionAction* Action = NewObject<URpggoSessionAction>();
	Action->Asker = WorldContextObject;
	Action->Which = Call;
	Action->RegisterWithGameInstance(WorldContextObject);
	return Action;
}

URpggoSessionAction* URpggoSessionAction::SessionStart(UObject* WorldContextObject, FString CharacterId, FString ChapterId, FString SessionId)
{
	URpggoSessionAction* Action = Make(WorldContextObject, ERpggoCall::SessionStart);
	Action->Request.CharacterId = MoveTemp(CharacterId);
	Action->Request.ChapterId = MoveTemp(ChapterId);
	Action->Request.SessionId = MoveTemp(SessionId);
	return Action;
}

URpggoSessionAction* URpggoSessionAction::SessionResume(UObject* WorldContextObject, FString SessionId, FString CharacterId)
{
	URpggoSessionAction* Action = Make(WorldContextObject, ERpggoCall::SessionResume);
	Action->Request.SessionId = MoveTemp(SessionId);
	Action->Request.CharacterId = MoveTemp(CharacterId);
	return Action;
}

URpggoSessionAction* URpggoSessionAction::ChapterChange(UObject* WorldContextObject, FString ChapterId, FString SessionId)
{
	URpggoSessionAction* Action = Make(WorldContextObject, ERpggoCall::ChapterChange);
	Action->Request.ChapterId = MoveTemp(ChapterId);
	Action->Request.SessionId = MoveTemp(SessionId);
	return Action;
}

URpggoSessionAction* URpggoSessionAction::SessionCall(UObject* WorldContextObject, ERpggoCall Call, FRpggoSessionRequest SessionRequest)
{
	URpggoSessionAction* Action = Make(WorldContextObject, Call);
	Action->Request = MoveTemp(SessionRequest);
	return Action;
}

int64 URpggoSessionAction::Send(URpggoSubsystem& To, FRpggoEventDelegate Listener)
{
	return To.Ask(Which, Request, MoveTemp(Listener), Asker.Get());
}

void URpggoSessionAction::Hear(const FRpggoEvent& Event)
{
	switch (Event.Kind)
	{
	case ERpggoEventKind::Session:
		Session = Event.Session;
		OnSession.Broadcast(Session.Intro, Session, Result);
		break;
	case ERpggoEventKind::Message:
		OnMessage.Broadcast(Event.Message.Text, Session, Result);
		break;
	case ERpggoEventKind::Finished:
		Result = Event.Finished;
		if (Result.IsFailure())
		{
			OnFailed.Broadcast(Result.Detail, Session, Result);
		}
		OnFinished.Broadcast(Result.Detail, Session, Result);
		break;
	default:
		break;
	}
}
