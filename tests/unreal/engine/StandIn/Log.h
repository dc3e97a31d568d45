// Stand-in: the log, which tests read.
#pragma once

#include "StandIn/Containers.h"

namespace ELogVerbosity {
enum Type { Error, Warning, Display, Log, Verbose };
}

namespace StandIn {

struct Line {
  ELogVerbosity::Type verbosity;
  std::string text;
};
inline std::vector<Line>& Log() {
  static std::vector<Line> lines;
  return lines;
}

template <std::size_t Size, typename... Types>
void Write(ELogVerbosity::Type verbosity, const TCHAR (&format)[Size], const Types&... given) {
  Log().push_back({verbosity, Narrow(Format(format, given...))});
}

}  // namespace StandIn

struct FLogCategoryStandIn {};
#define DECLARE_LOG_CATEGORY_EXTERN(Name, Default, Most) extern FLogCategoryStandIn Name
#define DEFINE_LOG_CATEGORY(Name) FLogCategoryStandIn Name
inline FLogCategoryStandIn LogTemp;
#define UE_LOG(Category, Verbosity, Format, ...) \
  ((void)Category, StandIn::Write(ELogVerbosity::Verbosity, Format, ##__VA_ARGS__))
