// Stand-in: objects that are collected as garbage, and pointers that know when one is gone.
#pragma once

#include <set>
#include <typeinfo>

#include "StandIn/Containers.h"

class UObject;
class UWorld;

/// A class, as far as the tests ask for it.
class UClass {
 public:
  explicit UClass(const char* name) : name_(name) {}
  const char* name_;
};

namespace StandIn {

struct Slot {
  UObject* object = nullptr;
  int32 serial = 0;
};

inline std::vector<Slot>& Slots() {
  static std::vector<Slot> slots;
  return slots;
}

/// Objects that are held by the engine itself, and those that a scope holds.
inline std::multiset<const UObject*>& Roots() {
  static std::multiset<const UObject*> roots;
  return roots;
}

/// What the object that is being made is: the engine's FObjectInitializer.
struct Making {
  bool is_template = false;
  UObject* outer = nullptr;
};
inline Making& Now() {
  static Making now;
  return now;
}

using References = std::vector<UObject*>;

}  // namespace StandIn

/// What the little header tool writes into GENERATED_BODY, for the engine's own classes.
#define STANDIN_BODY(Name, Base)                                     \
 public:                                                             \
  using Super = Base;                                                \
  using ThisClass = Name;                                            \
  static UClass* StaticClass() {                                     \
    static UClass made(#Name);                                       \
    return &made;                                                    \
  }                                                                  \
  UClass* GetClass() const override { return StaticClass(); }        \
                                                                     \
 private:

class UObject {
 public:
  UObject() : is_template_(StandIn::Now().is_template), outer_(StandIn::Now().outer) {
    StandIn::Now() = {};
    index_ = StandIn::Slots().size();
    static int32 serial = 0;
    StandIn::Slots().push_back({this, ++serial});
  }
  virtual ~UObject() { StandIn::Slots()[index_] = {}; }
  UObject(const UObject&) = delete;
  UObject& operator=(const UObject&) = delete;

  static UClass* StaticClass() {
    static UClass made("UObject");
    return &made;
  }
  virtual UClass* GetClass() const { return StaticClass(); }
  virtual UWorld* GetWorld() const { return outer_ == nullptr ? nullptr : outer_->GetWorld(); }
  bool IsTemplate() const { return is_template_; }
  UObject* GetOuter() const { return outer_; }
  FString GetPathName() const { return FString(StandIn::Widen(GetClass()->name_)); }

  /// For the collector.
  virtual void StandInReferences(StandIn::References& out) const {
    if (outer_ != nullptr) out.push_back(outer_);
  }
  void MarkAsGarbage() { is_garbage_ = true; }
  bool IsGarbage() const { return is_garbage_; }
  std::size_t StandInIndex() const { return index_; }

 private:
  std::size_t index_ = 0;
  bool is_template_;
  bool is_garbage_ = false;
  UObject* outer_;
};

inline bool IsValid(const UObject* it) { return it != nullptr && !it->IsGarbage(); }

template <typename T>
class TWeakObjectPtr {
 public:
  TWeakObjectPtr() = default;
  TWeakObjectPtr(T* it) {
    if (it == nullptr) return;
    index_ = static_cast<const UObject*>(it)->StandInIndex();
    serial_ = StandIn::Slots()[index_].serial;
  }
  T* Get() const {
    if (serial_ == 0 || StandIn::Slots()[index_].serial != serial_) return nullptr;
    UObject* it = StandIn::Slots()[index_].object;
    return it->IsGarbage() ? nullptr : static_cast<T*>(it);
  }
  bool IsValid() const { return Get() != nullptr; }
  /// True of one that there was.
  bool IsStale() const { return serial_ != 0 && Get() == nullptr; }
  T* operator->() const { return check(IsValid()), Get(); }

 private:
  std::size_t index_ = 0;
  int32 serial_ = 0;
};

template <typename T>
class TObjectPtr {
 public:
  TObjectPtr() = default;
  TObjectPtr(T* it) : it_(it) {}
  operator T*() const { return it_; }
  T* operator->() const { return it_; }
  T* Get() const { return it_; }

 private:
  T* it_ = nullptr;
};

template <typename T>
T* NewObject(UObject* outer = nullptr) {
  StandIn::Now() = {false, outer};
  return new T();
}

template <typename T>
T* GetMutableDefault() {
  static T* const made = [] {
    StandIn::Now() = {true, nullptr};
    T* it = new T();
    StandIn::Roots().insert(it);
    return it;
  }();
  return made;
}
template <typename T>
const T* GetDefault() { return GetMutableDefault<T>(); }

/// Frees what nobody refers to, at once.
inline void CollectGarbage() {
  std::set<UObject*> seen;
  StandIn::References open;
  for (const UObject* root : StandIn::Roots()) open.push_back(const_cast<UObject*>(root));
  while (!open.empty()) {
    UObject* it = open.back();
    open.pop_back();
    if (it != nullptr && seen.insert(it).second) it->StandInReferences(open);
  }
  for (std::size_t i = 0; i < StandIn::Slots().size(); ++i) {
    UObject* it = StandIn::Slots()[i].object;
    if (it != nullptr && seen.count(it) == 0) delete it;
  }
}
