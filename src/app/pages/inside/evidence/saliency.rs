//! How the logit of a class changes with each pixel.

use leptos::prelude::*;

use super::super::look::{Target, live};
use super::{Legend, legend_note};
use crate::app::components::{
    ErrorNotice, Frame, PixelCanvas, PixelSlider, Pixels, Savable, class_name, class_options,
};
use crate::app::use_answer::use_answer_on;
use crate::protocol::{IMAGE_SIZE, InputImage, SaliencyMap, TraceGradient};
use crate::session::colour_map::signed_rgba;
use crate::session::evidence::largest;
use crate::session::format;
use crate::texts::text;

/// The slope of a class by each pixel.
#[component]
pub fn Saliency(target: Target, input: Memo<Option<InputImage>>) -> impl IntoView {
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
    let words = Signal::derive(move || {
        map.with(|map| match map {
            Some(map) => slope(map, pressed.get()),
            None => text!("evidence-waits").to_owned(),
        })
    });
    let pixel = Signal::derive(move || {
        let (row, column) = pressed.get().unwrap_or_default();
        row * IMAGE_SIZE + column
    });
    let move_to = Callback::new(move |to: usize| {
        pressed.set(Some((to / IMAGE_SIZE, to % IMAGE_SIZE)));
    });
    view! {
        <div class="stack" data-testid="saliency">
            <h3>{text!("evidence-gradient")}</h3>
            <label class="field evidence__class">
                <span class="field__label">{text!("evidence-logit-of")}</span>
                <select
                    class="select"
                    data-testid="saliency-class"
                    on:change=move |event| class.set(event_target_value(&event).parse().ok())
                >
                    <option value="" prop:selected=move || class.read().is_none()>{text!("evidence-logit-answer")}</option>
                    {class_options(Signal::derive(move || class.get().map(usize::from)))}
                </select>
            </label>
            <div class="evidence__map">
                <Savable
                    title=text!("evidence-gradient-alt").to_owned()
                    note=legend_note(text!("evidence-lowers"), text!("evidence-raises"))
                    testid="saliency"
                >
                    <PixelCanvas
                        picture=picture
                        frame=frame
                        alt=text!("evidence-gradient-alt").to_owned()
                        testid="saliency-map"
                        on_press=Callback::new(move |pixel| pressed.set(Some(pixel)))
                    />
                    <Legend low=text!("evidence-lowers") high=text!("evidence-raises") />
                </Savable>
            </div>
            <label class="field evidence__place">
                <span class="field__label">{text!("evidence-pixel")}</span>
                <PixelSlider side=IMAGE_SIZE pixel=pixel on_move=move_to words=words testid="saliency-pixel" />
            </label>
            <p class="small evidence__words" aria-live=live() data-testid="saliency-words">{words}</p>
            <p class="soft small">
                {text!("evidence-gradient-note")}
            </p>
            <ErrorNotice error=answer.error testid="saliency-error" />
        </div>
    }
}

/// The slope at a pixel, or the steepest one.
fn slope(map: &SaliencyMap, pixel: Option<(usize, usize)>) -> String {
    let name = class_name(map.class.into());
    let steepest = largest(&map.gradient);
    if steepest == 0.0 {
        return text!("evidence-shut", class = name);
    }
    match pixel.and_then(|(row, column)| {
        let slope = map.gradient.get(row * IMAGE_SIZE + column)?;
        Some((row, column, *slope))
    }) {
        Some((row, column, slope)) => {
            let slope = format::signed(slope.into(), 3);
            text!(
                "evidence-slope",
                class = name,
                row = row,
                column = column,
                slope = slope
            )
        }
        None => text!(
            "evidence-steepest",
            class = name,
            slope = format!("{steepest:.3}")
        ),
    }
}
