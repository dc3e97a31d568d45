//! Starts and stops a stand-in, and returns the requests it has received.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tokio::sync::oneshot;

use crate::reply::{Choice, Reply};
use crate::request_log::Seen;
use crate::server::{self, Shared};
use crate::service::{ServiceConfig, Services};
use crate::story::Story;
use crate::tls::Identity;

/// The configuration of a stand-in.
#[derive(Clone, Debug)]
pub struct Config {
    /// The story to play; the bundled one by default.
    pub story: Story,
    /// The delay per word, before the word or the message that contains it is sent; zero by default.
    pub pace: Duration,
    /// The port; 0 means any free port.
    pub port: u16,
    /// The key that a client must send. With `None`, every key is valid, and services whose key is
    /// optional accept requests without one.
    pub api_key: Option<String>,
    /// Serves HTTPS, with a certificate signed by a CA that is created at start.
    pub tls: bool,
    /// The names and addresses in the certificate.
    pub certificate_names: Vec<String>,
    /// Creates an expired certificate.
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

/// A running stand-in. Dropping it closes all connections and ends its thread.
pub struct Standin {
    shared: Arc<Shared>,
    story: Arc<Story>,
    port: u16,
    ca_pem: Option<String>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Standin {
    /// Starts a stand-in on 127.0.0.1, on its own thread.
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
        let services = Services::new(&ServiceConfig {
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

    /// Its URL: `http://127.0.0.1:PORT`, or `https://localhost:PORT` with TLS.
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

    /// The story it plays.
    pub fn story(&self) -> &Story {
        &self.story
    }

    /// The CA certificate to trust, as PEM; only with TLS.
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// A base URL that injects a fault, such as `cut=120,times=1`. The README lists all of them.
    /// Characters that are not allowed in a segment of a URL's path are escaped; `%`, `,` and `=` are
    /// not, so write a comma in a value as `%2C`.
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

    /// A base URL that responds to every request with exactly this reply.
    pub fn script(&self, reply: Reply) -> String {
        format!("{}/script/{}", self.base_url(), self.shared.script(reply))
    }

    /// Passes every request without a `/fault/…` or `/script/…` to `chooser`, on the stand-in's
    /// thread. If it returns `None`, the response is that of the story.
    pub fn choose(&self, chooser: impl Fn(&Seen) -> Option<Choice> + Send + Sync + 'static) {
        self.shared.choose(Arc::new(chooser));
    }

    /// All requests so far, in the order in which they were completely received.
    pub fn requests(&self) -> Vec<Seen> {
        self.shared.log.requests()
    }

    /// Returns all requests so far and clears the log.
    pub fn take_requests(&self) -> Vec<Seen> {
        self.shared.log.take_requests()
    }

    /// Waits until this many requests were received, and returns them. After the timeout, returns
    /// those received so far.
    pub fn wait_for_requests(&self, count: usize, timeout: Duration) -> Vec<Seen> {
        self.shared.log.wait_for_requests(count, timeout)
    }

    /// The number of connections accepted so far.
    pub fn connections(&self) -> u64 {
        self.shared.log.accepted()
    }

    /// The number of open connections.
    pub fn open_connections(&self) -> u64 {
        self.shared.log.open()
    }

    /// Waits until at most this many connections are open; `false` after the timeout.
    pub fn wait_for_open_connections(&self, count: u64, timeout: Duration) -> bool {
        self.shared.log.wait_for_open(count, timeout)
    }
}

impl Drop for Standin {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was already reported.
            let _ = thread.join();
        }
    }
}
