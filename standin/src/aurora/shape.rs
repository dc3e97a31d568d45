//! The formats in which a word can be sent: the service's reference defines none.

use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    Token,
    Text,
    /// The format that the service's own client reads.
    #[default]
    Content,
    Delta,
    Message,
    DataText,
    Choices,
    /// The frame is a JSON string.
    String,
    /// The frame is not JSON.
    Plain,
}

/// The names that a fault can have.
pub(super) const SHAPES: [(&str, Shape); 9] = [
    ("token", Shape::Token),
    ("text", Shape::Text),
    ("content", Shape::Content),
    ("delta", Shape::Delta),
    ("message", Shape::Message),
    ("data.text", Shape::DataText),
    ("choices", Shape::Choices),
    ("string", Shape::String),
    ("plain", Shape::Plain),
];

impl Shape {
    pub(super) fn named(name: &str) -> Option<Shape> {
        let found = SHAPES.iter().find(|(known, _)| *known == name);
        found.map(|(_, shape)| *shape)
    }

    /// The data of a frame with this text.
    pub(super) fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Shape::Plain => text.as_bytes().to_vec(),
            _ => self.encode_json(text),
        }
    }

    /// The text as JSON.
    pub(super) fn encode_json(self, text: &str) -> Vec<u8> {
        let value: Value = match self {
            Shape::Token => json!({"token": text}),
            Shape::Text => json!({"text": text}),
            Shape::Content => json!({"content": text}),
            Shape::Delta => json!({"delta": text}),
            Shape::Message => json!({"message": text}),
            Shape::DataText => json!({"data": {"text": text}}),
            Shape::Choices => json!({"choices": [{"delta": {"content": text}}]}),
            Shape::String | Shape::Plain => json!(text),
        };
        value.to_string().into_bytes()
    }
}
