#include "RpggoConnection.h"

#include "Misc/FileHelper.h"
#include "Misc/Paths.h"
#include "RpggoApiKey.h"
#include "RpggoConvert.h"
#include "RpggoModule.h"
#include "RpggoSettings.h"

namespace RpggoConnection
{
	static FString GetRecording(const URpggoSettings& Settings)
	{
		return Settings.Recording.TrimStartAndEnd();
	}

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
			// The plugin goes by its settings: which service it is, and which key ends up in a build.
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
		const FString Recording = GetRecording(Settings);
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
