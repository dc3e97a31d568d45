//! Writes a recording, a line at a time, on the library's thread.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, RETRY_AFTER};
use serde_json::Value;

use super::file;
use super::format::{EndReason, Line, RecordedCall, Sent, VERSION};
use super::read::{LARGEST_FILE, LONGEST_LINE};
use crate::failure::Failure;
use crate::lock::lock;
use crate::options::Service;
use crate::redact::Redactor;
use crate::runtime::time::{self, Instant, SystemTime};
use crate::service::HttpCall;
use crate::status::{Error, Status};
use crate::wire::json;
use crate::wire::retry_after;

/// What the line needs that says that the recording ends.
const LAST_LINE: u64 = 128;

/// Writes the requests of one client and their responses into a file.
pub(crate) struct Recorder {
    file: Mutex<Output>,
    began: Instant,
    redactor: Redactor,
    limit: u64,
}

struct Output {
    file: File,
    bytes: u64,
    is_over: bool,
    /// A request has said so in the log.
    is_reported: bool,
}

/// One request's part of a recording.
pub(crate) struct Track {
    recorder: Arc<Recorder>,
    request: u64,
    /// The end of the last chunk, which may be the beginning of a secret.
    held: Vec<u8>,
    /// A response is awaited or read.
    is_open: bool,
    warning: Option<String>,
}

impl Recorder {
    /// Opens the file, or goes on where it ends.
    pub(crate) fn open(
        path: &Path,
        limit: u64,
        service: Service,
        base_url: &str,
        redactor: Redactor,
    ) -> Result<Recorder, Error> {
        let refuse = |why: String| Error::invalid(format!("record_path {}: {why}", path.display()));
        let (file, bytes) = file::open(path, service).map_err(|error| refuse(error.to_string()))?;
        let recorder = Recorder {
            file: Mutex::new(Output {
                file,
                bytes,
                is_over: false,
                is_reported: false,
            }),
            began: Instant::now(),
            redactor,
            limit: limit.min(LARGEST_FILE),
        };
        let first = Line::Recording {
            version: VERSION,
            library: concat!("rpggo ", env!("CARGO_PKG_VERSION")).into(),
            service: service.word().into(),
            base_url: recorder
                .redactor
                .redact_recorded(base_url.to_owned())
                .into(),
            started_unix_ms: time::unix_ms(),
        };
        // Not closed for want of room: the lines of an earlier client have their end already.
        let room = bytes + line_bytes(&first).len() as u64 + LAST_LINE;
        if room > recorder.limit {
            lock(&recorder.file).is_over = true;
            return Ok(recorder);
        }
        match recorder.write(&first) {
            Err(error) => Err(refuse(format!("cannot be written: {error}"))),
            Ok(_) => Ok(recorder),
        }
    }

    /// Begins to record a request.
    pub(crate) fn track(
        self: &Arc<Self>,
        request: u64,
        call: &RecordedCall,
        sent: Option<&HttpCall>,
    ) -> Track {
        let mut track = Track {
            recorder: Arc::clone(self),
            request,
            held: Vec::new(),
            is_open: false,
            warning: None,
        };
        if lock(&self.file).is_over {
            return track;
        }
        let redacted = |text: &str| self.redactor.redact_recorded(text.to_owned()).into();
        let sent = sent.map(|sent| Sent {
            method: sent.method.as_str().into(),
            path: redacted(&sent.path),
            query: redacted(&sent.query),
            body: self.redact_value(body(&sent.body)),
        });
        let fields = call.fields().into_iter();
        track.put(&Line::Request {
            at_us: self.at_us(),
            request,
            operation: call.name().into(),
            asked: fields
                .map(|(name, value)| (name, self.redact_value(value)))
                .collect(),
            sent,
        });
        track
    }

    fn at_us(&self) -> u64 {
        self.began.elapsed().as_micros() as u64
    }

    /// The value without the secrets, in texts, names and numbers.
    fn redact_value(&self, value: Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.redactor.redact_recorded(text)),
            Value::Array(items) => {
                let items = items.into_iter().map(|item| self.redact_value(item));
                Value::Array(items.collect())
            }
            Value::Object(members) => {
                let members = members.into_iter();
                let clean = members.map(|(name, member)| {
                    (
                        self.redactor.redact_recorded(name),
                        self.redact_value(member),
                    )
                });
                Value::Object(clean.collect())
            }
            Value::Number(number) => {
                let written = number.to_string();
                let clean = self.redactor.redact_recorded(written.clone());
                if clean == written {
                    Value::Number(number)
                } else {
                    Value::String(clean)
                }
            }
            other => other,
        }
    }

    /// Writes a line whole or not at all. False, once, when the recording has ended.
    fn write(&self, line: &Line<'_>) -> io::Result<bool> {
        fail_point!("record");
        let bytes = line_bytes(line);
        let mut output = lock(&self.file);
        let room = output.bytes + bytes.len() as u64 + LAST_LINE;
        if room > self.limit || bytes.len() > LONGEST_LINE {
            self.close(&mut output, "size_limit");
        }
        if output.is_over {
            return Ok(std::mem::replace(&mut output.is_reported, true));
        }
        let written = output.append(&bytes);
        if written.is_err() {
            self.close(&mut output, "write_failed");
            output.is_reported = true;
        }
        written.map(|()| true)
    }

    /// Says that the recording ends, and why.
    fn close(&self, output: &mut Output, reason: &str) {
        if std::mem::replace(&mut output.is_over, true) {
            return;
        }
        let last = Line::EndOfRecording {
            at_us: self.at_us(),
            reason: reason.into(),
        };
        // Where even this cannot be written, the lines before are whole all the same.
        let _ = output.append(&line_bytes(&last));
    }
}

impl Output {
    /// One call of the system, so that a program that dies leaves whole lines.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let written = self.file.write_all(bytes);
        if written.is_ok() {
            self.bytes += bytes.len() as u64;
        } else {
            // Half a line would spoil the others.
            let _ = self.file.set_len(self.bytes);
            let _ = self.file.seek(SeekFrom::Start(self.bytes));
        }
        written
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let mut output = lock(&self.file);
        self.close(&mut output, "client_freed");
    }
}

impl Track {
    /// The request is sent.
    pub(crate) fn sent(&mut self) {
        self.is_open = true;
    }

    /// The head of the response came.
    pub(crate) fn head(&mut self, http_status: u16, headers: &HeaderMap) {
        let headers = self.recorded_headers(http_status, headers);
        self.put(&Line::Response {
            at_us: self.recorder.at_us(),
            request: self.request,
            http_status,
            headers,
        });
    }

    /// Bytes of the response came.
    pub(crate) fn chunk(&mut self, bytes: &[u8]) {
        self.held.extend_from_slice(bytes);
        self.keep(false);
    }

    /// The response ended; `failure` says why, where it ended badly.
    pub(crate) fn end(&mut self, reason: EndReason, failure: Option<&Failure>) {
        self.keep(true);
        self.is_open = false;
        let detail = failure.map(|failure| {
            let clean = self
                .recorder
                .redactor
                .redact_message(failure.message.clone());
            clean.into()
        });
        self.put(&Line::End {
            at_us: self.recorder.at_us(),
            request: self.request,
            reason,
            status: failure.map(|failure| failure.status.name().into()),
            detail,
        });
    }

    /// The client reads no further, if it still does: because of `timeout`, or because it has what
    /// it needs.
    pub(crate) fn stop(&mut self, timeout: Option<&Failure>) {
        if self.is_open {
            let reason = match timeout {
                Some(_) => EndReason::Failed,
                None => EndReason::Stopped,
            };
            self.end(reason, timeout);
        }
    }

    /// Why the recording ends with this request; once.
    pub(crate) fn take_warning(&mut self) -> Option<String> {
        self.warning.take()
    }

    pub(crate) fn retrying(&mut self, delay_ms: u64) {
        self.put(&Line::Retrying {
            at_us: self.recorder.at_us(),
            request: self.request,
            delay_ms,
        });
    }

    pub(crate) fn finished(&mut self, status: Status) {
        self.keep(true);
        self.put(&Line::Finished {
            at_us: self.recorder.at_us(),
            request: self.request,
            status: status.name().into(),
        });
    }

    fn keep(&mut self, is_last: bool) {
        if lock(&self.recorder.file).is_over {
            self.held.clear();
        }
        let redactor = &self.recorder.redactor;
        let mut clean = redactor.redact_stream(&mut self.held, is_last);
        if !is_last {
            // A character whose end is yet to come waits for it: so the recording stays readable.
            let whole = whole_characters(&clean);
            self.held.splice(..0, clean.drain(whole..));
        }
        if clean.is_empty() {
            return;
        }
        let (text, base64) = match std::str::from_utf8(&clean) {
            Ok(text) => (Some(text.into()), None),
            Err(_) => (None, Some(STANDARD.encode(&clean).into())),
        };
        self.put(&Line::Chunk {
            at_us: self.recorder.at_us(),
            request: self.request,
            text,
            base64,
        });
    }

    /// The headers that say how to read what follows. Others may hold secrets of their own.
    fn recorded_headers(&self, http_status: u16, headers: &HeaderMap) -> BTreeMap<String, String> {
        let mut kept = BTreeMap::new();
        for name in [CONTENT_TYPE, CONTENT_LENGTH, LOCATION] {
            if let Some(Ok(value)) = headers.get(&name).map(|value| value.to_str()) {
                // After a '?' or a '#' there may be anything.
                let value = value
                    .split(['?', '#'])
                    .next()
                    .unwrap_or_default()
                    .to_owned();
                let value = self.recorder.redactor.redact_recorded(value);
                kept.insert(name.to_string(), value);
            }
        }
        // A date would be another wait in every replay.
        if let Some(wait) = retry_after::in_headers(http_status, headers, SystemTime::now()) {
            kept.insert(RETRY_AFTER.to_string(), wait.as_secs_f64().to_string());
        }
        kept
    }

    fn put(&mut self, line: &Line<'_>) {
        let why = match self.recorder.write(line) {
            Ok(true) => return,
            Ok(false) => "it has reached max_recording_bytes".to_owned(),
            Err(error) => format!("it cannot be written ({error})"),
        };
        self.warning = Some(format!("the recording ends here: {why}"));
    }
}

/// How many of the bytes are not the beginning of a character that is cut at their end.
fn whole_characters(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => bytes.len(),
    }
}

/// The body as JSON; one that is nested deeper than lines can be read, as text.
fn body(bytes: &[u8]) -> Value {
    const DEEPEST: usize = 100;
    let text = String::from_utf8_lossy(bytes);
    match serde_json::from_str(&text) {
        Ok(value) if !json::is_deeper(&text, DEEPEST) => value,
        _ => Value::String(text.into_owned()),
    }
}

fn line_bytes(line: &Line<'_>) -> Vec<u8> {
    // Texts, numbers and maps of texts cannot fail.
    let mut bytes = serde_json::to_vec(line).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
