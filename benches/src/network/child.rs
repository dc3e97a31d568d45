//! One contestant in a process of its own, so that its memory and its time are its own; and what the
//! parent says to it: a command a line, which is answered with figures in a line.

use std::fs;
use std::io::{BufRead, BufReader, Write, stdin};
use std::net::SocketAddr;
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use super::clients::{self, Client, Heard, Place};
use super::now;
use crate::measure::Samples;
use crate::shipped;

/// The parent's side.
pub struct Child {
    process: process::Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Child {
    /// Starts a client of that name; `url` is where its chats go.
    pub fn start(client: &str, url: &str, authorities: &str) -> Child {
        allow_many_files();
        let program = match client {
            "rpggo" => shipped::program(),
            _ => std::env::current_exe().expect("this program"),
        };
        let mut process = Command::new(program)
            .args(["child", client, url, authorities])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program");
        let commands = process.stdin.take().expect("piped");
        let answers = BufReader::new(process.stdout.take().expect("piped"));
        Child {
            process,
            commands,
            answers,
        }
    }

    /// The same, and has it make its client.
    pub fn ready(client: &str, server: SocketAddr, path: &str) -> Child {
        let mut child = Child::start(client, &format!("http://{server}/{path}"), "");
        child.make();
        child
    }

    pub fn make(&mut self) -> Made {
        let [nanoseconds, bytes_read] = self.ask("make");
        Made {
            nanoseconds,
            bytes_read,
        }
    }

    /// Has so many chats to their ends, polled so far apart (0: without a pause).
    pub fn run(&mut self, chats: usize, microseconds: u64) -> Ran {
        let command = format!("run {chats} {microseconds}");
        let [events, processor, own, median, late] = self.ask(&command);
        Ran {
            events,
            processor,
            own,
            median,
            late,
        }
    }

    /// Begins so many chats more and waits for the words of each; they stay open.
    pub fn hold(&mut self, chats: usize) {
        let [] = self.ask(&format!("hold {chats}"));
    }

    /// Microseconds from asking to the first words of a chat that stays open.
    pub fn first(&mut self) -> f64 {
        let [microseconds] = self.ask("first 0");
        microseconds
    }

    /// The same of a chat that ends.
    pub fn first_and_end(&mut self) -> f64 {
        let [microseconds] = self.ask("first 1");
        microseconds
    }

    /// Nanoseconds of a poll that finds nothing.
    pub fn empty_poll(&mut self) -> f64 {
        let [nanoseconds] = self.ask("empty");
        nanoseconds
    }

    /// What the client has now, since before it was made.
    pub fn usage(&mut self) -> Usage {
        let [resident, anonymous, threads] = self.ask("usage");
        Usage {
            resident,
            anonymous,
            threads,
        }
    }

    /// How often its threads wake up in that time.
    pub fn wakeups(&mut self, time: Duration) -> f64 {
        let [count] = self.ask(&format!("rest {}", time.as_millis()));
        count
    }

    fn ask<const N: usize>(&mut self, command: &str) -> [f64; N] {
        writeln!(self.commands, "{command}").expect("the child lives");
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the child lives");
        let figures: Vec<f64> = line
            .split_whitespace()
            .map(|it| it.parse().expect("a figure"))
            .collect();
        figures
            .try_into()
            .unwrap_or_else(|_| panic!("{command}: {line:?}"))
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// How a client was made.
pub struct Made {
    pub nanoseconds: f64,
    pub bytes_read: f64,
}

/// How chats went; times from the server's writing to the game's reading, in microseconds.
pub struct Ran {
    pub events: f64,
    /// Seconds of processor time.
    pub processor: f64,
    /// Those of them that are not the kernel's.
    pub own: f64,
    pub median: f64,
    /// The 99th percentile.
    pub late: f64,
}

/// What a client takes: bytes, and threads beside the one that plays.
pub struct Usage {
    pub resident: f64,
    /// Without pages of files, which are code.
    pub anonymous: f64,
    pub threads: f64,
}

/// The child's side: does what it is told until there is nothing more.
pub fn main(arguments: &[String]) {
    allow_many_files();
    let [name, url, authorities] = arguments else {
        panic!("child CLIENT URL AUTHORITIES");
    };
    let place = Place { url, authorities };
    // Touched before it is measured.
    let mut before = (memory(), threads().len());
    let mut client: Option<Box<dyn Client>> = None;
    for command in stdin().lines() {
        let command = command.expect("a command");
        let mut words = command.split(' ');
        let what = words.next();
        let mut number = || words.next().and_then(|it| it.parse().ok()).unwrap_or(0);
        let figures = match (what, &mut client) {
            (Some("make"), client) => {
                before = (memory(), threads().len());
                let bytes = bytes_read();
                let started = now();
                *client = Some(clients::make(name, &place));
                vec![(now() - started) as f64, (bytes_read() - bytes) as f64]
            }
            (Some("run"), Some(client)) => run(&mut **client, number(), number()),
            (Some("hold"), Some(client)) => hold(&mut **client, number()),
            (Some("first"), Some(client)) => first(&mut **client, number() == 1),
            (Some("empty"), Some(client)) => empty_poll(&mut **client),
            (Some("rest"), _) => vec![wakeups(Duration::from_millis(number()))],
            (Some("usage"), _) => {
                let (resident, anonymous) = memory();
                let ((resident_before, anonymous_before), threads_before) = before;
                vec![
                    resident - resident_before,
                    anonymous - anonymous_before,
                    (threads().len() - threads_before) as f64,
                ]
            }
            other => panic!("{:?} of {command}", other.0),
        };
        let figures: Vec<String> = figures.iter().map(f64::to_string).collect();
        println!("{}", figures.join(" "));
    }
}

fn run(client: &mut dyn Client, chats: u64, microseconds: u64) -> Vec<f64> {
    let mut times = Vec::with_capacity(1 << 16);
    let before = processor_time();
    (0..chats).for_each(|_| client.chat());
    let mut left = chats;
    while left > 0 {
        while let Some(heard) = client.poll() {
            match heard {
                Heard::Words(said) => times.push((now() - said) as f64 / 1e3),
                Heard::End => left -= 1,
                Heard::Other => {}
            }
        }
        pause(microseconds);
    }
    let (all, own) = processor_time();
    let (all, own) = (all - before.0, own - before.1);
    let events = times.len() as f64;
    let times: Samples = times.into_iter().collect();
    vec![events, all, own, times.median(), times.quantile(0.99)]
}

fn hold(client: &mut dyn Client, chats: u64) -> Vec<f64> {
    // Not more at once than a server lets wait.
    const AT_ONCE: u64 = 256;
    let (mut asked, mut heard) = (0, 0);
    while heard < chats {
        while asked < chats && asked - heard < AT_ONCE {
            client.chat();
            asked += 1;
        }
        while let Some(event) = client.poll() {
            heard += u64::from(matches!(event, Heard::Words(_)));
        }
        pause(1000);
    }
    Vec::new()
}

fn first(client: &mut dyn Client, ends: bool) -> Vec<f64> {
    let asked = Instant::now();
    let mut words = None;
    let mut is_over = !ends;
    client.chat();
    while words.is_none() || !is_over {
        match client.poll() {
            Some(Heard::Words(_)) => words = Some(asked.elapsed().as_secs_f64() * 1e6),
            Some(Heard::End) => is_over = true,
            Some(Heard::Other) => {}
            None => pause(20),
        }
    }
    words.into_iter().collect()
}

fn empty_poll(client: &mut dyn Client) -> Vec<f64> {
    const POLLS: u32 = 10_000;
    while client.poll().is_some() {}
    let batch = || {
        let started = now();
        (0..POLLS).for_each(|_| assert!(client.poll().is_none()));
        (now() - started) as f64 / f64::from(POLLS)
    };
    let batches: Samples = std::iter::repeat_with(batch).take(21).collect();
    vec![batches.median()]
}

fn wakeups(time: Duration) -> f64 {
    // What the last chat left to do is done by then.
    std::thread::sleep(Duration::from_millis(1500));
    let before = switches();
    std::thread::sleep(time);
    switches() - before
}

fn pause(microseconds: u64) {
    if microseconds > 0 {
        std::thread::sleep(Duration::from_micros(microseconds));
    } else {
        std::hint::spin_loop();
    }
}

/// Seconds of processor time of this process: all, and those that are not the kernel's.
fn processor_time() -> (f64, f64) {
    // SAFETY: it is writable, and zeroes are valid.
    let usage = unsafe {
        let mut usage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let own = seconds(usage.ru_utime);
    (own + seconds(usage.ru_stime), own)
}

/// Bytes in memory: all, and those that are no file's.
fn memory() -> (f64, f64) {
    let text = fs::read_to_string("/proc/self/smaps_rollup").expect("Linux");
    let of = |name| 1024.0 * field(&text, name);
    (of("Rss:"), of("Anonymous:"))
}

/// Bytes that this process has read from anywhere.
fn bytes_read() -> u64 {
    let text = fs::read_to_string("/proc/self/io").expect("Linux");
    field(&text, "rchar:") as u64
}

/// How often the threads other than this one came to run.
fn switches() -> f64 {
    let own = process::id();
    let others = threads().into_iter().filter(|thread| *thread != own);
    others
        .map(|thread| {
            let status = fs::read_to_string(format!("/proc/self/task/{thread}/status"));
            let status = status.unwrap_or_default();
            field(&status, "voluntary_ctxt_switches:")
                + field(&status, "nonvoluntary_ctxt_switches:")
        })
        .sum()
}

fn threads() -> Vec<u32> {
    let tasks = fs::read_dir("/proc/self/task").expect("Linux");
    let names = tasks.filter_map(|task| task.ok()?.file_name().into_string().ok());
    names.filter_map(|name| name.parse().ok()).collect()
}

fn field(text: &str, name: &str) -> f64 {
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(name));
    let value = lines.next().and_then(|rest| rest.split_whitespace().next());
    value.and_then(|it| it.parse().ok()).unwrap_or(0.0)
}

/// As many connections as the system allows.
fn allow_many_files() {
    // SAFETY: it is written before it is read.
    unsafe {
        let mut limit = std::mem::zeroed();
        libc::getrlimit(libc::RLIMIT_NOFILE, &raw mut limit);
        limit.rlim_cur = limit.rlim_max;
        libc::setrlimit(libc::RLIMIT_NOFILE, &raw const limit);
    }
}
