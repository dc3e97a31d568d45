#include "RpggoLog.h"

DEFINE_LOG_CATEGORY(LogRpggo);

void RpggoLog::Write(ERpggoLogLevel Level, const FString& Text)
{
	switch (Level)
	{
	case ERpggoLogLevel::Error:
		UE_LOG(LogRpggo, Error, TEXT("%s"), *Text);
		break;
	case ERpggoLogLevel::Warn:
		UE_LOG(LogRpggo, Warning, TEXT("%s"), *Text);
		break;
	default:
		UE_LOG(LogRpggo, Log, TEXT("%s"), *Text);
		break;
	}
}
