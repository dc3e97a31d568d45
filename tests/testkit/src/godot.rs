//! The engine, and projects for it that have the extension.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::{env, fs};

use crate::files::{clean, root, target};
use crate::left_out::left_out;
use crate::library::cargo;
use crate::program::{Run, succeed};

/// What the engine's log must not have: errors, and what is left behind at the end.
const TROUBLE: [&str; 6] = [
    "ERROR",
    "leaked",
    "RID",
    "still in use",
    "panicked",
    "WARNING",
];

/// What software that draws into memory says of a screen that it has not.
const NO_SCREEN: &str = "changing V-Sync mode is not supported by the graphics driver";

/// The command that runs the engine; `None` where none can be had.
fn engine() -> Option<&'static str> {
    static ENGINE: OnceLock<Result<String, String>> = OnceLock::new();
    let engine = ENGINE.get_or_init(|| {
        let finder = Command::new(root("bindings/godot/engine")).output();
        let finder = finder.expect("the script can be run");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        match finder.status.success() {
            true => Ok(text(&finder.stdout)),
            false => Err(text(&finder.stderr)),
        }
    });
    match engine {
        Ok(engine) => Some(engine),
        Err(why) => {
            left_out("Godot", why);
            None
        }
    }
}

/// The extension's library, built once.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let target = target();
        let arguments = ["build", "--locked", "-p", "rpggo-godot", "--target-dir"];
        succeed(cargo().args(arguments).arg(&target));
        target.join("debug").join(library_name())
    })
}

fn library_name() -> String {
    [
        env::consts::DLL_PREFIX,
        "rpggo_godot",
        env::consts::DLL_SUFFIX,
    ]
    .concat()
}

/// Where the extension's `.gdextension` file expects the library of this machine.
fn library_folder() -> &'static str {
    match (env::consts::OS, env::consts::ARCH) {
        ("macos", _) => "macos",
        (_, "aarch64") => "linux-arm64",
        _ => "linux-x86_64",
    }
}

pub fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("the target folder is writable");
        for entry in fs::read_dir(from).expect("it is a folder") {
            let entry = entry.expect("it can be read");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("it can be copied");
    }
}

/// A project with the extension, imported.
pub struct Project {
    engine: &'static str,
    pub folder: PathBuf,
    /// The editor writes into the project that others play.
    one: Mutex<()>,
}

impl Project {
    /// A copy of a project and of further files; `None` where there is no engine.
    pub fn make(name: &str, from: &str, further: &[&str]) -> Option<Project> {
        engine()?;
        let folder = clean(&format!("godot/{name}"));
        copy(&root(from), &folder);
        for path in further {
            let path = root(path);
            copy(&path, &folder.join(path.file_name().expect("a file")));
        }
        // As a user may have them in the project: packed for a game, imported by another engine.
        let _ = fs::remove_dir_all(folder.join("addons"));
        let _ = fs::remove_dir_all(folder.join(".godot"));
        copy(&root("bindings/godot/addons"), &folder.join("addons"));
        let libraries = folder.join("addons/rpggo/bin").join(library_folder());
        fs::create_dir_all(&libraries).expect("the target folder is writable");
        symlink(library(), libraries.join(library_name())).expect("it can be linked");
        // An engine without a window crashes at the end of the import that finds an extension.
        let found = folder.join(".godot");
        fs::create_dir_all(&found).expect("the target folder is writable");
        let extension = "res://addons/rpggo/rpggo.gdextension\n";
        fs::write(found.join("extension_list.cfg"), extension).expect("it can be written");
        Project::open(folder)
    }

    /// A folder that is a project; `None` where there is no engine.
    pub fn open(folder: PathBuf) -> Option<Project> {
        let project = Project {
            engine: engine()?,
            folder,
            one: Mutex::new(()),
        };
        let output = project.run(&["--import"]);
        assert!(output.status.success(), "{}", log(&output));
        assert_eq!(trouble(&log(&output)), Vec::<&str>::new());
        Some(project)
    }

    /// Runs the engine without a window, to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.start(&[], &[&["--headless"], arguments].concat())
    }

    /// Runs the engine with a window, drawn in software.
    pub fn run_with_window(&self, screen: &Screen, arguments: &[&str]) -> Output {
        let display = format!("DISPLAY={}", screen.display);
        let drawn = ["--rendering-driver", "opengl3", "--audio-driver", "Dummy"];
        self.start(&[display], &[&drawn, arguments].concat())
    }

    /// With folders of its own for what games write.
    fn start(&self, variables: &[String], arguments: &[&str]) -> Output {
        let _one = self.one.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.folder.display().to_string();
        let mut all = ["DATA", "CONFIG", "CACHE"]
            .map(|it| format!("XDG_{it}_HOME={path}-home"))
            .to_vec();
        all.extend_from_slice(variables);
        all.extend([self.engine, "--path", &path].map(String::from));
        all.extend(arguments.iter().map(|it| (*it).to_owned()));
        let mut run = Run::start(Path::new("env"), &all);
        drop(run.child.stdin.take());
        run.end().0
    }
}

/// A screen that is only in memory.
pub struct Screen {
    server: Child,
    display: String,
}

impl Screen {
    /// `None` where there is no Xvfb.
    pub fn start() -> Option<Screen> {
        let mut xvfb = Command::new("Xvfb");
        xvfb.args(["-displayfd", "1", "-screen", "0", "1280x720x24"])
            .args(["-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let Ok(mut server) = xvfb.spawn() else {
            left_out("Xvfb", "apt-get install xvfb");
            return None;
        };
        // It says which number it took when it is ready.
        let mut number = String::new();
        let output = server.stdout.take().expect("it is piped");
        BufReader::new(output)
            .read_line(&mut number)
            .expect("it can be read");
        let display = format!(":{}", number.trim());
        Some(Screen { server, display })
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

pub fn log(output: &Output) -> String {
    let printed = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&printed).into_owned()
}

/// The lines that no good run has.
pub fn trouble(log: &str) -> Vec<&str> {
    let lines = log.lines().filter(|line| !line.contains(NO_SCREEN));
    lines
        .filter(|line| TROUBLE.iter().any(|word| line.contains(word)))
        .collect()
}
