// Stand-in.
#pragma once

#include "UObject/Object.h"

class UDeveloperSettings : public UObject {
  STANDIN_BODY(UDeveloperSettings, UObject)
 public:
  virtual FName GetContainerName() const { return FName(TEXT("Project")); }
  virtual FName GetCategoryName() const { return FName(TEXT("Engine")); }
#if WITH_EDITOR
  virtual void PostEditChangeProperty(FPropertyChangedEvent&) {}
#endif
};
