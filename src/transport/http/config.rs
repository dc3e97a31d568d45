//! What the options mean for HTTP; what is refused before anything is sent.

use std::net::IpAddr;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Proxy;
use url::Url;
use zeroize::Zeroizing;

use crate::options::Options;
use crate::status::Error;

/// Where requests go, once that is known to be safe.
pub(super) fn base_url(options: &Options) -> Result<Url, Error> {
    let text = match options.base_url.as_deref().filter(|text| !text.is_empty()) {
        Some(text) => text,
        None => options.service.info().default_base_url.ok_or_else(|| {
            Error::invalid(format!(
                "base_url is missing: {} has no public address, set it in the options",
                options.service.info().name
            ))
        })?,
    };
    let refuse = |why: &str| Err(Error::invalid(format!("base_url {why}")));
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return refuse("contains white space or control characters: remove them");
    }
    if !text.contains("://") {
        return refuse(&without_scheme(text));
    }
    let Ok(mut url) = Url::parse(text) else {
        // The tables for names in other scripts would be a hundred kilobytes of every game.
        return refuse(if text.is_ascii() {
            "is not a URL: write it like https://api.example.com"
        } else {
            "is not a URL: write a host in other letters than a to z as xn--…"
        });
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("contains a user or password: set api_key instead");
    }
    if url.query().is_some() {
        return refuse("contains a '?': end it before, and set query to what follows");
    }
    if url.fragment().is_some() {
        return refuse("contains a '#': end it before");
    }
    if let Some(chat_path) = options.service.info().chat_path {
        let path = url.path().trim_end_matches('/');
        if let Some(base) = path.strip_suffix(chat_path).map(str::to_owned) {
            url.set_path(&base);
        }
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if options.allow_http || is_loopback(&url) => Ok(url),
        "http" => refuse(
            "uses http, which anyone on the network can read: use https (http is for this machine \
             only, or set allow_http (RPGGO_CLIENT_ALLOW_HTTP) in a trusted network)",
        ),
        scheme => refuse(&format!("uses {scheme}: only https is supported")),
    }
}

/// What to write instead of a URL without a scheme. A password in it is not repeated.
fn without_scheme(text: &str) -> String {
    const HERE: [&str; 3] = ["localhost", "127.", "[::1]"];
    let is_here = HERE.iter().any(|it| text.starts_with(it));
    let scheme = if is_here { "http" } else { "https" };
    match text.contains(['@', '?']) {
        true => "is not a URL: write it like https://api.example.com".to_owned(),
        false => format!("is not a URL: write {scheme}://{text}"),
    }
}

/// What is added to every URL.
pub(super) fn query(options: &Options) -> Result<Option<String>, Error> {
    let text = options.query.as_deref().unwrap_or_default();
    let text = text.strip_prefix('?').unwrap_or(text);
    // It may hold a key: it is not repeated.
    if text.contains(|c: char| c.is_control() || c.is_whitespace() || c == '#') {
        return Err(Error::invalid(
            "query is wrong: write it like name=value&name=value, and everything else than letters and \
             digits in a value as %XX",
        ));
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Headers that say how a request is cut out of its connection: they are the library's own.
const FRAMING: [&str; 8] = [
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// The headers that the game adds.
pub(super) fn extra_headers(options: &Options) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    let lines = options.extra_headers.as_deref().unwrap_or_default().lines();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        // The value may be a key: it is not repeated.
        let wrong =
            || Error::invalid("extra_headers is wrong: write one header per line, \"Name: value\"");
        let (name, value) = line.split_once(':').ok_or_else(wrong)?;
        let name = HeaderName::try_from(name.trim()).map_err(|_| wrong())?;
        if FRAMING.contains(&name.as_str()) {
            return Err(Error::invalid(format!(
                "extra_headers has {name}, which the library sets itself: remove it"
            )));
        }
        let value = secret_header(value.trim().to_owned()).ok_or_else(wrong)?;
        headers.append(name, value);
    }
    Ok(headers)
}

/// A header value that may be a secret: shared by all requests, and wiped after the last of them.
/// `None` where it cannot be sent.
pub(super) fn secret_header(value: String) -> Option<HeaderValue> {
    let value = Bytes::from_owner(Zeroizing::new(value.into_bytes()));
    let mut value = HeaderValue::from_maybe_shared(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The proxy for all requests.
pub(super) fn proxy(options: &Options) -> Result<Option<Proxy>, Error> {
    let Some(text) = options.proxy_url.as_deref().filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    // The text may hold a password: it is not repeated.
    let refuse =
        || Error::invalid("proxy_url is not a proxy: write it like http://proxy.example.com:8080");
    let url = Url::parse(text).map_err(|_| refuse())?;
    if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") || !url.has_host() {
        return Err(refuse());
    }
    Proxy::all(url).map(Some).map_err(|_| refuse())
}

/// True where the host is this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost",
    }
}
