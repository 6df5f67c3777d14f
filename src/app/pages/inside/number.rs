//! One number and how it comes about: inputs, weights, products, sum.

use leptos::ev::PointerEvent;
use leptos::html;
use leptos::prelude::*;

use super::look::{SharedTrace, live};
use super::maps::{Legend, MapCanvas, number_grid, scale_note, scale_of};
use super::overview::channel_map;
use super::words;
use crate::app::components::Savable;
use crate::app::components::canvas::cell_at;
use crate::app::erased::{effect, memo};
use crate::session::format;
use crate::session::inside::{Place, Stage, Step, Working, number};
use crate::session::signed_map;
use crate::texts::text;

mod sum;

use sum::SumView;

/// One number of a layer: where it lies, and how it is worked out.
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
    let scale = scale_of(trace, stage);
    let map = NodeRef::<html::Div>::new();
    effect(move || {
        // Arrow keys work at once.
        if let Some(map) = map.get() {
            let _ = map.focus();
        }
    });
    let at = move |event: &PointerEvent| {
        let map = map.get_untracked()?;
        cell_at(&map, event, [height, width])
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
    let title = Signal::derive(move || {
        let layer = trace.with(|trace| Some(words::whole_name(trace.as_ref()?, stage)));
        let parts = [layer, channel_words()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    });
    let navigator = (!is_list).then(|| {
        view! {
            <Savable title=title note=scale_note(scale) testid="inside-map">
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
                    <span class="frame" data-save="frame" prop:style=frame></span>
                </div>
            </Savable>
        }
    });
    let number_title = Signal::derive(move || {
        trace.with(|trace| {
            let Some(trace) = trace else {
                return String::new();
            };
            let (channel, row, column) = place.get();
            let number = words::number_name(trace, stage, channel, row, column);
            format!("{}, {number}", words::whole_name(trace, stage))
        })
    });
    let working = memo(move |_| {
        trace.with(|trace| {
            let (channel, row, column) = place.get();
            trace.as_ref()?.working(stage, channel, row, column)
        })
    });
    let is_sum = memo(move |_| working.with(|working| matches!(working, Some(Working::Sum(_)))));
    let how = move || match stage {
        // The focus can be in a sum, so it is renewed in place.
        Stage::Layer(layer) if is_sum.get() => {
            view! { <SumView trace=trace layer=layer working=working title=number_title /> }
                .into_any()
        }
        Stage::Input | Stage::Layer(_) | Stage::Softmax => {
            working.with(|working| working.as_ref().map(working_view).into_any())
        }
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
                    <span>{channel_words} " " <span class="soft">{text!("inside-of-channels", n = n_channels)}</span></span>
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
            <div class="stack number-view__how" data-testid="inside-number">{how}</div>
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

/// What is not a sum.
fn working_view(working: &Working) -> AnyView {
    match working {
        Working::Pixel { grey, value } => equation(format!("{grey} / 255 = {}", number(*value))),
        Working::Sum(_) => ().into_any(),
        Working::Largest(largest) => {
            let scale = signed_map::scale(&largest.values);
            let values = largest.values.iter().copied().map(Some);
            let label = text!("inside-window-numbers").to_owned();
            let (row, column) = (
                largest.winner / largest.kernel,
                largest.winner % largest.kernel,
            );
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
        Working::Softmax {
            logit,
            power,
            total,
            probability,
        } => {
            let share = format::percent((*probability).into());
            // One that is only bounded has its own sign.
            let equals = if share.starts_with(['<', '>']) {
                ""
            } else {
                "= "
            };
            view! {
                <p>{text!("inside-softmax-power", value = number(*logit))}</p>
                {equation(format!("e^{} = {}", number(*logit), number(*power as f32)))}
                <p>{text!("inside-softmax-share", total = number(*total as f32))}</p>
                {equation(
                    format!("{} / {} {equals}{share}", number(*power as f32), number(*total as f32)),
                )}
            }
            .into_any()
        }
        Working::Unknown => view! { <p class="soft">{text!("inside-fetching")}</p> }.into_any(),
    }
}

fn equation(words: impl Into<Signal<String>>) -> AnyView {
    let words = words.into();
    view! { <p class="equation" aria-live=live() data-testid="inside-equation">{move || words.get()}</p> }
        .into_any()
}
