//! JSON with line breaks: its names, numbers and order stay as they came.

/// What fits into so many characters stays on one line.
const LINE: usize = 76;
/// Further in, lines begin no further right.
const DEEPEST: usize = 24;

/// Sets `text` in lines; what is no JSON stays as it is.
pub fn in_lines(text: &str) -> String {
    let Some(lengths) = lengths(text) else {
        return text.to_owned();
    };
    let mut lines = String::with_capacity(text.len() * 2);
    let mut depth: usize = 0;
    // The depth at which a part began that stays on one line.
    let mut flat: Option<usize> = None;
    let mut lengths = lengths.into_iter();
    for token in Tokens(text) {
        match token.as_bytes()[0] {
            b'{' | b'[' => {
                let length = lengths.next().unwrap_or(0);
                lines += token;
                let indent = 2 * depth.min(DEEPEST);
                let is_empty = length == 2;
                if flat.is_none() && (is_empty || length + indent <= LINE) {
                    flat = Some(depth);
                }
                depth += 1;
                if flat.is_none() {
                    break_line(&mut lines, depth);
                }
            }
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if flat.is_none() {
                    break_line(&mut lines, depth);
                } else if flat == Some(depth) {
                    flat = None;
                }
                lines += token;
            }
            b',' if flat.is_none() => {
                lines += token;
                break_line(&mut lines, depth);
            }
            b',' | b':' => {
                lines += token;
                lines.push(' ');
            }
            _ => lines += token,
        }
    }
    lines
}

fn break_line(lines: &mut String, depth: usize) {
    lines.push('\n');
    for _ in 0..depth.min(DEEPEST) {
        lines.push_str("  ");
    }
}

/// How long each object and list is on one line, in the order in which they begin; `None` where
/// they do not end as they begin.
fn lengths(text: &str) -> Option<Vec<usize>> {
    let mut lengths = Vec::new();
    let mut open = Vec::new();
    let mut length = 0;
    for token in Tokens(text) {
        let first = token.as_bytes()[0];
        length += match first {
            b',' | b':' => 2,
            _ => token.chars().count(),
        };
        match first {
            b'{' | b'[' => {
                open.push((lengths.len(), length - 1, first));
                lengths.push(0);
            }
            b'}' | b']' => {
                let (index, began, kind) = open.pop()?;
                if (kind == b'{') != (first == b'}') {
                    return None;
                }
                lengths[index] = length - began;
            }
            _ => {}
        }
    }
    open.is_empty().then_some(lengths)
}

/// A text's brackets, commas, colons, strings, and the words between them; no white space.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.0.trim_start_matches([' ', '\t', '\r', '\n']);
        let bytes = rest.as_bytes();
        let end = match bytes.first()? {
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            b'"' => string_end(bytes),
            _ => {
                let is_end = |byte: &u8| b"{}[],:\" \t\r\n".contains(byte);
                bytes.iter().position(is_end).unwrap_or(bytes.len())
            }
        };
        let (token, rest) = rest.split_at(end);
        self.0 = rest;
        Some(token)
    }
}

/// Behind the closing quote.
fn string_end(bytes: &[u8]) -> usize {
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}
