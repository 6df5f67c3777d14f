//! The drawings of the photos' score, drawn on the pad by the pointer: what the page answers to them.

#[path = "../../../src/bin/lesson/photos/drawings.rs"]
mod drawings;

use crate::actions::CLASS_NAMES;
use crate::try_it::{open_with_the_best_model, seen, stroke};
use browser_tests::{Page, Scenario};
use drawings::{DRAWINGS, Drawing, INKS, SIZE};
use fitting_room::data::doubt::mirrored;
use fitting_room::data::preprocess;
use fitting_room::protocol::{N_PIXELS, Picture};

/// Mean difference of grey values between the pad and the score's drawing: the pointer goes to whole pixels of the screen, and
/// the canvas draws a stroke's edge again at each of its points. Another ink is five times further off.
const MOST_OFF: f64 = 4.0;

#[test]
fn garments_drawn_in_each_ink_are_named_rightly_or_doubted() {
    Scenario::of("try-drawn-garments").run(async |page| {
        open_with_the_best_model(page).await;
        page.pick("try-way-draw").await;
        page.until_there("try-brush").await;
        let mut misled = Vec::new();
        for drawing in DRAWINGS {
            for (index, (ink, value)) in INKS.into_iter().enumerate() {
                page.pick(&format!("try-ink-{index}")).await;
                draw(page, drawing).await;
                let pad = pad(page).await;
                let off = distance(&pad, &drawing.draw(value));
                until_answered(page, &pad).await;
                let answer = page.until_said("try-answer").await;
                let doubt = page.text("try-doubt").await;
                let short = page.text("try-short-answer").await.unwrap_or_default();
                let said = doubt.as_deref().unwrap_or("sure");
                let line = format!("{} in {ink}: {short} ({said}), {off:.1} off", drawing.name);
                println!("{line}");
                assert!(off < MOST_OFF, "{line}");
                if answer != CLASS_NAMES[usize::from(drawing.class)] && doubt.is_none() {
                    misled.push(line);
                }
                page.click("try-clear").await;
                page.until_says("try-answer", &["waiting"]).await;
            }
        }
        assert!(misled.is_empty(), "wrong without a doubt: {misled:#?}");
    });
}

/// Draws stroke by stroke, with the drawing's brush.
async fn draw(page: &Page, drawing: &Drawing) {
    let width = drawing.width;
    let script = format!(
        "e.value = {width}; e.dispatchEvent(new Event('input', {{ bubbles: true }})); return e.value"
    );
    let now: String = page.find("try-brush", &script).await;
    assert_eq!(now, width.to_string(), "the brush can be this wide");
    let on_screen: f32 = page
        .find("try-pad", "return e.getBoundingClientRect().width")
        .await;
    let size = SIZE as f32;
    let from_centre = |length: f32| ((length / size - 0.5) * on_screen).round() as i64;
    for places in drawing.strokes() {
        let places = places.iter();
        let places: Vec<_> = places
            .map(|&(x, y)| (from_centre(x), from_centre(y)))
            .collect();
        stroke(page, &places).await;
    }
}

/// What is drawn on the pad; each ink is grey.
async fn pad(page: &Page) -> Picture {
    let script = "const data = e.getContext('2d').getImageData(0, 0, e.width, e.height).data; \
                  return [...data].filter((_, i) => i % 4 === 0)";
    let grey: Vec<u8> = page.find("try-pad", script).await;
    Picture {
        width: SIZE as u32,
        height: SIZE as u32,
        rgba: grey.iter().flat_map(|&it| [it, it, it, 255]).collect(),
    }
}

/// Waits until the answer is that to the finished drawing: while one draws, the page answers what is there.
async fn until_answered(page: &Page, pad: &Picture) {
    let input = preprocess::prepare(pad).expect("something is drawn").pixels;
    let inputs = [*input, mirrored(&input)];
    // The browser's sine, of which the filter for shrinking is made, may round another way.
    let is_near = |(a, b): (&u8, &u8)| a.abs_diff(*b) <= 1;
    page.until("the model sees the finished drawing", async || {
        let seen = seen(page).await;
        let is_it = |input: &[u8; N_PIXELS]| seen.iter().zip(input).all(is_near);
        let is_any = seen.len() == N_PIXELS && inputs.iter().any(is_it);
        is_any.then_some(())
    })
    .await;
}

/// Mean difference of grey values.
fn distance(pad: &Picture, drawn: &Picture) -> f64 {
    assert_eq!(pad.rgba.len(), drawn.rgba.len(), "the pad has its size");
    let pairs = pad.rgba.iter().step_by(4).zip(drawn.rgba.iter().step_by(4));
    let sum: f64 = pairs.map(|(a, b)| f64::from(a.abs_diff(*b))).sum();
    sum / (SIZE * SIZE) as f64
}
