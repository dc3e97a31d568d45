//! Frames and fields that a later version of the service might send.

use serde_json::{Value, json};

use crate::frame::Frame;

/// Adds unknown fields and frames.
pub(super) fn add(frames: &mut Vec<Frame>, streams: bool) {
    for frame in frames.iter_mut() {
        frame.edit(change);
    }
    if streams {
        let of_type = |kind: &str, text: &str| {
            json!({"ret": 200, "message": "success", "data": {
                "result": {"character_id": kind, "character_type": kind, "text": text},
                "game_status": {"action": 42, "action_message": null},
            }})
        };
        let frame = |event, value: Value| Frame::new(event, value.to_string());
        frames.insert(0, frame("weather", json!({"sky": "clear"})));
        frames.insert(1, frame("data", of_type("weather_dm", "")));
        frames.insert(2, frame("data", of_type("singing_npc", "La la la.")));
    }
}

fn change(value: &mut Value) {
    let Some(root) = value.as_object_mut() else {
        return;
    };
    root.insert(
        "weather".to_owned(),
        json!({"wind": ["north", 7, null, true]}),
    );
    for key in ["ret", "code"] {
        if let Some(code) = root.get_mut(key) {
            *code = Value::String(code.to_string());
        }
    }
    let result = value.pointer_mut("/data/result");
    if let Some(result) = result.and_then(Value::as_object_mut) {
        result.insert("image".to_owned(), Value::Null);
        result.insert("action_list".to_owned(), Value::Null);
        result.insert("mood".to_owned(), json!({"name": "calm"}));
    }
    let epoch = value.pointer_mut("/data/result/epoch");
    if let Some(epoch) = epoch.and_then(Value::as_object_mut) {
        for count in epoch.values_mut() {
            *count = Value::String(count.to_string());
        }
    }
    let status = value.pointer_mut("/data/game_status");
    if let Some(status) = status.and_then(Value::as_object_mut) {
        status.insert("game_meta".to_owned(), Value::Null);
        status.insert("action_hint".to_owned(), json!("later"));
        if let Some(action) = status.get_mut("action") {
            *action = Value::String(action.to_string());
        }
    }
}
