//! A few exclusive choices side by side.

use leptos::prelude::*;

/// Radio buttons drawn as one bar.
#[component]
pub fn Segments<T>(
    /// The label of the group, shown above unless `is_label_hidden`.
    #[prop(into)]
    label: String,
    /// Unique on the page; an option's `data-testid` is this, a hyphen, and the option's second field.
    #[prop(into)]
    name: String,
    /// Each option's value, suffix of `data-testid`, and label.
    #[prop(into)]
    options: Signal<Vec<(T, &'static str, String)>>,
    /// The chosen value.
    #[prop(into)]
    chosen: Signal<T>,
    /// Called with the value that the learner chooses.
    #[prop(into)]
    on_choose: Callback<T>,
    /// Whether it is disabled. Default is false.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// Whether only screen readers have the label. Default is false.
    #[prop(optional)]
    is_label_hidden: bool,
    /// Whether the options are stacked, for long labels. Default is false.
    #[prop(optional)]
    is_column: bool,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let testid = name.clone();
    let label_class = if is_label_hidden {
        "visually-hidden"
    } else {
        "field__label"
    };
    view! {
        <fieldset class="stack stack--tight" disabled=move || is_disabled.get()>
            <legend class=label_class>{label}</legend>
            <div class="segments" class=("segments--column", is_column) data-testid=testid>
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|(value, word, label)| {
                            view! {
                                <label class="segments__option">
                                    <input
                                        class="unseen"
                                        type="radio"
                                        name=name.clone()
                                        data-testid=format!("{name}-{word}")
                                        prop:checked=move || chosen.get() == value
                                        on:change=move |_| on_choose.run(value)
                                    />
                                    <span>{label}</span>
                                </label>
                            }
                        })
                        .collect_view()
                }}
            </div>
        </fieldset>
    }
}
