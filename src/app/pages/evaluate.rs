//! The view "Evaluate", sections 4, 9 and 10 of the lesson: score, predictions and confusion matrix of a model.

use leptos::prelude::*;

use crate::app::components::{EmptyState, ErrorNotice, Later, ModelSelect, OpenView, ProgressBar};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, effect, memo};
use crate::app::on_restart::on_restart;
use crate::app::pretrained_note::PretrainedNote;
use crate::app::settings::{load_votes, store_votes};
use crate::protocol::{Evaluation, ModelKind, RecordedScore};
use crate::session::votes::Votes;
use crate::session::{ModelEntry, Tab, TestProgress, format};
use crate::texts::text;

mod calibration;
mod classes;
mod confusion;
mod enlarged;
mod gallery;
mod prediction;
mod predictions;
mod replay;
mod rivals;
mod save_results;
mod titles;

use calibration::Calibration;
use classes::Classes;
use confusion::Confusion;
use predictions::{Choice, Predictions};
use rivals::Rivals;
use save_results::SaveResults;
pub(super) use titles::model_titles;
use titles::{praise, title_of};

/// The view "Evaluate".
#[component]
pub fn EvaluatePage() -> impl IntoView {
    let view = SessionContext::expect().view_state.evaluate;
    let picked = view.picked;
    let model = chosen_model(picked);
    let has_model = memo(move |_| model.get().is_some());
    let evaluation = evaluation_of(model);
    evaluate_on_view(model);
    let choice = Choice::of(view);
    let votes = stored_votes();
    view! {
        <div class="page" data-testid="evaluate-page">
            <header class="page__header">
                <h1>{Tab::Evaluate.title()}</h1>
                <p class="page__lead">{text!("evaluate-lead")}</p>
            </header>
            <Show
                when=move || has_model.get()
                fallback=move || {
                    view! {
                        <EmptyState
                            title=text!("common-no-model")
                            text=text!("evaluate-empty")
                            testid="evaluate-empty"
                        >
                            <OpenView view=Tab::Train label=text!("common-train-a-model") class="button button--primary" testid="evaluate-to-train" />
                        </EmptyState>
                    }
                }
            >
                <PretrainedNote model=model />
                <Score model=model picked=picked evaluation=evaluation />
                <div class="matrix-beside-images">
                    <Later>
                        <Confusion model=model evaluation=evaluation choice=choice />
                    </Later>
                    <Later>
                        <Predictions model=model evaluation=evaluation choice=choice votes=votes />
                    </Later>
                </div>
                <Later>
                    <div class="columns">
                        <Classes evaluation=evaluation />
                        <Calibration evaluation=evaluation />
                    </div>
                </Later>
                <Later>
                    <Rivals model=model evaluation=evaluation votes=votes />
                </Later>
            </Show>
        </div>
    }
}

/// A card of this view that the lesson shows too.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum EvaluateCard {
    /// Loss and accuracy.
    Score,
    /// Test images with what the model takes them for.
    Predictions,
    /// The confusion matrix.
    Confusion,
}

/// One card, of the model that this view opens with or of another that the learner picks.
#[component]
pub(super) fn EvaluatePart(card: EvaluateCard) -> impl IntoView {
    let picked = RwSignal::new(None::<ModelKind>);
    let model = chosen_model(picked);
    let evaluation = evaluation_of(model);
    evaluate_on_view(model);
    let choice = Choice::initial();
    let votes = stored_votes();
    match card {
        EvaluateCard::Score => {
            view! { <Score model=model picked=picked evaluation=evaluation /> }.into_any()
        }
        EvaluateCard::Predictions | EvaluateCard::Confusion => view! {
            <div class="field--model">
                <ModelSelect
                    id="lesson-model"
                    models=model_titles()
                    chosen=model
                    on_choose=move |model| picked.set(Some(model))
                />
            </div>
            {(card == EvaluateCard::Confusion)
                .then(|| view! { <Confusion model=model evaluation=evaluation choice=choice /> })}
            <Predictions model=model evaluation=evaluation choice=choice votes=votes />
        }
        .into_any(),
    }
}

/// A model's evaluation, once it is there.
fn evaluation_of(model: Memo<Option<ModelKind>>) -> Memo<Option<Evaluation>> {
    let session = SessionContext::expect().session;
    memo(move |_| {
        let model = model.get()?;
        session.with(|session| session.models.get(model)?.evaluation.clone())
    })
}

/// The votes on wrong predictions, stored as they change.
fn stored_votes() -> RwSignal<Votes> {
    let votes = RwSignal::new(load_votes());
    effect(move || store_votes(&votes.read()));
    votes
}

/// Requests the evaluations that were deferred until this view shows the model.
fn evaluate_on_view(model: Memo<Option<ModelKind>>) {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    let waiting = memo(move |_| {
        model.get().filter(|&model| {
            session.with(|session| {
                session
                    .models
                    .get(model)
                    .is_some_and(ModelEntry::is_evaluated_on_view)
            })
        })
    });
    effect(move || {
        if let Some(model) = waiting.get() {
            client.evaluate_on_view(model);
        }
    });
}

/// The picked model if there is one, else the one that a view opens with.
pub(super) fn chosen_model(picked: RwSignal<Option<ModelKind>>) -> Memo<Option<ModelKind>> {
    let session = SessionContext::expect().session;
    memo(move |_| {
        let picked = picked.get();
        session.with(|session| {
            picked
                .filter(|&model| session.models.get(model).is_some())
                .or_else(|| session.models.first_choice())
        })
    })
}

/// The selected model and its metrics.
#[component]
fn Score(
    model: Memo<Option<ModelKind>>,
    picked: RwSignal<Option<ModelKind>>,
    evaluation: Memo<Option<Evaluation>>,
) -> impl IntoView {
    let context = SessionContext::expect();
    let state = memo(move |_| {
        let model = model.get()?;
        context.session.with(|session| {
            let entry = session.models.get(model)?;
            Some((entry.is_being_evaluated(), entry.test_progress))
        })
    });
    let is_being_evaluated =
        memo(move |_| state.get().is_some_and(|(is_evaluated, _)| is_evaluated));
    let progress = move || state.get().and_then(|(_, progress)| progress);
    let title = move || model.get().map(|model| model.title());
    let praise = move || {
        let model = model.get()?;
        let praise = context.session.with(|session| praise(session, model))?;
        Some(view! { <span class="chip chip--accent">{praise}</span> })
    };
    let stopped = move || {
        let model = model.get()?;
        let step = context
            .session
            .with(|session| session.models.get(model)?.stopped_at())?;
        let text = text!("compare-stopped", step = format::count(step));
        Some(view! { <span class="chip chip--warn">{text}</span> })
    };
    let error = RwSignal::new(None::<String>);
    on_restart(move || error.set(None));
    let evaluate_again = move |_| {
        let Some(model) = model.get_untracked() else {
            return;
        };
        error.set(None);
        context.client.spawn(async move {
            error.set(context.client.evaluate(model).await.err());
            Ok(())
        });
    };
    // A pretrained model has a recorded score before it is evaluated here.
    let score = memo(move |_| {
        let model = model.get()?;
        context
            .session
            .with(|session| session.models.get(model)?.score())
    });
    let recorded = move |write: fn(RecordedScore) -> String| {
        score
            .get()
            .map_or_else(|| format::NOTHING.to_owned(), write)
    };
    let metric = move |write: fn(&Evaluation) -> String| {
        evaluation.with(|evaluation| {
            evaluation
                .as_ref()
                .map_or_else(|| format::NOTHING.to_owned(), write)
        })
    };
    view! {
        <section class="card">
            <div class="row row--apart row--end">
                <div class="row">
                    <h2 class="card__title" data-testid="evaluate-model-title">{title}</h2>
                    {praise} {stopped}
                </div>
                <ModelSelect
                    id="evaluate-model"
                    models=model_titles()
                    chosen=model
                    on_choose=move |model| picked.set(Some(model))
                />
            </div>
            <dl class="facts">
                <div class="fact">
                    <dt>{text!("evaluate-loss")}</dt>
                    <dd data-testid="evaluate-loss">{move || recorded(|score| format::loss(score.loss))}</dd>
                </div>
                <div class="fact">
                    <dt>{text!("evaluate-accuracy")}</dt>
                    <dd data-testid="evaluate-accuracy">
                        {move || recorded(|score| format::percent(score.accuracy))}
                    </dd>
                </div>
                <div class="fact">
                    <dt>{text!("evaluate-right-answers")}</dt>
                    <dd data-testid="evaluate-right-answers">
                        {move || metric(|evaluation| format::percent(evaluation.confusion.share_correct()))}
                    </dd>
                </div>
                <div class="fact">
                    <dt>{text!("evaluate-recognised")}</dt>
                    <dd data-testid="evaluate-n-correct">
                        {move || {
                            metric(|evaluation| {
                                text!("common-n-of-total", n = format::count(evaluation.confusion.n_correct() as usize), total = format::count(evaluation.confusion.n_images() as usize))
                            })
                        }}
                    </dd>
                </div>
            </dl>
            <Show
                when=move || is_being_evaluated.get()
                fallback=move || {
                    view! {
                        <div class="row">
                            <button class="button button--small" type="button" data-testid="evaluate-again" on:click=evaluate_again>
                                {text!("evaluate-again")}
                            </button>
                        </div>
                    }
                }
            >
                <ProgressBar
                    label=text!("evaluate-progress").to_owned()
                    share=Signal::derive(move || progress().map(share))
                    detail=Signal::derive(move || progress().map(written).unwrap_or_default())
                    testid="evaluate-progress"
                />
            </Show>
            <SaveResults evaluation=evaluation />
            <ErrorNotice error=error testid="evaluate-error" />
        </section>
    }
}

fn share(progress: TestProgress) -> f64 {
    progress.n_done as f64 / progress.n_images.max(1) as f64
}

fn written(progress: TestProgress) -> String {
    text!(
        "common-n-of-total",
        n = format::count(progress.n_done),
        total = format::count(progress.n_images)
    )
}
