// What designers use: the nodes and the component.
#include "Case.h"

namespace {

/// The graph of a Blueprint: what a node's pins lead to.
class UGraph : public UObject {
  STANDIN_BODY(UGraph, UObject)
 public:
  std::vector<std::string> heard;
  FRpggoReply last;
  std::function<void(const std::string&)> then;

  std::string Text() const {
    std::string out;
    for (const std::string& it : heard) out += it + "\n";
    return out;
  }
  void Hear(const char* pin, const FString& text) {
    heard.push_back(std::string(pin) + ": " + text.Utf8());
    if (then) then(pin);
  }
  void Hear(const char* pin, const FString& text, const FRpggoReply& reply) {
    last = reply;
    Hear(pin, text);
  }
  void Piece(const FString& text, const FRpggoReply& reply) { Hear("text", text, reply); }
  void Message(const FString& text, const FRpggoReply& reply) { Hear("message", text, reply); }
  void Image(const FString& text, const FRpggoReply& reply) { Hear("image", text, reply); }
  void Goals(const FString& text, const FRpggoReply& reply) { Hear("goals", text, reply); }
  void Chapter(const FString& text, const FRpggoReply& reply) { Hear("chapter", text, reply); }
  void Ending(const FString& text, const FRpggoReply& reply) { Hear("ending", text, reply); }
  void State(const FString& text, const FRpggoReply& reply) { Hear("state", text, reply); }
  void Failed(const FString& text, const FRpggoReply& reply) { Hear("failed", text, reply); }
  void Finished(const FString& text, const FRpggoReply& reply) { Hear("finished", text, reply); }
  void SessionTold(const FString& text, const FRpggoSession& it, const FRpggoResult&) { Hear("session", (it.Chapters.Num() > 0 ? it.Chapters[0].ChapterId : FString()) + TEXT(" ") + text); }
  void SessionMessage(const FString& text, const FRpggoSession&, const FRpggoResult&) { Hear("message", text); }
  void SessionFailed(const FString& text, const FRpggoSession&, const FRpggoResult&) { Hear("failed", text); }
  void SessionFinished(const FString& text, const FRpggoSession&, const FRpggoResult&) { Hear("finished", text); }
  void Plain(const FString& text) { Hear("plain", text); }
  void Whole(const FRpggoMessage& it) { Hear("whole", it.Text); }
  void Line(const FText& who, const FString& text) { Hear("line", who.ToString() + TEXT("|") + text); }
  void Over() { Hear("over", FString()); }
};

UGraph* MakeGraph() {
  UGraph* it = NewObject<UGraph>();
  StandIn::Roots().insert(it);
  return it;
}

/// What the editor makes of a node: the pins are bound, then it is activated.
URpggoChatAction* Run(URpggoChatAction* node, UGraph* graph) {
  node->OnText.AddDynamic(graph, &UGraph::Piece);
  node->OnMessage.AddDynamic(graph, &UGraph::Message);
  node->OnImage.AddDynamic(graph, &UGraph::Image);
  node->OnGoals.AddDynamic(graph, &UGraph::Goals);
  node->OnChapter.AddDynamic(graph, &UGraph::Chapter);
  node->OnEnding.AddDynamic(graph, &UGraph::Ending);
  node->OnState.AddDynamic(graph, &UGraph::State);
  node->OnFailed.AddDynamic(graph, &UGraph::Failed);
  node->OnFinished.AddDynamic(graph, &UGraph::Finished);
  node->Activate();
  return node;
}

URpggoSessionAction* Run(URpggoSessionAction* node, UGraph* graph) {
  node->OnSession.AddDynamic(graph, &UGraph::SessionTold);
  node->OnMessage.AddDynamic(graph, &UGraph::SessionMessage);
  node->OnFailed.AddDynamic(graph, &UGraph::SessionFailed);
  node->OnFinished.AddDynamic(graph, &UGraph::SessionFinished);
  node->Activate();
  return node;
}

URpggoChatAction* Chat(UObject* context, const TCHAR* who, const TCHAR* what, UGraph* graph) {
  return Run(URpggoChatAction::ChatWithCharacter(context, who, what, FString(), true), graph);
}

/// A character in the scene.
URpggoCharacterComponent* Place(Game& game, const TCHAR* who, UGraph* graph) {
  AActor* actor = game.Spawn();
  URpggoCharacterComponent* it = actor->StandInAdd<URpggoCharacterComponent>();
  it->CharacterId = who;
  it->OnText.AddDynamic(graph, &UGraph::Plain);
  it->OnLine.AddDynamic(graph, &UGraph::Line);
  it->OnFailed.AddDynamic(graph, &UGraph::Plain);
  it->OnFinished.AddDynamic(graph, &UGraph::Over);
  actor->BeginPlay();
  return it;
}

}  // namespace

CASE(ANodeHasAPinForEverything) {
  UseRecording();
  Game game;
  UGraph* graph = MakeGraph();
  AActor* actor = game.Spawn();
  for (const TCHAR* who : {TEXT("mira"), TEXT("mira"), TEXT("bram"), TEXT("akiko"), TEXT("mira")}) {
    graph->heard.clear();
    const TWeakObjectPtr<URpggoChatAction> node = Chat(actor, who, TEXT("And?"), graph);
    // It outlives its caller's variables, and nothing after it is over.
    CollectGarbage();
    CHECK(node.IsValid());
    game.UntilQuiet();
    CollectGarbage();
    CHECK(!node.IsValid());
    CHECK_HAS(graph->heard.back(), "finished: ");
  }
  CHECK_HAS(graph->Text(), "message: Oil, lens, and a face full of soot.");
  CHECK_HAS(graph->Text(), "chapter: The door of the lighthouse falls shut behind you.");
  CHECK_EQUAL(graph->last.CharacterId.Utf8(), "tide");
  CHECK_EQUAL(graph->last.Chapter.ChapterId.Utf8(), "lighthouse");
  CHECK(graph->last.Result.IsOk());
  for (const TCHAR* who : {TEXT("pip"), TEXT("pip"), TEXT("tide")}) {
    Chat(actor, who, TEXT("And?"), graph);
    game.UntilQuiet();
  }
  CHECK_HAS(graph->Text(), "image: https://example.com/last-lantern/beam.jpg");
  CHECK_HAS(graph->Text(), "ending: ");
  CHECK(graph->last.Ending.bWon);
}

CASE(ANodeIsCancelledByItsOwnPin) {
  UseStandIn("no-fin,hold");
  Game game;
  UGraph* graph = MakeGraph();
  URpggoChatAction* node = Chat(game.Spawn(), TEXT("mira"), TEXT("What happened?"), graph);
  graph->then = [node](const std::string& pin) {
    if (pin == "goals") node->Cancel();
  };
  game.UntilQuiet();
  CHECK_HAS(graph->heard.back(), "finished: Lightning");
  CHECK(graph->last.Result.Status == ERpggoStatus::Cancelled);
  CHECK(graph->Text().find("failed") == std::string::npos);
}

CASE(ANodeOfWhatIsGoneEndsItself) {
  UseStandIn("no-fin,hold");
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  UGraph* graph = MakeGraph();
  const TWeakObjectPtr<URpggoChatAction> node = Chat(game.Spawn(), TEXT("mira"), TEXT("What happened?"), graph);
  game.Until([&] { return graph->heard.size() == 2; });
  game.Travel();
  CHECK(node.IsValid());
  game.UntilQuiet();
  CHECK_EQUAL(witness->heard.back(), "1 finished 5");
  CHECK_EQUAL(graph->heard.size(), 2u);
  CollectGarbage();
  CHECK(!node.IsValid());
  // Without a game it says so at once.
  URpggoChatAction* lost = Chat(NewObject<UGraph>(), TEXT("mira"), TEXT("Hello!"), graph);
  CHECK_HAS(graph->Text(), "failed: No game is running");
  CHECK_HAS(graph->heard.back(), "finished: ");
  CHECK_EQUAL(lost->GetRequestId(), 0);
  lost->Cancel();
}

CASE(ANodeFailsWithASentence) {
  UseStandIn();
  Game game;
  UGraph* graph = MakeGraph();
  URpggoChatAction* node = Chat(game.Spawn(), TEXT("nobody"), TEXT("Hello!"), graph);
  CHECK_EQUAL(node->GetRequestId(), 1);
  game.UntilQuiet();
  CHECK_HAS(graph->Text(), "failed: ");
  CHECK(graph->last.Result.Status == ERpggoStatus::BadRequest);
  CHECK_EQUAL(graph->last.Result.ServiceCode, 10000001);
  CHECK_HAS(LogText(), "W A request failed: ");
}

CASE(NodesStartResumeAndChangeTheChapter) {
  UseStandIn();
  Settings().bStartsSessions = false;
  Game game;
  UGraph* graph = MakeGraph();
  AActor* actor = game.Spawn();
  Chat(actor, TEXT("mira"), TEXT("Hello!"), graph);
  game.UntilQuiet();
  CHECK(graph->last.Result.Status == ERpggoStatus::SessionMissing);
  graph->heard.clear();
  Run(URpggoSessionAction::SessionStart(actor, FString(), FString(), FString()), graph);
  game.UntilQuiet();
  CHECK_EQUAL(graph->Text(), "session: harbour The lighthouse of Saltmere has gone dark, and tonight the ferry comes home. You have until the tide turns.\nfinished: \n");
  graph->heard.clear();
  Run(URpggoSessionAction::ChapterChange(actor, TEXT("lighthouse"), FString()), graph);
  game.UntilQuiet();
  CHECK_HAS(graph->Text(), "session: lighthouse");
  graph->heard.clear();
  Run(URpggoSessionAction::SessionResume(actor, TEXT("of-another-day"), FString()), graph);
  game.UntilQuiet();
  CHECK_HAS(graph->Text(), "failed: ");
  CHECK_HAS(graph->heard.back(), "finished: ");
  // What has no node of its own has this one.
  graph->heard.clear();
  FRpggoSessionRequest game_request;
  game_request.GameId = TEXT("last-lantern");
  Run(URpggoSessionAction::SessionCall(actor, ERpggoCall::GameFetch, game_request), graph);
  game.UntilQuiet();
  CHECK_HAS(graph->Text(), "session: harbour");
  CHECK_HAS(graph->heard.back(), "finished: ");
  // A persona says something first.
  Settings().Service = ERpggoService::Persona;
  game.Subsystem().Reconnect();
  game.Subsystem().SetPlayer(TEXT("Ada"), TEXT("non-binary"), FString());
  Run(URpggoSessionAction::SessionStart(actor, TEXT("bram"), FString(), FString()), graph);
  game.UntilQuiet();
  CHECK_HAS(graph->Text(), "message: Evening! Bram.");
}

CASE(ACharacterSaysLineAfterLine) {
  UseStandIn();
  Game game;
  UGraph* graph = MakeGraph();
  URpggoCharacterComponent* mira = Place(game, TEXT("mira"), graph);
  mira->Say(TEXT("  \n"));
  CHECK(!mira->IsBusy());
  mira->Say(TEXT("What happened?"));
  mira->Say(TEXT("And the cat?"));
  CHECK(mira->IsBusy() && graph->heard.empty());
  game.Until([&] { return !mira->IsBusy(); });
  CHECK_EQUAL(graph->heard.size(), 4u);
  CHECK_HAS(graph->heard[0], "line: Mira, the harbour keeper|Lightning");
  CHECK_EQUAL(graph->heard[1], "over: ");
  CHECK_HAS(graph->heard[2], "|Admiral Biscuit.");
  CHECK_EQUAL(graph->heard[3], "over: ");
  mira->DisplayName = FText::FromString(TEXT("Harbour keeper"));
  CHECK_EQUAL(mira->GetSpeakerName().ToString().Utf8(), "Harbour keeper");
  // In a group talk others speak, too, under their own names.
  graph->heard.clear();
  mira->Say(TEXT("Who is on the ferry?"));
  game.Until([&] { return !mira->IsBusy(); });
  CHECK_HAS(graph->heard[0], "line: Harbour keeper|The *Patience*.");
  CHECK_HAS(graph->heard[1], "line: Bram, who mends boats|They’ll be singing");
}

CASE(ACharacterIsInterrupted) {
  UseStandIn("no-fin,hold");
  Game game;
  UGraph* graph = MakeGraph();
  URpggoCharacterComponent* mira = Place(game, TEXT("mira"), graph);
  mira->bInterrupts = true;
  mira->Say(TEXT("What happened?"));
  game.Until([&] { return graph->heard.size() == 1; });
  mira->Say(TEXT("And the cat?"));
  game.Until([&] { return graph->heard.size() == 3; });
  CHECK_EQUAL(graph->heard[1], "over: ");
  CHECK_HAS(graph->heard[2], "|Admiral Biscuit.");
  mira->Say(TEXT("never said"));
  mira->Cancel();
  game.Until([&] { return !mira->IsBusy(); });
  CHECK_EQUAL(graph->heard.size(), 4u);
  CHECK_EQUAL(graph->heard[3], "over: ");
}

CASE(ACharacterDestroysItselfInItsOwnEvent) {
  UseStandIn();
  Game game;
  UWitness* witness = UWitness::Of(game.Subsystem());
  UGraph* graph = MakeGraph();
  URpggoCharacterComponent* mira = Place(game, TEXT("mira"), graph);
  mira->OnMessage.AddDynamic(graph, &UGraph::Whole);
  const TWeakObjectPtr<URpggoCharacterComponent> weak(mira);
  graph->then = [mira](const std::string&) {
    mira->GetOwner()->Destroy();
    CollectGarbage();
  };
  mira->Say(TEXT("Who is on the ferry?"));
  mira->Say(TEXT("And the cat?"));
  game.UntilQuiet();
  CHECK_EQUAL(graph->heard.size(), 1u);
  CHECK_HAS(witness->heard.back(), "1 finished ");
  CollectGarbage();
  CHECK(!weak.IsValid());
}

CASE(ACharacterThatLeavesItsLevelHearsNothingAndComesBack) {
  UseStandIn("no-fin,hold");
  Game game;
  UGraph* graph = MakeGraph();
  URpggoCharacterComponent* mira = Place(game, TEXT("mira"), graph);
  mira->Say(TEXT("What happened?"));
  game.Until([&] { return graph->heard.size() == 1; });
  mira->Say(TEXT("never said"));
  mira->GetOwner()->EndPlay(EEndPlayReason::RemovedFromWorld);
  CHECK(!mira->IsBusy());
  game.UntilQuiet();
  CHECK_EQUAL(graph->heard.size(), 1u);
  mira->GetOwner()->BeginPlay();
  mira->Say(TEXT("And the cat?"));
  game.Until([&] { return graph->heard.size() == 2; });
  CHECK_HAS(graph->heard[1], "|Admiral Biscuit.");
}

CASE(ACharacterFailsAndTheNextLineWorks) {
  UseStandIn("error-after=10000307,times=2");
  Game game;
  UGraph* graph = MakeGraph();
  URpggoCharacterComponent* mira = Place(game, TEXT("mira"), graph);
  mira->Say(TEXT("What happened?"));
  mira->Say(TEXT("And the cat?"));
  game.Until([&] { return !mira->IsBusy(); });
  CHECK_HAS(graph->Text(), "plain: ");
  CHECK_HAS(graph->Text(), "over: ");
  CHECK_HAS(graph->Text(), "|Admiral Biscuit.");
  // Out of a game, it says why nothing comes.
  URpggoCharacterComponent* lost = NewObject<URpggoCharacterComponent>();
  lost->Say(TEXT("Hello?"));
  CHECK(!lost->IsBusy());
  CHECK_HAS(LogText(), "URpggoCharacterComponent ignores the line");
}
