// The module, the settings, the key, and text on its way.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "Case.h"
#include "Interfaces/IPluginManager.h"
#include "RpggoApiKey.h"
#include "RpggoConvert.h"
#include "RpggoModule.h"

namespace {

std::string Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream out;
  return out << file.rdbuf(), out.str();
}

void Write(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// How a chat ends with the settings of now.
FRpggoResult Result() {
  Game game;
  FRpggoResult result;
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("Hello!")), FRpggoEventDelegate::CreateLambda([&](const FRpggoEvent& it) {
    if (it.Kind == ERpggoEventKind::Finished) result = it.Finished;
  }));
  game.UntilQuiet();
  return result;
}

std::string Key() { return RpggoApiKey::Find(Settings(), FString()).Utf8(); }

}  // namespace

CASE(TheModuleLoadsTheLibraryAndLetsItGo) {
  IModuleInterface* module = StandInMakeModuleRpggo();
  module->StartupModule();
  CHECK_EQUAL(FRpggoModule::GetProblem().Utf8(), "");
  UseRecording();
  CHECK(Result().IsOk());
  module->ShutdownModule();
  delete module;
  CHECK_EQUAL(LogText(), "");
}

CASE(WithoutTheLibraryASentenceSaysSo) {
  StandIn::PluginFolder() = TEXT("/nowhere");
  IModuleInterface* module = StandInMakeModuleRpggo();
  module->StartupModule();
  CHECK_HAS(LogText(), "E The native library is missing or does not match this platform: /nowhere/Source/ThirdParty/RpggoLibrary/Linux/librpggo.so.");
  UseRecording();
  {
    Game game;
    UWitness* witness = UWitness::Of(game.Subsystem());
    game.Subsystem().Chat(Line(TEXT("mira"), TEXT("Hello!")));
    CHECK(witness->heard.empty());
    game.Frame();
    CHECK_HAS(witness->Text(), "problem: The native library is missing");
    CHECK_HAS(witness->Text(), "1 failed: The native library is missing");
    CHECK_EQUAL(witness->heard.back(), "1 finished 1");
    CHECK_EQUAL(game.Subsystem().GetRequestsUnderWay(), 0);
    CHECK_HAS(game.Subsystem().GetProblem().Utf8(), "The native library is missing");
  }
  module->ShutdownModule();
  delete module;
}

CASE(WithoutAKeyASentenceSaysWhereItBelongs) {
  UseStandIn();
  GetMutableDefault<URpggoUserSettings>()->ApiKey.Empty();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("Hello!")));
  game.UntilQuiet();
  CHECK_HAS(witness->heard[0], "problem: api_key is missing");
  CHECK_HAS(witness->heard[0], "Editor Preferences > General > Rpggo");
  // It is not tried again in every frame, and a key from the game's own server helps.
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("Hello!")));
  game.UntilQuiet();
  CHECK_EQUAL(witness->Count("problem"), 1);
  game.Subsystem().SetApiKey(TEXT("of-the-login"));
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("Hello!")));
  game.UntilQuiet();
  CHECK_EQUAL(witness->Count("3 message"), 1);
  CHECK(game.Subsystem().GetProblem().IsEmpty());
}

CASE(TheKeyIsLookedForInOrder) {
  const std::string file = TheGiven().project + "/key.txt";
  Write(file, "of-the-file\r\n");
  Settings().ApiKeyInBuild = TEXT(" of-the-build ");
  CHECK_EQUAL(Key(), "of-the-build");
  CHECK_HAS(LogText(), "W A key is in Project Settings");
  StandIn::Log().clear();
  GetMutableDefault<URpggoUserSettings>()->ApiKey = TEXT("of-the-editor");
  CHECK_EQUAL(Key(), "of-the-editor");
  Settings().ApiKeyFile = Wide(file);
  CHECK_EQUAL(Key(), "of-the-file");
  setenv("RPGGO_API_KEY", "of-the-environment", 1);
  CHECK_EQUAL(Key(), "of-the-environment");
  CHECK_EQUAL(RpggoApiKey::Find(Settings(), TEXT("given")).Utf8(), "given");
  CHECK_EQUAL(LogText(), "");
  // It is a key of two services; no other server is to see it.
  for (const ERpggoService it : {ERpggoService::Persona, ERpggoService::Openai}) {
    Settings().Service = it;
    CHECK_EQUAL(Key(), "of-the-file");
  }
  Settings().Service = ERpggoService::Aurora;
  CHECK_EQUAL(Key(), "of-the-environment");
  unsetenv("RPGGO_API_KEY");
  Settings().ApiKeyFile = TEXT("/nowhere/key.txt");
  CHECK_EQUAL(Key(), "of-the-editor");
  CHECK_HAS(LogText(), "W The key file /nowhere/key.txt cannot be read.");
}

CASE(AKeyThatWouldBePackagedIsWarnedOf) {
  FPropertyChangedEvent changed;
  changed.Name = FName(TEXT("ApiKeyInBuild"));
  Settings().PostEditChangeProperty(changed);
  IModuleInterface* module = StandInMakeModuleRpggo();
  StandIn::IsCooking() = true;
  module->StartupModule();
  CHECK_EQUAL(LogText(), "");
  Settings().ApiKeyInBuild = TEXT("a-secret-of-the-build");
  changed.Name = FName(TEXT("GameId"));
  Settings().PostEditChangeProperty(changed);
  CHECK_EQUAL(LogText(), "");
  changed.Name = FName(TEXT("ApiKeyInBuild"));
  Settings().PostEditChangeProperty(changed);
  module->StartupModule();
  CHECK_EQUAL(StandIn::Log().size(), 2u);
  CHECK_HAS(StandIn::Log()[1].text, "DefaultGame.ini");
  CHECK(LogText().find("a-secret") == std::string::npos);
  module->ShutdownModule();
  delete module;
  CHECK_EQUAL(Settings().GetCategoryName().ToString().Utf8(), "Game");
  CHECK_EQUAL(GetDefault<URpggoUserSettings>()->GetContainerName().ToString().Utf8(), "Editor");
}

CASE(SettingsBecomeOptions) {
  UseStandIn("stall-before");
  Settings().FirstByteTimeoutMs = 100;
  Settings().MaxRetries = -1;
  FRpggoResult result = Result();
  CHECK(result.Status == ERpggoStatus::Timeout);
  CHECK_HAS(result.Detail.Utf8(), "100 ms");
  Settings().FirstByteTimeoutMs = -1;
  Settings().TotalTimeoutMs = 100;
  CHECK(Result().Status == ERpggoStatus::Timeout);
  Settings().TotalTimeoutMs = -1;
  UseStandIn("status=503");
  Settings().MaxRetries = 0;
  result = Result();
  CHECK(result.Status == ERpggoStatus::ServiceError);
  CHECK_EQUAL(result.HttpStatus, 503);
  CHECK_HAS(LogText(ELogVerbosity::Log), "HTTP 503");
  Settings().BaseUrl = TEXT("http://example.com");
  result = Result();
  CHECK(result.Status == ERpggoStatus::InvalidArgument);
  CHECK_HAS(result.Detail.Utf8(), "base_url");
  UseStandIn();
  Settings().ExtraHeaders = TEXT("no header");
  CHECK_HAS(Result().Detail.Utf8(), "extra_headers");
}

CASE(MoreOptionsAreSetByTheirNames) {
  UseStandIn();
  Settings().MoreOptions.Add(TEXT("max_event_bytes"), TEXT("100"));
  Settings().MoreOptions.Add(TEXT(""), TEXT("being written"));
  CHECK(Result().Status == ERpggoStatus::Protocol);
  const TPair<const TCHAR*, const char*> wrong[] = {
      {TEXT("max_event_byte"), "max_event_byte"}, {TEXT("max_event_bytes"), "max_event_bytes"}, {TEXT("base_url"), "has a setting of its own"}, {TEXT("api_key"), "would be in every packaged game"}};
  for (const auto& [name, said] : wrong) {
    Settings().MoreOptions.Empty();
    Settings().MoreOptions.Add(name, TEXT("many"));
    const FRpggoResult result = Result();
    CHECK(result.Status == ERpggoStatus::InvalidArgument);
    CHECK_HAS(result.Detail.Utf8(), "More Options");
    CHECK_HAS(result.Detail.Utf8(), said);
  }
}

CASE(RetriesAndRefusalsAreTold) {
  UseStandIn("status=503,retry-after=0,times=1");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  game.Subsystem().OnLog.AddDynamic(witness, &UWitness::HearLog);
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("Hello!")));
  game.UntilQuiet();
  CHECK_HAS(witness->Text(), "2 retrying 1");
  CHECK_HAS(witness->Text(), "1 message");
  CHECK_HAS(witness->Text(), "log ");
  game.Subsystem().OnLog.Clear();
  witness->heard.clear();
  // Nothing is sent, and still it ends like all others.
  const int64 refused = game.Subsystem().Chat(Line(TEXT(""), TEXT("Hello!")));
  CHECK(witness->heard.empty());
  game.UntilQuiet();
  CHECK_HAS(witness->heard[0], std::to_string(refused) + " failed: character_id");
  CHECK_EQUAL(witness->heard[1], std::to_string(refused) + " finished 1");
  FRpggoSessionRequest history;
  game.Subsystem().SessionHistory(history);
  game.UntilQuiet();
  CHECK_HAS(witness->Text(), "finished 3");
}

CASE(ATalkIsRecordedBelowSavedAndPlayedAgain) {
  UseStandIn();
  Settings().RecordPath = TEXT("talk.jsonl");
  CHECK(Result().IsOk());
  const std::string recorded = Read(TheGiven().project + "/Saved/talk.jsonl");
  CHECK_HAS(recorded, "\"operation\":\"chat\"");
  CHECK(recorded.find("any-key-of-this-machine") == std::string::npos);
  Settings().RecordPath.Empty();
  Settings().Recording = Wide(TheGiven().project + "/Saved/talk.jsonl");
  Settings().ReplaySpeed = 100.0;
  Settings().BaseUrl = TEXT("http://127.0.0.1:1");
  CHECK(Result().IsOk());
  Write(TheGiven().project + "/Saved/empty.jsonl", "");
  Settings().Recording = Wide(TheGiven().project + "/Saved/empty.jsonl");
  CHECK_HAS(Result().Detail.Utf8(), "empty.jsonl is empty");
  Settings().Recording = TEXT("not-there.jsonl");
  CHECK_HAS(Result().Detail.Utf8(), "Additional Non-Asset Directories to Package");
}

CASE(TextIsWholeBothWays) {
  const std::string all = "e\xcc\x81 ⚡ 明子 🗝️ 👩‍👩‍👧 \xf4\x8f\xbf\xbf";
  CHECK_EQUAL(RpggoConvert::ToNative(RpggoConvert::ToString(all)), all);
  CHECK_EQUAL(RpggoConvert::ToString("🏮").Len(), 2);
  using namespace std::string_view_literals;
  // The engine's text ends at a NUL: nothing of what follows is lost.
  CHECK_EQUAL(RpggoConvert::ToString("a\0b\0\0"sv).Utf8(), "a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd");
  CHECK_EQUAL(RpggoConvert::ToString("\0"sv).Len(), 1);
  CHECK(RpggoConvert::ToString("").IsEmpty());
  const TCHAR half[] = {u'a', 0xd83c, u'b', 0};
  CHECK_EQUAL(RpggoConvert::ToNative(FString(half)), "a?b");
  CHECK(RpggoConvert::ToStatus(static_cast<rpggo::status>(99)) == ERpggoStatus::Unknown);
  CHECK(RpggoConvert::ToStatus(static_cast<rpggo::status>(-1)) == ERpggoStatus::Unknown);
}
