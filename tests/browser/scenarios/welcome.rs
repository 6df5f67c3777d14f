//! The lesson, where a newcomer lands: one click trains a model, guesses are kept, and the address says what it does not
//! understand.

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
fn a_guess_is_answered_from_the_learners_own_model_and_kept() {
    Scenario::of("lesson-guess").run(async |page| {
        page.open("#tab=lesson&section=3").await;
        page.until_says("lesson-title", &["baseline"]).await;
        page.until_there("lesson-hidden").await;
        page.fill("lesson-guess", "83 %").await;
        page.click("lesson-commit").await;
        page.click("train-start").await;
        page.until_says("train-outcome", &["Done"]).await;
        page.until_says("lesson-verdict", &["right"]).await;
        page.until_says("lesson-answer", &["Your Model 0", "83.43 %"])
            .await;

        page.click("lesson-next").await;
        page.until_says("lesson-title", &["how good"]).await;
        let focused: String = page
            .js("return document.activeElement.dataset.testid", Vec::new())
            .await;
        assert_eq!(focused, "lesson-title");
        let address: String = page.js("return location.hash", Vec::new()).await;
        assert_eq!(address, "#tab=lesson&section=4");
        page.pick("lesson-guess-1").await;
        page.click("lesson-commit").await;
        page.until_says("lesson-answer", &["Model 0", "83.4"]).await;

        page.reload().await;
        page.until_says("lesson-progress", &["2 of 13"]).await;
        page.until_there("lesson-verdict").await;
        page.click("lesson-section-start").await;
        page.click("lesson-reset").await;
        page.until_says("lesson-progress", &["0 of 13"]).await;
        page.click("lesson-reset-undo").await;
        page.until_says("lesson-progress", &["2 of 13"]).await;
    });
}

#[test]
fn words_of_the_address_that_are_unknown_are_named() {
    Scenario::of("welcome-address").run(async |page| {
        page.open("#tab=train&model=9&colour=red&seed=7").await;
        page.until_there("train-page").await;
        page.until_says("notices", &["model=9", "colour=red"]).await;
        page.js::<()>("location.hash = '#tab=data&shade=blue'", Vec::new())
            .await;
        page.until_there("data-page").await;
        page.until_says("notices", &["shade=blue"]).await;
        page.open("?hid=train#tab=data").await;
        page.until_says("notices", &["hid=train"]).await;
    });
}
