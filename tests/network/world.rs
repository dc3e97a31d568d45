//! A game's machine and a service's, each a network namespace, and the wire between them.
//!
//! A test runs in a process of its own that has its own network, mounts and process ids: whatever
//! happens to it, nothing of that is left.

use std::env;
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rpggo_standin::Standin;

use crate::dns::{Dns, Zone};
use crate::wire::{self, Wire};
use rpggo_testkit::{Scratch, has, has_when, standin_with, succeed};

/// What the service's machine is called and where it is, for those who get an answer.
pub const NAME: &str = "service.test";
pub const IPV4: &str = "10.99.0.2";
pub const IPV6: &str = "fd99::2";

const INSIDE: &str = "RPGGO_TEST_INSIDE";

/// Runs the test of that name in a world of its own; what it prints is shown.
pub fn in_a_world(test: &str, body: impl FnOnce(World)) {
    if env::var_os(INSIDE).is_some() {
        body(World::new());
        return;
    }
    if !has_worlds() {
        return;
    }
    // Process ids are all the same in there: names that are made of them are not enough.
    let folder = Folder::new(test);
    let mut command = isolated(&env::current_exe().unwrap().display().to_string());
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command.env(INSIDE, "1").env("TMPDIR", &folder.0);
    let said = succeed(command.stdin(Stdio::null()));
    assert!(said.contains("1 passed"), "{test} is not a test:\n{said}");
    for (_, figures) in said.lines().filter_map(|it| it.split_once(MEASURED)) {
        println!("{MEASURED}{figures}");
    }
}

/// Begins a line of figures.
pub const MEASURED: &str = "measured\t";

/// For the files of one world, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let name = format!("rpggo-{}-{}", std::process::id(), test.replace(':', "-"));
        let folder = env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A command in namespaces of its own. Its end is that of all that it started, and so is ours.
fn isolated(program: &str) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", "unshare"]);
    // SAFETY: nothing but a number is given back.
    if unsafe { libc::geteuid() } != 0 {
        command.arg("--map-root-user");
    }
    command.args(["--net", "--mount", "--pid", "--mount-proc"]);
    command.args(["--fork", "--kill-child", "--", program]);
    command
}

fn has_worlds() -> bool {
    let mut make = isolated("sh");
    let try_all = "ip link set lo up && ip tuntap add dev try mode tun && \
                   mount --bind /etc/hostname /etc/resolv.conf";
    make.args(["-c", try_all]);
    has("setpriv")
        && has_when(Command::new("ip").arg("-V"), "ip")
        && has_when(&mut make, "making network namespaces and /dev/net/tun")
}

/// The two machines; the test runs on the game's.
pub struct World {
    pub wire: Wire,
    /// Over plain HTTP at port 80, and over TLS at port 443.
    _standins: [Standin; 2],
    pub dns: Dns,
    pub authority: Scratch,
}

impl World {
    fn new() -> World {
        let theirs = "RPGGO_API_KEY HTTP_PROXY HTTPS_PROXY ALL_PROXY";
        let theirs = theirs.split(' ').find(|it| env::var_os(it).is_some());
        assert_eq!(theirs, None, "nothing of the environment is used here");
        let game = machine("game", "10.99.0.1", "fd99::1");
        let (made, there) = mpsc::channel();
        // A thread that leaves this network: what it starts is on the service's machine.
        std::thread::spawn(move || {
            // SAFETY: it changes where this thread is, and nothing in memory.
            assert_eq!(unsafe { libc::unshare(libc::CLONE_NEWNET) }, 0);
            let end = machine("service", IPV4, IPV6);
            let standin = standin_with(|it| it.pace = Duration::from_millis(20));
            let safe = standin_with(|it| {
                it.tls = true;
                it.certificate_names = [NAME, IPV4, IPV6].map(String::from).to_vec();
            });
            door(80, standin.port());
            door(443, safe.port());
            let dns = Dns::start(Zone::Both);
            made.send((end, standin, safe, dns)).unwrap();
        });
        let (service, standin, safe, dns) = there.recv().unwrap();
        World {
            wire: Wire::between(game, service),
            authority: Scratch::with(safe.ca_pem().unwrap()),
            _standins: [standin, safe],
            dns,
        }
    }

    /// Names are looked up with these lines of `resolv.conf`.
    pub fn look_up(&self, lines: &str) -> Scratch {
        let file = Scratch::with(lines);
        let mount = Command::new("mount")
            .arg("--bind")
            .arg(&file.path)
            .arg("/etc/resolv.conf")
            .status();
        assert!(mount.unwrap().success());
        file
    }
}

/// The calling thread's network: its addresses, and its end of the wire.
fn machine(name: &str, ipv4: &str, ipv6: &str) -> std::fs::File {
    let end = wire::end(name);
    for line in [
        "link set lo up".to_owned(),
        format!("addr add {ipv4}/24 dev {name}"),
        format!("-6 addr add {ipv6}/64 dev {name} nodad"),
        format!("link set {name} up"),
    ] {
        ip(&line);
    }
    end
}

/// Changes the network of the calling thread.
pub fn ip(line: &str) {
    succeed(Command::new("ip").args(line.split(' ')));
}

/// Lets others in: a stand-in talks with its own machine only.
fn door(port: u16, to: u16) {
    let listener = TcpListener::bind(SocketAddr::from(([0_u16; 8], port))).unwrap();
    std::thread::spawn(move || {
        for outside in listener.incoming() {
            let outside = outside.unwrap();
            let inside = TcpStream::connect(("127.0.0.1", to)).unwrap();
            for stream in [&outside, &inside] {
                stream.set_nodelay(true).unwrap();
            }
            let back = (inside.try_clone().unwrap(), outside.try_clone().unwrap());
            std::thread::spawn(move || pump(outside, inside));
            std::thread::spawn(move || pump(back.0, back.1));
        }
    });
}

fn pump(mut from: TcpStream, mut to: TcpStream) {
    let mut bytes = [0; 16 << 10];
    let pass = |from: &mut TcpStream, to: &mut TcpStream, bytes: &mut [u8]| -> io::Result<bool> {
        let length = from.read(bytes)?;
        to.write_all(&bytes[..length])?;
        Ok(length > 0)
    };
    while let Ok(true) = pass(&mut from, &mut to, &mut bytes) {}
    let _ = to.shutdown(Shutdown::Write);
}
