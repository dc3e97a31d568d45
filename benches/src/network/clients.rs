//! Who is measured. Each does its work on one thread of its own and is polled by the thread that
//! plays.

mod curl;
mod raw;
mod reqwest;
mod rpggo;

/// What the thread that plays does with a client.
pub trait Client {
    /// Begins a chat.
    fn chat(&mut self);

    /// What happened next, if anything did. Never waits for the network.
    fn poll(&mut self) -> Option<Heard>;
}

/// What happened.
pub enum Heard {
    /// Somebody said when it was said.
    Words(u64),
    /// A chat is over.
    End,
    /// What games look at, too.
    Other,
}

impl Heard {
    fn words(text: &str) -> Heard {
        Heard::Words(text.parse().expect("the server says times"))
    }
}

/// Where a client connects to.
pub struct Place<'a> {
    /// Without a `/` at its end.
    pub url: &'a str,
    /// A file of certificates to trust; empty for none.
    pub authorities: &'a str,
}

impl Place<'_> {
    /// The address that RPGGO's chats have.
    fn chat_url(&self) -> String {
        format!("{}/v2/open/game/chatsse", self.url)
    }
}

/// The client of that name.
pub fn make(name: &str, place: &Place<'_>) -> Box<dyn Client> {
    match name {
        "rpggo" => Box::new(rpggo::Rpggo::new(place)),
        "libcurl" => Box::new(curl::Curl::new(place, false)),
        "libcurl anew" => Box::new(curl::Curl::new(place, true)),
        "reqwest" => Box::new(reqwest::Reqwest::new(place)),
        "reqwest alone" => Box::new(reqwest::Alone::new()),
        "epoll" => Box::new(raw::Raw::new(place)),
        other => panic!("no client is called {other}"),
    }
}

const KEY: &str = "a-key-of-sixteen";
const BODY: &str = r#"{"game_id":"g","session_id":"s","character_id":"c","message_id":"m","message":"Good evening!"}"#;
