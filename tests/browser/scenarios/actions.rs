//! Actions that many scenarios share: waiting for the data, opening a view, training a model.

use browser_tests::page::number_in;
use browser_tests::{Fault, Page};
pub use fitting_room::fashion_mnist::CLASS_NAMES;

/// The lesson's models, by number.
pub const MODELS: [u8; 3] = [0, 1, 2];

/// A batch size with which one epoch is exactly 200 steps.
pub const BATCH_SIZE_FOR_200_STEPS: &str = "300";

/// The views: the text of the tab, and the test id of the view that it opens.
pub const VIEWS: [(&str, &str); 10] = [
    ("lesson", "lesson-page"),
    ("data", "data-page"),
    ("train", "train-page"),
    ("compare", "compare-page"),
    ("evaluate", "evaluate-page"),
    ("inside", "inside-page"),
    ("try-it", "try-page"),
    ("runs", "runs-page"),
    ("models", "page-models"),
    ("about", "page-about"),
];

pub async fn go_to(page: &Page, view: &str) {
    let (_, opened) = VIEWS
        .iter()
        .find(|(word, _)| *word == view)
        .expect("there is such a view");
    page.click(&format!("tab-{view}")).await;
    page.until_there(opened).await;
}

/// The server answers 404 for the pretrained models, so that there is none before one is trained.
pub fn without_pretrained(page: &Page) {
    for model in MODELS {
        let file = format!("model_{model}.safetensors");
        page.server.spoil(&file, Fault::Missing);
    }
    page.expect_console("/models/model_", "the browser itself notes a missing file");
}

/// Opens the page and waits until all 70 000 images are there.
pub async fn open_with_data(page: &Page) {
    page.open("#tab=data").await;
    until_data_is_there(page).await;
}

/// Opens the page at an address that the browser does not trust, and waits for its data.
pub async fn open_insecurely(page: &Page) {
    page.expect_console(
        "Cross-Origin-Opener-Policy",
        "the browser notes that it ignores the header there",
    );
    page.open_at(&page.server.insecure_origin(), "#tab=data")
        .await;
    until_data_is_there(page).await;
}

/// Waits, on the view "Data".
pub async fn until_data_is_there(page: &Page) {
    page.until_says("data-status", &["loaded and checked"])
        .await;
}

/// Trains a model on this device to the end, with these settings in place of the lesson's.
pub async fn train(page: &Page, model: u8, device: &str, settings: &[(&str, &str)]) {
    start(page, model, device, settings).await;
    until_phase(page, "done").await;
    until_evaluated(page, model).await;
}

/// Starts a run with these settings in place of the lesson's.
pub async fn start(page: &Page, model: u8, device: &str, settings: &[(&str, &str)]) {
    go_to(page, "train").await;
    page.pick(&format!("train-model-{model}")).await;
    page.pick(&format!("train-device-{device}")).await;
    for (field, text) in settings {
        page.fill(&format!("train-{field}"), text).await;
    }
    page.click("train-start").await;
}

/// Trains on the CPU for few steps, for scenarios that need any trained model.
pub async fn train_briefly(page: &Page, model: u8) {
    let settings = [("epochs", "1"), ("batch-size", BATCH_SIZE_FOR_200_STEPS)];
    match model {
        0 | 1 => train(page, model, "cpu", &settings).await,
        // An epoch of TinyVGG takes more than a moment.
        _ => {
            start(page, model, "cpu", &[("batch-size", "32")]).await;
            until_step(page, 20).await;
            stop(page, model).await;
        }
    }
}

/// Stops the run and waits until its model is evaluated.
pub async fn stop(page: &Page, model: u8) {
    page.click("train-stop").await;
    until_phase(page, "stopped").await;
    until_evaluated(page, model).await;
}

pub async fn until_phase(page: &Page, word: &str) {
    let what = format!("the run is {word}");
    page.until_at_last(&what, async || {
        let phase = page.text("train-phase").await?.to_lowercase();
        assert!(
            !phase.contains("failed") && !phase.contains("diverged"),
            "the run has {phase}"
        );
        phase.contains(word).then_some(())
    })
    .await;
}

/// Waits until the model's card shows its accuracy.
pub async fn until_evaluated(page: &Page, model: u8) {
    let what = format!("model {model} is evaluated");
    page.until_at_last(&what, async || {
        let script = "return e && e.closest('label').innerText";
        let card: Option<String> = page.find(&format!("train-model-{model}"), script).await;
        let card = card?;
        (card.contains("trained: ") || card.contains("stopped at step")).then_some(())
    })
    .await;
}

/// Waits until the run has made at least this many steps, and returns how many it has made.
pub async fn until_step(page: &Page, least: usize) -> usize {
    let what = format!("{least} steps are made");
    page.until_at_last(&what, async || {
        step(page).await.filter(|&step| step >= least)
    })
    .await
}

/// Steps that the run on the screen has made so far, from `Epoch 1 of 3 · step 120 of 5 625`.
pub async fn step(page: &Page) -> Option<usize> {
    let label = page.attribute("train-progress", "aria-label").await?;
    let (_, step) = label.split_once("step ")?;
    let (step, _) = step.split_once(" of ")?;
    Some(number_in(step)? as usize)
}

/// The mean losses of the first and of the last 20 steps, as the page shows them.
pub async fn first_and_last_loss(page: &Page) -> (f64, f64) {
    page.until("the losses are shown", async || {
        let first = page.number("train-first-loss").await?;
        let last = page.number("train-last-loss").await?;
        Some((first, last))
    })
    .await
}
