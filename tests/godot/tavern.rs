//! The example game: it plays its recording with a window, talks with the stand-in, and is left in the
//! middle of a reply.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::sync::OnceLock;

use rpggo_testkit::godot::{Project, Screen, log, trouble};
use rpggo_testkit::{root, standin};

const SCRIPTS: [&str; 3] = [
    "bindings/godot/tests/tavern/leaver.gd",
    "bindings/godot/tests/tavern/photographer.gd",
    "bindings/godot/tests/tavern/player.gd",
];

fn tavern() -> Option<&'static Project> {
    static TAVERN: OnceLock<Option<Project>> = OnceLock::new();
    let project =
        TAVERN.get_or_init(|| Project::make("godot-tavern", "examples/godot-tavern", &SCRIPTS));
    project.as_ref()
}

/// The pixels of a picture, four bytes each.
fn pixels(path: &Path) -> Vec<u8> {
    let file = File::open(path).expect("the picture was taken");
    let mut decoder = png::Decoder::new(BufReader::new(file));
    decoder.set_transformations(png::Transformations::ALPHA);
    let mut reader = decoder.read_info().expect("it is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it fits")];
    let info = reader.next_frame(&mut pixels).expect("it can be read");
    assert_eq!((info.width, info.height), (1280, 720), "{}", path.display());
    pixels
}

/// The part of the pixels in a rectangle that is as bright as text.
fn brightness(pixels: &[u8], x: std::ops::Range<usize>, y: std::ops::Range<usize>) -> f64 {
    let count = x.len() * y.len();
    let at = y.flat_map(|y| x.clone().map(move |x| (y * 1280 + x) * 4));
    let bright = at.filter(|&at| pixels[at..at + 3].iter().all(|&it| it > 170));
    bright.count() as f64 / count as f64
}

#[test]
fn the_tavern_plays_its_recording_and_is_seen() {
    let (Some(tavern), Some(screen)) = (tavern(), Screen::start()) else {
        return;
    };
    // Beside the copy, for whoever wants to look at them.
    let pictures = tavern.folder.with_extension("pictures");
    let _ = fs::remove_dir_all(&pictures);
    fs::create_dir_all(&pictures).expect("the target folder is writable");
    let script = ["--script", "res://photographer.gd"];
    let output = pictures.display().to_string();
    let output = tavern.run_with_window(&screen, &[&script[..], &["--", &output]].concat());
    let log = log(&output);
    assert!(output.status.success(), "{log}");
    assert_eq!(trouble(&log), Vec::<&str>::new(), "{log}");

    let dialogue = (50..1200, 500..620);
    let mut seen = 0;
    for moment in [
        "chapter",
        "words",
        "group",
        "oil",
        "lens",
        "bridge",
        "second-chapter",
        "pip",
        "light",
        "ending",
    ] {
        let pixels = pixels(&pictures.join(moment).with_extension("png"));
        let is_card = ["chapter", "second-chapter", "ending"].contains(&moment);
        // Words stand in the dialogue, or on the card in the middle.
        let (x, y) = match is_card {
            true => (300..980, 120..600),
            false => dialogue.clone(),
        };
        let part = brightness(&pixels, x, y);
        assert!((0.004..0.2).contains(&part), "{moment}: {part}");
        seen += 1;
    }
    assert_eq!(seen, log.matches("photographed ").count(), "{log}");
}

#[test]
fn the_tavern_talks_with_the_stand_in() {
    let Some(tavern) = tavern() else {
        return;
    };
    let standin = standin();
    let script = ["--script", "res://player.gd", "--", &standin.base_url()];
    let output = tavern.run(&script);
    let log = log(&output);
    assert!(output.status.success(), "{log}");
    assert_eq!(trouble(&log), Vec::<&str>::new(), "{log}");
    assert!(log.contains("won as Saltmere has a light again"), "{log}");
    let asked = standin.requests();
    let chats = asked.iter().filter(|it| it.path.ends_with("/chatsse"));
    assert_eq!(chats.count(), 8, "{log}");
}

#[test]
fn a_tavern_that_is_left_in_the_middle_leaves_nothing() {
    let Some(tavern) = tavern() else {
        return;
    };
    let standin = standin();
    // It says a part of an answer, and no more: what the engine itself leaks of scripts that wait
    // for a card is not ours.
    let base_url = format!("{}/fault/stall=100", standin.base_url());
    let output = tavern.run(&["--script", "res://leaver.gd", "--", &base_url]);
    let log = log(&output);
    assert!(output.status.success(), "{log}");
    assert_eq!(trouble(&log), Vec::<&str>::new(), "{log}");
    let left = ["freed", "reloaded", "changed", "quit"];
    let told = log.lines().filter_map(|line| line.strip_prefix("left: "));
    assert_eq!(told.collect::<Vec<_>>(), left, "{log}");
}

#[test]
fn the_tavern_has_the_bundled_recording() {
    let read = |path: &str| fs::read(root(path)).expect("it is there");
    let here = read("examples/godot-tavern/last-lantern.jsonl");
    assert!(here == read("examples/recordings/last-lantern.jsonl"));
}
