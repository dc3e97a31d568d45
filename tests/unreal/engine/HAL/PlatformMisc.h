// Stand-in.
#pragma once

#include "CoreMinimal.h"

struct FPlatformMisc {
  static FString GetEnvironmentVariable(const TCHAR* name) {
    const char* it = std::getenv(FString(name).Utf8().c_str());
    return FString(StandIn::Widen(it == nullptr ? "" : it));
  }
};
