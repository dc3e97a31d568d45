// Stand-in: the folders of a project.
#pragma once

#include "CoreMinimal.h"

namespace StandIn {
inline FString& ProjectFolder() {
  static FString folder;
  return folder;
}
}  // namespace StandIn

struct FPaths {
  static FString ProjectContentDir() { return StandIn::ProjectFolder() + TEXT("/Content/"); }
  static FString ProjectSavedDir() { return StandIn::ProjectFolder() + TEXT("/Saved/"); }
  static bool IsRelative(const FString& path) { return **path != u'/'; }
  static FString Combine(const FString& a, const FString& b) { return a + TEXT("/") + b; }
  static FString ConvertRelativePathToFull(const FString& path) { return path; }
};
