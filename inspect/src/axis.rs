//! The time axis that all requests of a run share. It shortens long idle times.

use crate::text;

/// Idle times take at most this share of the time that is not idle.
const MAX_IDLE: f64 = 0.35;
/// Minimum distances, in percent of the axis.
const TICK_DISTANCE: f64 = 7.0;
const LABEL_DISTANCE: f64 = 9.0;
/// Narrower idle times are not marked.
const MIN_GAP: f64 = 2.0;
/// Further right, a label would not fit.
const LAST_LABEL: f64 = 98.0;
const STEPS_IN_MS: [u64; 21] = [
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000,
    120_000, 300_000, 600_000, 1_800_000, 3_600_000,
];

/// Maps times to positions, in percent of the axis.
pub struct Axis {
    parts: Vec<Part>,
    /// The length of the axis in microseconds, with shortened idle times.
    length: f64,
}

/// A busy or an idle time, in microseconds.
struct Part {
    from: u64,
    to: u64,
    /// Its start and length on the axis.
    position: f64,
    length: f64,
    is_idle: bool,
}

/// A label of the axis.
pub struct Label {
    pub position: f64,
    pub text: String,
    /// The label is the length of an idle time.
    pub is_idle: bool,
}

/// An idle time that is shortened.
pub struct Gap {
    pub position: f64,
    pub width: f64,
    pub label: String,
}

impl Axis {
    /// An axis for requests that ran at these times.
    pub fn new(mut busy: Vec<(u64, u64)>) -> Axis {
        busy.sort_unstable();
        let mut busy_times: Vec<(u64, u64)> = Vec::new();
        for (from, to) in busy {
            match busy_times.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => busy_times.push((from, to)),
            }
        }
        let lengths = busy_times.iter().map(|(from, to)| to - from);
        let busy: u64 = lengths.sum::<u64>().max(1000);
        let gaps = busy_times.windows(2).map(|pair| pair[1].0 - pair[0].1);
        let longest_gap = longest_gap(gaps.collect(), busy as f64 * MAX_IDLE);

        let mut parts = Vec::new();
        let (mut position, mut before) = (0.0, None);
        for (from, to) in busy_times {
            if let Some(before) = before {
                let gap = (from - before) as f64;
                parts.push(Part {
                    from: before,
                    to: from,
                    position,
                    length: gap.min(longest_gap),
                    is_idle: true,
                });
                position += gap.min(longest_gap);
            }
            parts.push(Part {
                from,
                to,
                position,
                length: (to - from) as f64,
                is_idle: false,
            });
            position += (to - from) as f64;
            before = Some(to);
        }
        Axis {
            parts,
            length: position.max(1000.0),
        }
    }

    /// The position of a time, in percent.
    pub fn position(&self, at: u64) -> f64 {
        let index = self.parts.partition_point(|part| part.to < at);
        let Some(part) = self.parts.get(index) else {
            return 100.0;
        };
        let whole = (part.to - part.from).max(1) as f64;
        let share = at.saturating_sub(part.from) as f64 / whole;
        self.percent(part.position + share * part.length)
    }

    /// The width of a duration in a busy time.
    pub fn width(&self, time: u64) -> f64 {
        self.percent(time as f64)
    }

    fn percent(&self, length: f64) -> f64 {
        length / self.length * 100.0
    }

    pub fn gaps(&self) -> Vec<Gap> {
        let shortened = self.parts.iter().filter(|part| part.is_shortened());
        shortened
            .filter(|part| self.percent(part.length) >= MIN_GAP)
            .map(|part| Gap {
                position: self.percent(part.position),
                width: self.percent(part.length),
                label: format!("{} idle", text::rounded_duration(part.to - part.from)),
            })
            .collect()
    }

    /// Round times with their positions, at least `percent` of the axis apart.
    fn round_times(&self, percent: f64) -> Vec<(u64, f64)> {
        let step = step(self.length * percent / 100.0);
        let mut round_times = Vec::new();
        for part in &self.parts {
            // A shortened part has room for only one.
            let max = if part.is_shortened() { 1 } else { usize::MAX };
            let is_gap = part.is_shortened() && self.percent(part.length) >= MIN_GAP;
            let first = part.from.div_ceil(step) * step;
            let times = (first..=part.to).step_by(step as usize).take(max);
            round_times.extend(times.filter(|_| !is_gap).map(|at| (at, self.position(at))));
        }
        round_times
    }

    /// The positions of the vertical lines.
    pub fn ticks(&self) -> Vec<f64> {
        let mut ticks: Vec<f64> = self
            .round_times(TICK_DISTANCE)
            .into_iter()
            .map(|(_, position)| position)
            .collect();
        ticks.dedup_by_key(|position| (*position * 10.0) as i64);
        ticks
    }

    /// The labels for which there is room; those of idle times come first.
    pub fn labels(&self) -> Vec<Label> {
        let mut labels: Vec<Label> = Vec::new();
        let gaps = self.gaps().into_iter().map(|gap| Label {
            position: gap.position + gap.width / 2.0,
            text: gap.label,
            is_idle: true,
        });
        let round_times = self
            .round_times(LABEL_DISTANCE)
            .into_iter()
            .map(|(at, position)| Label {
                position,
                text: text::axis_time(at),
                is_idle: false,
            });
        for label in gaps.chain(round_times.filter(|it| it.position <= LAST_LABEL)) {
            let has_room = labels.iter().all(|it| {
                let room = match (it.is_idle, label.is_idle) {
                    (true, true) => 2.0 * LABEL_DISTANCE,
                    (true, false) => 1.2 * LABEL_DISTANCE,
                    _ => LABEL_DISTANCE,
                };
                (it.position - label.position).abs() >= room
            });
            if has_room {
                labels.push(label);
            }
        }
        labels.sort_by(|one, other| one.position.total_cmp(&other.position));
        labels
    }
}

impl Part {
    fn is_shortened(&self) -> bool {
        self.is_idle && self.length < (self.to - self.from) as f64
    }
}

/// A round duration of at least `min` microseconds.
fn step(min: f64) -> u64 {
    let min = (min / 1_000.0).ceil() as u64;
    let last = STEPS_IN_MS[STEPS_IN_MS.len() - 1];
    let known = STEPS_IN_MS.into_iter().find(|&step| step >= min);
    known.unwrap_or(min.div_ceil(last) * last) * 1000
}

/// The length to which gaps are cut so that the sum of all is at most `room`.
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
