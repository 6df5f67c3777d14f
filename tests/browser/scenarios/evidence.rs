//! What a decision rests on: covered places, gradients, nearest training images, single steps, and the window that slides.

use crate::actions::{go_to, open_with_data};
use browser_tests::page::number_in;
use browser_tests::{Page, Scenario};
use thirtyfour::Key;

#[test]
fn an_answer_can_be_traced_to_pixels_and_training_images() {
    Scenario::of("evidence").run(async |page| {
        open_with_data(page).await;
        go_to(page, "inside").await;
        a_covered_place_says_what_becomes_of_the_answer(page).await;
        page.until_says("saliency-words", &["steepest slope"]).await;
        another_model_has_maps_of_its_own(page).await;
        page.click("neighbours-search").await;
        let count = page
            .until_text("neighbours-words", |words| {
                words.contains(" of 12 ") || words.contains("All 12")
            })
            .await;
        assert!(count.ends_with('.'), "{count}");
        one_step_lowers_the_loss_and_leads_to_the_next(page).await;
    });
}

#[test]
fn a_shirt_taken_for_a_t_shirt_has_t_shirts_for_neighbours() {
    Scenario::of("evidence-shirt").run(async |page| {
        open_with_data(page).await;
        go_to(page, "evaluate").await;
        page.choose("evaluate-model", "2").await;
        page.click("evaluate-confusion-6-0").await;
        page.until_says("evaluate-images-title", &["Shirt predicted as T-shirt/top"])
            .await;
        // The surest mistake stands first.
        page.until("it can be enlarged", async || {
            let script = "const button = e && e.querySelector('button'); \
                          if (button) button.click(); return !!button";
            let is_there: bool = page.find("evaluate-predictions", script).await;
            is_there.then_some(())
        })
        .await;
        // It searches at once.
        page.click("evaluate-predictions-neighbours").await;
        let words = page.until_says("neighbours-words", &["T-shirt/top"]).await;
        let n_t_shirts = number_in(&words).expect("it says how many");
        assert!(n_t_shirts >= 6.0, "{words}");
    });
}

async fn a_covered_place_says_what_becomes_of_the_answer(page: &Page) {
    page.until_says("occlusion-words", &["169 places"]).await;
    page.pick("occlusion-size-8").await;
    page.until_says("occlusion-words", &["36 places"]).await;
    page.press("occlusion-place", Key::Right).await;
    page.until_says("occlusion-words", &["with the square at row 0"])
        .await;
}

/// No map may stay that of the model before: neither of the two models has been evaluated.
async fn another_model_has_maps_of_its_own(page: &Page) {
    for model in ["0", "2"] {
        let maps = ["occlusion-words", "saliency-words"];
        let mut before = Vec::new();
        for map in maps {
            before.push(page.text(map).await.unwrap_or_default());
        }
        page.choose("inside-model", model).await;
        for (map, before) in maps.into_iter().zip(before) {
            page.until_text(map, |words| words != before).await;
        }
    }
}

async fn one_step_lowers_the_loss_and_leads_to_the_next(page: &Page) {
    page.click("one-step-open").await;
    page.until_says("one-step-where", &["step 1 of", "batch of 32"])
        .await;
    for (stage, words) in [
        ("logits", "softmax"),
        ("loss", "mean over the batch"),
        ("gradients", "backwards"),
        ("update", "learning rate"),
        ("loss-after", "same batch again"),
    ] {
        page.click("one-step-forward").await;
        page.until_says("one-step-panel", &[words]).await;
        let button = format!("one-step-{stage}");
        let current = page.attribute(&button, "aria-current").await;
        assert_eq!(current.as_deref(), Some("step"), "{stage}");
    }
    page.until_says("one-step-verdict", &["has fallen"]).await;
    page.click("one-step-forward").await;
    page.until_says("one-step-where", &["step 2 of"]).await;
    page.until_says("one-step-panel", &["data loader"]).await;
}

#[test]
fn a_larger_kernel_makes_a_smaller_picture_and_more_work() {
    Scenario::of("convolution").run(async |page| {
        open_with_data(page).await;
        go_to(page, "train").await;
        page.pick("train-model-2").await;
        page.click("conv-tiny-vgg").await;
        page.until_says("conv-result", &["[10, 28, 28]"]).await;
        let work = page.text("conv-multiplications").await.unwrap_or_default();
        assert_eq!(number_in(&work.replace('\u{202f}', "")), Some(70_560.0));
        assert_eq!(page.property("slide-output", "width").await, Some(28));
        page.fill("conv-kernel", "5").await;
        page.until_says("conv-result", &["[10, 26, 26]"]).await;
        assert_eq!(page.property("slide-output", "width").await, Some(26));
        page.fill("conv-stride", "2").await;
        page.until_says("conv-result", &["[10, 13, 13]"]).await;
        page.until_says("slide-sum", &["25 products add up to"])
            .await;
        page.press("slide-place", Key::Down).await;
        page.until_says("slide-sum", &["25 products add up to"])
            .await;
        // A learnt kernel brings its own size, and its bias.
        page.click("slide-learnt-3").await;
        page.until_says("slide-sum", &["9 products add up to", "with the bias"])
            .await;
        let trained = page.text("slide-sum").await.unwrap_or_default();
        page.pick("slide-weights-initial").await;
        page.until_text("slide-sum", |words| words != trained).await;
    });
}
