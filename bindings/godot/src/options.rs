//! The properties of a client as the options of the crate `rpggo`.

use std::path::PathBuf;
use std::time::Duration;

use godot::classes::{FileAccess, ProjectSettings};
use godot::prelude::*;
use rpggo::event::LogLevel;
use rpggo::{Options, ReplaySpeed, Status};

use crate::client::RpggoClient;
use crate::error::RpggoError;

/// The service to use.
#[derive(GodotConvert, Var, Export, Clone, Copy, Default, PartialEq, Eq)]
#[godot(via = i64)]
pub enum Service {
    #[default]
    Rpggo = 0,
    Persona = 1,
    Aurora = 2,
    OpenAI = 3,
}

/// The levels reported with the signal `logged`.
#[derive(GodotConvert, Var, Export, Clone, Copy, Default, PartialEq, Eq)]
#[godot(via = i64)]
pub enum LogUpTo {
    #[default]
    Nothing = 0,
    Errors = 1,
    Warnings = 2,
    Information = 3,
    Details = 4,
}

fn wrong(detail: &str) -> Gd<RpggoError> {
    RpggoError::new(Status::InvalidArgument, detail)
}

/// A non-empty text.
fn given(text: &GString) -> Option<String> {
    (!text.is_empty()).then(|| text.to_string())
}

/// A game path as a file system path.
fn globalize(path: &GString) -> PathBuf {
    let path = ProjectSettings::singleton().globalize_path(path);
    PathBuf::from(path.to_string())
}

fn milliseconds(name: &str, number: i64) -> Result<Duration, Gd<RpggoError>> {
    match u64::try_from(number) {
        Ok(number) if number > 0 => Ok(Duration::from_millis(number)),
        _ => Err(wrong(&format!("{name} is {number}: use 1 or more"))),
    }
}

pub fn read(client: &RpggoClient) -> Result<Options, Gd<RpggoError>> {
    let service = match client.service {
        Service::Rpggo => rpggo::Service::Rpggo,
        Service::Persona => rpggo::Service::Persona,
        Service::Aurora => rpggo::Service::Aurora,
        Service::OpenAI => rpggo::Service::Openai,
    };
    let replay_text = replay_text(&client.replay_path)?;
    let api_key = match &replay_text {
        Some(_) => None,
        None => key(client, service)?,
    };
    let total_timeout = match client.total_timeout_ms {
        0 => Options::NO_TIMEOUT,
        number => milliseconds("total_timeout_ms", number)?,
    };
    let replay_speed = match client.replay_speed {
        -1.0 => ReplaySpeed::Lockstep,
        0.0 | 1.0 => ReplaySpeed::Recorded,
        factor if (0.01..=1000.0).contains(&factor) => ReplaySpeed::Times(factor),
        factor => {
            return Err(wrong(&format!(
                "replay_speed is {factor}: use 0.01 to 1000, or -1 for as fast as polled"
            )));
        }
    };
    let counted = |name: &str, number: i64| {
        usize::try_from(number).map_err(|_| wrong(&format!("{name} is {number}: use 0 or more")))
    };
    Ok(Options {
        base_url: given(&client.base_url),
        api_key,
        connect_timeout: milliseconds("connect_timeout_ms", client.connect_timeout_ms)?,
        first_byte_timeout: milliseconds("first_byte_timeout_ms", client.first_byte_timeout_ms)?,
        idle_timeout: milliseconds("idle_timeout_ms", client.idle_timeout_ms)?,
        total_timeout,
        max_retries: u32::try_from(counted("max_retries", client.max_retries)?).unwrap_or(u32::MAX),
        max_requests: counted("max_requests", client.max_requests)?,
        allow_http: client.allow_http,
        ca_file: given(&client.ca_file).map(|_| globalize(&client.ca_file)),
        proxy_url: given(&client.proxy_url),
        extra_headers: given(&client.extra_headers),
        max_history_characters: counted("max_history_characters", client.max_history_characters)?,
        record_path: given(&client.record_path).map(|_| globalize(&client.record_path)),
        replay_text,
        replay_speed,
        log_level: match client.log_level {
            LogUpTo::Nothing => None,
            LogUpTo::Errors => Some(LogLevel::Error),
            LogUpTo::Warnings => Some(LogLevel::Warn),
            LogUpTo::Information => Some(LogLevel::Info),
            LogUpTo::Details => Some(LogLevel::Debug),
        },
        ..Options::new(service)
    })
}

/// Reads a recording through the engine: it may be inside an exported game.
fn replay_text(path: &GString) -> Result<Option<String>, Gd<RpggoError>> {
    if path.is_empty() {
        return Ok(None);
    }
    let bytes = FileAccess::get_file_as_bytes(path);
    if bytes.is_empty() {
        return Err(wrong(&format!(
            "replay_path is {path}, which cannot be read or is empty"
        )));
    }
    let text = String::from_utf8(bytes.to_vec());
    let text =
        text.map_err(|_| wrong(&format!("replay_path is {path}, which is not a recording")))?;
    Ok(Some(text))
}

/// The key: from the property, otherwise the environment, otherwise the file.
fn key(client: &RpggoClient, service: rpggo::Service) -> Result<Option<String>, Gd<RpggoError>> {
    if let Some(key) = given(&client.api_key) {
        return Ok(Some(key));
    }
    // The library itself reads the environment for these.
    let of_environment = matches!(service, rpggo::Service::Rpggo | rpggo::Service::Aurora)
        && std::env::var("RPGGO_API_KEY").is_ok_and(|key| !key.is_empty());
    let path = &client.api_key_file;
    if of_environment || path.is_empty() {
        return Ok(None);
    }
    if is_in_project(path) {
        return Err(wrong(
            "api_key_file is inside the project, and would be shipped with the game: put it \
             elsewhere, for example into user://",
        ));
    }
    let text = std::fs::read_to_string(globalize(path)).map_err(|error| {
        wrong(&format!(
            "api_key_file is {path}, which cannot be read: {error}"
        ))
    })?;
    Ok(Some(text.trim().to_owned()))
}

/// True for a file that would be shipped with the game.
pub fn is_in_project(path: &GString) -> bool {
    let project = globalize(&GString::from("res://"));
    // In an exported game there is no such folder.
    path.to_string().starts_with("res://")
        || (!project.as_os_str().is_empty() && globalize(path).starts_with(project))
}
