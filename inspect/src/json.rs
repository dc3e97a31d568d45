//! Pretty-prints JSON without parsing it: names, numbers and order stay as received.

/// Objects and lists that fit into this many characters stay on one line.
const MAX_LINE: usize = 76;
/// The maximum depth of indentation.
const MAX_DEPTH: usize = 24;

/// Adds line breaks and indentation; text that is not JSON stays as it is.
pub fn pretty(text: &str) -> String {
    let Some(lengths) = lengths(text) else {
        return text.to_owned();
    };
    let mut lines = String::with_capacity(text.len() * 2);
    let mut depth: usize = 0;
    // The depth of the object or list that stays on one line.
    let mut flat: Option<usize> = None;
    let mut lengths = lengths.into_iter();
    for token in Tokens(text) {
        match token.as_bytes()[0] {
            b'{' | b'[' => {
                let length = lengths.next().unwrap_or(0);
                lines += token;
                let indent = 2 * depth.min(MAX_DEPTH);
                let is_empty = length == 2;
                if flat.is_none() && (is_empty || length + indent <= MAX_LINE) {
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
    for _ in 0..depth.min(MAX_DEPTH) {
        lines.push_str("  ");
    }
}

/// The length of each object and list on one line, in the order in which they begin; `None` if
/// brackets do not match.
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

/// Brackets, commas, colons, strings, and the text between them, without white space.
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

/// The position after the closing quote.
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
