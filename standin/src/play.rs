//! Telling a story: which line fits what the player said, and what it changes.

use std::collections::{HashMap, HashSet};

use crate::story::{Chapter, Line, Story};

/// How far one session has come.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) chapter: usize,
    pub(crate) ended: bool,
    pub(crate) count: u32,
    achieved: HashSet<String>,
    /// How many fallbacks each character of each chapter has used.
    fallbacks: HashMap<(usize, String), usize>,
}

/// What one message brought about.
pub(crate) struct Turn<'a> {
    pub(crate) line: &'a Line,
    /// Who says what.
    pub(crate) speeches: Vec<(&'a str, &'a str)>,
    /// All who are in the talk, each once.
    pub(crate) talking: Vec<&'a str>,
    /// The chapter's goals: id, text, reached.
    pub(crate) goals: Vec<(&'a str, &'a str, bool)>,
    /// The goal that is current now.
    pub(crate) goal: &'a str,
    /// Was a goal reached just now?
    pub(crate) reached: bool,
    /// And is there another one left?
    pub(crate) next_goal: bool,
}

impl Progress {
    pub(crate) fn at(chapter: usize) -> Progress {
        Progress {
            chapter,
            ..Progress::default()
        }
    }

    /// The player says something to somebody who is in this chapter.
    pub(crate) fn say<'a>(&mut self, story: &'a Story, to: &str, message: &str) -> Turn<'a> {
        let chapter = &story.chapters[self.chapter];
        let to: &'a str = chapter
            .characters
            .iter()
            .find(|id| *id == to)
            .expect("the caller has checked who is here");
        let line = self.line(chapter, to, message);
        self.count += 1;
        let mut reached = false;
        for goal in &line.achieves {
            reached |= self.achieved.insert(goal.clone());
        }
        self.ended = line.ending.is_some();

        let speeches: Vec<(&str, &str)> = line
            .says
            .iter()
            .map(|speech| (speech.who.as_deref().unwrap_or(to), speech.text.as_str()))
            .collect();
        let mut talking = vec![to];
        for (who, _) in &speeches {
            if !talking.contains(who) {
                talking.push(who);
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
        let goal = goals
            .iter()
            .find(|(_, _, achieved)| !achieved)
            .map_or("", |(id, _, _)| id);
        let next_goal = reached && !goal.is_empty();
        Turn {
            line,
            speeches,
            talking,
            goals,
            goal,
            reached,
            next_goal,
        }
    }

    /// At the start of the first chapter in which this character can be talked with.
    pub(crate) fn with(story: &Story, id: &str) -> Option<Progress> {
        let mut chapters = story.chapters.iter();
        let chapter = chapters.position(|chapter| has(chapter, id))?;
        Some(Progress::at(chapter))
    }

    /// Can this character be talked with now?
    pub(crate) fn meets(&self, story: &Story, id: &str) -> bool {
        has(&story.chapters[self.chapter], id)
    }

    /// Goes to the next chapter if this line was the last of its own: for services that have no
    /// call for it.
    pub(crate) fn follow<'a>(&mut self, story: &'a Story, line: &Line) -> Option<&'a Chapter> {
        let next = line.next_chapter.as_deref()?;
        let mut chapters = story.chapters.iter();
        let position = chapters.position(|chapter| chapter.chapter_id == next)?;
        self.chapter = position;
        story.chapters.get(position)
    }

    /// How many goals were reached.
    pub(crate) fn goals(&self) -> usize {
        self.achieved.len()
    }

    /// How many messages only got a fallback.
    pub(crate) fn fallbacks(&self) -> usize {
        self.fallbacks.values().sum()
    }

    fn line<'a>(&mut self, chapter: &'a Chapter, to: &str, message: &str) -> &'a Line {
        let message = message.to_lowercase();
        let fits = |line: &&Line| {
            line.to.as_deref().is_none_or(|id| id == to)
                && line.needs.iter().all(|goal| self.achieved.contains(goal))
                // What a line was for is done: the ones behind it have their turn.
                && (line.achieves.is_empty()
                    || line.achieves.iter().any(|goal| !self.achieved.contains(goal)))
        };
        let expected = chapter.lines.iter().filter(fits).find(|line| {
            line.when
                .iter()
                .any(|word| mentions(&message, &word.to_lowercase()))
        });
        if let Some(line) = expected {
            return line;
        }
        let fallbacks: Vec<&Line> = chapter
            .lines
            .iter()
            .filter(fits)
            .filter(|line| line.when.is_empty())
            .collect();
        // Somebody's own words go before what anybody might say.
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
    /// All that is said, with a blank line between two utterances.
    pub(crate) fn text(&self) -> String {
        let texts: Vec<&str> = self.speeches.iter().map(|(_, text)| *text).collect();
        texts.join("\n\n")
    }
}

/// What somebody says to a player who has just come.
pub(crate) fn greeting(story: &Story, chapter: usize, id: &str) -> String {
    Progress::at(chapter).say(story, id, "hello").text()
}

/// The words of a text, each with the space behind it.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut behind_space = false;
    for (at, letter) in text.char_indices() {
        if behind_space && !letter.is_whitespace() {
            words.push(&text[start..at]);
            start = at;
        }
        behind_space = letter.is_whitespace();
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

fn has(chapter: &Chapter, id: &str) -> bool {
    chapter.characters.iter().any(|character| character == id)
}

/// Is the word in the message? Short words have to stand alone, of longer ones the beginning is
/// enough ("lamp" finds "lamps"), and scripts without capitals need no spaces between words.
fn mentions(message: &str, word: &str) -> bool {
    let word = word.trim();
    let spaced = word
        .chars()
        .next()
        .is_some_and(|first| first.is_lowercase() || first.is_numeric());
    if !spaced {
        return message.contains(word);
    }
    let whole = word.chars().count() < 4;
    message.match_indices(word).any(|(start, _)| {
        let before = message[..start].chars().next_back();
        let after = message[start + word.len()..].chars().next();
        before.is_none_or(|letter| !letter.is_alphanumeric())
            && (!whole || after.is_none_or(|letter| !letter.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::mentions;

    #[test]
    fn words_are_found_where_a_player_means_them() {
        assert!(mentions("where are the lamps?", "lamp"));
        assert!(mentions("no!", "no"));
        assert!(!mentions("north", "no"));
        assert!(!mentions("the clamp", "lamp"));
        assert!(mentions("это маяк?", "маяк"));
        assert!(mentions("その灯台は", "灯台"));
        assert!(mentions("please light the lantern", "light the"));
    }
}
