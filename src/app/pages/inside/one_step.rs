//! One training step, slowly: a batch from its images to the loss after the update.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::begin::Begin;
use crate::app::client::Client;
use crate::app::components::{ErrorNotice, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::focus::come_to;
use crate::app::pages::data::has_split;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer_on;
use crate::protocol::{ModelKind, RunId, SplitName, StartWeights, StepOnce};
use crate::session::one_step::StepStage;
use crate::session::{PRIMARY_ENGINE, format};
use crate::texts::text;

mod buttons;
mod run;
mod stages;

use buttons::{pass_buttons, run_buttons};
use run::{Start, active_run};
use stages::of_stage;

/// A card that takes a model through single training steps.
#[component]
pub fn OneStep(
    /// The model that is trained, without a change to the one that the page has.
    model: Memo<Option<ModelKind>>,
) -> impl IntoView {
    let context = SessionContext::expect();
    let client = context.client;
    let opens_steps = context.view_state.inside.opens_steps;
    let mark = evaluation_mark(model);
    let comes_for_run = opens_steps.get_untracked();
    let chosen_start = RwSignal::new(if comes_for_run {
        Start::Run
    } else {
        Start::Initial
    });
    let step = RwSignal::new(0_u32);
    let stage = RwSignal::new(StepStage::default());
    let position = RwSignal::new(0_usize);
    let has_train = has_split(SplitName::Train);
    // Nothing is computed for a card before it has been seen.
    let is_open = RwSignal::new(comes_for_run);
    let run = active_run();
    let has_run = memo(move |_| run.read().is_some());
    let start = memo(move |_| match chosen_start.get() {
        Start::Run if !has_run.get() => Start::Trained,
        start => start,
    });
    let is_of_run = memo(move |_| start.get() == Start::Run);
    let goes_on = memo(move |_| {
        is_of_run.get() && run.with(|run| run.as_ref().is_some_and(|run| !run.is_paused))
    });
    let config = memo(move |_| {
        let model = model.get()?;
        let form = context.form.get();
        let mut config = form.parse().ok()?;
        config.model = model;
        Some(config)
    });
    let answer = use_answer_on(move || {
        (is_open.get() && has_train.get()).then_some(())?;
        if is_of_run.get() {
            let run = run.get().filter(|run| run.is_paused)?;
            let question = StepOnce {
                config: run.config,
                weights: StartWeights::Run(run.id),
                step: run.step as u32,
            };
            return Some((run.device, question));
        }
        let config = config.get()?;
        mark.track();
        let question = StepOnce {
            config,
            weights: match start.get() {
                Start::Initial => StartWeights::Initial,
                Start::Trained | Start::Run => StartWeights::Trained,
            },
            step: step.get(),
        };
        Some((PRIMARY_ENGINE, question))
    });
    // Another model or other settings begin again.
    Effect::new(move |before: Option<()>| {
        config.track();
        start.track();
        if before.is_some() {
            step.set(0);
            stage.set(StepStage::default());
        }
    });
    let with_run = move |act: fn(&Client, RunId)| {
        if let Some(run) = run.get_untracked() {
            act(&client, run.id);
        }
    };
    let card = NodeRef::<html::Section>::new();
    come_to(card, opens_steps);
    let forward = move || {
        if answer.is_waiting.get_untracked() {
            return;
        }
        match stage.get_untracked().next() {
            Some(next) => stage.set(next),
            None => {
                stage.set(StepStage::default());
                if is_of_run.get_untracked() {
                    with_run(Client::step);
                } else {
                    step.update(|step| *step += 1);
                }
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
        if goes_on.get() {
            return text!("step-run-goes-on").to_owned();
        }
        answer.value.with(|answer| match answer {
            Some(happened) => text!(
                "step-where",
                step = happened.step as usize % happened.n_steps_per_epoch.max(1) + 1,
                n = format::count(happened.n_steps_per_epoch),
                batch = happened.batch_size,
                rate = happened.learning_rate,
            ),
            None if config.read().is_none() => text!("step-no-settings").to_owned(),
            None if !has_train.get() => text!("step-waits").to_owned(),
            None => text!("step-making").to_owned(),
        })
    };
    let stages = move || {
        StepStage::ALL
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
        if goes_on.get() {
            return None;
        }
        let stage = stage.get();
        answer.value.with(|answer| {
            answer
                .as_ref()
                .map(|happened| of_stage(stage, happened, position).into_any())
        })
    };
    let next_label = move || match stage.get().next() {
        Some(next) => text!("step-forward", stage = next.title()),
        None if is_of_run.get() => text!("step-make").to_owned(),
        None => text!("step-next-batch").to_owned(),
    };
    let options = Signal::derive(move || {
        let mut options = vec![
            (
                Start::Initial,
                "initial",
                text!("step-weights-initial").to_owned(),
            ),
            (
                Start::Trained,
                "trained",
                text!("step-weights-trained").to_owned(),
            ),
        ];
        if has_run.get() {
            options.push((Start::Run, "run", text!("step-weights-run").to_owned()));
        }
        options
    });
    view! {
        <section class="card" node_ref=card tabindex="-1" aria-label=text!("step-title") data-testid="one-step">
            <h2 class="card__title">{text!("step-title")}</h2>
            <p class="soft prose">
                {move || if is_of_run.get() { text!("step-text-run") } else { text!("step-text-copy") }}
            </p>
            <Begin has_begun=is_open label=text!("step-begin") testid="one-step-open">
                <div class="row row--end row--apart">
                    <Segments
                        label=text!("step-weights")
                        name="one-step-weights"
                        options=options
                        chosen=start
                        on_choose=move |chosen| chosen_start.set(chosen)
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
                            {text!("step-back")}
                        </button>
                        <button
                            class="button button--primary"
                            type="button"
                            data-testid="one-step-forward"
                            disabled=move || goes_on.get()
                            on:click=move |_| forward()
                        >
                            {next_label}
                        </button>
                        {move || {
                            if is_of_run.get() {
                                run_buttons(goes_on, with_run).into_any()
                            } else {
                                pass_buttons(step, stage).into_any()
                            }
                        }}
                    </div>
                    <div
                        class="one-step__panel"
                        role="group"
                        aria-label=move || stage.get().title()
                        data-testid="one-step-panel"
                    >{panel}</div>
                </div>
                <ErrorNotice error=answer.error testid="one-step-error" />
            </Begin>
        </section>
    }
}
