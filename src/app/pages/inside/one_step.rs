//! One training step, slowly: a batch from its images to the loss after the update.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::app::components::{ErrorNotice, Segments};
use crate::app::context::SessionContext;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer;
use crate::protocol::{ModelKind, SplitName, StartWeights, StepOnce};
use crate::session::format;
use crate::session::one_step::Stage;

mod stages;

use stages::of_stage;

/// Steps that are passed over by the button for those in a hurry.
const N_PASSED: u32 = 10;

/// A card that takes a model through single training steps.
#[component]
pub fn OneStep(
    /// The model that is trained, without a change to the one that the page has.
    model: Memo<Option<ModelKind>>,
) -> impl IntoView {
    let context = SessionContext::expect();
    let session = context.session;
    let mark = evaluation_mark(model);
    let start = RwSignal::new(0_usize);
    let step = RwSignal::new(0_u32);
    let stage = RwSignal::new(Stage::default());
    let position = RwSignal::new(0_usize);
    let has_train = Memo::new(move |_| {
        session.with(|session| session.data.primary().split(SplitName::Train).is_some())
    });
    // Nothing is computed for a card that nobody has looked at.
    let is_open = RwSignal::new(false);
    let config = Memo::new(move |_| {
        let model = model.get()?;
        let form = context.form.get();
        let mut config = form.parse().ok()?;
        config.model = model;
        Some(config)
    });
    let answer = use_answer(move || {
        mark.track();
        (is_open.get() && has_train.get()).then_some(())?;
        Some(StepOnce {
            config: config.get()?,
            weights: if start.get() == 0 {
                StartWeights::Initial
            } else {
                StartWeights::Trained
            },
            step: step.get(),
        })
    });
    // Another model or other settings begin again.
    Effect::new(move |before: Option<()>| {
        config.track();
        start.track();
        if before.is_some() {
            step.set(0);
            stage.set(Stage::default());
        }
    });
    let forward = move || {
        if answer.is_waiting.get_untracked() {
            return;
        }
        match stage.get_untracked().next() {
            Some(next) => stage.set(next),
            None => {
                stage.set(Stage::default());
                step.update(|step| *step += 1);
            }
        }
    };
    let back = move || {
        if let Some(previous) = stage.get_untracked().previous() {
            stage.set(previous);
        }
    };
    let by_key = move |event: KeyboardEvent| {
        // A slider has its own use for the arrow keys.
        let target = event.target();
        if target.is_some_and(|target| target.has_type::<HtmlInputElement>()) {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => forward(),
            "ArrowLeft" => back(),
            _ => return,
        }
        event.prevent_default();
    };
    let where_words = move || {
        answer.value.with(|answer| match answer {
            Some(happened) => format!(
                "Step {} of an epoch's {}: a batch of {}, learning rate {}",
                happened.step as usize % happened.n_steps_per_epoch.max(1) + 1,
                format::count(happened.n_steps_per_epoch),
                happened.batch_size,
                happened.learning_rate,
            ),
            None if config.read().is_none() => {
                "The settings of the Train tab are not valid yet, or there is no model.".to_owned()
            }
            None if !has_train.get() => "Waiting for the training images…".to_owned(),
            None => "Making the step…".to_owned(),
        })
    };
    let stages = move || {
        Stage::ALL
            .into_iter()
            .enumerate()
            .map(|(number, of)| {
                view! {
                    <li>
                        <button
                            class="stages__stage"
                            type="button"
                            data-testid=format!("one-step-{}", of.word())
                            aria-current=move || (stage.get() == of).then_some("step")
                            on:click=move |_| stage.set(of)
                        >
                            <span class="stages__number" aria-hidden="true">{number + 1}</span>
                            {of.title()}
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    let panel = move || {
        let stage = stage.get();
        answer.value.with(|answer| {
            answer
                .as_ref()
                .map(|happened| of_stage(stage, happened, position).into_any())
        })
    };
    let next_label = move || match stage.get().next() {
        Some(next) => format!("{} →", next.title()),
        None => "Next batch →".to_owned(),
    };
    view! {
        <section class="card" data-testid="one-step">
            <h2 class="card__title">"One step, slowly"</h2>
            <p class="soft prose">
                "A training run repeats one thing thousands of times. Here it is done once, on a real batch, with every number kept. "
                "Batch size, learning rate and seed are those of the Train tab; the model that you have stays as it is."
            </p>
            <Show
                when=move || is_open.get()
                fallback=move || {
                    view! {
                        <div class="row">
                            <button
                                class="button"
                                type="button"
                                data-testid="one-step-open"
                                on:click=move |_| is_open.set(true)
                            >
                                "Take the first step"
                            </button>
                        </div>
                    }
                }
            >
                <div class="row row--end row--apart">
                    <Segments
                        label="Weights at the start"
                        name="one-step-weights"
                        options=vec![
                            (0, "initial", "As a run begins".to_owned()),
                            (1, "trained", "Of the trained model".to_owned()),
                        ]
                        chosen=start
                        on_choose=move |chosen| start.set(chosen)
                    />
                    <span class="soft small" role="status" data-testid="one-step-where">{where_words}</span>
                </div>
                // The arrow keys are a convenience: every stage has its button.
                <div class="stack" on:keydown=by_key>
                    <ol class="stages" data-testid="one-step-stages">{stages}</ol>
                    <div class="row">
                        <button
                            class="button"
                            type="button"
                            data-testid="one-step-back"
                            disabled=move || stage.get().previous().is_none()
                            on:click=move |_| back()
                        >
                            "← Back"
                        </button>
                        <button
                            class="button button--primary"
                            type="button"
                            data-testid="one-step-forward"
                            on:click=move |_| forward()
                        >
                            {next_label}
                        </button>
                        <button
                            class="button button--quiet"
                            type="button"
                            data-testid="one-step-pass"
                            on:click=move |_| step.update(|step| *step += N_PASSED)
                        >
                            {format!("{N_PASSED} batches on")}
                        </button>
                        <button
                            class="button button--quiet"
                            type="button"
                            data-testid="one-step-again"
                            disabled=move || step.get() == 0
                            on:click=move |_| {
                                step.set(0);
                                stage.set(Stage::default());
                            }
                        >
                            "From the first batch"
                        </button>
                    </div>
                    <div
                        class="one-step__panel"
                        role="group"
                        aria-label=move || stage.get().title()
                        data-testid="one-step-panel"
                    >{panel}</div>
                </div>
                <ErrorNotice error=answer.error testid="one-step-error" />
            </Show>
        </section>
    }
}
