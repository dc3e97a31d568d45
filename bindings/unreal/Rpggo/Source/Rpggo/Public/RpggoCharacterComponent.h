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
 * Makes an actor a character that the player can talk with: Say something, and bind the events to what
 * the game shows. Each line that is said ends with exactly one On Finished. When the actor goes, its
 * reply is cancelled and nothing more is told.
 */
UCLASS(ClassGroup = "Rpggo", meta = (BlueprintSpawnableComponent, DisplayName = "Rpggo Character"))
class RPGGO_API URpggoCharacterComponent : public UActorComponent
{
	GENERATED_BODY()

public:
	URpggoCharacterComponent();

	/** Who is spoken to: the id that the service has. With an OpenAI-compatible server it is the model. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FString CharacterId;

	/** The name to show. Empty: as the service tells it. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	FText DisplayName;

	/** The play-through. Empty: that of the subsystem. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo")
	FString SessionId;

	/** A new line cancels the reply that is being written. Off: it waits for its end. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	bool bInterrupts = false;

	/** Asks for pictures, which some services have, at a cost. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, Category = "Rpggo")
	bool bImages = false;

	/** Who the character is and how it speaks. Read with OpenAI-compatible servers alone. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString SystemPrompt;

	/** A JSON object that is merged into every request. Empty: none. */
	UPROPERTY(EditAnywhere, BlueprintReadWrite, AdvancedDisplay, Category = "Rpggo", meta = (MultiLine = "true"))
	FString ExtraJson;

	/** The player says something. Returns at once; an empty text says nothing. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Say(const FString& Text);

	/** Ends the reply that is being written, and forgets what waits to be said. */
	UFUNCTION(BlueprintCallable, Category = "Rpggo")
	void Cancel();

	/** True from Say until the last reply is over. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	bool IsBusy() const;

	/** The name to show: Display Name, else as the service tells it, else the id. */
	UFUNCTION(BlueprintPure, Category = "Rpggo")
	FText GetSpeakerName() const;

	/** A piece of an utterance as it is written. Some services send whole ones only. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterTextSignature OnWord;

	/** A whole utterance, after its pieces; in a group talk also of others. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterMessageSignature OnMessage;

	/** The same as two texts: the speaker's name and what is said. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterLineSignature OnLine;

	/** A picture. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterImageSignature OnImage;

	/** The goals, as they are now. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterGoalsSignature OnGoals;

	/** The story moves on. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterChapterSignature OnChapter;

	/** The game is over. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterEndingSignature OnEnding;

	/** The state of a persona's machine. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterStateSignature OnState;

	/** There is no reply, or not all of it: why, in a sentence. */
	UPROPERTY(BlueprintAssignable, Category = "Rpggo|Events")
	FRpggoCharacterTextSignature OnFailed;

	/** The reply is over, how ever it ended. */
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
