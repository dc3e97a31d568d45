// Stand-in: libraries that are loaded at run time.
#pragma once

#include <dlfcn.h>

#include "CoreMinimal.h"

struct FPlatformProcess {
  static void* GetDllHandle(const TCHAR* path) { return dlopen(FString(path).Utf8().c_str(), RTLD_NOW); }
  static void FreeDllHandle(void* it) { dlclose(it); }
};
