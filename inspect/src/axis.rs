//! The time axis that all requests of a run share. Long idle times are shortened on it.

use crate::text;

/// Idle times take no more of the axis than this much of what is not idle.
const MOST_IDLE: f64 = 0.35;
/// Lines and labels stand no closer, in percent of the axis.
const BETWEEN_TICKS: f64 = 7.0;
const BETWEEN_LABELS: f64 = 9.0;
/// Narrower idle times are not worth a mark.
const LEAST_GAP: f64 = 2.0;
/// Further right, a label would not fit.
const LAST_LABEL: f64 = 98.0;
const STEPS_IN_MS: [u64; 21] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000,
    120_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

/// Where times are, in percent of the axis.
pub struct Axis {
    parts: Vec<Part>,
    /// How many microseconds, as shown, the whole axis has.
    length: f64,
}

/// A time in which something happens, or nothing does; in microseconds.
struct Part {
    from: u64,
    to: u64,
    /// Where it begins and how long it is on the axis.
    place: f64,
    length: f64,
    is_idle: bool,
}

/// Something that is written on the axis.
pub struct Label {
    pub place: f64,
    pub text: String,
    /// It tells how long an idle time is.
    pub is_idle: bool,
}

/// An idle time that is shortened.
pub struct Gap {
    pub place: f64,
    pub width: f64,
    pub label: String,
}

impl Axis {
    /// An axis for requests that were under way at these times.
    pub fn new(mut busy: Vec<(u64, u64)>) -> Axis {
        busy.sort_unstable();
        let mut stretches: Vec<(u64, u64)> = Vec::new();
        for (from, to) in busy {
            match stretches.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => stretches.push((from, to)),
            }
        }
        let lengths = stretches.iter().map(|(from, to)| to - from);
        let busy: u64 = lengths.sum::<u64>().max(1000);
        let gaps = stretches.windows(2).map(|pair| pair[1].0 - pair[0].1);
        let longest_gap = longest_gap(gaps.collect(), busy as f64 * MOST_IDLE);

        let mut parts = Vec::new();
        let (mut place, mut before) = (0.0, None);
        for (from, to) in stretches {
            if let Some(before) = before {
                let gap = (from - before) as f64;
                parts.push(Part {
                    from: before,
                    to: from,
                    place,
                    length: gap.min(longest_gap),
                    is_idle: true,
                });
                place += gap.min(longest_gap);
            }
            parts.push(Part {
                from,
                to,
                place,
                length: (to - from) as f64,
                is_idle: false,
            });
            place += (to - from) as f64;
            before = Some(to);
        }
        Axis {
            parts,
            length: place.max(1000.0),
        }
    }

    /// Where that moment is, in percent.
    pub fn place(&self, at: u64) -> f64 {
        let index = self.parts.partition_point(|part| part.to < at);
        let Some(part) = self.parts.get(index) else {
            return 100.0;
        };
        let whole = (part.to - part.from).max(1) as f64;
        let share = at.saturating_sub(part.from) as f64 / whole;
        self.percent(part.place + share * part.length)
    }

    /// How wide a time is in which something happens.
    pub fn width(&self, time: u64) -> f64 {
        self.percent(time as f64)
    }

    fn percent(&self, length: f64) -> f64 {
        length / self.length * 100.0
    }

    pub fn gaps(&self) -> Vec<Gap> {
        let shortened = self.parts.iter().filter(|part| part.is_shortened());
        shortened
            .filter(|part| self.percent(part.length) >= LEAST_GAP)
            .map(|part| Gap {
                place: self.percent(part.place),
                width: self.percent(part.length),
                label: format!("{} idle", text::roughly(part.to - part.from)),
            })
            .collect()
    }

    /// Round times, at least so much of the axis apart, and where they are.
    fn moments(&self, percent: f64) -> Vec<(u64, f64)> {
        let step = step(self.length * percent / 100.0);
        let mut moments = Vec::new();
        for part in &self.parts {
            // What is shortened has no room for more than one.
            let most = if part.is_shortened() { 1 } else { usize::MAX };
            let is_gap = part.is_shortened() && self.percent(part.length) >= LEAST_GAP;
            let first = part.from.div_ceil(step) * step;
            let times = (first..=part.to).step_by(step as usize).take(most);
            moments.extend(times.filter(|_| !is_gap).map(|at| (at, self.place(at))));
        }
        moments
    }

    /// Where lines make the bars easier to compare.
    pub fn ticks(&self) -> Vec<f64> {
        let mut ticks: Vec<f64> = self
            .moments(BETWEEN_TICKS)
            .into_iter()
            .map(|(_, place)| place)
            .collect();
        ticks.dedup_by_key(|place| (*place * 10.0) as i64);
        ticks
    }

    /// What is written on the axis, as far as there is room; what is idle comes first.
    pub fn labels(&self) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        let gaps = self.gaps().into_iter().map(|gap| Label {
            place: gap.place + gap.width / 2.0,
            text: gap.label,
            is_idle: true,
        });
        let moments = self
            .moments(BETWEEN_LABELS)
            .into_iter()
            .map(|(at, place)| Label {
                place,
                text: text::moment(at),
                is_idle: false,
            });
        for label in gaps.chain(moments.filter(|it| it.place <= LAST_LABEL)) {
            let has_room = labels.iter().all(|it| {
                let room = match (it.is_idle, label.is_idle) {
                    (true, true) => 2.0 * BETWEEN_LABELS,
                    (true, false) => 1.2 * BETWEEN_LABELS,
                    _ => BETWEEN_LABELS,
                };
                (it.place - label.place).abs() >= room
            });
            if has_room {
                labels.push(label);
            }
        }
        labels.sort_by(|one, other| one.place.total_cmp(&other.place));
        labels
    }
}

impl Part {
    fn is_shortened(&self) -> bool {
        self.is_idle && self.length < (self.to - self.from) as f64
    }
}

/// A round time of at least so many microseconds.
fn step(least: f64) -> u64 {
    let least = (least / 1_000.0).ceil() as u64;
    let last = STEPS_IN_MS[STEPS_IN_MS.len() - 1];
    let known = STEPS_IN_MS.into_iter().find(|&step| step >= least);
    known.unwrap_or(least.div_ceil(last) * last) * 1000
}

/// The length to which gaps are cut so that they all together are no longer than `room`.
fn longest_gap(mut gaps: Vec<u64>, room: f64) -> f64 {
    gaps.sort_unstable();
    let mut room = room;
    let mut left = gaps.len() as f64;
    for gap in gaps {
        if gap as f64 * left > room {
            return room / left;
        }
        room -= gap as f64;
        left -= 1.0;
    }
    f64::INFINITY
}
