//! Does a story hold together? Every name it uses has to exist, and everybody has to have an answer.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use super::{Chapter, Line, Story, line_of};

/// What is wrong, and at which place of the file.
pub(super) struct Problem {
    /// The way there from the file's top, such as `chapters`, `0`, `lines`, `3`.
    place: Vec<String>,
    pub(super) sentence: String,
}

impl Problem {
    fn new(place: &str, sentence: String) -> Problem {
        let place = place.split('.').map(String::from).collect();
        Problem { place, sentence }
    }

    /// The line of the nearest thing on the way there that the text has.
    pub(super) fn line_in(&self, text: &str) -> usize {
        let Ok(table) = DeTable::parse(text) else {
            return 1;
        };
        let mut offset = table.span().start;
        let root = DeValue::Table(table.into_inner());
        let mut at = &root;
        for step in &self.place {
            let next = match step.parse::<usize>() {
                Ok(index) => at.get(index),
                Err(_) => at.get(step.as_str()),
            };
            let Some(next) = next else { break };
            offset = next.span().start;
            at = next.get_ref();
        }
        line_of(text, offset)
    }
}

pub(super) fn check(story: &Story) -> Result<(), Problem> {
    if story.chapters.is_empty() {
        return Err(Problem::new(
            "chapters",
            "a story needs at least one [[chapters]].".into(),
        ));
    }
    unique(
        "characters",
        "character_id",
        story.characters.iter().map(|one| &one.character_id),
    )?;
    unique(
        "chapters",
        "chapter_id",
        story.chapters.iter().map(|one| &one.chapter_id),
    )?;
    let goals: Vec<&str> = story
        .chapters
        .iter()
        .flat_map(|chapter| chapter.goals.iter().map(|goal| goal.goal_id.as_str()))
        .collect();
    unique("chapters", "goal_id", goals.iter())?;
    for (index, chapter) in story.chapters.iter().enumerate() {
        let place = format!("chapters.{index}");
        check_chapter(story, chapter, &place)?;
        for (number, line) in chapter.lines.iter().enumerate() {
            check_line(
                story,
                chapter,
                line,
                &goals,
                &format!("{place}.lines.{number}"),
            )?;
        }
    }
    for (index, prompt) in story.walkthrough.iter().enumerate() {
        let place = format!("walkthrough.{index}");
        known(&place, "to", &prompt.to, "character", &character_ids(story))?;
    }
    Ok(())
}

fn check_chapter(story: &Story, chapter: &Chapter, place: &str) -> Result<(), Problem> {
    if chapter.characters.is_empty() {
        let sentence = format!(
            "the chapter \"{}\" has no characters to talk with.",
            chapter.name
        );
        return Err(Problem::new(place, sentence));
    }
    for id in &chapter.characters {
        known(
            &format!("{place}.characters"),
            "characters",
            id,
            "character",
            &character_ids(story),
        )?;
        let answers = chapter.lines.iter().any(|line| {
            line.when.is_empty()
                && line.needs.is_empty()
                && line.achieves.is_empty()
                && line.to.as_ref().is_none_or(|to| to == id)
        });
        if !answers {
            let sentence = format!(
                "in the chapter \"{}\" the character \"{id}\" has nothing to say to an unexpected \
                 message: add a line to \"{id}\" without `when`, `needs` and `achieves`.",
                chapter.name
            );
            return Err(Problem::new(place, sentence));
        }
    }
    Ok(())
}

fn check_line(
    story: &Story,
    chapter: &Chapter,
    line: &Line,
    goals: &[&str],
    place: &str,
) -> Result<(), Problem> {
    let here: Vec<&str> = chapter.characters.iter().map(String::as_str).collect();
    if let Some(to) = &line.to {
        known(place, "to", to, "character in this chapter", &here)?;
    }
    if line.says.is_empty() {
        return Err(Problem::new(
            place,
            "`says` is empty: give it at least one text.".into(),
        ));
    }
    for speech in &line.says {
        if let Some(who) = &speech.who {
            known(place, "who", who, "character", &character_ids(story))?;
        }
        if speech.text.trim().is_empty() {
            return Err(Problem::new(
                place,
                "a `text` in `says` is empty: write it.".into(),
            ));
        }
    }
    if line.when.iter().any(|word| word.trim().is_empty()) {
        let sentence = "a word in `when` is empty: write it, or leave `when` out for a fallback.";
        return Err(Problem::new(place, sentence.into()));
    }
    for id in &line.needs {
        known(place, "needs", id, "goal", goals)?;
    }
    let own: Vec<&str> = chapter
        .goals
        .iter()
        .map(|goal| goal.goal_id.as_str())
        .collect();
    for id in &line.achieves {
        known(place, "achieves", id, "goal of this chapter", &own)?;
    }
    if let Some(id) = &line.next_chapter {
        let chapters: Vec<&str> = story
            .chapters
            .iter()
            .map(|chapter| chapter.chapter_id.as_str())
            .collect();
        known(place, "next_chapter", id, "chapter", &chapters)?;
        if line.ending.is_some() {
            let sentence = "a line cannot have both `next_chapter` and `ending`: choose one.";
            return Err(Problem::new(place, sentence.into()));
        }
    }
    if line.ending.is_none() && !line.ending_text.is_empty() {
        let sentence = "`ending_text` without `ending`: add ending = \"won\" or \"lost\".";
        return Err(Problem::new(place, sentence.into()));
    }
    if line.next_chapter.is_none() && !line.chapter_text.is_empty() {
        let sentence = "`chapter_text` without `next_chapter`: say which chapter comes next.";
        return Err(Problem::new(place, sentence.into()));
    }
    Ok(())
}

fn character_ids(story: &Story) -> Vec<&str> {
    story
        .characters
        .iter()
        .map(|character| character.character_id.as_str())
        .collect()
}

fn known(place: &str, field: &str, id: &str, what: &str, ids: &[&str]) -> Result<(), Problem> {
    if ids.contains(&id) {
        return Ok(());
    }
    let choice = match ids {
        [] => "there is none".to_owned(),
        ids => format!("there are: {}", ids.join(", ")),
    };
    let sentence = format!("`{field}` names \"{id}\", which is no {what} ({choice}).");
    Err(Problem::new(place, sentence))
}

fn unique<T: AsRef<str>>(
    place: &str,
    field: &str,
    ids: impl Iterator<Item = T>,
) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        let id = id.as_ref().to_owned();
        if id.is_empty() {
            let sentence = format!("a `{field}` is empty: write one.");
            return Err(Problem::new(&format!("{place}.{index}"), sentence));
        }
        if !seen.insert(id.clone()) {
            let sentence = format!("the `{field}` \"{id}\" is there twice: make each its own.");
            return Err(Problem::new(&format!("{place}.{index}"), sentence));
        }
    }
    Ok(())
}
