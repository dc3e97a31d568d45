#pragma once

#include "CoreMinimal.h"

class URpggoSettings;

/** Where the key comes from. */
namespace RpggoApiKey
{
	/** The first of: the one given, the environment, the file, the editor's preferences, the build. Empty where there is none. */
	FString Find(const URpggoSettings& Settings, const FString& Given);

	/** A sentence for whoever has none. */
	FString GetWhereKeysAre();
}
