//! Compiles the plugin with the cases, and runs each in a process with a stand-in of the services.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::files::{headers, plugin, public_headers, sources, target};
use crate::header_tool::{Header, generated};
use rpggo_testkit::{Run, clean, has, link_shared, read, root, standin, succeed, with_ending};

/// As the engine compiles, with more warnings than it asks for.
const FLAGS: [&str; 9] = [
    "-std=c++20",
    "-fno-exceptions",
    "-fno-rtti",
    "-Wall",
    "-Wextra",
    "-Wshadow",
    "-Werror",
    "-g1",
    "-pipe",
];

/// The folder with what the header tool would write.
fn generated_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = target("generated");
        fs::create_dir_all(&folder).expect("the target folder is writable");
        for header in public_headers() {
            let name = header.name.replace(".h", ".generated.h");
            fs::write(folder.join(name), generated(&header)).expect("it can be written");
        }
        folder
    })
}

fn compiler(name: &str) -> Command {
    let mut compiler = Command::new(name);
    compiler.args(FLAGS);
    for folder in [
        plugin("Source/Rpggo/Public"),
        plugin("Source/Rpggo/Private"),
        root("include"),
        root("bindings/cpp"),
    ] {
        compiler.arg("-I").arg(folder);
    }
    compiler.arg("-I").arg(generated_folder());
    compiler.arg("-isystem").arg(root("tests/unreal/engine"));
    compiler
}

/// A file that includes others.
fn including(name: &str, paths: &[PathBuf]) -> PathBuf {
    let lines = paths
        .iter()
        .map(|it| format!("#include \"{}\"\n", it.display()));
    let file = target(name);
    fs::write(&file, lines.collect::<String>()).expect("it can be written");
    file
}

/// What the engine's own precompiled headers have at least: read once, and not for each file.
fn precompiled() -> PathBuf {
    let header = target("std.h");
    let names = [
        "algorithm",
        "atomic",
        "functional",
        "memory",
        "optional",
        "random",
        "set",
        "string",
        "thread",
        "vector",
    ];
    let lines = names.map(|name| format!("#include <{name}>\n")).concat();
    fs::write(&header, lines).expect("it can be written");
    let mut compiler = compiler("c++");
    compiler.args(["-x", "c++-header"]).arg(&header);
    succeed(compiler.arg("-o").arg(target("std.h.gch")));
    header
}

/// Does it for all, two at a time.
fn at_once<T: Sync>(all: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(it) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(it);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        work();
    });
}

#[test]
fn each_file_compiles_alone() {
    let mut alone = sources();
    for header in headers() {
        let name = header.file_name().expect("it has a name").display();
        alone.push(including(
            &format!("{name}.cpp"),
            std::slice::from_ref(&header),
        ));
    }
    assert!(alone.len() > 20);
    let precompiled = precompiled();
    at_once(&alone, |source| {
        let mut compiler = compiler("c++");
        compiler.arg("-include").arg(&precompiled);
        succeed(compiler.arg("-fsyntax-only").arg(source));
    });
}

#[test]
fn all_compile_as_one_with_each_compiler_for_the_editor_and_for_games() {
    let file = including("as-one.cpp", &sources());
    for name in ["c++", "clang++"] {
        if !has(name) {
            continue;
        }
        at_once(&["-DWITH_EDITOR=1", "-DWITH_EDITOR=0"], |define| {
            let mut compiler = compiler(name);
            succeed(compiler.args(["-fsyntax-only", define]).arg(&file));
        });
    }
}

/// The blocks of code in the guide whose first line names their file.
fn guide() -> Vec<Header> {
    let guide = read(root("docs/unreal.md"));
    let blocks = guide.split("```cpp\n// ").skip(1);
    let header = |block: &str| {
        let code = block.split("```").next().unwrap_or_default();
        let (name, text) = code.split_once('\n').expect("it has lines");
        Header {
            name: name.to_owned(),
            text: text.to_owned(),
        }
    };
    blocks.map(header).collect()
}

#[test]
fn the_code_in_the_guide_compiles() {
    let folder = target("guide");
    fs::create_dir_all(&folder).expect("the target folder is writable");
    let files = guide();
    for file in &files {
        fs::write(folder.join(&file.name), &file.text).expect("it can be written");
        let written = file.name.replace(".h", ".generated.h");
        if written != file.name {
            fs::write(folder.join(written), generated(file)).expect("it can be written");
        }
    }
    assert_eq!(files.len(), 2);
    let mut compiler = compiler("c++");
    compiler.arg("-DMYGAME_API=").arg("-I").arg(&folder);
    succeed(
        compiler
            .arg("-fsyntax-only")
            .arg(folder.join("TalkingGuard.cpp")),
    );
}

#[test]
fn no_public_header_needs_the_library() {
    for header in public_headers() {
        for own in ["rpggo.h", "rpggo.hpp", "RpggoNative.h"] {
            let include = format!("#include \"{own}\"");
            assert!(!header.text.contains(&include), "{}", header.name);
        }
    }
}

/// The program with all cases, compiled when it is asked for first.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // As the engine's build does by default: all sources of a module as one.
        let module = including("module.cpp", &sources());
        let cases = including(
            "cases.cpp",
            &with_ending(&root("tests/unreal/cases"), ".cpp"),
        );
        let objects = [(module, target("module.o")), (cases, target("cases.o"))];
        // What a handler destroys must not be used again.
        const WATCHED: [&str; 2] = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        at_once(&objects, |(source, object)| {
            let mut compiler = compiler("c++");
            compiler
                .args(WATCHED)
                .arg("-I")
                .arg(root("tests/unreal/cases"));
            succeed(compiler.arg("-c").arg(source).arg("-o").arg(object));
        });
        let program = target("cases");
        let mut linker = compiler("c++");
        linker.args(WATCHED).args(objects.map(|it| it.1));
        link_shared(&mut linker).arg("-ldl");
        succeed(linker.arg("-o").arg(&program));
        program
    })
}

/// A plugin's folder with the library in it, as `pack` makes it.
fn packed() -> &'static Path {
    static PACKED: OnceLock<PathBuf> = OnceLock::new();
    PACKED.get_or_init(|| {
        let out = target("packed");
        crate::layout::pack(
            &out,
            &[
                "--linux",
                &rpggo_testkit::shared_library().display().to_string(),
            ],
        );
        out.join("Rpggo")
    })
}

fn case(name: &str) {
    let standin = standin();
    let project = clean(&format!("unreal/projects/{name}"));
    for folder in ["Content", "Saved"] {
        fs::create_dir_all(project.join(folder)).expect("the target folder is writable");
    }
    let recording = root("examples/recordings/last-lantern.jsonl");
    fs::copy(recording, project.join("Content/last-lantern.jsonl")).expect("it can be copied");
    let arguments = [
        name.to_owned(),
        standin.base_url(),
        project.display().to_string(),
        packed().display().to_string(),
    ];
    let mut run = Run::start(program(), &arguments);
    drop(run.child.stdin.take());
    run.finish();
}

rpggo_testkit::cases! {
    AChangeOfTheLevelInTheMiddleOfAReplyLetsItGoOn
    ACharacterDestroysItselfInItsOwnEvent
    ACharacterFailsAndTheNextLineWorks
    ACharacterIsInterrupted
    ACharacterSaysLineAfterLine
    ACharacterThatLeavesItsLevelHearsNothingAndComesBack
    AFloodDoesNotHoldAFrame
    AGameThatEndsInTheMiddleOfAReplyTellsNothingMore
    AHandlerAsksAHundredTimes
    AHandlerCancelsItsRequest
    AHandlerChangesTheLevel
    AHandlerConnectsAnew
    AHandlerEndsTheGameAndHasItCollected
    AHandlerOfARefusalAsksAgain
    AHundredGamesLeaveNothing
    AKeyThatWouldBePackagedIsWarnedOf
    AListenerEndsTheGameAndNobodyElseHears
    AListenerThatIsGoneHearsNothing
    ANodeFailsWithASentence
    ANodeHasAPinForEverything
    ANodeIsCancelledByItsOwnPin
    ANodeOfWhatIsGoneEndsItself
    APausedGameGoesOnTalking
    AReplyIsToldInOrderAndEndsOnce
    ASavedSessionIsGoneOnWith
    ATalkIsRecordedBelowSavedAndPlayedAgain
    AuroraNeedsNoBeginningAndItsSessionsAreNumbers
    ChaptersAreLeftToTheGameIfItWantsThem
    ClassesDoNotTickAndGamesDoNotTickEachOther
    FieldsOfTheServiceAreReadableWhileTheirEventIsTold
    ModelsSayWordsBeforeTheWhole
    MoreOptionsAreSetByTheirNames
    NodesStartResumeAndChangeTheChapter
    OneIsEndedWhileItWaitsForItsSession
    PersonasSayTheirOpeningLineToWhoeverChatsFirst
    RetriesAndRefusalsAreTold
    SessionsDifferByTheCaseOfTheirIds
    SettingsBecomeOptions
    TextIsWholeBothWays
    TheKeyIsLookedForInOrder
    TheModuleLoadsTheLibraryAndLetsItGo
    TheRecordingIsPlayedTheSameEveryTimeWithoutAKey
    TheStoryIsPlayedToItsEndWithTheStandIn
    WithoutAKeyASentenceSaysWhereItBelongs
    WithoutTheLibraryASentenceSaysSo
}

#[test]
fn every_case_of_the_program_is_run_here() {
    let said = succeed(&mut Command::new(program()));
    let there: Vec<&str> = said.lines().collect();
    assert_eq!(there, CASES);
}
