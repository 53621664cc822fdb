//! Files and texts that leave the page: saved, or put on the clipboard.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

use super::sleep;

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
