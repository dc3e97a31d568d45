#pragma once

#include "CoreMinimal.h"
#include "Kismet/BlueprintAsyncActionBase.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"

#include "RpggoActions.generated.h"

class URpggoSubsystem;

/** The reply so far. */
USTRUCT(BlueprintType)
struct FRpggoReply
{
	GENERATED_BODY()

	/** The id of the character that spoke last. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The last complete message. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoMessage Message;

	/** The last image. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoImage Image;

	/** The goals, as last sent by the service. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoGoals Goals;

	/** The chapter the story moves to. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoChapterChange Chapter;

	/** How the game ended. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoEnding Ending;

	/** The state of the persona's state machine. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoState State;

	/** The result of the request. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoResult Result;
};

// All pins of a node have one signature: the editor makes a node's outputs of the first one's.
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoChatPin, const FString&, Text, const FRpggoReply&, Reply);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(FRpggoSessionPin, const FString&, Text, const FRpggoSession&, Session, const FRpggoResult&, Result);

/** The common part of all nodes: a request that runs over many frames. */
UCLASS(Abstract, BlueprintType, meta = (ExposedAsyncProxy = "Request"))
class RPGGO_API URpggoRequestAction : public UBlueprintAsyncActionBase
{
	GENERATED_BODY()

public:
	/** Cancels the request; Finished follows, with the result Cancelled. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Cancel();

	/** The request's id in the subsystem; 0 before the node has run. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	int64 GetRequestId() const { return RequestId; }

	//~ UBlueprintAsyncActionBase
	virtual void Activate() override;

protected:
	/** Starts the request in the subsystem, and returns its id. */
	virtual int64 Send(URpggoSubsystem& /* To */, FRpggoEventDelegate /* Listener */) PURE_VIRTUAL(URpggoRequestAction::Send, return 0;);

	/** An event of the request. */
	virtual void Hear(const FRpggoEvent& /* Event */) PURE_VIRTUAL(URpggoRequestAction::Hear, );

	/** The owner of the graph: when it is destroyed, events are no longer delivered. */
	UPROPERTY()
	TWeakObjectPtr<UObject> Asker;

private:
	void HandleEvent(const FRpggoEvent& Event);

	TWeakObjectPtr<URpggoSubsystem> Subsystem;
	int64 RequestId = 0;
};

/** Chat with Character. */
UCLASS()
class RPGGO_API URpggoChatAction : public URpggoRequestAction
{
	GENERATED_BODY()

public:
	/**
	 * Sends a message to a character, and fires its pins as the reply arrives. Ends when the reply has finished, or
	 * when the owner is destroyed.
	 * @param CharacterId The character's id at the service.
	 * @param Message What the player says.
	 * @param SessionId The playthrough's id; empty: the subsystem's.
	 * @param bImages Request images, which some services offer, at a cost.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Chat with Character", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "SessionId,bImages"))
	static URpggoChatAction* ChatWithCharacter(UObject* WorldContextObject, FString CharacterId, FString Message, FString SessionId, bool bImages);

	/** A piece of a message, streamed as it is generated: Text. RPGGO sends whole messages only. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnText;

	/** A complete message, after its pieces: Text; Reply contains the speaker. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnMessage;

	/** An image: Text is its URL. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnImage;

	/** The current state of the goals: Text is the current goal's text, if the service names it. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnGoals;

	/** The story moves to another chapter: Text is a text for the player. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnChapter;

	/** The game has ended: Text is a text for the player. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnEnding;

	/** The state of a persona's state machine: Text is its name. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnState;

	/** The reply failed or is incomplete: Text says why. Finished follows. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnFailed;

	/** The reply has finished, with any result. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnFinished;

protected:
	//~ URpggoRequestAction
	virtual int64 Send(URpggoSubsystem& To, FRpggoEventDelegate Listener) override;
	virtual void Hear(const FRpggoEvent& Event) override;

private:
	FString GetCurrentGoal() const;

	FRpggoChatRequest Request;
	FRpggoReply Reply;
};

/** Start Session, Resume Session, Change Chapter, and all other calls that take a session request. */
UCLASS()
class RPGGO_API URpggoSessionAction : public URpggoRequestAction
{
	GENERATED_BODY()

public:
	/**
	 * Starts a session, or restarts it.
	 * @param CharacterId The character the player meets: only for personas, which say their opening line.
	 * @param ChapterId The chapter to start in; empty: the first chapter.
	 * @param SessionId The playthrough's id; empty: the subsystem's.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Start Session", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "CharacterId,ChapterId,SessionId"))
	static URpggoSessionAction* SessionStart(UObject* WorldContextObject, FString CharacterId, FString ChapterId, FString SessionId);

	/**
	 * Resumes an earlier session, for example from a saved game.
	 * @param SessionId The playthrough's id.
	 * @param CharacterId The character the player talked to: only for personas.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Resume Session", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "CharacterId"))
	static URpggoSessionAction* SessionResume(UObject* WorldContextObject, FString SessionId, FString CharacterId);

	/**
	 * Switches to another chapter.
	 * @param ChapterId The chapter's id, from the Chapter pin of a chat.
	 * @param SessionId The playthrough's id; empty: the subsystem's.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Change Chapter", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "SessionId"))
	static URpggoSessionAction* ChapterChange(UObject* WorldContextObject, FString ChapterId, FString SessionId);

	/**
	 * Any call that takes a session request, such as the history of a session.
	 * @param Call The call.
	 * @param SessionRequest What each service needs of it is said at the functions of the subsystem.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Other Session Call", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject"))
	static URpggoSessionAction* SessionCall(UObject* WorldContextObject, ERpggoCall Call, FRpggoSessionRequest SessionRequest);

	/** The session and its chapter: Text is the introductory text for the player. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnSession;

	/** A persona's opening line, or a message from the history: Text. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnMessage;

	/** The request failed: Text says why. Finished follows. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnFailed;

	/** The request has finished, with any result. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnFinished;

protected:
	//~ URpggoRequestAction
	virtual int64 Send(URpggoSubsystem& To, FRpggoEventDelegate Listener) override;
	virtual void Hear(const FRpggoEvent& Event) override;

private:
	static URpggoSessionAction* Make(UObject* WorldContextObject, ERpggoCall Call);

	ERpggoCall Which = ERpggoCall::SessionStart;
	FRpggoSessionRequest Request;
	FRpggoSession Session;
	FRpggoResult Result;
};
