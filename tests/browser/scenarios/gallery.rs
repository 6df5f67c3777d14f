//! Every image of the data set can be found, by class, by position, and by keyboard, with its numbers.

use crate::actions::{CLASS_NAMES, open_with_data};
use browser_tests::{Page, Scenario, pictures};
use thirtyfour::Key;

#[test]
fn any_image_can_be_gone_to_and_read_in_numbers() {
    Scenario::of("gallery").run(async |page| {
        open_with_data(page).await;
        page.until_says("data-gallery-shown", &["Image 0", "Ankle boot"])
            .await;

        // The last training image, by its position.
        go_to_image(page, 59_999).await;
        let (last, label) = pictures::train_image(59_999);
        shows(page, 59_999, label).await;
        page.click("data-numbers-as-table").await;
        let cells = page
            .until("the numbers are in a table", async || {
                let cells = page.cells("data-numbers-table").await;
                (cells.len() == 29).then_some(cells)
            })
            .await;
        let numbers: Vec<u8> = cells[1..]
            .iter()
            .flat_map(|row| &row[1..])
            .map(|cell| cell.parse().expect("a grey value is a number"))
            .collect();
        assert_eq!(numbers, last.pixels);

        // Arrow keys go from image to image, and the grid scrolls along.
        page.press("data-gallery", Key::Left).await;
        shows(page, 59_998, pictures::train_image(59_998).1).await;
        page.press("data-gallery", Key::Home).await;
        shows(page, 0, 9).await;

        // One class of the other split: the jump leads to its next image.
        page.pick("data-gallery-split-test").await;
        page.pick("data-gallery-class-6").await;
        page.until_says("data-gallery-position", &["000 images", CLASS_NAMES[6]])
            .await;
        go_to_image(page, 9_000).await;
        let next = (9_000..10_000)
            .find(|&index| pictures::test_image(index).1 == 6)
            .expect("there is a shirt among the last thousand");
        shows(page, next, 6).await;
        page.until("the mean image of the class is drawn", async || {
            let script = "return e ? [...e.getContext('2d').getImageData(0, 0, 28, 28).data] : []";
            let pixels: Vec<u8> = page.find("data-class-mean", script).await;
            pixels.chunks(4).any(|pixel| pixel[0] > 60).then_some(())
        })
        .await;

        page.fill("data-gallery-index", "10000").await;
        page.until_says("data-gallery-index-message", &["from 0 to 9999"])
            .await;
    });
}

async fn go_to_image(page: &Page, index: usize) {
    page.fill("data-gallery-index", &index.to_string()).await;
    page.click("data-gallery-go").await;
}

async fn shows(page: &Page, index: usize, label: u8) {
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let name = CLASS_NAMES[usize::from(label)];
    page.until_text("data-gallery-shown", |text| {
        text.contains(name) && digits(text) == format!("{index}{label}")
    })
    .await;
}
