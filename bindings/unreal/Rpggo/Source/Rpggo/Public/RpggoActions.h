#pragma once

#include "CoreMinimal.h"
#include "Kismet/BlueprintAsyncActionBase.h"
#include "RpggoEvent.h"
#include "RpggoRequests.h"

#include "RpggoActions.generated.h"

class URpggoSubsystem;

/** What has come of a reply so far. */
USTRUCT(BlueprintType)
struct FRpggoReply
{
	GENERATED_BODY()

	/** Who spoke last, by the id to chat with. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FString CharacterId;

	/** The last whole utterance. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoMessage Message;

	/** The last picture. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoImage Image;

	/** The goals, as the service named them last. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoGoals Goals;

	/** Where the story moves to. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoChapterChange Chapter;

	/** How the game ended. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoEnding Ending;

	/** The state of the persona's machine. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoState State;

	/** How the request ended. */
	UPROPERTY(BlueprintReadOnly, Category = "Rpggo")
	FRpggoResult Result;
};

// All pins of a node have one signature: the editor makes a node's outputs of the first one's.
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoChatPin, const FString&, Text, const FRpggoReply&, Reply);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(FRpggoSessionPin, const FString&, Text, const FRpggoSession&, Session, const FRpggoResult&, Result);

/** What the nodes have in common: a request that goes on over many frames. */
UCLASS(Abstract, BlueprintType, meta = (ExposedAsyncProxy = "Request"))
class RPGGO_API URpggoAction : public UBlueprintAsyncActionBase
{
	GENERATED_BODY()

public:
	/** Ends the request; Finished comes, and its result is Cancelled. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Cancel();

	/** The request's id at the subsystem; 0 before the node has run. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	int64 GetRequestId() const { return RequestId; }

	//~ UBlueprintAsyncActionBase
	virtual void Activate() override;

protected:
	/** Asks the subsystem, and gives the request's id. */
	virtual int64 Send(URpggoSubsystem& /* To */, FRpggoEventDelegate /* Listener */) PURE_VIRTUAL(URpggoAction::Send, return 0;);

	/** Something happened to the request. */
	virtual void Hear(const FRpggoEvent& /* Event */) PURE_VIRTUAL(URpggoAction::Hear, );

	/** Whose graph it is: when that is gone, nobody listens any more. */
	UPROPERTY()
	TWeakObjectPtr<UObject> Asker;

private:
	void HandleEvent(const FRpggoEvent& Event);

	TWeakObjectPtr<URpggoSubsystem> Subsystem;
	int64 RequestId = 0;
};

/** Chat with Character. */
UCLASS()
class RPGGO_API URpggoChatAction : public URpggoAction
{
	GENERATED_BODY()

public:
	/**
	 * Says something to a character, and goes on as the reply comes. Ends when the reply is over, or when
	 * who asked is gone.
	 * @param CharacterId Who is spoken to: the id that the service has.
	 * @param Message What the player says.
	 * @param SessionId The play-through; empty: that of the subsystem.
	 * @param bImages Ask for pictures, which some services have, at a cost.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Chat with Character", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "SessionId,bImages"))
	static URpggoChatAction* ChatWithCharacter(UObject* WorldContextObject, FString CharacterId, FString Message, FString SessionId, bool bImages);

	/** A piece of an utterance as it is written: Text. RPGGO sends whole utterances only. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnWord;

	/** A whole utterance, after its pieces: Text; Reply says whose. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnMessage;

	/** A picture: Text is its address. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnImage;

	/** The state of the goals: Text is the current one in words, where the service names it. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnGoals;

	/** The story moves to another chapter: Text is what to tell the player. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnChapter;

	/** The game is over: Text is what to tell the player. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnEnding;

	/** The state of a persona's machine: Text is its name. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnState;

	/** There is no reply, or not all of it: Text says why. Finished follows. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnFailed;

	/** The reply is over, how ever it ended. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoChatPin OnFinished;

protected:
	//~ URpggoAction
	virtual int64 Send(URpggoSubsystem& To, FRpggoEventDelegate Listener) override;
	virtual void Hear(const FRpggoEvent& Event) override;

private:
	FString GetCurrentGoal() const;

	FRpggoChatRequest Request;
	FRpggoReply Reply;
};

/** Start Session, Resume Session and Change Chapter. */
UCLASS()
class RPGGO_API URpggoSessionAction : public URpggoAction
{
	GENERATED_BODY()

public:
	/**
	 * Starts a session, or begins it anew.
	 * @param CharacterId Whom the player meets: for personas alone, who say their opening line.
	 * @param ChapterId Where it begins; empty: the first chapter.
	 * @param SessionId The play-through; empty: that of the subsystem.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Start Session", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "CharacterId,ChapterId,SessionId"))
	static URpggoSessionAction* StartSession(UObject* WorldContextObject, FString CharacterId, FString ChapterId, FString SessionId);

	/**
	 * Goes on with an earlier session, for example that of a saved game.
	 * @param SessionId The play-through.
	 * @param CharacterId Whom the player talked with: for personas alone.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Resume Session", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "CharacterId"))
	static URpggoSessionAction* ResumeSession(UObject* WorldContextObject, FString SessionId, FString CharacterId);

	/**
	 * Goes to another chapter.
	 * @param ChapterId The chapter, as the pin Chapter of a chat named it.
	 * @param SessionId The play-through; empty: that of the subsystem.
	 */
	UFUNCTION(BlueprintCallable, Category = "Rpggo", meta = (DisplayName = "Change Chapter", BlueprintInternalUseOnly = "true", WorldContext = "WorldContextObject", AdvancedDisplay = "SessionId"))
	static URpggoSessionAction* ChangeChapter(UObject* WorldContextObject, FString ChapterId, FString SessionId);

	/** The session and its chapter: Text is what to tell the player first. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnSession;

	/** What a persona says first, or was said before: Text. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnMessage;

	/** It did not work: Text says why. Finished follows. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnFailed;

	/** It is done, how ever it ended. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo")
	FRpggoSessionPin OnFinished;

protected:
	//~ URpggoAction
	virtual int64 Send(URpggoSubsystem& To, FRpggoEventDelegate Listener) override;
	virtual void Hear(const FRpggoEvent& Event) override;

private:
	static URpggoSessionAction* Make(UObject* WorldContextObject, ERpggoCall InCall);

	ERpggoCall Call = ERpggoCall::StartSession;
	FRpggoSessionRequest Request;
	FRpggoSession Session;
	FRpggoResult Result;
};
