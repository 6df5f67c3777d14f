//! From all layers to one number and back, and a model that is watched while it trains.

use crate::actions::{go_to, open_with_data, start};
use browser_tests::{Page, Scenario};
use thirtyfour::Key;

#[test]
fn a_number_is_worked_out_and_keys_lead_on_and_back() {
    Scenario::of("inside").run(async |page| {
        open_with_data(page).await;
        go_to(page, "inside").await;
        page.until_there("inside-overview").await;
        page.choose("inside-model", "2").await;
        page.click("inside-stage-block_1.2").await;
        page.until_says("inside-trail", &["block_1.2", "Conv2d"])
            .await;
        page.click("inside-channel-3").await;
        let before = equation(page).await;
        the_sum_is_right(&before);
        let place = page.until_said("inside-trail").await;
        page.press("inside-map", Key::Down).await;
        page.press("inside-map", Key::Left).await;
        page.until_text("inside-trail", |trail| trail != place)
            .await;
        the_sum_is_right(&equation(page).await);
        page.press("inside-map", Key::Escape).await;
        page.until_there("inside-layer").await;
        page.press("inside-explorer", Key::Escape).await;
        page.until_there("inside-overview").await;

        page.choose("inside-model", "0").await;
        page.until_there("inside-template-9").await;
        let image = page.until_said("inside-answer").await;
        page.fill("inside-index", "1234").await;
        page.until_text("inside-answer", |answer| answer != image)
            .await;
    });
}

#[test]
fn a_run_is_watched_while_it_trains() {
    Scenario::of("inside-run").run(async |page| {
        open_with_data(page).await;
        start(page, 2, "cpu", &[]).await;
        go_to(page, "inside").await;
        let first = page
            .until_says("inside-step", &["in training", "after step"])
            .await;
        page.until_text("inside-step", |step| {
            step.contains("in training") && step != first
        })
        .await;
    });
}

#[test]
fn the_templates_of_the_baseline_form_while_it_trains() {
    Scenario::of("inside-templates").run(async |page| {
        open_with_data(page).await;
        start(page, 0, "cpu", &[("epochs", "100")]).await;
        go_to(page, "inside").await;
        page.until_says("inside-step", &["in training", "after step"])
            .await;
        let drawn = async || {
            let templates: Option<String> = page
                .find(
                    "inside-template-9",
                    "return e && e.querySelector('canvas').toDataURL()",
                )
                .await;
            templates
        };
        let first = page.until("a template is drawn", drawn).await;
        page.until("it has changed by itself", async || {
            (drawn().await? != first).then_some(())
        })
        .await;
    });
}

#[test]
fn the_focus_stays_at_a_product_while_a_run_renews_its_numbers() {
    Scenario::of("inside-focus").run(async |page| {
        open_with_data(page).await;
        start(page, 2, "cpu", &[]).await;
        go_to(page, "inside").await;
        page.click("inside-stage-classifier.1").await;
        page.click("inside-channel-9").await;
        page.until_there("inside-products-3").await;
        let focus = "document.querySelector('[data-testid=inside-products-3]').focus()";
        page.js::<Option<()>>(focus, Vec::new()).await;
        let before = page.until_said("inside-equation").await;
        page.until_text("inside-equation", |now| now != before)
            .await;
        let focused: String = page
            .js("return document.activeElement.dataset.testid", Vec::new())
            .await;
        assert_eq!(focused, "inside-products-3");
        page.click("save-inside-products-svg").await;
        let (_, svg) = page.take_download(".svg").await;
        let svg = String::from_utf8_lossy(&svg).into_owned();
        let n_pictures = svg.matches("<image ").count();
        assert_eq!(n_pictures, 30, "channel, weights and products of ten");
    });
}

#[test]
fn training_images_are_chosen_by_split_class_and_number() {
    Scenario::of("inside-images").run(async |page| {
        open_with_data(page).await;
        go_to(page, "inside").await;
        let of_test = page
            .until_text("inside-answer", |words| words.contains("sure"))
            .await;
        page.pick("inside-split-train").await;
        // Training image 0 is an ankle boot, as test image 0 is.
        page.choose("inside-class", "5").await;
        page.until("the first sandal, number 8, is chosen", async || {
            let number = page.property::<String>("inside-index", "value").await;
            (number.as_deref() == Some("8")).then_some(())
        })
        .await;
        page.until_text("inside-answer", |answer| answer != of_test)
            .await;
    });
}

#[test]
fn a_paused_run_makes_its_next_step_by_hand() {
    Scenario::of("inside-step").run(async |page| {
        open_with_data(page).await;
        start(page, 2, "cpu", &[]).await;
        page.click("train-pause").await;
        page.until_there("train-step-slowly").await;
        page.click("train-step-slowly").await;
        let next = page.until_says("one-step-where", &["batch of 32"]).await;
        page.click("one-step-loss-after").await;
        page.until_there("one-step-verdict").await;
        page.click("one-step-forward").await;
        page.until_text("one-step-where", |words| {
            words.contains("batch of 32") && words != next
        })
        .await;
        // The paused run answers what it looks at.
        page.until_says("inside-step", &["in training"]).await;
        page.until_says("occlusion-words", &["169 places"]).await;
        page.until_says("saliency-words", &["slope"]).await;
    });
}

async fn equation(page: &Page) -> String {
    page.until_text("inside-equation", |words| words.contains("(bias)"))
        .await
}

/// Reads "0.873 − 0.120 (bias) = 0.753, after ReLU 0.753".
#[track_caller]
fn the_sum_is_right(equation: &str) {
    let plain = equation
        .replace('−', "-")
        .replace("- ", "-")
        .replace("+ ", "");
    let numbers: Vec<f64> = plain
        .split([' ', ','])
        .filter_map(|word| word.parse().ok())
        .collect();
    let [products, bias, sum, rectified] = numbers[..] else {
        panic!("{equation}");
    };
    assert!((products + bias - sum).abs() < 0.01, "{equation}");
    assert!((rectified - sum.max(0.0)).abs() < 0.01, "{equation}");
}
