// Stand-in.
#pragma once

#include "UObject/Object.h"

class UGameInstance;
class FSubsystemCollectionBase {};

class USubsystem : public UObject {
  STANDIN_BODY(USubsystem, UObject)
 public:
  virtual void Initialize(FSubsystemCollectionBase&) {}
  virtual void Deinitialize() {}
};

class UGameInstanceSubsystem : public USubsystem {
  STANDIN_BODY(UGameInstanceSubsystem, USubsystem)
 public:
  UGameInstance* GetGameInstance() const;
};
