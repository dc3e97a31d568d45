// Stand-in.
#pragma once

#include <random>

#include "CoreMinimal.h"

enum class EGuidFormats { Digits };

struct FGuid {
  uint32 A = 0, B = 0, C = 0, D = 0;
  static FGuid NewGuid() {
    static std::random_device device;
    return {device(), device(), device(), device()};
  }
  FString ToString(EGuidFormats) const {
    char out[33];
    std::snprintf(out, sizeof out, "%08X%08X%08X%08X", A, B, C, D);
    return FString(StandIn::Widen(out));
  }
};
