#pragma once

#include "CoreMinimal.h"
#include "RpggoEnums.h"

DECLARE_LOG_CATEGORY_EXTERN(LogRpggo, Log, All);

namespace RpggoLog
{
	/** A line of the library. */
	void Write(ERpggoLogLevel Level, const FString& Text);
}
