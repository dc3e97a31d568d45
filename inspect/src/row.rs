//! A request on the timeline: one line, which expands to its details.

use maud::{Markup, html};
use rpggo::recording::RecordedRequest;

use crate::axis::Axis;
use crate::chart::{self, symbol};
use crate::detail::Detail;
use crate::text;
use crate::timeline::{Outcome, Timeline};

/// A request with its number in the recording.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub number: usize,
    pub request: &'a RecordedRequest,
    pub timeline: &'a Timeline,
}

/// What all requests of a run have in common.
pub struct RunContext<'a> {
    pub axis: &'a Axis,
    /// Why the run ended.
    pub run_end: &'a str,
    /// Whether the browser parses the details only when they are opened.
    pub is_lazy: bool,
}

impl Entry<'_> {
    pub fn at(&self) -> u64 {
        text::micros(self.request.at)
    }

    pub fn end(&self) -> u64 {
        self.at() + self.timeline.end
    }

    pub fn is_problem(&self) -> bool {
        let timeline = self.timeline;
        !matches!(timeline.outcome, Outcome::Ok | Outcome::Cancelled)
            || !timeline.retries.is_empty()
            || timeline.decode_error.is_some()
    }

    pub fn render(&self, run: &RunContext<'_>) -> Markup {
        let Entry {
            number,
            request,
            timeline,
        } = *self;
        let detail = Detail {
            number,
            request,
            timeline,
            run_end: run.run_end,
        };
        html! {
            li.request.(timeline.outcome.class()) id={ "request-" (number) }
                data-character=(text::visible(request.character_id())) data-problem[self.is_problem()] {
                details {
                    summary.columns {
                        span.number { (number) }
                        span.call { (call(request)) }
                        (chart::bar(timeline, run.axis, self.at()))
                        span.first {
                            @if let Some(time) = timeline.first_word {
                                span.hidden { "first word after " } (text::duration(time))
                            }
                        }
                        span.total { span.hidden { "total " } (timeline.length()) }
                        span.outcomes { (outcomes(timeline)) }
                    }
                    div.detail {
                        // If scripts run, the browser keeps this as text until the script needs it.
                        @if run.is_lazy { noscript { (detail.render()) } } @else { (detail.render()) }
                    }
                }
            }
        }
    }
}

fn call(request: &RecordedRequest) -> Markup {
    const MAX_CHARACTERS: usize = 140;
    html! {
        @if let Some(chat) = request.chat() {
            bdi.speaker { (text::visible(request.character_id())) } " "
            span.said dir="auto" { (text::visible(text::beginning(&chat.message, MAX_CHARACTERS).0)) }
        } @else {
            span.operation { (request.operation().replace('_', " ")) } " "
            bdi.said { (text::visible(request.session_id())) }
        }
    }
}

fn outcomes(timeline: &Timeline) -> Markup {
    let outcome = timeline.outcome;
    html! {
        span class={ "outcome " (outcome.class()) } {
            (symbol(outcome.class())) " " span.label { (outcome.label()) }
        }
        @if !timeline.retries.is_empty() {
            " "
            span.outcome.retry {
                (symbol("retry")) " "
                span.label { (text::count_of(timeline.retries.len(), "retry", "retries")) }
            }
        }
    }
}
