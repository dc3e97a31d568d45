//! Progress in a story: selects the line that matches the player's message, and applies its changes.

use std::collections::{HashMap, HashSet};

use crate::story::{Chapter, Line, Story};

/// The progress of one session.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) chapter: usize,
    pub(crate) ended: bool,
    pub(crate) count: u32,
    achieved: HashSet<String>,
    /// The number of fallbacks that each character of each chapter has used.
    fallbacks: HashMap<(usize, String), usize>,
}

/// The result of one message.
pub(crate) struct Turn<'a> {
    pub(crate) line: &'a Line,
    /// The replies: speaker and text.
    pub(crate) replies: Vec<(&'a str, &'a str)>,
    /// The characters in this turn, each once.
    pub(crate) participants: Vec<&'a str>,
    /// The chapter's goals: id, text, achieved.
    pub(crate) goals: Vec<(&'a str, &'a str, bool)>,
    /// The id of the current goal; empty if all are achieved.
    pub(crate) current_goal: &'a str,
    /// This turn achieved a goal.
    pub(crate) achieved_goal: bool,
    /// This turn achieved a goal, and there is a next one.
    pub(crate) has_next_goal: bool,
}

impl Progress {
    pub(crate) fn at(chapter: usize) -> Progress {
        Progress {
            chapter,
            ..Progress::default()
        }
    }

    /// Responds to the player's message to a character of this chapter.
    pub(crate) fn respond<'a>(&mut self, story: &'a Story, to: &str, message: &str) -> Turn<'a> {
        let chapter = &story.chapters[self.chapter];
        let to: &'a str = chapter
            .characters
            .iter()
            .find(|id| *id == to)
            .expect("the caller has checked that the character is in this chapter");
        let line = self.line(chapter, to, message);
        self.count += 1;
        let mut achieved_goal = false;
        for goal in &line.achieves {
            achieved_goal |= self.achieved.insert(goal.clone());
        }
        self.ended = line.ending.is_some();

        let replies: Vec<(&str, &str)> = line
            .says
            .iter()
            .map(|speech| (speech.who.as_deref().unwrap_or(to), speech.text.as_str()))
            .collect();
        let mut participants = vec![to];
        for (speaker, _) in &replies {
            if !participants.contains(speaker) {
                participants.push(speaker);
            }
        }
        let goals: Vec<(&str, &str, bool)> = chapter
            .goals
            .iter()
            .map(|goal| {
                let achieved = self.achieved.contains(&goal.goal_id);
                (goal.goal_id.as_str(), goal.text.as_str(), achieved)
            })
            .collect();
        let current_goal = goals
            .iter()
            .find(|(_, _, achieved)| !achieved)
            .map_or("", |(id, _, _)| id);
        Turn {
            line,
            replies,
            participants,
            goals,
            current_goal,
            achieved_goal,
            has_next_goal: achieved_goal && !current_goal.is_empty(),
        }
    }

    /// The start of the first chapter in which this character is available.
    pub(crate) fn at_character(story: &Story, id: &str) -> Option<Progress> {
        let mut chapters = story.chapters.iter();
        let chapter = chapters.position(|chapter| has(chapter, id))?;
        Some(Progress::at(chapter))
    }

    /// Whether this character is available in the current chapter.
    pub(crate) fn has_character(&self, story: &Story, id: &str) -> bool {
        has(&story.chapters[self.chapter], id)
    }

    /// Moves to the next chapter if this line ends the current one, for services that have no call
    /// for it.
    pub(crate) fn advance<'a>(&mut self, story: &'a Story, line: &Line) -> Option<&'a Chapter> {
        let next = line.next_chapter.as_deref()?;
        let mut chapters = story.chapters.iter();
        let position = chapters.position(|chapter| chapter.chapter_id == next)?;
        self.chapter = position;
        story.chapters.get(position)
    }

    /// The number of achieved goals.
    pub(crate) fn goals(&self) -> usize {
        self.achieved.len()
    }

    /// The number of fallbacks so far.
    pub(crate) fn fallbacks(&self) -> usize {
        self.fallbacks.values().sum()
    }

    fn line<'a>(&mut self, chapter: &'a Chapter, to: &str, message: &str) -> &'a Line {
        let message = message.to_lowercase();
        let matches = |line: &&Line| {
            line.to.as_deref().is_none_or(|id| id == to)
                && line.needs.iter().all(|goal| self.achieved.contains(goal))
                // Once all goals of a line are achieved, later lines are used.
                && (line.achieves.is_empty()
                    || line.achieves.iter().any(|goal| !self.achieved.contains(goal)))
        };
        let matching = chapter.lines.iter().filter(matches).find(|line| {
            line.when
                .iter()
                .any(|word| mentions(&message, &word.to_lowercase()))
        });
        if let Some(line) = matching {
            return line;
        }
        let fallbacks: Vec<&Line> = chapter
            .lines
            .iter()
            .filter(matches)
            .filter(|line| line.when.is_empty())
            .collect();
        // A character's own fallbacks take precedence over common ones.
        let own: Vec<&Line> = fallbacks
            .iter()
            .copied()
            .filter(|line| line.to.is_some())
            .collect();
        let fallbacks = if own.is_empty() { fallbacks } else { own };
        let used = self
            .fallbacks
            .entry((self.chapter, to.to_owned()))
            .or_default();
        let line = fallbacks[*used % fallbacks.len()];
        *used += 1;
        line
    }
}

impl Turn<'_> {
    /// All replies, separated by blank lines.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<&str> = self.replies.iter().map(|(_, text)| *text).collect();
        texts.join("\n\n")
    }
}

/// A character's greeting for a new session.
pub(crate) fn greeting(story: &Story, chapter: usize, id: &str) -> String {
    Progress::at(chapter).respond(story, id, "hello").text()
}

/// The words of a text, each with the white space after it.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut after_space = false;
    for (at, letter) in text.char_indices() {
        if after_space && !letter.is_whitespace() {
            words.push(&text[start..at]);
            start = at;
        }
        after_space = letter.is_whitespace();
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

fn has(chapter: &Chapter, id: &str) -> bool {
    chapter.characters.iter().any(|character| character == id)
}

/// Whether the message contains the word. Short words must match exactly, longer ones can be the
/// beginning of a word ("lamp" matches "lamps"). In scripts without upper and lower case, a match
/// needs no spaces around it.
fn mentions(message: &str, word: &str) -> bool {
    let word = word.trim();
    let spaced = word
        .chars()
        .next()
        .is_some_and(|first| first.is_lowercase() || first.is_numeric());
    if !spaced {
        return message.contains(word);
    }
    let is_short = word.chars().count() < 4;
    message.match_indices(word).any(|(start, _)| {
        let before = message[..start].chars().next_back();
        let after = message[start + word.len()..].chars().next();
        before.is_none_or(|letter| !letter.is_alphanumeric())
            && (!is_short || after.is_none_or(|letter| !letter.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn words_match_at_word_boundaries() {
        assert!(mentions("where are the lamps?", "lamp"));
        assert!(mentions("no!", "no"));
        assert!(!mentions("north", "no"));
        assert!(!mentions("the clamp", "lamp"));
        assert!(mentions("это маяк?", "маяк"));
        assert!(mentions("その灯台は", "灯台"));
        assert!(mentions("please light the lantern", "light the"));
    }
}
