//! A real nginx, for a test alone.

use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::free_port;
use crate::tool::{has, has_when};

/// Whether there is one; a test without it says so and is left out.
pub fn has_nginx() -> bool {
    has_when(Command::new(PROGRAM).arg("-v"), "nginx") && has("setpriv")
}

/// Not in the path of everybody.
const PROGRAM: &str = "/usr/sbin/nginx";

/// A running nginx, which ends with its test.
pub struct Nginx {
    child: Child,
    folder: PathBuf,
    pub port: u16,
}

impl Nginx {
    /// Starts one with that configuration, in which `PORT` stands for a free port. Other files lie
    /// next to it.
    pub fn start(configuration: &str, files: &[(&str, &str)]) -> Nginx {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rpggo-nginx-{}-{number}", std::process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        let port = free_port();
        fs::write(
            folder.join("nginx.conf"),
            configuration.replace("PORT", &port.to_string()),
        )
        .unwrap();
        for (name, content) in files {
            fs::write(folder.join(name), content).unwrap();
        }
        let child = spawn(&folder);
        let mut nginx = Nginx {
            child,
            folder,
            port,
        };
        nginx.wait();
        nginx
    }

    /// A server of one place, which passes everything on to `upstream`.
    pub fn in_front_of(upstream: &str, directives: &str) -> Nginx {
        let configuration = format!(
            "events {{}}
             http {{
                 access_log off;
                 server {{
                     listen 127.0.0.1:PORT;
                     location / {{
                         proxy_pass {upstream};
                         {directives}
                     }}
                 }}
             }}"
        );
        Nginx::start(&configuration, &[])
    }

    pub fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// As if it had crashed: its connections break.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Starts it again, on the same port.
    pub fn again(&mut self) {
        self.child = spawn(&self.folder);
        self.wait();
    }

    fn wait(&mut self) {
        let until = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            let ended = self.child.try_wait().unwrap();
            let said = fs::read_to_string(self.folder.join("error.log")).unwrap_or_default();
            assert!(ended.is_none() && Instant::now() < until, "nginx: {said}");
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// One process, which dies with this one however that ends.
fn spawn(folder: &Path) -> Child {
    let log = fs::File::create(folder.join("error.log")).unwrap();
    let pid = folder.join("nginx.pid");
    let more = format!(
        "daemon off; master_process off; pid {}; error_log stderr;",
        pid.display()
    );
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "KILL", PROGRAM, "-p"]);
    command
        .arg(folder)
        .arg("-c")
        .arg(folder.join("nginx.conf"))
        .args(["-g", &more, "-e", "stderr"]);
    command.stdin(Stdio::null()).stdout(Stdio::null());
    command.stderr(log).spawn().unwrap()
}
