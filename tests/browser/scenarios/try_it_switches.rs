//! Try it's switches, all models side by side, and what is said in words where there is no sure answer.

use crate::actions::{MODELS, go_to, until_data_is_there};
use crate::try_it::{seen, stroke};
use browser_tests::pictures::{Files, Picture, test_image};
use browser_tests::{Page, Scenario};

/// A test image of an ankle boot, its toe to the left as those of all its shoes.
const BOOT: usize = 0;
/// One of trousers.
const TROUSERS: usize = 2;
/// Pixels of a row of the model's input.
const COLUMNS: usize = 28;

#[test]
fn each_switch_changes_what_the_model_sees_and_is_undone() {
    Scenario::of("try-switches").run(async |page| {
        let files = Files::new();
        open_for_photos(page).await;
        let boot = test_image(BOOT).0.enlarged(10).padded(60).inverted();
        page.upload("try-file", &files.write("boot.png", &boot.png()))
            .await;
        page.until_text("try-answer", |answer| answer == "Ankle boot")
            .await;
        unfold_reading(page).await;
        let found = seen(page).await;
        assert!(!page.is_there("try-doubt").await, "the answer is sure");

        page.pick("try-mirror-yes").await;
        page.until_says("try-remark", &["Mirrored"]).await;
        until_seen(page, "its mirror image", |now| *now == mirrored(&found)).await;
        page.pick("try-mirror-auto").await;
        until_seen(page, "the boot as it was", |now| *now == found).await;

        page.pick("try-turn-90").await;
        page.until_says("try-remark", &["Turned clockwise by 90°"])
            .await;
        until_seen(page, "the boot on its toe", |now| {
            is_quarter_turn(now, &found)
        })
        .await;
        page.pick("try-turn-0").await;
        until_seen(page, "the boot as it was", |now| *now == found).await;

        // Nothing is lighter than white: that is said, and the switch stays to be turned back.
        page.pick("try-polarity-yes").await;
        page.until_says("try-error", &["blank"]).await;
        page.until_says("try-answer", &["waiting"]).await;
        unfold_reading(page).await;
        page.pick("try-polarity-no").await;
        page.until_gone("try-error").await;
        until_seen(page, "the boot as it was", |now| *now == found).await;

        // A new picture is looked at with fresh eyes.
        page.pick("try-mirror-yes").await;
        page.upload(
            "try-file",
            &files.write("two.png", &dark_beside_light().png()),
        )
        .await;
        page.until_says("try-crop-place", &["60 × 120"]).await;
        let remark = page
            .until_text("try-remark", |remark| remark.contains("dark on light"))
            .await;
        assert!(!remark.contains("Mirrored"), "{remark}");
        page.until_says("try-doubt", &["Not sure: it could be", " or "])
            .await;
        page.until_said("try-doubt-reasons").await;
        unfold_reading(page).await;
        let dark = seen(page).await;

        page.pick("try-polarity-yes").await;
        page.until_says("try-crop-place", &["40 × 120"]).await;
        page.until_text("try-remark", |remark| !remark.contains("dark on light"))
            .await;
        page.until_gone("try-doubt").await;
        until_seen(page, "the light part", |now| *now != dark).await;

        page.pick("try-polarity-auto").await;
        until_seen(page, "the dark part", |now| *now == dark).await;
        page.pick("try-keep-background").await;
        page.until_says("try-remark", &["whole picture with its background"])
            .await;
        until_seen(page, "grey up to the corner", |now| now[0] > 100).await;

        page.click("try-uncorrected").await;
        until_seen(page, "the dark part", |now| *now == dark).await;
        page.until_text("try-remark", |now| now == remark).await;
        let is_ticked = page.property("try-keep-background", "checked").await;
        assert_eq!(is_ticked, Some(false));
        let is_disabled = page.property("try-uncorrected", "disabled").await;
        assert_eq!(is_disabled, Some(true), "nothing is left to undo");
    });
}

#[test]
fn an_answer_leaves_with_its_picture_and_waits_visibly_for_a_switch() {
    Scenario::of("try-old-answer").run(async |page| {
        let files = Files::new();
        open_for_photos(page).await;
        let photo = |index: usize| test_image(index).0.enlarged(10).padded(60).inverted();
        page.upload("try-file", &files.write("boot.png", &photo(BOOT).png()))
            .await;
        page.until_text("try-answer", |answer| answer == "Ankle boot")
            .await;
        until_all_answer(page, |_| true).await;
        unfold_reading(page).await;

        // From now on the engine hears nothing, as when it is busy.
        let hold = "const post = Worker.prototype.postMessage; \
                    const held = []; \
                    Worker.prototype.postMessage = function (...it) { held.push([this, it]) }; \
                    window.letGo = () => { \
                        Worker.prototype.postMessage = post; \
                        for (const [worker, it] of held) post.apply(worker, it); \
                    }";
        page.js::<()>(hold, Vec::new()).await;
        page.pick("try-mirror-yes").await;
        until_busy(page, "true").await;
        page.until_text("try-answer", |answer| answer == "Ankle boot")
            .await;
        page.upload(
            "try-file",
            &files.write("trousers.png", &photo(TROUSERS).png()),
        )
        .await;
        page.until_says("try-answer", &["looking at the picture"])
            .await;
        page.until_text("try-remark", str::is_empty).await;
        let rows = page.cells("try-all-models").await;
        let has_answer = |row: &Vec<String>| row.iter().any(|cell| cell.contains('%'));
        assert!(!rows.iter().any(has_answer), "{rows:?}");
        assert!(page.is_there("try-reading").await, "the switches stay");

        page.js::<()>("window.letGo()", Vec::new()).await;
        page.until_text("try-answer", |answer| answer == "Trouser")
            .await;
        until_busy(page, "false").await;
        until_all_answer(page, |_| true).await;
    });
}

/// Waits until the answer is said to be on its way, or not to be.
async fn until_busy(page: &Page, is_busy: &str) {
    page.until("the answer waits or not", async || {
        let said = page.attribute("try-verdict", "aria-busy").await?;
        (said == is_busy).then_some(())
    })
    .await;
}

#[test]
fn what_shows_nothing_is_told_in_words() {
    Scenario::of("try-nothing").run(async |page| {
        let files = Files::new();
        open_for_photos(page).await;
        let boot = test_image(BOOT).0.enlarged(10).padded(60).inverted();
        for (name, nothing) in [
            ("white.png", plain(|_| 255)),
            ("paper.png", plain(|noise| 245 + (noise % 11) as u8)),
            ("noise.png", plain(|noise| noise as u8)),
        ] {
            page.upload("try-file", &files.write("boot.png", &boot.png()))
                .await;
            page.until_text("try-answer", |answer| answer == "Ankle boot")
                .await;
            page.upload("try-file", &files.write(name, &nothing.png()))
                .await;
            page.until_says("try-error", &["blank", "differs from its background"])
                .await;
            page.until_says("try-answer", &["waiting"]).await;
        }
    });
}

#[test]
fn all_models_answer_side_by_side_while_one_draws() {
    Scenario::of("try-side-by-side").run(async |page| {
        page.open("#tab=data").await;
        until_data_is_there(page).await;
        go_to(page, "try-it").await;
        page.pick("try-way-draw").await;
        assert!(!page.is_there("try-all-models").await, "nothing is drawn");
        // A waist, then two legs below it.
        stroke(page, &[(-40, -100), (40, -100)]).await;
        let waist = until_all_answer(page, |_| true).await;
        stroke(page, &[(-40, -100), (-45, 110)]).await;
        stroke(page, &[(40, -100), (45, 110)]).await;
        until_all_answer(page, |rows| {
            rows.iter().zip(&waist).all(|(now, before)| now != before)
        })
        .await;
        page.click("try-clear").await;
        page.until_gone("try-all-models").await;
    });
}

/// The rows of all models, each with its name, its answer and a probability, once they are so.
async fn until_all_answer(
    page: &Page,
    are_right: impl Fn(&[Vec<String>]) -> bool,
) -> Vec<Vec<String>> {
    page.until("all models answer side by side", async || {
        let cells = page.cells("try-all-models").await;
        let (_, rows) = cells.split_first()?;
        let have_answered = rows
            .iter()
            .all(|row| row.len() == 3 && row[2].contains('%'));
        let are_all = rows.len() == MODELS.len() && have_answered;
        (are_all && are_right(rows)).then(|| rows.to_vec())
    })
    .await
}

/// Opens the view for photos, which TinyVGG answers that comes with the page.
async fn open_for_photos(page: &Page) {
    page.open("#tab=try-it").await;
    page.until_says("pretrained-note", &["Model", "trained"])
        .await;
    page.choose("try-model", "2").await;
    page.pick("try-way-upload").await;
}

/// Shows the switches, which are folded away.
async fn unfold_reading(page: &Page) {
    page.until("the switches are unfolded", async || {
        let unfold = "if (e && !e.open) e.querySelector('summary').click(); return !!e?.open";
        page.find::<bool>("try-reading", unfold).await.then_some(())
    })
    .await;
}

async fn until_seen(page: &Page, what: &str, is_right: impl Fn(&Vec<u8>) -> bool) {
    page.until(&format!("the model sees {what}"), async || {
        let seen = seen(page).await;
        (seen.len() == COLUMNS * COLUMNS && is_right(&seen)).then_some(())
    })
    .await;
}

/// Whether an image is another one turned clockwise, but for scaling's last digits: by less than 4 of 255 in the mean. Of an odd
/// margin one side has a pixel more, and it is the same side before the turn and after it.
fn is_quarter_turn(image: &[u8], before: &[u8]) -> bool {
    let turned = turned(before);
    let is_near = |offset: usize| {
        // Columns past the edge meet those of the next row, which are as black.
        let pairs = image.iter().skip(offset).zip(turned.iter().skip(1));
        let sum: u32 = pairs.map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        sum < 4 * image.len() as u32
    };
    (0..=2).any(is_near)
}

/// Turned clockwise.
fn turned(pixels: &[u8]) -> Vec<u8> {
    let last = COLUMNS - 1;
    (0..COLUMNS * COLUMNS)
        .map(|at| pixels[(last - at % COLUMNS) * COLUMNS + at / COLUMNS])
        .collect()
}

fn mirrored(pixels: &[u8]) -> Vec<u8> {
    let rows = pixels.chunks(COLUMNS);
    rows.flat_map(|row| row.iter().rev().copied()).collect()
}

/// A dark rectangle of 60 × 120 pixels on grey, and beside it a light one of 40 × 120.
fn dark_beside_light() -> Picture {
    let (width, height) = (200, 200);
    let pixel = |at: usize| match (at % width, at / width) {
        (50..110, 40..160) => 20,
        (110..150, 40..160) => 240,
        _ => 128,
    };
    Picture {
        width,
        height,
        pixels: (0..width * height).map(pixel).collect(),
    }
}

/// A picture without anything in it, each pixel made of a random number.
fn plain(pixel: impl Fn(u32) -> u8) -> Picture {
    let (width, height) = (200, 200);
    let mut noise = 42_u32;
    let mut next = || {
        // Xorshift.
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        noise >> 8
    };
    Picture {
        width,
        height,
        pixels: (0..width * height).map(|_| pixel(next())).collect(),
    }
}
