// The subsystem: what is told, in which order, with each service.
#include "Case.h"

namespace {

struct Said {
  const TCHAR *who, *what;
};
const Said walkthrough[] = {
    {TEXT("mira"), TEXT("Mira! What happened to the lighthouse?")},
    {TEXT("mira"), TEXT("And who is on the ferry?")},
    {TEXT("bram"), TEXT("Bram, may I have your last can of oil? Please?")},
    {TEXT("akiko"), TEXT("こんばんは, Akiko. Can you mend this lens?")},
    {TEXT("mira"), TEXT("Oil and glass – I’m ready. Let’s climb!")},
    {TEXT("pip"), TEXT("Who are you, and why are you hiding?")},
    {TEXT("pip"), TEXT("Something rattled in your pocket. Is it a match?")},
    {TEXT("tide"), TEXT("I strike the match and light the lantern. 🔥")},
};

/// Plays the story to its end, and gives all that was told.
std::string Play() {
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  for (const Said& it : walkthrough) {
    FRpggoChatRequest line = Line(it.who, it.what);
    line.bImages = true;
    game.Subsystem().Chat(line);
    game.UntilQuiet();
  }
  return witness->Text();
}

}  // namespace

CASE(AReplyIsToldInOrderAndEndsOnce) {
  UseStandIn();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  std::vector<std::string> own;
  const int64 id = game.Subsystem().Chat(Line(TEXT("mira"), TEXT("What happened?")), FRpggoEventDelegate::CreateLambda([&](const FRpggoEvent& it) {
    CHECK_EQUAL(it.RequestId, 1);
    own.push_back(std::to_string(static_cast<int>(it.Kind)));
  }));
  CHECK_EQUAL(id, 1);
  CHECK(witness->heard.empty() && own.empty());
  CHECK_EQUAL(game.Subsystem().GetRequestsUnderWay(), 2);
  game.UntilQuiet();
  const std::string wanted =
      "2 started 200\n2 session harbour\n2 finished 0\n"
      "1 started 200\n"
      "1 message mira: Lightning, last night. ⚡ It cracked the lens, spilled the oil, and frightened my cat, who is not easily frightened. "
      "The lantern itself is whole — the last of its kind. See Bram about oil and Akiko about the glass. And hurry, love.\n"
      "1 goals oil- lens-\n1 status Ferry=at sea Storm=far\n1 finished 0\n";
  CHECK_EQUAL(witness->Text(), wanted);
  CHECK_EQUAL(own.size(), 5u);
  CHECK_EQUAL(own.back(), "13");
  CHECK_EQUAL(game.Subsystem().GetSession().Name.Utf8(), "The Last Lantern 🏮");
  CHECK_EQUAL(game.Subsystem().GetCharacterName(TEXT("akiko")).Utf8(), "Akiko 明子, the glassblower");
  CHECK_EQUAL(game.Subsystem().GetCharacterName(TEXT("nobody")).Utf8(), "nobody");
  const FRpggoStats stats = game.Subsystem().GetStats();
  CHECK_EQUAL(stats.RequestsFinished, 2);
  CHECK(stats.BytesReceived > 100 && stats.FirstEventAverageMs > 0.0);
}

CASE(TheStoryIsPlayedToItsEndWithTheStandIn) {
  UseStandIn();
  const std::string told = Play();
  for (const char* part : {"message akiko: Let me see", "Key=🗝️", "chapter lighthouse", "session lighthouse", "message pip", "image https://example.com/last-lantern/beam.jpg", "cost OUT", "won\n"}) CHECK_HAS(told, part);
  // The next chapter begins before anything that is said after the reply that leads there.
  CHECK(told.find("session lighthouse") < told.find("message pip"));
  CHECK_EQUAL(LogText(), "");
}

CASE(TheRecordingIsPlayedTheSameEveryTimeWithoutAKey) {
  UseRecording();
  const std::string told = Play();
  CHECK_HAS(told, "won\n");
  CHECK_HAS(told, "session lighthouse");
  CHECK_EQUAL(Play(), told);
  CHECK_EQUAL(LogText(), "");
}

CASE(ChaptersAreLeftToTheGameIfItWantsThem) {
  UseRecording();
  Settings().bChangesChapters = false;
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  for (int at = 0; at < 5; ++at) {
    game.Subsystem().Chat(Line(walkthrough[at].who, walkthrough[at].what));
    game.UntilQuiet();
  }
  CHECK_HAS(witness->Text(), "chapter lighthouse");
  CHECK_EQUAL(witness->Count("7 "), 0);
  FRpggoSessionRequest next;
  next.ChapterId = TEXT("lighthouse");
  const int64 before = game.Subsystem().GetStats().RequestsStarted;
  const int64 id = game.Subsystem().ChapterChange(next);
  // What is said meanwhile is said in the next chapter.
  game.Subsystem().Chat(Line(TEXT("pip"), TEXT("Who are you?")));
  CHECK_EQUAL(game.Subsystem().GetStats().RequestsStarted, before + 1);
  game.UntilQuiet();
  CHECK_EQUAL(id, 7);
  const std::string told = witness->Text();
  CHECK(told.find("7 finished 0") < told.find("8 message pip"));
}

CASE(ModelsSayWordsBeforeTheWhole) {
  UseStandIn();
  Settings().Service = ERpggoService::Openai;
  Settings().BaseUrl = Settings().BaseUrl + TEXT("/v1");
  Game game;
  std::string words, whole;
  const auto listener = FRpggoEventDelegate::CreateLambda([&](const FRpggoEvent& it) {
    if (it.Kind == ERpggoEventKind::Text) words += it.Text.Delta.Utf8();
    if (it.Kind == ERpggoEventKind::Message) whole += it.Message.Text.Utf8();
  });
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("What happened?")), listener);
  game.UntilQuiet();
  CHECK_HAS(whole, "Lightning, last night. ⚡");
  CHECK_EQUAL(words, whole);
  // Told who it is, its talk has to be begun; that needs no network.
  UWitness* witness = UWitness::Of(game.Subsystem());
  FRpggoChatRequest line = Line(TEXT("bram"), TEXT("Hello!"));
  line.SystemPrompt = TEXT("You mend boats.");
  game.Subsystem().Chat(line);
  game.UntilQuiet();
  CHECK_HAS(witness->Text(), "3 finished 0");
  CHECK_HAS(witness->Text(), "2 message bram");
  FRpggoSessionRequest history;
  history.SessionId = game.Subsystem().GetSessionId() + TEXT("-mira");
  game.Subsystem().SessionHistory(history);
  game.UntilQuiet();
  CHECK_HAS(witness->Text(), "4 message : What happened?");
}

CASE(PersonasSayTheirOpeningLineToWhoeverChatsFirst) {
  UseStandIn();
  Settings().Service = ERpggoService::Persona;
  Game game;
  game.Subsystem().SetPlayer(TEXT("Ada"), TEXT("female"), FString());
  UWitness* witness = UWitness::Of(game.Subsystem());
  std::string own;
  const auto listener = FRpggoEventDelegate::CreateLambda([&](const FRpggoEvent& it) {
    CHECK_EQUAL(it.RequestId, 1);
    if (it.Kind == ERpggoEventKind::Message) own += it.Message.Text.Utf8() + "\n";
    if (it.Kind == ERpggoEventKind::State) own += "(" + it.State.State.Utf8() + ")\n";
  });
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("What happened?")), listener);
  game.UntilQuiet();
  CHECK_HAS(own, "There you are! Mira, harbour keeper");
  CHECK_HAS(own, "(harbour)");
  CHECK(own.find("There you are!") < own.find("Lightning"));
  CHECK_EQUAL(witness->Count("2 message"), 1);
  CHECK_EQUAL(witness->Count("1 message"), 1);
}

CASE(AuroraNeedsNoBeginningAndItsSessionsAreNumbers) {
  UseStandIn();
  Settings().Service = ERpggoService::Aurora;
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  game.Subsystem().Chat(Line(TEXT("2"), TEXT("What happened?")));
  game.UntilQuiet();
  CHECK_HAS(witness->Text(), "1 message 2: Lightning");
  CHECK_EQUAL(witness->Count("2 "), 0);
  for (const char it : game.Subsystem().GetSessionId().Utf8()) CHECK(it >= '0' && it <= '9');
}

CASE(SessionsDifferByTheCaseOfTheirIds) {
  UseStandIn();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  for (const TCHAR* session : {TEXT("Mine"), TEXT("mine"), TEXT("Mine")}) {
    FRpggoChatRequest line = Line(TEXT("mira"), TEXT("Hello!"));
    line.SessionId = session;
    game.Subsystem().Chat(line);
    game.UntilQuiet();
  }
  CHECK_EQUAL(witness->Count("2 session"), 1);
  CHECK_EQUAL(witness->Count("4 session"), 1);
  for (const char* said : {"1 message", "3 message", "5 message"}) CHECK_EQUAL(witness->Count(said), 1);
}

CASE(ASavedSessionIsGoneOnWith) {
  UseStandIn();
  FString saved;
  {
    Game game;
    game.Subsystem().Chat(Line(TEXT("bram"), TEXT("Oil, please!")));
    game.UntilQuiet();
    saved = game.Subsystem().GetSessionId();
  }
  Game game;
  CHECK(!game.Subsystem().GetSessionId().Equals(saved));
  game.Subsystem().SetSessionId(saved);
  UWitness* witness = UWitness::Of(game.Subsystem());
  game.Subsystem().SessionResume(FRpggoSessionRequest());
  game.Subsystem().Chat(Line(TEXT("bram"), TEXT("Oil, please!")));
  game.UntilQuiet();
  CHECK_HAS(witness->Text(), "2 message bram: You have my last can already.");
  CHECK_EQUAL(witness->Count("3 "), 0);
}

CASE(FieldsOfTheServiceAreReadableWhileTheirEventIsTold) {
  UseRecording();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  std::string name;
  witness->then = [&](const std::string& what) {
    if (what == "2 session harbour") name = game.Subsystem().GetEventField(TEXT("/data/chapter/name")).Utf8();
  };
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("What happened?")));
  game.UntilQuiet();
  CHECK_EQUAL(name, "The Dark Harbour");
  CHECK(game.Subsystem().GetEventField(TEXT("")).IsEmpty());
}

CASE(AFloodDoesNotHoldAFrame) {
  UseStandIn("flood=3000");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  game.Subsystem().Chat(Line(TEXT("mira"), TEXT("Hello!")));
  std::size_t before = 0, most = 0;
  game.Until([&] {
    most = std::max(most, witness->heard.size() - before);
    CHECK(game.Subsystem().GetEventField(TEXT("")).IsEmpty());
    before = witness->heard.size();
    return game.Subsystem().GetRequestsUnderWay() == 0;
  });
  CHECK_EQUAL(witness->Count("1 message"), 3000);
  CHECK(most <= 512);
}
