//! Models without convolutions as pictures: what they look for in an image, pixel by pixel.

use leptos::prelude::*;

use super::look::{SharedTrace, live};
use super::maps::{Legend, MapCanvas, scale_note};
use super::overview::image;
use crate::app::components::{Savable, class_options};
use crate::app::erased::{Show, memo};
use crate::logits::likeliest_class;
use crate::protocol::{CLASS_NAMES, IMAGE_SIZE};
use crate::session::inside::{ClassTemplate, Stage, Templates, number};
use crate::session::signed_map::{self, Drawn};
use crate::texts::text;

/// Templates that are drawn at first, and that each "Show more" adds.
const N_AT_ONCE: usize = 40;

/// The templates of the classes or of the hidden units, where the list of layers has such.
#[derive(Clone, PartialEq)]
enum Kind {
    Classes(Templates),
    Units(Templates),
}

impl Kind {
    fn templates(&self) -> &Templates {
        match self {
            Self::Classes(templates) | Self::Units(templates) => templates,
        }
    }
}

/// A card with the templates; nothing for a model that has none.
#[component]
pub fn TemplateView(trace: SharedTrace) -> impl IntoView {
    let kind = memo(move |_| {
        trace.with(|trace| {
            let trace = trace.as_ref()?;
            let classes = trace.class_templates().map(Kind::Classes);
            classes.or_else(|| trace.unit_templates().map(Kind::Units))
        })
    });
    // Which of the two it is, and how many templates: only then is the card built anew.
    let form = memo(move |_| {
        kind.with(|kind| {
            let kind = kind.as_ref()?;
            Some((
                matches!(kind, Kind::Classes(_)),
                kind.templates().n_templates(),
            ))
        })
    });
    let scale = memo(move |_| {
        kind.with(|kind| {
            kind.as_ref().map_or(1.0, |kind| {
                signed_map::scale(kind.templates().all_weights())
            })
        })
    });
    let picked_class = RwSignal::new(None::<usize>);
    let class = memo(move |_| picked_class.get().unwrap_or_else(|| answer(trace)));
    move || {
        let (of_classes, n_templates) = form.get()?;
        let picked_unit = RwSignal::new(None::<usize>);
        let n_drawn = RwSignal::new(N_AT_ONCE);
        let n_left = move || n_templates.saturating_sub(n_drawn.get());
        let unit = memo(move |_| picked_unit.get().unwrap_or_else(|| strongest(trace, kind)));
        let (picked, pick) = if of_classes {
            (class, picked_class)
        } else {
            (unit, picked_unit)
        };
        let (title, sentence) = if of_classes {
            (
                text!("inside-templates-title"),
                text!("inside-templates-text"),
            )
        } else {
            (text!("inside-units-title"), text!("inside-units-text"))
        };
        let templates = move || {
            (0..n_templates.min(n_drawn.get()))
                .map(|template| view! { <Tile trace=trace kind=kind of_classes=of_classes template=template scale=scale picked=picked pick=pick /> })
                .collect_view()
        };
        let of_unit = (!of_classes).then(|| {
            view! {
                <UnitSays trace=trace kind=kind unit=unit />
                <label class="field evidence__class">
                    <span class="field__label">{text!("inside-class")}</span>
                    <select
                        class="select"
                        data-testid="inside-says-class"
                        on:change=move |event| picked_class.set(event_target_value(&event).parse().ok())
                    >
                        <option value="" prop:selected=move || picked_class.read().is_none()>{text!("evidence-logit-answer")}</option>
                        {class_options(picked_class)}
                    </select>
                </label>
            }
        });
        Some(
            view! {
                <section class="card" data-testid="inside-templates">
                    <h2 class="card__title">{title}</h2>
                    <p class="soft prose">{sentence}</p>
                    <Savable title=title.to_owned() note=scale_note(scale) testid="inside-templates">
                        <ul class="templates">{templates}</ul>
                    </Savable>
                    <Show when=move || { n_left() > 0 }>
                        <div class="row">
                            <button
                                class="button button--small"
                                type="button"
                                data-testid="inside-templates-more"
                                on:click=move |_| n_drawn.update(|n_drawn| *n_drawn += N_AT_ONCE)
                            >
                                {move || text!("common-show-more", n = n_left().min(N_AT_ONCE))}
                            </button>
                        </div>
                    </Show>
                    <Legend scale=scale />
                    {of_unit}
                    <ClassSays trace=trace class=class />
                </section>
            }
            .into_any(),
        )
    }
}

/// A template as a button that picks it.
#[component]
fn Tile(
    trace: SharedTrace,
    kind: Memo<Option<Kind>>,
    of_classes: bool,
    template: usize,
    scale: Memo<f32>,
    picked: Memo<usize>,
    pick: RwSignal<Option<usize>>,
) -> impl IntoView {
    let picture = Signal::derive(move || {
        kind.with(|kind| {
            kind.as_ref().map_or_else(Drawn::default, |kind| {
                Drawn::new(kind.templates().weights(template), IMAGE_SIZE, scale.get())
            })
        })
    });
    let value = move || {
        trace.with(|trace| {
            let layer = kind.with(|kind| Some(kind.as_ref()?.templates().layer))?;
            trace.as_ref()?.maps(Stage::Layer(layer)).at(template, 0, 0)
        })
    };
    let name = if of_classes {
        CLASS_NAMES[template].to_owned()
    } else {
        text!("inside-unit", n = template)
    };
    let words = move || {
        value().map(|value| {
            if of_classes || value > 0.0 {
                number(value)
            } else {
                text!("inside-silent", value = number(value))
            }
        })
    };
    view! {
        <li>
            <button
                class="channel"
                type="button"
                aria-pressed=move || (picked.get() == template).to_string()
                data-testid=format!("inside-template-{template}")
                on:click=move |_| pick.set(Some(template))
            >
                <MapCanvas picture=picture />
                <span class="channel__name" data-save="caption">{name}</span>
                <span class="channel__name soft" data-save="caption">{words}</span>
            </button>
        </li>
    }
}

/// The class of the model's answer.
fn answer(trace: SharedTrace) -> usize {
    let class = trace.with(|trace| likeliest_class(&trace.as_ref()?.inspected.probabilities));
    class.unwrap_or_default()
}

/// The hidden unit that says most of the image.
fn strongest(trace: SharedTrace, kind: Memo<Option<Kind>>) -> usize {
    let unit = trace.with(|trace| {
        let layer = kind.with(|kind| Some(kind.as_ref()?.templates().layer))?;
        let values = trace.as_ref()?.maps(Stage::Layer(layer)).values.iter();
        let (unit, _) = values.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b))?;
        Some(unit)
    });
    unit.unwrap_or_default()
}

/// What the image is compared with, and what is added to the sum of the products.
#[derive(Clone, Default, PartialEq)]
struct Said {
    /// One a pixel.
    weights: Vec<f32>,
    bias: f32,
}

/// What each pixel of the image adds to a hidden unit.
#[component]
fn UnitSays(trace: SharedTrace, kind: Memo<Option<Kind>>, unit: Memo<usize>) -> impl IntoView {
    let said = memo(move |_| {
        kind.with(|kind| {
            let templates = kind.as_ref()?.templates();
            Some(Said {
                weights: templates.weights(unit.get()).to_vec(),
                bias: templates.bias(unit.get()),
            })
        })
        .unwrap_or_default()
    });
    let title = move || text!("inside-says-unit", n = unit.get());
    view! { <Contribution trace=trace said=said title=Signal::derive(title) testid="inside-unit-contribution" /> }
}

/// What each pixel of the image adds to a class, through the hidden units that are open for it.
#[component]
fn ClassSays(trace: SharedTrace, class: Memo<usize>) -> impl IntoView {
    let template = memo(move |_| trace.with(|trace| trace.as_ref()?.class_template(class.get())));
    let said = memo(move |_| {
        template
            .get()
            .map(|ClassTemplate { weights, bias, .. }| Said { weights, bias })
            .unwrap_or_default()
    });
    let title = move || text!("inside-says", class = CLASS_NAMES[class.get()]);
    let units = move || {
        template.with(|template| {
            let ClassTemplate {
                n_units, n_open, ..
            } = template.as_ref()?;
            (*n_units > 0).then(|| text!("inside-says-here", open = n_open, n = n_units))
        })
    };
    let shut = move || {
        let layer = template.with(|template| Some(template.as_ref()?.layer))?;
        trace.with(|trace| {
            let trace = trace.as_ref()?;
            let result = trace.maps(Stage::Layer(layer)).at(class.get(), 0, 0)?;
            let is_shut = trace.has_relu_after(layer) && result <= 0.0;
            is_shut.then(|| text!("inside-says-shut", class = CLASS_NAMES[class.get()]))
        })
    };
    view! {
        <Contribution trace=trace said=said title=Signal::derive(title) testid="inside-contribution" />
        <p class="soft prose" data-testid="inside-says-here">{units} " " {shut}</p>
    }
}

/// The image times the weights, pixel by pixel, and the sum.
#[component]
fn Contribution(
    trace: SharedTrace,
    said: Memo<Said>,
    title: Signal<String>,
    /// `data-testid` of the sum.
    testid: &'static str,
) -> impl IntoView {
    let products = memo(move |_| {
        trace.with(|trace| {
            trace.as_ref().map_or_else(Vec::new, |trace| {
                said.with(|said| trace.contributions(&said.weights))
            })
        })
    });
    let pixels = Signal::derive(move || {
        trace.with(|trace| {
            trace
                .as_ref()
                .map_or_else(Drawn::default, |trace| image(&trace.inspected.pixels))
        })
    });
    let drawn = |values: &[f32]| Drawn::new(values, IMAGE_SIZE, signed_map::scale(values));
    let weights = Signal::derive(move || said.with(|said| drawn(&said.weights)));
    let product = Signal::derive(move || products.with(|products| drawn(products)));
    let words = move || {
        let bias = said.with(|said| said.bias);
        let (up, down) = products.with(|products| {
            let total = |positive: bool| -> f32 {
                products
                    .iter()
                    .filter(|&&product| (product > 0.0) == positive)
                    .sum()
            };
            (total(true), total(false))
        });
        text!(
            "inside-contribution",
            up = number(up),
            down = number(down),
            bias = number(bias),
            total = number(up + down + bias),
        )
    };
    view! {
        <div class="stack stack--tight">
            <h3>{move || title.get()}</h3>
            <Savable title=title note=text!("inside-legend").to_owned() testid=testid>
                <div class="contribution">
                    <figure class="figure">
                        <MapCanvas picture=pixels />
                        <figcaption class="figure__caption" data-save="caption">{text!("inside-says-image")}</figcaption>
                    </figure>
                    <span aria-hidden="true">"×"</span>
                    <figure class="figure">
                        <MapCanvas picture=weights />
                        <figcaption class="figure__caption" data-save="caption">{text!("inside-says-template")}</figcaption>
                    </figure>
                    <span aria-hidden="true">"="</span>
                    <figure class="figure">
                        <MapCanvas picture=product />
                        <figcaption class="figure__caption" data-save="caption">{text!("inside-says-sum")}</figcaption>
                    </figure>
                </div>
            </Savable>
            <p class="equation" aria-live=live() data-testid=testid>{words}</p>
        </div>
    }
}
