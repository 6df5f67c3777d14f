//! Spawns asynchronous tasks.

/// Runs a task beside the event loop. A task returns no error: each reports its own to the page.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place: each task deals with its errors itself"
)]
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}
