// What the cases share: their list, checks, a game with its levels, and somebody who writes down what
// is told.
#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "Engine/Engine.h"
#include "GameFramework/Actor.h"
#include "Modules/ModuleInterface.h"
#include "RpggoActions.h"
#include "RpggoCharacterComponent.h"
#include "RpggoSettings.h"
#include "RpggoSubsystem.h"

// Of the plugin's module.
IModuleInterface* StandInMakeModuleRpggo();

struct Case {
  const char* name;
  void (*run)();
};
inline std::vector<Case>& Cases() {
  static std::vector<Case> cases;
  return cases;
}
#define CASE(Name)                                                             \
  static void Name();                                                          \
  [[maybe_unused]] static const bool Is##Name = (Cases().push_back({#Name, Name}), true); \
  static void Name()

/// What the program was called with.
struct Given {
  std::string base_url, project, plugin;
};
inline Given& TheGiven() {
  static Given given;
  return given;
}

#define CHECK(what) ((what) ? (void)0 : StandIn::Fail("it is not so: " #what, __FILE__, __LINE__))
#define CHECK_EQUAL(a, b) CheckEqual(a, b, __FILE__, __LINE__)
inline void CheckEqual(const std::string& is, const std::string& wanted, const char* file, int line) {
  if (is != wanted) StandIn::Fail(("is:\n" + is + "\nand not:\n" + wanted).c_str(), file, line);
}
inline void CheckEqual(long long is, long long wanted, const char* file, int line) {
  CheckEqual(std::to_string(is), std::to_string(wanted), file, line);
}
#define CHECK_HAS(text, part) CheckHas(text, part, __FILE__, __LINE__)
inline void CheckHas(const std::string& text, const std::string& part, const char* file, int line) {
  if (text.find(part) == std::string::npos) StandIn::Fail(("\"" + part + "\" is not in:\n" + text).c_str(), file, line);
}

inline FString Wide(const std::string& from) { return FString(StandIn::Widen(from)); }

/// The log, a line each: warnings and errors, or with what the library says, too.
inline std::string LogText(ELogVerbosity::Type most = ELogVerbosity::Warning) {
  std::string out;
  for (const StandIn::Line& it : StandIn::Log()) {
    if (it.verbosity <= most) out += (it.verbosity == ELogVerbosity::Error ? "E " : it.verbosity == ELogVerbosity::Warning ? "W " : "  ") + it.text + "\n";
  }
  return out;
}

/// A game, with the level that it is in.
class Game {
 public:
  Game() {
    StandIn::Now() = {};
    instance_ = NewObject<UGameInstance>();
    StandIn::Roots().insert(instance_);
    Load();
    subsystem_ = instance_->StandInStart<URpggoSubsystem>();
  }
  Game(const Game&) = delete;
  Game& operator=(const Game&) = delete;
  ~Game() {
    End();
    StandIn::Roots().erase(instance_);
    CollectGarbage();
  }

  URpggoSubsystem& Subsystem() { return *subsystem_; }
  UWorld* World() { return world_; }
  UGameInstance* Instance() { return instance_; }

  template <typename T = AActor>
  T* Spawn() {
    T* made = NewObject<T>(world_);
    world_->actors_.push_back(made);
    return made;
  }

  /// One frame of the engine, for this game's world and for those without one.
  void Frame() {
    FTickableGameObject::TickObjects(world_, world_->is_paused_, 0.016f);
    FTickableGameObject::TickObjects(nullptr, false, 0.016f);
  }

  /// Frames until it is so; fails when that takes too long.
  void Until(const std::function<bool()>& is_so) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!is_so()) {
      if (std::chrono::steady_clock::now() > end) StandIn::Fail(("it never comes\n" + LogText(ELogVerbosity::Log)).c_str(), __FILE__, __LINE__);
      Frame();
      // A frame takes its time.
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  void UntilQuiet() {
    Until([this] { return subsystem_->GetRequestsUnderWay() == 0; });
  }

  /// To another level: the old one and all in it is gone.
  void Travel() {
    UWorld* const old = world_;
    const std::vector<AActor*> actors = old->actors_;
    for (AActor* it : actors) {
      it->EndPlay(EEndPlayReason::LevelTransition);
      it->MarkAsGarbage();
    }
    old->MarkAsGarbage();
    Load();
    CollectGarbage();
  }

  void End() { instance_->Shutdown(); }

 private:
  void Load() {
    world_ = NewObject<UWorld>();
    world_->game_ = instance_;
    instance_->StandInSetWorld(world_);
  }

  UGameInstance* instance_;
  UWorld* world_ = nullptr;
  URpggoSubsystem* subsystem_;
};

/// Settings as they are in a new project, with what every case wants.
inline URpggoSettings& Settings() { return *GetMutableDefault<URpggoSettings>(); }
inline void UseStandIn(const std::string& fault = "") {
  Settings().BaseUrl = Wide(TheGiven().base_url + (fault.empty() ? "" : "/fault/" + fault));
  Settings().GameId = TEXT("last-lantern");
  Settings().LogLevel = ERpggoLogLevel::Debug;
  GetMutableDefault<URpggoUserSettings>()->ApiKey = TEXT("any-key-of-this-machine");
}
inline void UseRecording() {
  Settings().Recording = TEXT("last-lantern.jsonl");
  Settings().ReplaySpeed = -1.0;
  Settings().GameId = TEXT("last-lantern");
}

inline FRpggoChatRequest Line(const TCHAR* who, const TCHAR* what) {
  FRpggoChatRequest request;
  request.CharacterId = who;
  request.Message = what;
  return request;
}

/// Writes down all that the subsystem tells, in words.
class UWitness : public UObject {
  STANDIN_BODY(UWitness, UObject)
 public:
  std::vector<std::string> heard;
  std::function<void(const std::string&)> then;

  static UWitness* Of(URpggoSubsystem& subsystem) {
    UWitness* it = NewObject<UWitness>();
    StandIn::Roots().insert(it);
    subsystem.OnStarted.AddDynamic(it, &UWitness::HearStarted);
    subsystem.OnText.AddDynamic(it, &UWitness::HearText);
    subsystem.OnMessage.AddDynamic(it, &UWitness::HearMessage);
    subsystem.OnImage.AddDynamic(it, &UWitness::HearImage);
    subsystem.OnGoals.AddDynamic(it, &UWitness::HearGoals);
    subsystem.OnChapter.AddDynamic(it, &UWitness::HearChapter);
    subsystem.OnEnding.AddDynamic(it, &UWitness::HearEnding);
    subsystem.OnState.AddDynamic(it, &UWitness::HearState);
    subsystem.OnStatus.AddDynamic(it, &UWitness::HearStatus);
    subsystem.OnCost.AddDynamic(it, &UWitness::HearCost);
    subsystem.OnSession.AddDynamic(it, &UWitness::HearSession);
    subsystem.OnRetrying.AddDynamic(it, &UWitness::HearRetrying);
    subsystem.OnFailed.AddDynamic(it, &UWitness::HearFailed);
    subsystem.OnFinished.AddDynamic(it, &UWitness::HearFinished);
    subsystem.OnProblem.AddDynamic(it, &UWitness::HearProblem);
    return it;
  }

  std::string Text() const {
    std::string out;
    for (const std::string& it : heard) out += it + "\n";
    return out;
  }
  int Count(const std::string& begin) const {
    int count = 0;
    for (const std::string& it : heard) count += it.rfind(begin, 0) == 0;
    return count;
  }

  void Hear(const std::string& what) {
    heard.push_back(what);
    if (then) then(what);
  }
  void Hear(int64 id, const std::string& what) { Hear(std::to_string(id) + " " + what); }
  void HearStarted(int64 id, const FRpggoStarted& it) { Hear(id, "started " + std::to_string(it.HttpStatus)); }
  void HearText(int64 id, const FRpggoText& it) { Hear(id, "text " + it.CharacterId.Utf8() + ": " + it.Delta.Utf8()); }
  void HearMessage(int64 id, const FRpggoMessage& it) { Hear(id, "message " + it.CharacterId.Utf8() + ": " + it.Text.Utf8()); }
  void HearImage(int64 id, const FRpggoImage& it) { Hear(id, "image " + it.Url.Utf8()); }
  void HearGoals(int64 id, const FRpggoGoals& it) {
    std::string out = "goals";
    for (const FRpggoGoal& goal : it.Goals) out += " " + goal.GoalId.Utf8() + (goal.bAchieved ? "+" : "-");
    Hear(id, out);
  }
  void HearChapter(int64 id, const FRpggoChapterChange& it) { Hear(id, "chapter " + it.ChapterId.Utf8()); }
  void HearEnding(int64 id, const FRpggoEnding& it) { Hear(id, it.bWon ? "won" : "lost"); }
  void HearState(int64 id, const FRpggoState& it) { Hear(id, "state " + it.State.Utf8()); }
  void HearStatus(int64 id, const FRpggoStatus& status) {
    std::string out = "status";
    for (const FRpggoStatusValue& it : status.Values) out += " " + it.Key.Utf8() + "=" + it.Value.Utf8();
    Hear(id, out);
  }
  void HearCost(int64 id, const FRpggoCost& it) { Hear(id, "cost " + it.Direction.Utf8()); }
  void HearSession(int64 id, const FRpggoSession& it) { Hear(id, "session " + (it.Chapters.Num() > 0 ? it.Chapters[0].ChapterId.Utf8() : "")); }
  void HearRetrying(int64 id, const FRpggoRetrying& it) { Hear(id, "retrying " + std::to_string(it.Attempt)); }
  void HearFailed(int64 id, const FRpggoResult& it) { Hear(id, "failed: " + it.Detail.Utf8()); }
  void HearFinished(int64 id, const FRpggoResult& it) { Hear(id, "finished " + std::to_string(static_cast<int>(it.Status))); }
  void HearLog(int64, const FRpggoLog& it) { Hear("log " + it.Text.Utf8()); }
  void HearProblem(const FString& sentence) { Hear("problem: " + sentence.Utf8()); }
};
