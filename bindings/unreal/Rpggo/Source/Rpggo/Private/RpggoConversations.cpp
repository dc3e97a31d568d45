#include "RpggoConversations.h"

#include "RpggoLog.h"
#include "RpggoSettings.h"
#include "RpggoSubsystem.h"
#include "UObject/GCObjectScopeGuard.h"

namespace RpggoConversations
{
	/** A service that sends as fast as the game reads cannot stall a frame. */
	static constexpr int32 MaxEventsPerTick = 512;

	/** The calls that establish a session. */
	static bool Begins(ERpggoCall Call)
	{
		switch (Call)
		{
		case ERpggoCall::SessionStart:
		case ERpggoCall::SessionResume:
		case ERpggoCall::SessionReset:
		case ERpggoCall::ChapterChange:
			return true;
		default:
			return false;
		}
	}

	static const URpggoSettings& GetSettings()
	{
		return *GetDefault<URpggoSettings>();
	}

	static FRpggoResult MakeResult(ERpggoStatus Status, const FString& Detail)
	{
		FRpggoResult Result;
		Result.Status = Status;
		Result.Detail = Detail;
		return Result;
	}
}

FRpggoConversations::FRpggoConversations(URpggoSubsystem& InOwner)
	: Owner(&InOwner)
{
}

int64 FRpggoConversations::Chat(FRpggoChatRequest&& Said, FRpggoEventDelegate&& Listener, const UObject* RequestOwner)
{
	Playthrough.FillIn(Said);
	FRequest Request;
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
	FRequest Request;
	Request.Call = Call;
	if (RpggoConversations::Begins(Call))
	{
		Request.Key = FRpggoSessions::KeyOf(RpggoConversations::GetSettings(), Asked);
	}
	Request.Session = MoveTemp(Asked);
	Request.Listener = MoveTemp(Listener);
	Request.RequestOwner = RequestOwner;
	return Add(MoveTemp(Request));
}

void FRpggoConversations::AskAlone(ERpggoCall Call, FRpggoSessionRequest&& Asked)
{
	Ask(Call, MoveTemp(Asked), FRpggoEventDelegate(), nullptr);
}

int64 FRpggoConversations::Add(FRequest&& Request)
{
	const int64 Id = ++LastId;
	Requests.Add(Id, MoveTemp(Request));
	if (Connect())
	{
		Prepare(Id);
	}
	else
	{
		EndUnsent(Id, RpggoConversations::MakeResult(ERpggoStatus::InvalidArgument, GetProblem()));
	}
	return Id;
}

void FRpggoConversations::Prepare(int64 Id)
{
	const FRequest& Request = Requests.FindChecked(Id);
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
		FRpggoSessionRequest Start;
		Start.SessionId = Request.Chat.SessionId;
		Start.GameId = Request.Chat.GameId;
		Start.CharacterId = Request.Chat.CharacterId;
		Start.MachineId = Request.Chat.MachineId;
		Start.SystemPrompt = Request.Chat.SystemPrompt;
		AskAlone(ERpggoCall::SessionStart, MoveTemp(Start));
	}
	Sessions.Wait(Key, Id);
}

void FRpggoConversations::Send(int64 Id)
{
	FRequest* Request = Requests.Find(Id);
	const FRpggoConnection* Connection = Connector.Get();
	if (Request == nullptr || Request->bOver || Connection == nullptr)
	{
		return;
	}
	FRpggoResult Why;
	Request->Native = Request->bChat ? Connection->Chat(Request->Chat, Why) : Connection->Ask(Request->Call, Request->Session, Why);
	if (Request->Native != 0)
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
	FRequest* Request = Requests.Find(Id);
	if (Request == nullptr || Request->bOver)
	{
		return;
	}
	Request->bOver = true;
	FRpggoEvent& Event = Unsent.AddDefaulted_GetRef();
	Event.Kind = ERpggoEventKind::Finished;
	Event.RequestId = Id;
	Event.CharacterId = Request->bChat ? Request->Chat.CharacterId : Request->Session.CharacterId;
	Event.Finished = Result;
	Event.Finished.CharacterId = Event.CharacterId;
}

void FRpggoConversations::Cancel(int64 Id)
{
	const FRequest* Request = Requests.Find(Id);
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
		EndUnsent(Id, RpggoConversations::MakeResult(ERpggoStatus::Cancelled, FString()));
	}
}

void FRpggoConversations::CancelAll()
{
	for (const TPair<int64, FRequest>& Pair : Requests)
	{
		Cancel(Pair.Key);
	}
}

void FRpggoConversations::CancelOrphans()
{
	for (const TPair<int64, FRequest>& Pair : Requests)
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
	FRequest* Found = Requests.Find(Event.RequestId);
	if (Found == nullptr)
	{
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
	FRequest Request;
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
		FRpggoSessionRequest Next;
		Next.SessionId = Request.Chat.SessionId;
		Next.GameId = Request.Chat.GameId;
		Next.ChapterId = Request.NextChapter;
		AskAlone(ERpggoCall::ChapterChange, MoveTemp(Next));
	}
}

void FRpggoConversations::TellFirstWaiting(const FRpggoEvent& Event)
{
	// What a persona says first, in a session that a chat has started: who chats wants to hear it.
	const bool bSpoken = Event.Kind == ERpggoEventKind::Text || Event.Kind == ERpggoEventKind::Message || Event.Kind == ERpggoEventKind::State;
	const FRequest* Request = bSpoken ? Requests.Find(Event.RequestId) : nullptr;
	if (Request == nullptr || Request->bChat)
	{
		return;
	}
	const int64 Id = Sessions.FirstWaiting(Request->Key, Event.RequestId);
	if (const FRequest* Waiting = Requests.Find(Id))
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
	for (const TPair<int64, FRequest>& Pair : Requests)
	{
		EndUnsent(Pair.Key, RpggoConversations::MakeResult(ERpggoStatus::Cancelled, FString()));
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
