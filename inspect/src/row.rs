//! A request on the timeline: one line, which opens.

use maud::{Markup, html};
use rpggo::recording::RecordedRequest;

use crate::axis::Axis;
use crate::chart::{self, symbol};
use crate::course::{Course, Outcome};
use crate::detail::Detail;
use crate::text;

/// A request with its place in the recording.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    pub number: usize,
    pub request: &'a RecordedRequest,
    pub course: &'a Course,
}

/// What the requests of a run share.
pub struct Place<'a> {
    pub axis: &'a Axis,
    /// Why the run ended.
    pub run_end: &'a str,
    /// Whether the browser reads their details only when they are opened.
    pub is_lazy: bool,
}

impl Entry<'_> {
    pub fn at(&self) -> u64 {
        text::micros(self.request.at)
    }

    pub fn end(&self) -> u64 {
        self.at() + self.course.end
    }

    pub fn is_problem(&self) -> bool {
        let is_over = matches!(self.course.outcome, Outcome::Fine | Outcome::Cancelled);
        !is_over || !self.course.retries.is_empty() || self.course.refused.is_some()
    }

    pub fn render(&self, place: &Place<'_>) -> Markup {
        let Entry {
            number,
            request,
            course,
        } = *self;
        let detail = Detail {
            number,
            request,
            course,
            run_end: place.run_end,
        };
        html! {
            li.request.(course.outcome.class()) id={ "request-" (number) }
                data-character=(text::visible(request.character_id())) data-problem[self.is_problem()] {
                details {
                    summary.columns {
                        span.number { (number) }
                        span.asked { (asked(request)) }
                        (chart::bar(course, place.axis, self.at()))
                        span.first {
                            @if let Some(time) = course.first_word {
                                span.hidden { "first word after " } (text::duration(time))
                            }
                        }
                        span.total { span.hidden { "in all " } (course.length()) }
                        span.ends { (ends(course)) }
                    }
                    div.detail {
                        // With a script, the browser keeps this as text until it is wanted.
                        @if place.is_lazy { noscript { (detail.render()) } } @else { (detail.render()) }
                    }
                }
            }
        }
    }
}

fn asked(request: &RecordedRequest) -> Markup {
    const LONGEST: usize = 140;
    html! {
        @if let Some(chat) = request.chat() {
            bdi.who { (text::visible(request.character_id())) } " "
            span.said dir="auto" { (text::visible(text::beginning(&chat.message, LONGEST).0)) }
        } @else {
            span.operation { (request.operation().replace('_', " ")) } " "
            bdi.said { (text::visible(request.session_id())) }
        }
    }
}

fn ends(course: &Course) -> Markup {
    let outcome = course.outcome;
    html! {
        span class={ "outcome " (outcome.class()) } {
            (symbol(outcome.class())) " " span.word { (outcome.word()) }
        }
        @if !course.retries.is_empty() {
            " "
            span.outcome.retry {
                (symbol("retry")) " "
                span.word { (text::count_of(course.retries.len(), "retry", "retries")) }
            }
        }
    }
}
