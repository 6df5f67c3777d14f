//! Reads files that the learner chooses, and offers files for download.

use crate::texts::text;
use gloo::file::futures::read_as_bytes;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlAnchorElement;

/// Bytes of a checkpoint at most: more than the largest model has.
const MAX_CHECKPOINT_BYTES: f64 = 128e6;
/// Time for the browser to start the download before its data is released.
const DOWNLOAD_MS: u32 = 30_000;

/// A chosen file: its name and its bytes.
pub struct PickedFile {
    /// Without a path.
    pub name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Reads a checkpoint file.
///
/// # Errors
/// A sentence, when the file is empty, far too large or unreadable.
pub async fn read_checkpoint(file: web_sys::File) -> Result<PickedFile, String> {
    let name = file.name();
    let size_bytes = file.size();
    if size_bytes == 0.0 {
        return Err(text!("file-empty", name = name));
    }
    if size_bytes > MAX_CHECKPOINT_BYTES {
        return Err(text!(
            "file-too-large",
            name = name,
            megabytes = format!("{:.0}", size_bytes / 1e6),
            most = format!("{:.0}", MAX_CHECKPOINT_BYTES / 1e6)
        ));
    }
    let bytes = read_as_bytes(&Blob::from(file))
        .await
        .map_err(|error| text!("file-unreadable", name = name, error = error))?;
    Ok(PickedFile { name, bytes })
}

/// Offers these bytes for download under this name.
///
/// # Errors
/// A sentence, when the browser refuses.
pub async fn download(name: &str, bytes: &[u8]) -> Result<(), String> {
    let blob = Blob::new_with_options(bytes, Some("application/octet-stream"));
    let address = ObjectUrl::from(blob);
    click_link(name, &address).map_err(|error| crate::js::describe(&error))?;
    TimeoutFuture::new(DOWNLOAD_MS).await;
    drop(address);
    Ok(())
}

/// Offers what is at this address for download under this name.
///
/// # Errors
/// When the browser refuses.
pub fn click_link(name: &str, address: &str) -> Result<(), JsValue> {
    let anchor: HtmlAnchorElement = leptos::prelude::document()
        .create_element("a")?
        .unchecked_into();
    anchor.set_href(address);
    anchor.set_download(name);
    anchor.click();
    Ok(())
}
