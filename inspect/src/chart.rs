//! Bars, axes and symbols as SVG. All positions are percentages, so that they fit any window.

use maud::{Markup, html};
use rpggo::EventKind;

use crate::axis::Axis;
use crate::text;
use crate::timeline::{Outcome, Phase, Timeline};

/// Marks are drawn at this many different positions, at most one at each.
const POSITIONS: f64 = 400.0;
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
        svg.symbols width="0" height="0" aria-hidden="true" {
            (symbol("ok", "M3.2 6.3 5.2 8.2 8.8 4"))
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

/// A request on the axis of its run, with the data that the script needs to change the axis.
pub fn bar(timeline: &Timeline, axis: &Axis, at: u64) -> Markup {
    let begin = axis.position(at);
    let position = |time| begin + axis.width(time);
    html! {
        svg.bar height=(HEIGHT) role="img" aria-label=(description(timeline)) {
            title { (description(timeline)) }
            svg.plot data-from=(number(begin)) data-to=(number(position(timeline.end)))
                data-began=(text::duration(at)) data-ended=(text::duration(at + timeline.end)) {
                (shapes(timeline, &position))
            }
        }
    }
}

/// A request on an axis of its own.
pub fn own_bar(timeline: &Timeline) -> Markup {
    let end = timeline.end.max(1) as f64;
    html! {
        svg.bar.own height=(HEIGHT) aria-hidden="true" {
            (shapes(timeline, &|time| time as f64 / end * 100.0))
        }
    }
}

/// The phases, chunks and events. `position` maps the time since the start of the request.
fn shapes(timeline: &Timeline, position: &dyn Fn(u64) -> f64) -> Markup {
    html! {
        @if timeline.spans.is_empty() {
            circle.local cx={ (number(position(0))) "%" } cy="11" r="3" {}
        }
        @for span in &timeline.spans {
            @let (top, height) = match span.phase {
                Phase::Waiting => (9, 4),
                Phase::Delay => (10, 2),
                Phase::NoText | Phase::Error => (7, 8),
                Phase::Streaming => (4, 14),
            };
            rect class=(span.phase.class()) x={ (number(position(span.from))) "%" } y=(top)
                width={ (number(position(span.to) - position(span.from))) "%" } height=(height) {}
        }
        (chunks(timeline, position))
        @for at in event_positions(timeline, position) {
            circle.event cx={ (number(at)) "%" } cy="11" r="2.5" {}
        }
        @for &at in &timeline.retries {
            (mark("retry", position(at)))
        }
        @if timeline.outcome != Outcome::Ok {
            (mark(timeline.outcome.class(), position(timeline.end)))
        }
    }
}

fn mark(class: &str, at: f64) -> Markup {
    html! {
        use.mark.(class) href={ "#" (class) } x={ (number(at)) "%" } y="5" width="12" height="12" {}
    }
}

/// A line under the bar for each chunk.
fn chunks(timeline: &Timeline, position: &dyn Fn(u64) -> f64) -> Markup {
    let (Some(&first), Some(&last)) = (timeline.chunks.first(), timeline.chunks.last()) else {
        return html! {};
    };
    let range = (last - first).max(1) as f64;
    let mut path = String::new();
    let mut before = -1.0;
    for &at in &timeline.chunks {
        let x = ((at - first) as f64 / range * POSITIONS).round();
        if x > before {
            path += &format!("M{x} 0v1");
            before = x;
        }
    }
    // A single line needs a width, too.
    html! {
        svg.chunks x={ (number(position(first))) "%" } y="20"
            width={ (number((position(last) - position(first)).max(0.0001))) "%" } height="5"
            viewBox={ "0 0 " (POSITIONS) " 1" } preserveAspectRatio="none" {
            path d=(path) {}
        }
    }
}

/// The positions of the events, without those that the bar already shows.
fn event_positions(timeline: &Timeline, position: &dyn Fn(u64) -> f64) -> Vec<f64> {
    let events = timeline.events.iter().filter(|event| {
        !matches!(
            event.kind,
            EventKind::Started { .. }
                | EventKind::Text { .. }
                | EventKind::Retrying(_)
                | EventKind::Finished(_)
        )
    });
    let mut positions: Vec<f64> = events.map(|event| position(text::elapsed(event))).collect();
    positions.dedup_by_key(|at| (*at * POSITIONS / 100.0) as i64);
    positions
}

/// The bar as text, for screen readers and as a tooltip.
fn description(timeline: &Timeline) -> String {
    if timeline.spans.is_empty() {
        return "handled without the network".to_owned();
    }
    let spans = timeline.spans.iter().map(|span| {
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
                rect.gap x={ (number(gap.position)) "%" } width={ (number(gap.width)) "%" }
                    height="100%" {}
            }
            @for tick in axis.ticks() {
                line x1={ (number(tick)) "%" } x2={ (number(tick)) "%" } y2="100%" {}
            }
        }
    }
}

/// The labels above the bars.
pub fn scale(axis: &Axis, class: &str) -> Markup {
    html! {
        svg class={ "scale " (class) } height="20" {
            @for gap in axis.gaps() {
                rect.gap x={ (number(gap.position)) "%" } width={ (number(gap.width)) "%" }
                    height="100%" {
                    title { (gap.label) }
                }
            }
            @for (index, label) in axis.labels().iter().enumerate() {
                text.idle[label.is_idle].every-second[index % 2 == 1]
                    x={ (number(label.position)) "%" } y="14" { (label.text) }
            }
        }
    }
}

/// A percentage with enough digits for a window that is a thousand times as wide.
pub fn number(percent: f64) -> String {
    let text = format!("{percent:.4}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0" } else { short }.to_owned()
}
