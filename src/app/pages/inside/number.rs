//! One number and how it comes about: inputs, weights, products, sum.

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::look::SharedTrace;
use super::maps::{Legend, MapCanvas, cell_at, number_grid};
use super::overview::{channel_map, image};
use super::words;
use crate::app::erased::{effect, memo};
use crate::session::inside::{Part, Place, Stage, Step, Sum, Trace, Working, number};
use crate::session::signed_map::{self, Drawn};
use crate::texts::text;

/// Parts of a sum that are written out; of more, the largest.
const N_PARTS: usize = 16;
/// Rows and columns up to which a window is written in numbers; larger ones are drawn.
const MAX_WRITTEN: usize = 5;

#[component]
pub fn NumberView(
    trace: SharedTrace,
    stage: Stage,
    shown: Memo<Place>,
    go: Callback<Place>,
) -> impl IntoView {
    let shape = trace.with_untracked(|trace| {
        trace
            .as_ref()
            .map_or([0; 3], |trace| trace.maps(stage).shape)
    });
    let [n_channels, height, width] = shape;
    let is_list = height == 1 && width == 1;
    // Under the pointer, until it leaves.
    let pointed = RwSignal::new(None::<(usize, usize)>);
    let place = memo(move |_| match (shown.get(), pointed.get()) {
        (
            Place::Number {
                channel,
                row,
                column,
                ..
            },
            at,
        ) => {
            let (row, column) = at.unwrap_or((row, column));
            (channel, row, column)
        }
        (Place::Overview | Place::Stage(_), _) => (0, 0, 0),
    });
    let channel = memo(move |_| place.get().0);
    let scale = memo(move |_| {
        trace.with(|trace| {
            trace
                .as_ref()
                .map_or(1.0, |trace| signed_map::scale(trace.maps(stage).values))
        })
    });
    let map = NodeRef::<html::Div>::new();
    effect(move || {
        // Arrow keys work at once.
        if let Some(map) = map.get() {
            let _ = map.focus();
        }
    });
    let at = move |event: &PointerEvent| {
        let map = map.get_untracked()?;
        let element: &web_sys::Element = map.unchecked_ref();
        cell_at(element, event.client_x(), event.client_y(), [height, width])
    };
    let pin = move |event: PointerEvent| {
        if let Some((row, column)) = at(&event) {
            let channel = channel.get_untracked();
            pointed.set(None);
            go.run(Place::Number {
                stage,
                channel,
                row,
                column,
            });
            if let Some(map) = map.get_untracked() {
                let _ = map.focus();
            }
        }
    };
    let point = move |event: PointerEvent| {
        let at = at(&event);
        if at != pointed.get_untracked() {
            pointed.set(at);
        }
    };
    let frame = move || {
        let (_, row, column) = place.get();
        frame_style(row as isize, column as isize, [1, 1], [height, width])
    };
    let step = move |step: Step| {
        go.run(shown.get_untracked().moved(step, shape));
        if let Some(map) = map.get_untracked() {
            let _ = map.focus();
        }
    };
    let is_last = move || channel.get() + 1 == n_channels;
    let channel_words = move || {
        trace.with(|trace| {
            trace
                .as_ref()
                .map(|trace| words::channel_name(trace, stage, channel.get()))
        })
    };
    let navigator = (!is_list).then(|| {
        view! {
            <div
                node_ref=map
                class="navigator"
                tabindex="0"
                role="application"
                aria-label=text!("inside-map")
                data-testid="inside-map"
                on:pointermove=point
                on:pointerleave=move |_| pointed.set(None)
                on:pointerdown=pin
            >
                <MapCanvas picture=Signal::derive(move || channel_map(trace, stage, &|| channel.get(), scale)) />
                <span class="frame" prop:style=frame></span>
            </div>
        }
    });
    let working = move || {
        trace.with(|trace| {
            let trace = trace.as_ref()?;
            let (channel, row, column) = place.get();
            let working = trace.working(stage, channel, row, column)?;
            Some(working_view(trace, stage, &working))
        })
    };
    view! {
        <div class="number-view">
            <div class="stack stack--tight number-view__where">
                {navigator}
                <div class="row">
                    <button
                        class="button button--small"
                        type="button"
                        aria-label=text!("inside-channel-before")
                        data-testid="inside-previous"
                        disabled=move || channel.get() == 0
                        on:click=move |_| step(Step::PreviousChannel)
                    >
                        "‹"
                    </button>
                    <span>{channel_words} <span class="soft">{text!("inside-of-channels", n = n_channels)}</span></span>
                    <button
                        class="button button--small"
                        type="button"
                        aria-label=text!("inside-channel-next")
                        data-testid="inside-next-channel"
                        disabled=is_last
                        on:click=move |_| step(Step::NextChannel)
                    >
                        "›"
                    </button>
                </div>
                <Legend scale=scale />
            </div>
            <div class="stack number-view__how" data-testid="inside-number">{working}</div>
        </div>
    }
}

/// Places a frame around cells of a picture, by its parts in per cent.
fn frame_style(row: isize, column: isize, size: [usize; 2], of: [usize; 2]) -> String {
    let share = |cells: f64, of: usize| cells * 100.0 / of.max(1) as f64;
    format!(
        "top:{:.2}%;left:{:.2}%;height:{:.2}%;width:{:.2}%",
        share(row as f64, of[0]),
        share(column as f64, of[1]),
        share(size[0] as f64, of[0]),
        share(size[1] as f64, of[1]),
    )
}

fn working_view(trace: &Trace, stage: Stage, working: &Working) -> AnyView {
    match working {
        Working::Pixel { grey, value } => equation(format!("{grey} / 255 = {}", number(*value))),
        Working::Sum(sum) => match stage {
            Stage::Layer(layer) => sum_view(trace, layer, sum),
            Stage::Input | Stage::Softmax => ().into_any(),
        },
        Working::Largest(largest) => {
            let scale = signed_map::scale(&largest.values);
            let values = largest.values.iter().copied().map(Some);
            let label = text!("inside-window-numbers").to_owned();
            let (row, column) = (largest.winner / largest.kernel, largest.winner % largest.kernel);
            view! {
                <p class="soft">
                    {text!(
                        "inside-window",
                        row_first = largest.first_row,
                        row_last = largest.first_row + largest.kernel - 1,
                        column_first = largest.first_column,
                        column_last = largest.first_column + largest.kernel - 1,
                    )}
                </p>
                <div class="numbers-large">
                    {number_grid(values, largest.kernel, scale, label, Some(largest.winner))}
                </div>
                {equation(
                    text!(
                        "inside-wins",
                        value = number(largest.values[largest.winner]),
                        row = largest.first_row + row,
                        column = largest.first_column + column,
                    ),
                )}
            }
            .into_any()
        }
        Working::Relu { input, output } => {
            let value = number(*input);
            let why = if *input > 0.0 {
                text!("inside-relu-keeps", value = value)
            } else {
                text!("inside-relu-cuts", value = value)
            };
            view! {
                {equation(format!("ReLU({}) = {}", number(*input), number(*output)))}
                <p class="soft">{why}</p>
            }
            .into_any()
        }
        Working::Softmax { logit, power, total, probability } => {
            view! {
                <p>{text!("inside-softmax-power", value = number(*logit))}</p>
                {equation(format!("e^{} = {}", number(*logit), number(*power as f32)))}
                <p>{text!("inside-softmax-share", total = number(*total as f32))}</p>
                {equation(
                    format!("{} / {} = {:.2} %", number(*power as f32), number(*total as f32), f64::from(*probability) * 100.0),
                )}
            }
            .into_any()
        }
        Working::Unknown => view! { <p class="soft">{text!("inside-fetching")}</p> }.into_any(),
    }
}

fn equation(words: String) -> AnyView {
    view! { <p class="equation" aria-live="polite" data-testid="inside-equation">{words}</p> }
        .into_any()
}

fn sum_view(trace: &Trace, layer: usize, sum: &Sum) -> AnyView {
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
        let read = RwSignal::new(String::new());
        let parts = parts
            .iter()
            .map(|part| part_view(trace, source, part, scales, read));
        view! {
            {is_drawn
                .then(|| {
                    view! {
                        <p class="small" aria-live="polite" data-testid="inside-product">
                            {move || {
                                let words = read.get();
                                if words.is_empty() { text!("inside-point").to_owned() } else { words }
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
    read: RwSignal<String>,
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
        let (inputs, weights) = (part.inputs.clone(), part.weights.clone());
        let point = {
            let (name, width, products) = (name.clone(), part.width, products.clone());
            move |event: PointerEvent| {
                let element = event.current_target();
                let at = element.and_then(|element| {
                    let element: &web_sys::Element = element.unchecked_ref();
                    cell_at(element, event.client_x(), event.client_y(), size)
                });
                let Some((row, column)) = at else { return };
                let place = row * width + column;
                read.set(text!(
                    "inside-product",
                    channel = name,
                    row = row,
                    column = column,
                    input = number(inputs[place].unwrap_or_default()),
                    weight = number(weights[place]),
                    product = number(products[place]),
                ));
            }
        };
        view! {
            <span class="soft">"×"</span>
            <MapCanvas picture=Drawn::new(&part.weights, part.width, scales[1]) class="part__map" />
            <span class="soft">"="</span>
            <span class="part__products" on:pointermove=point.clone() on:pointerdown=point>
                <MapCanvas picture=Drawn::new(&products, part.width, scales[2]) class="part__map" />
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
            view! { <td prop:style=super::maps::cell_style(value, scale)>{number(value)}</td> }
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
