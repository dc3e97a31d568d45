// Games that end, levels that change, handlers that do the worst.
#include "Case.h"

namespace {

/// Until the reply is there, whose answer does not end.
void UntilSaid(Game& game, UWitness& witness, int64 id) {
  game.Until([&] { return witness.Count(std::to_string(id) + " status") > 0; });
}

const FRpggoChatRequest hello = Line(TEXT("mira"), TEXT("What happened?"));

/// Says something, and does that in the middle of the first message.
void InTheMiddle(Game& game, UWitness& witness, const std::function<void()>& act) {
  const auto done = std::make_shared<bool>(false);
  witness.then = [done, act](const std::string& what) {
    if (*done || what.rfind("1 message", 0) != 0) return;
    *done = true;
    act();
  };
  game.Subsystem().Chat(hello);
  game.Until([done] { return *done; });
}

}  // namespace

CASE(AChangeOfTheLevelInTheMiddleOfAReplyLetsItGoOn) {
  UseStandIn("no-fin,hold");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  const int64 id = game.Subsystem().Chat(hello);
  UntilSaid(game, *witness, id);
  const FString session = game.Subsystem().GetSessionId();
  game.Travel();
  CHECK_EQUAL(game.Subsystem().GetRequestsUnderWay(), 1);
  game.Subsystem().CancelRequest(id);
  game.UntilQuiet();
  CHECK_EQUAL(witness->heard.back(), "1 finished 5");
  CHECK(session.Equals(game.Subsystem().GetSessionId()));
  // The story is the same one: no session is started again.
  const int64 again = game.Subsystem().Chat(hello);
  UntilSaid(game, *witness, again);
  CHECK_EQUAL(witness->Count("4 "), 0);
}

CASE(AGameThatEndsInTheMiddleOfAReplyTellsNothingMore) {
  UseStandIn("no-fin,hold");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  const int64 id = game.Subsystem().Chat(hello);
  UntilSaid(game, *witness, id);
  const std::size_t before = witness->heard.size();
  const auto begin = std::chrono::steady_clock::now();
  game.End();
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
  for (int i = 0; i < 20; ++i) game.Frame();
  CHECK_EQUAL(witness->heard.size(), before);
  CHECK_EQUAL(game.Subsystem().Chat(hello), 0);
  CHECK(!game.Subsystem().IsTickable());
  CollectGarbage();
  game.Frame();
}

CASE(AHandlerEndsTheGameAndHasItCollected) {
  UseStandIn();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  InTheMiddle(game, *witness, [&] {
    game.End();
    CollectGarbage();
  });
  CHECK_HAS(witness->heard.back(), "1 message");
  CollectGarbage();
  game.Frame();
}

CASE(AListenerEndsTheGameAndNobodyElseHears) {
  UseStandIn();
  for (const bool is_of_all : {false, true}) {
    Game game;
    UWitness* witness = UWitness::Of(game.Subsystem());
    bool is_over = false;
    const auto end = [&](const FRpggoEvent& it) {
      CHECK(!is_over);
      if (it.Kind != ERpggoEventKind::Message) return;
      is_over = true;
      game.End();
      CollectGarbage();
    };
    // Whoever listens to the same delegate hears the same event, and nobody else does.
    game.Subsystem().OnEvent.AddLambda([&](const FRpggoEvent&) { CHECK(is_of_all || !is_over); });
    if (is_of_all) game.Subsystem().OnEvent.AddLambda(end);
    game.Subsystem().Chat(hello, is_of_all ? FRpggoEventDelegate() : FRpggoEventDelegate::CreateLambda(end));
    game.Until([&] { return is_over; });
    CHECK_EQUAL(witness->heard.back(), "1 started 200");
  }
}

CASE(AHandlerCancelsItsRequest) {
  UseStandIn("no-fin,hold");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  InTheMiddle(game, *witness, [&] { game.Subsystem().CancelAll(); });
  game.UntilQuiet();
  CHECK_EQUAL(witness->heard.back(), "1 finished 5");
  CHECK_EQUAL(witness->Count("1 finished"), 1);
  CHECK_EQUAL(witness->Count("1 failed"), 0);
}

CASE(AHandlerAsksAHundredTimes) {
  UseStandIn();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  InTheMiddle(game, *witness, [&] {
    for (int i = 0; i < 100; ++i) game.Subsystem().Chat(Line(TEXT("bram"), TEXT("Hello!")));
    // Within a tick nothing more is told.
    const std::size_t before = witness->heard.size();
    game.Subsystem().Tick(0.0f);
    CHECK_EQUAL(witness->heard.size(), before);
  });
  game.UntilQuiet();
  int finished = 0;
  for (int id = 1; id <= 102; ++id) finished += witness->Count(std::to_string(id) + " finished ");
  CHECK_EQUAL(finished, 102);
}

CASE(AHandlerOfARefusalAsksAgain) {
  UseRecording();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  witness->then = [&](const std::string& what) {
    if (what.find("failed") == std::string::npos || witness->heard.size() > 10) return;
    // RPGGO has no such call.
    game.Subsystem().SessionHistory(FRpggoSessionRequest());
  };
  game.Subsystem().SessionHistory(FRpggoSessionRequest());
  for (std::size_t frames = 1; frames <= 3; ++frames) {
    game.Frame();
    // What is refused within a tick is told in the next one.
    CHECK_EQUAL(witness->heard.size(), 2 * frames);
    CHECK_EQUAL(witness->heard.back(), std::to_string(frames) + " finished 3");
  }
}

CASE(AHandlerConnectsAnew) {
  UseStandIn("no-fin,hold");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  InTheMiddle(game, *witness, [&] {
    game.Subsystem().Reconnect();
    CHECK(game.Subsystem().GetEventField(TEXT("")).IsEmpty());
    UseStandIn();
    game.Subsystem().Chat(hello);
  });
  game.UntilQuiet();
  // As it is another address, the session is started there, too.
  CHECK_EQUAL(witness->Count("1 finished 5"), 1);
  CHECK_EQUAL(witness->Count("4 session"), 1);
  CHECK_EQUAL(witness->Count("3 message"), 1);
}

CASE(AHandlerChangesTheLevel) {
  UseStandIn();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  InTheMiddle(game, *witness, [&] { game.Travel(); });
  game.UntilQuiet();
  CHECK_EQUAL(witness->heard.back(), "1 finished 0");
}

CASE(AListenerThatIsGoneHearsNothing) {
  UseStandIn();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  AActor* actor = game.Spawn();
  URpggoCharacterComponent* owner = actor->StandInAdd<URpggoCharacterComponent>();
  game.Subsystem().Chat(hello, FRpggoEventDelegate(), owner);
  actor->Destroy();
  CollectGarbage();
  game.UntilQuiet();
  CHECK_EQUAL(witness->Count("1 message"), 0);
  CHECK_EQUAL(witness->Count("1 finished 5"), 1);
}

CASE(APausedGameGoesOnTalking) {
  UseStandIn();
  Game game;
  game.World()->is_paused_ = true;
  UWitness* witness = UWitness::Of(game.Subsystem());
  game.Subsystem().Chat(hello);
  game.UntilQuiet();
  CHECK_EQUAL(witness->heard.back(), "1 finished 0");
}

CASE(ClassesDoNotTickAndGamesDoNotTickEachOther) {
  UseStandIn();
  URpggoSubsystem* of_class = GetMutableDefault<URpggoSubsystem>();
  CHECK(of_class->GetTickableTickType() == ETickableTickType::Never);
  CHECK(!of_class->IsTickable() && of_class->GetTickableGameObjectWorld() == nullptr);
  CHECK_EQUAL(of_class->Chat(hello), 0);
  Game one, other;
  one.Frame();
  CHECK_EQUAL(FTickableGameObject::StandInCount(), 2);
  CHECK(!one.Subsystem().IsTickable());
  UWitness* witness = UWitness::Of(one.Subsystem());
  one.Subsystem().Chat(hello);
  for (int i = 0; i < 50; ++i) {
    other.Frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  CHECK(witness->heard.empty());
  one.UntilQuiet();
  CHECK_EQUAL(witness->heard.back(), "1 finished 0");
}

CASE(OneIsEndedWhileItWaitsForItsSession) {
  UseStandIn("stall-before");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  const int64 id = game.Subsystem().Chat(hello);
  game.Frame();
  game.Subsystem().CancelRequest(id);
  CHECK(witness->heard.empty());
  game.Frame();
  CHECK_EQUAL(witness->Text(), "1 finished 5\n");
  game.Subsystem().CancelRequest(id);
  game.Subsystem().CancelRequest(-7);
  game.Subsystem().CancelRequest(2);
  game.UntilQuiet();
  CHECK_EQUAL(witness->Text(), "1 finished 5\n2 finished 5\n");
}

CASE(AHundredGamesLeaveNothing) {
  UseStandIn("no-fin,hold");
  for (int i = 0; i < 100; ++i) {
    Game game;
    game.Subsystem().Chat(hello);
    game.Frame();
  }
  FTickableGameObject::TickObjects(nullptr, false, 0.016f);
  CHECK_EQUAL(FTickableGameObject::StandInCount(), 0);
}
