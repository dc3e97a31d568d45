//! The drawings: bars, axes and symbols. All places are percentages, so that they fit any window.

use maud::{Markup, html};
use rpggo::EventKind;

use crate::axis::Axis;
use crate::course::{Course, Outcome, Phase};
use crate::text;

/// Marks that would lie on one another are drawn once: there are so many places for them.
const PLACES: f64 = 400.0;
/// The height of a bar's drawing, in pixels.
const HEIGHT: u32 = 26;

/// The symbols that the page uses, each defined once.
pub fn symbols() -> Markup {
    let symbol = |id: &str, path: &str| {
        html! {
            symbol id=(id) viewBox="0 0 12 12" {
                circle.disc cx="6" cy="6" r="6" {}
                path.sign d=(path) {}
            }
        }
    };
    html! {
        svg.defined width="0" height="0" aria-hidden="true" {
            (symbol("fine", "M3.2 6.3 5.2 8.2 8.8 4"))
            (symbol("failed", "M3.7 3.7 8.3 8.3M8.3 3.7 3.7 8.3"))
            (symbol("cancelled", "M4.3 4.3h3.4v3.4H4.3z"))
            (symbol("incomplete", "M2.9 6h.2M5.9 6h.2M8.9 6h.2"))
            (symbol("retry", "M8.6 4.2A3.1 3.1 0 1 0 9.1 6.4M8.9 2.4V4.6H6.7"))
            pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)" {
                path.hatch d="M0 0v6" {}
            }
        }
    }
}

/// A symbol in a line of text.
pub fn symbol(class: &str) -> Markup {
    html! {
        svg class={ "symbol " (class) } width="12" height="12" aria-hidden="true" {
            use href={ "#" (class) } {}
        }
    }
}

/// A request on the axis of its run, with what a script needs to show it on another.
pub fn bar(course: &Course, axis: &Axis, at: u64) -> Markup {
    let begin = axis.place(at);
    let place = |time| begin + axis.width(time);
    html! {
        svg.bar height=(HEIGHT) role="img" aria-label=(in_words(course)) {
            title { (in_words(course)) }
            svg.plot data-from=(number(begin)) data-to=(number(place(course.end)))
                data-began=(text::duration(at)) data-ended=(text::duration(at + course.end)) {
                (shapes(course, &place))
            }
        }
    }
}

/// A request for itself.
pub fn own_bar(course: &Course) -> Markup {
    let end = course.end.max(1) as f64;
    html! {
        svg.bar.own height=(HEIGHT) aria-hidden="true" {
            (shapes(course, &|time| time as f64 / end * 100.0))
        }
    }
}

/// What happened, each where `place` says, which knows times since the start of the request.
fn shapes(course: &Course, place: &dyn Fn(u64) -> f64) -> Markup {
    html! {
        @if course.spans.is_empty() {
            circle.local cx={ (number(place(0))) "%" } cy="11" r="3" {}
        }
        @for span in &course.spans {
            @let (top, height) = match span.phase {
                Phase::Waiting => (9, 4),
                Phase::Pause => (10, 2),
                Phase::Silent | Phase::Refused => (7, 8),
                Phase::Streaming => (4, 14),
            };
            rect class=(span.phase.class()) x={ (number(place(span.from))) "%" } y=(top)
                width={ (number(place(span.to) - place(span.from))) "%" } height=(height) {}
        }
        (chunks(course, place))
        @for at in told(course, place) {
            circle.event cx={ (number(at)) "%" } cy="11" r="2.5" {}
        }
        @for &at in &course.retries {
            (mark("retry", place(at)))
        }
        @if course.outcome != Outcome::Fine {
            (mark(course.outcome.class(), place(course.end)))
        }
    }
}

fn mark(class: &str, at: f64) -> Markup {
    html! {
        use.mark.(class) href={ "#" (class) } x={ (number(at)) "%" } y="5" width="12" height="12" {}
    }
}

/// A line under the bar for every piece that came.
fn chunks(course: &Course, place: &dyn Fn(u64) -> f64) -> Markup {
    let (Some(&first), Some(&last)) = (course.chunks.first(), course.chunks.last()) else {
        return html! {};
    };
    let range = (last - first).max(1) as f64;
    let mut path = String::new();
    let mut before = -1.0;
    for &at in &course.chunks {
        let there = ((at - first) as f64 / range * PLACES).round();
        if there > before {
            path += &format!("M{there} 0v1");
            before = there;
        }
    }
    // Wide enough for one line, be it only one.
    html! {
        svg.chunks x={ (number(place(first))) "%" } y="20"
            width={ (number((place(last) - place(first)).max(0.0001))) "%" } height="5"
            viewBox={ "0 0 " (PLACES) " 1" } preserveAspectRatio="none" {
            path d=(path) {}
        }
    }
}

/// Where the game was told something; the pieces of an utterance are seen as what came.
fn told(course: &Course, place: &dyn Fn(u64) -> f64) -> Vec<f64> {
    let events = course.events.iter().filter(|event| {
        !matches!(
            event.kind,
            EventKind::Started { .. }
                | EventKind::Text { .. }
                | EventKind::Retrying(_)
                | EventKind::Finished(_)
        )
    });
    let mut places: Vec<f64> = events.map(|event| place(text::elapsed(event))).collect();
    places.dedup_by_key(|at| (*at * PLACES / 100.0) as i64);
    places
}

/// What the bar shows, for who cannot see it.
fn in_words(course: &Course) -> String {
    if course.spans.is_empty() {
        return "done without the network".to_owned();
    }
    let spans = course.spans.iter().map(|span| {
        let time = text::duration(span.to - span.from);
        format!("{} {time}", span.phase.name())
    });
    spans.collect::<Vec<_>>().join(", ")
}

/// The lines behind the bars.
pub fn grid(axis: &Axis, class: &str) -> Markup {
    html! {
        svg class=(class) {
            @for gap in axis.gaps() {
                rect.gap x={ (number(gap.place)) "%" } width={ (number(gap.width)) "%" }
                    height="100%" {}
            }
            @for tick in axis.ticks() {
                line x1={ (number(tick)) "%" } x2={ (number(tick)) "%" } y2="100%" {}
            }
        }
    }
}

/// The times above the bars.
pub fn scale(axis: &Axis, class: &str) -> Markup {
    html! {
        svg class={ "scale " (class) } height="20" {
            @for gap in axis.gaps() {
                rect.gap x={ (number(gap.place)) "%" } width={ (number(gap.width)) "%" }
                    height="100%" {
                    title { (gap.label) }
                }
            }
            @for (index, label) in axis.labels().iter().enumerate() {
                text.idle[label.is_idle].every-second[index % 2 == 1]
                    x={ (number(label.place)) "%" } y="14" { (label.text) }
            }
        }
    }
}

/// With as many digits as a window a thousand times as wide would need.
pub fn number(percent: f64) -> String {
    let text = format!("{percent:.4}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0" } else { short }.to_owned()
}
