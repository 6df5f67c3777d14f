//! The models that the browser keeps: load or delete them.

use leptos::prelude::*;

use super::{Wardrobe, date_text, error_line};
use crate::app::storage::SavedModel;
use crate::session::format::{NOTHING, bytes, loss, percent};

#[component]
pub fn SavedModels() -> impl IntoView {
    let wardrobe = Wardrobe::expect();
    let rows = move || {
        wardrobe.saved.with(|saved| match saved {
            None => empty("Looking into the browser's storage…"),
            Some(models) if models.is_empty() => {
                empty("Nothing saved yet: train a model, then save it here. It survives a reload.")
            }
            Some(models) => models
                .iter()
                .map(|model| saved_row(wardrobe, model))
                .collect_view()
                .into_any(),
        })
    };
    view! {
        <section class="card" aria-labelledby="saved-title">
            <h2 class="card__title" id="saved-title">"Saved in this browser"</h2>
            <div class="table-box">
                <table class="table" id="saved-models" data-testid="saved-models">
                    <thead>
                        <tr>
                            <th scope="col">"Model"</th>
                            <th scope="col">"Accuracy when saved"</th>
                            <th scope="col">"Loss when saved"</th>
                            <th scope="col">"Saved"</th>
                            <th scope="col">"Size"</th>
                            <th scope="col">"Use it"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {error_line("storage-error", move || wardrobe.error.get())}
        </section>
    }
}

fn empty(text: &'static str) -> AnyView {
    view! { <tr><td class="table__muted" colspan="6">{text}</td></tr> }.into_any()
}

fn saved_row(wardrobe: Wardrobe, model: &SavedModel) -> impl IntoView + use<> {
    let kind = model.kind();
    let number = kind.number();
    let nothing = || NOTHING.to_owned();
    view! {
        <tr data-testid=format!("saved-{number}")>
            <th scope="row">{kind.title()}</th>
            <td class="number" data-testid=format!("saved-accuracy-{number}")>
                {model.score.map_or_else(nothing, |score| percent(score.accuracy))}
            </td>
            <td class="number" data-testid=format!("saved-loss-{number}")>
                {model.score.map_or_else(nothing, |score| loss(score.loss))}
            </td>
            <td>{date_text(model.saved_at_ms)}</td>
            <td class="number">{bytes(model.trained.file.len() as f64)}</td>
            <td>
                <div class="row">
                    <button
                        class="button button--small"
                        type="button"
                        data-testid=format!("load-{number}")
                        on:click=move |_| wardrobe.load(kind)
                    >
                        "Load"
                    </button>
                    <button
                        class="button button--danger button--small"
                        type="button"
                        data-testid=format!("delete-{number}")
                        on:click=move |_| wardrobe.delete(kind)
                    >
                        "Delete…"
                    </button>
                </div>
            </td>
        </tr>
    }
}
