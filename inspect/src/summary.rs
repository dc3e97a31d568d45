//! A readable summary of each event.

use maud::{Markup, html};
use rpggo::event::{Cost, Finished, Goals, Image, LogLevel, Message, Role, Session, State};
use rpggo::{Event, EventKind, Status};

use crate::chart::symbol;
use crate::text::{self, visible};
use crate::timeline::Outcome;

/// Longer texts are cut here; the frame has all of them.
const MAX_CHARACTERS: usize = 4_000;

/// The content of an event.
pub fn of_event(event: &Event<'_>, outcome: Outcome) -> Markup {
    match &event.kind {
        EventKind::Started { http_status } => html! { "HTTP " (http_status) },
        EventKind::Text { delta } => speech(&event.character_id, "", delta),
        EventKind::Message(it) => message(&event.character_id, it),
        EventKind::Image(it) => image(it),
        EventKind::Goals(it) => goals(it),
        EventKind::Chapter { chapter_id, text } => html! {
            "The next chapter is " (id(chapter_id))
            @if !text.is_empty() { (text_block(text)) }
        },
        EventKind::Ending { won, text } => html! {
            strong { @if *won { "Won" } @else { "Lost" } }
            @if !text.is_empty() { (text_block(text)) }
        },
        EventKind::State(it) => state(it),
        EventKind::Status(values) => {
            pairs(values.iter().map(|it| (&*it.key, it.value.to_string())))
        }
        EventKind::Cost(it) => cost(it),
        EventKind::Session(it) => session(it),
        EventKind::Retrying(it) => html! {
            (symbol("retry")) " Attempt " (it.attempt + 1) " in "
            (text::duration(u64::try_from(it.delay_ms).unwrap_or(0) * 1000))
            ", because of " (text::status(it.status))
        },
        EventKind::Finished(it) => finished(it, outcome),
        EventKind::Log { level, text } => html! {
            @match level {
                LogLevel::Error => "Error: ",
                LogLevel::Warn => "Warning: ",
                _ => "",
            }
            bdi { (visible(text)) }
        },
        _ => html! {},
    }
}

/// A text in its own direction, left to right or right to left.
pub fn text_block(text: &str) -> Markup {
    let (begin, left) = text::beginning(text, MAX_CHARACTERS);
    html! {
        div.text dir="auto" { (visible(begin)) }
        @if left > 0 {
            div.aside { "… and " (text::count(left, "more character")) }
        }
    }
}

pub fn id(id: &str) -> Markup {
    html! { code dir="ltr" { (visible(id)) } }
}

/// A text with its speaker, and notes about it.
pub fn speech(character_id: &str, notes: &str, text: &str) -> Markup {
    html! {
        @if !character_id.is_empty() || !notes.is_empty() {
            div.heading {
                bdi.speaker { (visible(character_id)) }
                @if !notes.is_empty() { span.aside { (notes) } }
            }
        }
        (text_block(text))
    }
}

fn message(character_id: &str, message: &Message<'_>) -> Markup {
    let mut notes = Vec::new();
    match message.role {
        Role::Player => notes.push("player".to_owned()),
        Role::Narrator => notes.push("narrator".to_owned()),
        _ => {}
    }
    if message.history {
        notes.push("history".to_owned());
    }
    if message.max_chat_count > 0 {
        let (count, max) = (message.current_count, message.max_chat_count);
        notes.push(format!("chat {count} of {max}"));
    }
    if message.insiders.len() > 1 {
        notes.push(visible(&format!("with {}", message.insiders.join(", "))));
    }
    html! {
        (speech(character_id, &notes.join(" · "), &message.text))
        @for action in &message.actions {
            div.action dir="auto" { em { (visible(&action.text)) } " " (id(&action.action_type)) }
        }
        @if !message.text_ext.is_empty() { (text_block(&message.text_ext)) }
        @if message.partial {
            div.warning { (symbol("incomplete")) " Incomplete: the rest was not received" }
        }
    }
}

fn image(image: &Image<'_>) -> Markup {
    html! {
        (text_block(&image.caption))
        div.aside { bdi { (visible(&image.url)) } }
    }
}

fn goals(goals: &Goals<'_>) -> Markup {
    if goals.items.is_empty() {
        return html! { span.aside { "None" } };
    }
    html! {
        ul.goals {
            @for goal in &goals.items {
                @let is_current = goal.goal_id == goals.current_goal_id;
                li.achieved[goal.achieved] {
                    @if goal.achieved { (symbol("ok")) } @else { span.circle {} }
                    span {
                        bdi { (visible(&goal.text)) }
                        " " (id(&goal.goal_id))
                        span.aside {
                            @if goal.achieved { " achieved" }
                            @else if is_current { " current" }
                            @else { " open" }
                        }
                    }
                }
            }
        }
    }
}

fn state(state: &State<'_>) -> Markup {
    let mut values = vec![
        ("state", state.state.to_string()),
        ("score", state.score.to_string()),
        ("outcome", state.outcome.to_string()),
        ("decision", state.decision.to_string()),
        ("scoring", state.scoring_mode.to_string()),
        ("unlocked", state.unlocked_machines.join(", ")),
    ];
    if state.redirect_count >= 0 {
        values.push(("redirects", state.redirect_count.to_string()));
    }
    for (name, is_set) in [
        ("follow-up", state.follow_up),
        ("completed", state.machine_completed),
    ] {
        if is_set {
            values.push((name, "yes".to_owned()));
        }
    }
    pairs(values.into_iter().filter(|(_, value)| !value.is_empty()))
}

/// Names with their values, in a line.
pub fn pairs<'a>(values: impl Iterator<Item = (&'a str, String)>) -> Markup {
    html! {
        span.pairs {
            @for (name, value) in values {
                span { span.aside { (visible(name)) } " " bdi { (visible(&value)) } }
            }
        }
    }
}

fn cost(cost: &Cost<'_>) -> Markup {
    html! {
        bdi { (visible(if cost.name.is_empty() { &cost.cost_type } else { &cost.name })) }
        " " (cost.amount) " "
        @match &*cost.direction {
            "OUT" => "spent",
            "IN" => "received",
            other => bdi { (visible(other)) },
        }
        @if !cost.description.is_empty() { span.aside { " " bdi { (visible(&cost.description)) } } }
    }
}

fn session(session: &Session<'_>) -> Markup {
    html! {
        @if !session.name.is_empty() { strong dir="auto" { (visible(&session.name)) } " " }
        @if !session.session_id.is_empty() { (id(&session.session_id)) }
        @if !session.intro.is_empty() { (text_block(&session.intro)) }
        @for chapter in &session.chapters {
            div.chapter {
                span.aside { "Chapter " } bdi { (visible(&chapter.name)) } " " (id(&chapter.chapter_id))
                ul.characters {
                    @for character in &chapter.characters {
                        li { bdi { (visible(&character.name)) } " " (id(&character.character_id)) }
                    }
                }
            }
        }
    }
}

fn finished(finished: &Finished<'_>, outcome: Outcome) -> Markup {
    let mut numbers = Vec::new();
    if finished.http_status > 0 {
        numbers.push(("HTTP", finished.http_status.to_string()));
    }
    if finished.service_code != 0 {
        numbers.push(("code", finished.service_code.to_string()));
    }
    if finished.retry_after_ms > 0 {
        let delay = text::duration(u64::from(finished.retry_after_ms.unsigned_abs()) * 1000);
        numbers.push(("retry after", delay));
    }
    let detail = match outcome {
        // The library's own detail is about the replay.
        Outcome::Cancelled => "the game cancelled the request",
        _ => &finished.detail,
    };
    let is_as_recorded = match outcome {
        Outcome::Ok => finished.status == Status::Ok,
        Outcome::Cancelled => finished.status == Status::Cancelled,
        Outcome::Failed(status) => finished.status == status,
        Outcome::Incomplete => false,
    };
    html! {
        span class={ "outcome " (outcome.class()) } { (symbol(outcome.class())) " " (outcome.label()) }
        " " (pairs(numbers.into_iter()))
        @if !is_as_recorded {
            div.warning {
                (symbol("incomplete")) " Decoded with the default options, it ends with "
                (text::status(finished.status)) ": the game may have set other limits. "
                bdi { (visible(detail)) }
            }
        } @else if !detail.is_empty() {
            (text_block(detail))
        }
    }
}
