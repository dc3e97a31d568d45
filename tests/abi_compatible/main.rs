//! Programs that were compiled for an earlier release go on with this library: the header and the
//! symbols of every release are in `tests/released` (`scripts/version --release` puts them there), and
//! are compared with today's. Where that cannot be, both the ABI version and the version say so.
//!
//! That nothing else is exported is in `tests/c_programs.rs`.
#![cfg(target_os = "linux")]

mod compare;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use compare::{Interface, complaints};
use rpggo_testkit::header::{HEADER, function};
use rpggo_testkit::{
    SYSTEM_LIBRARIES, assert_silent, c_compiler, fresh, link_shared, root, run, shared_library,
    standin, succeed, temporary,
};

const TODAY: Interface = Interface {
    version: env!("CARGO_PKG_VERSION"),
    header: HEADER,
};

/// What is kept of a release.
struct Release {
    version: String,
    folder: PathBuf,
    header: String,
    symbols: BTreeSet<String>,
}

/// All of them; there is one at least.
fn releases() -> Vec<Release> {
    let folders = fs::read_dir(root("tests/released")).expect("it is there");
    let releases: Vec<Release> = folders
        .map(|folder| {
            let folder = folder.expect("it can be read").path();
            let read = |name| fs::read_to_string(folder.join(name)).expect("it is there");
            let name = folder.file_name().expect("it has a name");
            Release {
                version: name.to_string_lossy().into_owned(),
                header: read("rpggo.h"),
                symbols: read("symbols.txt").lines().map(str::to_owned).collect(),
                folder,
            }
        })
        .collect();
    assert!(!releases.is_empty(), "tests/released is empty");
    releases
}

impl Release {
    fn interface(&self) -> Interface<'_> {
        Interface {
            version: &self.version,
            header: &self.header,
        }
    }

    /// Compiles a program of `tests/c` with its header, and links it with today's library.
    fn compile(&self, name: &str) -> PathBuf {
        let compiler = || {
            let mut compiler = c_compiler();
            // It is looked through before include/.
            compiler.arg("-iquote").arg(&self.folder);
            compiler.arg(root("tests/c").join(name).with_extension("c"));
            compiler
        };
        let used = succeed(compiler().arg("-MM"));
        let ours = root("include").display().to_string();
        let has = |path: &str| used.contains(path);
        assert!(has(&self.folder.display().to_string()), "{used}");
        assert!(!has(&ours), "{used}");

        let program = temporary(&format!("{name}-{}", self.version));
        let mut compiler = compiler();
        succeed(
            link_shared(&mut compiler)
                .args(SYSTEM_LIBRARIES)
                .arg("-o")
                .arg(&program),
        );
        program
    }
}

/// Those whose programs run with today's library.
fn compatible_releases() -> impl Iterator<Item = Release> {
    let today = TODAY.abi_version();
    let releases = releases().into_iter();
    releases.filter(move |release| release.interface().abi_version() == today)
}

#[test]
fn today_s_header_keeps_what_every_release_promised() {
    for release in releases() {
        let program = temporary(&format!("since-{}", release.version.replace('.', "-")));
        let found = complaints(release.interface(), TODAY, &program);
        assert!(
            found.is_empty(),
            "since {}:\n{}",
            release.version,
            found.join("\n")
        );
    }
}

#[test]
fn every_function_of_a_release_is_still_exported() {
    let mut nm = Command::new("nm");
    let listing = succeed(nm.args(["-D", "--defined-only"]).arg(shared_library()));
    let exported: BTreeSet<&str> = listing
        .lines()
        .filter_map(|line| line.split_whitespace().last())
        .collect();
    for release in releases() {
        let declared: BTreeSet<String> = release.header.lines().filter_map(function).collect();
        assert_eq!(release.symbols, declared, "{}", release.version);
    }
    for release in compatible_releases() {
        let mut gone = release.symbols.iter();
        let gone = gone.find(|symbol| !exported.contains(symbol.as_str()));
        assert_eq!(gone, None, "since {}", release.version);
    }
}

#[test]
fn programs_compiled_for_a_release_run_with_today_s_library() {
    for release in compatible_releases() {
        let standin = standin();
        let base_url = standin.base_url();
        let recording = fresh(&format!("since-{}.jsonl", release.version));
        for (name, arguments) in [
            ("two_chats", vec![standin.fault("chunk=16")]),
            ("session", vec![base_url.clone()]),
            ("replay", vec![base_url, recording]),
        ] {
            assert_silent(&run(&release.compile(name), &arguments));
        }
    }
}

/// Today's header with other texts in place of some of its own.
fn changed(changes: &[(&str, &str)]) -> String {
    let mut header = HEADER.to_owned();
    for (from, to) in changes {
        let count = header.matches(from).count();
        assert!(count >= 1, "{from} is not in the header");
        header = header.replace(from, to);
    }
    header
}

/// What is wrong with a changed header beside today's.
fn complaints_of(name: &str, version: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let header = &changed(changes);
    let program = temporary(&format!("changed-{name}"));
    complaints(TODAY, Interface { version, header }, &program)
}

#[test]
fn every_break_is_found() {
    let cancel = "rpggo_request_cancel(struct rpggo_client *client, rpggo_request_id request";
    let breaks: &[(&str, &[(&str, &str)])] = &[
        (
            "rpggo_version is gone",
            &[("const char *rpggo_version(void);", "")],
        ),
        (
            "rpggo_request_cancel",
            &[(
                cancel,
                "rpggo_request_cancel(struct rpggo_client *client, uint32_t request",
            )],
        ),
        (
            "rpggo_request_cancel",
            &[(cancel, "rpggo_request_cancel(struct rpggo_client *client")],
        ),
        (
            "rpggo_abi_version",
            &[("uint32_t rpggo_abi_version", "uint64_t rpggo_abi_version")],
        ),
        (
            "rpggo_status",
            &[(
                "typedef int32_t rpggo_status;",
                "typedef int64_t rpggo_status;",
            )],
        ),
        (
            "rpggo_log_level is gone",
            &[
                ("rpggo_log_level ", "rpggo_level "),
                ("rpggo_log_level;", "rpggo_level;"),
            ],
        ),
        (
            "constant RPGGO_TLS was [8.0] and is [18.0]",
            &[("#define RPGGO_TLS 8", "#define RPGGO_TLS 18")],
        ),
        ("RPGGO_TLS is gone", &[("#define RPGGO_TLS 8", "")]),
        (
            "RPGGO_STATS_INIT is gone",
            &[("RPGGO_STATS_INIT", "RPGGO_STATISTICS_INIT")],
        ),
        (
            "constant RPGGO_EVENT_MESSAGE was [3.0] and is [2.0]",
            &[
                ("RPGGO_EVENT_TEXT 2", "RPGGO_EVENT_TEXT 3"),
                ("RPGGO_EVENT_MESSAGE 3", "RPGGO_EVENT_MESSAGE 2"),
            ],
        ),
        (
            "field rpggo_event_message.role was [",
            &[
                ("  rpggo_role role;", "  int32_t MOVED;"),
                ("  int32_t current_count;", "  rpggo_role role;"),
                ("MOVED", "current_count"),
            ],
        ),
        (
            "field rpggo_event.elapsed_ms is gone",
            &[("  double elapsed_ms;\n", "")],
        ),
        (
            "it->image_type",
            &[("  int32_t image_type;", "  uint32_t image_type;")],
        ),
        (
            "it->image_type",
            &[("  int32_t image_type;", "  float image_type;")],
        ),
        (
            "field rpggo_event_retrying.attempt was [0.0, 4.0] and is [0.0, 8.0]",
            &[("  int32_t attempt;", "  int64_t attempt;")],
        ),
        (
            "field rpggo_event.raw was [",
            &[(
                "  struct rpggo_str raw;",
                "  int32_t more;\n  struct rpggo_str raw;",
            )],
        ),
        // It is in an array.
        (
            "struct rpggo_goal was [",
            &[("  bool achieved;\n", "  bool achieved;\n  double more;\n")],
        ),
        // It is in other structs.
        (
            "field rpggo_event.raw was [",
            &[(
                "  size_t len;\n} rpggo_str;",
                "  size_t len;\n  size_t more;\n} rpggo_str;",
            )],
        ),
        // In the padding of a struct that the caller fills.
        (
            "field rpggo_chat_request.more lies within the 80 bytes",
            &[(
                "} rpggo_chat_request;",
                "  uint32_t more;\n} rpggo_chat_request;",
            )],
        ),
    ];
    for (number, (expected, changes)) in breaks.iter().enumerate() {
        let found = complaints_of(&format!("break-{number}"), TODAY.version, changes);
        let is_found = found.iter().any(|it| it.contains(expected));
        assert!(is_found, "{expected} is not in\n{}", found.join("\n"));
        assert!(
            found.last().is_some_and(|it| it.contains("raise")),
            "{found:?}"
        );
    }
}

#[test]
fn what_may_be_added_is_no_break() {
    let additions: &[&[(&str, &str)]] = &[
        &[(
            "rpggo_status rpggo_last_status",
            "void rpggo_new(void);\n\nrpggo_status rpggo_last_status",
        )],
        &[(
            "#define RPGGO_TLS 8",
            "#define RPGGO_NEW 99\n#define RPGGO_TLS 8",
        )],
        &[(
            "#define RPGGO_VERSION_PATCH ",
            "#define RPGGO_VERSION_PATCH 9",
        )],
        &[(
            "} rpggo_client_options;",
            "  uint64_t more;\n} rpggo_client_options;",
        )],
        &[("} rpggo_stats;", "  uint64_t more;\n} rpggo_stats;")],
        &[(
            "} rpggo_event_message;",
            "  struct rpggo_str more;\n} rpggo_event_message;",
        )],
        &[(
            "} rpggo_event_state;",
            "  double more;\n} rpggo_event_state;",
        )],
        &[(
            "  struct rpggo_event_log log;",
            "  struct rpggo_event_log log;\n  struct rpggo_event_log more;",
        )],
        &[("rpggo_request_id request);", "rpggo_request_id which);")],
    ];
    for (number, changes) in additions.iter().enumerate() {
        let found = complaints_of(&format!("addition-{number}"), TODAY.version, changes);
        assert!(found.is_empty(), "{changes:?}\n{}", found.join("\n"));
    }
}

#[test]
fn another_abi_version_needs_another_version() {
    let of = |version, header| Interface { version, header };
    let number = |number: u32| format!("#define RPGGO_ABI_VERSION {number}\n");
    let is = TODAY.abi_version();
    let raised = &changed(&[
        (&number(is), &number(is + 1)),
        ("RPGGO_TLS 8", "RPGGO_TLS 9"),
    ]);
    let program = temporary("another-abi-version");
    for (old, new, is_enough) in [
        ("0.1.0", "0.1.0", false),
        ("0.1.0", "0.1.9", false),
        ("0.1.9", "0.2.0", true),
        ("0.9.0", "1.0.0", true),
        ("1.2.0", "1.3.0", false),
        ("1.2.0", "2.0.0", true),
    ] {
        let found = complaints(of(old, HEADER), of(new, raised), &program);
        assert_eq!(found.is_empty(), is_enough, "{old} {new} {found:?}");
    }
    let lowered = complaints(of("0.1.0", raised), of("0.2.0", HEADER), &program);
    assert!(
        lowered.len() == 1 && lowered[0].ends_with("raise it"),
        "{lowered:?}"
    );
}
