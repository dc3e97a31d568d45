#pragma once

#include "CoreMinimal.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"
#include "RpggoTypes.h"
#include "Subsystems/GameInstanceSubsystem.h"
#include "Tickable.h"

#include "RpggoSubsystem.generated.h"

class FRpggoTalks;

DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoStartedSignature, int64, RequestId, int32, HttpStatus);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(FRpggoWordSignature, int64, RequestId, const FString&, CharacterId, const FString&, Text);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoMessageSignature, int64, RequestId, const FRpggoMessage&, Message);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoImageSignature, int64, RequestId, const FRpggoImage&, Image);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoGoalsSignature, int64, RequestId, const FRpggoGoals&, Goals);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoChapterSignature, int64, RequestId, const FRpggoChapterChange&, Chapter);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoEndingSignature, int64, RequestId, const FRpggoEnding&, Ending);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoStateSignature, int64, RequestId, const FRpggoState&, State);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoValuesSignature, int64, RequestId, const TArray<FRpggoValue>&, Values);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoCostSignature, int64, RequestId, const FRpggoCost&, Cost);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoSessionSignature, int64, RequestId, const FRpggoSession&, Session);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoRetryingSignature, int64, RequestId, const FRpggoRetrying&, Retrying);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoResultSignature, int64, RequestId, const FRpggoResult&, Result);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoLogSignature, ERpggoLogLevel, Level, const FString&, Text);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoProblemSignature, const FString&, Sentence);

/**
 * Talks with the service of the settings. It lives as long as the game instance, through all changes of
 * the level; it ticks itself, also while the game is paused, and ends with the game.
 *
 * What is asked returns at once with the request's id. Each request gets its events in order, in a
 * later tick and never before the call has returned, and then exactly one On Finished, even where
 * nothing could be sent. Only a game that ends tells nothing more. Handlers may do what they like.
 *
 * Everything here is for the game thread.
 */
UCLASS()
class RPGGO_API URpggoSubsystem : public UGameInstanceSubsystem, public FTickableGameObject
{
	GENERATED_BODY()

public:
	/** Says something to a character. Its session is started first where it has to be. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Chat"))
	int64 K2_Chat(const FRpggoChatRequest& Request);

	/** Starts a session, or begins it anew. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session Start"))
	int64 K2_StartSession(const FRpggoSessionRequest& Request);

	/** Goes on with an earlier session. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session Resume"))
	int64 K2_ResumeSession(const FRpggoSessionRequest& Request);

	/** Fetches what was said in a session, as messages. Personas and OpenAI-compatible servers have it. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session History"))
	int64 K2_GetHistory(const FRpggoSessionRequest& Request);

	/** Begins a talk anew. Personas and OpenAI-compatible servers have it. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Session Reset"))
	int64 K2_ResetSession(const FRpggoSessionRequest& Request);

	/** Goes to another chapter. RPGGO alone has it. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Chapter Change"))
	int64 K2_ChangeChapter(const FRpggoSessionRequest& Request);

	/** Fetches a preview of a game. RPGGO alone has it. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session", meta = (DisplayName = "Request Game"))
	int64 K2_FetchGame(const FRpggoSessionRequest& Request);

	/** Ends a request; On Finished says Cancelled. One that is over is no error. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void CancelRequest(int64 RequestId);

	/** Ends all requests that are under way. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void CancelAll();

	/** How many requests are under way. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	int32 GetRequestsUnderWay() const;

	/** The play-through of requests that name none: a new one for each run. Keep it in a saved game. */
	UFUNCTION(BlueprintPure, Category = "Rpggo|Session")
	FString GetSessionId() const;

	/** Sets the play-through. Empty: a new one. What was started is kept. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session")
	void SetSessionId(const FString& SessionId);

	/** Who plays, where a request does not say it. Personas want a name and a gender: female, male or non-binary. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session")
	void SetPlayer(const FString& PlayerName, const FString& PlayerGender, const FString& UserId);

	/** What the service told last of the session or game: its name, its chapters and their characters. */
	UFUNCTION(BlueprintPure, Category = "Rpggo|Session")
	FRpggoSession GetSession() const;

	/** The name of a character; the id itself where the service has told none. */
	UFUNCTION(BlueprintPure, Category = "Rpggo|Session")
	FString GetCharacterName(const FString& CharacterId) const;

	/** Sets the key for this run, for example one that the game's own server gave after a login. It comes before all others. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void SetApiKey(const FString& ApiKey);

	/** Ends the client and what is under way; the next request makes a new one with the settings of then. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Reconnect();

	/** Why there can be no client, in a sentence; empty when nothing is wrong. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FString GetProblem() const;

	/** What the client has done since it was made. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FRpggoStats GetStats() const;

	/** Any field of the service's JSON for the event that is told right now, by its JSON pointer; empty at other times. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FString GetEventField(const FString& JsonPointer) const;

	/** The service took a request. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoStartedSignature OnStarted;

	/** A piece of an utterance as it is written. RPGGO sends whole utterances only. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoWordSignature OnWord;

	/** One whole utterance, after its pieces. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoMessageSignature OnMessage;

	/** A picture. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoImageSignature OnImage;

	/** The state of the goals. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoGoalsSignature OnGoals;

	/** The story moves to another chapter. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoChapterSignature OnChapter;

	/** The game is over. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoEndingSignature OnEnding;

	/** The state of a persona's machine. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoStateSignature OnState;

	/** Values to display changed: merge them by key over those shown. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoValuesSignature OnValues;

	/** What something cost. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCostSignature OnCost;

	/** A session or a game, with its chapters and characters. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoSessionSignature OnSession;

	/** A request is tried again. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoRetryingSignature OnRetrying;

	/** A request did not end well; On Finished follows. One that is cancelled has not failed. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoResultSignature OnFailed;

	/** A request is over, how ever it ended: the last that is told of it, always exactly once. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoResultSignature OnFinished;

	/** A line for the developer; it is in the log, too. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoLogSignature OnLog;

	/** Why there can be no client, in a sentence. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoProblemSignature OnProblem;

	/** All events, for C++: before the delegates above, after the listener of the request. */
	FRpggoEventMulticast OnEvent;

	/**
	 * Says something to a character. The listener hears of this request alone, as long as its object lives.
	 * The request is cancelled when its owner, if it has one, is gone.
	 */
	int64 Chat(FRpggoChatRequest Request, FRpggoEventDelegate Listener = FRpggoEventDelegate(), const UObject* RequestOwner = nullptr);

	/** The calls about sessions; the rest as above. */
	int64 Ask(ERpggoCall Call, FRpggoSessionRequest Request, FRpggoEventDelegate Listener = FRpggoEventDelegate(), const UObject* RequestOwner = nullptr);

	/** The subsystem of the game that an object is in; null where there is none. */
	static URpggoSubsystem* Get(const UObject* WorldContextObject);

	//~ USubsystem
	virtual void Initialize(FSubsystemCollectionBase& Collection) override;
	virtual void Deinitialize() override;

	//~ FTickableGameObject
	virtual void Tick(float DeltaTime) override;
	virtual ETickableTickType GetTickableTickType() const override;
	virtual bool IsTickable() const override;
	virtual bool IsTickableWhenPaused() const override { return true; }
	virtual UWorld* GetTickableGameObjectWorld() const override;
	virtual TStatId GetStatId() const override;

private:
	friend class FRpggoTalks;

	void Tell(const FRpggoEvent& Event);

	/** What is under way; none before Initialize and after Deinitialize. */
	TSharedPtr<FRpggoTalks> Talks;
};
