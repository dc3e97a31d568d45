//! Checks a story: all names that it uses must exist, and all characters need a fallback.

use std::collections::HashSet;

use toml::de::{DeTable, DeValue};

use super::{Chapter, Line, Story, line_of};

/// An error in a story, and its position in the file.
pub(super) struct Problem {
    /// The path to it, such as `chapters`, `0`, `lines`, `3`.
    path: Vec<String>,
    pub(super) message: String,
}

impl Problem {
    fn new(path: &str, message: String) -> Problem {
        let path = path.split('.').map(String::from).collect();
        Problem { path, message }
    }

    /// The line of the last part of the path that the text has.
    pub(super) fn line_in(&self, text: &str) -> usize {
        let Ok(table) = DeTable::parse(text) else {
            return 1;
        };
        let mut offset = table.span().start;
        let root = DeValue::Table(table.into_inner());
        let mut at = &root;
        for step in &self.path {
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
        let path = format!("chapters.{index}");
        check_chapter(story, chapter, &path)?;
        for (number, line) in chapter.lines.iter().enumerate() {
            check_line(
                story,
                chapter,
                line,
                &goals,
                &format!("{path}.lines.{number}"),
            )?;
        }
    }
    for (index, prompt) in story.walkthrough.iter().enumerate() {
        let path = format!("walkthrough.{index}");
        known(&path, "to", &prompt.to, "character", &character_ids(story))?;
    }
    Ok(())
}

fn check_chapter(story: &Story, chapter: &Chapter, path: &str) -> Result<(), Problem> {
    if chapter.characters.is_empty() {
        let message = format!(
            "the chapter \"{}\" has no characters to talk with.",
            chapter.name
        );
        return Err(Problem::new(path, message));
    }
    for id in &chapter.characters {
        known(
            &format!("{path}.characters"),
            "characters",
            id,
            "character",
            &character_ids(story),
        )?;
        let has_fallback = chapter.lines.iter().any(|line| {
            line.when.is_empty()
                && line.needs.is_empty()
                && line.achieves.is_empty()
                && line.to.as_ref().is_none_or(|to| to == id)
        });
        if !has_fallback {
            let message = format!(
                "in the chapter \"{}\" the character \"{id}\" has nothing to say to an unexpected \
                 message: add a line to \"{id}\" without `when`, `needs` and `achieves`.",
                chapter.name
            );
            return Err(Problem::new(path, message));
        }
    }
    Ok(())
}

fn check_line(
    story: &Story,
    chapter: &Chapter,
    line: &Line,
    goals: &[&str],
    path: &str,
) -> Result<(), Problem> {
    let available: Vec<&str> = chapter.characters.iter().map(String::as_str).collect();
    if let Some(to) = &line.to {
        known(path, "to", to, "character in this chapter", &available)?;
    }
    if line.says.is_empty() {
        return Err(Problem::new(
            path,
            "`says` is empty: give it at least one text.".into(),
        ));
    }
    for speech in &line.says {
        if let Some(who) = &speech.who {
            known(path, "who", who, "character", &character_ids(story))?;
        }
        if speech.text.trim().is_empty() {
            return Err(Problem::new(
                path,
                "a `text` in `says` is empty: write it.".into(),
            ));
        }
    }
    if line.when.iter().any(|word| word.trim().is_empty()) {
        let message = "a word in `when` is empty: write it, or leave `when` out for a fallback.";
        return Err(Problem::new(path, message.into()));
    }
    for id in &line.needs {
        known(path, "needs", id, "goal", goals)?;
    }
    let chapter_goals: Vec<&str> = chapter
        .goals
        .iter()
        .map(|goal| goal.goal_id.as_str())
        .collect();
    for id in &line.achieves {
        known(path, "achieves", id, "goal of this chapter", &chapter_goals)?;
    }
    if let Some(id) = &line.next_chapter {
        let chapters: Vec<&str> = story
            .chapters
            .iter()
            .map(|chapter| chapter.chapter_id.as_str())
            .collect();
        known(path, "next_chapter", id, "chapter", &chapters)?;
        if line.ending.is_some() {
            let message = "a line cannot have both `next_chapter` and `ending`: choose one.";
            return Err(Problem::new(path, message.into()));
        }
    }
    if line.ending.is_none() && !line.ending_text.is_empty() {
        let message = "`ending_text` without `ending`: add ending = \"won\" or \"lost\".";
        return Err(Problem::new(path, message.into()));
    }
    if line.next_chapter.is_none() && !line.chapter_text.is_empty() {
        let message = "`chapter_text` without `next_chapter`: say which chapter comes next.";
        return Err(Problem::new(path, message.into()));
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

fn known(path: &str, field: &str, id: &str, what: &str, ids: &[&str]) -> Result<(), Problem> {
    if ids.contains(&id) {
        return Ok(());
    }
    let choice = match ids {
        [] => "there is none".to_owned(),
        ids => format!("there are: {}", ids.join(", ")),
    };
    let message = format!("`{field}` names \"{id}\", which is not a {what} ({choice}).");
    Err(Problem::new(path, message))
}

fn unique<T: AsRef<str>>(
    path: &str,
    field: &str,
    ids: impl Iterator<Item = T>,
) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    for (index, id) in ids.enumerate() {
        let id = id.as_ref().to_owned();
        if id.is_empty() {
            let message = format!("a `{field}` is empty: write one.");
            return Err(Problem::new(&format!("{path}.{index}"), message));
        }
        if !seen.insert(id.clone()) {
            let message = format!("the `{field}` \"{id}\" is used twice: make each unique.");
            return Err(Problem::new(&format!("{path}.{index}"), message));
        }
    }
    Ok(())
}
