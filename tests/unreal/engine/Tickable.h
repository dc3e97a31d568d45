// Stand-in: objects that register themselves to be ticked, those of classes too.
#pragma once

#include "Stats/Stats.h"
#include "UObject/Object.h"

enum class ETickableTickType : uint8 { Conditional, Always, Never };

class FTickableGameObject {
 public:
  FTickableGameObject() { Queued().push_back(this); }
  virtual ~FTickableGameObject() {
    std::erase(Queued(), this);
    for (Entry& it : Entries()) {
      if (it.object == this) it.object = nullptr;
    }
  }
  virtual void Tick(float DeltaTime) = 0;
  virtual ETickableTickType GetTickableTickType() const { return ETickableTickType::Conditional; }
  virtual bool IsTickable() const { return true; }
  virtual bool IsTickableWhenPaused() const { return false; }
  virtual bool IsTickableInEditor() const { return false; }
  virtual UWorld* GetTickableGameObjectWorld() const { return nullptr; }
  virtual TStatId GetStatId() const = 0;

  static void TickObjects(UWorld* world, bool is_paused, float delta) {
    for (FTickableGameObject* it : Queued()) {
      const ETickableTickType type = it->GetTickableTickType();
      if (type != ETickableTickType::Never) Entries().push_back({it, type});
    }
    Queued().clear();
    for (std::size_t i = 0; i < Entries().size(); ++i) {
      const Entry it = Entries()[i];
      if (it.object == nullptr) continue;
      if (it.type != ETickableTickType::Always && !it.object->IsTickable()) continue;
      if (it.object->GetTickableGameObjectWorld() != world) continue;
      if (is_paused && !it.object->IsTickableWhenPaused()) continue;
      it.object->GetStatId();
      it.object->Tick(delta);
    }
    std::erase_if(Entries(), [](const Entry& it) { return it.object == nullptr; });
  }

  /// For tests: how many are ticked, or might be.
  static std::size_t StandInCount() { return Queued().size() + Entries().size(); }

 private:
  struct Entry {
    FTickableGameObject* object;
    ETickableTickType type;
  };
  static std::vector<FTickableGameObject*>& Queued() {
    static std::vector<FTickableGameObject*> queued;
    return queued;
  }
  static std::vector<Entry>& Entries() {
    static std::vector<Entry> entries;
    return entries;
  }
};
