//! What the tests of the built library share: building it, compiling programs, running them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{env, fs};

use rpggo_standin::{Config, Standin};

/// The header as it is checked in.
pub const HEADER: &str = include_str!("../../include/rpggo.h");

/// Longest wait for what comes at once.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Generous: only a program that hangs runs that long.
const LONGEST_RUN: Duration = Duration::from_secs(180);

const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-pedantic", "-Werror"];

/// What the static library needs, as `rustc --print native-static-libs` says.
#[cfg(target_os = "macos")]
pub const SYSTEM_LIBRARIES: &[&str] = &[
    "-framework",
    "Security",
    "-framework",
    "CoreFoundation",
    "-framework",
    "SystemConfiguration",
    "-liconv",
];
#[cfg(not(target_os = "macos"))]
pub const SYSTEM_LIBRARIES: &[&str] = &[
    "-lgcc_s",
    "-lutil",
    "-lrt",
    "-lpthread",
    "-lm",
    "-ldl",
    "-lc",
];

/// How a program gets the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linkage {
    Shared,
    Static,
    /// Not at all: it loads the library itself.
    Loaded,
}

/// Each test with the shared and with the static library.
#[allow(unused_macros)]
macro_rules! with_both_libraries {
    ($($name:ident)*) => {
        mod shared_library_tests {
            $(#[test] fn $name() { super::$name(super::Linkage::Shared); })*
        }
        mod static_library_tests {
            $(#[test] fn $name() { super::$name(super::Linkage::Static); })*
        }
    };
}

/// Each case of a program as a test of its own, which calls `case` with its name.
#[allow(unused_macros)]
macro_rules! cases {
    ($($name:ident)*) => {
        #[allow(non_snake_case)]
        mod cases {
            $(#[test] fn $name() { super::case(stringify!($name)); })*
        }
        const CASES: &[&str] = &[$(stringify!($name)),*];
    };
}

/// The package's own folder, or what is in it.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A place for what a test makes; another one for each platform that `tests/dist` tries at once.
pub fn temporary(name: &str) -> PathBuf {
    let platform = env::var("RPGGO_TEST_PLATFORM").unwrap_or_default();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("c")
        .join(platform);
    fs::create_dir_all(&folder).expect("the target folder is writable");
    folder.join(name)
}

/// The folder of the release libraries, which are built when it is asked for first; else the one that
/// `tests/dist` unpacked.
pub fn release() -> &'static Path {
    static RELEASE: OnceLock<PathBuf> = OnceLock::new();
    RELEASE.get_or_init(|| {
        if let Some(folder) = env::var_os("RPGGO_TEST_LIBRARY") {
            return folder.into();
        }
        let test = env::current_exe().expect("a test has a path");
        let target = test.ancestors().nth(3).expect("target/debug/deps/test");
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--release", "-p", "rpggo-library", "--target-dir"]);
        succeed(cargo.arg(target).current_dir(root("")));
        target.join("release")
    })
}

/// The shared library.
pub fn shared_library() -> PathBuf {
    let names = ["librpggo.so", "librpggo.dylib", "rpggo.dll"];
    let mut places = names.map(|name| release().join(name)).into_iter();
    let is_there = |place: &PathBuf| place.exists();
    places.find(is_there).expect("it was built")
}

/// A stand-in with the bundled story.
pub fn standin() -> Standin {
    Standin::start(Config::default()).expect("the stand-in starts")
}

/// The C compiler, and what every program is compiled with.
pub fn c_compiler() -> Command {
    // Of its own name: cargo would build for the other platform too, for which `tests/dist` sets it.
    let compiler = env::var_os("RPGGO_TEST_CC").or_else(|| env::var_os("CC"));
    let mut compiler = Command::new(compiler.unwrap_or_else(|| "cc".into()));
    compiler.args(["-std=c99", "-g", "-I"]).arg(root("include"));
    compiler.args(WARNINGS);
    compiler
}

/// The same for C++.
pub fn cpp_compiler() -> Command {
    let mut compiler = Command::new(env::var_os("CXX").unwrap_or_else(|| "c++".into()));
    compiler.args(["-std=c++17", "-I"]).arg(root("include"));
    compiler.args(WARNINGS);
    compiler
}

/// The words of a variable that `reliability/sanitizers` or `tests/dist` sets; else none.
fn words(variable: &str) -> Vec<String> {
    let value = env::var(variable).unwrap_or_default();
    value.split_whitespace().map(str::to_owned).collect()
}

/// Compiles a program of `tests/c`, for this test alone.
pub fn compile(name: &str, linkage: Linkage) -> PathBuf {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let program = temporary(&format!("{name}-{linkage:?}-{number}.exe").to_lowercase());
    let object = program.with_extension("o");
    let mut compiler = c_compiler();
    compiler.arg(root("tests/c").join(name).with_extension("c"));
    compiler.args(words("RPGGO_TEST_COMPILE"));
    succeed(compiler.arg("-c").arg("-o").arg(&object));
    // In a step of its own: with a sanitizer named, the compiler would link its own runtime too.
    let mut linker = c_compiler();
    linker.arg(object);
    let instead = words("RPGGO_TEST_LINK");
    match linkage {
        Linkage::Shared => {
            let folder = release().display();
            linker.arg(format!("-L{folder}")).arg("-lrpggo");
            linker.arg(format!("-Wl,-rpath,{folder}"));
        }
        Linkage::Static if !instead.is_empty() => {
            linker.args(instead);
        }
        Linkage::Static => {
            linker.arg(release().join("librpggo.a"));
        }
        Linkage::Loaded => {}
    }
    let system = words("RPGGO_TEST_SYSTEM_LIBRARIES");
    if system.is_empty() {
        linker.args(SYSTEM_LIBRARIES);
    }
    succeed(linker.args(system).arg("-o").arg(&program));
    program
}

/// Nothing is ever printed to the console of a game.
pub fn assert_silent(output: &Output) {
    let printed = [&output.stdout[..], &output.stderr[..]].concat();
    assert!(
        printed.is_empty(),
        "printed: {}",
        String::from_utf8_lossy(&printed)
    );
}

/// The name of the function that a line of the header begins.
pub fn function(line: &str) -> Option<String> {
    if line.starts_with([' ', '#', '/', '*']) || line.starts_with("template") {
        return None;
    }
    let (before, _) = line.split_once('(')?;
    let name = &before[before.rfind([' ', '*'])? + 1..];
    name.starts_with("rpggo_").then(|| name.to_owned())
}

/// The path of a file that is not there yet.
pub fn fresh(name: &str) -> String {
    let path = temporary(name);
    let _ = fs::remove_file(&path);
    path.display().to_string()
}

/// Whether there is a Mono.
pub fn has_mono() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| ["mono", "mcs"].iter().all(|it| has(it, "C#")))
}

/// Whether there is such a tool; a test without it says so and is left out, but not where nobody
/// would see that.
pub fn has(tool: &str, purpose: &str) -> bool {
    has_when(Command::new(tool).arg("--version"), tool, purpose)
}

/// The same for what is there when a command succeeds.
pub fn has_when(command: &mut Command, what: &str, purpose: &str) -> bool {
    let has = command.output().is_ok_and(|output| output.status.success());
    if !has {
        let message = format!("{what} is needed to test {purpose}");
        assert!(env::var_os("CI").is_none(), "{message}");
        eprintln!("left out: {message}");
    }
    has
}

/// Runs a tool that has to succeed, and gives what it says.
pub fn succeed(command: &mut Command) -> String {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}\n{}", said(&output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs a program to its end; it has to succeed.
pub fn run(program: &Path, arguments: &[impl AsRef<OsStr>]) -> Output {
    let mut run = Run::start(program, arguments);
    drop(run.child.stdin.take());
    run.finish()
}

/// A program that runs, and is killed when it takes too long.
pub struct Run {
    pub child: Child,
    watch: Watch,
    name: String,
}

impl Run {
    pub fn start(program: &Path, arguments: &[impl AsRef<OsStr>]) -> Run {
        let tool = words("RPGGO_TEST_RUN");
        let mut line = tool.iter().map(OsStr::new).chain([program.as_os_str()]);
        let mut command = Command::new(line.next().expect("the program at least"));
        command.args(line).args(arguments);
        command.env_remove("RPGGO_API_KEY");
        // Cargo names its own folders there: a program would find the debug library.
        command.env_remove("LD_LIBRARY_PATH");
        command.stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Run {
            watch: Watch::over(&child),
            child,
            name: format!("{command:?}"),
        }
    }

    /// Waits for its end; it has to succeed.
    pub fn finish(self) -> Output {
        let output = self.end();
        assert!(
            output.0.status.success(),
            "{}\n{}",
            output.1,
            said(&output.0)
        );
        output.0
    }

    /// Waits for its end, and gives its name too.
    pub fn end(self) -> (Output, String) {
        let output = self.child.wait_with_output().expect("it can be waited for");
        assert!(
            !self.watch.struck(),
            "{} hangs\n{}",
            self.name,
            said(&output)
        );
        (output, self.name)
    }
}

/// Kills a program that takes too long.
struct Watch {
    over: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
    struck: Arc<AtomicBool>,
}

impl Watch {
    fn over(child: &Child) -> Watch {
        let (over, is_over) = mpsc::channel::<()>();
        let struck = Arc::new(AtomicBool::new(false));
        let strike = Arc::clone(&struck);
        let child = child.id().cast_signed();
        let thread = std::thread::spawn(move || {
            if is_over.recv_timeout(LONGEST_RUN) == Err(mpsc::RecvTimeoutError::Timeout) {
                strike.store(true, Ordering::Relaxed);
                // SAFETY: no memory is involved; the child was not waited for yet.
                unsafe { libc::kill(child, libc::SIGKILL) };
            }
        });
        Watch {
            over: Some(over),
            thread: Some(thread),
            struck,
        }
    }

    fn struck(&self) -> bool {
        self.struck.load(Ordering::Relaxed)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.over.take());
        if let Some(thread) = self.thread.take() {
            thread.join().expect("it only waits");
        }
    }
}

/// All that a program printed, and how it ended.
fn said(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    format!("{}\n{out}{err}", output.status)
}
