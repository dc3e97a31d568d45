// Stand-in: a thing in a world, with its components.
#pragma once

#include "Components/ActorComponent.h"
#include "Engine/World.h"

class AActor : public UObject {
  STANDIN_BODY(AActor, UObject)
 public:
  virtual void BeginPlay() {
    for (UActorComponent* it : components_) it->BeginPlay();
  }
  virtual void EndPlay(const EEndPlayReason::Type reason) {
    for (UActorComponent* it : components_) it->EndPlay(reason);
  }
  bool Destroy() {
    if (IsGarbage()) return false;
    MarkAsGarbage();
    EndPlay(EEndPlayReason::Destroyed);
    for (UActorComponent* it : components_) it->MarkAsGarbage();
    return std::erase(GetWorld()->actors_, this), true;
  }

  void StandInReferences(StandIn::References& out) const override {
    Super::StandInReferences(out);
    out.insert(out.end(), components_.begin(), components_.end());
  }

  template <typename T>
  T* CreateDefaultSubobject(const FName&) {
    T* made = NewObject<T>(this);
    components_.push_back(made);
    return made;
  }

  /// For tests.
  template <typename T>
  T* StandInAdd() {
    return CreateDefaultSubobject<T>(FName());
  }

 private:
  std::vector<UActorComponent*> components_;
};

inline AActor* UActorComponent::GetOwner() const { return static_cast<AActor*>(GetOuter()); }

inline void UWorld::StandInReferences(StandIn::References& out) const {
  Super::StandInReferences(out);
  out.push_back(game_);
  out.insert(out.end(), actors_.begin(), actors_.end());
}
