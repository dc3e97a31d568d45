#include "RpggoConnection.h"

#include "Misc/FileHelper.h"
#include "Misc/Paths.h"
#include "RpggoApiKey.h"
#include "RpggoConvert.h"
#include "RpggoModule.h"
#include "RpggoSettings.h"

namespace RpggoConnection
{
	/** Reads the recording here: the library cannot read from a pak file. */
	static bool LoadRecording(const FString& File, std::string& OutText, FString& OutProblem)
	{
		const FString Path = FPaths::IsRelative(File) ? FPaths::Combine(FPaths::ProjectContentDir(), File) : File;
		TArray<uint8> Bytes;
		if (!FFileHelper::LoadFileToArray(Bytes, *Path))
		{
			OutProblem = FString::Printf(TEXT("The recording %s cannot be read: put it below Content, and name its folder in Project Settings > Packaging > Additional Non-Asset Directories to Package."), *Path);
			return false;
		}
		// An empty one would be none: the game would talk with the service.
		if (Bytes.Num() == 0)
		{
			OutProblem = FString::Printf(TEXT("The recording %s is empty: record a conversation, or clear Recording in the settings."), *Path);
			return false;
		}
		OutText.assign(reinterpret_cast<const char*>(Bytes.GetData()), static_cast<size_t>(Bytes.Num()));
		return true;
	}

	/** Where a recording is written, as an absolute path. */
	static std::string GetRecordPath(const URpggoSettings& Settings)
	{
		const FString File = Settings.RecordPath.TrimStartAndEnd();
		if (File.IsEmpty())
		{
			return std::string();
		}
		const FString Path = FPaths::IsRelative(File) ? FPaths::Combine(FPaths::ProjectSavedDir(), File) : File;
		return RpggoConvert::ToNative(FPaths::ConvertRelativePathToFull(Path));
	}

	/** The options that the editor does not show; false if one of them cannot be. */
	static bool SetMoreOptions(const URpggoSettings& Settings, rpggo::client_options& Out, FString& OutProblem)
	{
		for (const TPair<FString, FString>& Pair : Settings.MoreOptions)
		{
			const std::string Name = RpggoConvert::ToNative(Pair.Key.TrimStartAndEnd());
			// A line that is being written.
			if (Name.empty())
			{
				continue;
			}
			if (RpggoConvert::IsSecret(Name))
			{
				OutProblem = FString::Printf(TEXT("More Options: %s would be in every packaged game, where anyone can read it"), *Pair.Key);
				OutProblem += Name == "api_key" ? RpggoApiKey::GetWhereKeysAre() : TEXT(".");
				return false;
			}
			// The plugin goes by its settings: which service it is, for example.
			if (RpggoConvert::HasSetting(Name))
			{
				OutProblem = FString::Printf(TEXT("More Options: %s has a setting of its own: set it there."), *Pair.Key);
				return false;
			}
			const rpggo::error Error = Out.set(Name, RpggoConvert::ToNative(Pair.Value.TrimStartAndEnd()));
			if (!Error.ok())
			{
				OutProblem = TEXT("More Options: ") + RpggoConvert::ToString(Error.message());
				return false;
			}
		}
		return true;
	}

	static bool MakeOptions(const URpggoSettings& Settings, const FString& ApiKey, rpggo::client_options& Out, FString& OutProblem)
	{
		Out = RpggoConvert::ToNative(Settings);
		Out.record_path = GetRecordPath(Settings);
		const FString Recording = Settings.Recording.TrimStartAndEnd();
		if (Recording.IsEmpty())
		{
			Out.api_key = RpggoConvert::ToNative(ApiKey);
		}
		else
		{
			// No request is sent, so no key is needed.
			std::string Text;
			if (!LoadRecording(Recording, Text, OutProblem))
			{
				return false;
			}
			Out.replay_text = MoveTemp(Text);
		}
		return SetMoreOptions(Settings, Out, OutProblem);
	}

	/** The result of a failed call. */
	static FRpggoResult ToResult(const rpggo::error& Error)
	{
		FRpggoResult Out;
		Out.Status = RpggoConvert::ToStatus(Error.status());
		Out.Detail = RpggoConvert::ToString(Error.message());
		return Out;
	}
}

TSharedPtr<FRpggoConnection> FRpggoConnection::Open(const URpggoSettings& Settings, const FString& ApiKey, FString& OutProblem)
{
	OutProblem = FRpggoModule::GetProblem();
	if (!OutProblem.IsEmpty())
	{
		return nullptr;
	}
	rpggo::client_options Options;
	if (!RpggoConnection::MakeOptions(Settings, ApiKey, Options, OutProblem))
	{
		return nullptr;
	}
	rpggo::result<rpggo::client> Made = rpggo::client::create(Options);
	if (!Made.ok())
	{
		OutProblem = RpggoConvert::ToString(Made.error().message());
		if (OutProblem.Contains(TEXT("api_key is missing")))
		{
			OutProblem += RpggoApiKey::GetWhereKeysAre();
		}
		return nullptr;
	}
	const TSharedPtr<FRpggoConnection> Connection = MakeShared<FRpggoConnection>();
	Connection->Client = MoveTemp(Made).value();
	return Connection;
}

FString FRpggoConnection::WhereOf(const URpggoSettings& Settings)
{
	return FString::Printf(TEXT("%d %s %s"), static_cast<int32>(Settings.Service), *Settings.BaseUrl, *Settings.Recording);
}

uint64 FRpggoConnection::Chat(const FRpggoChatRequest& Request, FRpggoResult& OutWhy) const
{
	return Started(Client.chat_start(RpggoConvert::ToNative(Request)), OutWhy);
}

uint64 FRpggoConnection::Ask(ERpggoCall Call, const FRpggoSessionRequest& Request, FRpggoResult& OutWhy) const
{
	return Started(RpggoConvert::Ask(Client, Call, Request), OutWhy);
}

uint64 FRpggoConnection::Start(const FRpggoStarter& Starter, const FRpggoNativeIds& Ids, FRpggoResult& OutWhy) const
{
	return Started(Starter.Start(Client, Ids), OutWhy);
}

bool FRpggoConnection::Call(const FRpggoCaller& Caller, const FRpggoNativeIds& Ids, FRpggoResult& OutWhy) const
{
	const rpggo::error Error = Caller.Call(Client, Ids);
	if (!Error.ok())
	{
		OutWhy = RpggoConnection::ToResult(Error);
	}
	return Error.ok();
}

uint64 FRpggoConnection::Started(const rpggo::result<rpggo::request_id>& Result, FRpggoResult& OutWhy)
{
	if (!Result.ok())
	{
		OutWhy = RpggoConnection::ToResult(Result.error());
		return 0;
	}
	return Result.value();
}

void FRpggoConnection::Cancel(uint64 Request) const
{
	// Fails only where the client is closed, and then nothing runs.
	static_cast<void>(Client.request_cancel(Request));
}

bool FRpggoConnection::Next(FRpggoEvent& OutEvent, uint64& OutRequest)
{
	for (;;)
	{
		Current = Client.poll_event().value();
		if (!Current)
		{
			return false;
		}
		if (RpggoConvert::ToEvent(Current, OutEvent))
		{
			OutRequest = Current.request;
			return true;
		}
	}
}

FString FRpggoConnection::GetField(const FString& JsonPointer) const
{
	return RpggoConvert::ToString(Current.field(RpggoConvert::ToNative(JsonPointer).c_str()));
}

FRpggoStats FRpggoConnection::GetStats() const
{
	return RpggoConvert::ToStats(Client.stats().value());
}

void FRpggoConnection::Close()
{
	Current = rpggo::event();
	Client.close();
}
