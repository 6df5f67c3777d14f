//! The first card of the page: one click trains a model, and the address says what it does not understand.

use crate::actions::{until_evaluated, until_phase};
use browser_tests::Scenario;

#[test]
fn one_click_trains_a_first_model() {
    Scenario::of("welcome").run(async |page| {
        page.open("").await;
        page.click("welcome-train").await;
        page.until_there("train-page").await;
        until_phase(page, "done").await;
        until_evaluated(page, 0).await;
        page.click("train-notebook").await;
        let (name, bytes) = page.take_download(".ipynb").await;
        assert_eq!(name, "model_0_seed_42.ipynb");
        let notebook = String::from_utf8(bytes).expect("it is text");
        assert!(notebook.contains("class FashionMNISTModelV0(nn.Module)"));
    });
}

#[test]
fn words_of_the_address_that_are_unknown_are_named() {
    Scenario::of("welcome-address").run(async |page| {
        page.open("#tab=train&model=9&colour=red&seed=7").await;
        page.until_there("train-page").await;
        page.until_says("notices", &["model=9", "colour=red"]).await;
    });
}
