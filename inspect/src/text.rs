//! Formats numbers and texts for the page.

use std::time::Duration;

use rpggo::{Event, Status};

/// Limits the times in a file, so that adding a few of them does not overflow.
const MAX_MICROS: u64 = 1 << 60;

/// In microseconds.
pub fn micros(time: Duration) -> u64 {
    time.as_micros().min(MAX_MICROS.into()) as u64
}

/// The time of an event, in microseconds since the start of the request.
pub fn elapsed(event: &Event<'_>) -> u64 {
    event.elapsed.as_micros().min(MAX_MICROS)
}

/// The name of a status without its prefix.
pub fn status(status: Status) -> String {
    let name = status.name();
    name.strip_prefix("RPGGO_").unwrap_or(name).to_owned()
}

/// In milliseconds, for columns: `1,234.5`.
pub fn milliseconds(us: u64) -> String {
    let tenths = us / 100 + u64::from(us % 100 >= 50);
    format!("{}.{}", thousands(tenths / 10), tenths % 10)
}

/// With three digits and a unit: `2.3 ms`, `340 ms`, `1.72 s`, `1 min 05 s`.
pub fn duration(us: u64) -> String {
    let ms = us as f64 / 1000.0;
    let s = ms / 1000.0;
    match us {
        0..9_950 => format!("{ms:.1} ms"),
        9_950..999_500 => format!("{ms:.0} ms"),
        999_500..9_995_000 => format!("{s:.2} s"),
        9_995_000..59_950_000 => format!("{s:.1} s"),
        _ => {
            let seconds = us / 1_000_000;
            let (minutes, hours) = (seconds / 60 % 60, seconds / 3600);
            if hours == 0 {
                format!("{minutes} min {:02} s", seconds % 60)
            } else {
                format!("{} h {minutes:02} min", thousands(hours))
            }
        }
    }
}

/// The same, rounded to whole seconds: `6 s`.
pub fn rounded_duration(us: u64) -> String {
    match us {
        1_000_000..60_000_000 => format!("{:.0} s", us as f64 / 1e6),
        _ => duration(us),
    }
}

/// A label of an axis: no more digits than necessary.
pub fn axis_time(us: u64) -> String {
    let seconds = us as f64 / 1e6;
    match us {
        0 => "0".to_owned(),
        1..1_000_000 => format!("{} ms", us as f64 / 1000.0),
        1_000_000..60_000_000 => format!("{seconds} s"),
        _ => {
            let whole = us / 1_000_000;
            let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
            match hours {
                0 => format!("{minutes}:{seconds:02}"),
                _ => format!("{hours}:{minutes:02}:{seconds:02}"),
            }
        }
    }
}

pub fn bytes(count: u64) -> String {
    match count {
        0..1000 => format!("{count} B"),
        1000..999_950 => format!("{:.1} kB", count as f64 / 1e3),
        _ => format!("{:.1} MB", count as f64 / 1e6),
    }
}

pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

pub fn count(number: usize, one: &str) -> String {
    count_of(number, one, &format!("{one}s"))
}

pub fn count_of(number: usize, one: &str, many: &str) -> String {
    let what = if number == 1 { one } else { many };
    format!("{} {what}", thousands(number as u64))
}

/// The date and time in UTC: `21 Nov 2026, 10:22:48 UTC`.
pub fn date(unix_ms: u64) -> String {
    let time = std::time::SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(unix_ms));
    // httpdate knows no years beyond these four digits.
    let Some(time) = time.filter(|_| unix_ms < 253_402_300_800_000) else {
        return "at an unknown time".to_owned();
    };
    let text = httpdate::fmt_http_date(time);
    let parts: Vec<&str> = text.split(' ').collect();
    match parts[..] {
        [_, day, month, year, clock, _] => {
            let day = day.trim_start_matches('0');
            format!("{day} {month} {year}, {clock} UTC")
        }
        _ => text,
    }
}

/// The first `max` characters of a text, and the number of characters that follow.
pub fn beginning(text: &str, max: usize) -> (&str, usize) {
    match text.char_indices().nth(max) {
        Some((end, _)) => (&text[..end], text[end..].chars().count()),
        None => (text, 0),
    }
}

/// Makes characters visible that would change the direction of text, or that a browser drops.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\t' => shown.push(letter),
            '\r' => shown += "⟨CR⟩",
            _ if is_hidden(letter) => shown += &format!("⟨U+{:04X}⟩", letter as u32),
            _ => shown.push(letter),
        }
    }
    shown
}

/// True for control characters, and for those that change the direction of the text after them.
fn is_hidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Bytes as text; those that are not UTF-8 as `\xE2`.
pub fn of_bytes(bytes: &[u8]) -> String {
    let mut shown = String::with_capacity(bytes.len());
    for part in bytes.utf8_chunks() {
        shown += &visible(part.valid());
        for byte in part.invalid() {
            shown += &format!("\\x{byte:02X}");
        }
    }
    shown
}
