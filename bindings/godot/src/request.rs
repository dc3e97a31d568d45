use godot::prelude::*;
use rpggo::RequestId;

use crate::character::RpggoCharacter;
use crate::client::RpggoClient;
use crate::error::RpggoError;
use crate::message::RpggoMessage;

/// Something that was asked for.
///
/// `await client.say("mira", "", "Good evening!").finished` goes on when all of the answer is there.
/// This also works for a request that was refused at once: it has its [member error] already, and its
/// signals come a moment later.
#[derive(GodotClass)]
#[class(tool, init, base = RefCounted)]
pub struct RpggoRequest {
    /// Its number, which no other has; 0 for one that was refused at once.
    #[var(no_set)]
    id: i64,
    /// Who is spoken to.
    #[var(no_set)]
    character_id: GString,
    /// The player's session.
    #[var(no_set)]
    session_id: GString,
    /// True when nothing more will come.
    #[var(no_set)]
    is_over: bool,
    /// What has been said so far: an utterance a line, the last as far as it is written.
    #[var(get, no_set)]
    text: PhantomVar<GString>,
    /// The whole utterances so far.
    #[var(no_set)]
    messages: Array<Gd<RpggoMessage>>,
    /// Why it did not end well; null while it is under way, and when all went well. A cancelled one
    /// has an error with [constant RpggoError.CANCELLED].
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
    /// A piece of an utterance as it is written.
    #[signal]
    pub fn text_delta(delta: GString);

    /// One whole utterance.
    #[signal]
    pub fn message(message: Gd<RpggoMessage>);

    /// It did not end well; [signal finished] follows. A cancelled request does not fail.
    #[signal]
    pub fn failed(error: Gd<RpggoError>);

    /// It is over, however it ended.
    #[signal]
    pub fn finished();

    /// Closes its connection; it then finishes with [constant RpggoError.CANCELLED]. One that is
    /// over stays as it is.
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

    /// True where this is who is spoken to.
    pub fn is_to(&self, character_id: &str) -> bool {
        self.character_id == character_id
    }

    /// The client, while it lives.
    pub fn client(&self) -> Option<Gd<RpggoClient>> {
        Gd::try_from_instance_id(self.client?).ok()
    }

    /// The node that asked, if one did, while it lives.
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
