//! The game: clients that live long, threads that start chats on them, threads that poll them, one
//! that cancels, and clients that are freed in the middle of a chat.

use std::collections::HashMap;
use std::ffi::CString;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, mpsc};
use std::time::{Duration, Instant};

use rpggo::abi::event::*;
use rpggo::abi::request::rpggo_request_id;
use rpggo::abi::status::*;
use rpggo_testkit::{Functions, Game as Client};

use crate::answer::LONGEST_EVENT;
use crate::plan::{Cancel, FORMS, Fault, Form, Plan};
use crate::report::Report;
use crate::talk::{Ledger, Talk};

/// Chats at once.
const MOST_AT_ONCE: usize = 300;
/// Longer than a chat may take, its timeouts and its retry included.
const PATIENCE: Duration = Duration::from_secs(150);

/// What all threads share.
pub struct Game<'a> {
    pub library: &'static Functions,
    pub seed: u64,
    pub ledger: &'a Ledger,
    pub base_url: &'a str,
    /// Where nobody listens.
    pub closed_url: &'a str,
    pub report: Mutex<Report>,
    under_way: Mutex<usize>,
    one_is_over: Condvar,
}

/// A client of the game, with the chats that it has under way.
pub struct Player {
    pub client: Client,
    form: Form,
    talks: Mutex<HashMap<rpggo_request_id, Running>>,
    /// As the game counts them.
    started: AtomicU64,
    events: AtomicU64,
}

/// A chat under way. Its first events may come before the call that starts it has returned.
#[derive(Default)]
struct Running {
    plan: Option<Plan>,
    talk: Talk,
}

impl Player {
    pub fn start(&self, plan: &Plan) -> rpggo_request_id {
        let session = CString::new((plan.number % 64).to_string()).unwrap();
        let message = CString::new(plan.message()).unwrap();
        let id = self.client.chat_with(|request| {
            request.character_id = c"7".as_ptr();
            request.session_id = session.as_ptr();
            request.game_id = c"game".as_ptr();
            request.message = message.as_ptr();
            request.flags = 0;
        });
        self.started.fetch_add(1, Ordering::SeqCst);
        id
    }

    pub fn cancel(&self, id: rpggo_request_id) {
        assert_eq!(self.client.cancel(id), RPGGO_OK);
    }

    /// Any field can be asked for, whatever the event.
    fn check_field(&self, event: &rpggo_event) {
        if event.raw.len > 0 && event.request.is_multiple_of(16) {
            let field = self.client.field(event, c"");
            assert_eq!(field.len(), event.raw.len, "the whole of raw");
        }
    }
}

impl<'a> Game<'a> {
    pub fn new(
        library: &'static Functions,
        seed: u64,
        ledger: &'a Ledger,
        base_url: &'a str,
        closed_url: &'a str,
    ) -> Game<'a> {
        Game {
            library,
            seed,
            ledger,
            base_url,
            closed_url,
            report: Mutex::default(),
            under_way: Mutex::default(),
            one_is_over: Condvar::new(),
        }
    }

    /// A client for chats of that kind.
    pub fn player(&self, form: Form, fault: Fault) -> Player {
        let is_openai = form == Form::Openai;
        let base_url = match fault {
            Fault::Refused => self.closed_url,
            _ => self.base_url,
        };
        let base_url = format!("{base_url}{}", if is_openai { "/v1" } else { "" });
        let key = match form {
            Form::PersonaSdk => c"pk_0123456789abcdef",
            _ => c"key-0123456789abcdef",
        };
        let client = Client::of(self.library, &base_url, |options| {
            options.service = match form {
                Form::Rpggo => RPGGO_SERVICE_RPGGO,
                Form::PersonaWeb | Form::PersonaSdk => RPGGO_SERVICE_PERSONA,
                Form::Aurora => RPGGO_SERVICE_AURORA,
                Form::Openai => RPGGO_SERVICE_OPENAI,
            };
            options.api_key = key.as_ptr();
            options.max_retries = if fault == Fault::Retried { 2 } else { -1 };
            // The others never wait in vain: only a machine that stands still lets their time pass.
            let is_silent = fault == Fault::SilentInside;
            options.first_byte_timeout_ms = if is_silent { 6000 } else { 60_000 };
            options.idle_timeout_ms = if is_silent { 3000 } else { 60_000 };
            options.max_event_bytes = LONGEST_EVENT;
            options.max_history_characters = 1000;
            if fault == Fault::Retried {
                options.log_level = RPGGO_LOG_DEBUG;
            }
        });
        Player {
            client,
            form,
            talks: Mutex::default(),
            started: AtomicU64::new(0),
            events: AtomicU64::new(0),
        }
    }

    /// Waits until there is room for one more chat.
    fn enter(&self) {
        let under_way = self.under_way.lock().unwrap();
        let (mut under_way, waited) = self
            .one_is_over
            .wait_timeout_while(under_way, PATIENCE, |count| *count >= MOST_AT_ONCE)
            .unwrap();
        assert!(
            !waited.timed_out(),
            "chats do not finish; seed {}",
            self.seed
        );
        *under_way += 1;
    }

    fn leave(&self) {
        *self.under_way.lock().unwrap() -= 1;
        self.one_is_over.notify_all();
    }

    /// Starts a chat on a client that lives long; `others` cancels for it.
    pub fn chat<'p>(
        &self,
        player: &'p Player,
        plan: Plan,
        others: &mpsc::Sender<(&'p Player, rpggo_request_id)>,
    ) {
        self.enter();
        let cancel = plan.cancel;
        let id = player.start(&plan);
        {
            let mut talks = player.talks.lock().unwrap();
            let running = talks.entry(id).or_default();
            running.plan = Some(plan);
            self.judge_if_over(&mut talks, id);
        }
        match cancel {
            Cancel::AtOnce => player.cancel(id),
            Cancel::ByAnother => others.send((player, id)).expect("it listens"),
            Cancel::AfterEvents(_) | Cancel::Never => {}
        }
    }

    /// A frame of the game: reads what there is, and says whether there was anything.
    pub fn poll(&self, player: &Player) -> bool {
        let mut count = 0;
        let take = |event: &_| self.take(player, event);
        while count < 500 && player.client.poll_with(take).is_some() {
            count += 1;
        }
        player.events.fetch_add(count, Ordering::SeqCst);
        count > 0
    }

    fn take(&self, player: &Player, event: &rpggo_event) {
        let id = event.request;
        let mut talks = player.talks.lock().unwrap();
        let running = talks.entry(id).or_default();
        let is_new = running.talk.events == 0;
        running.talk.take(player.form, event);
        player.check_field(event);
        let cancel = running.plan.as_ref().map(|plan| plan.cancel);
        if let Some(Cancel::AfterEvents(after)) = cancel
            && running.talk.events > after
            && running.talk.end.is_none()
        {
            player.cancel(id);
        }
        let is_over = running.talk.end.is_some();
        // A chat that is judged is taken out: an event of it afterwards would begin a new one, and
        // that would never have a plan.
        debug_assert!(is_new || running.talk.events > 1);
        if is_over {
            self.judge_if_over(&mut talks, id);
        }
    }

    fn judge_if_over(&self, talks: &mut HashMap<rpggo_request_id, Running>, id: rpggo_request_id) {
        let running = &talks[&id];
        if running.plan.is_none() || running.talk.end.is_none() {
            return;
        }
        if let Some(Running {
            plan: Some(plan),
            mut talk,
        }) = talks.remove(&id)
        {
            self.judge(&plan, &mut talk);
            self.leave();
        }
    }

    /// Compares with what was sent, and keeps the result.
    fn judge(&self, plan: &Plan, talk: &mut Talk) {
        let result = talk.judge(plan, self.ledger);
        self.report.lock().unwrap().add(plan, talk, result);
    }

    /// Waits until all chats of the clients that live long are over.
    pub fn wait_for_all(&self) {
        let under_way = self.under_way.lock().unwrap();
        let waited = self
            .one_is_over
            .wait_timeout_while(under_way, PATIENCE, |count| *count > 0)
            .unwrap();
        assert!(
            !waited.1.timed_out(),
            "{} chats do not finish; seed {}",
            *waited.0,
            self.seed
        );
    }

    /// What the client has counted is what the game has seen, and nothing of it is left.
    pub fn check_end(&self, player: &Player) {
        let stats = player.client.stats();
        assert!(!self.poll(player), "an event after all were finished");
        let talks = player.talks.lock().unwrap();
        let left: Vec<_> = talks.keys().collect();
        assert!(
            left.is_empty(),
            "events of requests that are over or were never started: {left:?}"
        );
        let started = player.started.load(Ordering::SeqCst);
        let seen = (started, started, player.events.load(Ordering::SeqCst), 0, 0);
        let counted = (
            stats.requests_started,
            stats.requests_finished,
            stats.events,
            stats.queued_events,
            stats.queued_bytes,
        );
        assert_eq!(
            counted, seen,
            "statistics of {:?}, seed {}",
            player.form, self.seed
        );
    }

    /// A client that is made for one chat and freed in the middle of it.
    pub fn visit(&self, first: Plan) {
        let mut dice = first.dice.clone();
        let player = self.player(first.form, first.fault);
        let id = player.start(&first);
        let mut talk = Talk::default();
        let until = Instant::now() + Duration::from_millis(dice.below(30));
        let most = dice.below(12);
        while Instant::now() < until && talk.events < most && talk.end.is_none() {
            let taken = player.client.poll_with(|event| {
                assert_eq!(event.request, id, "an event of another client");
                talk.take(first.form, event);
            });
            if taken.is_none() {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        let is_other = dice.below(2) == 0;
        let took = match is_other {
            true => {
                let free = || player.client.free();
                std::thread::scope(|scope| scope.spawn(free).join().unwrap())
            }
            false => player.client.free(),
        };
        assert!(player.client.poll_with(|_| {}).is_none());
        assert_eq!(self.library.last_status(), RPGGO_INVALID_HANDLE);
        assert_eq!(player.client.cancel(id), RPGGO_INVALID_HANDLE);
        self.report.lock().unwrap().freed(took);
        self.judge(&first, &mut talk);
    }
}

/// The clients that live long: for each form one that never asks again, one that does, one that is
/// refused, and one that does not wait long for silent servers.
pub fn players(game: &Game<'_>) -> Vec<Player> {
    let kinds = [
        Fault::Nothing,
        Fault::Retried,
        Fault::Refused,
        Fault::SilentInside,
    ];
    let all = kinds
        .iter()
        .flat_map(|kind| FORMS.map(|form| game.player(form, *kind)));
    all.collect()
}

/// The one of them for that chat.
pub fn player_for<'p>(players: &'p [Player], plan: &Plan) -> &'p Player {
    let row = match plan.fault {
        Fault::Retried => 1,
        Fault::Refused => 2,
        Fault::SilentBefore | Fault::SilentInside | Fault::HeldOpen => 3,
        _ => 0,
    };
    let form = FORMS.iter().position(|form| *form == plan.form);
    &players[row * FORMS.len() + form.unwrap_or_default()]
}
