//! Watches the page's own thread: the longest task while a run is going is the longest wait for a click.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
};

use crate::session::Session;

/// Starts to watch; browsers report tasks above 50 ms, some none at all, and then it stays 0.
pub fn watch(session: ReadSignal<Session>) -> ReadSignal<f64> {
    let (longest_ms, set_longest_ms) = signal(0.0);
    let on_entries = Closure::<dyn FnMut(PerformanceObserverEntryList)>::new(
        move |entries: PerformanceObserverEntryList| {
            if session.with_untracked(|session| session.runs.active().is_none()) {
                return;
            }
            let longest_new = entries
                .get_entries()
                .iter()
                .map(|entry| entry.unchecked_into::<PerformanceEntry>().duration())
                .fold(0.0, f64::max);
            if longest_new > longest_ms.get_untracked() {
                set_longest_ms.set(longest_new);
            }
        },
    );
    if let Ok(observer) = PerformanceObserver::new(on_entries.as_ref().unchecked_ref()) {
        let types = Array::of1(&"longtask".into());
        // A browser that does not know the type reports nothing.
        observer.observe(&PerformanceObserverInit::new(&types));
        // It watches as long as the page stands.
        on_entries.forget();
    }
    longest_ms
}
