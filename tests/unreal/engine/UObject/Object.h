// Stand-in.
#pragma once

#include "CoreMinimal.h"
#include "UObject/ObjectMacros.h"

struct FPropertyChangedEvent {
  FName Name;
  FName GetPropertyName() const { return Name; }
};
