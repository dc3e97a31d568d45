// Stand-in.
#pragma once

#include "UObject/Object.h"

namespace EEndPlayReason {
enum Type : int { Destroyed, LevelTransition, EndPlayInEditor, RemovedFromWorld, Quit };
}

struct FActorComponentTickFunction {
  bool bCanEverTick = true;
};

class AActor;

class UActorComponent : public UObject {
  STANDIN_BODY(UActorComponent, UObject)
 public:
  FActorComponentTickFunction PrimaryComponentTick;
  AActor* GetOwner() const;
  bool HasBegunPlay() const { return has_begun_; }
  virtual void BeginPlay() { has_begun_ = true; }
  virtual void EndPlay(const EEndPlayReason::Type) { has_begun_ = false; }

 private:
  bool has_begun_ = false;
};
