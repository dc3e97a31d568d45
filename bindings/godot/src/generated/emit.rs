// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::{Event, EventKind};

use crate::convert;
use crate::generated::cost::RpggoCost;
use crate::generated::goal::RpggoGoal;
use crate::generated::image::RpggoImage;
use crate::generated::session::RpggoSession;
use crate::generated::state::RpggoState;
use crate::signals::{Audience, emit};

/// Emits the signals of an event, but those of what a request collects and of its end.
pub fn emit_event(to: &Audience<'_>, event: &Event<'static>) {
    match &event.kind {
        EventKind::Started { http_status } => {
            let http_status: i64 = i64::from(*http_status);
            emit!(to.client(), started(to.request, http_status));
            emit!(to.character(), started(http_status));
        }
        EventKind::Image(it) => {
            let image = RpggoImage::read(it);
            emit!(to.client(), image(to.request, &image));
            emit!(to.character(), image(&image));
        }
        EventKind::Goals(it) => {
            let goals: Array<Gd<RpggoGoal>> = it.items.iter().map(RpggoGoal::read).collect();
            let current_goal_id: GString = convert::text(&it.current_goal_id);
            emit!(
                to.client(),
                goals_changed(to.request, &goals, &current_goal_id)
            );
            emit!(to.character(), goals_changed(&goals, &current_goal_id));
        }
        EventKind::Chapter { chapter_id, text } => {
            let chapter_id: GString = convert::text(chapter_id);
            let text: GString = convert::text(text);
            emit!(to.client(), chapter_changed(to.request, &chapter_id, &text));
            emit!(to.character(), chapter_changed(&chapter_id, &text));
        }
        EventKind::Ending { won, text } => {
            let won: bool = *won;
            let text: GString = convert::text(text);
            emit!(to.client(), ended(to.request, won, &text));
            emit!(to.character(), ended(won, &text));
        }
        EventKind::State(it) => {
            let state = RpggoState::read(it);
            emit!(to.client(), state_changed(to.request, &state));
            emit!(to.character(), state_changed(&state));
        }
        EventKind::Status(it) => {
            let values: VarDictionary = it
                .iter()
                .map(|it| {
                    (
                        convert::text(&it.key).to_variant(),
                        convert::text(&it.value).to_variant(),
                    )
                })
                .collect();
            emit!(to.client(), status_changed(to.request, &values));
            emit!(to.character(), status_changed(&values));
        }
        EventKind::Cost(it) => {
            let cost = RpggoCost::read(it);
            emit!(to.client(), cost(to.request, &cost));
            emit!(to.character(), cost(&cost));
        }
        EventKind::Session(it) => {
            let session = RpggoSession::read(it);
            emit!(to.client(), session_changed(to.request, &session));
            emit!(to.character(), session_changed(&session));
        }
        EventKind::Retrying(it) => {
            let attempt: i64 = i64::from(it.attempt);
            let delay_ms: i64 = i64::from(it.delay_ms);
            let status: i64 = it.status as i64;
            emit!(to.client(), retrying(to.request, attempt, delay_ms, status));
            emit!(to.character(), retrying(attempt, delay_ms, status));
        }
        _ => {}
    }
}
