use godot::prelude::*;
use rpggo::RequestId;

use crate::generated::character::RpggoCharacter;
use crate::generated::client::RpggoClient;
use crate::generated::error::RpggoError;
use crate::generated::message::RpggoMessage;

/// A request.
///
/// `await client.say("mira", "", "Good evening!").finished` continues when the response is
/// complete. This also works for a request that failed at once: its [member error] is already set,
/// and its signals are emitted a moment later.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoRequest {
    /// The request's unique number; 0 for one that failed at once.
    #[var(no_set)]
    id: i64,
    /// The character's id.
    #[var(no_set)]
    character_id: GString,
    /// The player's session.
    #[var(no_set)]
    session_id: GString,
    /// True when the request has finished.
    #[var(no_set)]
    is_over: bool,
    /// The text so far: one message per line, the last one possibly incomplete.
    #[var(get, no_set)]
    text: PhantomVar<GString>,
    /// The complete messages so far.
    #[var(no_set)]
    messages: Array<Gd<RpggoMessage>>,
    /// Why it failed; null while it is in progress, and on success. A cancelled request has an
    /// error with [constant RpggoError.CANCELLED].
    #[var(no_set)]
    error: Option<Gd<RpggoError>>,

    said: String,
    writing: String,
    // By their ids: both may be freed before.
    client: Option<InstanceId>,
    character: Option<InstanceId>,
    base: Base<RefCounted>,
}

#[godot_api]
impl RpggoRequest {
    /// A piece of a message, streamed as it is generated.
    #[signal]
    pub fn text_delta(delta: GString);

    /// One complete message.
    #[signal]
    pub fn message(message: Gd<RpggoMessage>);

    /// It failed; [signal finished] follows. A cancelled request does not count as failed.
    #[signal]
    pub fn failed(error: Gd<RpggoError>);

    /// It has finished, with any result.
    #[signal]
    pub fn finished();

    /// Cancels the request: closes its connection and finishes it with [constant
    /// RpggoError.CANCELLED]. A request that has already finished stays as it is.
    #[func]
    pub fn cancel(&self) {
        if let Some(client) = self.client() {
            client.bind().cancel_by_id(self.number());
        }
    }

    #[func]
    fn get_text(&self) -> GString {
        let is_between = !self.said.is_empty() && !self.writing.is_empty();
        let between = if is_between { "\n" } else { "" };
        GString::from(&format!("{}{between}{}", self.said, self.writing))
    }
}

impl RpggoRequest {
    pub fn new(
        client: Option<&Gd<RpggoClient>>,
        character: Option<&Gd<RpggoCharacter>>,
        character_id: &str,
        session_id: &str,
    ) -> Gd<Self> {
        let mut request = RpggoRequest::new_gd();
        {
            let mut fields = request.bind_mut();
            fields.client = client.map(|it| it.instance_id());
            fields.character = character.map(|it| it.instance_id());
            fields.character_id = GString::from(character_id);
            fields.session_id = GString::from(session_id);
        }
        request
    }

    pub fn begin(&mut self, id: RequestId) {
        self.id = id.get().cast_signed();
    }

    pub fn number(&self) -> RequestId {
        RequestId::from_raw(self.id.cast_unsigned())
    }

    /// True if this is the character that was spoken to.
    pub fn is_to(&self, character_id: &str) -> bool {
        self.character_id == character_id
    }

    pub fn client_id(&self) -> Option<InstanceId> {
        self.client
    }

    /// The client, while it lives.
    fn client(&self) -> Option<Gd<RpggoClient>> {
        Gd::try_from_instance_id(self.client?).ok()
    }

    /// The node that made the request, if any, while it lives.
    pub fn character(&self) -> Option<Gd<RpggoCharacter>> {
        Gd::try_from_instance_id(self.character?).ok()
    }

    pub fn write(&mut self, delta: &str) {
        self.writing.push_str(delta);
    }

    pub fn say(&mut self, message: &Gd<RpggoMessage>, text: &str, is_history: bool) {
        self.messages.push(message);
        if is_history {
            return;
        }
        self.writing.clear();
        if !self.said.is_empty() {
            self.said.push('\n');
        }
        self.said.push_str(text);
    }

    pub fn end(&mut self, error: Option<Gd<RpggoError>>) {
        self.is_over = true;
        self.error = error;
    }

    pub fn is_done(&self) -> bool {
        self.is_over
    }

    pub fn why(&self) -> Option<Gd<RpggoError>> {
        self.error.clone()
    }
}
