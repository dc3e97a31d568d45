// Stand-in: delegates. They hold objects weakly; native multicast ones call the last that came first.
#pragma once

#include <functional>

#include "StandIn/Objects.h"

template <typename Signature>
class TDelegate;

template <typename... A>
class TDelegate<void(A...)> {
 public:
  template <typename T, typename Base>
  static TDelegate CreateUObject(T* object, void (Base::*method)(A...)) {
    TDelegate made;
    made.object_ = TWeakObjectPtr<UObject>(object);
    made.call_ = [object, method](A... given) { (object->*method)(given...); };
    return made;
  }
  static TDelegate CreateLambda(std::function<void(A...)> call) {
    TDelegate made;
    made.is_plain_ = true;
    made.call_ = std::move(call);
    return made;
  }
  bool IsBound() const { return call_ != nullptr && (is_plain_ || object_.IsValid()); }
  bool ExecuteIfBound(A... given) const {
    if (!IsBound()) return false;
    // A copy, as a call may unbind it.
    const std::function<void(A...)> call = call_;
    return call(given...), true;
  }
  void Unbind() { *this = TDelegate(); }
  UObject* GetUObject() const { return object_.Get(); }

 private:
  bool is_plain_ = false;
  TWeakObjectPtr<UObject> object_;
  std::function<void(A...)> call_;
};

struct FDelegateHandle {
  int32 id = 0;
};

template <typename... A>
class TMulticastDelegate {
 public:
  ~TMulticastDelegate() { check(depth_ == 0); }
  template <typename T, typename Base>
  FDelegateHandle AddUObject(T* object, void (Base::*method)(A...)) {
    return Put(TDelegate<void(A...)>::CreateUObject(object, method));
  }
  FDelegateHandle AddLambda(std::function<void(A...)> call) {
    return Put(TDelegate<void(A...)>::CreateLambda(std::move(call)));
  }
  void Remove(FDelegateHandle handle) {
    for (Entry& it : entries_) {
      if (it.id == handle.id) it.delegate.Unbind();
    }
  }
  bool IsBound() const { return entries_.Num() > 0; }
  void Broadcast(A... given) {
    ++depth_;
    for (int32 at = entries_.Num() - 1; at >= 0; --at) {
      const TDelegate<void(A...)> it = entries_[at].delegate;
      it.ExecuteIfBound(given...);
    }
    if (--depth_ == 0) entries_.RemoveAll([](const Entry& it) { return !it.delegate.IsBound(); });
  }

 private:
  struct Entry {
    int32 id;
    TDelegate<void(A...)> delegate;
  };
  FDelegateHandle Put(TDelegate<void(A...)> delegate) {
    entries_.Add({++last_, std::move(delegate)});
    return {last_};
  }
  TArray<Entry> entries_;
  int32 last_ = 0;
  int32 depth_ = 0;
};

/// Those of Blueprint: a list of objects and functions; a copy of it is called, in order.
template <typename... A>
class TDynamicMulticastDelegate {
 public:
  ~TDynamicMulticastDelegate() { check(depth_ == 0); }
  template <typename T, typename Base>
  void StandInAdd(T* object, void (Base::*method)(A...)) {
    check(object != nullptr);
    entries_.Add(TDelegate<void(A...)>::CreateUObject(object, method));
  }
  bool IsBound() const { return entries_.Num() > 0; }
  void Clear() { entries_.Empty(); }
  void Broadcast(A... given) {
    entries_.RemoveAll([](const TDelegate<void(A...)>& it) { return !it.IsBound(); });
    const TArray<TDelegate<void(A...)>> copy = entries_;
    ++depth_;
    for (const TDelegate<void(A...)>& it : copy) it.ExecuteIfBound(given...);
    --depth_;
  }

 private:
  TArray<TDelegate<void(A...)>> entries_;
  int32 depth_ = 0;
};
#define AddDynamic(object, function) StandInAdd(object, function)

#define DECLARE_DELEGATE_OneParam(Name, A) using Name = TDelegate<void(A)>
#define DECLARE_MULTICAST_DELEGATE_OneParam(Name, A) using Name = TMulticastDelegate<A>
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE(Name) \
  class Name : public TDynamicMulticastDelegate<> {}
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_OneParam(Name, A, a) \
  class Name : public TDynamicMulticastDelegate<A> {}
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_TwoParams(Name, A, a, B, b) \
  class Name : public TDynamicMulticastDelegate<A, B> {}
#define DECLARE_DYNAMIC_MULTICAST_DELEGATE_ThreeParams(Name, A, a, B, b, C, c) \
  class Name : public TDynamicMulticastDelegate<A, B, C> {}
