//! JSON texts: in a browser by the browser itself, if the program is small (feature `browser-json`), else by `serde_json`.

use serde::{Serialize, de::DeserializeOwned};

/// A value as a text.
///
/// # Errors
/// What JSON cannot say of it.
pub fn write(value: &impl Serialize) -> Result<String, String> {
    #[cfg(all(feature = "browser-json", target_arch = "wasm32"))]
    return browser::write(value);
    #[cfg(not(all(feature = "browser-json", target_arch = "wasm32")))]
    return serde_json::to_string(value).map_err(|error| error.to_string());
}

/// The value of a text.
///
/// # Errors
/// What is wrong with it.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    #[cfg(all(feature = "browser-json", target_arch = "wasm32"))]
    return browser::read(text);
    #[cfg(not(all(feature = "browser-json", target_arch = "wasm32")))]
    return serde_json::from_str(text).map_err(|error| error.to_string());
}

#[cfg(all(feature = "browser-json", target_arch = "wasm32"))]
mod browser {
    use js_sys::JSON;
    use serde::{Serialize, de::DeserializeOwned};
    use serde_wasm_bindgen::{Error, Serializer};
    use wasm_bindgen::{JsCast as _, JsValue};

    pub(super) fn write(value: &impl Serialize) -> Result<String, String> {
        let value = value.serialize(&Serializer::json_compatible()).map_err(|error| said(&error.into()))?;
        let text = JSON::stringify(&value).map_err(|error| said(&error))?;
        text.as_string().ok_or_else(|| "it is nothing that JSON can say".to_owned())
    }

    pub(super) fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
        let value = JSON::parse(text).map_err(|error| said(&error))?;
        serde_wasm_bindgen::from_value(value).map_err(|error: Error| said(&error.into()))
    }

    /// The words of an error.
    fn said(error: &JsValue) -> String {
        let message = error.dyn_ref::<js_sys::Error>().map(|error| error.message().into());
        message.unwrap_or_else(|| "it is no JSON".to_owned())
    }
}
