//! What each model says of the same picture.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::view_state::ClassifyInput;
use crate::logits::likeliest_class;
use crate::protocol::{CLASS_NAMES, ModelKind};
use crate::session::format;
use crate::texts::text;

use super::opinion::{OpinionState, use_opinion};

/// One row a model; nothing while there is but one, or no picture.
#[component]
pub fn SideBySide(input: Memo<Option<ClassifyInput>>) -> impl IntoView {
    let session = SessionContext::expect().session;
    let models = memo(move |_| {
        session.with(|session| {
            session
                .models
                .iter()
                .map(|(model, _)| model)
                .collect::<Vec<_>>()
        })
    });
    let is_shown = memo(move |_| models.read().len() > 1 && input.read().is_some());
    view! {
        <Show when=move || is_shown.get()>
            <table class="table" data-testid="try-all-models">
                <caption class="visually-hidden">{text!("tryit-all-models")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{text!("tryit-column-model")}</th>
                        <th scope="col">{text!("tryit-column-says")}</th>
                        <th scope="col">{text!("tryit-column-probability")}</th>
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        models
                            .get()
                            .into_iter()
                            .map(|model| view! { <ModelRow model=model input=input /> })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </Show>
    }
}

#[component]
fn ModelRow(model: ModelKind, input: Memo<Option<ClassifyInput>>) -> impl IntoView {
    let OpinionState {
        opinion,
        is_waiting,
        ..
    } = use_opinion(memo(move |_| Some(model)), input);
    let class = move || opinion.with(|opinion| likeliest_class(&opinion.as_ref()?.probabilities));
    let name = move || {
        let name = class().map_or(format::NOTHING, |class| CLASS_NAMES[class]);
        let is_doubtful = opinion
            .with(|opinion| opinion.as_ref()?.doubt.clone())
            .is_some();
        if is_doubtful {
            text!("tryit-not-sure", answer = name)
        } else {
            name.to_owned()
        }
    };
    let probability = move || {
        class().map_or_else(
            || format::NOTHING.to_owned(),
            |class| {
                opinion.with(|opinion| {
                    let probability = opinion.as_ref().map_or(0.0, |it| it.probabilities[class]);
                    format::share(probability.into(), 1)
                })
            },
        )
    };
    view! {
        <tr class=("awaits-answer", move || is_waiting.get()) aria-busy=move || is_waiting.get().to_string()>
            <th scope="row">{model.title()}</th>
            <td>{name}</td>
            <td>{probability}</td>
        </tr>
    }
}
