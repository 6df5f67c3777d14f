//! A few exclusive choices side by side.

use leptos::prelude::*;

/// Radio buttons that look like one bar.
#[component]
pub fn Segments<T>(
    /// What is chosen; read out, and shown above unless `is_label_hidden`.
    #[prop(into)]
    label: String,
    /// Unique on the page; `data-testid` of each option is this, a hyphen and the option's word.
    #[prop(into)]
    name: String,
    /// Value, word for `data-testid`, label.
    #[prop(into)]
    options: Signal<Vec<(T, &'static str, String)>>,
    #[prop(into)] chosen: Signal<T>,
    #[prop(into)] on_choose: Callback<T>,
    /// Whether nothing can be chosen now. Default is no.
    #[prop(into, optional)]
    is_disabled: Signal<bool>,
    /// Default is no.
    #[prop(optional)]
    is_label_hidden: bool,
    /// Below one another, for long labels. Default is no.
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
