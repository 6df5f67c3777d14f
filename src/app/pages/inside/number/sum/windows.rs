//! Each input channel's window, its weights, and their products.

use leptos::ev::PointerEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::frame_style;
use super::Parts;
use crate::app::components::canvas::cell_at;
use crate::app::components::{PixelSlider, Savable};
use crate::app::erased::memo;
use crate::app::pages::inside::look::live;
use crate::app::pages::inside::maps::{MapCanvas, number_grid};
use crate::app::pages::inside::overview::channel_map;
use crate::session::inside::{Part, number};
use crate::session::signed_map::Drawn;
use crate::texts::text;

/// Rows and columns up to which a window is written in numbers; larger ones are drawn.
const MAX_WRITTEN: usize = 5;

/// The windows of all channels.
#[component]
pub fn Windows(
    parts: Parts,
    /// What their picture is called.
    title: Signal<String>,
    /// What stands above them in it.
    note: Signal<String>,
) -> impl IntoView {
    let channels = memo(move |_| {
        let channel = |part: &Part| part.channel;
        parts
            .shown
            .with(|shown| shown.parts.iter().map(channel).collect::<Vec<_>>())
    });
    let is_drawn = parts.size[0] > MAX_WRITTEN;
    let read = move || {
        let (channel, pixel) = parts.read.get()?;
        parts.words(channel, pixel)
    };
    let reading = is_drawn.then(|| {
        view! {
            <p class="small" aria-live=live() data-testid="inside-product">
                {move || read().unwrap_or_else(|| text!("inside-point").to_owned())}
            </p>
        }
    });
    view! {
        {reading}
        <Savable title=title note=note testid="inside-products">
            <ul class="parts" class=("parts--drawn", is_drawn)>
                <For each=move || channels.get() key=|channel| *channel let:channel>
                    <Window parts=parts channel=channel />
                </For>
            </ul>
        </Savable>
    }
}

/// One input channel: where the window lies, and its products.
#[component]
fn Window(parts: Parts, channel: usize) -> impl IntoView {
    let Parts {
        trace,
        source,
        source_scale,
        size,
        of,
        shown,
        ..
    } = parts;
    let name = parts.name(channel);
    let picture = Signal::derive(move || channel_map(trace, source, &|| channel, source_scale));
    let is_whole = size == of;
    let frame = (!is_whole).then(|| {
        let style = move || {
            shown.with(|shown| {
                let part = shown.part(channel)?;
                Some(frame_style(part.first_row, part.first_column, size, of))
            })
        };
        view! { <span class="frame" data-save="frame" prop:style=style></span> }
    });
    let sum = move || shown.with(|shown| Some(number(shown.part(channel)?.sum)));
    let body = if size[0] <= MAX_WRITTEN {
        let name = name.clone();
        (move || shown.with(|shown| Some(written(shown.part(channel)?, &name, shown.scales))))
            .into_any()
    } else {
        view! { <DrawnProducts parts=parts channel=channel /> }.into_any()
    };
    view! {
        <li class="part">
            <div class="part__head">
                <span class="part__picture"><MapCanvas picture=picture /> {frame}</span>
                <span><span class="part__caption soft" data-save="caption">{name}</span> <br/> <strong class="part__caption">{sum}</strong></span>
            </div>
            <div class="part__body">{body}</div>
        </li>
    }
    .into_any()
}

/// A window in numbers.
fn written(part: &Part, name: &str, scales: [f32; 3]) -> AnyView {
    let grid = |values: Vec<Option<f32>>, scale, label| {
        number_grid(values.into_iter(), part.width, scale, label, None)
    };
    let weights = part.weights.iter().copied().map(Some).collect();
    let products = part.products().map(Some).collect();
    view! {
        {grid(part.inputs.clone(), scales[0], text!("inside-window-over", channel = name))}
        <span class="soft">"×"</span>
        {grid(weights, scales[1], text!("inside-weights-for", channel = name))}
        <span class="soft">"="</span>
        {grid(products, scales[2], text!("inside-products-over", channel = name))}
    }
    .into_any()
}

/// The weights of a large window, and its products, each to be pointed at or reached by keys.
#[component]
fn DrawnProducts(parts: Parts, channel: usize) -> impl IntoView {
    let Parts {
        size, shown, read, ..
    } = parts;
    let width = size[1];
    let label = text!("inside-products-over", channel = parts.name(channel));
    let weights = Signal::derive(move || {
        shown.with(|shown| {
            let part = shown.part(channel);
            part.map_or_else(Drawn::default, |part| {
                Drawn::new(&part.weights, width, shown.scales[1])
            })
        })
    });
    let products = Signal::derive(move || {
        shown.with(|shown| {
            let part = shown.part(channel);
            part.map_or_else(Drawn::default, |part| {
                let products: Vec<f32> = part.products().collect();
                Drawn::new(&products, width, shown.scales[2])
            })
        })
    });
    let place = move || {
        let (of, pixel) = read.get()?;
        (of == channel).then_some(pixel)
    };
    let pixel = Signal::derive(move || place().unwrap_or_default());
    let words = Signal::derive(move || parts.words(channel, pixel.get()).unwrap_or_default());
    let move_to = Callback::new(move |pixel: usize| read.set(Some((channel, pixel))));
    let point = move |event: PointerEvent| {
        let element = event.current_target();
        let at = element.and_then(|element| {
            let element: &web_sys::Element = element.unchecked_ref();
            cell_at(element, &event, size)
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
        <MapCanvas picture=weights class="part__map" />
        <span class="soft">"="</span>
        <span class="part__products" on:pointermove=point on:pointerdown=point>
            <MapCanvas picture=products class="part__map" />
            <span class="frame" data-save="frame" hidden=move || place().is_none() prop:style=mark></span>
            // Lies unseen over the picture, which is its thumb.
            <PixelSlider
                side=width
                pixel=pixel
                on_move=move_to
                words=words
                label=label
                class="unseen part__keys"
                testid=format!("inside-products-{channel}")
            />
        </span>
    }
}
