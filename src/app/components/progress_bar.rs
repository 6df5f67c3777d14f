//! A progress bar with a label.

use leptos::prelude::*;

/// A labelled progress bar.
#[component]
pub fn ProgressBar(
    /// The text at the left.
    #[prop(into)]
    label: Signal<String>,
    /// A fraction from 0 to 1; none if it is unknown.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// The text at the right. Default is none.
    #[prop(into, optional)]
    detail: Signal<String>,
    /// `data-testid` of the `<progress>`.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let is_done = move || share.get().is_some_and(|share| share >= 1.0);
    view! {
        <div class="progress">
            <div class="progress__line">
                <span>{move || label.get()}</span>
                <span class="progress__detail" data-testid=format!("{testid}-detail")>
                    {move || detail.get()}
                </span>
            </div>
            <progress
                class="progress__bar"
                class:progress__bar--done=is_done
                max="1"
                // Without the attribute the bar is indeterminate.
                value=move || share.get().map(|share| format!("{:.4}", share.clamp(0.0, 1.0)))
                aria-label=move || label.get()
                data-testid=testid
            ></progress>
        </div>
    }
}
