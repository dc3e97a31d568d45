// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#include "RpggoConvert.h"

#include "RpggoOptions.h"

namespace RpggoConvert
{
	static ERpggoEventKind ToEventKind(rpggo::event_kind Native)
	{
		return ToEnum(Native, ERpggoEventKind::Log, ERpggoEventKind::None);
	}

	static ERpggoRole ToRole(rpggo::role Native)
	{
		return ToEnum(Native, ERpggoRole::Narrator, ERpggoRole::Character);
	}

	static ERpggoLogLevel ToLogLevel(rpggo::log_level Native)
	{
		return ToEnum(Native, ERpggoLogLevel::Debug, ERpggoLogLevel::None);
	}

	ERpggoStatus ToStatus(rpggo::status Native)
	{
		return ToEnum(Native, ERpggoStatus::ContextFull, ERpggoStatus::Unknown);
	}

	static FRpggoAction ToAction(const rpggo::action& Native)
	{
		FRpggoAction To;
		To.Type = ToString(Native.type);
		To.Text = ToString(Native.text);
		return To;
	}

	static FRpggoGoal ToGoal(const rpggo::goal& Native)
	{
		FRpggoGoal To;
		To.GoalId = ToString(Native.goal_id);
		To.Text = ToString(Native.text);
		To.bAchieved = Native.achieved;
		return To;
	}

	static FRpggoStatusValue ToStatusValue(const rpggo::status_value& Native)
	{
		FRpggoStatusValue To;
		To.Key = ToString(Native.key);
		To.Value = ToString(Native.value);
		return To;
	}

	static FRpggoCharacter ToCharacter(const rpggo::character& Native)
	{
		FRpggoCharacter To;
		To.CharacterId = ToString(Native.character_id);
		To.Name = ToString(Native.name);
		To.Type = ToString(Native.type);
		To.Avatar = ToString(Native.avatar);
		To.Phases = ToArray(Native.phases, ToString);
		return To;
	}

	static FRpggoChapter ToChapter(const rpggo::chapter& Native)
	{
		FRpggoChapter To;
		To.ChapterId = ToString(Native.chapter_id);
		To.Name = ToString(Native.name);
		To.Intro = ToString(Native.intro);
		To.Background = ToString(Native.background);
		To.Image = ToString(Native.image);
		To.BackgroundAudio = ToString(Native.background_audio);
		To.EndingAudio = ToString(Native.ending_audio);
		To.Characters = ToArray(Native.characters, ToCharacter);
		return To;
	}

	FRpggoStats ToStats(const rpggo::stats& Native)
	{
		FRpggoStats To;
		To.RequestsStarted = static_cast<int64>(Native.requests_started);
		To.RequestsFinished = static_cast<int64>(Native.requests_finished);
		To.RequestsFailed = static_cast<int64>(Native.requests_failed);
		To.RequestsCancelled = static_cast<int64>(Native.requests_cancelled);
		To.Events = static_cast<int64>(Native.events);
		To.BytesReceived = static_cast<int64>(Native.bytes_received);
		To.QueuedEvents = static_cast<int64>(Native.queued_events);
		To.QueuedBytes = static_cast<int64>(Native.queued_bytes);
		To.ConnectionsOpened = static_cast<int64>(Native.connections_opened);
		To.ConnectionsReused = static_cast<int64>(Native.connections_reused);
		To.Retries = static_cast<int64>(Native.retries);
		To.FirstEventLastMs = Native.first_event_last_ms;
		To.FirstEventAverageMs = Native.first_event_average_ms;
		To.FirstEventWorstMs = Native.first_event_worst_ms;
		return To;
	}

	/** Copies an event's payload, by its kind. */
	struct FPayload
	{
		FRpggoEvent& Out;

		/** What every event has. */
		template <typename PayloadType>
		PayloadType& Begin(PayloadType& To) const
		{
			To.CharacterId = Out.CharacterId;
			To.MessageId = Out.MessageId;
			return To;
		}

		void operator()(const rpggo::event_started& Native) const
		{
			FRpggoStarted& To = Begin(Out.Started);
			To.HttpStatus = Native.http_status;
		}

		void operator()(const rpggo::event_text& Native) const
		{
			FRpggoText& To = Begin(Out.Text);
			To.Delta = ToString(Native.delta);
		}

		void operator()(const rpggo::event_message& Native) const
		{
			FRpggoMessage& To = Begin(Out.Message);
			To.Text = ToString(Native.text);
			To.TextExt = ToString(Native.text_ext);
			To.CharacterType = ToString(Native.character_type);
			To.Role = ToRole(Native.role);
			To.bHistory = Native.history;
			To.CurrentCount = Native.current_count;
			To.MaxChatCount = Native.max_chat_count;
			To.Insiders = ToArray(Native.insiders, ToString);
			To.Actions = ToArray(Native.actions, ToAction);
			To.bPartial = Native.partial;
		}

		void operator()(const rpggo::event_image& Native) const
		{
			FRpggoImage& To = Begin(Out.Image);
			To.Url = ToString(Native.url);
			To.Caption = ToString(Native.caption);
			To.ImageType = Native.image_type;
		}

		void operator()(const rpggo::event_goals& Native) const
		{
			FRpggoGoals& To = Begin(Out.Goals);
			To.Goals = ToArray(Native.goals, ToGoal);
			To.CurrentGoalId = ToString(Native.current_goal_id);
		}

		void operator()(const rpggo::event_chapter& Native) const
		{
			FRpggoChapterChange& To = Begin(Out.Chapter);
			To.ChapterId = ToString(Native.chapter_id);
			To.Text = ToString(Native.text);
		}

		void operator()(const rpggo::event_ending& Native) const
		{
			FRpggoEnding& To = Begin(Out.Ending);
			To.bWon = Native.won;
			To.Text = ToString(Native.text);
		}

		void operator()(const rpggo::event_state& Native) const
		{
			FRpggoState& To = Begin(Out.State);
			To.State = ToString(Native.state);
			To.Score = Native.score;
			To.Outcome = ToString(Native.outcome);
			To.Decision = ToString(Native.decision);
			To.bFollowUp = Native.follow_up;
			To.RedirectCount = Native.redirect_count;
			To.ScoringMode = ToString(Native.scoring_mode);
			To.bMachineCompleted = Native.machine_completed;
			To.UnlockedMachines = ToArray(Native.unlocked_machines, ToString);
		}

		void operator()(const rpggo::event_status& Native) const
		{
			FRpggoStatus& To = Begin(Out.Status);
			To.Values = ToArray(Native.values, ToStatusValue);
		}

		void operator()(const rpggo::event_cost& Native) const
		{
			FRpggoCost& To = Begin(Out.Cost);
			To.Type = ToString(Native.type);
			To.Name = ToString(Native.name);
			To.Amount = Native.amount;
			To.Direction = ToString(Native.direction);
			To.Description = ToString(Native.description);
		}

		void operator()(const rpggo::event_session& Native) const
		{
			FRpggoSession& To = Begin(Out.Session);
			To.SessionId = ToString(Native.session_id);
			To.GameId = ToString(Native.game_id);
			To.Name = ToString(Native.name);
			To.Intro = ToString(Native.intro);
			To.Background = ToString(Native.background);
			To.Image = ToString(Native.image);
			To.MachineId = ToString(Native.machine_id);
			To.Chapters = ToArray(Native.chapters, ToChapter);
			To.PlayerName = ToString(Native.player_name);
			To.PlayerGender = ToString(Native.player_gender);
		}

		void operator()(const rpggo::event_retrying& Native) const
		{
			FRpggoRetrying& To = Begin(Out.Retrying);
			To.Attempt = Native.attempt;
			To.DelayMs = Native.delay_ms;
			To.Status = ToStatus(Native.status);
		}

		void operator()(const rpggo::event_finished& Native) const
		{
			FRpggoResult& To = Begin(Out.Finished);
			To.Status = ToStatus(Native.status);
			To.HttpStatus = Native.http_status;
			To.ServiceCode = Native.service_code;
			To.Detail = ToString(Native.detail);
			To.RetryAfterMs = Native.retry_after_ms;
		}

		void operator()(const rpggo::event_log& Native) const
		{
			FRpggoLog& To = Begin(Out.Log);
			To.Level = ToLogLevel(Native.level);
			To.Text = ToString(Native.text);
		}
	};
}

bool RpggoConvert::ToEvent(const rpggo::event& Event, FRpggoEvent& OutEvent)
{
	OutEvent = FRpggoEvent();
	OutEvent.Kind = ToEventKind(Event.kind);
	if (OutEvent.Kind == ERpggoEventKind::None)
	{
		return false;
	}
	OutEvent.CharacterId = ToString(Event.character_id);
	OutEvent.MessageId = ToString(Event.message_id);
	OutEvent.ElapsedMs = Event.elapsed_ms;
	Event.visit(FPayload{OutEvent});
	return true;
}

rpggo::chat_request RpggoConvert::ToNative(const FRpggoChatRequest& Request)
{
	rpggo::chat_request Native;
	Native.character_id = ToNative(Request.CharacterId);
	Native.session_id = ToNative(Request.SessionId);
	Native.message = ToNative(Request.Message);
	Native.message_id = ToNative(Request.MessageId);
	Native.game_id = ToNative(Request.GameId);
	Native.machine_id = ToNative(Request.MachineId);
	Native.user_id = ToNative(Request.UserId);
	Native.extra_json = ToNative(Request.ExtraJson);
	Native.images = Request.bImages;
	return Native;
}

rpggo::session_request RpggoConvert::ToNative(const FRpggoSessionRequest& Request)
{
	rpggo::session_request Native;
	Native.session_id = ToNative(Request.SessionId);
	Native.game_id = ToNative(Request.GameId);
	Native.chapter_id = ToNative(Request.ChapterId);
	Native.character_id = ToNative(Request.CharacterId);
	Native.machine_id = ToNative(Request.MachineId);
	Native.player_name = ToNative(Request.PlayerName);
	Native.player_gender = ToNative(Request.PlayerGender);
	Native.system_prompt = ToNative(Request.SystemPrompt);
	return Native;
}

rpggo::client_options RpggoConvert::ToNative(const URpggoOptions& Options)
{
	rpggo::client_options Native;
	Native.service = static_cast<rpggo::service>(Options.Service);
	Native.base_url = ToNative(Options.BaseUrl.TrimStartAndEnd());
	Native.connect_timeout_ms = ToTimeout(Options.ConnectTimeoutMs);
	Native.first_byte_timeout_ms = ToTimeout(Options.FirstByteTimeoutMs);
	Native.idle_timeout_ms = ToTimeout(Options.IdleTimeoutMs);
	Native.total_timeout_ms = ToTimeout(Options.TotalTimeoutMs);
	Native.max_retries = Options.MaxRetries;
	Native.record_path = ToNative(Options.RecordPath.TrimStartAndEnd());
	Native.replay_speed = Options.ReplaySpeed;
	Native.log_level = static_cast<rpggo::log_level>(Options.LogLevel);
	Native.extra_headers = ToNative(Options.ExtraHeaders);
	Native.proxy_url = ToNative(Options.ProxyUrl.TrimStartAndEnd());
	Native.ca_file = ToNative(Options.CaFile.TrimStartAndEnd());
	Native.allow_http = Options.bAllowHttp;
	Native.max_requests = ToCount<uint32>(Options.MaxRequests);
	Native.max_history_characters = ToCount<uint32>(Options.MaxHistoryCharacters);
	return Native;
}

bool RpggoConvert::HasSetting(std::string_view Option)
{
	static constexpr std::string_view Names[] = {
		"service",
		"base_url",
		"connect_timeout_ms",
		"first_byte_timeout_ms",
		"idle_timeout_ms",
		"total_timeout_ms",
		"max_retries",
		"record_path",
		"replay_speed",
		"log_level",
		"extra_headers",
		"proxy_url",
		"ca_file",
		"allow_http",
		"max_requests",
		"max_history_characters",
		"replay_path",
		"replay_text",
	};
	for (const std::string_view Name : Names)
	{
		if (Name == Option)
		{
			return true;
		}
	}
	return false;
}

bool RpggoConvert::IsSecret(std::string_view Option)
{
	static constexpr std::string_view Names[] = {
		"api_key",
	};
	for (const std::string_view Name : Names)
	{
		if (Name == Option)
		{
			return true;
		}
	}
	return false;
}

rpggo::result<rpggo::request_id> RpggoConvert::Ask(const rpggo::client& Client, ERpggoCall Call, const FRpggoSessionRequest& Request)
{
	const rpggo::session_request Native = ToNative(Request);
	switch (Call)
	{
	case ERpggoCall::SessionStart:
		return Client.session_start(Native);
	case ERpggoCall::SessionResume:
		return Client.session_resume(Native);
	case ERpggoCall::SessionHistory:
		return Client.session_history(Native);
	case ERpggoCall::SessionReset:
		return Client.session_reset(Native);
	case ERpggoCall::ChapterChange:
		return Client.chapter_change(Native);
	case ERpggoCall::GameFetch:
		return Client.game_fetch(Native);
	}
	return rpggo::error(rpggo::status::invalid_argument, "there is no such call");
}
