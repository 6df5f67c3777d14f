//! Models without convolutions as pictures: what they look for in an image, pixel by pixel.

use leptos::prelude::*;

use super::look::SharedTrace;
use super::maps::{Legend, MapCanvas};
use super::overview::image;
use crate::app::components::likeliest_class;
use crate::app::erased::memo;
use crate::protocol::{CLASS_NAMES, IMAGE_SIZE};
use crate::session::inside::{Stage, Templates, number};
use crate::session::signed_map::{self, Drawn};
use crate::texts::text;

/// Units that are drawn.
const N_SHOWN: usize = 40;

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
    let picked = RwSignal::new(None::<usize>);
    move || {
        let (of_classes, n_templates) = form.get()?;
        let (title, sentence) = if of_classes {
            (
                text!("inside-templates-title"),
                text!("inside-templates-text"),
            )
        } else {
            (text!("inside-units-title"), text!("inside-units-text"))
        };
        let templates = (0..n_templates.min(N_SHOWN))
            .map(|template| view! { <Template trace=trace kind=kind of_classes=of_classes template=template scale=scale picked=picked /> });
        let contribution =
            of_classes.then(|| view! { <Contribution trace=trace kind=kind picked=picked /> });
        Some(
            view! {
                <section class="card" data-testid="inside-templates">
                    <h2 class="card__title">{title}</h2>
                    <p class="soft prose">{sentence}</p>
                    <ul class="templates">{templates.collect_view()}</ul>
                    {(n_templates > N_SHOWN).then(|| view! { <p class="soft small">{text!("inside-more", n = n_templates - N_SHOWN)}</p> })}
                    <Legend scale=scale />
                    {contribution}
                </section>
            }
            .into_any(),
        )
    }
}

#[component]
fn Template(
    trace: SharedTrace,
    kind: Memo<Option<Kind>>,
    of_classes: bool,
    template: usize,
    scale: Memo<f32>,
    picked: RwSignal<Option<usize>>,
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
    if of_classes {
        let words = move || value().map(number);
        return view! {
            <li>
                <button
                    class="channel"
                    type="button"
                    aria-pressed=move || (chosen(trace, picked) == template).to_string()
                    data-testid=format!("inside-template-{template}")
                    on:click=move |_| picked.set(Some(template))
                >
                    <MapCanvas picture=picture />
                    <span class="channel__name">{CLASS_NAMES[template]}</span>
                    <span class="channel__name soft">{words}</span>
                </button>
            </li>
        }
        .into_any();
    }
    let words = move || {
        value().map(|value| {
            if value > 0.0 {
                number(value)
            } else {
                text!("inside-silent", value = number(value))
            }
        })
    };
    view! {
        <li class="channel channel--still" data-testid=format!("inside-template-{template}")>
            <MapCanvas picture=picture />
            <span class="channel__name">{text!("inside-unit", n = template)}</span>
            <span class="channel__name soft">{words}</span>
        </li>
    }
    .into_any()
}

/// The class that the learner has picked, or else the model's answer.
fn chosen(trace: SharedTrace, picked: RwSignal<Option<usize>>) -> usize {
    picked.get().unwrap_or_else(|| {
        let answer = trace.with(|trace| likeliest_class(&trace.as_ref()?.probabilities));
        answer.unwrap_or_default()
    })
}

/// What each pixel of the image adds to the chosen class.
#[component]
fn Contribution(
    trace: SharedTrace,
    kind: Memo<Option<Kind>>,
    picked: RwSignal<Option<usize>>,
) -> impl IntoView {
    let class = memo(move |_| chosen(trace, picked));
    let products = memo(move |_| {
        trace.with(|trace| {
            kind.with(|kind| match (trace, kind) {
                (Some(trace), Some(kind)) => trace.contributions(kind.templates(), class.get()),
                _ => Vec::new(),
            })
        })
    });
    let pixels = Signal::derive(move || {
        trace.with(|trace| {
            trace
                .as_ref()
                .map_or_else(Drawn::default, |trace| image(&trace.pixels))
        })
    });
    let weights = Signal::derive(move || {
        kind.with(|kind| {
            kind.as_ref().map_or_else(Drawn::default, |kind| {
                let weights = kind.templates().weights(class.get());
                Drawn::new(weights, IMAGE_SIZE, signed_map::scale(weights))
            })
        })
    });
    let product = Signal::derive(move || {
        products.with(|products| Drawn::new(products, IMAGE_SIZE, signed_map::scale(products)))
    });
    let words = move || {
        let bias = kind.with(|kind| {
            kind.as_ref()
                .map_or(0.0, |kind| kind.templates().bias(class.get()))
        });
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
            <h3>{move || text!("inside-says", class = CLASS_NAMES[class.get()])}</h3>
            <div class="contribution">
                <figure class="figure">
                    <MapCanvas picture=pixels />
                    <figcaption class="figure__caption">{text!("inside-says-image")}</figcaption>
                </figure>
                <span aria-hidden="true">"×"</span>
                <figure class="figure">
                    <MapCanvas picture=weights />
                    <figcaption class="figure__caption">{text!("inside-says-template")}</figcaption>
                </figure>
                <span aria-hidden="true">"="</span>
                <figure class="figure">
                    <MapCanvas picture=product />
                    <figcaption class="figure__caption">{text!("inside-says-sum")}</figcaption>
                </figure>
            </div>
            <p class="equation" aria-live="polite" data-testid="inside-contribution">{words}</p>
        </div>
    }
}
