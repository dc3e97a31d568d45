//! What happened, counted.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Duration;

use rpggo::abi::status::*;
use rpggo_testkit::Functions;

use crate::plan::{Fault, Form, Plan};
use crate::talk::Talk;

/// Failures that are shown; the others are counted.
const MOST_SHOWN: usize = 20;

#[derive(Default)]
pub struct Report {
    chats: BTreeMap<Fault, Row>,
    forms: BTreeMap<Form, u64>,
    statuses: BTreeMap<rpggo_status, u64>,
    pub finished: u64,
    pub events: u64,
    pieces: u64,
    pub failures: Vec<String>,
    failed: u64,
    frees: u64,
    late_frees: u64,
    longest_free: Duration,
}

#[derive(Default)]
struct Row {
    chats: u64,
    ok: u64,
    failed: u64,
    cancelled: u64,
    freed: u64,
}

impl Report {
    pub fn add(&mut self, plan: &Plan, talk: &Talk, result: Result<(), String>) {
        let row = self.chats.entry(plan.fault).or_default();
        row.chats += 1;
        match talk.end.as_ref().map(|end| end.status) {
            None => row.freed += 1,
            Some(status) => {
                *match status {
                    RPGGO_OK => &mut row.ok,
                    RPGGO_CANCELLED => &mut row.cancelled,
                    _ => &mut row.failed,
                } += 1;
                *self.statuses.entry(status).or_default() += 1;
                self.finished += 1;
            }
        }
        *self.forms.entry(plan.form).or_default() += 1;
        self.events += talk.events;
        self.pieces += talk.pieces() as u64;
        if let Err(what) = result {
            self.failed += 1;
            if self.failures.len() < MOST_SHOWN {
                let Plan {
                    number,
                    form,
                    fault,
                    cancel,
                    ..
                } = plan;
                self.failures.push(format!(
                    "chat {number} ({form:?}, {fault:?}, {cancel:?}): {what}"
                ));
            }
        }
    }

    pub fn freed(&mut self, took: Duration) {
        self.frees += 1;
        self.late_frees += u64::from(took > Duration::from_millis(100));
        self.longest_free = self.longest_free.max(took);
    }

    /// All chats that were judged.
    pub fn chats(&self) -> u64 {
        self.chats.values().map(|row| row.chats).sum()
    }

    /// Those whose client was freed before they were over.
    pub fn unfinished(&self) -> u64 {
        self.chats.values().map(|row| row.freed).sum()
    }

    pub fn table(&self, library: &Functions, took: Duration) -> String {
        let mut text = String::new();
        let _ = writeln!(
            text,
            "{:<16}{:>9}{:>9}{:>9}{:>11}{:>14}",
            "fault", "chats", "OK", "failed", "cancelled", "client freed"
        );
        let mut sum = Row::default();
        for (fault, row) in &self.chats {
            let _ = writeln!(text, "{}", row.line(&format!("{fault:?}")));
            sum.chats += row.chats;
            sum.ok += row.ok;
            sum.failed += row.failed;
            sum.cancelled += row.cancelled;
            sum.freed += row.freed;
        }
        let _ = writeln!(text, "{}\n", sum.line("all"));
        for (status, count) in &self.statuses {
            let name = library.status_name(*status);
            let _ = writeln!(text, "{:<16}{count:>9}", &name["RPGGO_".len()..]);
        }
        let _ = writeln!(text);
        for (form, count) in &self.forms {
            let _ = writeln!(text, "{:<16}{count:>9}", format!("{form:?}"));
        }
        let seconds = took.as_secs_f64();
        let _ = write!(
            text,
            "\n{} chats in {seconds:.1} s, {:.0} a second; {} events, {} pieces of talk compared\n\
             {} clients freed in the middle, the longest in {:.1} ms, {} in more than 100 ms\n\
             {} FINISHED of {} requests that lived to see it; {} not as planned",
            self.chats(),
            self.chats() as f64 / seconds,
            self.events,
            self.pieces,
            self.frees,
            self.longest_free.as_secs_f64() * 1000.0,
            self.late_frees,
            self.finished,
            self.chats() - self.unfinished(),
            self.failed,
        );
        text
    }
}

impl Row {
    fn line(&self, name: &str) -> String {
        let Row {
            chats,
            ok,
            failed,
            cancelled,
            freed,
        } = self;
        format!("{name:<16}{chats:>9}{ok:>9}{failed:>9}{cancelled:>11}{freed:>14}")
    }
}
