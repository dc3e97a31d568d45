//! Starting a stand-in, asking it what it has seen, and stopping it.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::sync::oneshot;

use crate::reply::{Choice, Reply};
use crate::seen::Seen;
use crate::server::{self, Shared};
use crate::service::{Services, Setup};
use crate::story::Story;
use crate::tls::Identity;

/// How a stand-in is to be.
#[derive(Clone, Debug)]
pub struct Config {
    /// What it tells; the bundled story unless another is given.
    pub story: Story,
    /// How long it thinks for each word before it is sent, or the utterance that it is part of; no
    /// time at all by default.
    pub pace: Duration,
    /// The port; 0 is any free one.
    pub port: u16,
    /// The key that a client has to send; without one, every key is right, and those services that
    /// need none want none.
    pub api_key: Option<String>,
    /// Serves HTTPS, with a certificate that a CA made at start has signed.
    pub tls: bool,
    /// The names and addresses that the certificate is for.
    pub certificate_names: Vec<String>,
    /// Makes a certificate whose time is over.
    pub certificate_expired: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            story: Story::bundled(),
            pace: Duration::ZERO,
            port: 0,
            api_key: None,
            tls: false,
            certificate_names: ["localhost", "127.0.0.1", "::1"].map(String::from).to_vec(),
            certificate_expired: false,
        }
    }
}

/// A running stand-in. Dropping it closes every connection and ends its thread.
pub struct Standin {
    shared: Arc<Shared>,
    story: Arc<Story>,
    port: u16,
    ca_pem: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Standin {
    /// Starts one on 127.0.0.1, on a thread of its own.
    pub fn start(config: Config) -> io::Result<Standin> {
        config
            .story
            .check()
            .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?;
        let identity = match config.tls {
            true => Some(Identity::new(
                &config.certificate_names,
                config.certificate_expired,
            )?),
            false => None,
        };
        let (acceptor, ca_pem) = identity.map_or((None, None), |identity| {
            (Some(identity.acceptor), Some(identity.ca_pem))
        });
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, config.port))?;
        listener.set_nonblocking(true)?;
        let port = listener.local_addr()?.port();

        let story = Arc::new(config.story);
        let services = Services::new(&Setup {
            story: story.clone(),
            api_key: config.api_key,
            pace: config.pace,
        });
        let shared = Arc::new(Shared::new(services));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _guard = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let accept = server::accept(listener, acceptor, shared.clone());
        let thread = std::thread::Builder::new()
            .name("standin".to_owned())
            .spawn(move || {
                runtime.block_on(async {
                    tokio::select! {
                        _ = stopped => {}
                        () = accept => {}
                    }
                });
            })?;
        Ok(Standin {
            shared,
            story,
            port,
            ca_pem,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Where it is: `http://127.0.0.1:PORT`, or `https://localhost:PORT` with TLS.
    pub fn base_url(&self) -> String {
        match self.ca_pem {
            Some(_) => format!("https://localhost:{}", self.port),
            None => format!("http://127.0.0.1:{}", self.port),
        }
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The story it tells.
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// The certificate of the CA to trust, as PEM; only with TLS.
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// The base URL under which requests meet a fault, such as `cut=120,times=1`. The README lists
    /// all of them. What a URL cannot hold in one part of its path is escaped; `%`, `,` and `=` are
    /// not, so write a comma inside a value as `%2C`.
    pub fn fault(&self, spec: &str) -> String {
        const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
            .remove(b'-')
            .remove(b'.')
            .remove(b'_')
            .remove(b'~')
            .remove(b',')
            .remove(b'=')
            .remove(b'%');
        format!(
            "{}/fault/{}",
            self.base_url(),
            utf8_percent_encode(spec, ESCAPED)
        )
    }

    /// The base URL under which every request gets exactly this reply.
    pub fn script(&self, reply: Reply) -> String {
        format!("{}/script/{}", self.base_url(), self.shared.script(reply))
    }

    /// Puts every request that has no `/fault/…` or `/script/…` in front to `chooser`, on the
    /// stand-in's thread; what it leaves alone is answered by the story.
    pub fn choose(&self, chooser: impl Fn(&Seen) -> Option<Choice> + Send + Sync + 'static) {
        self.shared.choose(Arc::new(chooser));
    }

    /// All requests so far, in the order in which they were received whole.
    pub fn requests(&self) -> Vec<Seen> {
        self.shared.record.requests()
    }

    /// All requests so far, which are then forgotten: the next one is the first again.
    pub fn take_requests(&self) -> Vec<Seen> {
        self.shared.record.take_requests()
    }

    /// Waits until so many requests were received, and gives what there is at the latest after
    /// this time.
    pub fn wait_for_requests(&self, count: usize, timeout: Duration) -> Vec<Seen> {
        self.shared.record.wait_for_requests(count, timeout)
    }

    /// How many connections were accepted so far.
    pub fn connections(&self) -> u64 {
        self.shared.record.accepted()
    }

    /// How many connections are open now.
    pub fn open_connections(&self) -> u64 {
        self.shared.record.open()
    }

    /// Waits until at most so many connections are open; `false` if that takes longer.
    pub fn wait_for_open_connections(&self, count: u64, timeout: Duration) -> bool {
        self.shared.record.wait_for_open(count, timeout)
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // If it panicked, the panic was already reported where it happened.
            let _ = thread.join();
        }
    }
}
