//! The first training image in two colour maps, and the numbers of its shape.

use leptos::prelude::*;

use super::has_split;
use crate::app::components::{ErrorNotice, ImageCanvas, Savable, rich_text};
use crate::app::erased::memo;
use crate::app::use_answer::use_answer;
use crate::protocol::{CLASS_NAMES, IMAGE_SIZE, Selection, ShowImages, SplitName};
use crate::session::colour_map::ColourMap;
use crate::texts::text;

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
    let image = memo(move |_| answer.value.get()?.into_iter().next());
    let pixels = Signal::derive(move || image.get().map(|image| image.pixels));
    let class_name = move || {
        let image = image.get()?;
        CLASS_NAMES.get(usize::from(image.label)).copied()
    };
    let alt = Signal::derive(move || match class_name() {
        Some(name) => text!("data-first-alt", class = name),
        None => text!("data-first-missing").to_owned(),
    });
    let pointed = RwSignal::new(None::<(usize, usize)>);
    let point = Callback::new(move |pixel| pointed.set(pixel));
    let words = move || pixels.with(|pixels| pixel_words(pixels.as_deref(), pointed.get()));
    let caption = move || match (class_name(), image.get()) {
        (Some(name), Some(image)) => text!("data-first-class", class = name, label = image.label),
        _ => text!("data-first-waiting").to_owned(),
    };
    view! {
        <section class="card">
            <h2 class="card__title">{text!("data-first-title")}</h2>
            <div class="columns">
                <div class="stack stack--tight">
                    <Savable title=text!("data-first-title").to_owned() testid="data-first">
                        <div class="image-pair">
                            <figure class="figure">
                                <ImageCanvas pixels=pixels alt=alt colours=ColourMap::Viridis testid="data-first-colour" on_point=point />
                                <figcaption class="figure__caption soft" data-save="caption">{text!("data-first-colour")}</figcaption>
                            </figure>
                            <figure class="figure">
                                <ImageCanvas pixels=pixels alt=alt testid="data-first-grey" on_point=point />
                                <figcaption class="figure__caption soft" data-save="caption">{text!("data-first-grey")}</figcaption>
                            </figure>
                        </div>
                    </Savable>
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
        return text!("data-pixel-ask").to_owned();
    };
    let grey = pixels.and_then(|pixels| pixels.get(row * IMAGE_SIZE + column).copied());
    grey.map_or_else(String::new, |grey| {
        let brightness = f64::from(grey) / 255.0;
        text!(
            "data-pixel",
            row = row,
            column = column,
            grey = grey,
            brightness = format!("{brightness:.4}")
        )
    })
}

#[component]
fn ShapeWords() -> impl IntoView {
    let size = IMAGE_SIZE;
    view! {
        <div class="stack prose">
            <p>{rich_text(&text!("data-shape", shape = format!("[1, {size}, {size}]")))}</p>
            <div class="table-box">
                <table class="table table--sentences">
                    <thead>
                        <tr>
                            <th scope="col">{text!("data-shape-order")}</th>
                            <th scope="col">{text!("data-shape-meaning")}</th>
                            <th scope="col">{text!("data-shape-here")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <tr>
                            <th scope="row"><code>"CHW"</code></th>
                            <td>{text!("data-shape-chw")}</td>
                            <td><code>{format!("[1, {size}, {size}]")}</code></td>
                        </tr>
                        <tr>
                            <th scope="row"><code>"HWC"</code></th>
                            <td>{text!("data-shape-hwc")}</td>
                            <td><code>{format!("[{size}, {size}, 1]")}</code></td>
                        </tr>
                        <tr>
                            <th scope="row"><code>"NCHW"</code></th>
                            <td>{text!("data-shape-nchw")}</td>
                            <td><code>{format!("[32, 1, {size}, {size}]")}</code></td>
                        </tr>
                        <tr>
                            <th scope="row"><code>"NHWC"</code></th>
                            <td>{text!("data-shape-nhwc")}</td>
                            <td><code>{format!("[32, {size}, {size}, 1]")}</code></td>
                        </tr>
                    </tbody>
                </table>
            </div>
            <p class="soft small">{text!("data-shape-colours")}</p>
        </div>
    }
}
