//! A file of Model 1 that does not say whether a ReLU ends it: tried both ways on the test images, and switched by hand.

use crate::actions::{go_to, open_with_data, until_data_is_there};
use crate::pytorch;
use browser_tests::{Fault, Page, Scenario, places};

/// Trained without the last ReLU, while the lesson's Model 1 has it.
const FILE: &str = "relu_without.pth";

async fn upload(page: &Page) {
    go_to(page, "models").await;
    let file = places::fixtures().join("checkpoints").join(FILE);
    page.upload("checkpoint-file", &file).await;
    page.until_says("checkpoint-news", &[FILE, "Model 1"]).await;
}

/// Waits until the file is taken so, with the same loss in the sentence as beside the model; returns it.
async fn until_taken(page: &Page, last_relu: &str) -> f64 {
    page.until(&format!("it is taken {last_relu}"), async || {
        let loss = page.text("held-loss-1").await?;
        let taken = format!("Taken as FashionMNISTModelV1 {last_relu} (test loss {loss},");
        let sentences = page.text("reading-1").await?;
        sentences.contains(&taken).then_some(())?;
        loss.parse().ok()
    })
    .await
}

fn assert_is_pytorchs(loss: f64) {
    let [expected, _] = pytorch::score_of_file(FILE);
    assert!((loss - expected).abs() < 2e-5, "{loss} and {expected}");
}

#[test]
fn a_click_takes_a_file_as_the_other_model_and_its_score_changes() {
    Scenario::of("readings-switch").run(async |page| {
        open_with_data(page).await;
        upload(page).await;
        let without = until_taken(page, "without the last ReLU").await;
        assert_is_pytorchs(without);
        page.click("read-as-1-0").await;
        let with = until_taken(page, "with the last ReLU").await;
        assert!((with - without).abs() > 1e-3, "{with} and {without}");
        page.click("read-as-1-0").await;
        let again = until_taken(page, "without the last ReLU").await;
        assert!((again - without).abs() < 1e-9, "{again} and {without}");
    });
}

#[test]
fn a_file_opened_before_the_test_images_are_there_is_tried_once_they_are() {
    Scenario::of("readings-before-images").run(async |page| {
        page.expect_console("404", "the browser itself notes a missing file");
        let labels = "t10k-labels-idx1-ubyte.gz";
        page.server.spoil(labels, Fault::Missing);
        page.open("#tab=data").await;
        page.until_says("data-error", &[labels]).await;
        page.server.heal(labels);

        upload(page).await;
        let untried = "FashionMNISTModelV1 with the last ReLU; it could also be";
        let says = [untried, "tried on the test images as soon as"];
        page.until_says("reading-1", &says).await;
        go_to(page, "data").await;
        page.click("data-retry").await;
        until_data_is_there(page).await;
        go_to(page, "models").await;
        assert_is_pytorchs(until_taken(page, "without the last ReLU").await);
        let sentences = page.text("reading-1").await.unwrap_or_default();
        assert!(!sentences.contains("as soon as"), "{sentences}");
    });
}
