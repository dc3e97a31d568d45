//! The Unity package: its scripts on a real Mono against a stand-in of the engine, and how it is laid
//! out. Unity itself is not needed, and nothing here says that it would agree.
#![cfg(target_os = "linux")]

mod assemblies;
mod files;
mod layout;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use assemblies::{ENGINE, compile, compile_all};
use files::{scripts, target};
use rpggo_testkit::{Run, has_mono, read, release, root, standin, succeed};

/// What Unity defines in its editor, on a machine with the old input system.
const IN_THE_EDITOR: &str = "UNITY_EDITOR;ENABLE_LEGACY_INPUT_MANAGER";
const TESTS: &str = "Rpggo.Unity.StandInTests.exe";

/// The program with all cases, compiled when it is asked for first; none where there is no Mono.
fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let folder = target("editor");
        let mut references = compile_all(&folder, IN_THE_EDITOR);
        references.extend(ENGINE.map(str::to_owned));
        let folder_of_tests = root("bindings/unity/tests");
        let engine = folder_of_tests.join("engine");
        let mut sources = scripts(&folder_of_tests);
        sources.retain(|it| !it.starts_with(&engine));
        let mut compiler = compile(&folder, TESTS, IN_THE_EDITOR, &references, &sources);
        succeed(&mut compiler);
        folder.join(TESTS)
    };
    has_mono().then(|| PROGRAM.get_or_init(make).as_path())
}

/// Runs a case in a process and with a stand-in of its own.
fn case(name: &str) {
    let Some(program) = program() else { return };
    let libraries = match name {
        "WithoutTheNativeLibraryOneSentenceSaysSo" => target("nothing"),
        _ => release().to_owned(),
    };
    let standin = standin();
    let recording = root("examples/recordings/last-lantern.jsonl");
    let arguments = [
        format!("LD_LIBRARY_PATH={}", libraries.display()),
        "mono".into(),
        "--debug".into(),
        program.display().to_string(),
        name.into(),
        standin.base_url(),
        recording.display().to_string(),
    ];
    let mut run = Run::start(Path::new("env"), &arguments);
    drop(run.child.stdin.take());
    run.finish();
}

rpggo_testkit::cases! {
    ABuildIsWarnedOfKeysAndOfWhatIsMissing
    ACharacterAloneIsEnough
    ACharacterDestroysItselfInItsOwnEvent
    ACharacterIsDestroyedInTheMiddleOfAReply
    ACharacterIsDisabledAndEnabled
    AClientBelowAnotherObjectGoesWithItsScene
    ADisabledClientSaysSo
    AKeptClientStaysAndItsDoubleGoes
    AKeyOfTheEnvironmentDoesNotReachAnotherService
    ALineThatWaitsForTheSessionCanBeCancelled
    AModelIsToldAgainWhoItIsByANewClient
    APausedGameGoesOnTalking
    ARecordingIsWrittenWhereAGameMayWrite
    ASavedSessionIsGoneOnWith
    ASceneTakesItsCharacterAlong
    ASceneTakesItsClientAlong
    ASessionIsDestroyedInTheMiddleOfAReply
    ASessionIsDestroyedWhileSomebodyWaitsForIt
    ASessionThatCannotBeginFailsAllWhoWaitForIt
    AValueIsTrimmedAndItsErrorIsWhole
    AWrongIdIsNamed
    AnEmptyRecordingDoesNotLeadToTheService
    AnEndedStoryRefusesAndBeginsAnew
    AnotherSessionIdIsAnotherPlayThrough
    AsyncCallsEndWhileTheComponentPolls
    AuroraNeedsNoBeginningAndItsSessionsAreNumbers
    ChaptersChangeByThemselvesOrWhenTheGameSaysSo
    CodeHasTheLastWordOnTheOptionsAndAWrongOneIsASentence
    ElementsAreWhatReadersTakeForOneCharacter
    EverythingThatADesignerSeesHasATooltip
    ExceptionsOfTheGameStopNobodyElse
    FailuresAreSentencesAndTheNextLineWorks
    FramesInWhichNothingHappensAllocateNothing
    GoalsThatAreNotNamedThisTimeStay
    HelloBringsWordsMessagesGoalsAndTheEndInOrder
    ItCanBeSkippedAndCleared
    ItKeepsItsPaceAndRests
    LinesWaitForEachOtherOrInterrupt
    ModelsSayWordsBeforeTheWholeAndHaveSessionsOfTheirOwn
    OptionsWithoutAFieldAreSetByTheirNames
    PersonasMeetThePlayerAndTellTheirState
    PiecesAndTheWholeAreOneUtterance
    PlayModeBeginsAgainWithoutAReloadOfTheDomain
    SettingsBecomeOptions
    TagsAreThoseThatTheEnginesKnow
    TheClientIsDestroyedInTheMiddleOfAReply
    TheClientIsDisabledAndEnabled
    TheClientIsDisabledByAnEventOfItsOwn
    TheClientsHandlerIsToldEverything
    TheGameQuitsInTheMiddleOfAReply
    TheInspectorSaysHelloInPlayMode
    TheKeyComesFromCodeThenTheEnvironmentThenTheFileThenTheAsset
    TheLibrarysOwnLinesAreInTheConsole
    TheMenuMakesACharacterAndWhatItNeeds
    ThePackagesOwnTestsPass
    TheRecordingIsPlayedFromHelloToTheWonEndingTheSameEveryTime
    TheScriptsAreReloadedInTheMiddleOfAReply
    TheSettingsPageMakesTheAssetAndKeepsTheKeyOutsideIt
    TheTavernPlaysItsRecordingToTheWonEndingTwice
    TheTavernPlaysTheStandInByChangingOneProperty
    TheTavernSaysWhatIsWrong
    TheTavernTakesWhatThePlayerTypes
    TheTavernsWordsCanBeHurried
    TwoScenesAtOnceHaveAClientEach
    WhateverIsWrittenIsNeverShownInHalves
    WithoutAKeyASentenceSaysWhereItBelongs
    WithoutSettingsASentenceSaysWhereToMakeThem
    WithoutTheNativeLibraryOneSentenceSaysSo
}

#[test]
fn every_case_of_the_program_is_run_here() {
    let Some(program) = program() else { return };
    let said = succeed(Command::new("mono").arg(program));
    let there: Vec<&str> = said.lines().collect();
    assert_eq!(there, CASES);
}

/// Kinds of events that the components have no use for; a game has them from the client's `Handler`.
const NOT_FOR_COMPONENTS: [&str; 3] = ["Started", "Cost", "Retrying"];

#[test]
fn each_kind_of_event_reaches_the_components_or_is_not_for_them() {
    let runtime = root("bindings/unity/com.rpggo.sdk/Runtime");
    let kinds = |path: &str, begin: &str| -> BTreeSet<String> {
        let text = read(runtime.join(path));
        let methods = text.lines().filter_map(|it| it.trim().strip_prefix(begin));
        let names = methods.filter_map(|it| it.split_once('('));
        names.map(|(name, _)| name.to_owned()).collect()
    };
    let all = kinds("Rpggo/Generated/Handler.cs", "public virtual void On");
    let mut known = kinds("Unity/Internal/Connection.cs", "public override void On");
    known.remove("Event");
    for name in NOT_FOR_COMPONENTS {
        assert!(known.insert(name.to_owned()), "{name} is for components");
    }
    assert_eq!(
        all, known,
        "a new kind of event: override its method in Connection.cs, or add it to NOT_FOR_COMPONENTS"
    );
}

#[test]
fn the_scripts_compile_for_players_too() {
    if !has_mono() {
        return;
    }
    let players = [
        ("desktop", "UNITY_STANDALONE;ENABLE_LEGACY_INPUT_MANAGER"),
        ("ios", "UNITY_IOS;ENABLE_INPUT_SYSTEM;UNITY_2022_2_OR_NEWER"),
        ("android", "UNITY_ANDROID;ENABLE_INPUT_SYSTEM"),
    ];
    for (name, defines) in players {
        let made = compile_all(&target(name), defines);
        assert_eq!(made, ["Rpggo", "Rpggo.Unity", "Rpggo.Samples.Tavern"]);
    }
}
