//! Photos in the formats that people have: those that Chromium decodes are answered, the others named with a way out.
//!
//! `tests/photos/make_photos.py` makes the files.

use browser_tests::{Page, Scenario, places};

/// What the pictures show that Chromium decodes. Neighbours differ, so that no answer is the one before.
const ANSWERED: [(&str, &str); 7] = [
    // Lie on their side, and are taken for something else unless they are turned.
    ("turned.jpg", "Trouser"),
    ("turned.webp", "Ankle boot"),
    ("fill_bytes.jpg", "Bag"),
    ("top_down.bmp", "Ankle boot"),
    ("os2.bmp", "Trouser"),
    ("to_end_of_file.avif", "Bag"),
    ("drawing.svg", "Trouser"),
];

/// What is said of the pictures that it cannot decode: the format, and the way out.
const REFUSED: [(&str, [&str; 2]); 2] = [
    ("phone.heic", ["a HEIC photo", "export it as JPEG"]),
    ("scan.tiff", ["a TIFF image", "save it as JPEG or PNG"]),
];

#[test]
fn a_picture_of_any_format_is_answered_or_told_what_it_is() {
    Scenario::of("try-formats").run(async |page| {
        page.open("#tab=try-it").await;
        page.until_says("pretrained-note", &["Model", "trained"])
            .await;
        page.pick("try-way-upload").await;
        let mut refused = REFUSED.iter().cycle();
        for (photo, garment) in ANSWERED {
            upload(page, photo).await;
            let what = format!("{photo} is taken for: {garment}");
            page.until(&what, async || {
                (page.text("try-answer").await? == garment).then_some(())
            })
            .await;
            page.until_says("try-file-message", &["stays in this tab"])
                .await;
            page.until_there("try-crop-place").await;

            let (file, [format, way_out]) = refused.next().expect("it begins anew");
            upload(page, file).await;
            page.until_says("try-file-message", &[file, format, way_out])
                .await;
            nothing_is_answered(page).await;
        }
    });
}

async fn upload(page: &Page, photo: &str) {
    page.upload("try-file", &places::photos().join(photo)).await;
}

/// The answer to the picture before is off the screen.
async fn nothing_is_answered(page: &Page) {
    page.until_says("try-answer", &["waiting for a picture"])
        .await;
    page.until_gone("try-crop-place").await;
    page.until_gone("try-reading").await;
    page.until_text("try-remark", str::is_empty).await;
    page.until("what the model saw is gone", async || {
        let is_clear = "if (!e) return false; \
                        const data = e.getContext('2d').getImageData(0, 0, e.width, e.height).data; \
                        return data.every(value => value === 0)";
        page.find::<bool>("try-seen", is_clear).await.then_some(())
    })
    .await;
}
