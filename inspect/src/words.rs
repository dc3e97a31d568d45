//! Each event in a line that can be read.

use maud::{Markup, html};
use rpggo::event::{Cost, Finished, Goals, Image, LogLevel, Message, Role, Session, State};
use rpggo::{Event, EventKind, Status};

use crate::chart::symbol;
use crate::course::Outcome;
use crate::text::{self, visible};

/// More of a text is in its frame.
const LONGEST: usize = 4_000;

/// What the event says.
pub fn summary(event: &Event<'_>, outcome: Outcome) -> Markup {
    match &event.kind {
        EventKind::Started { http_status } => html! { "HTTP " (http_status) },
        EventKind::Text { delta } => said(&event.character_id, "", delta),
        EventKind::Message(message) => utterance(&event.character_id, message),
        EventKind::Image(image) => picture(image),
        EventKind::Goals(it) => goals(it),
        EventKind::Chapter { chapter_id, text } => html! {
            "The next chapter is " (id(chapter_id))
            @if !text.is_empty() { (words(text)) }
        },
        EventKind::Ending { won, text } => html! {
            strong { @if *won { "Won" } @else { "Lost" } }
            @if !text.is_empty() { (words(text)) }
        },
        EventKind::State(it) => state(it),
        EventKind::Status(values) => {
            pairs(values.iter().map(|it| (&*it.key, it.value.to_string())))
        }
        EventKind::Cost(it) => cost(it),
        EventKind::Session(it) => session(it),
        EventKind::Retrying(it) => html! {
            (symbol("retry")) " Try " (it.attempt + 1) " follows in "
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

/// A text that somebody wrote, in its own direction.
pub fn words(text: &str) -> Markup {
    let (begin, left) = text::beginning(text, LONGEST);
    html! {
        div.words dir="auto" { (visible(begin)) }
        @if left > 0 {
            div.aside { "… and " (text::count(left, "more character")) }
        }
    }
}

pub fn id(id: &str) -> Markup {
    html! { code dir="ltr" { (visible(id)) } }
}

/// Who says what.
pub fn said(character_id: &str, as_what: &str, text: &str) -> Markup {
    html! {
        @if !character_id.is_empty() || !as_what.is_empty() {
            div.speaker {
                bdi.who { (visible(character_id)) }
                @if !as_what.is_empty() { span.aside { (as_what) } }
            }
        }
        (words(text))
    }
}

fn utterance(character_id: &str, message: &Message<'_>) -> Markup {
    let mut marks = Vec::new();
    match message.role {
        Role::Player => marks.push("the player".to_owned()),
        Role::Narrator => marks.push("narrator".to_owned()),
        _ => {}
    }
    if message.history {
        marks.push("said earlier".to_owned());
    }
    if message.max_chat_count > 0 {
        let (count, most) = (message.current_count, message.max_chat_count);
        marks.push(format!("talk {count} of {most}"));
    }
    if message.insiders.len() > 1 {
        marks.push(visible(&format!("with {}", message.insiders.join(", "))));
    }
    html! {
        (said(character_id, &marks.join(" · "), &message.text))
        @for action in &message.actions {
            div.action dir="auto" { em { (visible(&action.text)) } " " (id(&action.action_type)) }
        }
        @if !message.text_ext.is_empty() { (words(&message.text_ext)) }
        @if message.partial {
            div.warning { (symbol("incomplete")) " Cut here: the rest never came" }
        }
    }
}

fn picture(image: &Image<'_>) -> Markup {
    html! {
        (words(&image.caption))
        div.aside { bdi { (visible(&image.url)) } }
    }
}

fn goals(goals: &Goals<'_>) -> Markup {
    if goals.items.is_empty() {
        return html! { span.aside { "None named" } };
    }
    html! {
        ul.goals {
            @for goal in &goals.items {
                @let is_current = goal.goal_id == goals.current_goal_id;
                li.achieved[goal.achieved] {
                    @if goal.achieved { (symbol("fine")) } @else { span.circle {} }
                    span {
                        bdi { (visible(&goal.text)) }
                        " " (id(&goal.goal_id))
                        span.aside {
                            @if goal.achieved { " reached" }
                            @else if is_current { " the current one" }
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
        ("asks back", state.follow_up),
        ("completed", state.machine_completed),
    ] {
        if is_set {
            values.push((name, "yes".to_owned()));
        }
    }
    pairs(values.into_iter().filter(|(_, value)| !value.is_empty()))
}

/// Names and their values, in a line.
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
        @if !session.intro.is_empty() { (words(&session.intro)) }
        @for chapter in &session.chapters {
            div.chapter {
                span.aside { "Chapter " } bdi { (visible(&chapter.name)) } " " (id(&chapter.chapter_id))
                ul.cast {
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
        let wait = text::duration(u64::from(finished.retry_after_ms.unsigned_abs()) * 1000);
        numbers.push(("asks to wait", wait));
    }
    let detail = match outcome {
        // What the library says then is about the replay.
        Outcome::Cancelled => "the game cancelled the request",
        _ => &finished.detail,
    };
    let is_the_same = match outcome {
        Outcome::Fine => finished.status == Status::Ok,
        Outcome::Cancelled => finished.status == Status::Cancelled,
        Outcome::Failed(status) => finished.status == status,
        Outcome::Incomplete => false,
    };
    html! {
        span class={ "outcome " (outcome.class()) } { (symbol(outcome.class())) " " (outcome.word()) }
        " " (pairs(numbers.into_iter()))
        @if !is_the_same {
            div.warning {
                (symbol("incomplete")) " Read again it ends with " (text::status(finished.status))
                ": the game may have had other limits. "
                bdi { (visible(detail)) }
            }
        } @else if !detail.is_empty() {
            (words(detail))
        }
    }
}
