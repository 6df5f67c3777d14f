//! Encodes commands and events as JavaScript values for `postMessage`, and decodes them, in page and workers.
//!
//! Plain serde through serde-wasm-bindgen. Every `Vec<u8>` becomes a `Uint8Array` with its own buffer, which
//! `postMessage` can transfer instead of copying.

use crate::texts::text;
use js_sys::{Array, Object, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// Why a message cannot be sent or received.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// A value has no JavaScript counterpart.
    #[error("{}", text!("wire-not-written", error = .0))]
    Encode(String),
    /// A JavaScript value is not the expected type's.
    #[error("{}", text!("wire-not-read", error = .0))]
    Decode(String),
}

/// A value ready for `postMessage`, and the transfer list that goes with it.
///
/// # Errors
/// [`WireError::Encode`] when a value has no JavaScript counterpart.
pub fn encode<T: Serialize>(value: &T) -> Result<(JsValue, Array), WireError> {
    let value = serde_wasm_bindgen::to_value(value)
        .map_err(|error| WireError::Encode(error.to_string()))?;
    let transfer = Array::new();
    collect_buffers(&value, &transfer);
    Ok((value, transfer))
}

/// The `data` of a message.
///
/// # Errors
/// [`WireError::Decode`] when the value is not a `T`.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, WireError> {
    serde_wasm_bindgen::from_value(value).map_err(|error| WireError::Decode(error.to_string()))
}

/// Adds the buffers of all byte arrays inside of `value` to `transfer`.
fn collect_buffers(value: &JsValue, transfer: &Array) {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        transfer.push(&bytes.buffer());
    } else if let Some(items) = value.dyn_ref::<Array>() {
        for item in items.iter().filter(JsValue::is_object) {
            collect_buffers(&item, transfer);
        }
    } else if value.is_object() {
        for item in Object::values(value.unchecked_ref::<Object>()).iter() {
            if item.is_object() {
                collect_buffers(&item, transfer);
            }
        }
    }
}
