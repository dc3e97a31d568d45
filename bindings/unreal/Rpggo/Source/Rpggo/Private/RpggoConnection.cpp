#include "RpggoConnection.h"

#include "Misc/FileHelper.h"
#include "Misc/Paths.h"
#include "RpggoApiKey.h"
#include "RpggoConvert.h"
#include "RpggoModule.h"
#include "RpggoSettings.h"

namespace RpggoConnection
{
	/** 0 is the default; negative means no limit. */
	static uint32 ToTimeout(float Seconds)
	{
		if (Seconds < 0.0f)
		{
			return rpggo::no_timeout;
		}
		return static_cast<uint32>(FMath::Min(static_cast<double>(Seconds) * 1000.0, 4.0e9));
	}

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

	static bool MakeOptions(const URpggoSettings& Settings, const FString& ApiKey, rpggo::client_options& Out, FString& OutProblem)
	{
		using RpggoConvert::ToNative;
		Out.service = static_cast<rpggo::service>(Settings.Service);
		Out.base_url = ToNative(Settings.BaseUrl.TrimStartAndEnd());
		Out.connect_timeout_ms = ToTimeout(Settings.ConnectTimeout);
		Out.first_byte_timeout_ms = ToTimeout(Settings.FirstByteTimeout);
		Out.idle_timeout_ms = ToTimeout(Settings.IdleTimeout);
		Out.total_timeout_ms = ToTimeout(FMath::Max(Settings.TotalTimeout, 0.0f));
		Out.max_retries = Settings.MaxRetries;
		Out.extra_headers = ToNative(Settings.ExtraHeaders);
		Out.proxy_url = ToNative(Settings.ProxyUrl.TrimStartAndEnd());
		Out.ca_file = ToNative(Settings.CaFile.TrimStartAndEnd());
		Out.allow_http = Settings.bAllowHttp;
		Out.log_level = static_cast<rpggo::log_level>(Settings.LogLevel);

		const FString Recording = GetRecording(Settings);
		if (Recording.IsEmpty())
		{
			Out.api_key = ToNative(ApiKey);
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
			Out.replay_speed = Settings.ReplaySpeed < 0.0 ? rpggo::replay_as_polled : Settings.ReplaySpeed;
		}

		const FString RecordPath = Settings.RecordPath.TrimStartAndEnd();
		if (!RecordPath.IsEmpty())
		{
			const FString Path = FPaths::IsRelative(RecordPath) ? FPaths::Combine(FPaths::ProjectSavedDir(), RecordPath) : RecordPath;
			Out.record_path = ToNative(FPaths::ConvertRelativePathToFull(Path));
		}
		return true;
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
	using RpggoConvert::ToNative;
	rpggo::chat_request Native;
	Native.character_id = ToNative(Request.CharacterId);
	Native.session_id = ToNative(Request.SessionId);
	Native.message = ToNative(Request.Message);
	Native.game_id = ToNative(Request.GameId);
	Native.machine_id = ToNative(Request.MachineId);
	Native.user_id = ToNative(Request.UserId);
	Native.extra_json = ToNative(Request.ExtraJson);
	Native.images = Request.bImages;
	return Started(Client.chat_start(Native), OutWhy);
}

uint64 FRpggoConnection::Ask(ERpggoCall Call, const FRpggoSessionRequest& Request, FRpggoResult& OutWhy) const
{
	using RpggoConvert::ToNative;
	rpggo::session_request Native;
	Native.session_id = ToNative(Request.SessionId);
	Native.game_id = ToNative(Request.GameId);
	Native.chapter_id = ToNative(Request.ChapterId);
	Native.character_id = ToNative(Request.CharacterId);
	Native.machine_id = ToNative(Request.MachineId);
	Native.player_name = ToNative(Request.PlayerName);
	Native.player_gender = ToNative(Request.PlayerGender);
	Native.system_prompt = ToNative(Request.SystemPrompt);
	switch (Call)
	{
	case ERpggoCall::StartSession:
		return Started(Client.session_start(Native), OutWhy);
	case ERpggoCall::ResumeSession:
		return Started(Client.session_resume(Native), OutWhy);
	case ERpggoCall::GetHistory:
		return Started(Client.session_history(Native), OutWhy);
	case ERpggoCall::ResetSession:
		return Started(Client.session_reset(Native), OutWhy);
	case ERpggoCall::ChangeChapter:
		return Started(Client.chapter_change(Native), OutWhy);
	case ERpggoCall::FetchGame:
		return Started(Client.game_fetch(Native), OutWhy);
	}
	OutWhy.Status = ERpggoStatus::InvalidArgument;
	OutWhy.Detail = TEXT("There is no such call.");
	return 0;
}

uint64 FRpggoConnection::Started(const rpggo::result<rpggo::request_id>& Result, FRpggoResult& OutWhy)
{
	if (!Result.ok())
	{
		OutWhy = RpggoConvert::ToResult(Result.error());
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
	const rpggo::stats Native = Client.stats().value();
	FRpggoStats Out;
	Out.RequestsStarted = static_cast<int64>(Native.requests_started);
	Out.RequestsFinished = static_cast<int64>(Native.requests_finished);
	Out.RequestsFailed = static_cast<int64>(Native.requests_failed);
	Out.RequestsCancelled = static_cast<int64>(Native.requests_cancelled);
	Out.BytesReceived = static_cast<int64>(Native.bytes_received);
	Out.Retries = static_cast<int64>(Native.retries);
	Out.FirstEventAverage = Native.first_event_average_ms / 1000.0;
	return Out;
}

void FRpggoConnection::Close()
{
	Current = rpggo::event();
	Client.close();
}
