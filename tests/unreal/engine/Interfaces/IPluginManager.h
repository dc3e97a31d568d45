// Stand-in.
#pragma once

#include "CoreMinimal.h"

class IPlugin {
 public:
  FString folder_;
  const FString& GetBaseDir() const { return folder_; }
};

namespace StandIn {
inline FString& PluginFolder() {
  static FString folder;
  return folder;
}
}  // namespace StandIn

class IPluginManager {
 public:
  static IPluginManager& Get() {
    static IPluginManager manager;
    return manager;
  }
  TSharedPtr<IPlugin> FindPlugin(const FString&) {
    if (StandIn::PluginFolder().IsEmpty()) return nullptr;
    const TSharedRef<IPlugin> found = MakeShared<IPlugin>();
    found->folder_ = StandIn::PluginFolder();
    return found;
  }
};
