//! What each stage of a single step shows: images, logits, loss, gradients, update, and the loss after it.

use leptos::prelude::*;

use crate::app::components::{
    Bar, BarChart, CaptionTone, CaptionedImage, ImageCanvas, ImageGrid, likeliest_class,
};
use crate::protocol::{CLASS_NAMES, LabelledImage, ParameterStep, SingleStep};
use crate::session::format;
use crate::session::one_step::{Stage, image_loss, logits_of, softmax};

/// What is shown of a stage.
pub fn of_stage(stage: Stage, happened: &SingleStep, position: RwSignal<usize>) -> AnyView {
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

fn of_all(happened: &SingleStep, number: impl Fn(&ParameterStep) -> f32) -> f32 {
    happened.parameters.iter().map(number).fold(0.0, f32::max)
}

fn bars(happened: &SingleStep, of: impl Fn(&ParameterStep) -> (f32, String)) -> Vec<Bar> {
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
