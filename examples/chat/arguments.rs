//! The command line.

use std::path::PathBuf;

use rpggo::Service;

pub const HELP: &str = "\
Talk to the characters of a game.

    cargo run --example chat
        runs a stand-in of the service in this process: no key, no network.
        With a terminal, you talk; without one, a prepared conversation is
        played to its ending.

    RPGGO_API_KEY=... cargo run --example chat -- --game GAME_ID
        plays a game of the service.

    cargo run --example chat -- --service openai \\
            --base-url http://127.0.0.1:11434/v1 --character MODEL
        uses a model of your own: llama.cpp, Ollama, LM Studio, vLLM.

Options:
    --service NAME    rpggo (default), persona, aurora or openai
    --game ID         the game's id at the service (rpggo)
    --character ID    the character to talk to first: a character, a persona, a
                      number (aurora), a model (openai)
    --public          use the service's public URL instead of the stand-in;
                      implied by --game
    --base-url URL    URL of the service, for example of a separate stand-in:
                      http://127.0.0.1:8787 (openai: with /v1)
    --story FILE      another story for the stand-in in this process
    --pace MS         the stand-in's delay per word; default: 30 when you talk,
                      0 without a terminal
    --record FILE     record the conversation, to replay or inspect it
    --replay FILE     replay a recording, without a network
    --speed FACTOR    replay this many times faster than recorded
    --help            this text

While you talk:
    text              sends it to the character you talked to last
    name: text        sends it to that character
    Ctrl-C            cancels the current reply; press again to quit

RPGGO_API_KEY is the key. The stand-in needs none.
";

#[derive(Debug)]
pub struct Arguments {
    pub service: Service,
    pub is_public: bool,
    pub base_url: Option<String>,
    pub game: Option<String>,
    pub character: Option<String>,
    pub story: Option<PathBuf>,
    pub pace: Option<u64>,
    pub record: Option<PathBuf>,
    pub replay: Option<PathBuf>,
    pub speed: Option<f64>,
}

impl Arguments {
    /// The arguments; `None` for --help.
    pub fn parse() -> Result<Option<Arguments>, lexopt::Error> {
        use lexopt::prelude::*;
        let mut arguments = Arguments {
            service: Service::Rpggo,
            is_public: false,
            base_url: None,
            game: None,
            character: None,
            story: None,
            pace: None,
            record: None,
            replay: None,
            speed: None,
        };
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("service") => arguments.service = service(&parser.value()?.string()?)?,
                Long("base-url") => arguments.base_url = Some(parser.value()?.string()?),
                Long("public") => arguments.is_public = true,
                Long("game") => arguments.game = Some(parser.value()?.string()?),
                Long("character") => arguments.character = Some(parser.value()?.string()?),
                Long("story") => arguments.story = Some(parser.value()?.into()),
                Long("pace") => arguments.pace = Some(parser.value()?.parse()?),
                Long("record") => arguments.record = Some(parser.value()?.into()),
                Long("replay") => arguments.replay = Some(parser.value()?.into()),
                Long("speed") => arguments.speed = Some(parser.value()?.parse()?),
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(Some(arguments))
    }
}

fn service(name: &str) -> Result<Service, lexopt::Error> {
    Ok(match name {
        "rpggo" => Service::Rpggo,
        "persona" => Service::Persona,
        "aurora" => Service::Aurora,
        "openai" => Service::Openai,
        _ => return Err("--service is one of rpggo, persona, aurora, openai".into()),
    })
}
