//! The page: what the recording is, what went wrong in it, and all requests on a timeline.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use ring::digest::{SHA256, digest};
use rpggo::recording::ClientRun;
use rpggo::{Recording, Service};

use crate::axis::Axis;
use crate::chart::{self, symbol};
use crate::course::{Course, Outcome, Times, Totals};
use crate::detail::end_in_words;
use crate::row::{Entry, Place};
use crate::text;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Beyond so many requests or bytes, the browser reads details only when they are opened.
const MOST_READ_AT_ONCE: usize = 200;
const MOST_BYTES_AT_ONCE: u64 = 1 << 20;
/// With more, bars on an axis for all of them would be too short.
const MOST_ON_ONE_AXIS: usize = 100;
/// More that went wrong is found with the filter.
const MOST_PROBLEMS: usize = 8;

/// What a page is made of.
pub struct Page<'a> {
    pub name: &'a str,
    pub recording: &'a Recording,
    /// How each of its requests went.
    pub courses: &'a [Course],
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
        let requests = self.recording.requests().iter().zip(self.courses);
        requests
            .enumerate()
            .map(|(index, (request, course))| Entry {
                number: index + 1,
                request,
                course,
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
                            (facts_of(first))
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

    /// What went wrong, with the ways there.
    fn problems(&self) -> Markup {
        let mut problems: Vec<(Outcome, String, Vec<usize>)> = Vec::new();
        for entry in self.entries() {
            let outcome = entry.course.outcome;
            if !matches!(outcome, Outcome::Failed(_) | Outcome::Incomplete) {
                continue;
            }
            let why = self.why(&entry);
            let alike = problems
                .iter_mut()
                .find(|it| (it.0, &it.1) == (outcome, &why));
            match alike {
                Some((_, _, numbers)) => numbers.push(entry.number),
                None => problems.push((outcome, why, vec![entry.number])),
            }
        }
        html! {
            @if !problems.is_empty() {
                section.problems {
                    h2 { "What went wrong" }
                    ol {
                        @for (outcome, why, numbers) in problems.iter().take(MOST_PROBLEMS) {
                            li {
                                span class={ "outcome " (outcome.class()) } {
                                    (symbol(outcome.class())) " " (outcome.word())
                                }
                                span.why { bdi { (shortened(why)) } " " (links(numbers)) }
                            }
                        }
                    }
                    @if problems.len() > MOST_PROBLEMS {
                        p.aside {
                            "and " (text::count(problems.len() - MOST_PROBLEMS, "other problem"))
                        }
                    }
                }
            }
        }
    }

    fn why(&self, entry: &Entry) -> String {
        match entry.course.outcome {
            Outcome::Incomplete => {
                let run = &self.recording.runs()[entry.request.run];
                let why = end_in_words(&run.end);
                format!("not over when the recording ended: {why}")
            }
            _ => entry.course.detail().unwrap_or_default().to_owned(),
        }
    }

    /// What the script works with; without it, all is shown.
    fn tools(&self) -> Markup {
        let mut characters: Vec<&str> = Vec::new();
        for request in self.recording.requests() {
            let id = request.character_id();
            if !id.is_empty() && !characters.contains(&id) {
                characters.push(id);
            }
        }
        let first_view = if self.courses.len() > MOST_ON_ONE_AXIS {
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
            .map(|it| it.course.end)
            .max()
            .unwrap_or(0)
            .max(1);
        let own = Axis::new(vec![(0, longest)]);
        let place = Place {
            axis: &axis,
            run_end: &run.end,
            is_lazy: self.courses.len() > MOST_READ_AT_ONCE
                || self.totals.bytes > MOST_BYTES_AT_ONCE,
        };
        let is_one_of_many = self.recording.runs().len() > 1;
        html! {
            section.run {
                h2 { @if is_one_of_many { "Run " (index + 1) } @else { "Requests" } }
                @if is_one_of_many {
                    ul.facts { (facts_of(run)) }
                }
                div.chart data-longest=(chart::number(axis.width(longest))) {
                    div.columns.head aria-hidden="true" {
                        span.number { "#" }
                        span { "Asked" }
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
                        @for entry in &entries { (entry.render(&place)) }
                    }
                }
                (run_end(&run.end))
            }
        }
    }
}

fn shortened(why: &str) -> String {
    const MOST: usize = 240;
    match text::beginning(why, MOST) {
        (all, 0) => text::visible(all),
        (begin, _) => format!("{}…", text::visible(begin)),
    }
}

/// The first of these requests, to go to.
fn links(numbers: &[usize]) -> Markup {
    const MOST: usize = 6;
    html! {
        @for number in numbers.iter().take(MOST) {
            " " a href={ "#request-" (number) } { "#" (number) }
        }
        @if numbers.len() > MOST {
            span.aside { " and " (text::thousands((numbers.len() - MOST) as u64)) " more" }
        }
    }
}

fn facts_of(run: &ClientRun) -> Markup {
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
            li { span.swatch.silent {} "until the first word" }
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
                    " The recording ends here: it had reached max_recording_bytes. What came after is not in it."
                }
                "" => {
                    (symbol("incomplete"))
                    " The recording just stops here: the program stopped, or was still running."
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

/// Nothing is loaded, and nothing runs but what this program wrote.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(digest(&SHA256, text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
}
