//! Draws numbers: pictures on canvases, grids of coloured cells, and the scale of the colours.

use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::Clamped;
use web_sys::{HtmlCanvasElement, ImageData};

use super::look::SharedTrace;
use crate::app::components::canvas::context_2d;
use crate::app::erased::{effect, memo};
use crate::session::inside::{Stage, number};
use crate::session::signed_map::{self, Drawn};
use crate::texts::text;

/// A picture of numbers with visible pixels. It says nothing to screen readers: what it stands for is written beside it.
#[component]
pub fn MapCanvas(
    #[prop(into)] picture: Signal<Drawn>,
    /// CSS classes beside `map`. Default is none.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    effect(move || {
        if let Some(canvas) = canvas.get() {
            picture.with(|picture| draw(&canvas, picture));
        }
    });
    view! { <canvas node_ref=canvas class=format!("map {class}") aria-hidden="true"></canvas> }
}

fn draw(canvas: &HtmlCanvasElement, picture: &Drawn) {
    let (width, height) = (picture.width as u32, picture.height as u32);
    // Setting a size clears the canvas, which would flicker.
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let image = ImageData::new_with_u8_clamped_array(Clamped(&picture.rgba), width);
    if let (Some(context), Ok(image)) = (context_2d(canvas), image) {
        // It fails only for detached buffers, and this one was just made.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// The scale of a stage's colours: its largest number.
pub fn scale_of(trace: SharedTrace, stage: Stage) -> Memo<f32> {
    memo(move |_| {
        trace.with(|trace| {
            let trace = trace.as_ref();
            trace.map_or(1.0, |trace| signed_map::scale(trace.maps(stage).values))
        })
    })
}

/// Background and text colour of a number.
pub fn cell_style(value: f32, scale: f32) -> String {
    let colour @ [red, green, blue] = signed_map::colour(value, scale);
    let ink = if signed_map::takes_black_text(colour) {
        "#000"
    } else {
        "#fff"
    };
    format!("background:rgb({red} {green} {blue});color:{ink}")
}

/// Numbers in rows of `width`; none is padding.
pub fn number_grid(
    values: impl Iterator<Item = Option<f32>>,
    width: usize,
    scale: f32,
    label: String,
    marked: Option<usize>,
) -> AnyView {
    let values: Vec<Option<f32>> = values.collect();
    let rows = values.chunks(width.max(1)).enumerate().map(|(row, values)| {
        let cells = values.iter().enumerate().map(|(column, value)| {
            let is_marked = marked == Some(row * width + column);
            let style = value.map_or_else(String::new, |value| cell_style(value, scale));
            let words = value.map_or_else(|| text!("inside-pad").to_owned(), number);
            view! {
                <td prop:style=style class=("numbers__marked", is_marked) class=("numbers__padding", value.is_none())>{words}</td>
            }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <table class="numbers" data-save="numbers" aria-label=label>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What the colours of a saved picture mean, for numbers up to `scale`.
pub fn scale_note(scale: impl Into<Signal<f32>>) -> Signal<String> {
    let scale = scale.into();
    Signal::derive(move || {
        let scale = number(scale.get());
        format!("±{scale}: {}", text!("inside-legend"))
    })
}

/// What the colours mean, for numbers up to `scale`.
#[component]
pub fn Legend(#[prop(into)] scale: Signal<f32>) -> impl IntoView {
    let gradient: Vec<f32> = (-32..=32).map(|place| place as f32 / 32.0).collect();
    let picture = Drawn::new(&gradient, gradient.len(), 1.0);
    view! {
        <p class="legend" data-testid="inside-legend">
            <span>{move || number(-scale.get())}</span>
            <MapCanvas picture=picture class="legend__bar" />
            <span>{move || number(scale.get())}</span>
            <span class="soft">{text!("inside-legend")}</span>
        </p>
    }
}
