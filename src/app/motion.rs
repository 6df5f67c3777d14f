//! Whether things may move, by the setting of the learner’s system.

use crate::js;
use leptos::prelude::window;

/// Whether the system asks for less motion; false where it cannot be known.
pub fn is_reduced() -> bool {
    let query = "(prefers-reduced-motion: reduce)".into();
    let list = js::call(&window(), "matchMedia", &[&query]);
    matches!(list, Some(Ok(list)) if js::has(&list, "matches"))
}
