//! What a model thinks before it speaks, in tags at the beginning of its text: `<think>…</think>`. The
//! pieces may be cut anywhere.

use std::borrow::Cow;

/// What opens a thought, and what closes it.
const TAGS: [(&str, &str); 3] = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<thought>", "</thought>"),
];

/// Of blanks before the first word, this much is kept.
const MOST_HELD: usize = 4 << 10;

/// Takes thoughts out of a text that comes in pieces.
#[derive(Default)]
pub(crate) struct Thoughts {
    state: State,
    /// What may be the beginning of a tag.
    held: String,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum State {
    /// Nothing was said yet; with the first, nothing was thought either.
    #[default]
    Begin,
    /// After a thought.
    Between,
    /// With the tag that closes it.
    Thought(&'static str),
    Speech,
    /// What follows a thought: no other tag means anything.
    Rest,
}

/// What a piece is, or what is known of it.
#[derive(Default, Debug, PartialEq)]
pub(crate) struct Split<'a> {
    pub(crate) thought: Cow<'a, str>,
    pub(crate) speech: Cow<'a, str>,
    /// All speech before this piece was a thought, too: its tag was closed, and never opened, as the
    /// server's template does that.
    pub(crate) was_thought: bool,
}

impl Thoughts {
    pub(crate) fn push<'a>(&mut self, piece: &'a str) -> Split<'a> {
        let is_plain = match self.state {
            State::Rest => true,
            State::Speech => self.held.is_empty() && !piece.contains('<'),
            _ => false,
        };
        if is_plain {
            return Split {
                speech: piece.into(),
                ..Split::default()
            };
        }
        let mut split = Split::default();
        let mut text = std::mem::take(&mut self.held);
        text.push_str(piece);
        let mut rest = text.as_str();
        while let Some(next) = self.step(rest, &mut split) {
            rest = next;
        }
        split
    }

    /// Reads on; `None` where more has to come first.
    fn step<'t>(&mut self, text: &'t str, split: &mut Split<'_>) -> Option<&'t str> {
        match self.state {
            State::Begin | State::Between => {
                let begin = text.trim_start();
                let mut opened = TAGS
                    .iter()
                    .filter_map(|(opening, closing)| Some((begin.strip_prefix(opening)?, closing)));
                if let Some((rest, closing)) = opened.next() {
                    self.state = State::Thought(closing);
                    return Some(rest);
                }
                if begin.is_empty() || TAGS.iter().any(|(tag, _)| tag.starts_with(begin)) {
                    // After a thought blanks mean nothing; nor do more than are kept.
                    let held = match self.state {
                        State::Begin if text.len() <= MOST_HELD => text,
                        _ => begin,
                    };
                    held.clone_into(&mut self.held);
                    return None;
                }
                if self.state == State::Begin {
                    self.state = State::Speech;
                    return Some(text);
                }
                self.state = State::Rest;
                Some(begin)
            }
            State::Thought(closing) => {
                if let Some((thought, rest)) = text.split_once(closing) {
                    split.thought.to_mut().push_str(thought);
                    self.state = State::Between;
                    return Some(rest);
                }
                let (thought, held) = cut(text, &[closing]);
                split.thought.to_mut().push_str(thought);
                held.clone_into(&mut self.held);
                None
            }
            State::Speech => {
                let tags = TAGS.map(|(_, closing)| closing);
                let found = tags.iter().filter_map(|tag| Some((text.find(*tag)?, tag)));
                if let Some((at, tag)) = found.min() {
                    split.was_thought = true;
                    let before = std::mem::take(&mut split.speech);
                    split.thought.to_mut().push_str(&before);
                    split.thought.to_mut().push_str(&text[..at]);
                    self.state = State::Between;
                    return Some(&text[at + tag.len()..]);
                }
                let (speech, held) = cut(text, &tags);
                split.speech.to_mut().push_str(speech);
                held.clone_into(&mut self.held);
                None
            }
            State::Rest => {
                split.speech.to_mut().push_str(text);
                None
            }
        }
    }

    /// Nothing more comes: what was held was no tag.
    pub(crate) fn end(&mut self) -> Split<'static> {
        let held: Cow<'_, str> = std::mem::take(&mut self.held).into();
        match self.state {
            State::Thought(_) => Split {
                thought: held,
                ..Split::default()
            },
            _ => Split {
                speech: held,
                ..Split::default()
            },
        }
    }
}

/// The text, and its end where that may be the beginning of one of these.
fn cut<'t>(text: &'t str, tags: &[&str]) -> (&'t str, &'t str) {
    let begins = |end: &str| tags.iter().any(|tag| tag.starts_with(end));
    let at = text.rfind('<').filter(|&at| begins(&text[at..]));
    text.split_at(at.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Thought and speech, of pieces.
    fn read<'a>(pieces: impl IntoIterator<Item = &'a str>) -> (String, String) {
        let (mut thought, mut speech) = (String::new(), String::new());
        let mut thoughts = Thoughts::default();
        let mut take = |split: Split<'_>| {
            if split.was_thought {
                thought.push_str(&std::mem::take(&mut speech));
            }
            thought.push_str(&split.thought);
            speech.push_str(&split.speech);
        };
        for piece in pieces {
            take(thoughts.push(piece));
        }
        take(thoughts.end());
        (thought, speech)
    }

    #[test]
    fn thoughts_are_told_from_speech() {
        for (text, thought, speech) in [
            ("", "", ""),
            (" Good.", "", " Good."),
            ("<think>Rude.</think>Good.", "Rude.", "Good."),
            (
                "\n<thinking>a<b</thinking>\n\n Good <think>.",
                "a<b",
                "Good <think>.",
            ),
            ("<thought></thought>Good.", "", "Good."),
            ("<think>a</think> <think>b</think>Good.", "ab", "Good."),
            ("Rude.</think>Good.", "Rude.", "Good."),
            ("<thinker>", "", "<thinker>"),
            ("a < b </thin", "", "a < b </thin"),
            ("<think>never", "never", ""),
            ("<thi", "", "<thi"),
        ] {
            let expected = (thought.to_owned(), speech.to_owned());
            assert_eq!(read([text]), expected, "{text}");
            let letters: Vec<String> = text.chars().map(String::from).collect();
            assert_eq!(read(letters.iter().map(String::as_str)), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_cuts_do_not_matter(
            parts in prop::collection::vec("(<think>|</think>|<thought>|</|<|a| |think>|é)", 0..12),
            cuts in prop::collection::vec(0_usize..40, 0..8),
        ) {
            let text = parts.concat();
            let mut ends: Vec<usize> = cuts.into_iter().filter(|&it| text.is_char_boundary(it)).collect();
            ends.extend([0, text.len()]);
            ends.sort();
            let pieces = ends.windows(2).map(|it| &text[it[0]..it[1]]);
            prop_assert_eq!(read(pieces), read([text.as_str()]));
        }
    }
}
