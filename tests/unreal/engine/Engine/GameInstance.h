// Stand-in: the game, which outlives its worlds.
#pragma once

#include "Subsystems/GameInstanceSubsystem.h"

class UGameInstance : public UObject {
  STANDIN_BODY(UGameInstance, UObject)
 public:
  UWorld* GetWorld() const override { return world_; }
  template <typename T>
  T* GetSubsystem() const {
    for (USubsystem* it : subsystems_) {
      if (it->GetClass() == T::StaticClass()) return static_cast<T*>(it);
    }
    return nullptr;
  }
  void RegisterReferencedObject(UObject* it) { referenced_.push_back(it); }
  void UnregisterReferencedObject(UObject* it) { std::erase(referenced_, it); }

  void StandInReferences(StandIn::References& out) const override;

  /// For tests.
  template <typename T>
  T* StandInStart() {
    T* made = NewObject<T>(this);
    subsystems_.push_back(made);
    FSubsystemCollectionBase collection;
    made->Initialize(collection);
    return made;
  }
  void StandInSetWorld(UWorld* world) { world_ = world; }
  void Shutdown() {
    for (USubsystem* it : subsystems_) it->Deinitialize();
    subsystems_.clear();
    referenced_.clear();
  }

 private:
  UWorld* world_ = nullptr;
  std::vector<USubsystem*> subsystems_;
  std::vector<UObject*> referenced_;
};

inline UGameInstance* UGameInstanceSubsystem::GetGameInstance() const {
  return static_cast<UGameInstance*>(GetOuter());
}
