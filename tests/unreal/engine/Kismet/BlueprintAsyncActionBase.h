// Stand-in: an action that lives until it says that it is done.
#pragma once

#include "Engine/World.h"

class UBlueprintAsyncActionBase : public UObject {
  STANDIN_BODY(UBlueprintAsyncActionBase, UObject)
 public:
  virtual void Activate() {}
  virtual void RegisterWithGameInstance(const UObject* context) {
    const UWorld* world = context == nullptr ? nullptr : context->GetWorld();
    if (world == nullptr || world->GetGameInstance() == nullptr) return;
    game_ = world->GetGameInstance();
    game_->RegisterReferencedObject(this);
  }
  virtual void SetReadyToDestroy() {
    if (UGameInstance* game = game_.Get()) game->UnregisterReferencedObject(this);
  }

 private:
  TWeakObjectPtr<UGameInstance> game_;
};
