//! Parts of a view that are built after the first ones.

use std::time::Duration;

use leptos::prelude::*;

/// Builds its children in a task of their own, once those before are built: opening a view of many cards then blocks the
/// page, which may be training, for no longer than its largest card takes.
#[component]
pub fn Later(children: ChildrenFn) -> AnyView {
    let is_time = RwSignal::new(false);
    set_timeout(
        move || {
            // None if the view has been left meanwhile.
            let _ = is_time.try_set(true);
        },
        Duration::ZERO,
    );
    (move || is_time.get().then(|| children())).into_any()
}
