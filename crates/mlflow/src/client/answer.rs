//! From a response to the JSON of a success or the error that it is.

use serde_json::Value;

use crate::error::{ErrorKind, Gate};
use crate::request::Response;
use crate::transport::Location;

/// The most characters of a server's own words that are repeated.
const MAX_WORDS: usize = 300;

/// The JSON object of a successful answer, without its null members.
pub(super) fn json(response: &Response, location: &Location) -> Result<Value, ErrorKind> {
    check(response, location)?;
    match serde_json::from_slice::<Value>(&response.body) {
        Ok(mut value @ Value::Object(_)) => {
            drop_nulls(&mut value);
            Ok(value)
        }
        Ok(_) => Err(ErrorKind::InvalidAnswer { reason: "it is not a JSON object".to_owned() }),
        Err(_) if is_html(response) => Err(ErrorKind::NotMlflow { status: response.status }),
        Err(error) => Err(ErrorKind::InvalidAnswer { reason: error.to_string() }),
    }
}

/// Whether an answer carries an artifact's bytes. A web page is none unless one was asked for: it is a proxy's log-in, say.
pub(super) fn artifact(response: &Response, location: &Location, is_page: bool) -> Result<(), ErrorKind> {
    // MLflow 2 and 3 before 3.10 answer a missing file with their page for status 500.
    if response.status == 500 && is_html(response) {
        return Err(ErrorKind::NotFound { message: "the server failed to send it".to_owned() });
    }
    check(response, location)?;
    if response.content_type.starts_with("text/html") && !is_page {
        return Err(ErrorKind::NotMlflow { status: response.status });
    }
    Ok(())
}

/// The kind of error that a status stands for; none for 2xx.
pub(super) fn check(response: &Response, location: &Location) -> Result<(), ErrorKind> {
    let status = response.status;
    if (200..300).contains(&status) {
        return Ok(());
    }
    let body: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    let text = |name: &str| shortened(body.get(name).and_then(Value::as_str).unwrap_or_default());
    let code = text("error_code");
    let message = [text("message"), text("detail")].into_iter().find(|m| !m.is_empty()).unwrap_or_default();
    Err(match (status, code.as_str()) {
        (401, _) => ErrorKind::Unauthorized,
        (403, _) => ErrorKind::Forbidden { by: gate(response), page_origin: location.page_origin.clone() },
        (_, "RESOURCE_DOES_NOT_EXIST") => ErrorKind::NotFound { message },
        (404 | 405, "") if message.is_empty() => ErrorKind::NotMlflow { status },
        (404, _) => ErrorKind::NotFound { message },
        (300..=399, _) => ErrorKind::NotMlflow { status },
        _ if message.is_empty() && !is_html(response) => {
            let words = shortened(String::from_utf8_lossy(&response.body).trim());
            ErrorKind::Refused { status, code, message: words }
        }
        _ => ErrorKind::Refused { status, code, message },
    })
}

fn gate(response: &Response) -> Gate {
    let text = String::from_utf8_lossy(&response.body);
    if text.contains("Cross-origin request blocked") {
        Gate::Origin
    } else if text.contains("Invalid Host header") {
        Gate::Host
    } else {
        Gate::Permission
    }
}

pub(super) fn is_html(response: &Response) -> bool {
    let start: Vec<u8> = response.body.iter().copied().skip_while(u8::is_ascii_whitespace).take(9).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with(b"<!doctype") || start.starts_with(b"<html")
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}
