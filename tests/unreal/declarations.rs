//! Reads the lines of a header.

/// A member that points to an object.
pub fn is_bare_object(line: &str) -> bool {
    let Some(member) = line.strip_suffix(';') else {
        return false;
    };
    let (kind, name) = variable(member);
    let is_name = !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric());
    let pointed = kind.strip_suffix('*').unwrap_or(&kind);
    let is_object =
        pointed.starts_with(['U', 'A']) && pointed[1..].starts_with(|it: char| it.is_uppercase());
    let is_held = kind.ends_with('*') && is_object || kind.starts_with("TObjectPtr<");
    is_name
        && is_held
        && pointed
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'<' | b'>'))
}

/// The type and the name of `const FString& Name = TEXT("")`.
pub fn variable(declaration: &str) -> (String, String) {
    let it = declaration.split(" = ").next().unwrap_or_default();
    let it = it.trim().trim_end_matches(';');
    let (kind, name) = it.rsplit_once(' ').unwrap_or(("", it));
    (kind.to_owned(), name.to_owned())
}

/// What is between the brackets of a macro, one by one.
pub fn specifiers(line: &str) -> Vec<String> {
    let inner = line.split_once('(').map_or("", |it| it.1);
    split(inner.rsplit_once(')').map_or(inner, |it| it.0))
}

/// Splits at commas that are in no brackets and no quotes.
pub fn split(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut is_quoted) = (vec![String::new()], 0, false);
    for it in text.chars() {
        match it {
            '"' => is_quoted = !is_quoted,
            '(' | '<' => depth += 1,
            ')' | '>' => depth -= 1,
            ',' if depth == 0 && !is_quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is one").push(it);
    }
    let parts = parts.into_iter().map(|it| it.trim().to_owned());
    parts.filter(|it| !it.is_empty()).collect()
}

/// How many parameters a delegate's macro names, and what it is given.
pub fn dynamic_delegate(line: &str) -> Option<(usize, Vec<String>)> {
    let rest = line
        .trim()
        .strip_prefix("DECLARE_DYNAMIC_MULTICAST_DELEGATE")?;
    let (suffix, rest) = rest.split_once('(')?;
    let suffixes = ["", "_OneParam", "_TwoParams", "_ThreeParams", "_FourParams"];
    let count = suffixes.iter().position(|it| *it == suffix)?;
    Some((count, split(rest.strip_suffix(");")?)))
}

pub fn word_after(line: &str, keyword: &str) -> Option<String> {
    let mut words = line.split_whitespace().skip_while(|it| *it != keyword);
    words.nth(1).map(str::to_owned)
}

/// The name in `class RPGGO_API UName : public UBase`.
pub fn class_name(line: &str) -> Option<String> {
    let before = line.split(" : ").next()?;
    before.split_whitespace().last().map(str::to_owned)
}
