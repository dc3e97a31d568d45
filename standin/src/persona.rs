//! The persona service: sessions of a player with characters, as plain JSON or word by word.

mod error;
mod history;
mod route;
mod session;
mod wire;

use serde_json::{Value, json};

use crate::fault::Fault;
use crate::frame::Frame;
use crate::progress::{Progress, words};
use crate::request::Request;
use crate::response::{Response, json};
use crate::service::{Service, ServiceConfig, reason_phrase};
use crate::sessions::Sessions;
use error::ApiError;
use route::{Call, Form, Route};
use session::{Player, Session};
use wire::{Greeting, Metadata, Started, TextDelta};

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
    config: ServiceConfig,
    sessions: Sessions<String, Session>,
}

impl Service for Persona {
    fn name(&self) -> &'static str {
        "the persona service"
    }

    fn paths(&self) -> &'static [&'static str] {
        &PATHS
    }

    fn handles(&self, path: &str) -> bool {
        Route::parse(path).is_some()
    }

    fn check(&self, fault: &Fault) -> Result<(), String> {
        match fault {
            Fault::Shape(_) | Fault::Speaker(_) | Fault::TextName(_) => history::check(fault),
            fault if fault.is_common() => Ok(()),
            fault => Err(self.unsupported(fault)),
        }
    }

    fn respond(&mut self, request: &Request) -> Response {
        let Some(route) = Route::parse(request.path) else {
            return ApiError::new(404, "Not Found").response(Form::Web);
        };
        let method = route.call.method();
        if request.seen.method != method {
            let error = ApiError::new(405, "Method Not Allowed");
            return error.response(route.form).header("allow", method);
        }
        let result = self
            .check_key(request, route.form)
            .and_then(|()| self.call(&route, request));
        result.unwrap_or_else(|error| error.response(route.form))
    }

    fn status_body(&self, path: &str, status: u16) -> Vec<u8> {
        error::body(Form::of(path), reason_phrase(status))
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
    pub(crate) fn new(config: ServiceConfig) -> Persona {
        Persona {
            config,
            sessions: Sessions::new(),
        }
    }

    fn check_key(&self, request: &Request, form: Form) -> Result<(), ApiError> {
        let expected = self.config.api_key.as_deref();
        let (key, is_well_formed) = match form {
            Form::Web => (request.bearer_token(), true),
            Form::Sdk => {
                let key = request.seen.header("x-api-key").unwrap_or_default();
                (key, key.starts_with("pk_"))
            }
        };
        match is_well_formed && expected.is_none_or(|expected| expected == key) {
            true => Ok(()),
            false => Err(ApiError::new(401, "The API key is missing or invalid")),
        }
    }

    fn call(&mut self, route: &Route, request: &Request) -> Result<Response, ApiError> {
        let story = &self.config.story;
        // A character that is in no chapter is not a persona.
        if Progress::at_character(story, &route.persona).is_none() {
            return Err(ApiError::new(404, "Persona not found"));
        }
        match route.call {
            Call::InitSession => self.start(route, request),
            Call::Message => self.message(route, request),
            Call::Stream => self.stream(route, request),
            Call::History => self.history(route, request),
            Call::Reset => self.reset(route, request),
        }
    }

    fn start(&mut self, route: &Route, request: &Request) -> Result<Response, ApiError> {
        let fields = request
            .json_object()
            .map_err(|message| ApiError::new(422, message))?;
        let id = error::required(&fields, "user_session_id")?.to_owned();
        let name = error::required(&fields, "player_name")?.to_owned();
        let gender = error::required(&fields, "player_gender")?.to_owned();
        if !["female", "male", "non-binary"].contains(&gender.as_str()) {
            let message = "player_gender must be one of female, male, non-binary";
            return Err(ApiError::new(422, message));
        }
        let player = Player { name, gender };
        let machine = request.query_value("machine_id");
        let story = self.config.story.clone();
        let persona = &route.persona;
        let joins = machine.is_none()
            && self
                .sessions
                .get(&id)
                .is_some_and(|session| session.can_be_joined(&story, persona));
        if !joins {
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
        Ok(self.delayed_response(&message, started))
    }

    fn message(&mut self, route: &Route, request: &Request) -> Result<Response, ApiError> {
        let (id, message) = self.reply(route, request)?;
        let story = self.config.story.clone();
        let session = self.session(&id)?;
        let state = json(&session.state(&story, &id, &message, route.form));
        Ok(self.delayed_response(&message, state))
    }

    fn stream(&mut self, route: &Route, request: &Request) -> Result<Response, ApiError> {
        let (id, message) = self.reply(route, request)?;
        let pace = self.config.pace;
        let story = self.config.story.clone();
        let session = self.session(&id)?;
        let state = session.state(&story, &id, &message, route.form);
        let mut frames = vec![Frame::new("metadata", json(&Metadata { session_id: &id }))];
        for text in words(&message) {
            frames.push(Frame::delta("text_delta", json(&TextDelta { text }), pace));
        }
        frames.push(Frame::new("done", json(&state)).end_marker());
        Ok(Response::stream(frames).unstreamed(&state))
    }

    /// Reads the player's message; returns the session's id and the reply.
    fn reply(&mut self, route: &Route, request: &Request) -> Result<(String, String), ApiError> {
        let fields = request
            .json_object()
            .map_err(|message| ApiError::new(422, message))?;
        let message = error::text(&fields, "message")?;
        let id = error::required(&fields, "user_session_id")?;
        let story = self.config.story.clone();
        let session = self.session(id)?;
        session.check_machine(&story, request.query_value("machine_id").as_deref())?;
        let reply = session.reply(&story, &route.persona, message)?;
        Ok((id.to_owned(), reply))
    }

    fn history(&mut self, route: &Route, request: &Request) -> Result<Response, ApiError> {
        let id = session_in_query(request)?;
        let story = self.config.story.clone();
        let session = self.session(&id)?;
        session.check_machine(&story, request.query_value("machine_id").as_deref())?;
        let history = history::encode(session, &story, &id, &route.persona, request.faults);
        Ok(Response::json(200, &history))
    }

    fn reset(&mut self, route: &Route, request: &Request) -> Result<Response, ApiError> {
        let id = session_in_query(request)?;
        let machine = request.query_value("machine_id");
        let story = self.config.story.clone();
        let player = self.session(&id)?.player.clone();
        let persona = &route.persona;
        let mut session = Session::start(&story, persona, machine.as_deref(), player)?;
        let message = session.greet(&story, persona);
        self.sessions.start(id.clone(), session);
        let greeting = json(&Greeting {
            session_id: &id,
            message: &message,
        });
        Ok(self.delayed_response(&message, greeting))
    }

    /// A response with the delay of its message.
    fn delayed_response(&self, message: &str, body: Vec<u8>) -> Response {
        let delay = self.config.pace * words(message).len() as u32;
        Response::json_bytes(200, body).delayed(delay)
    }

    fn session(&mut self, id: &str) -> Result<&mut Session, ApiError> {
        let session = self.sessions.get(id);
        session.ok_or_else(|| ApiError::new(404, "Session not found"))
    }
}

fn session_in_query(request: &Request) -> Result<String, ApiError> {
    request
        .query_value("user_session_id")
        .filter(|id| !id.is_empty())
        .ok_or_else(|| ApiError::new(422, "user_session_id is missing"))
}
