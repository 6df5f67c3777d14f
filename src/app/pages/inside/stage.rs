//! One layer with all its channels large, and the kernels that make them.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;

use super::look::SharedTrace;
use super::maps::{Legend, MapCanvas, cell_style, scale_note, scale_of};
use super::overview::{channel_map, kernels};
use super::words;
use crate::app::components::canvas::cell_at;
use crate::app::components::{Savable, rich_text};
use crate::session::inside::{Place, Stage, number};
use crate::texts::text;

/// Channels that are drawn; the others are reached from any number by Page Down.
const N_SHOWN: usize = 64;

/// All channels of one layer.
#[component]
pub fn StageView(trace: SharedTrace, stage: Stage, go: Callback<Place>) -> impl IntoView {
    let facts = trace.with_untracked(|trace| {
        let trace = trace.as_ref()?;
        let maps = trace.maps(stage);
        let names: Vec<String> = (0..maps.shape[0].min(N_SHOWN))
            .map(|channel| words::channel_name(trace, stage, channel))
            .collect();
        Some((
            maps.shape,
            words::whole_name(trace, stage),
            words::title(trace, stage),
            words::what_it_does(trace, stage),
            names,
            trace.has_kernels(stage),
        ))
    });
    let Some((shape, whole_name, title, sentence, names, has_kernels)) = facts else {
        return ().into_any();
    };
    let [n_channels, height, width] = shape;
    let is_list = height == 1 && width == 1;
    let scale = scale_of(trace, stage);
    let open = move |channel: usize, at: Option<(usize, usize)>| {
        trace.with_untracked(|trace| {
            if let Some(trace) = trace {
                let strongest = trace.strongest(stage, channel);
                go.run(at.map_or(strongest, |(row, column)| Place::Number {
                    stage,
                    channel,
                    row,
                    column,
                }));
            }
        });
    };
    let channels = names.into_iter().enumerate().map(move |(channel, name)| {
        let picture = NodeRef::<html::Span>::new();
        let click = move |event: MouseEvent| {
            // A key's click has no place: the strongest number is opened.
            let at = picture.get_untracked().and_then(|picture| {
                cell_at(&picture, &event, [height, width])
            });
            open(channel, at.filter(|_| !is_list));
        };
        let kernels = has_kernels.then(|| {
            view! { <MapCanvas picture=Signal::derive(move || kernels(trace, stage, channel)) class="channel__kernels" /> }
        });
        let value = move || {
            trace.with(|trace| trace.as_ref().and_then(|trace| trace.maps(stage).at(channel, 0, 0)).unwrap_or_default())
        };
        let body = if is_list {
            view! {
                <span class="channel__value" data-save="numbers" prop:style=move || cell_style(value(), scale.get())>{move || number(value())}</span>
            }
                .into_any()
        } else {
            view! {
                <span node_ref=picture class="channel__picture">
                    <MapCanvas picture=Signal::derive(move || channel_map(trace, stage, &|| channel, scale)) />
                </span>
            }
                .into_any()
        };
        view! {
            <li>
                <button class="channel" type="button" data-testid=format!("inside-channel-{channel}") on:click=click>
                    {body} {kernels} <span class="channel__name" data-save="caption">{name}</span>
                </button>
            </li>
        }
    });
    view! {
        <div class="stack stack--tight">
            <p>{rich_text(&text!("inside-makes", layer = title, shape = words::shape(shape)))}</p>
            <p class="soft prose">{sentence}</p>
        </div>
        <Savable title=whole_name note=scale_note(scale) testid="inside-layer">
            <ul class="channels" class=("channels--list", is_list) data-testid="inside-layer">{channels.collect_view()}</ul>
        </Savable>
        {(n_channels > N_SHOWN)
            .then(|| {
                view! {
                    <p class="soft small">
                        {text!("inside-more-numbers", n = n_channels - N_SHOWN)}
                    </p>
                }
            })}
        <Legend scale=scale />
    }
    .into_any()
}
