// Stand-in: a level that is played.
#pragma once

#include "Engine/GameInstance.h"

class AActor;

class UWorld : public UObject {
  STANDIN_BODY(UWorld, UObject)
 public:
  UWorld* GetWorld() const override { return const_cast<UWorld*>(this); }
  UGameInstance* GetGameInstance() const { return game_; }

  void StandInReferences(StandIn::References& out) const override;

  /// For tests.
  UGameInstance* game_ = nullptr;
  std::vector<AActor*> actors_;
  bool is_paused_ = false;
};

inline void UGameInstance::StandInReferences(StandIn::References& out) const {
  Super::StandInReferences(out);
  out.push_back(world_);
  out.insert(out.end(), subsystems_.begin(), subsystems_.end());
  out.insert(out.end(), referenced_.begin(), referenced_.end());
}
