// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#include "RpggoSubsystemBase.h"

int64 URpggoSubsystemBase::SessionStart(const FRpggoSessionRequest& Request)
{
	return Start(ERpggoCall::SessionStart, Request);
}

int64 URpggoSubsystemBase::SessionResume(const FRpggoSessionRequest& Request)
{
	return Start(ERpggoCall::SessionResume, Request);
}

int64 URpggoSubsystemBase::SessionHistory(const FRpggoSessionRequest& Request)
{
	return Start(ERpggoCall::SessionHistory, Request);
}

int64 URpggoSubsystemBase::SessionReset(const FRpggoSessionRequest& Request)
{
	return Start(ERpggoCall::SessionReset, Request);
}

int64 URpggoSubsystemBase::ChapterChange(const FRpggoSessionRequest& Request)
{
	return Start(ERpggoCall::ChapterChange, Request);
}

int64 URpggoSubsystemBase::GameFetch(const FRpggoSessionRequest& Request)
{
	return Start(ERpggoCall::GameFetch, Request);
}

void URpggoSubsystemBase::Broadcast(const FRpggoEvent& Event)
{
	switch (Event.Kind)
	{
	case ERpggoEventKind::None:
		break;
	case ERpggoEventKind::Started:
		OnStarted.Broadcast(Event.RequestId, Event.Started);
		break;
	case ERpggoEventKind::Text:
		OnText.Broadcast(Event.RequestId, Event.Text);
		break;
	case ERpggoEventKind::Message:
		OnMessage.Broadcast(Event.RequestId, Event.Message);
		break;
	case ERpggoEventKind::Image:
		OnImage.Broadcast(Event.RequestId, Event.Image);
		break;
	case ERpggoEventKind::Goals:
		OnGoals.Broadcast(Event.RequestId, Event.Goals);
		break;
	case ERpggoEventKind::Chapter:
		OnChapter.Broadcast(Event.RequestId, Event.Chapter);
		break;
	case ERpggoEventKind::Ending:
		OnEnding.Broadcast(Event.RequestId, Event.Ending);
		break;
	case ERpggoEventKind::State:
		OnState.Broadcast(Event.RequestId, Event.State);
		break;
	case ERpggoEventKind::Status:
		OnStatus.Broadcast(Event.RequestId, Event.Status);
		break;
	case ERpggoEventKind::Cost:
		OnCost.Broadcast(Event.RequestId, Event.Cost);
		break;
	case ERpggoEventKind::Session:
		OnSession.Broadcast(Event.RequestId, Event.Session);
		break;
	case ERpggoEventKind::Retrying:
		OnRetrying.Broadcast(Event.RequestId, Event.Retrying);
		break;
	case ERpggoEventKind::Finished:
		OnFinished.Broadcast(Event.RequestId, Event.Finished);
		break;
	case ERpggoEventKind::Log:
		OnLog.Broadcast(Event.RequestId, Event.Log);
		break;
	}
}
