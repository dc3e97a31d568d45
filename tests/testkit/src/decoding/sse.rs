//! Event streams.

use rpggo::internals::sse::{Decoder, TooLong};

/// No input is as long.
const NO_LIMIT: usize = 1 << 24;
/// Short enough to be met.
const LIMIT: usize = 48;

/// A frame: its name and its data.
pub type Text = (String, String);

/// Reads the bytes as an event stream, whole and cut.
///
/// # Panics
/// Where a cut changes what is read, or that differs from the rules.
pub fn run(bytes: &[u8]) {
    let decoders: [fn() -> Decoder; 4] = [
        || Decoder::new(NO_LIMIT),
        || Decoder::new(NO_LIMIT).lenient(),
        || Decoder::new(LIMIT),
        || Decoder::new(LIMIT).lenient(),
    ];
    for decoder in decoders {
        let whole = read(decoder(), &[bytes]);
        for cut in super::cuts(bytes) {
            assert_eq!(read(decoder(), &cut), whole, "cut into {}", cut.len());
        }
        let (frames, end) = &whole;
        assert!(frames.len() <= bytes.len());
        let length: usize = frames
            .iter()
            .map(|(name, data)| name.len() + data.len())
            .sum();
        // An invalid byte becomes a character of three.
        assert!(length <= 3 * bytes.len(), "{length} of {}", bytes.len());
        assert!(*end != Err(TooLong) || bytes.len() > LIMIT);
    }
    let (frames, end) = read(Decoder::new(NO_LIMIT), &[bytes]);
    assert_eq!(frames, by_the_book(bytes));
    assert!(end.is_ok());
}

/// All frames of a stream that comes in these pieces, and whether it stopped inside one.
///
/// # Panics
/// Where not all of a piece is read.
pub fn read(mut decoder: Decoder, pieces: &[&[u8]]) -> (Vec<Text>, Result<bool, TooLong>) {
    let mut frames = Vec::new();
    let end = read_into(&mut frames, &mut decoder, pieces);
    (frames, end)
}

fn read_into(
    frames: &mut Vec<Text>,
    decoder: &mut Decoder,
    pieces: &[&[u8]],
) -> Result<bool, TooLong> {
    for piece in pieces {
        let mut rest = *piece;
        while let Some(frame) = decoder.next(&mut rest)? {
            frames.push((frame.name.into_owned(), frame.data.into_owned()));
        }
        assert!(rest.is_empty());
    }
    let is_inside = decoder.is_inside_frame();
    if let Some(frame) = decoder.end()? {
        frames.push((frame.name.into_owned(), frame.data.into_owned()));
    }
    Ok(is_inside)
}

/// The rules once more, line by line over the whole text, as the standard words them.
pub fn by_the_book(stream: &[u8]) -> Vec<Text> {
    let text = String::from_utf8_lossy(stream);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let (mut frames, mut name, mut data) = (Vec::new(), String::new(), String::new());
    let mut lines: Vec<&str> = text.split('\n').collect();
    lines.pop();
    for line in lines {
        if line.is_empty() {
            if !data.is_empty() {
                data.pop();
                frames.push((std::mem::take(&mut name), std::mem::take(&mut data)));
            }
            name.clear();
            continue;
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                data.push_str(value);
                data.push('\n');
            }
            "event" => name = value.to_owned(),
            _ => {}
        }
    }
    frames
}
