#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "RpggoEnums.h"

#include "RpggoSettings.generated.h"

/** Which service the game talks to, and how: Project Settings > Game > Rpggo. Kept in DefaultGame.ini. */
UCLASS(Config = Game, DefaultConfig, meta = (DisplayName = "Rpggo"))
class RPGGO_API URpggoSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** Which service the game talks to. A game that changes it changes the address and the ids, too. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	ERpggoService Service = ERpggoService::Rpggo;

	/** Where the service is. Empty: its public address. Plain http only for this machine, such as http://127.0.0.1:8787. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	FString BaseUrl;

	/** The game, where a request names no other. RPGGO needs one. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	FString GameId;

	/** A session is started when somebody first speaks in it, where the service wants one. Off: call Start Session first. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	bool bStartsSessions = true;

	/** The story goes to its next chapter by itself when the reply that leads there is over. Off: call Change Chapter. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	bool bChangesChapters = true;

	/** A file that holds the key and nothing else, outside the project. The environment variable RPGGO_API_KEY comes before it. */
	UPROPERTY(Config, EditAnywhere, Category = "Key", meta = (DisplayName = "API Key File"))
	FString ApiKeyFile;

	/** WARNING: it ends up in the packaged game's configuration, where anybody can read it. Leave it empty; Editor Preferences > Rpggo keeps a key for this machine alone. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Key", meta = (DisplayName = "API Key in the Build", PasswordField = "true"))
	FString ApiKeyInBuild;

	/** Longest wait for a connection, in seconds. 0: 10; less: no limit. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float ConnectTimeout = 0.0f;

	/** Longest wait for the beginning of an answer, in seconds. 0: 30; less: no limit. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float FirstByteTimeout = 0.0f;

	/** Longest silence within an answer, in seconds. 0: 60; less: no limit. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float IdleTimeout = 0.0f;

	/** Longest time for a whole request, retries included, in seconds. 0 or less: no limit. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (Units = "s"))
	float TotalTimeout = 0.0f;

	/** How often a failed request is tried again. 0: twice; -1: never. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (ClampMin = "-1"))
	int32 MaxRetries = 0;

	/** Answers everything from this recording, without key and network. A path below Content; empty: the service is asked. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	FString Recording;

	/** How many times faster than recorded it is played, from 0.01 to 1000. 0: as recorded; -1: as fast as the game ticks, for tests. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	double ReplaySpeed = 0.0;

	/** Writes what is asked and answered into this file below Saved, to be played later. No key is in it; what players say is. Empty: nothing is recorded. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	FString RecordPath;

	/** How much the library says in the log, beside failures, which are always told. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Log")
	ERpggoLogLevel LogLevel = ERpggoLogLevel::None;

	/** Further headers for every request, one a line: Name: value. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network", meta = (MultiLine = "true"))
	FString ExtraHeaders;

	/** A proxy for all requests: http, https or socks5. Empty: as the environment says. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network")
	FString ProxyUrl;

	/** A PEM file of further certificate authorities to trust. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network")
	FString CaFile;

	/** Plain http to other machines than this: for tests in a trusted network only. */
	UPROPERTY(Config, EditAnywhere, AdvancedDisplay, Category = "Network")
	bool bAllowHttp = false;

	//~ UDeveloperSettings
	virtual FName GetCategoryName() const override;
#if WITH_EDITOR
	virtual void PostEditChangeProperty(FPropertyChangedEvent& PropertyChangedEvent) override;
#endif

	/** Says in the log that a key would be packaged, where one would be. */
	void WarnOfKey() const;
};

/** The key of this machine: Editor Preferences > General > Rpggo. Kept below Saved; no packaged game has it. */
UCLASS(Config = EditorPerProjectUserSettings, meta = (DisplayName = "Rpggo"))
class RPGGO_API URpggoUserSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** The key with which the game talks when it is played on this machine. */
	UPROPERTY(Config, EditAnywhere, Category = "Key", meta = (DisplayName = "API Key", PasswordField = "true"))
	FString ApiKey;

	//~ UDeveloperSettings
	virtual FName GetContainerName() const override;
	virtual FName GetCategoryName() const override;
};
