// Stand-in.
#pragma once

#include "UObject/Object.h"

class FGCObjectScopeGuard {
 public:
  explicit FGCObjectScopeGuard(const UObject* it) : it_(it) {
    if (it_ != nullptr) StandIn::Roots().insert(it_);
  }
  ~FGCObjectScopeGuard() {
    if (it_ != nullptr) StandIn::Roots().erase(StandIn::Roots().find(it_));
  }
  FGCObjectScopeGuard(const FGCObjectScopeGuard&) = delete;
  FGCObjectScopeGuard& operator=(const FGCObjectScopeGuard&) = delete;

 private:
  const UObject* it_;
};
