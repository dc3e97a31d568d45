//! A Rust program with a `tracing` subscriber of its own: it hears what the library does, whether
//! the client tells it as events, too, or not.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use rpggo::event::LogLevel;
use rpggo::{ChatRequest, Client, EventKind, Options, Service};
use rpggo_testkit::standin;
use tracing::field::{Field, Visit};
use tracing::{Event, Metadata, span};

const KEY: &str = "sk-0123456789abcdef";

/// Keeps the lines of the library.
#[derive(Clone, Default)]
struct Host(Arc<Mutex<Vec<String>>>);

struct Message<'a>(&'a mut Vec<String>);

impl Visit for Message<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0.push(format!("{value:?}"));
        }
    }
}

impl tracing::Subscriber for Host {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("rpggo") && *metadata.level() <= tracing::Level::INFO
    }
    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &Event<'_>) {
        event.record(&mut Message(&mut self.0.lock().unwrap()));
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[test]
fn a_subscriber_of_the_program_hears_the_library() {
    let host = Host::default();
    tracing::subscriber::set_global_default(host.clone()).unwrap();
    let standin = standin();
    for (log_level, expected) in [
        (None, 0),
        (Some(LogLevel::Error), 1),
        (Some(LogLevel::Info), 3),
    ] {
        let options = Options {
            base_url: Some(standin.base_url()),
            api_key: Some(KEY.into()),
            log_level,
            ..Options::new(Service::Rpggo)
        };
        let (client, mut events) = Client::new(options).unwrap();
        client
            .chat(&ChatRequest {
                game_id: "last-lantern".into(),
                // Somebody mistook the fields; it was never started.
                session_id: KEY.into(),
                character_id: "mira".into(),
                message: "Hello".into(),
                ..ChatRequest::default()
            })
            .unwrap();
        let mut told = 0;
        loop {
            match events.poll().map(|event| event.kind) {
                Some(EventKind::Finished(_)) => break,
                Some(EventKind::Log { .. }) => told += 1,
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(1)),
            }
        }
        assert_eq!(told, expected, "{log_level:?}");
        let heard = std::mem::take(&mut *host.0.lock().unwrap());
        assert_eq!(heard.len(), 3, "{log_level:?}: {heard:?}");
        assert!(heard[0].starts_with("sends: POST /v2/open/game/chatsse"));
        assert!(heard[2].starts_with("failed with RPGGO_SESSION_MISSING"));
        assert!(heard.iter().all(|line| !line.contains(KEY)), "{heard:?}");
    }
}
