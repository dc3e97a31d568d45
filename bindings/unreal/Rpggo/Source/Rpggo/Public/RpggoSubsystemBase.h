// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"
#include "Subsystems/GameInstanceSubsystem.h"

#include "RpggoSubsystemBase.generated.h"

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoStartedSignature, int64, RequestId, const FRpggoStarted&, Started);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoTextSignature, int64, RequestId, const FRpggoText&, Text);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoMessageSignature, int64, RequestId, const FRpggoMessage&, Message);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoImageSignature, int64, RequestId, const FRpggoImage&, Image);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoGoalsSignature, int64, RequestId, const FRpggoGoals&, Goals);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoChapterSignature, int64, RequestId, const FRpggoChapterChange&, ChapterChange);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoEndingSignature, int64, RequestId, const FRpggoEnding&, Ending);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoStateSignature, int64, RequestId, const FRpggoState&, State);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoStatusSignature, int64, RequestId, const FRpggoStatus&, Status);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoCostSignature, int64, RequestId, const FRpggoCost&, Cost);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoSessionSignature, int64, RequestId, const FRpggoSession&, Session);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoRetryingSignature, int64, RequestId, const FRpggoRetrying&, Retrying);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoFinishedSignature, int64, RequestId, const FRpggoResult&, Result);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoLogSignature, int64, RequestId, const FRpggoLog&, Log);

/** The calls of the subsystem, and a delegate for each kind of event: see URpggoSubsystem. */
UCLASS(Abstract)
class RPGGO_API URpggoSubsystemBase : public UGameInstanceSubsystem
{
	GENERATED_BODY()

public:
	/**
	 * Starts a session. The result arrives as Session.
	 *
	 * - RPGGO (startgame): returns the chapter and its characters. Requires SessionId and GameId; ChapterId selects the
	 *   chapter, empty means the first.
	 * - Persona (init-session): also sends the opening line as Message. Requires SessionId and CharacterId, and for most
	 *   services PlayerName and PlayerGender (without them the service may respond with BadRequest); MachineId is
	 *   optional. An existing session is restarted.
	 * - OpenAI-compatible: handled in the client, without the network (no Started). Requires SessionId; sets
	 *   SystemPrompt and clears earlier turns.
	 * - Aurora: Unsupported; a session begins with its first message.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session Start"))
	int64 SessionStart(const FRpggoSessionRequest& Request);

	/**
	 * Resumes an earlier session.
	 *
	 * - RPGGO (resumesession): the result arrives as Session. Requires SessionId and GameId.
	 * - Persona and OpenAI-compatible: same as SessionHistory.
	 * - Aurora: Unsupported; send the next message with the same SessionId.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session Resume"))
	int64 SessionResume(const FRpggoSessionRequest& Request);

	/**
	 * Fetches the history of a session: each message arrives as Message with its Role and with History set to true.
	 *
	 * - Persona: also State if the service reports it. Requires SessionId and CharacterId.
	 * - OpenAI-compatible: the turns kept in the client (MaxHistoryCharacters). Requires SessionId.
	 * - RPGGO and Aurora: Unsupported; the error lists the services that support it.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session History"))
	int64 SessionHistory(const FRpggoSessionRequest& Request);

	/**
	 * Restarts a session.
	 *
	 * - Persona: requires SessionId and CharacterId.
	 * - OpenAI-compatible: clears the turns and keeps the system prompt. Requires SessionId.
	 * - RPGGO and Aurora: Unsupported; the error lists the services that support it.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session Reset"))
	int64 SessionReset(const FRpggoSessionRequest& Request);

	/**
	 * Switches to another chapter (changechapter; RPGGO only). Call it after Chapter, with the ChapterId of that event.
	 * The result arrives as Session. Requires SessionId, GameId and ChapterId.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Chapter Change"))
	int64 ChapterChange(const FRpggoSessionRequest& Request);

	/**
	 * Fetches a preview of a game, without a session (gamemetadata; RPGGO only). The result arrives as Session with all
	 * chapters. Requires GameId.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Game Fetch"))
	int64 GameFetch(const FRpggoSessionRequest& Request);

	/** The service accepted the request: FRpggoStarted. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoStartedSignature OnStarted;

	/**
	 * A piece of a message, streamed as it is generated: FRpggoText. RPGGO and the web form of the persona chat send
	 * whole messages only.
	 */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoTextSignature OnText;

	/** One complete message: FRpggoMessage. Sent with every service, after its Text pieces if there are any. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoMessageSignature OnMessage;

	/** An image: FRpggoImage. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoImageSignature OnImage;

	/** The current state of the goals: FRpggoGoals. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoGoalsSignature OnGoals;

	/** The story moves to another chapter: FRpggoChapterChange. Pass its id to ChapterChange. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoChapterSignature OnChapter;

	/** The game has ended: FRpggoEnding. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoEndingSignature OnEnding;

	/** The state of a persona's state machine: FRpggoState. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoStateSignature OnState;

	/** Values to display have changed: FRpggoStatus. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoStatusSignature OnStatus;

	/** A cost reported by the service: FRpggoCost. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCostSignature OnCost;

	/** Details of a session or a game: FRpggoSession. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoSessionSignature OnSession;

	/** The request will be retried after a delay: FRpggoRetrying. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoRetryingSignature OnRetrying;

	/** The last event of a request, sent exactly once: FRpggoResult. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoFinishedSignature OnFinished;

	/** A log line for the developer: FRpggoLog. Sent only when LogLevel is set. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoLogSignature OnLog;

protected:
	/** Starts a request, and returns its id. */
	virtual int64 Start(ERpggoCall /* Call */, const FRpggoSessionRequest& /* Request */) PURE_VIRTUAL(URpggoSubsystemBase::Start, return 0;);

	/** Calls the delegate of the event's kind. */
	void Broadcast(const FRpggoEvent& Event);
};
