//! A slider over the pixels of a square picture: what a pointer reaches on the picture, keys reach here.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::session::pixel_keys::by_key;

/// A slider that counts the pixels row by row; up and down lead to the neighbouring rows.
#[component]
pub fn PixelSlider(
    /// Rows, and columns; 0 while there is no picture.
    #[prop(into)]
    side: Signal<usize>,
    /// The pixel that is chosen.
    #[prop(into)]
    pixel: Signal<usize>,
    /// Called with the pixel that is chosen.
    on_move: Callback<usize>,
    /// What is read at the pixel, for screen readers.
    #[prop(into)]
    words: Signal<String>,
    /// What is chosen, for screen readers. Default is a label around the slider.
    #[prop(optional)]
    label: Option<String>,
    /// Its CSS class. Default is that of a visible slider.
    #[prop(default = "range")]
    class: &'static str,
    /// `data-testid` of the slider.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let press = move |event: KeyboardEvent| {
        let key = event.key();
        // Whatever lies around it has other uses for these keys.
        if key.starts_with("Arrow") || key.starts_with("Page") {
            event.stop_propagation();
        }
        if key.starts_with("Arrow") {
            event.prevent_default();
        }
        if let Some(to) = by_key(pixel.get_untracked(), side.get_untracked(), &key) {
            on_move.run(to);
        }
    };
    view! {
        <input
            class=class
            type="range"
            min="0"
            max=move || { let side = side.get(); (side * side).saturating_sub(1) }
            aria-label=label
            aria-valuetext=move || words.get()
            data-testid=testid
            prop:value=move || pixel.get().to_string()
            on:keydown=press
            on:input=move |event| {
                if let Ok(to) = event_target_value(&event).parse() {
                    on_move.run(to);
                }
            }
        />
    }
}
