//! The persona service: sessions of a player with characters, as plain JSON or word by word.

mod address;
mod history;
mod refusal;
mod session;
mod wire;

use serde_json::{Value, json};

use crate::answer::{Answer, json};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::play::{Progress, words};
use crate::request::Request;
use crate::service::{Service, Setup, status_words};
use crate::sessions::Sessions;
use address::{Address, Call, Form};
use refusal::Refusal;
use session::{Player, Session};
use wire::{Greeting, Metadata, Piece, Started};

const PATHS: [&str; 9] = [
    "/api/v1/chat/{persona_id}/init-session",
    "/api/v1/chat/{persona_id}/message",
    "/api/v1/chat/{persona_id}/history",
    "/api/v1/chat/{persona_id}/reset",
    "/api/v1/sdk/chat/{persona_id}/init-session",
    "/api/v1/sdk/chat/{persona_id}/message",
    "/api/v1/sdk/chat/{persona_id}/message/stream",
    "/api/v1/sdk/chat/{persona_id}/history",
    "/api/v1/sdk/chat/{persona_id}/reset",
];

/// The service with all its sessions.
pub(crate) struct Persona {
    setup: Setup,
    sessions: Sessions<String, Session>,
}

impl Service for Persona {
    fn name(&self) -> &'static str {
        "the persona service"
    }

    fn paths(&self) -> &'static [&'static str] {
        &PATHS
    }

    fn knows(&self, path: &str) -> bool {
        Address::read(path).is_some()
    }

    fn check(&self, fault: &Fault) -> Result<(), String> {
        match fault {
            Fault::Shape(_) | Fault::Speaker(_) | Fault::TextName(_) => history::check(fault),
            fault if fault.is_common() => Ok(()),
            fault => Err(self.has_no(fault)),
        }
    }

    fn answer(&mut self, request: &Request) -> Answer {
        let Some(address) = Address::read(request.path) else {
            return Refusal::new(404, "Not Found").answer(Form::Web);
        };
        let method = address.call.method();
        if request.seen.method != method {
            let refusal = Refusal::new(405, "Method Not Allowed");
            return refusal.answer(address.form).header("allow", method);
        }
        let answered = self
            .check_key(request, address.form)
            .and_then(|()| self.call(&address, request));
        answered.unwrap_or_else(|refusal| refusal.answer(address.form))
    }

    fn status_body(&self, path: &str, status: u16) -> Vec<u8> {
        refusal::body(Form::of(path), status_words(status))
    }

    fn error_frame(&self, path: &str, code: i64) -> Frame {
        Frame::new("error", self.error_body(path, code))
    }

    fn add_unknown(&self, frames: &mut Vec<Frame>, streams: bool) {
        for frame in frames.iter_mut() {
            frame.edit(add_unknown_fields);
        }
        if streams {
            frames.insert(0, Frame::new("weather", r#"{"sky":"clear"}"#));
            frames.insert(1, Frame::new("text_mood", r#"{"mood":null}"#));
        }
    }
}

fn add_unknown_fields(value: &mut Value) {
    let Some(fields) = value.as_object_mut() else {
        return;
    };
    fields.insert(
        "weather".to_owned(),
        json!({"wind": ["north", 7, null, true]}),
    );
    if let Some(score) = fields.get_mut("score") {
        *score = Value::String(score.to_string());
        fields.insert("redirect_count".to_owned(), json!("2"));
        for name in ["scoring_mode", "unlocked_machines", "follow_up"] {
            fields.insert(name.to_owned(), Value::Null);
        }
    }
}

impl Persona {
    pub(crate) fn new(setup: Setup) -> Persona {
        Persona {
            setup,
            sessions: Sessions::new(),
        }
    }

    fn check_key(&self, request: &Request, form: Form) -> Result<(), Refusal> {
        let right = self.setup.api_key.as_deref();
        let (key, fits) = match form {
            Form::Web => (request.bearer(), true),
            Form::Sdk => {
                let key = request.seen.header("x-api-key").unwrap_or_default();
                (key, key.starts_with("pk_"))
            }
        };
        match fits && right.is_none_or(|right| right == key) {
            true => Ok(()),
            false => Err(Refusal::new(401, "The API key is missing or invalid")),
        }
    }

    fn call(&mut self, address: &Address, request: &Request) -> Result<Answer, Refusal> {
        let story = &self.setup.story;
        // Somebody whom nobody can talk with is no persona.
        if Progress::with(story, &address.persona).is_none() {
            return Err(Refusal::new(404, "Persona not found"));
        }
        match address.call {
            Call::Start => self.start(address, request),
            Call::Message => self.message(address, request),
            Call::Stream => self.stream(address, request),
            Call::History => self.history(address, request),
            Call::Reset => self.reset(address, request),
        }
    }

    fn start(&mut self, address: &Address, request: &Request) -> Result<Answer, Refusal> {
        let fields = request
            .object()
            .map_err(|problem| Refusal::new(422, problem))?;
        let id = refusal::required(&fields, "user_session_id")?.to_owned();
        let name = refusal::required(&fields, "player_name")?.to_owned();
        let gender = refusal::required(&fields, "player_gender")?.to_owned();
        if !["female", "male", "non-binary"].contains(&gender.as_str()) {
            let what = "player_gender has to be one of female, male, non-binary";
            return Err(Refusal::new(422, what));
        }
        let player = Player { name, gender };
        let machine = request.query_value("machine_id");
        let story = self.setup.story.clone();
        let persona = &address.persona;
        let goes_on = machine.is_none()
            && self
                .sessions
                .get(&id)
                .is_some_and(|session| session.can_be_joined(&story, persona));
        if !goes_on {
            let session = Session::start(&story, persona, machine.as_deref(), player)?;
            self.sessions.start(id.clone(), session);
        }
        let session = self.session(&id)?;
        let message = session.greet(&story, persona);
        let started = json(&Started {
            message: &message,
            session_id: &id,
            player_name: &session.player.name,
            player_gender: &session.player.gender,
            machine_id: session.machine(&story),
        });
        Ok(self.thought(&message, started))
    }

    fn message(&mut self, address: &Address, request: &Request) -> Result<Answer, Refusal> {
        let (id, message) = self.say(address, request)?;
        let story = self.setup.story.clone();
        let session = self.session(&id)?;
        let state = json(&session.state(&story, &id, &message, address.form));
        Ok(self.thought(&message, state))
    }

    fn stream(&mut self, address: &Address, request: &Request) -> Result<Answer, Refusal> {
        let (id, message) = self.say(address, request)?;
        let pace = self.setup.pace;
        let story = self.setup.story.clone();
        let session = self.session(&id)?;
        let state = session.state(&story, &id, &message, address.form);
        let mut frames = vec![Frame::new("metadata", json(&Metadata { session_id: &id }))];
        for text in words(&message) {
            frames.push(Frame::piece("text_delta", json(&Piece { text }), pace));
        }
        frames.push(Frame::new("done", json(&state)).last());
        Ok(Answer::stream(frames).whole(&state))
    }

    /// The player says something: gives the session and what is answered.
    fn say(&mut self, address: &Address, request: &Request) -> Result<(String, String), Refusal> {
        let fields = request
            .object()
            .map_err(|problem| Refusal::new(422, problem))?;
        let said = refusal::text(&fields, "message")?;
        let id = refusal::required(&fields, "user_session_id")?;
        let story = self.setup.story.clone();
        let session = self.session(id)?;
        session.check_machine(&story, request.query_value("machine_id").as_deref())?;
        let answer = session.say(&story, &address.persona, said)?;
        Ok((id.to_owned(), answer))
    }

    fn history(&mut self, address: &Address, request: &Request) -> Result<Answer, Refusal> {
        let id = session_in_query(request)?;
        let story = self.setup.story.clone();
        let session = self.session(&id)?;
        session.check_machine(&story, request.query_value("machine_id").as_deref())?;
        let history = history::write(session, &story, &id, &address.persona, request.faults);
        Ok(Answer::json(200, &history))
    }

    fn reset(&mut self, address: &Address, request: &Request) -> Result<Answer, Refusal> {
        let id = session_in_query(request)?;
        let machine = request.query_value("machine_id");
        let story = self.setup.story.clone();
        let player = self.session(&id)?.player.clone();
        let persona = &address.persona;
        let mut session = Session::start(&story, persona, machine.as_deref(), player)?;
        let message = session.greet(&story, persona);
        self.sessions.start(id.clone(), session);
        let greeting = json(&Greeting {
            session_id: &id,
            message: &message,
        });
        Ok(self.thought(&message, greeting))
    }

    /// An answer for whose message somebody has thought.
    fn thought(&self, message: &str, body: Vec<u8>) -> Answer {
        let pause = self.setup.pace * words(message).len() as u32;
        Answer::json_bytes(200, body).after(pause)
    }

    fn session(&mut self, id: &str) -> Result<&mut Session, Refusal> {
        let session = self.sessions.get(id);
        session.ok_or_else(|| Refusal::new(404, "Session not found"))
    }
}

fn session_in_query(request: &Request) -> Result<String, Refusal> {
    request
        .query_value("user_session_id")
        .filter(|id| !id.is_empty())
        .ok_or_else(|| Refusal::new(422, "user_session_id is missing"))
}
