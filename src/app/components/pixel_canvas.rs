//! Draws a square picture of any size with visible pixels, and a frame around a part of it.

use leptos::ev::PointerEvent;
use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::Clamped;
use web_sys::ImageData;

use super::canvas::context_2d;
use crate::app::erased::effect;

/// A square picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pixels {
    /// Rows, and columns.
    pub side: usize,
    /// Four bytes (RGBA) for each pixel, row by row; transparent ones let the ground shine through.
    pub rgba: Vec<u8>,
}

/// A frame on a picture, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The first row.
    pub row: usize,
    /// The first column.
    pub column: usize,
    /// Rows, and columns.
    pub size: usize,
}

/// A square picture with visible pixels.
#[component]
pub fn PixelCanvas(
    /// The picture; without pixels the ground shows.
    #[prop(into)]
    picture: Signal<Pixels>,
    /// What it shows, for screen readers.
    #[prop(into)]
    alt: Signal<String>,
    /// A frame around a part of it. Default is none.
    #[prop(into, optional)]
    frame: Signal<Option<Frame>>,
    /// `data-testid` of the canvas.
    #[prop(into)]
    testid: String,
    /// Called with row and column of a pixel that is pressed or dragged over. Default is none.
    #[prop(optional, into)]
    on_press: Option<Callback<(usize, usize)>>,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let press = move |event: PointerEvent| {
        let Some((canvas, on_press)) = canvas.get_untracked().zip(on_press) else {
            return;
        };
        let area = canvas.get_bounding_client_rect();
        let side = picture.read_untracked().side;
        let along = |position: i32, start: f64| {
            let pixel = (f64::from(position) - start) / area.width().max(1.0) * side as f64;
            (pixel.max(0.0) as usize).min(side.saturating_sub(1))
        };
        if side > 0 && event.buttons() != 0 {
            let row = along(event.client_y(), area.top());
            on_press.run((row, along(event.client_x(), area.left())));
        }
    };
    effect(move || {
        let Some(canvas) = canvas.get() else { return };
        let picture = picture.read();
        let side = picture.side as u32;
        if canvas.width() != side {
            canvas.set_width(side);
            canvas.set_height(side);
        }
        let image = ImageData::new_with_u8_clamped_array(Clamped(&picture.rgba), side);
        if let (Some(context), Ok(image)) = (context_2d(&canvas), image) {
            // It fails only for detached buffers, and this one was just made.
            let _ = context.put_image_data(&image, 0.0, 0.0);
        }
    });
    let frame_style = move || {
        let Frame { row, column, size } = frame.get()?;
        let share = |pixels: usize| 100.0 * pixels as f64 / picture.read().side.max(1) as f64;
        let (top, left, size) = (share(row), share(column), share(size));
        Some(format!(
            "top:{top:.3}%;left:{left:.3}%;width:{size:.3}%;height:{size:.3}%"
        ))
    };
    view! {
        <div class="framed" class=("framed--pressable", on_press.is_some())>
            <canvas
                node_ref=canvas
                class="framed__picture"
                width=1
                height=1
                role="img"
                aria-label=move || alt.get()
                data-testid=testid
                on:pointerdown=press
                on:pointermove=press
            ></canvas>
            <span class="framed__frame" data-save="frame" hidden=move || frame.read().is_none() prop:style=frame_style></span>
        </div>
    }
}
