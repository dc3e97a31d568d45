#pragma once

#include "CoreMinimal.h"
#include "RpggoOptions.h"

#include "RpggoSettings.generated.h"

/** The service the game uses, and its configuration: Project Settings > Game > Rpggo. Stored in DefaultGame.ini. */
UCLASS(Config = Game, DefaultConfig, meta = (DisplayName = "Rpggo"))
class RPGGO_API URpggoSettings : public URpggoOptions
{
	GENERATED_BODY()

public:
	/** The game's id, unless a request sets its own. Required by RPGGO. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	FString GameId;

	/**
	 * Starts a session automatically with its first line, if the service requires one. Off: call Start Session
	 * first.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	bool bStartsSessions = true;

	/**
	 * Moves the story to its next chapter automatically when the reply that leads to it has finished. Off: call
	 * Change Chapter.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	bool bChangesChapters = true;

	/**
	 * A file that contains the key and nothing else, outside the project. The environment variable RPGGO_API_KEY
	 * takes precedence.
	 */
	UPROPERTY(Config, EditAnywhere, Category = "Key", meta = (DisplayName = "API Key File"))
	FString ApiKeyFile;

	/**
	 * WARNING: it ends up in the packaged game's configuration, where anyone can read it. Leave it empty; Editor
	 * Preferences > Rpggo stores a key for this machine only.
	 */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Key", meta = (DisplayName = "API Key in the Build", PasswordField = "true"))
	FString ApiKeyInBuild;

	/**
	 * Replays all responses from this recording, without key and network. A path below Content; empty: uses the
	 * service.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	FString Recording;

	//~ UDeveloperSettings
	virtual FName GetCategoryName() const override;
#if WITH_EDITOR
	virtual void PostEditChangeProperty(FPropertyChangedEvent& PropertyChangedEvent) override;
#endif

	/** Logs a warning if a key would be packaged. */
	void WarnOfKey() const;
};

/** This machine's key: Editor Preferences > General > Rpggo. Stored below Saved; never packaged. */
UCLASS(Config = EditorPerProjectUserSettings, meta = (DisplayName = "Rpggo"))
class RPGGO_API URpggoUserSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** The key used when the game is played on this machine. */
	UPROPERTY(Config, EditAnywhere, Category = "Key", meta = (DisplayName = "API Key", PasswordField = "true"))
	FString ApiKey;

	//~ UDeveloperSettings
	virtual FName GetContainerName() const override;
	virtual FName GetCategoryName() const override;
};
