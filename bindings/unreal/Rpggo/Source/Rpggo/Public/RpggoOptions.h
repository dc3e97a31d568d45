// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "RpggoEnums.h"

#include "RpggoOptions.generated.h"

/** The library's options in the project's settings, where 0 and empty are the default. */
UCLASS(Abstract, Config = Game)
class RPGGO_API URpggoOptions : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	/** The service to use. Default: RPGGO. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	ERpggoService Service = ERpggoService::Rpggo;

	/**
	 * URL of the service, for example "https://api.example.com/v1"; a path is kept. Empty: the service's public URL.
	 * http is allowed only to this machine ("http://127.0.0.1:8787"), unless Allow Http is set. Write an
	 * internationalized host name as "xn--...".
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Service")
	FString BaseUrl;

	/** Timeout for connecting, including name lookup and TLS, in milliseconds. Default (0): 10000. -1: none. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (ClampMin = "-1", Units = "ms"))
	int32 ConnectTimeoutMs = 0;

	/**
	 * Timeout from the start of a request until the response headers arrive, including connecting, in milliseconds.
	 * Default (0): 30000. -1: none.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (ClampMin = "-1", Units = "ms"))
	int32 FirstByteTimeoutMs = 0;

	/**
	 * Longest time without receiving data in the middle of a response, in milliseconds. Default (0): 60000. -1: none.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (ClampMin = "-1", Units = "ms"))
	int32 IdleTimeoutMs = 0;

	/** Timeout for a whole request, including retries, in milliseconds. Default: none. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (ClampMin = "-1", Units = "ms"))
	int32 TotalTimeoutMs = 0;

	/**
	 * How often to retry a request after a failed connection or HTTP 408, 425, 429 or 5xx, with the same MessageId, as
	 * long as no part of its response has been delivered. A chat with a service that has no message ids (persona,
	 * Aurora) is retried only if the service cannot have accepted it: no connection, HTTP 429 and 503. Default (0): 2;
	 * -1: never.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Timeouts", meta = (ClampMin = "-1"))
	int32 MaxRetries = 0;

	/**
	 * Record every request and every byte of its response, with timestamps, to this file, for Recording and the
	 * inspector. Use one file per client; new lines are appended to an existing file. The key and other secrets of at
	 * least 8 characters (shorter ones may be words) are redacted, even where a server echoes them; what players say is
	 * recorded. Empty: do not record. A relative path is below Saved.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	FString RecordPath;

	/**
	 * Replay speed relative to the recording, from 0.01 to 1000 (2 is twice as fast), or -1 (as fast as the game polls).
	 * Default (0): 1, as recorded.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Recordings")
	double ReplaySpeed = 0.0;

	/**
	 * Emit On Log events, which say what the library does, up to this level; higher values are more verbose. Default
	 * (0): none.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, Category = "Log")
	ERpggoLogLevel LogLevel = ERpggoLogLevel::None;

	/**
	 * Additional headers for every request, one per line, for example "X-Build: 42". They override the library's own
	 * headers. Empty: none. This is shipped with the game, where anyone can read it: write no password and no key here.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = "Network", meta = (MultiLine = "true"))
	FString ExtraHeaders;

	/**
	 * A proxy for all requests, for example "http://user:password@proxy.example.com:8080" (also https:// and socks5://).
	 * Empty: as set in the environment. Requests to this machine ("http://127.0.0.1:...") use a proxy only if it is set
	 * here. This is shipped with the game, where anyone can read it: write no password and no key here.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = "Network")
	FString ProxyUrl;

	/**
	 * A PEM file with additional certificate authorities to trust, on top of those of the operating system (or the
	 * bundled ones on systems without a list). Empty: none.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = "Network")
	FString CaFile;

	/**
	 * Allow plain http to hosts other than this machine. The key and the conversation are then readable by anyone on the
	 * network path: for tests in a trusted network only.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = "Network")
	bool bAllowHttp = false;

	/** Maximum number of requests in progress at the same time; further ones fail with Busy. Default: 1024. */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = "Advanced", meta = (ClampMin = "0"))
	int32 MaxRequests = 0;

	/**
	 * How many characters of a session's previous turns to send to an OpenAI-compatible server with each new message;
	 * the oldest turns are dropped, the system prompt is not. Default: 16000.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = "Advanced", meta = (ClampMin = "0"))
	int32 MaxHistoryCharacters = 0;

	/**
	 * All other options, by their names in rpggo.h, which describes them: max_queued_bytes, ignore_environment_proxy,
	 * max_event_bytes, max_recording_bytes, query. A timeout of -1 is none, a flag is true or false.
	 */
	UPROPERTY(Config, EditAnywhere, BlueprintReadOnly, AdvancedDisplay, Category = "Advanced")
	TMap<FString, FString> MoreOptions;
};
