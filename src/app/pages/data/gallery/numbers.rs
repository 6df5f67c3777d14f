//! The grey values of one image as numbers in their places.

use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;
use web_sys::HtmlCanvasElement;

use crate::app::components::Savable;
use crate::app::components::canvas::{cell_at, context_2d};
use crate::app::erased::{effect, memo};
use crate::app::pages::data::first_image::pixel_words;
use crate::protocol::{CLASS_NAMES, IMAGE_SIZE, LabelledImage};
use crate::session::format;
use crate::texts::text;

/// Width and height of a pixel with its number, in the canvas's own pixels: sharp also on dense screens.
const CELL: f64 = 40.0;

/// The image in its 28×28 numbers, on a canvas and, when asked for, as a table.
#[component]
pub fn Numbers(image: RwSignal<Option<LabelledImage>>) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let pointed = RwSignal::new(None::<(usize, usize)>);
    effect(move || {
        let Some(canvas) = canvas.get() else { return };
        paint(&canvas, image.read().as_ref());
    });
    let point = move |event: PointerEvent| {
        if let Some(canvas) = canvas.get_untracked() {
            pointed.set(cell_at(&canvas, &event, [IMAGE_SIZE; 2]));
        }
    };
    let title = memo(move |_| {
        image.with(|image| {
            let Some(image) = image else {
                return text!("data-numbers-none").to_owned();
            };
            let label = usize::from(image.label);
            let name = CLASS_NAMES.get(label).copied().unwrap_or(format::NOTHING);
            text!(
                "data-numbers-title",
                index = format::count(image.index as usize),
                class = name,
                label = label
            )
        })
    });
    let words = move || {
        image
            .with(|image| pixel_words(image.as_ref().map(|image| &image.pixels[..]), pointed.get()))
    };
    let is_open = RwSignal::new(false);
    let table = move || {
        is_open.get().then(|| {
            let pixels = image.with(|image| image.as_ref().map(|image| image.pixels.clone()));
            let rows = pixels
                .unwrap_or_default()
                .chunks(IMAGE_SIZE)
                .map(|row| row.iter().map(u8::to_string).collect::<Vec<_>>())
                .enumerate()
                .map(|(number, row)| {
                    let cells = row
                        .into_iter()
                        .map(|grey| view! { <td>{grey}</td> })
                        .collect_view();
                    view! { <tr><th scope="row">{number}</th>{cells}</tr> }
                })
                .collect_view();
            let columns = (0..IMAGE_SIZE)
                .map(|column| view! { <th scope="col">{column}</th> })
                .collect_view();
            view! {
                <div class="image-numbers-box" tabindex="0" role="region" aria-label=text!("data-numbers-region")>
                    <table class="image-numbers-table" data-testid="data-numbers-table">
                        <thead><tr><td></td>{columns}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
        })
    };
    view! {
        <div class="stack stack--tight">
            <p class="image-numbers-title" data-testid="data-gallery-shown">{title}</p>
            <p class="soft small image-numbers-aside">{text!("data-numbers-aside")}</p>
            <Savable title=title testid="data-numbers">
                <div class="image-numbers-box" tabindex="0" role="region" aria-label=text!("data-numbers-image")>
                    <canvas
                        node_ref=canvas
                        class="image-numbers"
                        width=CELL as u32 * IMAGE_SIZE as u32
                        height=CELL as u32 * IMAGE_SIZE as u32
                        role="img"
                        aria-label=text!("data-numbers-alt")
                        data-testid="data-numbers"
                        on:pointermove=point
                        on:pointerdown=point
                        on:pointerleave=move |_| pointed.set(None)
                    ></canvas>
                </div>
            </Savable>
            <p class="soft small" data-testid="data-numbers-pixel">{words}</p>
            <details on:toggle=move |event| is_open.set(event_target::<web_sys::HtmlElement>(&event).has_attribute("open"))>
                <summary data-testid="data-numbers-as-table">{text!("data-numbers-table")}</summary>
                {table}
            </details>
        </div>
    }
}

fn paint(canvas: &HtmlCanvasElement, image: Option<&LabelledImage>) {
    let Some(context) = context_2d(canvas) else {
        return;
    };
    let size = CELL * IMAGE_SIZE as f64;
    context.clear_rect(0.0, 0.0, size, size);
    let Some(image) = image else { return };
    context.set_font("17px ui-monospace, Menlo, Consolas, monospace");
    context.set_text_align("center");
    context.set_text_baseline("middle");
    for (place, &grey) in image.pixels.iter().enumerate() {
        let x = (place % IMAGE_SIZE) as f64 * CELL;
        let y = (place / IMAGE_SIZE) as f64 * CELL;
        context.set_fill_style_str(&format!("rgb({grey},{grey},{grey})"));
        context.fill_rect(x, y, CELL, CELL);
        // Zeros are the empty background: they step back.
        context.set_fill_style_str(match grey {
            0 => "#6b6b6b",
            1..=127 => "#ffffff",
            _ => "#000000",
        });
        // It fails for no text that is drawn here.
        let _ = context.fill_text(&grey.to_string(), x + CELL / 2.0, y + CELL / 2.0);
    }
}
