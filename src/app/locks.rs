//! Named locks between the tabs of a browser. A tab's locks are free again when it ends, however it ends.
//!
//! By the Web Locks API, which `web-sys` counts as unstable.

use std::pin::pin;

use futures::channel::oneshot;
use futures::future::{Either, select};
use js_sys::{Function, Promise};
use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::js;

/// A lock that this tab holds; dropping it lets go.
pub struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // It resolves a promise, which cannot fail.
        drop(self.release.call0(&JsValue::UNDEFINED));
    }
}

/// Waits until no other tab holds the lock of this name, and takes it. None in a browser without such locks, and on a page
/// that was not fetched securely.
pub async fn hold(name: &str) -> Option<Held> {
    let manager = js::get(&window().navigator(), "locks")?;
    let mut release = None;
    let until_released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let (granted, on_grant) = oneshot::channel();
    let on_lock = Closure::once_into_js(move |_lock: JsValue| -> JsValue {
        // The receiver is gone if its future was dropped; the lock is free then at once.
        match granted.send(()) {
            Ok(()) => until_released.into(),
            Err(()) => JsValue::UNDEFINED,
        }
    });
    let name = format!("fitting-room/{name}");
    let held = js::call(&manager, "request", &[&name.into(), &on_lock])?.ok()?;
    // The promise ends before the grant only if the browser refuses.
    match select(on_grant, pin!(js::settled(&held))).await {
        Either::Left((Ok(()), _)) => release.map(|release| Held { release }),
        Either::Left((Err(_), _)) | Either::Right(_) => None,
    }
}
