#include "RpggoRequest.h"

#include "RpggoConnection.h"

FRpggoResult FRpggoRequest::MakeResult(ERpggoStatus Status, const FString& Detail)
{
	FRpggoResult Result;
	Result.Status = Status;
	Result.Detail = Detail;
	return Result;
}

bool FRpggoRequest::Begins() const
{
	const bool bSession = !bChat && !Other.Start;
	return bSession && (Call == ERpggoCall::SessionStart || Call == ERpggoCall::SessionResume || Call == ERpggoCall::SessionReset || Call == ERpggoCall::ChapterChange);
}

FRpggoSessionRequest FRpggoRequest::MakeStart() const
{
	FRpggoSessionRequest Start;
	Start.SessionId = Chat.SessionId;
	Start.GameId = Chat.GameId;
	Start.CharacterId = Chat.CharacterId;
	Start.MachineId = Chat.MachineId;
	Start.SystemPrompt = Chat.SystemPrompt;
	return Start;
}

FRpggoSessionRequest FRpggoRequest::MakeChange() const
{
	FRpggoSessionRequest Next;
	Next.SessionId = Chat.SessionId;
	Next.GameId = Chat.GameId;
	Next.ChapterId = NextChapter;
	return Next;
}

bool FRpggoRequest::Send(const FRpggoConnection& Connection, const FRpggoNativeIds& Ids, FRpggoResult& OutWhy)
{
	if (Other.Start)
	{
		Native = Connection.Start(Other, Ids, OutWhy);
	}
	else
	{
		Native = bChat ? Connection.Chat(Chat, OutWhy) : Connection.Ask(Call, Session, OutWhy);
	}
	return Native != 0;
}

FRpggoEvent FRpggoRequest::MakeEnd(int64 Id, const FRpggoResult& Result) const
{
	FRpggoEvent Event;
	Event.Kind = ERpggoEventKind::Finished;
	Event.RequestId = Id;
	Event.CharacterId = Other.Start ? Other.CharacterId : bChat ? Chat.CharacterId : Session.CharacterId;
	Event.Finished = Result;
	Event.Finished.CharacterId = Event.CharacterId;
	return Event;
}
