//! The first training image in two colour maps, and the numbers of its shape.

use leptos::prelude::*;

use super::has_split;
use crate::app::components::{ErrorNotice, ImageCanvas};
use crate::app::use_answer::use_answer;
use crate::protocol::{CLASS_NAMES, IMAGE_SIZE, Selection, ShowImages, SplitName};
use crate::session::colour_map::ColourMap;

/// A card with the first training image and the grey value under the pointer.
#[component]
pub fn FirstImage() -> impl IntoView {
    let has_train = has_split(SplitName::Train);
    let answer = use_answer(move || {
        has_train.get().then(|| ShowImages {
            split: SplitName::Train,
            selection: Selection::Indices(vec![0]),
        })
    });
    let image = Memo::new(move |_| answer.value.get()?.into_iter().next());
    let pixels = Signal::derive(move || image.get().map(|image| image.pixels));
    let class_name = move || {
        let image = image.get()?;
        CLASS_NAMES.get(usize::from(image.label)).copied()
    };
    let alt = Signal::derive(move || match class_name() {
        Some(name) => format!("Training image 0: {name}"),
        None => "The first training image is not loaded yet".to_owned(),
    });
    let pointed = RwSignal::new(None::<(usize, usize)>);
    let point = Callback::new(move |pixel| pointed.set(pixel));
    let words = move || pixels.with(|pixels| pixel_words(pixels.as_deref(), pointed.get()));
    let caption = move || match (class_name(), image.get()) {
        (Some(name), Some(image)) => format!("{name} (label {})", image.label),
        _ => "Waiting for the training images…".to_owned(),
    };
    view! {
        <section class="card">
            <h2 class="card__title">"The first training image"</h2>
            <div class="columns">
                <div class="stack stack--tight">
                    <div class="image-pair">
                        <figure class="figure">
                            <ImageCanvas pixels=pixels alt=alt colours=ColourMap::Viridis testid="data-first-colour" on_point=point />
                            <figcaption class="figure__caption soft">"in a colour map"</figcaption>
                        </figure>
                        <figure class="figure">
                            <ImageCanvas pixels=pixels alt=alt testid="data-first-grey" on_point=point />
                            <figcaption class="figure__caption soft">"in grey, as it is"</figcaption>
                        </figure>
                    </div>
                    <p data-testid="data-first-class">{caption}</p>
                    <p class="soft small" data-testid="data-first-pixel">{words}</p>
                    <ErrorNotice error=answer.error testid="data-first-error" />
                </div>
                <ShapeWords />
            </div>
        </section>
    }
}

/// The grey value at this row and column as a sentence, or how to ask for one.
pub(super) fn pixel_words(pixels: Option<&[u8]>, pointed: Option<(usize, usize)>) -> String {
    let Some((row, column)) = pointed else {
        return "Point at a pixel to read its number.".to_owned();
    };
    let grey = pixels.and_then(|pixels| pixels.get(row * IMAGE_SIZE + column).copied());
    grey.map_or_else(String::new, |grey| {
        let brightness = f64::from(grey) / 255.0;
        format!("Row {row}, column {column}: {grey}, which the model gets as {brightness:.4}")
    })
}

#[component]
fn ShapeWords() -> impl IntoView {
    let size = IMAGE_SIZE;
    view! {
        <div class="stack prose">
            <p>
                "To the model this is a tensor of the shape " <code>{format!("[1, {size}, {size}]")}</code>
                ": one colour channel, since the photos are grey, then height, then width. Each number is a pixel's "
                "brightness, 0 to 255, divided by 255: from 0 for black to 1 for white. Nothing else is done to it."
            </p>
            <div class="table-box">
                <table class="table table--sentences">
                    <thead>
                        <tr>
                            <th scope="col">"Order"</th>
                            <th scope="col">"Meaning"</th>
                            <th scope="col">"Here"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <tr>
                            <th scope="row"><code>"CHW"</code></th>
                            <td>"channels, height, width: PyTorch's and Burn's order"</td>
                            <td><code>{format!("[1, {size}, {size}]")}</code></td>
                        </tr>
                        <tr>
                            <th scope="row"><code>"HWC"</code></th>
                            <td>"channels last: the order of plotting libraries"</td>
                            <td><code>{format!("[{size}, {size}, 1]")}</code></td>
                        </tr>
                        <tr>
                            <th scope="row"><code>"NCHW"</code></th>
                            <td>"a batch of N images"</td>
                            <td><code>{format!("[32, 1, {size}, {size}]")}</code></td>
                        </tr>
                        <tr>
                            <th scope="row"><code>"NHWC"</code></th>
                            <td>"a batch, channels last"</td>
                            <td><code>{format!("[32, {size}, {size}, 1]")}</code></td>
                        </tr>
                    </tbody>
                </table>
            </div>
            <p class="soft small">
                "The colour map shows the same numbers as colours, from violet for 0 to yellow for 255: faint greys stand out."
            </p>
        </div>
    }
}
