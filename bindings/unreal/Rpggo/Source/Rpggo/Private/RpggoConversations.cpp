#include "RpggoConversations.h"

#include "RpggoLog.h"
#include "RpggoSettings.h"
#include "RpggoSubsystem.h"
#include "UObject/GCObjectScopeGuard.h"

namespace RpggoConversations
{
	/** A service that sends as fast as the game reads cannot stall a frame. */
	static constexpr int32 MaxEventsPerTick = 512;

	static const URpggoSettings& GetSettings()
	{
		return *GetDefault<URpggoSettings>();
	}
}

FRpggoConversations::FRpggoConversations(URpggoSubsystem& InOwner)
	: Owner(&InOwner)
{
}

int64 FRpggoConversations::Chat(FRpggoChatRequest&& Said, FRpggoEventDelegate&& Listener, const UObject* RequestOwner)
{
	Playthrough.FillIn(Said);
	FRpggoRequest Request;
	Request.bChat = true;
	Request.Key = FRpggoSessions::KeyOf(RpggoConversations::GetSettings(), Said);
	Request.Chat = MoveTemp(Said);
	Request.Listener = MoveTemp(Listener);
	Request.RequestOwner = RequestOwner;
	return Add(MoveTemp(Request));
}

int64 FRpggoConversations::Ask(ERpggoCall Call, FRpggoSessionRequest&& Asked, FRpggoEventDelegate&& Listener, const UObject* RequestOwner)
{
	Playthrough.FillIn(Asked);
	FRpggoRequest Request;
	Request.Call = Call;
	if (Request.Begins())
	{
		Request.Key = FRpggoSessions::KeyOf(RpggoConversations::GetSettings(), Asked);
	}
	Request.Session = MoveTemp(Asked);
	Request.Listener = MoveTemp(Listener);
	Request.RequestOwner = RequestOwner;
	return Add(MoveTemp(Request));
}

int64 FRpggoConversations::StartOther(const FRpggoStarter& Starter)
{
	FRpggoRequest Request;
	Request.Other = Starter;
	return Add(MoveTemp(Request));
}

bool FRpggoConversations::CallNow(const FRpggoCaller& Caller)
{
	const FRpggoConnection* Connection = Connector.Get();
	FRpggoResult Why = FRpggoRequest::MakeResult(ERpggoStatus::InvalidHandle, TEXT("There is no client yet: nothing has been asked for."));
	const bool bDone = Connection != nullptr && Connection->Call(Caller, GetNativeIds(), Why);
	if (!bDone)
	{
		UE_LOG(LogRpggo, Warning, TEXT("A call failed: %s"), *Why.Detail);
	}
	return bDone;
}

FRpggoNativeIds FRpggoConversations::GetNativeIds() const
{
	return [this](int64 Id)
	{
		const FRpggoRequest* Request = Requests.Find(Id);
		return Request != nullptr ? Request->Native : 0;
	};
}

void FRpggoConversations::AskAlone(ERpggoCall Call, FRpggoSessionRequest&& Asked)
{
	Ask(Call, MoveTemp(Asked), FRpggoEventDelegate(), nullptr);
}

int64 FRpggoConversations::Add(FRpggoRequest&& Request)
{
	const int64 Id = ++LastId;
	Requests.Add(Id, MoveTemp(Request));
	if (Connect())
	{
		Prepare(Id);
	}
	else
	{
		EndUnsent(Id, FRpggoRequest::MakeResult(ERpggoStatus::InvalidArgument, GetProblem()));
	}
	return Id;
}

void FRpggoConversations::Prepare(int64 Id)
{
	const FRpggoRequest& Request = Requests.FindChecked(Id);
	// Those that are added below move what is in the map.
	const FString Key = Request.Key;
	if (!Request.bChat)
	{
		if (!Key.IsEmpty())
		{
			Sessions.Begin(Key, Id);
		}
		Send(Id);
		return;
	}
	const URpggoSettings& Settings = RpggoConversations::GetSettings();
	if (Key.IsEmpty() || (!Sessions.IsBeginning(Key) && (Sessions.HasBegun(Key) || !Settings.bStartsSessions)))
	{
		Send(Id);
		return;
	}
	if (!Sessions.IsBeginning(Key))
	{
		AskAlone(ERpggoCall::SessionStart, Request.MakeStart());
	}
	Sessions.Wait(Key, Id);
}

void FRpggoConversations::Send(int64 Id)
{
	FRpggoRequest* Request = Requests.Find(Id);
	const FRpggoConnection* Connection = Connector.Get();
	if (Request == nullptr || Request->bOver || Connection == nullptr)
	{
		return;
	}
	FRpggoResult Why;
	if (Request->Send(*Connection, GetNativeIds(), Why))
	{
		Ids.Add(Request->Native, Id);
	}
	else
	{
		EndUnsent(Id, Why);
	}
}

void FRpggoConversations::EndUnsent(int64 Id, const FRpggoResult& Result)
{
	FRpggoRequest* Request = Requests.Find(Id);
	if (Request == nullptr || Request->bOver)
	{
		return;
	}
	Request->bOver = true;
	Unsent.Add(Request->MakeEnd(Id, Result));
}

void FRpggoConversations::Cancel(int64 Id)
{
	const FRpggoRequest* Request = Requests.Find(Id);
	if (Request == nullptr || Request->bOver)
	{
		return;
	}
	const FRpggoConnection* Connection = Connector.Get();
	if (Request->Native != 0 && Connection != nullptr)
	{
		Connection->Cancel(Request->Native);
	}
	else
	{
		EndUnsent(Id, FRpggoRequest::MakeResult(ERpggoStatus::Cancelled, FString()));
	}
}

void FRpggoConversations::CancelAll()
{
	for (const TPair<int64, FRpggoRequest>& Pair : Requests)
	{
		Cancel(Pair.Key);
	}
}

void FRpggoConversations::CancelOrphans()
{
	for (const TPair<int64, FRpggoRequest>& Pair : Requests)
	{
		if (Pair.Value.RequestOwner.IsStale())
		{
			Cancel(Pair.Key);
		}
	}
}

void FRpggoConversations::Tick()
{
	// A handler may open something that ticks the game.
	if (bTicking || bClosed)
	{
		return;
	}
	// A handler may end the game, and have its objects collected.
	const TSharedRef<FRpggoConversations> Keep = AsShared();
	const FGCObjectScopeGuard KeepOwner(Owner.Get());
	const TGuardValue<bool> Ticking(bTicking, true);

	CancelOrphans();
	FString Problem;
	if (Owner.IsValid() && Connector.TakeProblem(Problem))
	{
		Owner->OnProblem.Broadcast(Problem);
	}
	// What is refused from now on is for the next tick.
	TArray<FRpggoEvent> Ended = MoveTemp(Unsent);
	Unsent.Reset();
	for (const FRpggoEvent& Event : Ended)
	{
		Dispatch(Event);
	}
	FRpggoEvent Event;
	uint64 Native = 0;
	for (int32 Count = 0; Count < RpggoConversations::MaxEventsPerTick; ++Count)
	{
		// A handler may have closed it.
		FRpggoConnection* Connection = Connector.Get();
		if (Connection == nullptr || !Connection->Next(Event, Native))
		{
			break;
		}
		Event.RequestId = Ids.FindRef(Native);
		bFieldsReadable = true;
		Dispatch(Event);
		bFieldsReadable = false;
	}
}

void FRpggoConversations::Dispatch(const FRpggoEvent& Event)
{
	if (bClosed || !Owner.IsValid())
	{
		return;
	}
	if (Event.Kind == ERpggoEventKind::Log)
	{
		RpggoLog::Write(Event.Log.Level, Event.Log.Text);
		Owner->Tell(Event);
		return;
	}
	FRpggoRequest* Found = Requests.Find(Event.RequestId);
	if (Found == nullptr)
	{
		// Nobody asked: a character speaks by itself, or the client wants something.
		if (Event.RequestId == 0)
		{
			Owner->Tell(Event);
		}
		return;
	}
	// A copy: a handler that asks for something moves what is in the map.
	const FRpggoEventDelegate Listener = Found->Listener;
	switch (Event.Kind)
	{
	case ERpggoEventKind::Session:
		Session = Event.Session;
		break;
	case ERpggoEventKind::Chapter:
		Found->NextChapter = Event.Chapter.ChapterId;
		break;
	case ERpggoEventKind::Finished:
		Finish(Event);
		break;
	default:
		break;
	}
	if (Listener.IsBound())
	{
		TellListener(Listener, Event);
	}
	else
	{
		TellFirstWaiting(Event);
	}
	if (!bClosed && Owner.IsValid())
	{
		Owner->Tell(Event);
	}
}

void FRpggoConversations::Finish(const FRpggoEvent& Event)
{
	// First, so that a listener finds it finished.
	FRpggoRequest Request;
	Requests.RemoveAndCopyValue(Event.RequestId, Request);
	Ids.Remove(Request.Native);
	const FRpggoResult& Result = Event.Finished;
	if (Result.IsFailure())
	{
		UE_LOG(LogRpggo, Warning, TEXT("A request failed: %s"), *Result.Detail);
	}
	if (!Request.bChat)
	{
		const TArray<int64> Waiting = Sessions.End(Request.Key, Event.RequestId, Result.IsOk());
		const bool bBegun = Sessions.HasBegun(Request.Key);
		for (const int64 Id : Waiting)
		{
			if (bBegun)
			{
				Send(Id);
			}
			else
			{
				EndUnsent(Id, Result);
			}
		}
		return;
	}
	if (Result.Status == ERpggoStatus::SessionMissing)
	{
		Sessions.Forget(Request.Key);
	}
	// Before its last event: a line sent from its handler belongs to the next chapter.
	if (!Request.NextChapter.IsEmpty() && RpggoConversations::GetSettings().bChangesChapters)
	{
		AskAlone(ERpggoCall::ChapterChange, Request.MakeChange());
	}
}

void FRpggoConversations::TellFirstWaiting(const FRpggoEvent& Event)
{
	// What a persona says first, in a session that a chat has started: who chats wants to hear it.
	const bool bSpoken = Event.Kind == ERpggoEventKind::Text || Event.Kind == ERpggoEventKind::Message || Event.Kind == ERpggoEventKind::State;
	const FRpggoRequest* Request = bSpoken ? Requests.Find(Event.RequestId) : nullptr;
	if (Request == nullptr || Request->bChat)
	{
		return;
	}
	const int64 Id = Sessions.FirstWaiting(Request->Key, Event.RequestId);
	if (const FRpggoRequest* Waiting = Requests.Find(Id))
	{
		const FRpggoEventDelegate Listener = Waiting->Listener;
		FRpggoEvent Copy = Event;
		Copy.RequestId = Id;
		TellListener(Listener, Copy);
	}
}

void FRpggoConversations::TellListener(const FRpggoEventDelegate& Listener, const FRpggoEvent& Event)
{
	const FGCObjectScopeGuard Keep(Listener.GetUObject());
	Listener.ExecuteIfBound(Event);
}

bool FRpggoConversations::Connect()
{
	bool bForgets = false;
	const bool bOpen = Connector.Open(bForgets);
	if (bForgets)
	{
		Sessions.ForgetAll();
	}
	return bOpen;
}

void FRpggoConversations::Reconnect()
{
	Connector.Close();
	Ids.Empty();
	bFieldsReadable = false;
	for (const TPair<int64, FRpggoRequest>& Pair : Requests)
	{
		EndUnsent(Pair.Key, FRpggoRequest::MakeResult(ERpggoStatus::Cancelled, FString()));
	}
}

void FRpggoConversations::Close()
{
	bClosed = true;
	Reconnect();
	Requests.Empty();
	Unsent.Empty();
	Sessions.ForgetAll();
}

FRpggoStats FRpggoConversations::GetStats() const
{
	const FRpggoConnection* Connection = Connector.Get();
	return Connection != nullptr ? Connection->GetStats() : FRpggoStats();
}

FString FRpggoConversations::GetField(const FString& JsonPointer) const
{
	const FRpggoConnection* Connection = Connector.Get();
	return bFieldsReadable && Connection != nullptr ? Connection->GetField(JsonPointer) : FString();
}
