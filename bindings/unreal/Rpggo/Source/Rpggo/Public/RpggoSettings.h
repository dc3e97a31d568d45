#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "RpggoEnums.h"

#include "RpggoSettings.generated.h"

/** The service the game uses, and its configuration: Project Settings > Game > Rpggo. Stored in DefaultGame.ini. */
UCLASS(Config = Game, DefaultConfig, meta = (DisplayName = "Rpggo"))
class RPGGO_API URpggoSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** The service the game uses. To switch to another one, change the URL and the ids as well. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	ERpggoService Service = ERpggoService::Rpggo;

	/**
	 * URL of the service. Empty: its public URL. Plain http only to this machine, such as http://127.0.0.1:8787.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	FString BaseUrl;

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

	/** Timeout for connecting, in seconds. 0: 10; negative: none. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float ConnectTimeout = 0.0f;

	/** Timeout until the response begins, in seconds. 0: 30; negative: none. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float FirstByteTimeout = 0.0f;

	/** Longest time without receiving data in the middle of a response, in seconds. 0: 60; negative: none. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float IdleTimeout = 0.0f;

	/** Timeout for a whole request, including retries, in seconds. 0 or negative: none. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float TotalTimeout = 0.0f;

	/** How often to retry a failed request. 0: twice; -1: never. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (ClampMin = "-1"))
	int32 MaxRetries = 0;

	/**
	 * Replays all responses from this recording, without key and network. A path below Content; empty: uses the
	 * service.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	FString Recording;

	/**
	 * Replay speed relative to the recording, from 0.01 to 1000. 0: as recorded; -1: as fast as the game ticks, for
	 * tests.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	double ReplaySpeed = 0.0;

	/**
	 * Records requests and responses to this file below Saved, for replay. The key is redacted; what players say is
	 * recorded. Empty: does not record.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	FString RecordPath;

	/** How much the library logs. Failures are always logged. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Log")
	ERpggoLogLevel LogLevel = ERpggoLogLevel::None;

	/** Additional headers for every request, one per line: Name: value. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (MultiLine = "true"))
	FString ExtraHeaders;

	/** A proxy for all requests: http, https or socks5. Empty: as set in the environment. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network")
	FString ProxyUrl;

	/** A PEM file with additional certificate authorities to trust. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network")
	FString CaFile;

	/** Allow plain http to other machines: for tests in a trusted network only. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network")
	bool bAllowHttp = false;

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
