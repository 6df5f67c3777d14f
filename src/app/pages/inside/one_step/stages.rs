//! What each stage of a single step shows: images, logits, loss, gradients, update, and the loss after it.

use leptos::prelude::*;

use crate::app::components::rich_text::rich_text;
use crate::app::components::{
    Bar, BarChart, CaptionTone, CaptionedImage, ImageCanvas, ImageGrid, class_name,
};
use crate::logits::{image_loss, likeliest_class, softmax};
use crate::protocol::{CLASS_NAMES, LabelledImage, ParameterStep, SingleStep};
use crate::session::format;
use crate::session::one_step::{StepStage, logits_of};
use crate::texts::text;

/// What is shown of a stage.
pub fn of_stage(stage: StepStage, happened: &SingleStep, position: RwSignal<usize>) -> AnyView {
    match stage {
        StepStage::Images => of_images(happened),
        StepStage::Logits => of_logits(happened, position),
        StepStage::Loss => of_loss(happened),
        StepStage::Gradients => of_gradients(happened),
        StepStage::Update => of_update(happened),
        StepStage::LossAfter => of_loss_after(happened),
    }
}

/// What a stage's images are saved as.
fn title_of(stage: StepStage) -> String {
    format!("{}: {}", text!("step-title"), stage.title())
}

fn of_images(happened: &SingleStep) -> AnyView {
    let images: Vec<_> = happened
        .images
        .iter()
        .map(|image| {
            captioned(
                image,
                class_name(image.label.into()).to_owned(),
                CaptionTone::Plain,
            )
        })
        .collect();
    let n_hidden = happened.batch_size - happened.images.len();
    let shape = format!("[{}, 1, 28, 28]", happened.batch_size);
    let shown = (n_hidden > 0).then(|| text!("step-images-shown", n = happened.images.len()));
    view! {
        <p>{rich_text(&text!("step-images-text", shape = shape))} " " {shown}</p>
        <ImageGrid images=images n_columns=0 title=title_of(StepStage::Images) testid="one-step-batch" />
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
                (true, true) => text!("step-truth-answer"),
                (true, false) => text!("step-truth"),
                (false, true) => text!("step-answer"),
                (false, false) => "",
            };
            view! {
                <tr class=("one-step__truth", is_true)>
                    <th scope="row">{name}</th>
                    <td class="number">{format::signed(logits[class].into(), 3)}</td>
                    <td class="number">{format::share(probabilities[class].into(), 1)}</td>
                    <td class="soft">{mark}</td>
                </tr>
            }
        })
        .collect_view();
    let pixels = image.pixels.clone();
    let alt = text!(
        "nearest-image",
        class = class_name(image.label.into()),
        n = image.index
    );
    view! {
        <p>
            {text!("step-logits-text")}
        </p>
        <div class="one-step__logits">
            <div class="stack stack--tight">
                <ImageCanvas pixels=Some(pixels) alt=alt testid="one-step-image" />
                <label class="field">
                    <span class="field__label">{text!("step-image-of", n = shown + 1, all = n_images)}</span>
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
                            <th scope="col">{text!("step-class")}</th>
                            <th scope="col" class="number">{text!("step-logit")}</th>
                            <th scope="col" class="number">{text!("step-probability")}</th>
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
            {text!("step-loss-text")} " "
            <strong data-testid="one-step-loss-value">{format::loss(happened.loss.into())}</strong> ". "
            {text!("step-right-so-far", n = happened.n_correct, all = happened.batch_size)}
        </p>
        <ImageGrid images=images n_columns=0 title=title_of(StepStage::Loss) testid="one-step-losses" />
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
            {text!("step-gradients-text")}
        </p>
        <BarChart label=text!("step-gradients-label") bars=bars testid="one-step-gradient-bars" />
    }
    .into_any()
}

fn of_update(happened: &SingleStep) -> AnyView {
    let longest = of_all(happened, |tensor| tensor.update_norm);
    let bars = bars(happened, |tensor| {
        let share = tensor.update_norm / longest.max(f32::MIN_POSITIVE);
        let relative = tensor.update_norm / tensor.norm.max(f32::MIN_POSITIVE);
        let relative = format::share(relative.into(), 2);
        (share, format!("{:.5}, {relative}", tensor.update_norm))
    });
    view! {
        <p>
            {rich_text(&text!("step-update-text", rate = happened.learning_rate))}
        </p>
        <BarChart label=text!("step-update-label") bars=bars testid="one-step-update-bars" />
    }
    .into_any()
}

fn of_loss_after(happened: &SingleStep) -> AnyView {
    let (before, after) = (happened.loss, happened.loss_after);
    let longest = before.max(after).max(f32::MIN_POSITIVE);
    let bar = |label: &str, loss: f32, n_correct: usize| Bar {
        label: label.to_owned(),
        share: f64::from(loss / longest),
        value: text!(
            "step-right",
            loss = format::loss(loss.into()),
            n = n_correct,
            all = happened.batch_size,
        ),
        model: None,
        is_strong: false,
    };
    let bars = vec![
        bar(text!("step-before"), before, happened.n_correct),
        bar(text!("step-after"), after, happened.n_correct_after),
    ];
    let verdict = if after < before {
        text!("step-fell")
    } else {
        text!("step-did-not-fall")
    };
    view! {
        <p data-testid="one-step-verdict">{verdict}</p>
        <BarChart label=text!("step-after-label") bars=bars testid="one-step-loss-bars" />
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
        alt: text!(
            "nearest-image",
            class = class_name(image.label.into()),
            n = image.index
        ),
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
