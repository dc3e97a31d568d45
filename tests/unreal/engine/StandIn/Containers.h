// Stand-in: containers and smart pointers. What the engine moves when it grows, these move too.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <vector>

#include "StandIn/Text.h"

template <typename T>
constexpr std::remove_reference_t<T>&& MoveTemp(T&& it) {
  static_assert(!std::is_const_v<std::remove_reference_t<T>>, "MoveTemp of something const");
  static_assert(std::is_lvalue_reference_v<T>, "MoveTemp of a temporary");
  return static_cast<std::remove_reference_t<T>&&>(it);
}

struct FMath {
  template <typename T>
  static T Min(T a, T b) { return b < a ? b : a; }
  template <typename T>
  static T Max(T a, T b) { return a < b ? b : a; }
};

inline constexpr int32 MAX_int32 = 0x7fffffff;

template <typename T>
class TArray {
 public:
  TArray() = default;
  TArray(const T* items, int32 count) : items_(items, items + count) {}
  int32 Num() const { return static_cast<int32>(items_.size()); }
  T& operator[](int32 at) { return check(IsValidIndex(at)), items_[static_cast<std::size_t>(at)]; }
  const T& operator[](int32 at) const { return check(IsValidIndex(at)), items_[static_cast<std::size_t>(at)]; }
  bool IsValidIndex(int32 at) const { return at >= 0 && at < Num(); }
  int32 Add(T it) { return items_.push_back(std::move(it)), Num() - 1; }
  T& AddDefaulted_GetRef() { return items_.emplace_back(); }
  void RemoveAt(int32 at) { check(IsValidIndex(at)), items_.erase(items_.begin() + at); }
  template <typename Predicate>
  int32 RemoveAll(const Predicate& predicate) {
    const auto end = std::remove_if(items_.begin(), items_.end(), predicate);
    const int32 count = static_cast<int32>(items_.end() - end);
    return items_.erase(end, items_.end()), count;
  }
  bool Contains(const T& it) const { return std::find(items_.begin(), items_.end(), it) != items_.end(); }
  template <typename Predicate>
  T* FindByPredicate(const Predicate& predicate) {
    const auto at = std::find_if(items_.begin(), items_.end(), predicate);
    return at == items_.end() ? nullptr : &*at;
  }
  template <typename Predicate>
  const T* FindByPredicate(const Predicate& predicate) const {
    const auto at = std::find_if(items_.begin(), items_.end(), predicate);
    return at == items_.end() ? nullptr : &*at;
  }
  const T* GetData() const { return items_.data(); }
  void SetNumUninitialized(int32 count) { items_.resize(static_cast<std::size_t>(count)); }
  void Empty() { items_.clear(), items_.shrink_to_fit(); }
  void Reset() { items_.clear(); }
  T* GetData() { return items_.data(); }
  T* begin() { return items_.data(); }
  T* end() { return items_.data() + items_.size(); }
  const T* begin() const { return items_.data(); }
  const T* end() const { return items_.data() + items_.size(); }

 private:
  std::vector<T> items_;
};

template <typename K, typename V>
struct TPair {
  K Key;
  V Value;
};

template <typename K, typename V>
class TMap {
 public:
  int32 Num() const { return items_.Num(); }
  V& Add(const K& key, V value) {
    if (V* there = Find(key)) return *there = std::move(value);
    items_.Add(TPair<K, V>{key, std::move(value)});
    return items_[items_.Num() - 1].Value;
  }
  V* Find(const K& key) {
    TPair<K, V>* pair = items_.FindByPredicate([&](const TPair<K, V>& it) { return it.Key == key; });
    return pair == nullptr ? nullptr : &pair->Value;
  }
  const V* Find(const K& key) const { return const_cast<TMap*>(this)->Find(key); }
  V& FindChecked(const K& key) { return check(Find(key) != nullptr), *Find(key); }
  V FindRef(const K& key) const { return Find(key) == nullptr ? V() : *Find(key); }
  bool Contains(const K& key) const { return Find(key) != nullptr; }
  int32 Remove(const K& key) {
    return items_.RemoveAll([&](const TPair<K, V>& it) { return it.Key == key; });
  }
  bool RemoveAndCopyValue(const K& key, V& out) {
    V* there = Find(key);
    if (there == nullptr) return false;
    out = std::move(*there);
    return Remove(key), true;
  }
  void Empty() { items_.Empty(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  TArray<TPair<K, V>> items_;
};

template <typename T>
class TSharedRef;

template <typename T>
class TSharedPtr {
 public:
  TSharedPtr() = default;
  TSharedPtr(std::nullptr_t) {}
  template <typename Other>
  TSharedPtr(const TSharedRef<Other>& it) : held_(it.held_) {}
  bool IsValid() const { return held_ != nullptr; }
  explicit operator bool() const { return IsValid(); }
  T* operator->() const { return check(IsValid()), held_.get(); }
  T& operator*() const { return check(IsValid()), *held_; }
  T* Get() const { return held_.get(); }
  void Reset() { held_.reset(); }

 private:
  std::shared_ptr<T> held_;
};

template <typename T>
class TSharedRef {
 public:
  explicit TSharedRef(std::shared_ptr<T> it) : held_(std::move(it)) { check(held_ != nullptr); }
  T* operator->() const { return held_.get(); }
  T& Get() const { return *held_; }

 private:
  template <typename Other>
  friend class TSharedPtr;
  std::shared_ptr<T> held_;
};

template <typename T>
class TSharedFromThis : public std::enable_shared_from_this<T> {
 public:
  TSharedRef<T> AsShared() { return TSharedRef<T>(this->shared_from_this()); }
};

template <typename T, typename... Types>
TSharedRef<T> MakeShared(Types&&... given) {
  return TSharedRef<T>(std::make_shared<T>(std::forward<Types>(given)...));
}

template <typename Signature>
using TFunction = std::function<Signature>;

template <typename T>
class TGuardValue {
 public:
  TGuardValue(T& it, const T& value) : it_(it), before_(it) { it = value; }
  ~TGuardValue() { it_ = before_; }
  TGuardValue(const TGuardValue&) = delete;
  TGuardValue& operator=(const TGuardValue&) = delete;

 private:
  T& it_;
  T before_;
};
