//! One training step, slowly: a batch from its images to the loss after the update.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::app::components::{
    Bar, BarChart, CaptionTone, CaptionedImage, ErrorNotice, ImageCanvas, ImageGrid, Segments,
    likeliest_class,
};
use crate::app::context::SessionContext;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer;
use crate::protocol::{
    CLASS_NAMES, LabelledImage, ModelKind, SingleStep, SplitName, StartWeights, StepOnce,
};
use crate::session::format;
use crate::session::one_step::{Stage, image_loss, logits_of, softmax};

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

/// What is shown of a stage.
fn of_stage(stage: Stage, happened: &SingleStep, position: RwSignal<usize>) -> AnyView {
    match stage {
        Stage::Images => of_images(happened),
        Stage::Logits => of_logits(happened, position),
        Stage::Loss => of_loss(happened),
        Stage::Gradients => of_gradients(happened),
        Stage::Update => of_update(happened),
        Stage::LossAfter => of_loss_after(happened),
    }
}

fn of_images(happened: &SingleStep) -> AnyView {
    let images: Vec<_> = happened
        .images
        .iter()
        .map(|image| captioned(image, name(image.label).to_owned(), CaptionTone::Plain))
        .collect();
    let n_hidden = happened.batch_size - happened.images.len();
    let hidden = (n_hidden > 0).then(|| format!(" The first {} are shown.", happened.images.len()));
    view! {
        <p>
            "The data loader hands over the next batch of the shuffled training images: a tensor of the shape "
            <code>{format!("[{}, 1, 28, 28]", happened.batch_size)}</code> ", and the classes that are to be answered."
            {hidden}
        </p>
        <ImageGrid images=images n_columns=0 testid="one-step-batch" />
    }
        .into_any()
}

fn of_logits(happened: &SingleStep, position: RwSignal<usize>) -> AnyView {
    let n_images = happened.images.len();
    let shown = position.get().min(n_images.saturating_sub(1));
    let Some((image, (logits, _))) = happened.images.get(shown).zip(logits_of(happened, shown))
    else {
        return ().into_any();
    };
    let probabilities = softmax(logits);
    let likeliest = likeliest_class(&probabilities);
    let rows = CLASS_NAMES
        .into_iter()
        .enumerate()
        .map(|(class, name)| {
            let is_true = usize::from(image.label) == class;
            let mark = match (is_true, likeliest == Some(class)) {
                (true, true) => "✓ truth and answer",
                (true, false) => "truth",
                (false, true) => "✗ answer",
                (false, false) => "",
            };
            view! {
                <tr class=("one-step__truth", is_true)>
                    <th scope="row">{name}</th>
                    <td class="number">{format::signed(logits[class].into(), 3)}</td>
                    <td class="number">{format!("{:.1} %", probabilities[class] * 100.0)}</td>
                    <td class="soft">{mark}</td>
                </tr>
            }
        })
        .collect_view();
    let pixels = image.pixels.clone();
    let alt = format!("{}, training image {}", name(image.label), image.index);
    view! {
        <p>
            "The model writes ten numbers for each image, the logits: any size, any sign. Softmax turns them into probabilities."
        </p>
        <div class="one-step__logits">
            <div class="stack stack--tight">
                <ImageCanvas pixels=Some(pixels) alt=alt testid="one-step-image" />
                <label class="field">
                    <span class="field__label">{format!("Image {} of {n_images}", shown + 1)}</span>
                    <input
                        class="range"
                        type="range"
                        min="1"
                        max=n_images
                        data-testid="one-step-position"
                        prop:value=(shown + 1).to_string()
                        on:change=move |event| {
                            let number: usize = event_target_value(&event).parse().unwrap_or(1);
                            position.set(number.saturating_sub(1));
                        }
                    />
                </label>
            </div>
            <div class="table-box">
                <table class="table table--narrow small" data-testid="one-step-logits-table">
                    <thead>
                        <tr>
                            <th scope="col">"Class"</th>
                            <th scope="col" class="number">"Logit"</th>
                            <th scope="col" class="number">"Probability"</th>
                            <th scope="col"></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
        .into_any()
}

fn of_loss(happened: &SingleStep) -> AnyView {
    let images: Vec<_> = happened
        .images
        .iter()
        .enumerate()
        .map(|(position, image)| {
            let logits = logits_of(happened, position).map_or(&[][..], |(before, _)| before);
            let tone = tone(logits, image.label);
            captioned(
                image,
                format!("{:.2}", image_loss(logits, image.label)),
                tone,
            )
        })
        .collect();
    view! {
        <p>
            "Each image costs −ln of the probability that the model gave to its true class: nothing for 100 %, 2.30 for 10 %. "
            "The loss is the mean over the batch: "
            <strong data-testid="one-step-loss-value">{format::loss(happened.loss.into())}</strong>
            {format!(
                ". {} of {} are right so far.",
                happened.n_correct,
                happened.batch_size,
            )}
        </p>
        <ImageGrid images=images n_columns=0 testid="one-step-losses" />
    }
        .into_any()
}

fn of_gradients(happened: &SingleStep) -> AnyView {
    let longest = of_all(happened, |tensor| tensor.gradient_norm);
    let bars = bars(happened, |tensor| {
        let share = tensor.gradient_norm / longest.max(f32::MIN_POSITIVE);
        (share, format!("{:.4}", tensor.gradient_norm))
    });
    view! {
        <p>
            "Backwards through the layers: for each parameter, how the loss would change with it. "
            "A bar is the length of all these slopes of one tensor, the root of their squares' sum."
        </p>
        <BarChart label="Length of the gradient of each parameter tensor" bars=bars testid="one-step-gradient-bars" />
    }
        .into_any()
}

fn of_update(happened: &SingleStep) -> AnyView {
    let longest = of_all(happened, |tensor| tensor.update_norm);
    let bars = bars(happened, |tensor| {
        let share = tensor.update_norm / longest.max(f32::MIN_POSITIVE);
        let relative = 100.0 * tensor.update_norm / tensor.norm.max(f32::MIN_POSITIVE);
        (share, format!("{:.5}, {relative:.2} %", tensor.update_norm))
    });
    view! {
        <p>
            "Every parameter moves against its slope, by the learning rate times it: "
            <code>{format!("weight −= {} × gradient", happened.learning_rate)}</code>
            ". Behind each bar: the length of the change, and its share of the tensor's own length."
        </p>
        <BarChart label="Length of the change of each parameter tensor" bars=bars testid="one-step-update-bars" />
    }
        .into_any()
}

fn of_loss_after(happened: &SingleStep) -> AnyView {
    let (before, after) = (happened.loss, happened.loss_after);
    let longest = before.max(after).max(f32::MIN_POSITIVE);
    let bar = |label: &str, loss: f32, n_correct: usize| Bar {
        label: label.to_owned(),
        share: f64::from(loss / longest),
        value: format!(
            "{}, {n_correct} of {} right",
            format::loss(loss.into()),
            happened.batch_size
        ),
        model: None,
        is_strong: false,
    };
    let bars = vec![
        bar("before the update", before, happened.n_correct),
        bar("after the update", after, happened.n_correct_after),
    ];
    let verdict = if after < before {
        "The same batch again, with the new weights: its loss has fallen. That is all that training does, batch after batch."
    } else {
        "The same batch again, with the new weights: its loss has not fallen. The step was too long for this slope; a smaller learning rate helps."
    };
    view! {
        <p data-testid="one-step-verdict">{verdict}</p>
        <BarChart label="Loss of the batch before and after the update" bars=bars testid="one-step-loss-bars" />
    }
        .into_any()
}

fn of_all(happened: &SingleStep, number: impl Fn(&crate::protocol::ParameterStep) -> f32) -> f32 {
    happened.parameters.iter().map(number).fold(0.0, f32::max)
}

fn bars(
    happened: &SingleStep,
    of: impl Fn(&crate::protocol::ParameterStep) -> (f32, String),
) -> Vec<Bar> {
    let parameters = happened.parameters.iter();
    parameters
        .map(|tensor| {
            let (share, value) = of(tensor);
            Bar {
                label: format!("{} {:?}", tensor.name, tensor.shape),
                share: share.into(),
                value,
                model: None,
                is_strong: false,
            }
        })
        .collect()
}

fn captioned(image: &LabelledImage, caption: String, tone: CaptionTone) -> CaptionedImage {
    CaptionedImage {
        pixels: image.pixels.clone(),
        alt: format!("{}, training image {}", name(image.label), image.index),
        caption,
        tone,
    }
}

fn tone(logits: &[f32], label: u8) -> CaptionTone {
    if likeliest_class(logits) == Some(usize::from(label)) {
        CaptionTone::Good
    } else {
        CaptionTone::Bad
    }
}

fn name(label: u8) -> &'static str {
    let name = CLASS_NAMES.get(usize::from(label));
    name.copied().unwrap_or(format::NOTHING)
}
