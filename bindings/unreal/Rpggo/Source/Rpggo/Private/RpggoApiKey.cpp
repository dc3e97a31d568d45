#include "RpggoApiKey.h"

#include "HAL/PlatformMisc.h"
#include "Misc/FileHelper.h"
#include "RpggoLog.h"
#include "RpggoSettings.h"

namespace RpggoApiKey
{
	/** The variable holds a key for these two services; do not send it to another server. */
	static bool ReadsEnvironment(ERpggoService Service)
	{
		return Service == ERpggoService::Rpggo || Service == ERpggoService::Aurora;
	}

	static FString ReadFile(const FString& Path)
	{
		FString Key;
		if (!Path.IsEmpty() && !FFileHelper::LoadFileToString(Key, *Path))
		{
			UE_LOG(LogRpggo, Warning, TEXT("The key file %s cannot be read."), *Path);
		}
		return Key.TrimStartAndEnd();
	}
}

FString RpggoApiKey::Find(const URpggoSettings& Settings, const FString& Given)
{
	FString Key = Given.TrimStartAndEnd();
	if (Key.IsEmpty() && ReadsEnvironment(Settings.Service))
	{
		Key = FPlatformMisc::GetEnvironmentVariable(TEXT("RPGGO_API_KEY")).TrimStartAndEnd();
	}
	if (Key.IsEmpty())
	{
		Key = ReadFile(Settings.ApiKeyFile.TrimStartAndEnd());
	}
#if WITH_EDITOR
	if (Key.IsEmpty())
	{
		Key = GetDefault<URpggoUserSettings>()->ApiKey.TrimStartAndEnd();
	}
#endif
	if (Key.IsEmpty())
	{
		Settings.WarnOfKey();
		Key = Settings.ApiKeyInBuild.TrimStartAndEnd();
	}
	return Key;
}

FString RpggoApiKey::GetWhereKeysAre()
{
	return TEXT(". In Unreal: Editor Preferences > General > Rpggo keeps it for this machine, or call Set Api Key.");
}
