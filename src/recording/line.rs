//! One line of a recording, read.

use std::borrow::Cow;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Deserialize;

use super::format::{EndReason, Line, Sent, VERSION};
use super::{SentRequest, Step};
use crate::status::Status;
use crate::wire::excerpt;

pub(super) const FOREIGN: &str = "this is not a recording of rpggo: record one with record_path";

/// A line after the first one.
pub(super) fn later(line: &[u8]) -> Result<Line<'_>, String> {
    let text = std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned())?;
    serde_json::from_str(text).map_err(|error| not_a_line(text, &error))
}

/// What a line says of a request: when, of which, and what happened.
pub(super) fn step(line: Line<'_>) -> Result<(u64, u64, Step), String> {
    Ok(match line {
        Line::Response {
            at_us,
            request,
            http_status,
            headers,
        } => {
            if !(100..=999).contains(&http_status) {
                return Err(format!("{http_status} is not an HTTP status"));
            }
            let headers = headers.into_iter().collect();
            let response = Step::Response {
                http_status,
                headers,
            };
            (at_us, request, response)
        }
        Line::Chunk {
            at_us,
            request,
            text,
            base64,
        } => (at_us, request, Step::Chunk(chunk(text, base64)?)),
        Line::End {
            at_us,
            request,
            reason,
            status,
            detail,
        } => (at_us, request, end(reason, status, detail)?),
        Line::Retrying {
            at_us,
            request,
            delay_ms,
        } => {
            let delay = Duration::from_millis(delay_ms);
            (at_us, request, Step::Retrying { delay })
        }
        Line::Finished {
            at_us,
            request,
            status,
        } => (at_us, request, Step::Finished(known(&status)?)),
        _ => return Err("this line cannot come next".into()),
    })
}

/// Of the first line of a client, what all versions have.
#[derive(Deserialize)]
struct Head {
    r#type: String,
    version: u32,
}

/// Says what is wrong with a line; another version has other members.
fn not_a_line(text: &str, error: &serde_json::Error) -> String {
    if let Ok(head) = serde_json::from_str::<Head>(text)
        && let Err(why) = check_version(head.version)
    {
        return why;
    }
    let begin: String = text.chars().take(60).collect();
    format!("{error}: was it edited? (it begins {})", excerpt(&begin))
}

/// The first line says whether the rest can be read.
pub(super) fn first(line: &[u8]) -> Result<Line<'_>, String> {
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|_| FOREIGN.to_owned())?;
    let head: Head = serde_json::from_str(text).map_err(|_| FOREIGN.to_owned())?;
    if head.r#type != "recording" {
        return Err(FOREIGN.into());
    }
    serde_json::from_str(text).map_err(|error| not_a_line(text, &error))
}

pub(super) fn check_version(version: u32) -> Result<(), String> {
    if version != VERSION {
        return Err(format!(
            "this recording has version {version}, and this library reads version {VERSION}: use \
             the library that wrote it, or a newer one"
        ));
    }
    Ok(())
}

fn chunk(text: Option<Cow<'_, str>>, base64: Option<Cow<'_, str>>) -> Result<Bytes, String> {
    match (text, base64) {
        (Some(text), None) => Ok(Bytes::from(text.into_owned())),
        (None, Some(coded)) => STANDARD
            .decode(coded.as_bytes())
            .map(Bytes::from)
            .map_err(|error| format!("its base64 cannot be read: {error}")),
        _ => Err("a chunk has either text or base64".into()),
    }
}

/// How a response ended.
fn end(
    reason: EndReason,
    status: Option<Cow<'_, str>>,
    detail: Option<Cow<'_, str>>,
) -> Result<Step, String> {
    let named = status.map(|name| known(&name)).transpose()?;
    let detail = detail.unwrap_or_default().into_owned();
    match (reason, named) {
        (EndReason::Complete, _) => Ok(Step::Complete),
        (EndReason::Stopped, _) => Ok(Step::Stopped),
        (EndReason::Closed, Some(status)) => Ok(Step::Closed { status, detail }),
        (EndReason::Failed, Some(status)) => Ok(Step::Failed { status, detail }),
        (_, None) => Err("the status is missing".into()),
    }
}

fn known(status: &str) -> Result<Status, String> {
    Status::from_name(status).ok_or_else(|| format!("{status:?} is not a status"))
}

pub(super) fn sent_request(sent: Sent<'_>) -> SentRequest {
    let path = if sent.query.is_empty() {
        sent.path.into_owned()
    } else {
        format!("{}?{}", sent.path, sent.query)
    };
    SentRequest {
        method: sent.method.into_owned(),
        path,
        body: sent.body,
    }
}
