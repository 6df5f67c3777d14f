//! Horizontal bars, each beside its figure in a table, and the ten probabilities of an answer.

use leptos::prelude::*;

use super::model_color;
use super::save_picture::{Colours, SavePicture};
use crate::fashion_mnist::CLASS_NAMES;
use crate::logits::likeliest_class;
use crate::models::ModelKind;
use crate::session::format;
use crate::session::pictures::{self, PictureBar};
use crate::texts::text;

/// One bar of a [`BarChart`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The text at its start.
    pub label: String,
    /// Its length, from 0 to 1.
    pub share: f64,
    /// The text at its end.
    pub value: String,
    /// The model whose colour it has; none for the accent colour.
    pub model: Option<ModelKind>,
    /// Whether it is highlighted.
    pub is_strong: bool,
}

/// Bars below one another, all on one scale.
#[component]
pub fn BarChart(
    /// What the bars show, for screen readers.
    #[prop(into)]
    label: String,
    /// The bars, from top to bottom.
    #[prop(into)]
    bars: Signal<Vec<Bar>>,
    /// `data-testid` of the bars.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let draw = {
        let label = label.clone();
        Callback::new(move |colours: Colours| {
            let bars: Vec<PictureBar> = bars
                .read_untracked()
                .iter()
                .map(|bar| {
                    let (style, property) = match bar.model {
                        Some(model) => (model_color(model), "--model-color"),
                        None => (String::new(), "--color-accent"),
                    };
                    PictureBar {
                        label: bar.label.clone(),
                        share: bar.share,
                        value: bar.value.clone(),
                        colour: colours.of("", &style, property),
                    }
                })
                .collect();
            Some(pictures::bars(&label, &bars, &colours.ink()))
        })
    };
    view! {
        // Explicit roles: a table that is laid out as a grid loses its own in some browsers.
        <table class="bars" role="table">
            <caption class="visually-hidden">{label.clone()}</caption>
            <tbody role="rowgroup" data-testid=testid.clone()>
                {move || bars.get().into_iter().map(row).collect_view()}
            </tbody>
        </table>
        <SavePicture title=label testid=testid draw=draw />
    }
    .into_any()
}

fn row(bar: Bar) -> AnyView {
    let width = bar.share.clamp(0.0, 1.0) * 100.0;
    view! {
        <tr
            class="bars__row"
            class=("bars__row--strong", bar.is_strong)
            prop:style=bar.model.map(model_color)
            role="row"
        >
            <th class="bars__label" scope="row" role="rowheader">{bar.label}</th>
            <td class="bars__track" aria-hidden="true">
                <span class="bars__fill" prop:style=format!("--bar-width: {width:.2}%")></span>
            </td>
            <td class="bars__value" role="cell">{bar.value}</td>
        </tr>
    }
    .into_any()
}

/// The probability of each class, in the order of the classes, the likeliest highlighted.
#[component]
pub fn ProbabilityBars(
    /// Probabilities after softmax, by class; with none the bars are empty, at the same size.
    #[prop(into)]
    probabilities: Signal<Option<Vec<f32>>>,
    /// `data-testid` of the bars.
    #[prop(into)]
    testid: String,
) -> impl IntoView {
    let bars = Signal::derive(move || bars_of(probabilities.read().as_deref()));
    view! { <BarChart label=text!("chart-probabilities") bars=bars testid=testid /> }
}

fn bars_of(probabilities: Option<&[f32]>) -> Vec<Bar> {
    let likeliest = probabilities.and_then(likeliest_class);
    CLASS_NAMES
        .iter()
        .enumerate()
        .map(|(class, name)| {
            let probability = probabilities.and_then(|all| all.get(class)).copied();
            Bar {
                label: (*name).to_owned(),
                share: f64::from(probability.unwrap_or(0.0)),
                value: probability.map_or_else(
                    || format::NOTHING.to_owned(),
                    |probability| format::share(probability.into(), 1),
                ),
                model: None,
                is_strong: likeliest == Some(class),
            }
        })
        .collect()
}
