//! Programs that are run to their end, or ended when they hang.

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::files::root;

/// Generous: only a program that hangs runs that long.
const LONGEST_RUN: Duration = Duration::from_secs(180);

/// The words of a variable that `reliability/sanitizers` or `tests/dist` sets; else none.
pub(crate) fn words(variable: &str) -> Vec<String> {
    let value = env::var(variable).unwrap_or_default();
    value.split_whitespace().map(str::to_owned).collect()
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

/// That a text has all these parts.
pub fn assert_says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{part:?} is not in:\n{said}");
    }
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
        command.current_dir(root("")).env_remove("RPGGO_API_KEY");
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
