//! One `fetch`, given up when its future is dropped or the server keeps silent, its answer read up to a limit.

use gloo_net::http::{Method as HttpMethod, RequestBuilder};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStream, ReadableStreamDefaultReader, RequestCache, RequestCredentials,
};

use super::patience::{LIMIT_SECONDS, Patience};
use crate::request::{Method, Response};
use crate::transport::TransportError;

pub(super) struct Exchange<'a> {
    pub(super) method: Method,
    pub(super) url: &'a str,
    pub(super) headers: &'a [(String, String)],
    pub(super) body: Option<String>,
    pub(super) cache: RequestCache,
    pub(super) max_bytes: u64,
    /// More bytes than that are left unread rather than being an error.
    pub(super) head: bool,
}

impl Exchange<'_> {
    pub(super) async fn run(self) -> Result<Response, TransportError> {
        let abort = Abort(AbortController::new().map_err(|error| lost(&error))?);
        let patience = Patience::with(abort.0.clone());
        let result = self.answer(&abort, &patience).await;
        if patience.is_over() { Err(TransportError::Silent { seconds: LIMIT_SECONDS }) } else { result }
    }

    async fn answer(self, abort: &Abort, patience: &Patience) -> Result<Response, TransportError> {
        // Credentials are sent by hand only: a stored log-in, or the browser's own box for it, would get in the way.
        let mut builder = RequestBuilder::new(self.url)
            .method(method(self.method))
            .credentials(RequestCredentials::Omit)
            .cache(self.cache)
            .abort_signal(Some(&abort.0.signal()));
        for (name, value) in self.headers {
            builder = builder.header(name, value);
        }
        let request = match self.body {
            Some(body) => builder.header("Content-Type", "application/json").body(body),
            None => builder.build(),
        };
        let response = request.map_err(failed)?.send().await.map_err(failed)?;
        patience.heard();
        let content_type = response.headers().get("content-type").unwrap_or_default();
        let body = match response.body() {
            Some(stream) => read(&stream, self.max_bytes, self.head, patience).await?,
            None => Vec::new(),
        };
        Ok(Response { status: response.status(), content_type, body })
    }
}

/// Ends the request when it goes out of scope; after the answer was read this does nothing.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn read(
    stream: &ReadableStream,
    max_bytes: u64,
    head: bool,
    patience: &Patience,
) -> Result<Vec<u8>, TransportError> {
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let step = JsFuture::from(reader.read()).await.map_err(|error| lost(&error))?;
        patience.heard();
        let field = |name: &str| Reflect::get(&step, &JsValue::from_str(name)).map_err(|error| lost(&error));
        if field("done")?.is_truthy() {
            return Ok(bytes);
        }
        let chunk = Uint8Array::new(&field("value")?);
        let start = bytes.len();
        let end = start + chunk.length() as usize;
        let is_over = end as u64 > max_bytes;
        if is_over && !head {
            return Err(TransportError::TooLarge { limit: max_bytes });
        }
        bytes.resize(end, 0);
        chunk.copy_to(&mut bytes[start..]);
        if is_over {
            bytes.truncate(usize::try_from(max_bytes).unwrap_or(usize::MAX));
            return Ok(bytes);
        }
    }
}

fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::GET,
        Method::Post => HttpMethod::POST,
        Method::Patch => HttpMethod::PATCH,
        Method::Delete => HttpMethod::DELETE,
    }
}

fn failed(error: gloo_net::Error) -> TransportError {
    match error {
        gloo_net::Error::JsError(error) if error.name == "AbortError" => TransportError::Cancelled,
        other => TransportError::Unreachable(other.to_string()),
    }
}

fn lost(error: &JsValue) -> TransportError {
    match error.dyn_ref::<js_sys::Error>().map(|error| (error.name(), error.message())) {
        Some((name, _)) if name == "AbortError" => TransportError::Cancelled,
        Some((_, message)) => TransportError::Unreachable(message.into()),
        None => TransportError::Unreachable("the connection broke".to_owned()),
    }
}
