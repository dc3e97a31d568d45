//! The C# library on a real Mono, against the stand-in: compiled as its users compile it, with the
//! native library beside the program.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use rpggo_standin::Standin;
use rpggo_testkit::header::{self, HEADER};
use rpggo_testkit::{
    Run, assert_says, closed_url, fresh, has_mono, made, read, root, shared_library, standin,
    standin_with, succeed, with_ending,
};

const SOURCES: &str = "bindings/unity/com.rpggo.sdk/Runtime/Rpggo";
const GENERATED: &str = "bindings/unity/com.rpggo.sdk/Runtime/Rpggo/Generated";
const TESTS: &str = "bindings/csharp/tests";
const RECORDING: &str = "examples/recordings/last-lantern.jsonl";

/// Generous: only a program that hangs takes that long to end.
const LONGEST_END: Duration = Duration::from_secs(5);

/// Where all is compiled to, with the native library.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = made("csharp");
        let library = shared_library();
        let name = library.file_name().expect("it is a file");
        let beside = folder.join(name);
        // Not over the one that a program may have open.
        let _ = fs::remove_file(&beside);
        fs::copy(&library, beside).expect("it can be copied");
        folder
    })
}

/// The C# files of a folder of the project.
fn sources(path: &str) -> Vec<PathBuf> {
    let files = with_ending(&root(path), ".cs");
    assert!(!files.is_empty(), "{path} has no C# files");
    files
}

/// Those of the library: what is written by hand, and what is generated.
fn library_sources() -> Vec<PathBuf> {
    let mut files = sources(SOURCES);
    files.extend(sources(GENERATED));
    files
}

/// The compiler, with every warning an error. It knows C# up to 7.2, and the library needs no more.
fn compiler(output: &str) -> Command {
    let mut compiler = Command::new("mcs");
    compiler.args(["-langversion:7.2", "-warnaserror", "-warn:4", "-debug"]);
    compiler.arg(format!("-out:{}", folder().join(output).display()));
    compiler
}

/// The library; whatever is public and undocumented is a warning, too.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let library = folder().join("Rpggo.dll");
        let documentation = library.with_extension("xml");
        let mut compiler = compiler("Rpggo.dll");
        compiler.args(["-unsafe", "-target:library"]);
        compiler.arg(format!("-doc:{}", documentation.display()));
        succeed(compiler.args(library_sources()));
        library
    })
}

/// A program that uses the library.
fn program(name: &str, sources: &[PathBuf]) -> PathBuf {
    let mut compiler = compiler(name);
    compiler.arg(format!("-r:{}", library().display()));
    succeed(compiler.args(sources));
    folder().join(name)
}

fn tests() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| program("Rpggo.Tests.exe", &sources(TESTS)))
}

fn mono(program: &Path, arguments: &[&str]) -> Run {
    let program = program.to_str().expect("its path is text");
    let mut all = vec!["--debug", program];
    all.extend(arguments);
    let mut run = Run::start(Path::new("mono"), &all);
    drop(run.child.stdin.take());
    run
}

/// Runs a test of the program to its end; what it printed is shown.
fn run(arguments: &[&str]) {
    let output = mono(tests(), arguments).finish();
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    eprint!("{}", text(&output.stdout));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A stand-in whose sessions have no end.
fn endless() -> Standin {
    standin_with(|it| it.story.game.max_chat_count = u32::MAX)
}

/// Tests that need the stand-in alone.
macro_rules! with_a_standin {
    ($($name:ident: $test:literal)*) => {
        $(#[test] fn $name() {
            if has_mono() {
                run(&[$test, &endless().base_url()]);
            }
        })*
    };
}

with_a_standin! {
    one_program_talks_with_every_service: "services"
    every_property_says_what_the_service_said: "payloads"
    what_is_awaited_goes_on_where_it_is_polled: "async"
    requests_are_cancelled_by_name_and_by_token: "cancel"
    options_are_set_by_their_names: "options"
    bad_input_is_refused_by_name_and_nothing_is_sent: "refused"
    a_client_is_disposed_at_any_moment: "dispose"
    polling_has_rules_and_keeps_them: "polling"
    polling_allocates_nothing_but_the_texts_that_are_read: "allocations"
    ten_thousand_chats_leave_nothing: "many-chats"
    threads_can_share_a_client: "threads"
    garbage_collections_harm_nothing_and_free_what_nobody_has: "collections"
    domains_are_unloaded_while_replies_stream: "domains"
}

#[test]
fn what_the_game_asks_for_is_what_is_asked() {
    if !has_mono() {
        return;
    }
    let standin = standin();
    let file = fresh("csharp-requests.jsonl");
    run(&["requests", &standin.base_url(), &file]);
    let seen = standin.requests();
    assert!(!seen.is_empty());
    for request in seen {
        assert_eq!(request.header("x-of-the-test"), Some("yes"), "{request:?}");
    }
}

#[test]
fn a_talk_is_recorded_and_played_again() {
    if has_mono() {
        let file = fresh("csharp-talk.jsonl");
        run(&["recordings", &standin().base_url(), &file]);
    }
}

#[test]
fn failures_have_their_status_their_code_and_their_words() {
    if !has_mono() {
        return;
    }
    run(&["failures", &endless().base_url(), &closed_url()]);
}

#[test]
fn a_program_ends_at_once_and_silently_with_clients_open() {
    if !has_mono() {
        return;
    }
    let standin = standin();
    for how in [
        "return",
        "exit",
        "exit-in-a-handler",
        "while-a-thread-polls",
        "dispose-at-the-end",
    ] {
        let mut ending = mono(tests(), &["exit", &standin.base_url(), how]);
        let mut stdout = BufReader::new(ending.child.stdout.take().expect("it is piped"));
        let mut said = String::new();
        stdout.read_line(&mut said).expect("it can be read");
        let ready = Instant::now();
        let output = ending.finish();
        let time = ready.elapsed();
        stdout.read_line(&mut said).expect("it can be read");
        assert_eq!(said, "ready\n", "{how}");
        assert!(output.stderr.is_empty(), "{how}: {}", text(&output.stderr));
        assert!(time < LONGEST_END, "{how}: it took {time:?}");
        assert!(
            standin.wait_for_open_connections(0, LONGEST_END),
            "{how}: connections stay open"
        );
    }
}

#[test]
fn the_interface_is_that_of_the_header() {
    if !has_mono() {
        return;
    }
    let table = header::table(HEADER, &folder().join("layout"));
    for (kind, least) in [
        ("struct ", 28),
        ("field ", 140),
        ("constant ", 48),
        ("function ", 18),
    ] {
        let count = table.lines().filter(|line| line.starts_with(kind)).count();
        assert!(count >= least, "{count} of {kind}in\n{table}");
    }
    let file = folder().join("layout.txt");
    fs::write(&file, table).expect("it can be written");
    let arguments = [file.to_str().expect("its path is text")];
    let output = mono(&inside("layout"), &arguments).finish();
    eprint!("{}", text(&output.stdout));
}

/// However many texts a struct has, all of them are passed and freed.
#[test]
fn a_call_takes_any_number_of_texts() {
    if has_mono() {
        mono(&inside("texts"), &[]).finish();
    }
}

/// A program that knows the library from inside: it is compiled with its sources.
fn inside(name: &str) -> PathBuf {
    let output = format!("Inside-{name}.exe");
    let mut compiler = compiler(&output);
    compiler.arg("-unsafe").args(library_sources());
    succeed(compiler.args(sources(&format!("{TESTS}/{name}"))));
    folder().join(output)
}

/// What a compiler ahead of time cannot do, and what .NET Standard 2.0 has not.
#[test]
fn the_library_uses_nothing_that_some_engines_lack() {
    for file in library_sources() {
        let code = read(&file);
        let name = file.file_stem().expect("it has a name").to_string_lossy();
        if !file.starts_with(root(GENERATED)) {
            is_one_small_type(&name, &code);
        }
        for word in [
            "dynamic",
            "System.Reflection",
            "System.Linq",
            "GetFunctionPointerForDelegate",
            "UnmanagedFunctionPointer",
            "MonoPInvokeCallback",
            "UnityEngine",
            "Span<",
            "Memory<",
            "ValueTask",
            " async ",
            "#pragma warning",
        ] {
            assert!(!code.contains(word), "{name} has {word}");
        }
    }
}

/// Files written by hand have one type each.
fn is_one_small_type(name: &str, code: &str) {
    let lines = code.lines().count();
    assert!(lines <= 300, "{name} has {lines} lines");
    let declared = name.split('.').next().expect("the first part");
    let declares = ["class", "struct", "enum"].iter().any(|kind| {
        [' ', '\n', '<']
            .iter()
            .any(|end| code.contains(&format!(" {kind} {declared}{end}")))
    });
    assert!(declares, "{name} declares another type");
}

fn talk() -> PathBuf {
    static TALK: OnceLock<PathBuf> = OnceLock::new();
    let talk = TALK.get_or_init(|| program("Talk.exe", &sources("bindings/csharp/example")));
    talk.clone()
}

fn talk_with(arguments: &[&str]) -> Output {
    let (output, _) = mono(&talk(), arguments).end();
    output
}

#[test]
fn the_example_plays_the_recording_and_talks_with_a_service() {
    if !has_mono() {
        return;
    }
    let file = root(RECORDING).display().to_string();
    for arguments in [vec![file.as_str(), "1000"], vec![&standin().base_url()]] {
        let output = talk_with(&arguments);
        let said = text(&output.stdout);
        assert!(output.status.success(), "{}{said}", text(&output.stderr));
        let parts = [
            "== The Dark Harbour ==",
            "  mira: Mira, the harbour keeper",
            "Lightning, last night. ⚡",
            "懐かしい",
            "[x] Get a can of lamp oil",
            "== Two Hundred and Twelve Steps ==",
            "[picture] A single golden beam",
            "You won!",
        ];
        assert_says(&said, &parts);
    }
}

#[test]
fn the_example_says_what_is_wrong() {
    if !has_mono() {
        return;
    }
    for (arguments, says) in [
        (vec!["nonsense"], "base_url is not a URL"),
        (vec!["http://127.0.0.1:9"], "check base_url and the network"),
        (vec![], "RECORDING_OR_URL"),
    ] {
        let output = talk_with(&arguments);
        let said = text(&output.stderr);
        assert!(!output.status.success(), "{arguments:?}");
        assert!(said.contains(says), "{said}");
    }
}

const README: &str = include_str!("../bindings/csharp/README.md");

/// What stands in the README between fences of that kind, the first.
fn block(kind: &str) -> &'static str {
    let (_, rest) = README
        .split_once(&format!("```{kind}\n"))
        .expect("there is one");
    rest.split_once("```").expect("it ends").0
}

#[test]
fn the_command_of_the_readme_makes_the_example() {
    if !has_mono() {
        return;
    }
    let talk = folder().join("TalkOfTheReadme.exe");
    let commands = block("sh").replace("\\\n", " ");
    let command = commands
        .lines()
        .find(|line| line.starts_with("mcs "))
        .expect("it compiles");
    let output = format!("-out:{}", talk.display());
    assert!(command.contains("-out:Talk.exe"), "{command}");
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(command.replace("-out:Talk.exe", &output));
    succeed(shell.current_dir(root("")));
    let file = root(RECORDING).display().to_string();
    let output = mono(&talk, &[&file, "1000"]).finish();
    assert!(
        text(&output.stdout).contains("You won!"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn the_code_of_the_readme_compiles() {
    if !has_mono() {
        return;
    }
    let method = "static async Task Play";
    let (main, rest) = block("csharp")
        .split_once(method)
        .expect("it has two parts");
    let source = folder().join("Readme.cs");
    let code = format!(
        "using System;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Rpggo;\n\
         static class Readme\n{{\nstatic void Main()\n{{\n{main}}}\n{method}{rest}}}\n"
    );
    fs::write(&source, code).expect("it can be written");
    program("Readme.exe", &[source]);
}

#[test]
fn without_the_native_library_a_sentence_says_so() {
    if !has_mono() {
        return;
    }
    let elsewhere = folder().join("without");
    fs::create_dir_all(&elsewhere).expect("the folder is writable");
    for file in [library(), &talk()] {
        let name = file.file_name().expect("it is a file");
        fs::copy(file, elsewhere.join(name)).expect("it can be copied");
    }
    let mut mono = Command::new("mono");
    mono.arg(elsewhere.join("Talk.exe"))
        .arg("http://127.0.0.1:9");
    mono.env_remove("LD_LIBRARY_PATH").stdin(Stdio::null());
    let output = mono.output().expect("it runs");
    let said = text(&output.stderr);
    assert!(
        said.contains("put rpggo.dll, librpggo.so or librpggo.dylib next to"),
        "{said}"
    );
}
