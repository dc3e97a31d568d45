//! The file of a recording: only one client writes to it at a time.

use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

use super::Recording;
use crate::options::Service;

/// Opens the file for one client, to append to what an earlier one wrote.
pub(super) fn open(path: &Path, service: Service) -> io::Result<(File, u64)> {
    if path.metadata().is_ok_and(|it| !it.is_file()) {
        return Err(io::Error::other("not a regular file"));
    }
    let mut options = OpenOptions::new();
    // Not for appending: on Windows such a file cannot be cut.
    options.create(true).truncate(false).read(true).write(true);
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        const FILE_SHARE_READ: u32 = 1;
        options.share_mode(FILE_SHARE_READ);
    }
    let mut file = options.open(path)?;
    // Windows' locks would keep readers out, too.
    #[cfg(not(windows))]
    if let Err(std::fs::TryLockError::WouldBlock) = file.try_lock() {
        return Err(io::Error::other(
            "another client writes to this file: use one file for each client",
        ));
    }
    let bytes = file.metadata()?.len();
    let whole = end_of_last_line(&mut file, bytes)?;
    if bytes > 0 {
        check_begin(&mut file, service, whole == 0)?;
    }
    if whole < bytes {
        // The machine stopped in the middle of a line.
        file.set_len(whole)?;
    }
    file.seek(SeekFrom::Start(whole))?;
    Ok((file, whole))
}

/// Refuses a file that is something else. Of one whose first line `is_cut`, only the beginning of
/// that is looked at.
fn check_begin(file: &mut File, service: Service, is_cut: bool) -> io::Result<()> {
    const LONGEST_FIRST_LINE: u64 = 64 << 10;
    const BEGIN: &[u8] = br#"{"type":"recording","#;
    let mut first = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    BufReader::new(file)
        .take(LONGEST_FIRST_LINE)
        .read_until(b'\n', &mut first)?;
    if is_cut && (first.starts_with(BEGIN) || BEGIN.starts_with(&first)) {
        return Ok(());
    }
    let written = match Recording::parse(&first) {
        Ok(recording) => recording.service(),
        Err(_) => {
            return Err(io::Error::other(
                "the file exists and is not a recording: choose another name",
            ));
        }
    };
    if written != service {
        return Err(io::Error::other(format!(
            "it is a recording of {}: use another file for {}",
            written.info().name,
            service.info().name
        )));
    }
    Ok(())
}

/// Where the last whole line ends.
fn end_of_last_line(file: &mut File, bytes: u64) -> io::Result<u64> {
    const STEP: u64 = 64 << 10;
    let mut end = bytes;
    while end > 0 {
        let start = end.saturating_sub(STEP);
        let mut part = vec![0; (end - start) as usize];
        file.seek(SeekFrom::Start(start))?;
        file.read_exact(&mut part)?;
        if let Some(last) = memchr::memrchr(b'\n', &part) {
            return Ok(start + last as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}
