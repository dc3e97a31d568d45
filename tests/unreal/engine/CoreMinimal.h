// Stand-in for the part of Unreal's Core that the plugin uses. Nothing of it is the engine's.
#pragma once

#include <thread>

#include "StandIn/Containers.h"
#include "StandIn/Delegates.h"
#include "StandIn/Log.h"
#include "StandIn/Text.h"

#ifndef WITH_EDITOR
#define WITH_EDITOR 1
#endif
#define PLATFORM_WINDOWS 0
#define PLATFORM_MAC 0
#define PLATFORM_LINUX 1
#define PLATFORM_CPU_ARM_FAMILY 0
#define RPGGO_API
#define THIRD_PARTY_INCLUDES_START
#define THIRD_PARTY_INCLUDES_END
#define PURE_VIRTUAL(function, ...)                        \
  {                                                        \
    StandIn::Fail("pure: " #function, __FILE__, __LINE__); \
    __VA_ARGS__                                            \
  }

inline bool IsInGameThread() {
  static const std::thread::id game = std::this_thread::get_id();
  return std::this_thread::get_id() == game;
}

namespace StandIn {
inline bool& IsCooking() {
  static bool is_cooking = false;
  return is_cooking;
}
}  // namespace StandIn
inline bool IsRunningCookCommandlet() { return StandIn::IsCooking(); }
