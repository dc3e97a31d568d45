//! Chaos: many chats at once through a server that fails in every way there is, with chats that are
//! cancelled and clients that are freed in the middle, over the C functions of the release library.
//! What the game hears is compared with what the server really sent. `reliability/chaos` runs it for
//! longer.
#![cfg(target_os = "linux")]

mod answer;
mod game;
mod pause;
mod plan;
mod process;
mod report;
mod talk;

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant, SystemTime};

use rpggo_standin::Standin;
use rpggo_testkit::{Functions, shared_library, standin};

use game::{Game, Player};
use plan::{Cancel, Plan};
use process::Process;
use report::Report;
use talk::Ledger;

const STARTERS: usize = 4;
const POLLERS: usize = 3;
/// What a run without a wish has: some seconds.
const CHATS: u64 = 3000;
/// What the memory may differ by at the end: the allocator's own lists, a buffer of the tests.
const LEEWAY: usize = 256 << 10;

/// For how long, from the environment: a number of chats (`100000`) or of seconds (`600s`).
#[derive(Clone, Copy)]
struct Length {
    chats: u64,
    time: Duration,
}

impl Length {
    fn wished() -> Length {
        let for_ever = Duration::from_secs(u64::MAX >> 1);
        let Ok(wish) = std::env::var("RPGGO_CHAOS") else {
            return Length {
                chats: CHATS,
                time: for_ever,
            };
        };
        let number = |text: &str| {
            let parsed = text.parse().ok();
            parsed.unwrap_or_else(|| {
                panic!("RPGGO_CHAOS={wish}: use 100000 for chats, 600s for time")
            })
        };
        match wish.strip_suffix('s') {
            Some(seconds) => Length {
                chats: u64::MAX,
                time: Duration::from_secs(number(seconds)),
            },
            None => Length {
                chats: number(&wish),
                time: for_ever,
            },
        }
    }
}

fn seed() -> u64 {
    let wish = std::env::var("RPGGO_CHAOS_SEED").ok();
    let now = || {
        SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap()
    };
    wish.map_or_else(
        || now().as_micros() as u64,
        |seed| seed.parse().expect("a number"),
    )
}

/// A port that is taken, and where nobody listens.
struct Closed(libc::c_int, String);

impl Closed {
    fn new() -> Closed {
        // SAFETY: the address is as long as is said, and lives.
        unsafe {
            let socket = libc::socket(libc::AF_INET, libc::SOCK_STREAM | libc::SOCK_CLOEXEC, 0);
            let mut address: libc::sockaddr_in = std::mem::zeroed();
            let mut length = size_of_val(&address) as libc::socklen_t;
            address.sin_family = libc::AF_INET as libc::sa_family_t;
            address.sin_addr.s_addr = u32::from_ne_bytes([127, 0, 0, 1]);
            let place = (&raw mut address).cast();
            assert_eq!(libc::bind(socket, place, length), 0);
            assert_eq!(libc::getsockname(socket, place, &mut length), 0);
            let port = u16::from_be(address.sin_port);
            Closed(socket, format!("http://127.0.0.1:{port}"))
        }
    }
}

impl Drop for Closed {
    fn drop(&mut self) {
        // SAFETY: it is open, and only here.
        unsafe { libc::close(self.0) };
    }
}

/// Chats until the length is reached; the numbers go on where `first` is.
fn run(
    library: &'static Functions,
    standin: &Standin,
    seed: u64,
    first: u64,
    length: Length,
) -> Report {
    let began = Instant::now();
    let ledger = Arc::new(Ledger::default());
    standin.choose({
        let ledger = Arc::clone(&ledger);
        move |seen| ledger.answer(seed, seen)
    });
    let (base_url, closed) = (standin.base_url(), Closed::new());
    let game = Game::new(library, seed, &ledger, &base_url, &closed.1);
    let players = game::players(&game);
    let (next, is_over) = (AtomicU64::new(first), AtomicBool::new(false));
    // The chats that may end before their request is there.
    let hasty = std::thread::scope(|scope| {
        let (others, asked) = mpsc::channel();
        let canceller = scope.spawn(move || {
            let asked: mpsc::Receiver<(&Player, _)> = asked;
            asked.iter().for_each(|(player, id)| player.cancel(id));
        });
        let starters: Vec<_> = (0..STARTERS)
            .map(|_| {
                let (game, players, next, others) = (&game, &players, &next, others.clone());
                scope.spawn(move || {
                    let mut hasty = HashSet::new();
                    while began.elapsed() < length.time {
                        let number = next.fetch_add(1, Ordering::SeqCst);
                        if number - first >= length.chats {
                            break;
                        }
                        let plan = Plan::of(seed, number);
                        if plan.is_visit || plan.cancel != Cancel::Never {
                            hasty.insert(number);
                        }
                        if plan.is_visit {
                            game.visit(plan);
                        } else {
                            let player = game::player_for(players, &plan);
                            game.chat(player, plan, &others);
                        }
                        if number % 1000 == 0 {
                            standin.take_requests();
                        }
                    }
                    hasty
                })
            })
            .collect();
        drop(others);
        for at in 0..POLLERS {
            let (game, players, is_over) = (&game, &players, &is_over);
            scope.spawn(move || {
                while !is_over.load(Ordering::SeqCst) {
                    let mine = players.iter().skip(at).step_by(POLLERS);
                    if mine.filter(|player| game.poll(player)).count() == 0 {
                        // Until the next frame.
                        std::thread::sleep(Duration::from_millis(1));
                    }
                }
            });
        }
        let hasty: HashSet<u64> = starters
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect();
        canceller.join().unwrap();
        game.wait_for_all();
        is_over.store(true, Ordering::SeqCst);
        hasty
    });
    for player in &players {
        game.check_end(player);
        let took = player.client.free();
        assert!(took < Duration::from_secs(1), "{took:?}");
    }
    assert!(
        standin.wait_for_open_connections(0, Duration::from_secs(30)),
        "open connections"
    );
    standin.take_requests();
    let unexpected: Vec<u64> = ledger
        .left()
        .into_iter()
        .filter(|it| !hasty.contains(it))
        .collect();
    assert!(
        unexpected.is_empty(),
        "requests after the end: {unexpected:?}"
    );
    standin.choose(|_| None);
    game.report.into_inner().unwrap()
}

#[test]
fn chaos() {
    let (length, seed) = (Length::wished(), seed());
    eprintln!("seed {seed} (RPGGO_CHAOS_SEED repeats its plan)");
    let library = Functions::load(&shared_library());
    let standin = standin();
    // What lives as long as the process is made now, and the allocator's lists are filled.
    let warm = Length {
        chats: 600,
        time: Duration::from_secs(3600),
    };
    let warm_report = run(library, &standin, seed, 0, warm);
    assert!(
        warm_report.failures.is_empty(),
        "seed {seed}: {:#?}",
        warm_report.failures
    );
    let before = Process::now();
    let began = Instant::now();
    let report = run(library, &standin, seed, warm.chats, length);
    let took = began.elapsed();
    let (events, counts) = (
        report.events,
        (report.finished, report.chats() - report.unfinished()),
    );
    let (table, failures) = (report.table(library, took), report.failures.clone());
    drop(report);
    let after = Process::settled(&before);
    eprintln!("{table}\nbefore: {before}\nafter:  {after}\n");
    assert!(failures.is_empty(), "seed {seed}: {failures:#?}");
    assert_eq!(counts.0, counts.1, "one FINISHED each; seed {seed}");
    assert!(events > 0);
    assert_eq!(after.descriptors, before.descriptors, "seed {seed}");
    assert_eq!(after.threads, before.threads, "seed {seed}");
    let grown = after.allocated.saturating_sub(before.allocated);
    assert!(grown < LEEWAY, "{grown} bytes are left; seed {seed}");
    pause::the_game_stops_polling(library, &standin);
}
