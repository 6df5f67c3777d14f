//! Classification of photos and drawings, and files that are no pictures.

use crate::actions::{CLASS_NAMES, go_to, open_with_data, train, without_pretrained};
use browser_tests::page::{Size, number_in};
use browser_tests::pictures::{Files, Picture, huge_png, test_image};
use browser_tests::{Page, Scenario};
use serde_json::json;
use std::time::Duration;

/// Test images of trousers, which even the simplest model recognises.
const TROUSERS: [usize; 3] = [2, 3, 5];

#[test]
fn a_photo_is_prepared_as_the_data_set_was_and_classified() {
    Scenario::of("try-photo").run(classify_photos);
}

/// Photos of trousers, dark on light and light on dark.
pub async fn classify_photos(page: &Page) {
    let files = Files::new();
    without_pretrained(page);
    open_with_data(page).await;
    go_to(page, "try-it").await;
    assert!(page.is_there("try-no-model").await, "nobody can answer yet");
    train(page, 0, "cpu", &[("epochs", "1")]).await;
    go_to(page, "try-it").await;
    page.pick("try-way-upload").await;
    for index in TROUSERS {
        let (image, label) = test_image(index);
        assert_eq!(label, 1, "test image {index} is a pair of trousers");
        let photo = image.enlarged(10).padded(60).inverted();
        let file = files.write(&format!("{index}.png"), &photo.png());
        page.upload("try-file", &file).await;
        let seen = page
            .until("the model sees the photo", async || {
                let seen = seen(page).await;
                (distance(&seen, &image) < 20.0).then_some(seen)
            })
            .await;
        assert_eq!(seen.len(), 28 * 28);
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;
        page.until_says("try-remark", &["dark on light"]).await;
        ten_probabilities_make_one(page).await;
        page.pick("try-way-draw").await;
        page.until_says("try-answer", &["waiting"]).await;
        page.pick("try-way-upload").await;
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;
    }
    // A light garment on a dark ground stays as it is.
    let (image, _) = test_image(TROUSERS[0]);
    let photo = image.enlarged(7).padded(30);
    page.upload("try-file", &files.write("light.png", &photo.png()))
        .await;
    page.until_text("try-remark", |remark| {
        remark.contains("centred") && !remark.contains("dark on light")
    })
    .await;
    page.until_text("try-answer", |answer| answer == "Trouser")
        .await;
}

#[test]
fn a_drawing_is_classified() {
    Scenario::of("try-drawing").run(classify_a_drawing);
}

/// Two legs below a waist, drawn, undone and cleared.
pub async fn classify_a_drawing(page: &Page) {
    open_with_data(page).await;
    train(page, 0, "cpu", &[("epochs", "1")]).await;
    go_to(page, "try-it").await;
    page.pick("try-way-draw").await;
    // Two legs below a waist.
    stroke(page, &[(-40, -100), (40, -100)]).await;
    stroke(page, &[(-40, -100), (-45, 110)]).await;
    stroke(page, &[(40, -100), (45, 110)]).await;
    until_legs_are_seen(page).await;
    ten_probabilities_make_one(page).await;
    let answer = page.until_said("try-answer").await;
    assert!(
        CLASS_NAMES.contains(&answer.as_str()),
        "{answer} is no class"
    );
    // The drawing survives a switch of views, and can be undone stroke by stroke.
    go_to(page, "data").await;
    go_to(page, "try-it").await;
    page.until_text("try-answer", |now| now == answer).await;
    until_legs_are_seen(page).await;
    let with_three_strokes = pad(page).await;
    page.click("try-undo").await;
    page.until("a stroke is gone", async || {
        (pad(page).await != with_three_strokes).then_some(())
    })
    .await;
    page.click("try-clear").await;
    page.until_says("try-answer", &["waiting"]).await;

    page.click("try-test-image").await;
    let remark = page
        .until_says("try-remark", &["test image", "is labelled"])
        .await;
    ten_probabilities_make_one(page).await;
    go_to(page, "data").await;
    go_to(page, "try-it").await;
    page.until_text("try-remark", |now| now == remark).await;
}

async fn until_legs_are_seen(page: &Page) {
    page.until(
        "the model sees two legs with nothing between them",
        async || {
            let seen = seen(page).await;
            let row = seen.chunks(28).nth(20)?;
            let brightest = |columns: std::ops::Range<usize>| row[columns].iter().max().copied();
            let legs = [brightest(0..14)?, brightest(14..28)?];
            (legs.iter().all(|&leg| leg > 150) && brightest(13..15)? < 50).then_some(())
        },
    )
    .await;
}

/// What is drawn on the pad.
async fn pad(page: &Page) -> String {
    page.find("try-pad", "return e ? e.toDataURL() : ''").await
}

#[test]
fn pictures_can_be_dropped_and_pasted() {
    Scenario::of("try-drop-and-paste").run(async |page| {
        open_with_data(page).await;
        train(page, 0, "cpu", &[("epochs", "1")]).await;
        go_to(page, "try-it").await;
        page.pick("try-way-upload").await;
        page.until_there("try-drop").await;
        for (index, gesture) in TROUSERS.into_iter().zip([
            "e.dispatchEvent(new DragEvent('drop', \
             { dataTransfer: bag, bubbles: true, cancelable: true }))",
            "document.body.dispatchEvent(new ClipboardEvent('paste', \
             { clipboardData: bag, bubbles: true, cancelable: true }))",
        ]) {
            let image = test_image(index).0;
            let png = image.enlarged(10).padded(60).inverted().png();
            let script = format!(
                "const bag = new DataTransfer(); \
                 bag.items.add(new File([new Uint8Array({png:?})], 'shop.png', {{ type: 'image/png' }})); \
                 return {gesture}"
            );
            page.find::<bool>("try-drop", &script).await;
            page.until("the model sees the picture", async || {
                (distance(&seen(page).await, &image) < 20.0).then_some(())
            })
            .await;
            page.until_text("try-answer", |answer| answer == "Trouser").await;
        }
        let text = "const bag = new DataTransfer(); bag.setData('text/plain', 'words'); \
                    return document.body.dispatchEvent(new ClipboardEvent('paste', \
                    { clipboardData: bag, bubbles: true, cancelable: true }))";
        page.find::<bool>("try-drop", text).await;
        page.until_says("try-file-message", &["clipboard holds no image"])
            .await;
    });
}

#[test]
fn files_that_are_no_pictures_are_refused_and_the_model_stays() {
    Scenario::of("try-bad-files").run(async |page| {
        let files = Files::new();
        open_with_data(page).await;
        train(page, 0, "cpu", &[("epochs", "1")]).await;
        go_to(page, "try-it").await;
        page.pick("try-way-upload").await;
        let good = test_image(TROUSERS[0])
            .0
            .enlarged(10)
            .padded(60)
            .inverted()
            .png();
        let huge = huge_png(10_000, 6_000);
        let bad: [(&str, &[u8], &[&str]); 6] = [
            (
                "text.png",
                b"This is no picture.",
                &["text.png", "not an image"],
            ),
            ("empty.png", b"", &["empty.png", "empty file"]),
            (
                "huge.png",
                &huge,
                &["huge.png", "10000 × 6000", "60 megapixels"],
            ),
            // The header alone: nothing of it may be decoded before its size is known.
            ("header.png", &huge[..64], &["header.png", "60 megapixels"]),
            ("half.png", &good[..60], &["half.png", "damaged"]),
            (
                "page.jpg",
                b"<!doctype html><title>404</title>",
                &["page.jpg", "not an image"],
            ),
        ];
        for (name, bytes, words) in bad {
            page.upload("try-file", &files.write(name, bytes)).await;
            page.until_says("try-file-message", words).await;
        }
        page.upload("try-file", &files.write("good.png", &good))
            .await;
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;
        page.until_says("try-file-message", &["stays in this tab"])
            .await;
    });
}

#[test]
fn a_finger_can_draw_too() {
    Scenario::of("try-finger").run(async |page| {
        open_with_data(page).await;
        train(page, 0, "cpu", &[("epochs", "1")]).await;
        page.resize(Size::PHONE).await;
        go_to(page, "try-it").await;
        page.pick("try-way-draw").await;
        let script = "e.scrollIntoView({ block: 'center' }); \
                      const box = e.getBoundingClientRect(); \
                      return [box.x + box.width / 2, box.y + box.height / 2]";
        page.until_there("try-pad").await;
        let [x, y]: [f64; 2] = page.find("try-pad", script).await;
        for (kind, dy) in [
            ("touchStart", -60.0),
            ("touchMove", 0.0),
            ("touchMove", 60.0),
        ] {
            touch(page, kind, &[(x, y + dy)]).await;
        }
        touch(page, "touchEnd", &[]).await;
        page.until("the model sees an upright stroke", async || {
            let seen = seen(page).await;
            let middle = seen
                .chunks(28)
                .filter(|row| row[13..15].iter().any(|&value| value > 150));
            (middle.count() > 20).then_some(())
        })
        .await;
        ten_probabilities_make_one(page).await;
    });
}

async fn touch(page: &Page, kind: &str, places: &[(f64, f64)]) {
    let points: Vec<_> = places
        .iter()
        .map(|(x, y)| json!({ "x": x, "y": y }))
        .collect();
    page.devtools(
        "Input.dispatchTouchEvent",
        json!({ "type": kind, "touchPoints": points }),
    )
    .await;
}

/// Opens the view, and waits until the best of the models that come with the page answers.
pub async fn open_with_the_best_model(page: &Page) {
    page.open("#tab=try-it").await;
    page.until("the best model answers", async || {
        let model: Option<String> = page.property("try-model", "value").await;
        (model? == "2").then_some(())
    })
    .await;
}

/// What the model sees, as grey values.
pub async fn seen(page: &Page) -> Vec<u8> {
    let script = "if (!e) return []; \
                  const data = e.getContext('2d').getImageData(0, 0, e.width, e.height).data; \
                  return [...data].filter((_, i) => i % 4 === 0)";
    page.find("try-seen", script).await
}

/// Mean difference of grey values.
fn distance(seen: &[u8], image: &Picture) -> f64 {
    if seen.len() != image.pixels.len() {
        return f64::INFINITY;
    }
    let sum: f64 = seen
        .iter()
        .zip(&image.pixels)
        .map(|(a, b)| f64::from(a.abs_diff(*b)))
        .sum();
    sum / seen.len() as f64
}

async fn ten_probabilities_make_one(page: &Page) {
    let script =
        "return e ? [...e.querySelectorAll('tr')].map(row => row.lastElementChild.innerText) : []";
    let values: Vec<String> = page.find("try-probabilities", script).await;
    // `< 0.1 %` is less than half of that.
    let percent = |value: &String| match value.starts_with('<') {
        true => Some(0.0),
        false => number_in(value),
    };
    let percents: Vec<f64> = values.iter().filter_map(percent).collect();
    assert_eq!(percents.len(), 10, "{values:?}");
    let sum: f64 = percents.iter().sum();
    // Each is rounded to a tenth.
    assert!((sum - 100.0).abs() <= 0.5, "{percents:?} make {sum} %");
}

/// Draws through these places, as seen from the pad's centre.
pub async fn stroke(page: &Page, places: &[(i64, i64)]) {
    page.until_there("try-pad").await;
    let pad = page.element("try-pad").await.expect("it is there");
    pad.scroll_into_view().await.expect("it can be scrolled to");
    let hand = page
        .driver
        .action_chain_with_delay(None, Some(Duration::from_millis(20)));
    let (x, y) = places[0];
    let mut hand = hand
        .move_to_element_with_offset(&pad, x, y)
        .click_and_hold();
    for (x, y) in &places[1..] {
        hand = hand.move_to_element_with_offset(&pad, *x, *y);
    }
    hand.release().perform().await.expect("the hand is steady");
}
