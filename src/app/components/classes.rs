//! The ten classes by name: one of them, and all as the options of a list.

use leptos::prelude::*;

use crate::protocol::CLASS_NAMES;
use crate::session::format;

/// The name of a class; a dash for what is none.
pub fn class_name(class: usize) -> &'static str {
    CLASS_NAMES.get(class).copied().unwrap_or(format::NOTHING)
}

/// An option for each class, whose value is the class.
pub fn class_options(chosen: impl Into<Signal<Option<usize>>>) -> AnyView {
    let chosen = chosen.into();
    let option = |(class, name): (usize, &'static str)| {
        view! { <option value=class.to_string() prop:selected=move || chosen.get() == Some(class)>{name}</option> }
    };
    let options = CLASS_NAMES.into_iter().enumerate().map(option);
    options.collect_view().into_any()
}
