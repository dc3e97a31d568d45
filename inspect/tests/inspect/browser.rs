//! The page in a headless browser: Debian's `chromium`.

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

/// A page as the browser showed it.
struct Shown {
    document: String,
    console: Vec<String>,
    /// The URLs that the page requested, without the page itself.
    requested: BTreeSet<String>,
}

impl Browser {
    /// A browser for the test of that name, if one is installed.
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
                // The browser's own requests cannot be resolved.
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
        let (document, log_lines) = self.run(&url, &["--dump-dom", &option]);
        let console = log_lines.lines().filter(|line| line.contains("CONSOLE"));
        Shown {
            document,
            console: console.map(str::to_owned).collect(),
            requested: requested(&std::fs::read_to_string(log).unwrap()),
        }
    }

    /// The mean brightness of the page, from 0 to 255.
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
        // An alpha channel would be 255 everywhere: it is left out.
        let samples = frame.color_type.samples();
        let colours: Vec<f64> = bytes
            .chunks(samples)
            .flat_map(|pixel| &pixel[..3])
            .map(|&part| f64::from(part))
            .collect();
        colours.iter().sum::<f64>() / colours.len() as f64
    }
}

/// The URLs that a page requested, from the browser's network log.
fn requested(log: &str) -> BTreeSet<String> {
    let log: Value = serde_json::from_str(log).unwrap();
    let start = &log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"];
    assert!(start.is_number());
    let events = log["events"].as_array().unwrap().iter();
    let requests = events.filter(|event| {
        // The browser's own requests have no origin.
        &event["type"] == start && event["params"]["initiator"] != "not an origin"
    });
    requests
        .filter_map(|event| Some(event["params"]["url"].as_str()?.to_owned()))
        .collect()
}

/// The page of a recording with this many chats, whose replies contain tags.
fn example(folder: &Path, chats: u64) -> PathBuf {
    let mut lines = Lines::new();
    for number in 1..=chats {
        let character_id = ["mira", "bram"][(number % 2) as usize];
        let reply = format!("reply {number} <img src='http://127.0.0.1:1/'><script>");
        lines.chat(number, character_id, &format!("message {number}"), &reply);
    }
    lines.request(chats + 1, "mira", "incomplete");
    let file = folder.join("example.jsonl");
    lines.write(&file);
    page(&file);
    file.with_extension("html")
}

/// The same page with another script after its own, which writes its results into the title.
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
fn the_page_loads_without_errors_and_requests_nothing() {
    let Some(browser) = Browser::find("shown") else {
        return;
    };
    let file = example(&browser.folder, 5);
    let shown = browser.show(&file, "#request-3");
    assert_eq!(shown.console, [""; 0]);
    assert_eq!(shown.requested, BTreeSet::new());
    assert!(!shown.document.contains("<img"));
    assert_eq!(shown.document.matches("<details open").count(), 1);
    assert_in_order(
        &shown.document,
        "id=\"request-3\" … <details open … reply 3 ",
    );

    // The check itself: an image and a script that are not allowed would be found.
    let wrong = "<img src=\"http://127.0.0.1:1/\"><script>throw 'up'</script>";
    let html = std::fs::read_to_string(&file)
        .unwrap()
        .replace("<main>", wrong);
    let other = file.with_file_name("other.html");
    std::fs::write(&other, &html).unwrap();
    let blocked = browser.show(&other, "");
    assert!(blocked.console.len() >= 2, "{:?}", blocked.console);
    assert_eq!(blocked.requested, BTreeSet::new());
    std::fs::write(&other, html.replace("Content-Security-Policy", "x")).unwrap();
    let requested = browser.show(&other, "").requested;
    assert_eq!(
        requested,
        BTreeSet::from(["http://127.0.0.1:1/".to_owned()])
    );
}

#[test]
fn the_theme_is_that_of_the_system_until_the_button_is_pressed() {
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
        await use('search', 'REPLY 4');
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
fn details_of_large_recordings_are_parsed_when_opened() {
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
        await use('search', `Reply  299 <img src='http`);
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
fn the_page_works_without_scripts() {
    let Some(browser) = Browser::find("scriptless") else {
        return;
    };
    let file = example(&browser.folder, 400);
    let html = std::fs::read_to_string(&file).unwrap();
    let html = serde_json::to_string(&html)
        .unwrap()
        .replace('<', "\\u003c");
    // In this frame, no scripts run.
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
                    detail.textContent.includes('reply 400 <img'),
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
