#include "RpggoTalks.h"

#include "RpggoApiKey.h"
#include "RpggoLog.h"
#include "RpggoSettings.h"
#include "RpggoSubsystem.h"
#include "UObject/GCObjectScopeGuard.h"

namespace RpggoTalks
{
	/** A service that sends as fast as the game reads cannot stall a frame. */
	static constexpr int32 MaxEventsPerTick = 512;

	/** The calls that establish a session. */
	static bool Begins(ERpggoCall Call)
	{
		return Call != ERpggoCall::GetHistory && Call != ERpggoCall::FetchGame;
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

	static void FillIn(FString& Field, const FString& Default)
	{
		if (Field.IsEmpty())
		{
			Field = Default;
		}
	}

	static void Log(ERpggoLogLevel Level, const FString& Text)
	{
		switch (Level)
		{
		case ERpggoLogLevel::Error:
			UE_LOG(LogRpggo, Error, TEXT("%s"), *Text);
			break;
		case ERpggoLogLevel::Warning:
			UE_LOG(LogRpggo, Warning, TEXT("%s"), *Text);
			break;
		default:
			UE_LOG(LogRpggo, Log, TEXT("%s"), *Text);
			break;
		}
	}
}

FRpggoTalks::FRpggoTalks(URpggoSubsystem& InOwner)
	: Owner(&InOwner)
{
}

int64 FRpggoTalks::Chat(FRpggoChatRequest&& Said, FRpggoEventDelegate&& Listener, const UObject* RequestOwner)
{
	FillIn(Said);
	RpggoTalks::FillIn(Said.UserId, PlayerId);
	FRequest Request;
	Request.bChat = true;
	Request.Key = FRpggoSessions::KeyOf(RpggoTalks::GetSettings(), Said);
	Request.Chat = MoveTemp(Said);
	Request.Listener = MoveTemp(Listener);
	Request.RequestOwner = RequestOwner;
	return Add(MoveTemp(Request));
}

int64 FRpggoTalks::Ask(ERpggoCall Call, FRpggoSessionRequest&& Asked, FRpggoEventDelegate&& Listener, const UObject* RequestOwner)
{
	FillIn(Asked);
	RpggoTalks::FillIn(Asked.PlayerName, PlayerName);
	RpggoTalks::FillIn(Asked.PlayerGender, PlayerGender);
	FRequest Request;
	Request.Call = Call;
	if (RpggoTalks::Begins(Call))
	{
		Request.Key = FRpggoSessions::KeyOf(RpggoTalks::GetSettings(), Asked);
	}
	Request.Session = MoveTemp(Asked);
	Request.Listener = MoveTemp(Listener);
	Request.RequestOwner = RequestOwner;
	return Add(MoveTemp(Request));
}

void FRpggoTalks::AskAlone(ERpggoCall Call, FRpggoSessionRequest&& Asked)
{
	Ask(Call, MoveTemp(Asked), FRpggoEventDelegate(), nullptr);
}

template <typename RequestType>
void FRpggoTalks::FillIn(RequestType& Request)
{
	const URpggoSettings& Settings = RpggoTalks::GetSettings();
	if (Request.SessionId.IsEmpty())
	{
		Request.SessionId = GetSessionId();
		// A model remembers what was said to itself alone.
		if (Settings.Service == ERpggoService::OpenAI)
		{
			Request.SessionId += TEXT("-") + Request.CharacterId;
		}
	}
	RpggoTalks::FillIn(Request.GameId, Settings.GameId.TrimStartAndEnd());
}

int64 FRpggoTalks::Add(FRequest&& Request)
{
	const int64 Id = ++LastId;
	Requests.Add(Id, MoveTemp(Request));
	if (Connect())
	{
		Prepare(Id);
	}
	else
	{
		EndUnsent(Id, RpggoTalks::MakeResult(ERpggoStatus::InvalidArgument, Problem));
	}
	return Id;
}

void FRpggoTalks::Prepare(int64 Id)
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
	const URpggoSettings& Settings = RpggoTalks::GetSettings();
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
		AskAlone(ERpggoCall::StartSession, MoveTemp(Start));
	}
	Sessions.Wait(Key, Id);
}

void FRpggoTalks::Send(int64 Id)
{
	FRequest* Request = Requests.Find(Id);
	if (Request == nullptr || Request->bOver || !Connection.IsValid())
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

void FRpggoTalks::EndUnsent(int64 Id, const FRpggoResult& Result)
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
	Event.Result = Result;
}

void FRpggoTalks::Cancel(int64 Id)
{
	const FRequest* Request = Requests.Find(Id);
	if (Request == nullptr || Request->bOver)
	{
		return;
	}
	if (Request->Native != 0 && Connection.IsValid())
	{
		Connection->Cancel(Request->Native);
	}
	else
	{
		EndUnsent(Id, RpggoTalks::MakeResult(ERpggoStatus::Cancelled, FString()));
	}
}

void FRpggoTalks::CancelAll()
{
	for (const TPair<int64, FRequest>& Pair : Requests)
	{
		Cancel(Pair.Key);
	}
}

void FRpggoTalks::CancelOrphans()
{
	for (const TPair<int64, FRequest>& Pair : Requests)
	{
		if (Pair.Value.RequestOwner.IsStale())
		{
			Cancel(Pair.Key);
		}
	}
}

void FRpggoTalks::Tick()
{
	// A handler may open something that ticks the game.
	if (bTicking || bClosed)
	{
		return;
	}
	// A handler may end the game, and have its objects collected.
	const TSharedRef<FRpggoTalks> Keep = AsShared();
	const FGCObjectScopeGuard KeepOwner(Owner.Get());
	const TGuardValue<bool> Ticking(bTicking, true);

	CancelOrphans();
	if (bProblemUntold && Owner.IsValid())
	{
		bProblemUntold = false;
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
	for (int32 Count = 0; Count < RpggoTalks::MaxEventsPerTick && Connection.IsValid(); ++Count)
	{
		if (!Connection->Next(Event, Native))
		{
			break;
		}
		Event.RequestId = Ids.FindRef(Native);
		bFieldsReadable = true;
		Dispatch(Event);
		bFieldsReadable = false;
	}
}

void FRpggoTalks::Dispatch(const FRpggoEvent& Event)
{
	if (bClosed || !Owner.IsValid())
	{
		return;
	}
	if (Event.Kind == ERpggoEventKind::Log)
	{
		RpggoTalks::Log(Event.LogLevel, Event.Text);
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

void FRpggoTalks::Finish(const FRpggoEvent& Event)
{
	// First, so that a listener finds it finished.
	FRequest Request;
	Requests.RemoveAndCopyValue(Event.RequestId, Request);
	Ids.Remove(Request.Native);
	const FRpggoResult& Result = Event.Result;
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
	if (!Request.NextChapter.IsEmpty() && RpggoTalks::GetSettings().bChangesChapters)
	{
		FRpggoSessionRequest Next;
		Next.SessionId = Request.Chat.SessionId;
		Next.GameId = Request.Chat.GameId;
		Next.ChapterId = Request.NextChapter;
		AskAlone(ERpggoCall::ChangeChapter, MoveTemp(Next));
	}
}

void FRpggoTalks::TellFirstWaiting(const FRpggoEvent& Event)
{
	// What a persona says first, in a session that a chat has started: who chats wants to hear it.
	const bool bSpoken = Event.Kind == ERpggoEventKind::Word || Event.Kind == ERpggoEventKind::Message || Event.Kind == ERpggoEventKind::State;
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

void FRpggoTalks::TellListener(const FRpggoEventDelegate& Listener, const FRpggoEvent& Event)
{
	const FGCObjectScopeGuard Keep(Listener.GetUObject());
	Listener.ExecuteIfBound(Event);
}

bool FRpggoTalks::Connect()
{
	// What cannot be is not tried again before Reconnect.
	if (Connection.IsValid() || !Problem.IsEmpty())
	{
		return Connection.IsValid();
	}
	const URpggoSettings& Settings = RpggoTalks::GetSettings();
	// A key that is not needed is not looked for.
	const FString Key = Settings.Recording.IsEmpty() ? RpggoApiKey::Find(Settings, ApiKey) : FString();
	Connection = FRpggoConnection::Open(Settings, Key, Problem);
	if (!Connection.IsValid())
	{
		bProblemUntold = true;
		UE_LOG(LogRpggo, Error, TEXT("%s"), *Problem);
		return false;
	}
	const FString NewWhere = FRpggoConnection::WhereOf(Settings);
	// A model's conversation exists only in the client.
	if (!Where.Equals(NewWhere, ESearchCase::CaseSensitive) || Settings.Service == ERpggoService::OpenAI)
	{
		Sessions.ForgetAll();
		Where = NewWhere;
	}
	return true;
}

void FRpggoTalks::Reconnect()
{
	if (Connection.IsValid())
	{
		Connection->Close();
		Connection.Reset();
	}
	Ids.Empty();
	Problem.Empty();
	bProblemUntold = false;
	bFieldsReadable = false;
	for (const TPair<int64, FRequest>& Pair : Requests)
	{
		EndUnsent(Pair.Key, RpggoTalks::MakeResult(ERpggoStatus::Cancelled, FString()));
	}
}

void FRpggoTalks::Close()
{
	bClosed = true;
	Reconnect();
	Requests.Empty();
	Unsent.Empty();
	Sessions.ForgetAll();
}

void FRpggoTalks::SetApiKey(const FString& Key)
{
	ApiKey = Key;
	// It may be what was missing.
	Problem.Empty();
	bProblemUntold = false;
}

const FString& FRpggoTalks::GetSessionId()
{
	if (SessionId.IsEmpty())
	{
		SessionId = FRpggoSessions::NewId(RpggoTalks::GetSettings().Service);
	}
	return SessionId;
}

void FRpggoTalks::SetPlayer(const FString& Name, const FString& Gender, const FString& UserId)
{
	PlayerName = Name;
	PlayerGender = Gender;
	PlayerId = UserId;
}

FRpggoStats FRpggoTalks::GetStats() const
{
	return Connection.IsValid() ? Connection->GetStats() : FRpggoStats();
}

FString FRpggoTalks::GetField(const FString& JsonPointer) const
{
	return bFieldsReadable && Connection.IsValid() ? Connection->GetField(JsonPointer) : FString();
}
