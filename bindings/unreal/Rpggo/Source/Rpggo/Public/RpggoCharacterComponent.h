#pragma once

#include "Components/ActorComponent.h"
#include "CoreMinimal.h"
#include "RpggoEvent.h"

#include "RpggoCharacterComponent.generated.h"

class URpggoSubsystem;

DECLARE_DYNAMIC_MULTICAST_DELEGATE(FRpggoCharacterSignature);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoCharacterTextSignature, const FString&, Text);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoCharacterMessageSignature, const FRpggoMessage&, Message);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(FRpggoCharacterLineSignature, const FText&, Speaker, const FString&, Text);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoCharacterImageSignature, const FRpggoImage&, Image);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoCharacterGoalsSignature, const FRpggoGoals&, Goals);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoCharacterChapterSignature, const FRpggoChapterChange&, Chapter);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoCharacterEndingSignature, const FRpggoEnding&, Ending);
DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(FRpggoCharacterStateSignature, const FRpggoState&, State);

/**
 * Makes an actor a character that the player can talk to: call Say, and bind the events to what the game displays.
 * Each line ends with exactly one On Finished. When the actor is destroyed, its reply is cancelled and no further
 * events are sent.
 */
UCLASS(ClassGroup = "Rpggo", meta = (BlueprintSpawnableComponent, DisplayName = "Rpggo Character"))
class RPGGO_API URpggoCharacterComponent : public UActorComponent
{
	GENERATED_BODY()

public:
	URpggoCharacterComponent();

	/** The character's id at the service. With an OpenAI-compatible server, the model. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** The name to display. Empty: the name from the service. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FText DisplayName;

	/** The playthrough's id. Empty: the subsystem's. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString SessionId;

	/** A new line cancels the current reply. Off: it waits until the reply has finished. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	bool bInterrupts = false;

	/** Requests images, which some services offer, at a cost. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	bool bImages = false;

	/** Who the character is and how it speaks. OpenAI-compatible servers only. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;

	/** A JSON object that is merged into every request. Empty: none. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString ExtraJson;

	/** Sends a line of the player. Returns at once; an empty text is ignored. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Say(const FString& Text);

	/** Cancels the current reply, and discards the lines that are waiting. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Cancel();

	/** True from Say until the last reply has finished. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	bool IsBusy() const;

	/** The name to display: Display Name, otherwise the name from the service, otherwise the id. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FText GetSpeakerName() const;

	/** A piece of a message, streamed as it is generated. Some services send whole messages only. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterTextSignature OnText;

	/** A complete message, after its pieces; in a group chat also of other characters. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterMessageSignature OnMessage;

	/** The same as two texts: the speaker's name and the message. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterLineSignature OnLine;

	/** An image. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterImageSignature OnImage;

	/** The current state of the goals. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterGoalsSignature OnGoals;

	/** The story moves to another chapter. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterChapterSignature OnChapter;

	/** The game has ended. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterEndingSignature OnEnding;

	/** The state of a persona's state machine. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterStateSignature OnState;

	/** The reply failed or is incomplete: a sentence that says why. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterTextSignature OnFailed;

	/** The reply has finished, with any result. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterSignature OnFinished;

	//~ UActorComponent
	virtual void EndPlay(const EEndPlayReason::Type EndPlayReason) override;

private:
	void SayNext();
	void HandleEvent(const FRpggoEvent& Event);
	FText NameOf(const FString& Id) const;

	TArray<FString> Lines;
	int64 RequestId = 0;
};
