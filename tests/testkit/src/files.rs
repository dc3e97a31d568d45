//! Where files are, and where tests may put some.

use std::ffi::CString;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs};

/// A file or folder of the repository, or of the copy that `tests/additions` made of it.
pub fn root(path: &str) -> PathBuf {
    if let Some(copy) = env::var_os("RPGGO_TEST_COPY") {
        return Path::new(&copy).join(path);
    }
    let kit = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = kit.ancestors().nth(2).expect("it is in tests/testkit");
    root.join(path)
}

/// A file of `tests/fixtures`: what a service answers.
pub fn fixture(name: &str) -> Vec<u8> {
    let path = root("tests/fixtures").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The folder of all that cargo builds.
pub(crate) fn target() -> PathBuf {
    let test = env::current_exe().expect("a test has a path");
    let target = test.ancestors().nth(3).expect("target/debug/deps/test");
    target.to_owned()
}

/// The folder of that name for what tests make.
pub fn made(name: &str) -> PathBuf {
    let folder = target().join("tmp").join(name);
    fs::create_dir_all(&folder).expect("the target folder is writable");
    folder
}

/// The same, and empty.
pub fn clean(name: &str) -> PathBuf {
    let _ = fs::remove_dir_all(made(name));
    made(name)
}

/// A file's text.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = path.as_ref();
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What is in a folder, in order: files and folders.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder);
    let entries = entries.unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|it| it.expect("it can be read").path())
        .collect();
    paths.sort();
    paths
}

/// What is in a folder and has that ending, in order.
pub fn with_ending(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut paths = entries(folder);
    paths.retain(|it| it.to_string_lossy().ends_with(ending));
    paths
}

/// Everything below a folder, files and folders.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut paths = entries(folder);
    let folders: Vec<PathBuf> = paths.iter().filter(|it| it.is_dir()).cloned().collect();
    paths.extend(folders.iter().flat_map(|it| below(it)));
    paths
}

/// A place for what tests of C programs make; another one for each platform that `tests/dist` tries
/// at once.
pub fn temporary(name: &str) -> PathBuf {
    let platform = env::var("RPGGO_TEST_PLATFORM").unwrap_or_default();
    made(&format!("c/{platform}")).join(name)
}

/// The path of a file that is not there yet.
pub fn fresh(name: &str) -> String {
    let path = temporary(name);
    let _ = fs::remove_file(&path);
    path.display().to_string()
}

/// A file of one test, deleted at its end.
pub struct Scratch {
    pub path: PathBuf,
    /// The same for C.
    pub text: CString,
}

impl Default for Scratch {
    fn default() -> Scratch {
        Scratch::new()
    }
}

impl Scratch {
    pub fn new() -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rpggo-test-{}-{number}", std::process::id());
        let path = env::temp_dir().join(name);
        let text = CString::new(path.to_str().expect("it is text")).expect("it has no NUL");
        Scratch { path, text }
    }

    pub fn with(content: impl AsRef<[u8]>) -> Scratch {
        let scratch = Scratch::new();
        fs::write(&scratch.path, content).expect("it can be written");
        scratch
    }

    pub fn read(&self) -> String {
        fs::read_to_string(&self.path).expect("it is there, and text")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
