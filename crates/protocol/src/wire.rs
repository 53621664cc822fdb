//! How a message crosses `postMessage`, in both directions.

use js_sys::{Array, Float32Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

use crate::json;

/// A message ready for `postMessage(value, transfer)`.
pub struct Outgoing {
    /// The array `[head, payload?]`.
    pub value: JsValue,
    /// The buffers to transfer instead of copying.
    pub transfer: Array,
}

/// Packs a head and, if given, a payload of numbers.
///
/// # Errors
/// When the head cannot be written as JSON, which no type of this crate provokes.
pub fn pack(head: &impl Serialize, payload: Option<&[f32]>) -> Result<Outgoing, String> {
    let head = json::write(head)?;
    let (value, transfer) = (Array::of1(&JsValue::from_str(&head)), Array::new());
    if let Some(numbers) = payload {
        let array = Float32Array::from(numbers);
        transfer.push(&array.buffer());
        value.push(&array);
    }
    Ok(Outgoing { value: value.into(), transfer })
}

/// Reads what [`pack`] wrote. The payload stays where it is: one that is only passed on need not be copied.
///
/// # Errors
/// When the value has another shape, in words.
pub fn unpack<T: DeserializeOwned>(value: &JsValue) -> Result<(T, Option<Float32Array>), String> {
    let parts: &Array = value.dyn_ref().ok_or("a message that is not an array")?;
    let head = parts.get(0).as_string().ok_or("a message without a head")?;
    let head = json::read(&head).map_err(|error| format!("an unreadable message: {error}"))?;
    let payload = parts.get(1).dyn_into::<Float32Array>().ok();
    Ok((head, payload))
}
