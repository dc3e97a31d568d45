use super::*;

#[test]
fn json_of_any_length_is_there_and_ends_in_a_nul() {
    for length in [1, 100, 4 << 10, (4 << 10) + 1, 100_000] {
        let json = format!(r#"{{"text":"{}"}}"#, "x".repeat(length));
        let kind = EventKind::Ending {
            won: true,
            text: "over".into(),
        };
        let mut arena = EventArena::from_event(Event::new(kind, "c", "m", Raw::new(&json)));
        // SAFETY: the arena lives; all texts have a NUL behind them.
        let raw = unsafe {
            let raw = (*arena.event()).raw;
            std::slice::from_raw_parts(raw.data.cast::<u8>(), raw.len + 1)
        };
        assert_eq!(raw, [json.as_bytes(), b"\0"].concat());
        assert_eq!(arena.field("/text").len, length);
        assert!(arena.size() >= json.len());
    }
}

#[test]
fn an_event_is_one_piece_of_memory() {
    let json = r#"{"ret":200}"#;
    let item = || "0123456789".into();
    let message = event::Message {
        text: item(),
        insiders: vec![item(); 9],
        actions: vec![
            event::Action {
                action_type: item(),
                text: item(),
            };
            9
        ],
        ..event::Message::default()
    };
    let goal = event::Goal {
        goal_id: item(),
        text: item(),
        achieved: true,
    };
    let goals = event::Goals {
        items: vec![goal; 9],
        current_goal_id: item(),
    };
    let value = event::StatusValue {
        key: item(),
        value: item(),
    };
    for kind in [
        EventKind::Message(message),
        EventKind::Goals(goals),
        EventKind::Status(vec![value; 99]),
    ] {
        let mut arena = EventArena::from_event(Event::new(kind, "c", "m", Raw::new(json)));
        assert_eq!(arena.memory.iter_allocated_chunks().count(), 1);
    }
}
