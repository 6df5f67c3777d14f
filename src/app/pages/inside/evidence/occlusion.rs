//! What becomes of the answer while a square covers one place after another.

use leptos::prelude::*;

use super::super::look::{Target, live};
use super::{Legend, legend_note, percent};
use crate::app::components::{
    ErrorNotice, Frame, PixelCanvas, PixelSlider, Pixels, Savable, Segments,
};
use crate::app::erased::memo;
use crate::app::use_answer::use_answer_on;
use crate::logits::likeliest_class;
use crate::protocol::{CLASS_NAMES, IMAGE_SIZE, InputImage, Occlude, OcclusionMap};
use crate::session::colour_map::signed_rgba;
use crate::session::evidence::{covered, falls, largest, place, place_at};
use crate::texts::text;

/// How the answer changes where a square covers the image.
#[component]
pub fn Occlusion(target: Target, input: Memo<Option<InputImage>>) -> impl IntoView {
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
    let picture = Signal::derive(move || {
        map.with(|map| {
            map.as_ref().map_or_else(Pixels::default, |map| {
                let falls = falls(map, answer_of(map));
                // A fall of a few percent is no evidence: it stays dark.
                let scale = largest(&falls).max(0.1);
                Pixels {
                    side: IMAGE_SIZE,
                    rgba: signed_rgba(&map.pixels, &falls, scale),
                }
            })
        })
    });
    let number = memo(move |_| {
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
    let n_places =
        Signal::derive(move || map.with(|map| map.as_ref().map_or(0, |map| map.n_places)));
    let whole = move || {
        map.with(|map| {
            let map = map.as_ref()?;
            let class = answer_of(map);
            let probability = percent(map.probabilities[class]);
            Some(text!(
                "evidence-whole",
                class = CLASS_NAMES[class],
                percent = probability
            ))
        })
    };
    let words = Signal::derive(move || {
        map.with(|map| {
            let Some(map) = map else {
                return text!("evidence-waits").to_owned();
            };
            match number.get() {
                Some(number) => readout(map, number),
                None => strongest(map),
            }
        })
    });
    view! {
        <div class="stack" data-testid="occlusion">
            <h3>{text!("evidence-cover")}</h3>
            <div class="row row--end">
                <Segments
                    label=text!("evidence-square")
                    name="occlusion-size"
                    options=vec![
                        (2, "2", text!("evidence-pixels", n = 2)),
                        (4, "4", text!("evidence-pixels", n = 4)),
                        (8, "8", text!("evidence-pixels", n = 8)),
                    ]
                    chosen=size
                    on_choose=move |chosen_size| {
                        chosen.set(None);
                        size.set(chosen_size);
                    }
                />
                <Segments
                    label=text!("evidence-covered-with")
                    name="occlusion-grey"
                    options=vec![
                        (0, "black", text!("evidence-black").to_owned()),
                        (128, "grey", text!("evidence-grey").to_owned()),
                        (255, "white", text!("evidence-white").to_owned()),
                    ]
                    chosen=grey
                    on_choose=move |chosen| grey.set(chosen)
                />
            </div>
            <div class="evidence__map">
                <Savable
                    title=text!("evidence-cover-alt").to_owned()
                    note=legend_note(text!("evidence-helps"), text!("evidence-hurts"))
                    testid="occlusion"
                >
                    <PixelCanvas
                        picture=picture
                        frame=frame
                        alt=text!("evidence-cover-alt").to_owned()
                        testid="occlusion-map"
                        on_press=press
                    />
                    <Legend low=text!("evidence-helps") high=text!("evidence-hurts") />
                </Savable>
            </div>
            <label class="field evidence__place">
                <span class="field__label">{text!("evidence-place")}</span>
                <PixelSlider
                    side=n_places
                    pixel=Signal::derive(move || number.get().unwrap_or(0))
                    on_move=Callback::new(move |to| chosen.set(Some(to)))
                    words=words
                    testid="occlusion-place"
                />
            </label>
            <p class="small evidence__words" aria-live=live() data-testid="occlusion-words">
                {whole} " " {words}
            </p>
            <ErrorNotice error=answer.error testid="occlusion-error" />
        </div>
    }
}

/// The class that the model answers without a square.
fn answer_of(map: &OcclusionMap) -> usize {
    likeliest_class(&map.probabilities).unwrap_or(0)
}

/// The answer with the square at this place.
fn readout(map: &OcclusionMap, number: usize) -> String {
    let class = answer_of(map);
    let Some(answers) = covered(map, number) else {
        return String::new();
    };
    let place = place(map, number);
    let (row, column) = (place.row, place.column);
    let percent_class = percent(answers[class]);
    match likeliest_class(answers) {
        Some(other) if other != class => text!(
            "evidence-becomes",
            row = row,
            column = column,
            class = CLASS_NAMES[class],
            percent = percent_class,
            other = CLASS_NAMES[other],
            percent_other = percent(answers[other]),
        ),
        Some(_) | None => text!(
            "evidence-stays",
            row = row,
            column = column,
            class = CLASS_NAMES[class],
            percent = percent_class,
        ),
    }
}

/// How many places change the answer, and how low its probability falls.
fn strongest(map: &OcclusionMap) -> String {
    let n_places = map.n_places * map.n_places;
    let class = answer_of(map);
    let answers = || (0..n_places).filter_map(|number| covered(map, number));
    let n_changes = answers()
        .filter(|answers| likeliest_class(answers) != Some(class))
        .count();
    let lowest = answers().map(|answers| answers[class]).fold(1.0, f32::min);
    text!(
        "evidence-places",
        n = n_changes,
        places = n_places,
        percent = percent(lowest),
    )
}
