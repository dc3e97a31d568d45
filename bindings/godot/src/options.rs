//! The properties of a client as the options of the crate `rpggo`: its key and its recording.

use godot::classes::FileAccess;
use godot::prelude::*;
use rpggo::Options;

use crate::convert;
use crate::error::wrong;
use crate::generated::client::RpggoClient;
use crate::generated::error::RpggoError;
use crate::generated::options;
use crate::option_values::globalize;

pub fn read(client: &RpggoClient) -> Result<Options, Gd<RpggoError>> {
    let mut options = options::read(client)?;
    if !client.replay_path.is_empty() {
        options.replay_text = Some(recording(&client.replay_path)?);
    }
    if options.replay_text.is_none() {
        options.api_key = key(client, options.service)?;
    }
    Ok(options)
}

/// What is wrong with a client's `more_options`.
pub fn check_more(client: &RpggoClient) -> Result<(), Gd<RpggoError>> {
    let mut options = Options::new(client.service.option());
    options::read_more(&mut options, &client.more_options)
}

/// Reads a recording through the engine: it may be inside an exported game.
fn recording(path: &GString) -> Result<String, Gd<RpggoError>> {
    let bytes = FileAccess::get_file_as_bytes(path);
    if bytes.is_empty() {
        return Err(wrong(&format!(
            "replay_path is {path}, which cannot be read or is empty"
        )));
    }
    let text = String::from_utf8(bytes.to_vec());
    text.map_err(|_| wrong(&format!("replay_path is {path}, which is not a recording")))
}

/// The key: from the property, otherwise the environment, otherwise the file.
fn key(client: &RpggoClient, service: rpggo::Service) -> Result<Option<String>, Gd<RpggoError>> {
    if !client.api_key.is_empty() {
        return Ok(convert::write(&client.api_key));
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
