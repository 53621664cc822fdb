//! Thin calls to the browser. None of them panics, and what a browser forbids is `None`.

use battle::Lang;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, HtmlAnchorElement, HtmlElement, Storage, Url};

use crate::i18n;

/// The fragment of the page's address, with its `#`.
pub(crate) fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Goes to another fragment, as a new step of the history.
pub(crate) fn push_fragment(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // A browser that refuses leaves the page where it is.
        let _ = window.location().set_hash(fragment);
    }
}

/// Writes another fragment over the present one in the history.
pub(crate) fn replace_fragment(fragment: &str) {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // A browser that refuses leaves the address as it is; the page goes on without it.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address(fragment)));
    }
}

/// The document's own address with another fragment: a bare fragment would count from the base address.
fn address(fragment: &str) -> String {
    let here = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let document = here.split('#').next().unwrap_or_default();
    format!("{document}{fragment}")
}

/// The query of the page's address, which stands before the fragment.
pub(crate) fn query() -> String {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    search.strip_prefix('?').unwrap_or_default().to_owned()
}

/// Changes the query of the page's address and of every link, which count from the base address.
pub(crate) fn set_query(query: &str) {
    let Some(window) = web_sys::window() else { return };
    let base = window.document().and_then(|document| document.query_selector("base").ok()?);
    if let Some(base) = base {
        let href = self::base();
        let path = href.split(['?', '#']).next().unwrap_or_default();
        // Attributes of an element that is there can be set.
        let _ = base.set_attribute("href", &format!("{path}?{query}"));
    }
    if let (Ok(history), Ok(here)) = (window.history(), window.location().href()) {
        let (document, fragment) = here.split_once('#').unwrap_or((&here, ""));
        let path = document.split('?').next().unwrap_or_default();
        // A browser that refuses leaves the address as it is; what it says is remembered beside it.
        let _ =
            history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("{path}?{query}#{fragment}")));
    }
}

/// Something that listens to the window until it is dropped.
pub(crate) struct Listener {
    event: &'static str,
    closure: Closure<dyn Fn()>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            // What is not there any more needs not be removed.
            let _ =
                window.remove_event_listener_with_callback(self.event, self.closure.as_ref().unchecked_ref());
        }
    }
}

/// Calls `listener` whenever the fragment changes, until what is returned is dropped.
pub(crate) fn on_fragment_change(listener: impl Fn() + 'static) -> Listener {
    let (event, closure) = ("hashchange", Closure::<dyn Fn()>::new(listener));
    if let Some(window) = web_sys::window() {
        // Only a browser without events refuses, and that one runs no application.
        let _ = window.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    }
    Listener { event, closure }
}

/// The page's whole address.
pub(crate) fn here() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// This page's origin, such as `https://example.github.io`.
pub(crate) fn origin() -> String {
    web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The address that relative ones count from.
pub(crate) fn base() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.base_uri().ok()?).unwrap_or_default()
}

/// Puts a text on the clipboard; whether the browser let us. Pages that are not secure have no clipboard.
pub(crate) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return false;
    }
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Puts a file on the clipboard; whether the browser let us. Few kinds are let, PNG is.
pub(crate) async fn copy_file(file: &Blob) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    // What a browser lacks is undefined, and calling it an error.
    let known = js_sys::Reflect::has(&window, &JsValue::from_str("ClipboardItem"));
    if clipboard.is_undefined() || known != Ok(true) {
        return false;
    }
    let content = js_sys::Object::new();
    let written = js_sys::Reflect::set(&content, &JsValue::from_str(&file.type_()), file)
        .and_then(|_| web_sys::ClipboardItem::new_with_record_from_str_to_blob_promise(&content))
        .map(|item| clipboard.write(&Array::of1(&item)));
    match written {
        Ok(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.is_ok(),
        Err(_) => false,
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was stored under a key.
pub(crate) fn stored(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Stores a text; whether the browser let us.
pub(crate) fn store(key: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, value).is_ok())
}

fn session() -> Option<Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What was stored under a key for this tab.
pub(crate) fn session_stored(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Stores a text for this tab; the empty text removes it. A browser that forbids it keeps nothing.
pub(crate) fn store_in_session(key: &str, value: &str) {
    if let Some(storage) = session() {
        let _ = if value.is_empty() { storage.remove_item(key) } else { storage.set_item(key, value) };
    }
}

/// Milliseconds since 1970.
pub(crate) fn time() -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, and after 1970")]
    let time = js_sys::Date::now() as u64;
    time
}

/// The language that the browser's reader prefers.
pub(crate) fn language() -> Lang {
    let tags = web_sys::window().map(|window| window.navigator().languages());
    i18n::preferred(
        tags.into_iter().flat_map(|tags| tags.iter().collect::<Vec<_>>()).filter_map(|tag| tag.as_string()),
    )
}

/// Sets an attribute of the `html` element, or removes it.
pub(crate) fn set_root_attribute(name: &str, value: Option<&str>) {
    let root = web_sys::window().and_then(|window| window.document()?.document_element());
    if let Some(root) = root {
        // Attribute names here are constants, which are always accepted.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Sets the title of the browser's tab.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Removes an element.
pub(crate) fn remove_element(id: &str) {
    if let Some(element) = element(id) {
        element.remove();
    }
}

/// Moves the keyboard's focus to an element.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Whether the keyboard's focus is within an element.
pub(crate) fn has_focus_within(id: &str) -> bool {
    let focused = web_sys::window().and_then(|window| window.document()?.active_element());
    element(id).is_some_and(|element| element.contains(focused.as_ref().map(AsRef::as_ref)))
}

/// Scrolls an element into sight within its list.
pub(crate) fn reveal(id: &str) {
    if let Some(element) = element(id) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls to the top of the page.
pub(crate) fn scroll_to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Comes back when so many milliseconds are over; in a hidden tab the browser may take longer.
pub(crate) async fn sleep(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |wake, _| {
        if let Some(window) = web_sys::window() {
            // Only a browser without timers refuses; the sleeper then never wakes.
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&wake, milliseconds);
        }
    });
    // It is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

/// Milliseconds on a clock that never goes back.
pub(crate) fn now() -> f64 {
    let clock = web_sys::window().and_then(|window| window.performance());
    clock.map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// How many workers this device can run at once.
pub(crate) fn cores() -> usize {
    let told = web_sys::window().map(|window| window.navigator().hardware_concurrency());
    // Browsers that do not tell, and those that tell fractions, have one at least.
    told.filter(|cores| *cores >= 1.0).map_or(1, |cores| cores as usize)
}

/// Loads the page anew.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        // Only a browser that is closing the page refuses.
        let _ = window.location().reload();
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// A random number below `count`, 0 when that is 0.
pub(crate) fn random_below(count: usize) -> usize {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = (js_sys::Math::random() * count as f64) as usize;
    number.min(count.saturating_sub(1))
}

/// A copy of these bytes outside this program's memory.
pub(crate) fn blob(bytes: &JsValue) -> Option<Blob> {
    Blob::new_with_u8_array_sequence(&Array::of1(bytes)).ok()
}

/// An address for bytes in this tab, which lasts until it is dropped.
#[derive(Debug)]
pub(crate) struct BlobUrl(String);

impl BlobUrl {
    /// Of bytes of a media type.
    pub(crate) fn new(bytes: &[u8], media_type: &str) -> Option<Self> {
        let options = web_sys::BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        Url::create_object_url_with_blob(&blob).ok().map(Self)
    }

    /// The address.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Drop for BlobUrl {
    fn drop(&mut self) {
        // An address that is gone already is what is wanted.
        let _ = Url::revoke_object_url(&self.0);
    }
}

/// One file of a head and the parts after it, none of which is copied.
pub(crate) fn join(head: &[u8], parts: Vec<Blob>) -> Option<Blob> {
    let all = Array::of1(&js_sys::Uint8Array::from(head));
    for part in parts {
        all.push(&part);
    }
    Blob::new_with_blob_sequence(&all).ok()
}

/// Offers a file to be saved under a name.
pub(crate) fn save(file: &Blob, name: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let link = document.and_then(|document| document.create_element("a").ok()?.dyn_into().ok());
    let address = Url::create_object_url_with_blob(file);
    if let (Some(link), Ok(address)) = (link, address) {
        let link: HtmlAnchorElement = link;
        link.set_href(&address);
        link.set_download(name);
        link.click();
        wasm_bindgen_futures::spawn_local(async move {
            // The browser opens the file after the click.
            sleep(60_000).await;
            // An address that is gone already is what is wanted.
            let _ = Url::revoke_object_url(&address);
        });
    }
}

/// Offers a text to be saved.
pub(crate) fn save_text(text: &str, kind: &str, name: &str) {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    if let Ok(file) = Blob::new_with_str_sequence_and_options(&parts, &options) {
        save(&file, name);
    }
}

/// What a canvas shows, as PNG.
pub(crate) async fn png(canvas: &web_sys::HtmlCanvasElement) -> Option<Blob> {
    let promise = js_sys::Promise::new(&mut |give, refuse| {
        if canvas.to_blob(give.unchecked_ref()).is_err() {
            // Nobody waits any more when it is gone.
            let _ = refuse.call0(&JsValue::NULL);
        }
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

/// What a colour of the style sheet comes to near an element: a probe that has it is asked.
pub(crate) fn colour(near: &HtmlElement, name: &str) -> Option<String> {
    let window = web_sys::window()?;
    let probe: HtmlElement = window.document()?.create_element("span").ok()?.dyn_into().ok()?;
    probe.style().set_property("color", &format!("var({name})")).ok()?;
    near.append_child(&probe).ok()?;
    let colour = window
        .get_computed_style(&probe)
        .ok()
        .flatten()
        .and_then(|style| style.get_property_value("color").ok());
    probe.remove();
    colour.filter(|colour| !colour.is_empty())
}

/// The text of a file beside the page.
///
/// # Errors
/// What happened, in English.
pub(crate) async fn fetch_text(path: &str) -> Result<String, String> {
    let response = gloo_net::http::Request::get(path)
        .cache(web_sys::RequestCache::NoCache)
        .send()
        .await
        .map_err(|error| format!("{path}: {error}"))?;
    if !response.ok() {
        return Err(format!("{path}: status {}", response.status()));
    }
    response.text().await.map_err(|error| format!("{path}: {error}"))
}

/// Tells the console and `boot.js`, which shows a panel with a way out, when this program panics.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let event = web_sys::CustomEvent::new("battledex-panic");
        if let (Some(window), Ok(event)) = (web_sys::window(), event) {
            // After a panic nothing more can be done than this.
            let _ = window.dispatch_event(&event);
        }
    }));
}
