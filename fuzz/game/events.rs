//! Reads an event as C does, and checks all that it points to.

use rpggo::abi::event::*;
use rpggo::abi::text::rpggo_str;

/// A text as the header promises it: never NULL, UTF-8, with a NUL behind it.
///
/// # Safety
/// It is of an event that is still there, or a constant.
pub unsafe fn text<'a>(text: rpggo_str) -> &'a str {
    assert!(!text.data.is_null());
    // SAFETY: the promise that is checked here; a sanitizer sees where it is not kept.
    let bytes = unsafe { std::slice::from_raw_parts(text.data.cast::<u8>(), text.len + 1) };
    assert_eq!(bytes[text.len], 0, "no NUL");
    std::str::from_utf8(&bytes[..text.len]).expect("it is UTF-8")
}

/// # Safety
/// As [`text`]: `items` leads to that many.
unsafe fn list<'a, T>(items: *const T, len: usize) -> &'a [T] {
    if len == 0 {
        return &[];
    }
    // SAFETY: the promise that is checked here.
    unsafe { std::slice::from_raw_parts(items, len) }
}

/// All texts of an event, one behind the other.
///
/// # Safety
/// The event is still there.
pub unsafe fn texts(event: &rpggo_event) -> String {
    let mut all = Vec::new();
    let it = &event.r#as;
    // SAFETY: the kind says which member is there, and the event lives.
    unsafe {
        all.extend([event.character_id, event.message_id, event.raw]);
        match event.kind {
            RPGGO_EVENT_STARTED => assert!((200..300).contains(&it.started.http_status)),
            RPGGO_EVENT_TEXT => all.push(it.text.delta),
            RPGGO_EVENT_MESSAGE => {
                let it = &it.message;
                all.extend([it.text, it.text_ext, it.character_type]);
                all.extend(list(it.insiders.items, it.insiders.len));
                for action in list(it.actions.items, it.actions.len) {
                    all.extend([action.r#type, action.text]);
                }
                assert!((RPGGO_ROLE_CHARACTER..=RPGGO_ROLE_NARRATOR).contains(&it.role));
            }
            RPGGO_EVENT_IMAGE => all.extend([it.image.url, it.image.caption]),
            RPGGO_EVENT_GOALS => {
                all.push(it.goals.current_goal_id);
                for goal in list(it.goals.items, it.goals.len) {
                    all.extend([goal.goal_id, goal.text]);
                }
            }
            RPGGO_EVENT_CHAPTER => all.extend([it.chapter.chapter_id, it.chapter.text]),
            RPGGO_EVENT_ENDING => all.push(it.ending.text),
            RPGGO_EVENT_STATE => {
                let it = &it.state;
                all.extend([it.state, it.outcome, it.decision, it.scoring_mode]);
                all.extend(list(it.unlocked_machines.items, it.unlocked_machines.len));
            }
            RPGGO_EVENT_STATUS => {
                for value in list(it.status.items, it.status.len) {
                    all.extend([value.key, value.value]);
                }
            }
            RPGGO_EVENT_COST => {
                let it = &it.cost;
                all.extend([it.r#type, it.name, it.direction, it.description]);
            }
            RPGGO_EVENT_SESSION => session(&it.session, &mut all),
            RPGGO_EVENT_RETRYING => assert!(it.retrying.attempt > 0 && it.retrying.delay_ms >= 0),
            RPGGO_EVENT_FINISHED => {
                all.push(it.finished.detail);
                assert!(it.finished.retry_after_ms >= 0);
            }
            RPGGO_EVENT_LOG => {
                all.push(it.log.text);
                assert!((RPGGO_LOG_ERROR..=RPGGO_LOG_DEBUG).contains(&it.log.level));
            }
            kind => panic!("an event of kind {kind}"),
        }
        assert!(event.elapsed_ms >= 0.0);
        all.into_iter().map(|it| text(it)).collect()
    }
}

/// # Safety
/// As [`texts`].
unsafe fn session(it: &rpggo_event_session, all: &mut Vec<rpggo_str>) {
    all.extend([it.session_id, it.game_id, it.name, it.intro, it.background]);
    all.extend([it.image, it.machine_id, it.player_name, it.player_gender]);
    // SAFETY: the caller's promise.
    unsafe {
        for it in list(it.chapters.items, it.chapters.len) {
            all.extend([it.chapter_id, it.name, it.intro, it.background, it.image]);
            all.extend([it.background_audio, it.ending_audio]);
            for it in list(it.characters.items, it.characters.len) {
                all.extend([it.character_id, it.name, it.r#type, it.avatar]);
                all.extend(list(it.phases.items, it.phases.len));
            }
        }
    }
}
