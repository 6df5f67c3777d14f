//! Leptos's reactive pieces in one copy each: its own are compiled anew for every closure, which the page's download shows.

use leptos::prelude::*;

/// What gives a memo its value, of the one before.
type ValueOf<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// As [`Memo::new`], compiled once for each type of value.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
) -> Memo<T> {
    fn boxed<T: PartialEq + Send + Sync + 'static>(value: ValueOf<T>) -> Memo<T> {
        Memo::new(value)
    }
    boxed(Box::new(value))
}

/// As [`Effect::new`] without a value, compiled once.
pub fn effect(run: impl FnMut() + 'static) {
    fn boxed(run: Box<dyn FnMut()>) {
        Effect::new(run);
    }
    boxed(Box::new(run));
}

/// As Leptos's own, compiled once: shows `children` while `when` is true, and `fallback` otherwise.
#[component]
pub fn Show(
    /// Whether the children are shown.
    #[prop(into)]
    when: Signal<bool>,
    /// What is shown instead. Default is nothing.
    #[prop(optional, into)]
    fallback: ViewFn,
    children: ChildrenFn,
) -> AnyView {
    let when = memo(move |_| when.get());
    let shown = move || {
        if when.get() {
            children()
        } else {
            fallback.run()
        }
    };
    shown.into_any()
}
