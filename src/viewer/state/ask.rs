//! The browser asks what an examination wants to know.

use doctor::{Answer, Fetch, Mode, Outcome, PATIENCE, Permission, Question, Redirects};
use futures::future::{Either, select};
use js_sys::{Function, Object, Promise, Reflect};
use mlflow::{Credentials, Method};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, HtmlImageElement, RequestCache, RequestCredentials, RequestInit, RequestMode,
    RequestRedirect, Response, ResponseType,
};

use crate::browser;

/// The most of an answer's text that is looked at, in characters.
const MOST_TEXT: usize = 4_000;

/// Asks one question; dropping the future gives a request up.
pub(crate) async fn ask(question: Question, credentials: Option<Credentials>) -> Outcome {
    let patience = i32::try_from(PATIENCE).unwrap_or(i32::MAX);
    let asked = async move {
        match question {
            Question::Permission(names) => Outcome::Permission(permission(names).await),
            Question::Picture(url) => Outcome::Picture(picture(&url).await),
            Question::Fetch(fetch) => send(&fetch, credentials.as_ref()).await.unwrap_or(Outcome::Lost),
        }
    };
    match select(Box::pin(asked), Box::pin(browser::sleep(patience))).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Outcome::Late,
    }
}

/// Ends the request when it goes out of scope; after the answer was read this does nothing.
struct Abort(AbortController);

impl Drop for Abort {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn send(fetch: &Fetch, credentials: Option<&Credentials>) -> Result<Outcome, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let abort = Abort(AbortController::new()?);
    let options = RequestInit::new();
    options.set_method(match fetch.method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    });
    options.set_mode(match fetch.mode {
        Mode::Blind => RequestMode::NoCors,
        Mode::Reading => RequestMode::Cors,
    });
    options.set_redirect(match fetch.redirects {
        Redirects::Follow => RequestRedirect::Follow,
        Redirects::Tell => RequestRedirect::Manual,
    });
    // As the page's own requests: neither a stored log-in nor the browser's box for it.
    options.set_credentials(RequestCredentials::Omit);
    options.set_cache(RequestCache::NoStore);
    options.set_signal(Some(&abort.0.signal()));
    let headers = Object::new();
    if let Some(body) = fetch.body {
        options.set_body_opt_str(Some(body));
        Reflect::set(&headers, &"Content-Type".into(), &"application/json".into())?;
    }
    if let Some(credentials) = credentials.filter(|_| fetch.signed) {
        Reflect::set(&headers, &"Authorization".into(), &credentials.header().into())?;
    }
    options.set_headers(&headers);
    let response: Response =
        JsFuture::from(window.fetch_with_str_and_init(&fetch.url, &options)).await?.dyn_into()?;
    Ok(match response.type_() {
        ResponseType::Opaque => Outcome::Opaque,
        ResponseType::Opaqueredirect => Outcome::Redirect,
        _ => {
            let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
            let end = text.char_indices().nth(MOST_TEXT).map_or(text.len(), |(end, _)| end);
            Outcome::Answer(Answer {
                status: response.status(),
                redirected: response.redirected(),
                text: text[..end].to_owned(),
            })
        }
    })
}

/// The state of the first permission that this browser knows.
async fn permission(names: [&'static str; 2]) -> Permission {
    for name in names {
        if let Some(state) = state_of(name).await {
            return state;
        }
    }
    Permission::Unknown
}

/// None when the browser does not know the name, or knows no permissions at all, as on pages over http.
async fn state_of(name: &str) -> Option<Permission> {
    let permissions = web_sys::window()?.navigator().permissions().ok().filter(|it| !it.is_undefined())?;
    let wanted = Object::new();
    Reflect::set(&wanted, &"name".into(), &name.into()).ok()?;
    let status = JsFuture::from(permissions.query(&wanted).ok()?).await.ok()?;
    match Reflect::get(&status, &"state".into()).ok()?.as_string()?.as_str() {
        "granted" => Some(Permission::Granted),
        "prompt" => Some(Permission::Prompt),
        "denied" => Some(Permission::Denied),
        _ => None,
    }
}

/// Whether a picture can be shown.
async fn picture(url: &str) -> bool {
    let Ok(image) = HtmlImageElement::new() else { return false };
    let shown = Promise::new(&mut |resolve: Function, reject: Function| {
        image.set_onload(Some(&resolve));
        image.set_onerror(Some(&reject));
        image.set_src(url);
    });
    JsFuture::from(shown).await.is_ok()
}
