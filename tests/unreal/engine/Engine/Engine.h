// Stand-in.
#pragma once

#include "UObject/Object.h"

enum class EGetWorldErrorMode { ReturnNull, LogAndReturnNull, Assert };

class UEngine : public UObject {
  STANDIN_BODY(UEngine, UObject)
 public:
  UWorld* GetWorldFromContextObject(const UObject* it, EGetWorldErrorMode) const {
    return it == nullptr ? nullptr : it->GetWorld();
  }
};
inline UEngine* GEngine = nullptr;
