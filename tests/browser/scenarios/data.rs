//! Opening the page: the real data arrive with progress, and images and batches can be looked at.

use crate::actions::{go_to, open_with_data, until_data_is_there};
use browser_tests::{Fault, Gate, Page, Scenario, pictures};

const TRAIN_IMAGES: &str = "train-images-idx3-ubyte.gz";

/// The sixteen of the lesson's grid with seed 42.
const LESSONS_SIXTEEN: [&str; 16] = [
    "Ankle boot",
    "Shirt",
    "Bag",
    "Ankle boot", //
    "Trouser",
    "Sandal",
    "Coat",
    "Sandal", //
    "Pullover",
    "Sneaker",
    "Pullover",
    "Shirt", //
    "Pullover",
    "Ankle boot",
    "Ankle boot",
    "Shirt",
];

#[test]
fn test_images_can_be_browsed_while_the_training_images_arrive() {
    Scenario::of("data-progress").run(async |page| {
        let gate = Gate::default();
        page.server.spoil(TRAIN_IMAGES, Fault::Held(gate.clone()));
        page.open("#tab=data").await;

        page.until("half of the training images have come", async || {
            let share = page.attribute("data-file-train-images", "value").await?;
            let share: f64 = share.parse().expect("the share is a number");
            (0.4..0.6).contains(&share).then_some(())
        })
        .await;
        page.until_says("data-file-train-images-detail", &["MB of 26.4 MB"])
            .await;

        page.until_text("data-n-test-images", |text| digits(text) == "10000")
            .await;
        assert_eq!(page.text("data-n-train-images").await.as_deref(), Some("–"));
        page.pick("data-split-test").await;
        page.until_text("data-batch-images-shape", |text| text == "[32, 1, 28, 28]")
            .await;

        gate.open();
        until_data_is_there(page).await;
        for (id, count) in [
            ("data-n-train-images", "60000"),
            ("data-n-train-labels", "60000"),
            ("data-n-test-images", "10000"),
            ("data-n-test-labels", "10000"),
        ] {
            page.until_text(id, |text| digits(text) == count).await;
        }
    });
}

#[test]
fn the_first_images_are_those_of_the_lesson() {
    Scenario::of("data-first-images").run(async |page| {
        open_with_data(page).await;
        page.until_text("data-first-class", |text| text == "Ankle boot (label 9)")
            .await;
        let (first, label) = pictures::train_image(0);
        assert_eq!(label, 9);
        let grey = page
            .until("the first image is drawn", async || {
                let pixels = canvas(page, "data-first-grey").await;
                pixels.iter().any(|&value| value > 0).then_some(pixels)
            })
            .await;
        let shown: Vec<u8> = grey.chunks(4).map(|pixel| pixel[0]).collect();
        assert_eq!(shown, first.pixels, "the grey image is the data set's own");
        let coloured = canvas(page, "data-first-colour").await;
        assert!(
            coloured.chunks(4).any(|pixel| pixel[0] != pixel[1]),
            "the other one has colours"
        );

        let names = page
            .until("the sixteen images are named", async || {
                let names = captions(page, "data-samples").await;
                names.iter().all(|name| name != "…").then_some(names)
            })
            .await;
        assert_eq!(names, LESSONS_SIXTEEN);
        page.click("data-another").await;
        let others = page
            .until("another seed shows other images", async || {
                let names = captions(page, "data-samples").await;
                (names.len() == 16 && names != LESSONS_SIXTEEN).then_some(names)
            })
            .await;
        go_to(page, "about").await;
        go_to(page, "data").await;
        page.until("the other seed's images are shown again", async || {
            (captions(page, "data-samples").await == others).then_some(())
        })
        .await;
        let seed = page.property::<String>("data-seed", "value").await;
        assert_eq!(seed.as_deref(), Some("43"));
    });
}

#[test]
fn batches_can_be_stepped_through() {
    Scenario::of("data-batches").run(async |page| {
        open_with_data(page).await;
        until_batch(page, "1", "1875", "[32, 1, 28, 28]").await;
        page.until_text("data-batch-labels-shape", |text| text == "[32]")
            .await;
        let first = images(page).await;
        page.click("data-batch-next").await;
        until_batch(page, "2", "1875", "[32, 1, 28, 28]").await;
        page.until("the second batch holds other images", async || {
            let second = images(page).await;
            (second.len() == 32 && second.iter().all(|image| !first.contains(image))).then_some(())
        })
        .await;
        page.click("data-batch-previous").await;
        until_batch(page, "1", "1875", "[32, 1, 28, 28]").await;
        page.until("the first batch is as it was", async || {
            (images(page).await == first).then_some(())
        })
        .await;

        page.pick("data-split-test").await;
        until_batch(page, "1", "313", "[32, 1, 28, 28]").await;
        page.click("data-batch-last").await;
        until_batch(page, "313", "313", "[16, 1, 28, 28]").await;
        page.until_text("data-batch-labels-shape", |text| text == "[16]")
            .await;
        go_to(page, "about").await;
        go_to(page, "data").await;
        until_batch(page, "313", "313", "[16, 1, 28, 28]").await;
    });
}

#[test]
fn a_second_visit_downloads_nothing() {
    Scenario::of("data-cache").run(async |page| {
        open_with_data(page).await;
        assert_eq!(page.server.n_requests(TRAIN_IMAGES), 1);
        page.reload().await;
        until_data_is_there(page).await;
        page.until_says(
            "data-file-train-images-detail",
            &["from this browser's cache"],
        )
        .await;
        for file in [
            TRAIN_IMAGES,
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz",
        ] {
            assert_eq!(page.server.n_requests(file), 1, "{file} is kept");
        }
    });
}

async fn until_batch(page: &Page, number: &str, of: &str, shape: &str) {
    let position = format!("Batch{number}of{of}");
    let is_right = |text: &str| {
        let letters = text.chars().filter(|c| !c.is_whitespace());
        letters.collect::<String>() == position
    };
    page.until_text("data-batch-position", is_right).await;
    page.until_text("data-batch-images-shape", |text| text == shape)
        .await;
}

/// What the images of the batch are, with their positions in the data set.
async fn images(page: &Page) -> Vec<String> {
    let script = "return e ? [...e.querySelectorAll('canvas')].map(c => c.ariaLabel) : []";
    page.find("data-batch", script).await
}

async fn captions(page: &Page, id: &str) -> Vec<String> {
    let script = "return e ? [...e.querySelectorAll('li')].map(li => li.innerText.trim()) : []";
    page.find(id, script).await
}

/// The pixels of a canvas, four bytes each.
async fn canvas(page: &Page, id: &str) -> Vec<u8> {
    let script =
        "return e ? [...e.getContext('2d').getImageData(0, 0, e.width, e.height).data] : []";
    page.find(id, script).await
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
