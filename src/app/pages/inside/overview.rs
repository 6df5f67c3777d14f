//! All layers from left to right, as small pictures; on a phone from top to bottom.

use leptos::prelude::*;

use super::look::SharedTrace;
use super::maps::{Legend, MapCanvas, cell_style, scale_note, scale_of};
use super::words;
use crate::app::components::{Later, Savable};
use crate::app::erased::memo;
use crate::protocol::CLASS_NAMES;
use crate::session::Tab;
use crate::session::colour_map::ColourMap;
use crate::session::format;
use crate::session::inside::{Place, Stage, Trace, number};
use crate::session::signed_map::{self, Drawn};
use crate::texts::text;

/// Channels of a layer that are drawn; wider ones say how many are left out.
const N_SHOWN: usize = 10;

/// All layers, each with its channels in small.
#[component]
pub fn Overview(trace: SharedTrace, go: Callback<Place>) -> impl IntoView {
    let stages = trace.with_untracked(|trace| {
        trace.as_ref().map_or_else(Vec::new, |trace| {
            let stages = trace.stages();
            stages
                .into_iter()
                .map(|stage| column(trace, stage))
                .collect()
        })
    });
    // A layer has up to twenty canvases.
    let columns = stages.into_iter().map(move |column| {
        view! {
            <Later>
                <Layer trace=trace column=column.clone() go=go />
            </Later>
        }
    });
    view! {
        <Savable
            title=format!("{}: {}", Tab::Inside.title(), text!("inside-all-layers"))
            note=scale_note(1.0)
            testid="inside-overview"
        >
            <ol class="flow" data-testid="inside-overview">{columns.collect_view()}</ol>
        </Savable>
        <Legend scale=1.0 />
        <p class="soft small">
            {text!("inside-overview-note")}
        </p>
    }
}

/// What is constant about a stage while the layers stay the same.
#[derive(Clone)]
struct Column {
    stage: Stage,
    name: &'static str,
    path: String,
    place: String,
    shape: [usize; 3],
    has_kernels: bool,
    /// Kernels are much smaller than the pictures that they make.
    has_small_kernels: bool,
    has_classes: bool,
}

fn column(trace: &Trace, stage: Stage) -> Column {
    Column {
        stage,
        name: words::name(trace, stage),
        path: words::path(trace, stage),
        place: words::place(trace, stage),
        shape: trace.maps(stage).shape,
        has_kernels: trace.has_kernels(stage),
        has_small_kernels: match stage {
            Stage::Layer(layer) => trace.kernel_shape(layer)[0] < N_SHOWN,
            Stage::Input | Stage::Softmax => false,
        },
        has_classes: stage == Stage::Softmax,
    }
}

#[component]
fn Layer(trace: SharedTrace, column: Column, go: Callback<Place>) -> impl IntoView {
    let Column {
        stage,
        name,
        path,
        place,
        shape,
        has_kernels,
        has_small_kernels,
        has_classes,
    } = column;
    let kernels_class = if has_small_kernels {
        "flow__kernels flow__kernels--small"
    } else {
        "flow__kernels"
    };
    let [n_channels, height, width] = shape;
    let is_list = height == 1 && width == 1;
    let scale = scale_of(trace, stage);
    let cells = (0..n_channels.min(N_SHOWN)).map(|channel| {
        let kernels = has_kernels.then(|| {
            view! { <MapCanvas picture=Signal::derive(move || kernels(trace, stage, channel)) class=kernels_class /> }
        });
        let value = if is_list {
            let value = memo(move |_| {
                trace.with(|trace| trace.as_ref()?.maps(stage).at(channel, 0, 0))
            });
            let words = move || {
                let value = value.get().unwrap_or_default();
                if has_classes {
                    format::share(value.into(), 0)
                } else {
                    number(value)
                }
            };
            view! {
                <span
                    class="flow__value"
                    data-save="numbers"
                    prop:style=move || cell_style(value.get().unwrap_or_default(), scale.get())
                >
                    {words}
                </span>
                {has_classes.then(|| view! { <span class="flow__class" data-save="caption">{CLASS_NAMES[channel]}</span> })}
            }
            .into_any()
        } else {
            view! { <MapCanvas picture=Signal::derive(move || channel_map(trace, stage, &|| channel, scale)) class="flow__map" /> }
                .into_any()
        };
        view! { <span class="flow__cell" data-save="figure">{kernels} {value}</span> }
    });
    let shape_words = words::shape(shape);
    view! {
        <li class="flow__item" data-save="group" class=("flow__item--wide", has_kernels) class=("flow__item--classes", has_classes) class=("flow__item--list", is_list)>
            <button
                class="flow__layer"
                type="button"
                data-testid=format!("inside-stage-{path}")
                on:click=move |_| go.run(Place::Stage(stage))
            >
                <span class="flow__name" data-save="heading">{name}</span>
                <span class="flow__path" data-save="heading">{place}</span>
                <span class="flow__cells" aria-hidden="true">{cells.collect_view()}</span>
                {(n_channels > N_SHOWN).then(|| view! { <span class="flow__path" data-save="heading">{text!("inside-more-channels", n = n_channels - N_SHOWN)}</span> })}
                <span class="flow__shape">{shape_words}<span class="visually-hidden">": " {text!("inside-see-large")}</span></span>
            </button>
        </li>
    }
}

/// One channel of a stage; the image in grey. The trace is read first: it is what the scale and the channel depend on, and in
/// the other order a change of the trace alone is missed.
pub fn channel_map(
    trace: SharedTrace,
    stage: Stage,
    channel: &dyn Fn() -> usize,
    scale: Memo<f32>,
) -> Drawn {
    trace.with(|trace| {
        let Some(trace) = trace else {
            return Drawn::default();
        };
        if stage == Stage::Input {
            return image(&trace.inspected.pixels);
        }
        let maps = trace.maps(stage);
        Drawn::new(maps.channel(channel()), maps.shape[2], scale.get())
    })
}

/// 28×28 grey values as a picture.
pub fn image(pixels: &[u8]) -> Drawn {
    let size = crate::protocol::IMAGE_SIZE;
    Drawn {
        width: size,
        height: pixels.len() / size,
        rgba: ColourMap::Grey.rgba(pixels),
    }
}

/// The kernels that lead to one channel of a layer, one for each input channel.
pub fn kernels(trace: SharedTrace, stage: Stage, unit: usize) -> Drawn {
    trace.with(|trace| {
        let (Some(trace), Stage::Layer(layer)) = (trace, stage) else {
            return Drawn::default();
        };
        let (Some((weights, _)), Some([all, _])) =
            (trace.unit(layer, unit), trace.parameters(layer))
        else {
            return Drawn::default();
        };
        let tile = trace.kernel_shape(layer);
        if tile == [1, 1] {
            return Drawn::new(weights, weights.len(), signed_map::scale(all));
        }
        let n_tiles = weights.len() / (tile[0] * tile[1]).max(1);
        let n_columns = if n_tiles > 3 {
            n_tiles.div_ceil(2).min(12)
        } else {
            n_tiles
        };
        Drawn::tiles(weights, tile, n_columns, signed_map::scale(all))
    })
}
