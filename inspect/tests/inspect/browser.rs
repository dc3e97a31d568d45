//! The page in a browser: Debian's `chromium`, without a window.

use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Command;

use rpggo_testkit::left_out::left_out;
use serde_json::Value;

use super::support::{Lines, assert_in_order, folder, page};

const NAMES: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const DARK: &str = "--blink-settings=preferredColorScheme=0";

struct Browser {
    program: &'static str,
    folder: PathBuf,
}

/// What a browser said while it showed a page.
struct Shown {
    document: String,
    console: Vec<String>,
    /// Where the page's requests went, without the page itself.
    asked: BTreeSet<String>,
}

impl Browser {
    /// A browser for the test of that name, where there is any.
    fn find(name: &str) -> Option<Browser> {
        let is_there = |program: &&str| Command::new(program).arg("--version").output().is_ok();
        let Some(program) = NAMES.into_iter().find(is_there) else {
            left_out("Chromium", "apt-get install chromium");
            return None;
        };
        Some(Browser {
            program,
            folder: folder(name),
        })
    }

    fn run(&self, url: &str, options: &[&str]) -> (String, String) {
        let profile = self.folder.join("profile");
        let run = Command::new(self.program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // The browser has requests of its own: they reach nobody.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--enable-logging=stderr",
                "--virtual-time-budget=5000",
            ])
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(options)
            .arg(url)
            .output()
            .unwrap();
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        std::fs::remove_dir_all(profile).unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        (text(run.stdout), text(run.stderr))
    }

    fn show(&self, file: &Path, fragment: &str) -> Shown {
        let log = self.folder.join("network.json");
        let url = format!("file://{}{fragment}", file.display());
        let option = format!("--log-net-log={}", log.display());
        let (document, told) = self.run(&url, &["--dump-dom", &option]);
        let console = told.lines().filter(|line| line.contains("CONSOLE"));
        Shown {
            document,
            console: console.map(str::to_owned).collect(),
            asked: asked(&std::fs::read_to_string(log).unwrap()),
        }
    }

    /// How bright the page is, from 0 to 255.
    fn brightness(&self, file: &Path, options: &[&str]) -> f64 {
        let picture = self.folder.join("picture.png");
        let screenshot = format!("--screenshot={}", picture.display());
        let mut all = vec![screenshot.as_str(), "--window-size=800,600"];
        all.extend(options);
        self.run(&format!("file://{}", file.display()), &all);
        let picture = BufReader::new(std::fs::File::open(picture).unwrap());
        let mut reader = png::Decoder::new(picture).read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut bytes).unwrap();
        assert_eq!((frame.width, frame.height), (800, 600));
        // With an alpha channel, that is white everywhere.
        let samples = frame.color_type.samples();
        let colours: Vec<f64> = bytes
            .chunks(samples)
            .flat_map(|pixel| &pixel[..3])
            .map(|&part| f64::from(part))
            .collect();
        colours.iter().sum::<f64>() / colours.len() as f64
    }
}

/// The addresses that a page asked for, from the browser's log of the network.
fn asked(log: &str) -> BTreeSet<String> {
    let log: Value = serde_json::from_str(log).unwrap();
    let begins = &log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
    assert!(begins.is_number());
    let events = log["events"].as_array().unwrap().iter();
    let asked = events.filter(|event| {
        // The browser's own requests come from nowhere.
        &event["type"] == begins && event["params"]["initiator"] != "not an origin"
    });
    asked
        .filter_map(|event| Some(event["params"]["url"].as_str()?.to_owned()))
        .collect()
}

/// The page of a recording of so many chats, with what could be taken for the page's own.
fn example(folder: &Path, chats: u64) -> PathBuf {
    let mut lines = Lines::new();
    for number in 1..=chats {
        let character_id = ["mira", "bram"][(number % 2) as usize];
        let answered = format!("answer {number} <img src='http://127.0.0.1:1/'><script>");
        lines.chat(
            number,
            character_id,
            &format!("question {number}"),
            &answered,
        );
    }
    lines.ask(chats + 1, "mira", "unanswered");
    let file = folder.join("example.jsonl");
    lines.write(&file);
    page(&file);
    file.with_extension("html")
}

/// The same page with a script behind its own, which writes what it found into the title.
fn driven(page: &Path, script: &str) -> PathBuf {
    let html = std::fs::read_to_string(page).unwrap();
    let hash = html.find("script-src '").unwrap() + "script-src ".len();
    let end = hash + html[hash..].find(';').unwrap();
    let allowed = [&html[..hash], "'unsafe-inline'", &html[end..]].concat();
    let script = format!(
        "<script>(async () => {{
            const after = (ms) => new Promise((done) => setTimeout(done, ms));
            const shown = () => rows.filter((row) => !row.hidden).map((row) => row.id).join();
            const use = async (name, value) => {{
                const field = tools.elements[name];
                if (field.type === 'checkbox') field.checked = value; else field.value = value;
                tools.querySelector('[name=' + name + ']')
                    .dispatchEvent(new Event('input', {{ bubbles: true }}));
                await after(300);
            }};
            const found = [];
            {script}
            document.title = 'found: ' + found.join(' | ');
        }})()</script></body>"
    );
    let driven = page.with_file_name("driven.html");
    std::fs::write(&driven, allowed.replace("</body>", &script)).unwrap();
    driven
}

#[test]
fn the_browser_shows_it_without_complaint_and_asks_nobody() {
    let Some(browser) = Browser::find("shown") else {
        return;
    };
    let file = example(&browser.folder, 5);
    let shown = browser.show(&file, "#request-3");
    assert_eq!(shown.console, [""; 0]);
    assert_eq!(shown.asked, BTreeSet::new());
    assert!(!shown.document.contains("<img"));
    assert_eq!(shown.document.matches("<details open").count(), 1);
    assert_in_order(
        &shown.document,
        "id=\"request-3\" … <details open … answer 3 ",
    );

    // What would be noticed: a picture, and a script that is not allowed.
    let wrong = "<img src=\"http://127.0.0.1:1/\"><script>throw 'up'</script>";
    let html = std::fs::read_to_string(&file)
        .unwrap()
        .replace("<main>", wrong);
    let other = file.with_file_name("other.html");
    std::fs::write(&other, &html).unwrap();
    let refused = browser.show(&other, "");
    assert!(refused.console.len() >= 2, "{:?}", refused.console);
    assert_eq!(refused.asked, BTreeSet::new());
    std::fs::write(&other, html.replace("Content-Security-Policy", "x")).unwrap();
    let asked = browser.show(&other, "").asked;
    assert_eq!(asked, BTreeSet::from(["http://127.0.0.1:1/".to_owned()]));
}

#[test]
fn it_is_light_or_dark_as_the_system_is_until_the_button_is_pressed() {
    let Some(browser) = Browser::find("themes") else {
        return;
    };
    let file = example(&browser.folder, 5);
    let (light, dark) = (
        browser.brightness(&file, &[]),
        browser.brightness(&file, &[DARK]),
    );
    assert!(light > 200.0 && dark < 60.0, "{light} {dark}");
    let pressed = driven(&file, "button.click(); found.push(button.textContent);");
    let (light, dark) = (
        browser.brightness(&pressed, &[DARK]),
        browser.brightness(&pressed, &[]),
    );
    assert!(light > 200.0 && dark < 60.0, "{light} {dark}");
}

#[test]
fn requests_can_be_found() {
    let Some(browser) = Browser::find("found") else {
        return;
    };
    let file = example(&browser.folder, 5);
    let script = "
        await use('character', 'mira');
        found.push(shown());
        await use('problems', true);
        found.push(shown(), tools.querySelector('.shown').textContent);
        await use('problems', false);
        await use('character', '');
        await use('search', 'ANSWER 4');
        found.push(shown());
        location.hash = '#request-1';
        await after(50);
        found.push(rows[0].hidden, rows[0].querySelector('details').open);
        await use('search', '');
        const summary = rows[1].querySelector('summary');
        summary.focus();
        summary.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
        found.push(document.activeElement.closest('.request').id);
        document.querySelector('[value=own]').click();
        await after(50);
        found.push(root.dataset.view, rows[4].querySelector('.plot').getAttribute('x') !== '0%');";
    let shown = browser.show(&driven(&file, script), "");
    assert_eq!(shown.console, [""; 0]);
    let expected = "found: request-2,request-4,request-6 | request-6 | 1 of 6 | request-4 | \
                    false | true | request-3 | own | true";
    let title = shown.document.split("<title>").nth(1).unwrap();
    assert_eq!(title.split("</title>").next().unwrap(), expected);
}

#[test]
fn details_of_large_recordings_wait_until_they_are_wanted() {
    let Some(browser) = Browser::find("large") else {
        return;
    };
    let file = example(&browser.folder, 400);
    let shown = browser.show(&file, "#request-300");
    assert_eq!(shown.console, [""; 0]);
    let table = "<table class=\"events\">";
    assert_eq!(
        shown.document.matches(table).count(),
        400,
        "as text, but for one"
    );
    let script = "
        const read = () => document.querySelectorAll('table.events').length;
        found.push(read());
        await use('search', `Answer  299 <img src='http`);
        found.push(shown());
        rows[298].querySelector('summary').click();
        await after(50);
        found.push(read(), document.querySelectorAll('img').length);";
    let shown = browser.show(&driven(&file, script), "#request-300");
    let title = shown.document.split("<title>").nth(1).unwrap();
    let expected = "found: 1 | request-299 | 2 | 0";
    assert_eq!(title.split("</title>").next().unwrap(), expected);
}

#[test]
fn without_a_script_it_can_be_read() {
    let Some(browser) = Browser::find("scriptless") else {
        return;
    };
    let file = example(&browser.folder, 400);
    let html = std::fs::read_to_string(&file).unwrap();
    let html = serde_json::to_string(&html)
        .unwrap()
        .replace('<', "\\u003c");
    // In such a frame, nothing runs.
    let around = format!(
        "<!DOCTYPE html><title></title><iframe sandbox='allow-same-origin' width=800 height=600>
        </iframe><script>
            const frame = document.querySelector('iframe');
            frame.onload = () => {{
                const page = frame.contentDocument;
                const detail = page.querySelector('#request-400 details');
                detail.open = true;
                document.title = [
                    page.querySelectorAll('table.events').length,
                    detail.textContent.includes('answer 400 <img'),
                    detail.querySelector('table').offsetHeight > 0,
                    page.querySelector('.tools').offsetHeight,
                ].join();
            }};
            frame.srcdoc = {html};
        </script>"
    );
    let outer = file.with_file_name("outer.html");
    std::fs::write(&outer, around).unwrap();
    let shown = browser.show(&outer, "");
    assert!(shown.document.contains("<title>400,true,true,0</title>"));
}
