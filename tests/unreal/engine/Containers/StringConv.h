// Stand-in: between TCHAR and UTF-8, with lengths. A NUL at the end is left out, as in the engine.
#pragma once

#include "CoreMinimal.h"

class FUTF8ToTCHAR {
 public:
  FUTF8ToTCHAR(const ANSICHAR* from, int32 size) {
    if (size > 0 && from[size - 1] == 0) --size;
    out_ = StandIn::Widen(std::string_view(from, static_cast<std::size_t>(size)));
  }
  const TCHAR* Get() const { return out_.data(); }
  int32 Length() const { return static_cast<int32>(out_.size()); }

 private:
  std::u16string out_;
};

class FTCHARToUTF8 {
 public:
  FTCHARToUTF8(const TCHAR* from, int32 size) {
    if (size > 0 && from[size - 1] == 0) --size;
    out_ = StandIn::Narrow(std::u16string_view(from, static_cast<std::size_t>(size)));
  }
  const ANSICHAR* Get() const { return out_.data(); }
  int32 Length() const { return static_cast<int32>(out_.size()); }

 private:
  std::string out_;
};
