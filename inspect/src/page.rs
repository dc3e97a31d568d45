//! The page: facts about the recording, its problems, and all requests on a timeline.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use ring::digest::{SHA256, digest};
use rpggo::recording::ClientRun;
use rpggo::{Recording, Service};

use crate::axis::Axis;
use crate::chart::{self, symbol};
use crate::detail::run_end_reason;
use crate::row::{Entry, RunContext};
use crate::text;
use crate::timeline::{Outcome, Timeline, Times, Totals};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// With more requests or bytes, the browser parses details only when they are opened.
const MAX_EAGER_REQUESTS: usize = 200;
const MAX_EAGER_BYTES: u64 = 1 << 20;
/// With more requests, bars on a common axis would be too short.
const MAX_ON_ONE_AXIS: usize = 100;
/// The list shows only this many problems; the filter shows all.
const MAX_PROBLEMS: usize = 8;

/// The data of a page.
pub struct Page<'a> {
    pub name: &'a str,
    pub recording: &'a Recording,
    /// One for each request.
    pub timelines: &'a [Timeline],
    pub totals: &'a Totals,
}

impl<'a> Page<'a> {
    pub fn render(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy());
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (text::visible(self.name)) " · rpggo inspector" }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    (chart::symbols())
                    (self.header())
                    main {
                        (self.numbers())
                        (self.problems())
                        (self.tools())
                        (legend())
                        @for (index, run) in self.recording.runs().iter().enumerate() {
                            (self.run(index, run))
                        }
                    }
                    script { (PreEscaped(SCRIPT)) }
                }
            }
        };
        page.into_string()
    }

    fn entries(&self) -> impl Iterator<Item = Entry<'a>> {
        let requests = self.recording.requests().iter().zip(self.timelines);
        requests
            .enumerate()
            .map(|(index, (request, timeline))| Entry {
                number: index + 1,
                request,
                timeline,
            })
    }

    fn header(&self) -> Markup {
        let runs = self.recording.runs();
        let first = &runs[0];
        html! {
            header.top {
                div {
                    p.eyebrow { "Recorded conversation" }
                    h1 { bdi { (text::visible(self.name)) } }
                    ul.facts {
                        li { (service_name(self.recording.service())) }
                        @if runs.len() == 1 {
                            (run_facts(first))
                        } @else {
                            li { (text::count(runs.len(), "run")) }
                            li { "from " (text::date(first.started_unix_ms)) }
                        }
                    }
                }
                button.theme type="button" hidden { "Dark" }
            }
        }
    }

    fn numbers(&self) -> Markup {
        let totals = self.totals;
        html! {
            dl.numbers {
                (tile("Requests", &text::thousands(totals.requests as u64), ""))
                (self.failures())
                (tile("Retries", &text::thousands(totals.retries as u64),
                    if totals.retries > 0 { "retry" } else { "" }))
                (times("First byte", totals.first_byte.as_ref()))
                (times("First word", totals.first_word.as_ref()))
                (tile("Events", &text::thousands(totals.events as u64), ""))
                (tile("Received", &text::bytes(totals.bytes), ""))
            }
        }
    }

    fn failures(&self) -> Markup {
        let totals = self.totals;
        let others = [
            (totals.cancelled, "cancelled"),
            (totals.incomplete, "incomplete"),
        ];
        let others: Vec<String> = others
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        html! {
            div.tile {
                dt { "Failed" }
                dd {
                    span.value.failed[totals.failed > 0] {
                        @if totals.failed > 0 { (symbol("failed")) }
                        (text::thousands(totals.failed as u64))
                    }
                    @if !others.is_empty() { span.aside { (others.join(", ")) } }
                }
            }
        }
    }

    /// Requests that failed or are incomplete, grouped by reason, with links.
    fn problems(&self) -> Markup {
        let mut problems: Vec<(Outcome, String, Vec<usize>)> = Vec::new();
        for entry in self.entries() {
            let outcome = entry.timeline.outcome;
            if !matches!(outcome, Outcome::Failed(_) | Outcome::Incomplete) {
                continue;
            }
            let why = self.why(&entry);
            let same = problems
                .iter_mut()
                .find(|it| (it.0, &it.1) == (outcome, &why));
            match same {
                Some((_, _, numbers)) => numbers.push(entry.number),
                None => problems.push((outcome, why, vec![entry.number])),
            }
        }
        html! {
            @if !problems.is_empty() {
                section.problems {
                    h2 { "Problems" }
                    ol {
                        @for (outcome, why, numbers) in problems.iter().take(MAX_PROBLEMS) {
                            li {
                                span class={ "outcome " (outcome.class()) } {
                                    (symbol(outcome.class())) " " (outcome.label())
                                }
                                span.why { bdi { (shortened(why)) } " " (links(numbers)) }
                            }
                        }
                    }
                    @if problems.len() > MAX_PROBLEMS {
                        p.aside {
                            "and " (text::count(problems.len() - MAX_PROBLEMS, "other problem"))
                        }
                    }
                }
            }
        }
    }

    fn why(&self, entry: &Entry) -> String {
        match entry.timeline.outcome {
            Outcome::Incomplete => {
                let run = &self.recording.runs()[entry.request.run];
                let why = run_end_reason(&run.end);
                format!("not finished when the recording ended: {why}")
            }
            _ => entry.timeline.detail().unwrap_or_default().to_owned(),
        }
    }

    /// The controls of the script; without scripts, everything is shown.
    fn tools(&self) -> Markup {
        let mut characters: Vec<&str> = Vec::new();
        for request in self.recording.requests() {
            let id = request.character_id();
            if !id.is_empty() && !characters.contains(&id) {
                characters.push(id);
            }
        }
        let first_view = if self.timelines.len() > MAX_ON_ONE_AXIS {
            "zoom"
        } else {
            "shared"
        };
        html! {
            form.tools hidden {
                fieldset.views {
                    legend.hidden { "Times" }
                    @for (view, name) in [("shared", "Timeline"), ("zoom", "Zoom"), ("own", "Durations")] {
                        label {
                            input type="radio" name="view" value=(view) checked[view == first_view];
                            span { (name) }
                        }
                    }
                }
                @if characters.len() > 1 {
                    label {
                        span.hidden { "Character" }
                        select name="character" {
                            option value="" { "All characters" }
                            @for id in characters { option value=(text::visible(id)) { (text::visible(id)) } }
                        }
                    }
                }
                label.check { input type="checkbox" name="problems"; span { "Only problems" } }
                label.search {
                    span.hidden { "Search" }
                    input type="search" name="search" placeholder="Search all texts" autocomplete="off";
                }
                output.shown aria-live="polite" {}
            }
        }
    }

    fn run(&self, index: usize, run: &ClientRun) -> Markup {
        let entries: Vec<Entry> = self
            .entries()
            .filter(|it| it.request.run == index)
            .collect();
        let axis = Axis::new(entries.iter().map(|it| (it.at(), it.end())).collect());
        let longest = entries
            .iter()
            .map(|it| it.timeline.end)
            .max()
            .unwrap_or(0)
            .max(1);
        let own = Axis::new(vec![(0, longest)]);
        let context = RunContext {
            axis: &axis,
            run_end: &run.end,
            is_lazy: self.timelines.len() > MAX_EAGER_REQUESTS
                || self.totals.bytes > MAX_EAGER_BYTES,
        };
        let has_several_runs = self.recording.runs().len() > 1;
        html! {
            section.run {
                h2 { @if has_several_runs { "Run " (index + 1) } @else { "Requests" } }
                @if has_several_runs {
                    ul.facts { (run_facts(run)) }
                }
                div.chart data-longest=(chart::number(axis.width(longest))) {
                    div.columns.head aria-hidden="true" {
                        span.number { "#" }
                        span { "Request" }
                        div.scales {
                            (chart::scale(&axis, "shared"))
                            (chart::scale(&own, "own"))
                            p.zoom { span.from {} span.to {} }
                        }
                        span.first { "First word" }
                        span.total { "Total" }
                        span { "Outcome" }
                    }
                    div.columns.lines aria-hidden="true" {
                        div.grid { (chart::grid(&axis, "shared")) (chart::grid(&own, "own")) }
                    }
                    ol.requests {
                        @for entry in &entries { (entry.render(&context)) }
                    }
                }
                (run_end(&run.end))
            }
        }
    }
}

fn shortened(why: &str) -> String {
    const MAX_CHARACTERS: usize = 240;
    match text::beginning(why, MAX_CHARACTERS) {
        (all, 0) => text::visible(all),
        (begin, _) => format!("{}…", text::visible(begin)),
    }
}

/// Links to the first of these requests.
fn links(numbers: &[usize]) -> Markup {
    const MAX_LINKS: usize = 6;
    html! {
        @for number in numbers.iter().take(MAX_LINKS) {
            " " a href={ "#request-" (number) } { "#" (number) }
        }
        @if numbers.len() > MAX_LINKS {
            span.aside { " and " (text::thousands((numbers.len() - MAX_LINKS) as u64)) " more" }
        }
    }
}

fn run_facts(run: &ClientRun) -> Markup {
    html! {
        li { code dir="ltr" { (text::visible(&run.base_url)) } }
        li { (text::date(run.started_unix_ms)) }
        li { "by " (text::visible(&run.library)) }
    }
}

fn legend() -> Markup {
    html! {
        ul.legend aria-hidden="true" {
            li { span.swatch.waiting {} "waiting" }
            li { span.swatch.no-text {} "until the first word" }
            li { span.swatch.streaming {} "streaming" }
            li { span.swatch.event {} "event" }
            li { span.swatch.chunk {} "chunk" }
        }
    }
}

fn run_end(end: &str) -> Markup {
    html! {
        p.end {
            @match end {
                "client_freed" => "The recording ends here: the client was freed.",
                "size_limit" => {
                    (symbol("incomplete"))
                    " The recording ends here: it had reached max_recording_bytes. Later requests are not in it."
                }
                "" => {
                    (symbol("incomplete"))
                    " The recording stops here without an end: the program stopped, or was still running."
                }
                other => { "The recording ends here: " bdi { (text::visible(other)) } }
            }
        }
    }
}

fn tile(name: &str, value: &str, class: &str) -> Markup {
    html! {
        div.tile {
            dt { (name) }
            dd { span class={ "value " (class) } {
                @if !class.is_empty() { (symbol(class)) }
                (value)
            } }
        }
    }
}

fn times(name: &str, times: Option<&Times>) -> Markup {
    html! {
        div.tile {
            dt { (name) }
            dd {
                @if let Some(times) = times {
                    span.value { (text::duration(times.median)) }
                    span.aside { "median, worst " (text::duration(times.worst)) }
                } @else {
                    span.value { "–" }
                }
            }
        }
    }
}

fn service_name(service: Service) -> String {
    match service {
        Service::Rpggo => "RPGGO".to_owned(),
        Service::Persona => "Persona chat".to_owned(),
        Service::Aurora => "Aurora".to_owned(),
        Service::Openai => "OpenAI-compatible".to_owned(),
        other => other.word(),
    }
}

/// The content security policy: nothing is loaded, and only the page's own script runs.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(digest(&SHA256, text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}
