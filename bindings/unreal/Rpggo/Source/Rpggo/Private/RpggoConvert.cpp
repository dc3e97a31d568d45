#include "RpggoConvert.h"

#include "Containers/StringConv.h"

#define RPGGO_SAME_NUMBER(Ours, Native) static_assert(static_cast<int32>(Ours) == (Native), "the number of " #Ours " is not that of " #Native)

RPGGO_SAME_NUMBER(ERpggoService::Rpggo, RPGGO_SERVICE_RPGGO);
RPGGO_SAME_NUMBER(ERpggoService::Persona, RPGGO_SERVICE_PERSONA);
RPGGO_SAME_NUMBER(ERpggoService::Aurora, RPGGO_SERVICE_AURORA);
RPGGO_SAME_NUMBER(ERpggoService::OpenAI, RPGGO_SERVICE_OPENAI);
RPGGO_SAME_NUMBER(ERpggoStatus::Ok, RPGGO_OK);
RPGGO_SAME_NUMBER(ERpggoStatus::InvalidArgument, RPGGO_INVALID_ARGUMENT);
RPGGO_SAME_NUMBER(ERpggoStatus::InvalidHandle, RPGGO_INVALID_HANDLE);
RPGGO_SAME_NUMBER(ERpggoStatus::Unsupported, RPGGO_UNSUPPORTED);
RPGGO_SAME_NUMBER(ERpggoStatus::Busy, RPGGO_BUSY);
RPGGO_SAME_NUMBER(ERpggoStatus::Cancelled, RPGGO_CANCELLED);
RPGGO_SAME_NUMBER(ERpggoStatus::Timeout, RPGGO_TIMEOUT);
RPGGO_SAME_NUMBER(ERpggoStatus::Network, RPGGO_NETWORK);
RPGGO_SAME_NUMBER(ERpggoStatus::Tls, RPGGO_TLS);
RPGGO_SAME_NUMBER(ERpggoStatus::Unauthorized, RPGGO_UNAUTHORIZED);
RPGGO_SAME_NUMBER(ERpggoStatus::BadRequest, RPGGO_BAD_REQUEST);
RPGGO_SAME_NUMBER(ERpggoStatus::RateLimited, RPGGO_RATE_LIMITED);
RPGGO_SAME_NUMBER(ERpggoStatus::SessionEnded, RPGGO_SESSION_ENDED);
RPGGO_SAME_NUMBER(ERpggoStatus::SessionMissing, RPGGO_SESSION_MISSING);
RPGGO_SAME_NUMBER(ERpggoStatus::ServiceError, RPGGO_SERVICE_ERROR);
RPGGO_SAME_NUMBER(ERpggoStatus::Protocol, RPGGO_PROTOCOL);
RPGGO_SAME_NUMBER(ERpggoStatus::Internal, RPGGO_INTERNAL);
RPGGO_SAME_NUMBER(ERpggoEventKind::Started, RPGGO_EVENT_STARTED);
RPGGO_SAME_NUMBER(ERpggoEventKind::Word, RPGGO_EVENT_TEXT);
RPGGO_SAME_NUMBER(ERpggoEventKind::Message, RPGGO_EVENT_MESSAGE);
RPGGO_SAME_NUMBER(ERpggoEventKind::Image, RPGGO_EVENT_IMAGE);
RPGGO_SAME_NUMBER(ERpggoEventKind::Goals, RPGGO_EVENT_GOALS);
RPGGO_SAME_NUMBER(ERpggoEventKind::Chapter, RPGGO_EVENT_CHAPTER);
RPGGO_SAME_NUMBER(ERpggoEventKind::Ending, RPGGO_EVENT_ENDING);
RPGGO_SAME_NUMBER(ERpggoEventKind::State, RPGGO_EVENT_STATE);
RPGGO_SAME_NUMBER(ERpggoEventKind::Values, RPGGO_EVENT_STATUS);
RPGGO_SAME_NUMBER(ERpggoEventKind::Cost, RPGGO_EVENT_COST);
RPGGO_SAME_NUMBER(ERpggoEventKind::Session, RPGGO_EVENT_SESSION);
RPGGO_SAME_NUMBER(ERpggoEventKind::Retrying, RPGGO_EVENT_RETRYING);
RPGGO_SAME_NUMBER(ERpggoEventKind::Finished, RPGGO_EVENT_FINISHED);
RPGGO_SAME_NUMBER(ERpggoEventKind::Log, RPGGO_EVENT_LOG);
RPGGO_SAME_NUMBER(ERpggoRole::Character, RPGGO_ROLE_CHARACTER);
RPGGO_SAME_NUMBER(ERpggoRole::Player, RPGGO_ROLE_PLAYER);
RPGGO_SAME_NUMBER(ERpggoRole::Narrator, RPGGO_ROLE_NARRATOR);
RPGGO_SAME_NUMBER(ERpggoLogLevel::Error, RPGGO_LOG_ERROR);
RPGGO_SAME_NUMBER(ERpggoLogLevel::Warning, RPGGO_LOG_WARN);
RPGGO_SAME_NUMBER(ERpggoLogLevel::Info, RPGGO_LOG_INFO);
RPGGO_SAME_NUMBER(ERpggoLogLevel::Debug, RPGGO_LOG_DEBUG);

#undef RPGGO_SAME_NUMBER

FString RpggoConvert::ToString(std::string_view Text)
{
	FString Out;
	while (!Text.empty())
	{
		const std::string_view Piece = Text.substr(0, Text.find('\0'));
		const FUTF8ToTCHAR Converted(Piece.data(), static_cast<int32>(Piece.size()));
		Out.AppendChars(Converted.Get(), Converted.Length());
		Text.remove_prefix(Piece.size());
		if (!Text.empty())
		{
			Out.AppendChar(TEXT('\xFFFD'));
			Text.remove_prefix(1);
		}
	}
	return Out;
}

std::string RpggoConvert::ToNative(const FString& Text)
{
	const FTCHARToUTF8 Converted(*Text, Text.Len());
	return std::string(reinterpret_cast<const char*>(Converted.Get()), static_cast<size_t>(Converted.Length()));
}

namespace RpggoConvert
{
	/** For a duration in milliseconds. */
	static float ToSeconds(int32 Milliseconds)
	{
		return static_cast<float>(Milliseconds) / 1000.0f;
	}

	/** A role of a later library version counts as a character. */
	static ERpggoRole ToRole(rpggo::role Role)
	{
		const bool bKnown = Role == rpggo::role::player || Role == rpggo::role::narrator;
		return bKnown ? static_cast<ERpggoRole>(Role) : ERpggoRole::Character;
	}

	static TArray<FString> ToStrings(const rpggo::text_list& List)
	{
		TArray<FString> Out;
		for (const std::string_view Text : List)
		{
			Out.Add(ToString(Text));
		}
		return Out;
	}

	static FRpggoChapter ToChapter(const rpggo::chapter& Chapter)
	{
		FRpggoChapter Out;
		Out.ChapterId = ToString(Chapter.chapter_id);
		Out.Name = ToString(Chapter.name);
		Out.Intro = ToString(Chapter.intro);
		Out.Background = ToString(Chapter.background);
		Out.Image = ToString(Chapter.image);
		Out.BackgroundAudio = ToString(Chapter.background_audio);
		Out.EndingAudio = ToString(Chapter.ending_audio);
		for (const rpggo::character& Character : Chapter.characters)
		{
			FRpggoCharacter& Added = Out.Characters.AddDefaulted_GetRef();
			Added.CharacterId = ToString(Character.character_id);
			Added.Name = ToString(Character.name);
			Added.Type = ToString(Character.type);
			Added.Avatar = ToString(Character.avatar);
			Added.Phases = ToStrings(Character.phases);
		}
		return Out;
	}

	/** Copies an event's payload, by its kind. */
	struct FPayload
	{
		FRpggoEvent& Out;

		void operator()(const rpggo::event_started& It) const
		{
			Out.HttpStatus = It.http_status;
		}

		void operator()(const rpggo::event_text& It) const
		{
			Out.Text = ToString(It.delta);
		}

		void operator()(const rpggo::event_message& It) const
		{
			FRpggoMessage& Message = Out.Message;
			Message.CharacterId = Out.CharacterId;
			Message.Text = ToString(It.text);
			Message.TextExt = ToString(It.text_ext);
			Message.MessageId = ToString(It.message_id);
			Message.CharacterType = ToString(It.character_type);
			Message.Role = ToRole(It.role);
			Message.bHistory = It.history;
			Message.bPartial = It.partial;
			Message.CurrentCount = It.current_count;
			Message.MaxChatCount = It.max_chat_count;
			Message.Insiders = ToStrings(It.insiders);
			for (const rpggo::action& Action : It.actions)
			{
				FRpggoAction& Added = Message.Actions.AddDefaulted_GetRef();
				Added.Type = ToString(Action.type);
				Added.Text = ToString(Action.text);
			}
		}

		void operator()(const rpggo::event_image& It) const
		{
			Out.Image.Url = ToString(It.url);
			Out.Image.Caption = ToString(It.caption);
			Out.Image.ImageType = It.image_type;
		}

		void operator()(const rpggo::event_goals& It) const
		{
			for (const rpggo::goal& Goal : It.goals)
			{
				FRpggoGoal& Added = Out.Goals.Goals.AddDefaulted_GetRef();
				Added.GoalId = ToString(Goal.goal_id);
				Added.Text = ToString(Goal.text);
				Added.bAchieved = Goal.achieved;
			}
			Out.Goals.CurrentGoalId = ToString(It.current_goal_id);
		}

		void operator()(const rpggo::event_chapter& It) const
		{
			Out.Chapter.ChapterId = ToString(It.chapter_id);
			Out.Chapter.Text = ToString(It.text);
		}

		void operator()(const rpggo::event_ending& It) const
		{
			Out.Ending.bWon = It.won;
			Out.Ending.Text = ToString(It.text);
		}

		void operator()(const rpggo::event_state& It) const
		{
			FRpggoState& State = Out.State;
			State.State = ToString(It.state);
			State.Score = It.score;
			State.Outcome = ToString(It.outcome);
			State.Decision = ToString(It.decision);
			State.bFollowUp = It.follow_up;
			State.RedirectCount = It.redirect_count;
			State.ScoringMode = ToString(It.scoring_mode);
			State.bMachineCompleted = It.machine_completed;
			State.UnlockedMachines = ToStrings(It.unlocked_machines);
		}

		void operator()(const rpggo::event_status& It) const
		{
			for (const rpggo::status_value& Value : It.values)
			{
				FRpggoValue& Added = Out.Values.AddDefaulted_GetRef();
				Added.Key = ToString(Value.key);
				Added.Value = ToString(Value.value);
			}
		}

		void operator()(const rpggo::event_cost& It) const
		{
			Out.Cost.Type = ToString(It.type);
			Out.Cost.Name = ToString(It.name);
			Out.Cost.Amount = It.amount;
			Out.Cost.Direction = ToString(It.direction);
			Out.Cost.Description = ToString(It.description);
		}

		void operator()(const rpggo::event_session& It) const
		{
			FRpggoSession& Session = Out.Session;
			Session.SessionId = ToString(It.session_id);
			Session.GameId = ToString(It.game_id);
			Session.Name = ToString(It.name);
			Session.Intro = ToString(It.intro);
			Session.Background = ToString(It.background);
			Session.Image = ToString(It.image);
			Session.MachineId = ToString(It.machine_id);
			Session.PlayerName = ToString(It.player_name);
			Session.PlayerGender = ToString(It.player_gender);
			for (const rpggo::chapter& Chapter : It.chapters)
			{
				Session.Chapters.Add(ToChapter(Chapter));
			}
		}

		void operator()(const rpggo::event_retrying& It) const
		{
			Out.Retrying.Attempt = It.attempt;
			Out.Retrying.Delay = ToSeconds(It.delay_ms);
			Out.Retrying.Status = ToStatus(It.status);
		}

		void operator()(const rpggo::event_finished& It) const
		{
			Out.Result.Status = ToStatus(It.status);
			Out.Result.Detail = ToString(It.detail);
			Out.Result.HttpStatus = It.http_status;
			Out.Result.ServiceCode = It.service_code;
			Out.Result.RetryAfter = ToSeconds(It.retry_after_ms);
		}

		void operator()(const rpggo::event_log& It) const
		{
			Out.LogLevel = static_cast<ERpggoLogLevel>(It.level);
			Out.Text = ToString(It.text);
		}
	};
}

ERpggoStatus RpggoConvert::ToStatus(rpggo::status Status)
{
	const int32 Number = static_cast<int32>(Status);
	const bool bKnown = Number >= 0 && Number <= static_cast<int32>(ERpggoStatus::Internal);
	return bKnown ? static_cast<ERpggoStatus>(Number) : ERpggoStatus::Unknown;
}

FRpggoResult RpggoConvert::ToResult(const rpggo::error& Error)
{
	FRpggoResult Out;
	Out.Status = ToStatus(Error.status());
	Out.Detail = ToString(Error.message());
	return Out;
}

bool RpggoConvert::ToEvent(const rpggo::event& Event, FRpggoEvent& OutEvent)
{
	const int32 Number = static_cast<int32>(Event.kind);
	if (Number <= 0 || Number > static_cast<int32>(ERpggoEventKind::Log))
	{
		return false;
	}
	OutEvent = FRpggoEvent();
	OutEvent.Kind = static_cast<ERpggoEventKind>(Number);
	OutEvent.Elapsed = Event.elapsed_ms / 1000.0;
	OutEvent.CharacterId = ToString(Event.character_id);
	Event.visit(FPayload{OutEvent});
	return true;
}
