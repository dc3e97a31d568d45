#pragma once

#include "CoreMinimal.h"

class URpggoSettings;

/** Where the key comes from. */
namespace RpggoApiKey
{
	/**
	 * The first of: the one given, the environment, the file, the editor's preferences, the build. Empty when there
	 * is none.
	 */
	FString Find(const URpggoSettings& Settings, const FString& Given);

	/** A sentence for the case that there is none. */
	FString GetWhereKeysAre();
}
