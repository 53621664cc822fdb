//! Bytes of a file over HTTP, with progress, cancel, and a bound on their number.

use std::io::Read as _;

use flate2::read::GzDecoder;
use js_sys::{Reflect, Uint8Array};
use protocol::{Download, Failure, FailureKind};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Headers, ReadableStream, ReadableStreamDefaultReader, Request, RequestCredentials, RequestInit, Response,
};

use crate::{cancel::Cancellation, scope};

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Fetches a file of at most `most` bytes and, if it is a gzip file, unpacks it. `progress` gets bytes received and, where known, the total.
///
/// # Errors
/// [`FailureKind::Unreachable`], [`FailureKind::Forbidden`], [`FailureKind::NotServed`], [`FailureKind::Cancelled`], or
/// [`FailureKind::DigestMismatch`] for a gzip file that does not unpack or a file that is larger.
pub(crate) async fn fetch(
    what: &Download,
    most: usize,
    cancellation: &Cancellation,
    progress: impl Fn(u64, Option<u64>),
) -> Result<Vec<u8>, Failure> {
    let request = request(what, cancellation).map_err(|error| {
        let message = format!("{} is not an address that can be fetched: {}", what.url, words(&error));
        Failure::new(FailureKind::Unreachable, &what.url, message)
    })?;
    let response = JsFuture::from(scope::global().fetch_with_request(&request)).await;
    cancellation.check()?;
    let response: Response =
        response.and_then(JsValue::dyn_into).map_err(|error| unreachable(what, &error))?;
    check_status(what, &response)?;
    let total = total(what, &response);
    progress(0, total);
    let body = response.body().ok_or_else(|| broken(what, "the answer has no body"))?;
    let bytes = drain(&body, most, |received| progress(received, total)).await;
    cancellation.check()?;
    let bytes = bytes.map_err(|error| interrupted(what, &error))?;
    let bytes = bytes.ok_or_else(|| broken(what, &format!("it is larger than {most} bytes")))?;
    // Some servers unpack on the way by themselves: the bytes tell, not the name.
    if what.gzip && bytes.starts_with(&GZIP_MAGIC) {
        return unpack(&bytes, most, what.size)
            .map_err(|problem| broken(what, &format!("its gzip data is damaged ({problem})")));
    }
    Ok(bytes)
}

fn request(what: &Download, cancellation: &Cancellation) -> Result<Request, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &what.headers {
        headers.append(name, value)?;
    }
    let init = RequestInit::new();
    init.set_headers(&headers);
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(&cancellation.signal()));
    Request::new_with_str_and_init(&what.url, &init)
}

fn check_status(what: &Download, response: &Response) -> Result<(), Failure> {
    let status = response.status();
    if response.ok() {
        return Ok(());
    }
    let (kind, advice) = match status {
        401 | 403 => (FailureKind::Forbidden, "check the credentials in the settings and what they may read"),
        _ => (FailureKind::NotServed, "check that the file is still in the server's artifact store"),
    };
    let message = format!("{} was answered with status {status}: {advice}.", what.url);
    Err(Failure::new(kind, &what.url, message))
}

fn total(what: &Download, response: &Response) -> Option<u64> {
    let header = response.headers().get("content-length").ok().flatten();
    // A transfer encoding makes the header count other bytes than the ones that arrive here.
    let encoded = response.headers().get("content-encoding").ok().flatten().is_some();
    let stated = header.filter(|_| !encoded).and_then(|length| length.parse().ok());
    stated.or(if what.gzip { None } else { what.size })
}

/// `size`: what it should become; a file that unpacks to more is given up.
fn unpack(bytes: &[u8], most: usize, size: Option<u64>) -> Result<Vec<u8>, String> {
    let most = size.map_or(most as u64, |size| size.min(most as u64));
    let mut unpacked = Vec::new();
    let mut reader = GzDecoder::new(bytes).take(most + 1);
    reader.read_to_end(&mut unpacked).map_err(|error| error.to_string())?;
    if unpacked.len() as u64 > most {
        return Err(format!("it unpacks to more than {most} bytes"));
    }
    Ok(unpacked)
}

/// All bytes of a stream; `None` if there are more than `most`.
async fn drain(
    stream: &ReadableStream,
    most: usize,
    progress: impl Fn(u64),
) -> Result<Option<Vec<u8>>, JsValue> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().dyn_into()?;
    let mut bytes = Vec::new();
    loop {
        let part = JsFuture::from(reader.read()).await?;
        if Reflect::get(&part, &"done".into())?.is_truthy() {
            return Ok(Some(bytes));
        }
        let chunk: Uint8Array = Reflect::get(&part, &"value".into())?.dyn_into()?;
        let start = bytes.len();
        let end = start + chunk.length() as usize;
        if end > most {
            // The stream is of no further use; whether it could be told so changes nothing.
            let _ = reader.cancel();
            return Ok(None);
        }
        bytes.resize(end, 0);
        if let Some(free) = bytes.get_mut(start..) {
            chunk.copy_to(free);
        }
        progress(end as u64);
    }
}

fn unreachable(what: &Download, error: &JsValue) -> Failure {
    let message = format!(
        "{} gave no answer ({}): the server is down, does not allow this page's origin (CORS), or the browser was not \
         permitted to reach it.",
        what.url,
        words(error)
    );
    Failure::new(FailureKind::Unreachable, &what.url, message)
}

fn interrupted(what: &Download, error: &JsValue) -> Failure {
    let message = format!("The download of {} broke off ({}): try again.", what.url, words(error));
    Failure::new(FailureKind::Unreachable, &what.url, message)
}

fn broken(what: &Download, problem: &str) -> Failure {
    let message = format!("{} cannot be used: {problem}. Publish the file again.", what.url);
    Failure::new(FailureKind::DigestMismatch, &what.url, message)
}

fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "no reason given".to_owned())
}
