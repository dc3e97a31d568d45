// Stand-in.
#pragma once

#include "CoreMinimal.h"
#include "Modules/ModuleInterface.h"

/// What the linker finds a module by.
#define IMPLEMENT_MODULE(Class, Name)            \
  IModuleInterface* StandInMakeModule##Name();   \
  IModuleInterface* StandInMakeModule##Name() {  \
    return new Class();                          \
  }
