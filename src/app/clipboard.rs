//! Copies text to the system's clipboard.

use crate::js;
use crate::texts::text;

/// Copies a text.
///
/// # Errors
/// A sentence, when the browser offers no clipboard, as on a page without https, or refuses.
pub async fn copy(text: &str) -> Result<(), String> {
    let clipboard = js::get(&leptos::prelude::window().navigator(), "clipboard");
    let writing = clipboard.and_then(|it| js::call(&it, "writeText", &[&text.into()])?.ok());
    let is_written = match writing {
        Some(promise) => js::settled(&promise).await.is_ok(),
        None => false,
    };
    is_written
        .then_some(())
        .ok_or_else(|| text!("copy-refused").to_owned())
}
