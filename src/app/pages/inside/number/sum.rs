//! A sum written out: its products, from which channels they come, and the bias.

use leptos::prelude::*;

use super::super::look::SharedTrace;
use super::super::maps::{cell_style, scale_of};
use super::super::words;
use super::equation;
use crate::app::erased::memo;
use crate::session::inside::{Part, Stage, Sum, Trace, Working, number};
use crate::session::signed_map;
use crate::texts::text;

mod windows;

use windows::Windows;

/// Parts of a sum that are written out; of more, the largest.
const N_PARTS: usize = 16;

/// What all parts of a sum share.
#[derive(Clone, Copy)]
struct Parts {
    trace: SharedTrace,
    /// The stage whose channels they are.
    source: Stage,
    source_scale: Memo<f32>,
    /// Rows and columns of the window.
    size: [usize; 2],
    /// The same of a channel.
    of: [usize; 2],
    shown: Memo<Shown>,
    /// The product that is read: its channel, and its place in the window, counted row by row.
    read: RwSignal<Option<(usize, usize)>>,
}

/// What changes of a sum from one number to another, and with each step of a run.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    total: String,
    parts: Vec<Part>,
    /// Of the colours of inputs, weights and products.
    scales: [f32; 3],
    /// The sentence on the parts that are not written out.
    rest: Option<String>,
}

impl Shown {
    fn of(sum: &Sum) -> Self {
        let (parts, n_rest, rest) = sum.largest_parts(N_PARTS);
        let inputs = parts
            .iter()
            .flat_map(|part| part.inputs.iter().flatten().copied());
        let weights = parts.iter().flat_map(|part| part.weights.iter().copied());
        let products = parts.iter().flat_map(|part| part.products());
        Self {
            total: total(sum),
            scales: [
                signed_map::scale(&inputs.collect::<Vec<_>>()),
                signed_map::scale(&weights.collect::<Vec<_>>()),
                signed_map::scale(&products.collect::<Vec<_>>()),
            ],
            parts: parts.into_iter().cloned().collect(),
            rest: (n_rest > 0).then(|| text!("inside-rest", n = n_rest, sum = number(rest))),
        }
    }

    fn part(&self, channel: usize) -> Option<&Part> {
        self.parts.iter().find(|part| part.channel == channel)
    }
}

impl Parts {
    /// The name of a channel; it stays while the layers do.
    fn name(self, channel: usize) -> String {
        let name = |trace: &Trace| words::channel_name(trace, self.source, channel);
        self.trace
            .with_untracked(|trace| trace.as_deref().map(name).unwrap_or_default())
    }

    /// A product in words.
    fn words(self, channel: usize, pixel: usize) -> Option<String> {
        let width = self.size[1];
        self.shown.with(|shown| {
            let part = shown.part(channel)?;
            Some(text!(
                "inside-product",
                channel = self.name(channel),
                row = pixel / width,
                column = pixel % width,
                input = number(part.inputs.get(pixel)?.unwrap_or_default()),
                weight = number(*part.weights.get(pixel)?),
                product = number(part.products().nth(pixel)?),
            ))
        })
    }
}

/// The products, their sum, the bias, and what a ReLU makes of it. Its elements stay while the numbers are renewed.
#[component]
pub fn SumView(
    trace: SharedTrace,
    layer: usize,
    /// The number that is worked out; nothing is shown of one that is no sum.
    working: Memo<Option<Working>>,
    /// The name of the number.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    let facts = trace.with_untracked(|trace| {
        let trace = trace.as_ref()?;
        let source = trace.source(layer);
        let shape = trace.maps(source).shape;
        Some((source, shape, trace.kernel_shape(layer)))
    });
    let Some((source, [n_channels, rows, columns], size)) = facts else {
        return ().into_any();
    };
    let shown = memo(move |_| {
        working.with(|working| match working {
            Some(Working::Sum(sum)) => Shown::of(sum),
            Some(_) | None => Shown::default(),
        })
    });
    let parts = Parts {
        trace,
        source,
        source_scale: scale_of(trace, source),
        size,
        of: [rows, columns],
        shown,
        read: RwSignal::new(None),
    };
    let each = size[0] * size[1];
    let is_list = each == 1;
    let words = if is_list {
        text!("inside-products-of-list", n = n_channels)
    } else if n_channels == 1 {
        text!("inside-products-of-one", n = each)
    } else {
        text!(
            "inside-products-of-channels",
            n = n_channels * each,
            each = each,
            channels = n_channels,
        )
    };
    let total = Signal::derive(move || shown.with(|shown| shown.total.clone()));
    let body = if is_list {
        view! { <ListOfProducts parts=parts /> }.into_any()
    } else {
        let intro = words.clone();
        let note = Signal::derive(move || format!("{}. {intro}", total.get()));
        view! { <Windows parts=parts title=title note=note /> }.into_any()
    };
    view! {
        {equation(total)}
        <p class="soft">{words}</p>
        {body}
        {move || shown.with(|shown| shown.rest.clone().map(|rest| view! { <p class="soft">{rest}</p> }))}
    }
    .into_any()
}

/// The products without the bias, the bias, and the sum of both.
fn total(sum: &Sum) -> String {
    let before_bias = number(sum.total - sum.bias);
    let bias = if sum.bias < 0.0 {
        format!("− {}", number(-sum.bias))
    } else {
        format!("+ {}", number(sum.bias))
    };
    let total = number(sum.total);
    match sum.rectified.map(number) {
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
    }
}

/// Products of a list, a row each.
#[component]
fn ListOfProducts(parts: Parts) -> impl IntoView {
    let row = move |part: &Part, scales: [f32; 3]| {
        let cell = |value: f32, scale: f32| {
            view! { <td prop:style=cell_style(value, scale)>{number(value)}</td> }
        };
        view! {
            <tr>
                <th scope="row">{parts.name(part.channel)}</th>
                {cell(part.inputs[0].unwrap_or_default(), scales[0])}
                {cell(part.weights[0], scales[1])}
                {cell(part.sum, scales[2])}
            </tr>
        }
    };
    let rows = move || {
        parts.shown.with(|shown| {
            let rows = shown.parts.iter().map(|part| row(part, shown.scales));
            rows.collect_view()
        })
    };
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
            <tbody>{rows}</tbody>
        </table>
    }
}
