//! The details of one request: the call, its times, the events, and the bytes of the response.

use std::collections::HashMap;

use maud::{Markup, Render, html};
use rpggo::recording::{RecordedRequest, RecordedStep, Step};
use rpggo::{ChatRequest, Event, EventKind};

use crate::chart::{own_bar, symbol};
use crate::summary::{self, pairs};
use crate::timeline::{Outcome, Timeline};
use crate::{json, text};

/// This many TEXT events in a row are shown in one line.
const MIN_TEXT_RUN: usize = 3;

/// Text between tags. Quotes are not escaped there: JSON has many.
struct Code<'a>(&'a str);

impl Render for Code<'_> {
    fn render_to(&self, page: &mut String) {
        let mut rest = self.0;
        while let Some(at) = rest.find(['&', '<', '>']) {
            page.push_str(&rest[..at]);
            page.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                _ => "&gt;",
            });
            rest = &rest[at + 1..];
        }
        page.push_str(rest);
    }
}

/// Preformatted text. A browser ignores the first line break after the tag, so one is added.
fn code(text: &str) -> Markup {
    html! { pre { "\n" (Code(text)) } }
}

/// A request with the data that its details show.
pub struct Detail<'a> {
    pub number: usize,
    pub request: &'a RecordedRequest,
    pub timeline: &'a Timeline,
    /// Why its run ended.
    pub run_end: &'a str,
}

/// Why a run ended, for a request that was still running.
pub fn run_end_reason(end: &str) -> String {
    match end {
        "client_freed" => "the client was freed".to_owned(),
        "size_limit" => "the recording had reached max_recording_bytes".to_owned(),
        "" => "the program stopped, or was still running".to_owned(),
        other => text::visible(other),
    }
}

impl Detail<'_> {
    pub fn render(&self) -> Markup {
        html! {
            (self.problem())
            section.part {
                h3 { "Request" }
                (self.call())
            }
            section.part {
                h3 { "Time" }
                (self.times())
            }
            section.part {
                h3 { "Events" }
                (self.events())
            }
            section.part {
                h3 { "Response" }
                (self.response())
            }
        }
    }

    fn problem(&self) -> Markup {
        let timeline = self.timeline;
        let why = match timeline.outcome {
            Outcome::Failed(_) => timeline.detail().unwrap_or_default().to_owned(),
            Outcome::Incomplete => format!(
                "Not finished when the recording ended: {}.",
                run_end_reason(self.run_end)
            ),
            _ => String::new(),
        };
        html! {
            @if !why.is_empty() {
                p class={ "problem " (timeline.outcome.class()) } {
                    (symbol(timeline.outcome.class())) " "
                    strong { (timeline.outcome.label()) } " "
                    bdi { (text::visible(&why)) }
                }
            }
            @if let Some(error) = &timeline.decode_error {
                p.problem.incomplete {
                    (symbol("incomplete")) " The response cannot be decoded: "
                    bdi { (text::visible(error)) }
                }
            }
        }
    }

    fn call(&self) -> Markup {
        let request = self.request;
        let mut fields = vec![
            ("operation", request.operation().to_owned()),
            ("character", request.character_id().to_owned()),
            ("session", request.session_id().to_owned()),
        ];
        if let Some(chat) = request.chat() {
            fields.extend(chat_fields(chat));
        }
        if let Some((_, session)) = request.session() {
            fields.extend([
                ("game", session.game_id.clone()),
                ("chapter", session.chapter_id.clone()),
                ("machine", session.machine_id.clone()),
                ("player", session.player_name.clone()),
                ("gender", session.player_gender.clone()),
                ("system prompt", session.system_prompt.clone()),
            ]);
        }
        fields.push(("request", request.number.to_string()));
        fields.push(("line", request.line.to_string()));
        fields.retain(|(_, value)| !value.is_empty());
        html! {
            @if let Some(chat) = request.chat() {
                blockquote { (summary::text_block(&chat.message)) }
            }
            p { (pairs(fields.into_iter())) }
            @match &request.sent {
                None => p.aside { "Nothing was sent: the client handled the call itself." },
                Some(sent) => {
                    @let body = serde_json::to_string(&sent.body).unwrap_or_default();
                    p { code.path dir="ltr" { b { (text::visible(&sent.method)) } " " (text::visible(&sent.path)) } }
                    details.raw {
                        summary { "Body" span.aside { " " (text::bytes(body.len() as u64)) } }
                        (code(&text::visible(&json::pretty(&body))))
                    }
                }
            }
        }
    }

    fn times(&self) -> Markup {
        let timeline = self.timeline;
        html! {
            (own_bar(timeline))
            ul.phases {
                @for span in &timeline.spans {
                    li {
                        span class={ "swatch " (span.phase.class()) } {}
                        (span.phase.name()) " "
                        b { (text::duration(span.to - span.from)) }
                    }
                }
                li { "total " b { (timeline.length()) } }
            }
        }
    }

    fn events(&self) -> Markup {
        let events = &self.timeline.events;
        if events.is_empty() {
            return html! { p.aside { "None." } };
        }
        let chunks = self.chunk_numbers();
        let mut rows = Vec::new();
        let mut index = 0;
        while index < events.len() {
            let run = text_run(&events[index..]);
            if run.len() >= MIN_TEXT_RUN {
                rows.push(self.text_run(run, &chunks));
                index += run.len();
            } else {
                let before = index.checked_sub(1).map(|before| &events[before]);
                rows.push(self.event(&events[index], before));
                index += 1;
            }
        }
        html! {
            table.events {
                thead { tr {
                    th.time scope="col" { "ms" }
                    th scope="col" { "Event" }
                    th scope="col" { "Content" }
                } }
                tbody { @for row in &rows { (row) } }
            }
        }
    }

    fn event(&self, event: &Event<'_>, before: Option<&Event<'_>>) -> Markup {
        let name = event.kind.name();
        let is_same_frame =
            before.is_some_and(|it| it.elapsed == event.elapsed && it.raw == event.raw);
        html! {
            tr {
                td.time { (text::milliseconds(self.timeline.time(event))) }
                th.kind scope="row" { (name) }
                td {
                    div.entry {
                        div { (summary::of_event(event, self.timeline.outcome)) }
                        @if event.raw.is_empty() {
                        } @else if is_same_frame {
                            span.aside.same { "same frame" }
                        } @else {
                            details.frame {
                                summary { "Frame" }
                                (code(&text::visible(&json::pretty(&event.raw))))
                            }
                        }
                    }
                }
            }
        }
    }

    /// A row for several TEXT events of one speaker.
    fn text_run(&self, run: &[Event<'_>], chunks: &HashMap<u64, usize>) -> Markup {
        let whole: String = run.iter().map(delta).collect();
        let (first, last) = (&run[0], &run[run.len() - 1]);
        html! {
            tr {
                td.time {
                    (text::milliseconds(text::elapsed(first)))
                    div.until { "to " (text::milliseconds(text::elapsed(last))) }
                }
                th.kind scope="row" { "TEXT" span.times { " ×" (run.len()) } }
                td {
                    (summary::speech(&first.character_id, "", &whole))
                    details.raw {
                        summary { (run.len()) " deltas" }
                        table.deltas {
                            thead { tr {
                                th.time scope="col" { "ms" }
                                th scope="col" { "Text" }
                                th scope="col" { "Chunk" }
                            } }
                            tbody { @for event in run {
                                @let at = text::elapsed(event);
                                tr {
                                    td.time { (text::milliseconds(at)) }
                                    td.delta dir="auto" { (text::visible(delta(event))) }
                                    td { @if let Some(chunk) = chunks.get(&at) {
                                        a href={ "#" (self.chunk_id(*chunk)) } { "chunk " (chunk) }
                                    } }
                                }
                            } }
                        }
                    }
                }
            }
        }
    }

    fn chunk_id(&self, chunk: usize) -> String {
        format!("request-{}-chunk-{chunk}", self.number)
    }

    /// The numbers of the chunks by their times: events of that time were decoded from the chunk.
    fn chunk_numbers(&self) -> HashMap<u64, usize> {
        let chunks = self.timeline.chunks.iter().enumerate();
        chunks.map(|(index, &at)| (at, index + 1)).collect()
    }

    fn response(&self) -> Markup {
        let steps = &self.request.steps;
        if self.request.sent.is_none() {
            return html! { p.aside { "None: no request was sent." } };
        }
        let mut chunk = 0;
        let rows = steps.iter().map(|step| {
            chunk += usize::from(matches!(step.what, Step::Chunk(_)));
            self.step(step, chunk)
        });
        html! {
            details.raw {
                summary {
                    (text::count(self.timeline.chunks.len(), "chunk"))
                    span.aside { " " (text::bytes(self.timeline.bytes)) }
                }
                table.response {
                    thead { tr {
                        th.time scope="col" { "ms" }
                        th scope="col" { "Step" }
                        th scope="col" { "Content" }
                    } }
                    tbody { @for row in rows { (row) } }
                }
            }
        }
    }

    fn step(&self, step: &RecordedStep, chunk: usize) -> Markup {
        let is_chunk = matches!(step.what, Step::Chunk(_));
        let (name, content) = describe_step(&step.what);
        html! {
            tr id=[is_chunk.then(|| self.chunk_id(chunk))] {
                td.time { (text::milliseconds(text::micros(step.at))) }
                th scope="row" {
                    @if is_chunk { "chunk " (chunk) " " span.aside { (name) } }
                    @else { (name) }
                }
                td { (content) }
            }
        }
    }
}

/// A step's name and content.
fn describe_step(step: &Step) -> (String, Markup) {
    match step {
        Step::Response {
            http_status,
            headers,
        } => (
            format!("HTTP {http_status}"),
            html! { @for (name, value) in headers {
                code.header dir="ltr" { (text::visible(name)) ": " (text::visible(value)) }
            } },
        ),
        Step::Chunk(bytes) => (
            text::bytes(bytes.len() as u64),
            code(&text::of_bytes(bytes)),
        ),
        Step::Complete => ("end".to_owned(), html! { "The response is complete." }),
        Step::Stopped => ("end".to_owned(), html! { "The client stopped reading." }),
        Step::Closed { status, detail } => (
            "closed".to_owned(),
            html! { "The server closed the connection. " (text::status(*status)) ": "
            bdi { (text::visible(detail)) } },
        ),
        Step::Failed { status, detail } => (
            "failed".to_owned(),
            html! { (text::status(*status)) ": " bdi { (text::visible(detail)) } },
        ),
        Step::Retrying { delay } => (
            "retry".to_owned(),
            html! { (symbol("retry")) " Retrying after " (text::duration(text::micros(*delay))) },
        ),
        Step::Finished(status) => ("finished".to_owned(), html! { (text::status(*status)) }),
        _ => (String::new(), html! {}),
    }
}

fn chat_fields(chat: &ChatRequest) -> Vec<(&'static str, String)> {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        ("message id", optional(&chat.message_id)),
        ("game", chat.game_id.clone()),
        ("machine", chat.machine_id.clone()),
        ("user", chat.user_id.clone()),
        ("extra", optional(&chat.extra_json)),
        ("images", if chat.images { "yes" } else { "" }.to_owned()),
    ]
}

/// The TEXT events of one speaker at the beginning of the list.
fn text_run<'a, 'b>(events: &'a [Event<'b>]) -> &'a [Event<'b>] {
    let speaker = events.first().map(|it| &it.character_id);
    let others = events.iter().position(|event| {
        !matches!(event.kind, EventKind::Text { .. }) || Some(&event.character_id) != speaker
    });
    &events[..others.unwrap_or(events.len())]
}

fn delta<'a>(event: &'a Event<'_>) -> &'a str {
    match &event.kind {
        EventKind::Text { delta } => delta,
        _ => "",
    }
}
