//! The stand-in as a program: chat with the characters of a story without a key or a network.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::prelude::*;
use rpggo_standin::{Config, Standin, Story};

const HELP: &str = "\
A stand-in for chat services on this machine: develop and test without a key or a network.
It serves RPGGO, the persona service, Aurora and OpenAI's chat completions at once.

Usage: rpggo-standin [--port PORT] [--story FILE] [--pace MS]

  --port PORT   the port on 127.0.0.1 (default: 8787; 0 means any free port)
  --story FILE  the story to play (default: the bundled one, \"The Last Lantern\")
  --pace MS     delay per word, in milliseconds (default: 0)
  --help        show this help
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(config) = config()? else {
        print!("{HELP}");
        return Ok(());
    };
    let port = config.port;
    let standin = Standin::start(config).map_err(|error| {
        format!("Port {port} cannot be used ({error}): choose another one with --port, or 0 for any free port.")
    })?;
    println!(
        "\"{}\" is at {base} - set your client's base_url to that, game_id to \"{}\" and api_key to \
         any text. Ctrl-C stops it.",
        standin.story().game.name,
        standin.story().game.game_id,
        base = standin.base_url(),
    );
    loop {
        // The program does not use the request log, so it must not grow.
        standin.wait_for_requests(100, Duration::from_secs(3600));
        standin.take_requests();
    }
}

/// The configuration from the arguments; `None` for `--help`.
fn config() -> Result<Option<Config>, Box<dyn Error>> {
    let mut config = Config {
        port: 8787,
        ..Config::default()
    };
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("port") => config.port = arguments.value()?.parse()?,
            Long("story") => config.story = Story::from_file(PathBuf::from(arguments.value()?))?,
            Long("pace") => config.pace = Duration::from_millis(arguments.value()?.parse()?),
            Long("help") | Short('h') => return Ok(None),
            _ => return Err(format!("{} See --help.", argument.unexpected()).into()),
        }
    }
    Ok(Some(config))
}
