//! Draws 28×28 images, alone or in a grid with captions.

use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{HtmlCanvasElement, ImageData};

use super::canvas::{cell_at, context_2d};
use super::savable::Savable;
use crate::app::erased::effect;
use crate::protocol::{IMAGE_SIZE, N_PIXELS};
use crate::session::colour_map::ColourMap;

/// One 28×28 image with visible pixels; an empty frame without an image.
#[component]
pub fn ImageCanvas(
    /// 28×28 grey values, row by row; none for an empty frame.
    #[prop(into)]
    pixels: Signal<Option<Vec<u8>>>,
    /// What the image shows, for screen readers.
    #[prop(into)]
    alt: Signal<String>,
    /// How grey values are coloured. Default is grey.
    #[prop(into, optional)]
    colours: Signal<ColourMap>,
    /// CSS classes beside `pixels`. Default is none.
    #[prop(into, optional)]
    class: String,
    /// `data-testid` of the canvas. Default is `image`.
    #[prop(into, default = "image".to_owned())]
    testid: String,
    /// Called with row and column of the pixel under the pointer, with none when it leaves. Default is none.
    #[prop(optional, into)]
    on_point: Option<Callback<Option<(usize, usize)>>>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let point = move |event: PointerEvent| {
        if let Some((canvas, on_point)) = canvas.get_untracked().zip(on_point) {
            on_point.run(cell_at(&canvas, &event, [IMAGE_SIZE; 2]));
        }
    };
    let leave = move |_| {
        if let Some(on_point) = on_point {
            on_point.run(None);
        }
    };
    effect(move || {
        let Some(canvas) = canvas.get() else { return };
        paint(&canvas, pixels.read().as_deref(), colours.get());
    });
    view! {
        <canvas
            node_ref=canvas
            class=format!("pixels {class}")
            class=("pixels--waiting", move || pixels.with(|pixels| pixels.as_ref().is_none_or(Vec::is_empty)))
            width=IMAGE_SIZE
            height=IMAGE_SIZE
            role="img"
            aria-label=move || alt.get()
            data-testid=testid
            on:pointermove=point
            on:pointerdown=point
            on:pointerleave=leave
        ></canvas>
    }
}

fn paint(canvas: &HtmlCanvasElement, pixels: Option<&[u8]>, colours: ColourMap) {
    let Some(context) = context_2d(canvas) else {
        return;
    };
    let size = IMAGE_SIZE as u32;
    let Some(pixels) = pixels.filter(|pixels| pixels.len() == N_PIXELS) else {
        context.clear_rect(0.0, 0.0, f64::from(size), f64::from(size));
        return;
    };
    let rgba = colours.rgba(pixels);
    if let Ok(image) = ImageData::new_with_u8_clamped_array(Clamped(&rgba), size) {
        // It fails only for detached buffers, and this one was just made.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// The address of a 28×28 image's data, in grey; none if the browser has no canvas left.
pub fn data_url(pixels: &[u8]) -> Option<String> {
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    canvas.set_width(IMAGE_SIZE as u32);
    canvas.set_height(IMAGE_SIZE as u32);
    paint(&canvas, Some(pixels), ColourMap::Grey);
    canvas.to_data_url().ok()
}

/// The colour of a caption.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CaptionTone {
    /// The text colour.
    #[default]
    Plain,
    /// The colour of right answers.
    Good,
    /// The colour of wrong answers.
    Bad,
}

/// One image of an [`ImageGrid`].
#[derive(Clone, Debug, PartialEq)]
pub struct CaptionedImage {
    /// 28×28 grey values, row by row.
    pub pixels: Vec<u8>,
    /// What the image shows, for screen readers.
    pub alt: String,
    /// The text below it.
    pub caption: String,
    /// The text's colour.
    pub tone: CaptionTone,
}

/// Images in rows, each above its caption.
#[component]
pub fn ImageGrid(
    /// The images in reading order; a change redraws all of them.
    #[prop(into)]
    images: Signal<Vec<CaptionedImage>>,
    /// Images in a row; 0 for as many small ones as fit. Default is 4.
    #[prop(default = 4)]
    n_columns: usize,
    /// How grey values are coloured. Default is grey.
    #[prop(into, optional)]
    colours: Signal<ColourMap>,
    /// What the images are, for the file that they are saved in and for screen readers.
    #[prop(into)]
    title: Signal<String>,
    /// `data-testid` of the list.
    #[prop(into)]
    testid: String,
    /// Called with the position of an image that is clicked. Default is none: they are no buttons.
    #[prop(optional, into)]
    on_choose: Option<Callback<usize>>,
) -> impl IntoView {
    let class = if n_columns == 0 {
        "image-grid image-grid--batch"
    } else {
        "image-grid"
    };
    view! {
        <Savable title=title testid=testid.clone()>
            <ul class=class prop:style=format!("--image-grid-columns: {n_columns}") data-testid=testid>
                {move || {
                    images
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(position, image)| {
                            let caption_class = match image.tone {
                                CaptionTone::Plain => "figure__caption",
                                CaptionTone::Good => "figure__caption image-grid__caption--good",
                                CaptionTone::Bad => "figure__caption image-grid__caption--bad",
                            };
                            let content = view! {
                                <ImageCanvas pixels=Some(image.pixels) alt=image.alt colours=colours />
                                <span class=caption_class data-save="caption">{image.caption}</span>
                            };
                            let content = match on_choose {
                                Some(on_choose) => view! {
                                    <button class="image-grid__choice" type="button" on:click=move |_| on_choose.run(position)>
                                        {content}
                                    </button>
                                }
                                .into_any(),
                                None => content.into_any(),
                            };
                            view! { <li class="figure">{content}</li> }
                        })
                        .collect_view()
                }}
            </ul>
        </Savable>
    }
}
