//! The confusion matrix of a model, and its weakest class.

use leptos::prelude::*;

use crate::app::components::{ConfusionTable, worst_class};
use crate::app::context::SessionContext;
use crate::protocol::{CLASS_NAMES, ConfusionMatrix, Evaluation, ModelKind};
use crate::session::{findings, format};

/// A card with the confusion matrix.
#[component]
pub fn Confusion(
    model: Memo<Option<ModelKind>>,
    evaluation: Memo<Option<Evaluation>>,
) -> impl IntoView {
    let session = SessionContext::expect().session;
    let matrix = Memo::new(move |_| {
        evaluation.with(|evaluation| {
            evaluation
                .as_ref()
                .map(|evaluation| evaluation.confusion.clone())
        })
    });
    let missing = move || {
        let model = model.get()?;
        let has_final_relu = session.with(|session| {
            let entry = session.models.get(model)?;
            Some(model.has_final_relu() && entry.trained.config.final_relu)
        })?;
        findings::never_answered(matrix.read().as_ref()?, has_final_relu)
    };
    let words = move || match matrix.read().as_ref() {
        Some(matrix) => worst_words(matrix).unwrap_or_default(),
        None => "The matrix appears as soon as all test images are predicted.".to_owned(),
    };
    view! {
        <section class="card">
            <h2 class="card__title">"Confusion matrix"</h2>
            <p class="prose">
                "Each row holds the 1 000 test images of one true class, sorted into the columns of what the model took them for: "
                "the diagonal is right, all else is confusion."
            </p>
            <p data-testid="evaluate-worst">{words}</p>
            <p class="prose" data-testid="evaluate-never">{missing}</p>
            <ConfusionTable
                matrix=Signal::derive(move || matrix.get().unwrap_or_default())
                testid="evaluate-confusion"
            />
        </section>
    }
}

/// A sentence on the class with the lowest recall and its most frequent confusion.
fn worst_words(matrix: &ConfusionMatrix) -> Option<String> {
    let (class, recall) = worst_class(matrix)?;
    let row = &matrix.counts[class];
    let (taken_for, count) = row
        .iter()
        .enumerate()
        .filter(|(predicted, _)| *predicted != class)
        .max_by_key(|(_, count)| **count)?;
    let opening = format!(
        "Worst recall: {}, of which {} are recognised",
        CLASS_NAMES[class],
        format::percent(recall)
    );
    Some(if *count == 0 {
        opening
    } else {
        format!(
            "{opening}; {} are taken for {}",
            format::count(*count as usize),
            CLASS_NAMES[taken_for]
        )
    })
}
