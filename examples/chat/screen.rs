//! What the player sees: everything goes through one queue, so that words appear at a reading pace
//! and nothing overtakes them.

use std::collections::VecDeque;
use std::io::{self, IsTerminal, Write};

/// Letters a frame: about 120 a second.
const PACE: usize = 2;
/// The maximum line length in a terminal.
const WIDTH: usize = 88;

pub struct Screen {
    waiting: VecDeque<Piece>,
    is_terminal: bool,
}

enum Piece {
    /// Appears at once.
    Whole(String),
    /// Appears letter by letter.
    Written(VecDeque<char>),
}

#[derive(Clone, Copy)]
pub enum Style {
    Plain,
    Name,
    Title,
    Note,
}

impl Screen {
    pub fn new() -> Screen {
        Screen {
            waiting: VecDeque::new(),
            is_terminal: io::stdout().is_terminal(),
        }
    }

    /// Shows a line at once.
    pub fn line(&mut self, style: Style, text: &str) {
        self.show(style, text);
        self.show(Style::Plain, "\n");
    }

    /// Shows a text at once, without going to the next line.
    pub fn show(&mut self, style: Style, text: &str) {
        let code = match style {
            Style::Plain => "",
            Style::Name => "\x1b[1;36m",
            Style::Title => "\x1b[1;33m",
            Style::Note => "\x1b[2m",
        };
        let text = if self.is_terminal && !code.is_empty() {
            format!("{code}{text}\x1b[0m")
        } else {
            text.to_owned()
        };
        self.waiting.push_back(Piece::Whole(text));
    }

    /// Writes a text letter by letter, its lines wrapped, and goes to the next line.
    pub fn write(&mut self, text: &str) {
        self.write_after("", text);
        self.line(Style::Plain, "");
    }

    /// Writes a message.
    pub fn say(&mut self, name: &str, text: &str) {
        let name = format!("{name}: ");
        self.show(Style::Name, &name);
        self.write_after(&name, text);
        self.line(Style::Plain, "");
    }

    /// Writes a piece unwrapped, because more may follow.
    pub fn write_piece(&mut self, text: &str) {
        self.waiting
            .push_back(Piece::Written(text.chars().collect()));
    }

    fn write_after(&mut self, shown: &str, text: &str) {
        if !self.is_terminal {
            return self.write_piece(text);
        }
        let wrapped = textwrap::fill(&format!("{shown}{text}"), WIDTH);
        self.write_piece(wrapped.strip_prefix(shown).unwrap_or(text));
    }

    /// True while there is something that the player has not seen yet.
    pub fn is_writing(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Drops what was not shown yet.
    pub fn interrupt(&mut self) {
        self.waiting.clear();
        self.line(Style::Note, " [interrupted]");
    }

    /// A frame: shows a little more.
    pub fn frame(&mut self) -> io::Result<()> {
        let mut letters = if self.is_terminal { PACE } else { usize::MAX };
        let mut out = io::stdout().lock();
        while let Some(piece) = self.waiting.front_mut() {
            match piece {
                Piece::Whole(text) => out.write_all(text.as_bytes())?,
                Piece::Written(text) => {
                    while letters > 0
                        && let Some(letter) = text.pop_front()
                    {
                        write!(out, "{letter}")?;
                        letters -= 1;
                    }
                    if !text.is_empty() {
                        break;
                    }
                }
            }
            self.waiting.pop_front();
        }
        out.flush()
    }
}
