//! A sum written out: each input channel's window, its weights, and their products.

use leptos::ev::PointerEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::maps::{MapCanvas, cell_at, cell_style, number_grid};
use super::super::overview::image;
use super::super::words;
use super::{equation, frame_style};
use crate::app::components::PixelSlider;
use crate::session::inside::{Part, Stage, Sum, Trace, number};
use crate::session::signed_map::{self, Drawn};
use crate::texts::text;

/// Parts of a sum that are written out; of more, the largest.
const N_PARTS: usize = 16;
/// Rows and columns up to which a window is written in numbers; larger ones are drawn.
const MAX_WRITTEN: usize = 5;

/// The product that is read.
#[derive(Clone)]
struct Read {
    channel: usize,
    /// Its place in the window, counted row by row.
    pixel: usize,
    words: String,
}

/// The products, their sum, the bias, and what a ReLU makes of it.
pub fn sum_view(trace: &Trace, layer: usize, sum: &Sum) -> AnyView {
    let (parts, n_rest, rest) = sum.largest_parts(N_PARTS);
    let source = trace.source(layer);
    let inputs = parts
        .iter()
        .flat_map(|part| part.inputs.iter().flatten().copied());
    let weights = parts.iter().flat_map(|part| part.weights.iter().copied());
    let products = parts.iter().flat_map(|part| part.products());
    let scales = [
        signed_map::scale(&inputs.collect::<Vec<_>>()),
        signed_map::scale(&weights.collect::<Vec<_>>()),
        signed_map::scale(&products.collect::<Vec<_>>()),
    ];
    let is_list = parts.iter().all(|part| part.inputs.len() == 1);
    let n_products: usize = sum.parts.iter().map(|part| part.inputs.len()).sum();
    let words = if is_list {
        text!("inside-products-of-list", n = n_products)
    } else if sum.parts.len() == 1 {
        text!("inside-products-of-one", n = n_products)
    } else {
        text!(
            "inside-products-of-channels",
            n = n_products,
            each = sum.parts[0].inputs.len(),
            channels = sum.parts.len(),
        )
    };
    let body = if is_list {
        list_of_products(trace, source, &parts, scales)
    } else {
        let is_drawn = parts[0].height > MAX_WRITTEN;
        let read = RwSignal::new(None::<Read>);
        let parts = parts
            .iter()
            .map(|part| part_view(trace, source, part, scales, read));
        view! {
            {is_drawn
                .then(|| {
                    view! {
                        <p class="small" aria-live="polite" data-testid="inside-product">
                            {move || {
                                read.with(|read| match read {
                                    Some(read) => read.words.clone(),
                                    None => text!("inside-point").to_owned(),
                                })
                            }}
                        </p>
                    }
                })}
            <ul class="parts" class=("parts--drawn", is_drawn)>{parts.collect_view()}</ul>
        }
        .into_any()
    };
    let rest = (n_rest > 0).then(
        || view! { <p class="soft">{text!("inside-rest", n = n_rest, sum = number(rest))}</p> },
    );
    let before_bias = sum.total - sum.bias;
    let bias = if sum.bias < 0.0 {
        format!("− {}", number(-sum.bias))
    } else {
        format!("+ {}", number(sum.bias))
    };
    let (before_bias, total) = (number(before_bias), number(sum.total));
    let total = match sum.rectified.map(number) {
        Some(rectified) => text!(
            "inside-total-relu",
            sum = before_bias,
            bias = bias,
            total = total,
            rectified = rectified,
        ),
        None => text!(
            "inside-total",
            sum = before_bias,
            bias = bias,
            total = total
        ),
    };
    view! {
        {equation(total)}
        <p class="soft">{words}</p>
        {body}
        {rest}
    }
    .into_any()
}

/// One input channel: where the window lies, and its products.
fn part_view(
    trace: &Trace,
    source: Stage,
    part: &Part,
    scales: [f32; 3],
    read: RwSignal<Option<Read>>,
) -> AnyView {
    let name = words::channel_name(trace, source, part.channel);
    let maps = trace.maps(source);
    let of = [maps.shape[1], maps.shape[2]];
    let size = [part.height, part.width];
    let is_whole = size == of;
    let picture = if source == Stage::Input {
        image(&trace.pixels)
    } else {
        Drawn::new(
            maps.channel(part.channel),
            maps.shape[2],
            signed_map::scale(maps.values),
        )
    };
    let frame = (!is_whole).then(|| {
        let style = frame_style(part.first_row, part.first_column, size, of);
        view! { <span class="frame" prop:style=style></span> }
    });
    let products: Vec<f32> = part.products().collect();
    let body = if part.height <= MAX_WRITTEN {
        view! {
            {number_grid(part.inputs.iter().copied(), part.width, scales[0], text!("inside-window-over", channel = name), None)}
            <span class="soft">"×"</span>
            {number_grid(part.weights.iter().copied().map(Some), part.width, scales[1], text!("inside-weights-for", channel = name), None)}
            <span class="soft">"="</span>
            {number_grid(products.into_iter().map(Some), part.width, scales[2], text!("inside-products-over", channel = name), None)}
        }
        .into_any()
    } else {
        let channel = part.channel;
        let place = move || {
            read.with(|read| {
                let of_channel = read.as_ref().filter(|read| read.channel == channel);
                of_channel.map(|read| read.pixel)
            })
        };
        let pixel = Signal::derive(move || place().unwrap_or_default());
        let label = text!("inside-products-over", channel = name);
        let (inputs, weights, width) = (part.inputs.clone(), part.weights.clone(), part.width);
        let (name_read, values) = (name.clone(), products.clone());
        let words_at = move |pixel: usize| {
            text!(
                "inside-product",
                channel = name_read,
                row = pixel / width,
                column = pixel % width,
                input = number(inputs[pixel].unwrap_or_default()),
                weight = number(weights[pixel]),
                product = number(values[pixel]),
            )
        };
        let words = {
            let words_at = words_at.clone();
            Signal::derive(move || words_at(pixel.get()))
        };
        let move_to = Callback::new(move |pixel: usize| {
            read.set(Some(Read {
                channel,
                pixel,
                words: words_at(pixel),
            }));
        });
        let point = move |event: PointerEvent| {
            let element = event.current_target();
            let at = element.and_then(|element| {
                let element: &web_sys::Element = element.unchecked_ref();
                cell_at(element, event.client_x(), event.client_y(), size)
            });
            if let Some((row, column)) = at {
                move_to.run(row * width + column);
            }
        };
        let mark = move || {
            let (row, column) = (pixel.get() / width, pixel.get() % width);
            frame_style(row as isize, column as isize, [1, 1], size)
        };
        view! {
            <span class="soft">"×"</span>
            <MapCanvas picture=Drawn::new(&part.weights, part.width, scales[1]) class="part__map" />
            <span class="soft">"="</span>
            <span class="part__products" on:pointermove=point on:pointerdown=point>
                <MapCanvas picture=Drawn::new(&products, part.width, scales[2]) class="part__map" />
                <span class="frame" hidden=move || place().is_none() prop:style=mark></span>
                // Lies unseen over the picture, which is its thumb.
                <PixelSlider
                    side=width
                    pixel=pixel
                    on_move=move_to
                    words=words
                    label=label
                    class="part__keys"
                    testid=format!("inside-products-{channel}")
                />
            </span>
        }
        .into_any()
    };
    view! {
        <li class="part">
            <div class="part__head">
                <span class="part__picture"><MapCanvas picture=picture /> {frame}</span>
                <span><span class="soft">{name}</span> <br/> <strong>{number(part.sum)}</strong></span>
            </div>
            <div class="part__body">{body}</div>
        </li>
    }
    .into_any()
}

/// Products of a list, a row each.
fn list_of_products(trace: &Trace, source: Stage, parts: &[&Part], scales: [f32; 3]) -> AnyView {
    let rows = parts.iter().map(|part| {
        let input = part.inputs[0].unwrap_or_default();
        let cell = |value: f32, scale: f32| {
            view! { <td prop:style=cell_style(value, scale)>{number(value)}</td> }
        };
        view! {
            <tr>
                <th scope="row">{words::channel_name(trace, source, part.channel)}</th>
                {cell(input, scales[0])}
                {cell(part.weights[0], scales[1])}
                {cell(part.sum, scales[2])}
            </tr>
        }
    });
    view! {
        <table class="numbers numbers--list">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{text!("inside-head-number")}</th>
                    <th scope="col">{text!("inside-head-weight")}</th>
                    <th scope="col">{text!("inside-head-product")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
