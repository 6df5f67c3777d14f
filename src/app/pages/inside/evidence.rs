//! What the decision rests on: the places whose covering changes the answer, and the gradient by the pixels.

use leptos::prelude::*;

use super::look::Target;
use crate::app::components::{ErrorNotice, Frame, PixelCanvas, Pixels, Segments, likeliest_class};
use crate::app::use_answer::use_answer_on;
use crate::protocol::{
    CLASS_NAMES, IMAGE_SIZE, InputImage, Occlude, OcclusionMap, SaliencyMap, TraceGradient,
};
use crate::session::colour_map::signed_rgba;
use crate::session::evidence::{covered, falls, largest, place, place_at};
use crate::session::format;

/// A card with two maps of an image: what matters when it is covered, and what the gradient points at.
#[component]
pub fn Evidence(
    /// The model that is asked.
    target: Target,
    /// The image that it is asked about.
    input: Memo<Option<InputImage>>,
) -> impl IntoView {
    view! {
        <section class="card" data-testid="evidence">
            <h2 class="card__title">"What the decision rests on"</h2>
            <p class="soft prose">
                "Two ways to ask a model where it looks. Hide a part of the image, and see whether the answer suffers. "
                "Or ask calculus which pixels would move the answer most."
            </p>
            <div class="columns">
                <Occlusion target=target input=input />
                <Saliency target=target input=input />
            </div>
        </section>
    }
}

#[component]
fn Occlusion(target: Target, input: Memo<Option<InputImage>>) -> impl IntoView {
    let size = RwSignal::new(4_usize);
    let grey = RwSignal::new(0_usize);
    // The place of the square that is looked at, counted row by row.
    let chosen = RwSignal::new(None::<usize>);
    let answer = use_answer_on(move || {
        let (device, subject) = target.at_each_change()?;
        let size = size.get();
        let question = Occlude {
            subject,
            image: input.get()?,
            size,
            stride: size / 2,
            grey: grey.get() as u8,
        };
        Some((device, question))
    });
    target.wait_for(answer.is_waiting);
    let map = answer.value;
    let class = move |map: &OcclusionMap| likeliest_class(&map.probabilities).unwrap_or(0);
    let picture = Signal::derive(move || {
        map.with(|map| {
            map.as_ref().map_or_else(Pixels::default, |map| {
                let falls = falls(map, class(map));
                // A fall of a few percent is no evidence: it stays dark.
                let scale = largest(&falls).max(0.1);
                Pixels {
                    side: IMAGE_SIZE,
                    rgba: signed_rgba(&map.pixels, &falls, scale),
                }
            })
        })
    });
    let number = Memo::new(move |_| {
        let n_places = map.with(|map| map.as_ref().map(|map| map.n_places * map.n_places))?;
        Some(chosen.get()?.min(n_places.saturating_sub(1)))
    });
    let frame = Signal::derive(move || {
        let number = number.get()?;
        let place = map.with(|map| map.as_ref().map(|map| place(map, number)))?;
        Some(Frame {
            row: place.row,
            column: place.column,
            size: place.size,
        })
    });
    let press = Callback::new(move |(row, column): (usize, usize)| {
        chosen.set(map.with(|map| map.as_ref().map(|map| place_at(map, row, column))));
    });
    let last_place = move || {
        let n_places = map.with(|map| map.as_ref().map_or(1, |map| map.n_places * map.n_places));
        n_places.saturating_sub(1)
    };
    let whole = move || {
        map.with(|map| {
            let map = map.as_ref()?;
            let class = class(map);
            let probability = percent(map.probabilities[class]);
            Some(format!(
                "The whole image: {}, {probability}.",
                CLASS_NAMES[class]
            ))
        })
    };
    let words = move || {
        map.with(|map| {
            let Some(map) = map else {
                return "Waiting for a model and an image…".to_owned();
            };
            match number.get() {
                Some(number) => readout(map, number),
                None => strongest(map),
            }
        })
    };
    view! {
        <div class="stack" data-testid="occlusion">
            <h3>"Cover a place"</h3>
            <div class="row row--end">
                <Segments
                    label="Square"
                    name="occlusion-size"
                    options=vec![
                        (2, "2", "2 px".to_owned()),
                        (4, "4", "4 px".to_owned()),
                        (8, "8", "8 px".to_owned()),
                    ]
                    chosen=size
                    on_choose=move |chosen_size| {
                        chosen.set(None);
                        size.set(chosen_size);
                    }
                />
                <Segments
                    label="Covered with"
                    name="occlusion-grey"
                    options=vec![
                        (0, "black", "black".to_owned()),
                        (128, "grey", "grey".to_owned()),
                        (255, "white", "white".to_owned()),
                    ]
                    chosen=grey
                    on_choose=move |chosen| grey.set(chosen)
                />
            </div>
            <div class="evidence__map">
                <PixelCanvas
                    picture=picture
                    frame=frame
                    alt="How much the answer loses when each place is covered".to_owned()
                    testid="occlusion-map"
                    on_press=press
                />
                <Legend low="covering helps" high="covering hurts" />
            </div>
            <label class="field evidence__place">
                <span class="field__label">"Place of the square"</span>
                <input
                    class="range"
                    type="range"
                    min="0"
                    max=last_place
                    data-testid="occlusion-place"
                    aria-valuetext=words
                    prop:value=move || number.get().unwrap_or(0).to_string()
                    on:input=move |event| chosen.set(event_target_value(&event).parse().ok())
                />
            </label>
            <p class="small evidence__words" aria-live="polite" data-testid="occlusion-words">
                {whole} " " {words}
            </p>
            <ErrorNotice error=answer.error testid="occlusion-error" />
        </div>
    }
}

/// The answer with the square at this place.
fn readout(map: &OcclusionMap, number: usize) -> String {
    let class = likeliest_class(&map.probabilities).unwrap_or(0);
    let Some(answers) = covered(map, number) else {
        return String::new();
    };
    let place = place(map, number);
    let mut words = format!(
        "With the square at row {}, column {}: {} {}",
        place.row,
        place.column,
        CLASS_NAMES[class],
        percent(answers[class])
    );
    match likeliest_class(answers) {
        Some(other) if other != class => {
            words += &format!(
                ", and the answer becomes {} ({}).",
                CLASS_NAMES[other],
                percent(answers[other])
            );
        }
        Some(_) | None => words += ", and the answer stays.",
    }
    words
}

/// How many places change the answer, and how low its probability falls.
fn strongest(map: &OcclusionMap) -> String {
    let n_places = map.n_places * map.n_places;
    let class = likeliest_class(&map.probabilities).unwrap_or(0);
    let answers = || (0..n_places).filter_map(|number| covered(map, number));
    let n_changes = answers()
        .filter(|answers| likeliest_class(answers) != Some(class))
        .count();
    let lowest = answers().map(|answers| answers[class]).fold(1.0, f32::min);
    let changes = match n_changes {
        0 => format!("None of the {n_places} places changes the answer when it is covered"),
        1 => format!("One of the {n_places} places changes the answer when it is covered"),
        _ => {
            format!("{n_changes} of the {n_places} places change the answer when they are covered")
        }
    };
    format!(
        "{changes}; the worst leaves it {}. Click into the image to try one.",
        percent(lowest)
    )
}

#[component]
fn Saliency(target: Target, input: Memo<Option<InputImage>>) -> impl IntoView {
    let class = RwSignal::new(None::<u8>);
    let answer = use_answer_on(move || {
        let (device, subject) = target.at_each_change()?;
        let question = TraceGradient {
            subject,
            image: input.get()?,
            class: class.get(),
        };
        Some((device, question))
    });
    target.wait_for(answer.is_waiting);
    let map = answer.value;
    let picture = Signal::derive(move || {
        map.with(|map| {
            map.as_ref().map_or_else(Pixels::default, |map| Pixels {
                side: IMAGE_SIZE,
                rgba: signed_rgba(&map.pixels, &map.gradient, largest(&map.gradient)),
            })
        })
    });
    let pressed = RwSignal::new(None::<(usize, usize)>);
    let frame = Signal::derive(move || {
        let (row, column) = pressed.get()?;
        Some(Frame {
            row,
            column,
            size: 1,
        })
    });
    let words = move || {
        map.with(|map| match map {
            Some(map) => slope(map, pressed.get()),
            None => "Waiting for a model and an image…".to_owned(),
        })
    };
    let options = CLASS_NAMES
        .into_iter()
        .enumerate()
        .map(|(number, name)| {
            view! {
                <option value=number.to_string() prop:selected=move || class.get() == Some(number as u8)>
                    {name}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="stack" data-testid="saliency">
            <h3>"Ask the gradient"</h3>
            <label class="field evidence__class">
                <span class="field__label">"Logit of the class"</span>
                <select
                    class="select"
                    data-testid="saliency-class"
                    on:change=move |event| class.set(event_target_value(&event).parse().ok())
                >
                    <option value="" prop:selected=move || class.read().is_none()>"the model's answer"</option>
                    {options}
                </select>
            </label>
            <div class="evidence__map">
                <PixelCanvas
                    picture=picture
                    frame=frame
                    alt="The gradient of the logit by each pixel".to_owned()
                    testid="saliency-map"
                    on_press=Callback::new(move |pixel| pressed.set(Some(pixel)))
                />
                <Legend low="lowers the logit" high="raises the logit" />
            </div>
            <p class="small evidence__words" aria-live="polite" data-testid="saliency-words">{words}</p>
            <p class="soft small">
                "The colour says what a slightly brighter pixel would do. It is a slope, not a share: "
                "black ground can have a steep one, and hiding a whole part may do something else."
            </p>
            <ErrorNotice error=answer.error testid="saliency-error" />
        </div>
    }
}

/// The slope at a pixel, or the steepest one.
fn slope(map: &SaliencyMap, pixel: Option<(usize, usize)>) -> String {
    let name = CLASS_NAMES
        .get(usize::from(map.class))
        .copied()
        .unwrap_or(format::NOTHING);
    let steepest = largest(&map.gradient);
    if steepest == 0.0 {
        return format!(
            "The gradient is 0 everywhere: a ReLU behind the logit of {name} is shut, so no small change can move it."
        );
    }
    match pixel.and_then(|(row, column)| {
        let slope = map.gradient.get(row * IMAGE_SIZE + column)?;
        Some((row, column, *slope))
    }) {
        Some((row, column, slope)) => {
            let slope = format::signed(slope.into(), 3);
            format!("{name}, row {row}, column {column}: {slope} from black to white.")
        }
        None => format!(
            "{name}: the steepest slope is {steepest:.3} from black to white. Click a pixel to read its own."
        ),
    }
}

#[component]
fn Legend(
    /// What blue means.
    low: &'static str,
    /// What orange means.
    high: &'static str,
) -> impl IntoView {
    view! {
        <p class="evidence__legend small soft">
            <span class="evidence__key evidence__key--low">{low}</span>
            <span class="evidence__key evidence__key--high">{high}</span>
        </p>
    }
}

fn percent(probability: f32) -> String {
    format!("{:.1} %", probability * 100.0)
}
