//! One chat as the game hears of it, compared with what the server really sent.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use rpggo::abi::event::*;
use rpggo::abi::status::*;
use rpggo_standin::{Choice, Seen};
use rpggo_testkit::text;

use crate::answer::{Answer, Arrives};
use crate::plan::{Cancel, Fault, Form, Plan};

/// What the server did with the chats that are under way.
#[derive(Default)]
pub struct Ledger(Mutex<HashMap<u64, Served>>);

#[derive(Clone, Default)]
pub struct Served {
    pub attempts: u32,
    /// Of the last attempt: bytes of the body.
    sent: Arc<AtomicU64>,
}

impl Ledger {
    /// Answers a request as its chat is planned.
    pub fn answer(&self, seed: u64, seen: &Seen) -> Option<Choice> {
        let number = Plan::number_in(&seen.body)?;
        let (attempt, sent) = {
            let mut all = self.0.lock().unwrap();
            let served = all.entry(number).or_default();
            served.attempts += 1;
            served.sent = Arc::default();
            (served.attempts - 1, Arc::clone(&served.sent))
        };
        let answer = Answer::of(&Plan::of(seed, number), attempt);
        Some(Choice {
            fault: answer.fault,
            reply: answer.reply,
            sent,
        })
    }

    fn take(&self, number: u64) -> Served {
        let mut all = self.0.lock().unwrap();
        all.remove(&number).unwrap_or_default()
    }

    /// The chats whose request came when nobody asked any more.
    pub fn left(&self) -> Vec<u64> {
        self.0.lock().unwrap().keys().copied().collect()
    }
}

/// What came so far of a chat.
#[derive(Default)]
pub struct Talk {
    pub events: u64,
    started: Option<i32>,
    retries: u32,
    pieces: Vec<String>,
    message: Option<(String, bool)>,
    elapsed_ms: f64,
    pub end: Option<End>,
    /// What was wrong with the order already.
    wrong: Option<String>,
}

pub struct End {
    pub status: rpggo_status,
    http_status: i32,
    detail: String,
}

impl Talk {
    /// Takes the next event of it, which is readable.
    pub fn take(&mut self, form: Form, event: &rpggo_event) {
        self.events += 1;
        let mut wrong = |what: String| {
            self.wrong.get_or_insert(what);
        };
        if self.end.is_some() {
            wrong(format!("an event of kind {} behind FINISHED", event.kind));
        }
        if event.elapsed_ms < self.elapsed_ms {
            wrong(format!("{} ms after {}", event.elapsed_ms, self.elapsed_ms));
        }
        self.elapsed_ms = event.elapsed_ms;
        let is_answer = !matches!(
            event.kind,
            RPGGO_EVENT_STARTED | RPGGO_EVENT_RETRYING | RPGGO_EVENT_FINISHED | RPGGO_EVENT_LOG
        );
        if is_answer && self.started.is_none() {
            wrong(format!("an event of kind {} before STARTED", event.kind));
        }
        if !is_answer && event.kind != RPGGO_EVENT_FINISHED && !self.pieces.is_empty() {
            // Lines of the log come at any time.
            if event.kind != RPGGO_EVENT_LOG {
                wrong(format!("an event of kind {} behind a piece", event.kind));
            }
        }
        // SAFETY: the kind says which field it is, and the event is readable.
        unsafe {
            match event.kind {
                RPGGO_EVENT_STARTED => self.started = Some(event.r#as.started.http_status),
                RPGGO_EVENT_RETRYING => self.retries += 1,
                RPGGO_EVENT_TEXT => self.pieces.push(text(event.r#as.text.delta)),
                RPGGO_EVENT_MESSAGE => {
                    let message = &event.r#as.message;
                    let said = text(message.text);
                    // RPGGO's utterances are whole; the pieces of the others are TEXT before.
                    match form {
                        Form::Rpggo => self.pieces.push(said),
                        _ if self.message.is_some() => wrong("a second MESSAGE".into()),
                        _ => self.message = Some((said, message.partial)),
                    }
                }
                RPGGO_EVENT_FINISHED => {
                    let finished = &event.r#as.finished;
                    self.end = Some(End {
                        status: finished.status,
                        http_status: finished.http_status,
                        detail: text(finished.detail),
                    });
                }
                _ => {}
            }
        }
    }

    /// How many pieces came.
    pub fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// Whether this is what was planned and sent; the error says what is not.
    pub fn judge(&mut self, plan: &Plan, ledger: &Ledger) -> Result<(), String> {
        let served = ledger.take(plan.number);
        let answer = Answer::of(plan, served.attempts.saturating_sub(1));
        let sent = served.sent.load(Ordering::SeqCst);
        if let Some(wrong) = self.wrong.take() {
            return Err(wrong);
        }
        self.gather(plan.form);
        self.judge_pieces(&answer, sent)?;
        let Some(end) = &self.end else {
            // Its client was freed: it hears no more.
            return Ok(());
        };
        let was_cancelled = end.status == RPGGO_CANCELLED && plan.cancel != Cancel::Never;
        let expected = &answer.expected;
        let most = 1 + expected.retries;
        if served.attempts > most {
            return Err(format!("was asked {} times", served.attempts));
        }
        if was_cancelled {
            return Ok(());
        }
        if end.status != expected.status {
            return Err(format!("ended with {} ({})", end.status, end.detail));
        }
        if end.http_status != expected.http_status {
            return Err(format!("HTTP {} ({})", end.http_status, end.detail));
        }
        if end.detail.is_empty() == (end.status != RPGGO_OK) || !end.detail.contains(expected.says)
        {
            return Err(format!("says \"{}\"", end.detail));
        }
        if self.retries != expected.retries
            || (served.attempts != most && plan.fault != Fault::Refused)
        {
            return Err(format!(
                "{} retries, {} attempts",
                self.retries, served.attempts
            ));
        }
        if (end.http_status / 100 == 2) != (self.started == Some(200)) {
            return Err(format!("STARTED with {:?}", self.started));
        }
        let count = self.pieces.len();
        let whole = answer.pieces.iter().filter(|it| it.1 <= sent).count();
        let is_right = match expected.arrives {
            Arrives::All => count == answer.pieces.len() && whole == count,
            Arrives::First(first) => count == first && count <= whole,
            Arrives::AtMost(most) => count <= most,
        };
        if !is_right {
            let all = answer.pieces.len();
            return Err(format!("{count} pieces came of {all}, {whole} were sent"));
        }
        self.judge_message(plan, end.status == RPGGO_OK)
    }

    /// What comes in one piece is a piece.
    fn gather(&mut self, form: Form) {
        if form == Form::PersonaWeb
            && let Some((said, _)) = self.message.clone()
        {
            self.pieces.push(said);
        }
    }

    /// No piece is lost, doubled, in another place or from another chat, nor was it never sent.
    fn judge_pieces(&self, answer: &Answer, sent: u64) -> Result<(), String> {
        for (at, piece) in self.pieces.iter().enumerate() {
            match answer.pieces.get(at) {
                Some((text, end)) if text == piece && *end <= sent => {}
                Some((text, end)) => {
                    return Err(format!(
                        "piece {at} is {piece:?}, not {text:?} (byte {end} of {sent} sent)"
                    ));
                }
                None => return Err(format!("a piece too much: {piece:?}")),
            }
        }
        Ok(())
    }

    /// The whole is all of its pieces.
    fn judge_message(&self, plan: &Plan, is_whole: bool) -> Result<(), String> {
        if plan.form == Form::Rpggo || plan.form == Form::PersonaWeb {
            return Ok(());
        }
        let said = self.pieces.concat();
        let expected = (!said.is_empty()).then_some((said, !is_whole));
        match self.message == expected {
            true => Ok(()),
            false => Err(format!("MESSAGE {:?}, not {expected:?}", self.message)),
        }
    }
}
