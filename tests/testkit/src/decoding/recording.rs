//! Recordings.

use rpggo::recording::{RecordedRequest, Step};
use rpggo::{Recording, Status};

/// Loads the bytes as a recording.
///
/// # Panics
/// Where something is loaded that is no recording, or refused without a reason.
pub fn run(bytes: &[u8]) {
    match Recording::parse(bytes) {
        Ok(recording) => check(&recording, bytes),
        Err(error) => {
            assert_eq!(error.status(), Status::InvalidArgument);
            let why = error.message();
            assert!(why.starts_with("line "), "{why}");
            // The service's bytes are shown, but not all of them.
            assert!(why.len() < 4 * bytes.len() + 2000, "{}", why.len());
        }
    }
}

fn check(recording: &Recording, bytes: &[u8]) {
    assert!(!recording.runs().is_empty());
    let (mut line, mut run) = (0, 0);
    for request in recording.requests() {
        assert!(request.line > line && request.run >= run);
        (line, run) = (request.line, request.run);
        assert!(run < recording.runs().len());
        assert!(request.chat().is_some() != request.session().is_some());
        assert!(!request.operation().is_empty());
        assert!(request.steps.is_sorted_by_key(|step| step.at));
        let is_last = |step: &Step| matches!(step, Step::Finished(_));
        let finished = request.steps.iter().filter(|step| is_last(&step.what));
        let is_finished = usize::from(request.finished().is_some());
        assert_eq!(finished.count(), is_finished);
    }
    let size: usize = recording.requests().iter().map(length).sum();
    assert!(size <= bytes.len(), "{size} of {}", bytes.len());

    // The other line ends are no difference.
    let returned: Vec<u8> = bytes
        .split_inclusive(|byte| *byte == b'\n')
        .flat_map(|line| [line.strip_suffix(b"\n").unwrap_or(line), b"\r\n"].concat())
        .collect();
    assert_eq!(Recording::parse(&returned).as_ref(), Ok(recording));

    // A file that was cut is refused, and without its last line it is the recording up to there.
    let cut = &bytes[..bytes.len() - 1];
    assert!(Recording::parse(cut).is_err());
    let Some(end) = cut.iter().rposition(|byte| *byte == b'\n') else {
        return;
    };
    let shorter = Recording::parse(&bytes[..=end]).expect("it was read before");
    let count = shorter.requests().len();
    assert!(recording.requests().len() - count <= 1);
    for (before, after) in shorter.requests().iter().zip(recording.requests()) {
        assert!(after.steps.starts_with(&before.steps));
    }
}

/// How many bytes of answers a request has.
fn length(request: &RecordedRequest) -> usize {
    let chunk = |step: &Step| match step {
        Step::Chunk(bytes) => bytes.len(),
        _ => 0,
    };
    request.steps.iter().map(|step| chunk(&step.what)).sum()
}
