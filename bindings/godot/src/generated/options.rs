// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.

use godot::prelude::*;
use rpggo::Options;

use crate::error::wrong;
use crate::generated::client::RpggoClient;
use crate::generated::error::RpggoError;
use crate::option_values::{given, set};

/// The options that the node's properties and its `more_options` say.
pub fn read(client: &RpggoClient) -> Result<Options, Gd<RpggoError>> {
    let mut options = Options::new(client.service.option());
    set(&mut options.base_url, "base_url", client.base_url.clone())?;
    set(
        &mut options.connect_timeout,
        "connect_timeout_ms",
        client.connect_timeout_ms,
    )?;
    set(
        &mut options.first_byte_timeout,
        "first_byte_timeout_ms",
        client.first_byte_timeout_ms,
    )?;
    set(
        &mut options.idle_timeout,
        "idle_timeout_ms",
        client.idle_timeout_ms,
    )?;
    set(
        &mut options.total_timeout,
        "total_timeout_ms",
        client.total_timeout_ms,
    )?;
    set(&mut options.max_retries, "max_retries", client.max_retries)?;
    set(
        &mut options.record_path,
        "record_path",
        client.record_path.clone(),
    )?;
    set(
        &mut options.replay_speed,
        "replay_speed",
        client.replay_speed,
    )?;
    options.log_level = client.log_level.option();
    set(
        &mut options.extra_headers,
        "extra_headers",
        client.extra_headers.clone(),
    )?;
    set(
        &mut options.proxy_url,
        "proxy_url",
        client.proxy_url.clone(),
    )?;
    set(&mut options.ca_file, "ca_file", client.ca_file.clone())?;
    set(&mut options.allow_http, "allow_http", client.allow_http)?;
    set(
        &mut options.max_requests,
        "max_requests",
        client.max_requests,
    )?;
    set(
        &mut options.max_history_characters,
        "max_history_characters",
        client.max_history_characters,
    )?;

    read_more(&mut options, &client.more_options)?;
    Ok(options)
}

/// Sets the options that a dictionary has, by their names in C.
pub fn read_more(options: &mut Options, more: &VarDictionary) -> Result<(), Gd<RpggoError>> {
    for (name, value) in more.iter_shared() {
        set_more(options, &name.to_string(), &value)?;
    }
    Ok(())
}

const MORE: &str = "max_queued_bytes, ignore_environment_proxy, max_event_bytes, max_recording_bytes, replay_text, query";

/// Sets an option that is no property of the node.
fn set_more(options: &mut Options, name: &str, value: &Variant) -> Result<(), Gd<RpggoError>> {
    match name {
        "max_queued_bytes" => set(
            &mut options.max_queued_bytes,
            name,
            given::<i64>(name, value)?,
        )?,
        "ignore_environment_proxy" => set(
            &mut options.ignore_environment_proxy,
            name,
            given::<bool>(name, value)?,
        )?,
        "max_event_bytes" => set(
            &mut options.max_event_bytes,
            name,
            given::<i64>(name, value)?,
        )?,
        "max_recording_bytes" => set(
            &mut options.max_recording_bytes,
            name,
            given::<i64>(name, value)?,
        )?,
        "replay_text" => set(
            &mut options.replay_text,
            name,
            given::<GString>(name, value)?,
        )?,
        "query" => set(&mut options.query, name, given::<GString>(name, value)?)?,
        "service"
        | "base_url"
        | "api_key"
        | "connect_timeout_ms"
        | "first_byte_timeout_ms"
        | "idle_timeout_ms"
        | "total_timeout_ms"
        | "max_retries"
        | "allow_http"
        | "max_requests"
        | "ca_file"
        | "proxy_url"
        | "extra_headers"
        | "max_history_characters"
        | "record_path"
        | "replay_path"
        | "replay_speed"
        | "log_level" => {
            return Err(wrong(&format!(
                "more_options: {name} is a property of the node: set it there"
            )));
        }
        _ => return Err(wrong(&format!("more_options: {name} is none of {MORE}"))),
    }
    Ok(())
}
