//! The heading of the shown run, which takes the focus when a run starts.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The heading of the shown run.
pub const RUN_TITLE_ID: &str = "train-run-title";

/// Width of a window in which the run stands beside the settings, in the page's pixels: `style/pages.css` says the same.
const WIDTH_FOR_TWO_COLUMNS: f64 = 960.0;

/// Takes the focus to the run, whose button becomes disabled and would lose it. Where the run stands below the settings, the
/// page is scrolled so that its curves are on the screen.
pub fn show_run() {
    let title = document().get_element_by_id(RUN_TITLE_ID);
    let Some(title) = title.and_then(|title| title.dyn_into::<web_sys::HtmlElement>().ok()) else {
        return;
    };
    // Without focus the page works as well.
    drop(title.focus());
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    if width.is_some_and(|width| width < WIDTH_FOR_TWO_COLUMNS) {
        title.scroll_into_view();
    }
}
