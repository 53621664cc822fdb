use js_sys::{Array, Uint8Array};
use protocol::{Failure, FailureKind};
use wasm_bindgen::JsValue;
use web_sys::{Blob, Url};

/// Bytes under an address that every worker of the page can fetch, without a copy in this worker's memory and without the
/// page's help. The address is gone when this is dropped.
pub(crate) struct SharedFile {
    url: String,
}

impl SharedFile {
    /// # Errors
    /// When the browser does not let workers make such an address.
    pub(crate) fn new(bytes: &[u8]) -> Result<Self, Failure> {
        let part: JsValue = Uint8Array::from(bytes).into();
        let blob = Blob::new_with_u8_array_sequence(&Array::of1(&part));
        let url = blob.and_then(|blob| Url::create_object_url_with_blob(&blob)).map_err(|_| {
            let message = "This browser's workers cannot share a file (createObjectURL). Update the browser.";
            Failure::new(FailureKind::BrowserTooOld, "createObjectURL", message)
        })?;
        Ok(Self { url })
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for SharedFile {
    fn drop(&mut self) {
        // An address that is gone already is what is wanted.
        let _ = Url::revoke_object_url(&self.url);
    }
}
