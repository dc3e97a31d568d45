//! What can be said on the command line.

use std::path::PathBuf;

pub const HELP: &str = "\
Talk with the characters of a game.

    cargo run --example chat
        starts a stand-in of the service in this process: no key, no network.
        With a terminal, you talk; without one, a prepared conversation is
        played through to its ending.

    RPGGO_API_KEY=... cargo run --example chat -- --game GAME_ID
        talks with a game at the service.

Options:
    --game ID         the game to play; its id at the service
    --character ID    whom to speak to first (default: the first character)
    --base-url URL    where the service is (default: its public address); a
                      stand-in that runs elsewhere: http://127.0.0.1:8787
    --story FILE      another story for the stand-in in this process
    --help            this text

While you talk:
    text              says it to whom you spoke to last
    name: text        says it to that character
    Ctrl-C            interrupts a reply that is being written; once more, leaves

RPGGO_API_KEY holds the key. The stand-in needs none.
";

#[derive(Debug, Default)]
pub struct Arguments {
    pub base_url: Option<String>,
    pub game: Option<String>,
    pub character: Option<String>,
    pub story: Option<PathBuf>,
}

impl Arguments {
    /// The arguments; `None` when the help was asked for.
    pub fn parse() -> Result<Option<Arguments>, lexopt::Error> {
        use lexopt::prelude::*;
        let mut arguments = Arguments::default();
        let mut parser = lexopt::Parser::from_env();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("help") | Short('h') => return Ok(None),
                Long("base-url") => arguments.base_url = Some(parser.value()?.string()?),
                Long("game") => arguments.game = Some(parser.value()?.string()?),
                Long("character") => arguments.character = Some(parser.value()?.string()?),
                Long("story") => arguments.story = Some(parser.value()?.into()),
                _ => return Err(argument.unexpected()),
            }
        }
        Ok(Some(arguments))
    }
}
