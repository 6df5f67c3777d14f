//! Measures the longest task of the page's thread during runs, which is the longest delay of a click.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit,
};

use crate::session::Session;

/// Starts to measure, in milliseconds. Browsers report tasks above 50 ms, some none at all; then it stays 0.
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
        // A browser without this type reports nothing.
        observer.observe(&PerformanceObserverInit::new(&types));
        // The observer lives as long as the page.
        on_entries.forget();
    }
    longest_ms
}
