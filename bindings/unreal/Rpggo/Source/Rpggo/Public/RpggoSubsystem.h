#pragma once

#include "CoreMinimal.h"
#include "RpggoSubsystemBase.h"
#include "Tickable.h"

#include "RpggoSubsystem.generated.h"

class FRpggoConversations;

DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoProblemSignature, const FString&, Sentence);

/**
 * The connection to the service in the settings. It lives as long as the game instance, across level changes; it
 * ticks by itself, also while the game is paused, and ends with the game.
 *
 * Every call returns at once with the request's id. Each request gets its events in order, in a later tick and
 * never before the call has returned, and then exactly one On Finished, even if nothing could be sent. Only when
 * the game ends are no further events sent. Handlers may do anything.
 *
 * Everything here must be called on the game thread.
 */
UCLASS()
class RPGGO_API URpggoSubsystem : public URpggoSubsystemBase, public FTickableGameObject
{
	GENERATED_BODY()

public:
	/** Sends a message to a character. Starts its session first if necessary. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Chat"))
	int64 K2_Chat(const FRpggoChatRequest& Request);

	/**
	 * Cancels a request; On Finished follows with Cancelled. A request that has already finished is not an error.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void CancelRequest(int64 RequestId);

	/** Cancels all requests in progress. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void CancelAll();

	/** The number of requests in progress. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	int32 GetRequestsUnderWay() const;

	/** The default playthrough's id: a new one for each run. Store it in saved games. */
	UFUNCTION(BlueprintPure, Category = "Rpggo|Session")
	FString GetSessionId() const;

	/** Sets the playthrough's id. Empty: a new one. Sessions that were started are kept. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session")
	void SetSessionId(const FString& SessionId);

	/** The default player of requests. Personas require a name and a gender: female, male or non-binary. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo|Session")
	void SetPlayer(const FString& PlayerName, const FString& PlayerGender, const FString& UserId);

	/** The latest details of the session or game: its name, its chapters and their characters. */
	UFUNCTION(BlueprintPure, Category = "Rpggo|Session")
	FRpggoSession GetSession() const;

	/** The name of a character; its id if the service has not sent a name. */
	UFUNCTION(BlueprintPure, Category = "Rpggo|Session")
	FString GetCharacterName(const FString& CharacterId) const;

	/**
	 * Sets the key for this run, for example one that the game's own server provides after a login. It takes
	 * precedence over all others.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void SetApiKey(const FString& ApiKey);

	/**
	 * Frees the client and cancels its requests; the next request creates a new one with the settings of that time.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Reconnect();

	/** Why there can be no client, as a sentence; empty when there is no problem. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FString GetProblem() const;

	/** Statistics of the client since its creation. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FRpggoStats GetStats() const;

	/**
	 * Any field of the service's JSON for the event that is currently being delivered, by its JSON pointer; empty
	 * at other times.
	 */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FString GetEventField(const FString& JsonPointer) const;

	/** A request failed; On Finished follows. A cancelled request does not count as failed. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoFinishedSignature OnFailed;

	/** There can be no client: a sentence that says why. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoProblemSignature OnProblem;

	/** All events, for C++: before the delegates of their kinds, after the listener of the request. */
	FRpggoEventMulticast OnEvent;

	/**
	 * Sends a message to a character. The listener receives the events of this request only, as long as its object
	 * lives. The request is cancelled when its owner, if any, is destroyed.
	 */
	int64 Chat(FRpggoChatRequest Request, FRpggoEventDelegate Listener = FRpggoEventDelegate(), const UObject* RequestOwner = nullptr);

	/** The session calls; otherwise as above. */
	int64 Ask(ERpggoCall Call, FRpggoSessionRequest Request, FRpggoEventDelegate Listener = FRpggoEventDelegate(), const UObject* RequestOwner = nullptr);

	/** The subsystem of an object's game; null when there is none. */
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

protected:
	//~ URpggoSubsystemBase
	virtual int64 Start(ERpggoCall Call, const FRpggoSessionRequest& Request) override;

private:
	friend class FRpggoConversations;

	void Tell(const FRpggoEvent& Event);

	/** The requests in progress; none before Initialize and after Deinitialize. */
	TSharedPtr<FRpggoConversations> Conversations;
};
