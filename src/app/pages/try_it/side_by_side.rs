//! What each model says of the same picture.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::pages::test_split::evaluation_mark;
use crate::app::view_state::ClassifyInput;
use crate::logits::likeliest_class;
use crate::protocol::{CLASS_NAMES, Classify, ModelKind, Predict};
use crate::session::format;
use crate::texts::text;

use super::picture_answer::use_picture_answer;

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
    let state = SessionContext::expect().view_state.try_it;
    let mark = evaluation_mark(memo(move |_| Some(model)));
    let classified = use_picture_answer(move || {
        mark.track();
        match input.get()? {
            ClassifyInput::Own(picture) => Some(Classify {
                model,
                picture,
                corrections: state.corrections(),
            }),
            ClassifyInput::TestImage(_) => None,
        }
    });
    let predicted = use_picture_answer(move || {
        mark.track();
        match input.get()? {
            ClassifyInput::Own(_) => None,
            ClassifyInput::TestImage(index) => Some(Predict {
                model,
                indices: vec![index],
            }),
        }
    });
    // The probabilities, and whether they are doubtful.
    let says = memo(move |_| match input.read().as_ref()? {
        ClassifyInput::Own(_) => classified.value.with(|answer| {
            let answer = answer.as_ref()?;
            Some((answer.probabilities.clone(), !answer.doubts.is_empty()))
        }),
        ClassifyInput::TestImage(_) => predicted
            .value
            .with(|answer| Some((answer.as_ref()?.first()?.probabilities.clone(), false))),
    });
    let is_waiting = move || classified.is_waiting.get() || predicted.is_waiting.get();
    let class = move || says.with(|says| likeliest_class(&says.as_ref()?.0));
    let name = move || {
        let name = class().map_or(format::NOTHING, |class| CLASS_NAMES[class]);
        let is_doubtful = says.read().as_ref().is_some_and(|says| says.1);
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
                says.with(|says| {
                    let probability = says.as_ref().map_or(0.0, |says| says.0[class]);
                    format::share(probability.into(), 1)
                })
            },
        )
    };
    view! {
        <tr class=("awaits-answer", is_waiting) aria-busy=move || is_waiting().to_string()>
            <th scope="row">{model.title}</th>
            <td>{name}</td>
            <td>{probability}</td>
        </tr>
    }
}
