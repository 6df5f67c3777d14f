//! Copies text to the system's clipboard.

use crate::texts::text;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Copies a text.
///
/// # Errors
/// A sentence, when the browser offers no clipboard, as on a page without https, or refuses.
pub async fn copy(text: &str) -> Result<(), String> {
    let offered = || -> Result<Promise, JsValue> {
        let navigator = leptos::prelude::window().navigator();
        let clipboard = Reflect::get(&navigator, &"clipboard".into())?;
        let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
        write.call1(&clipboard, &text.into())?.dyn_into()
    };
    let written = match offered() {
        Ok(promise) => JsFuture::from(promise).await.map(drop),
        Err(error) => Err(error),
    };
    written.map_err(|_| text!("copy-refused").to_owned())
}
