//! Training on the CPU: all models learn, the page shows it and stays responsive.

use crate::actions::{
    BATCH_SIZE_FOR_200_STEPS, MODELS, first_and_last_loss, go_to, open_with_data, start, step,
    stop, train, train_briefly, until_evaluated, until_phase, until_step,
};
use browser_tests::{Page, Scenario};

#[test]
fn the_linear_models_learn_within_200_steps() {
    Scenario::of("training-linear").run(async |page| {
        open_with_data(page).await;
        for model in [0, 1] {
            let settings = [("epochs", "1"), ("batch-size", BATCH_SIZE_FOR_200_STEPS)];
            train(page, model, "cpu", &settings).await;
            assert_eq!(page.losses().await.len(), 200);
            check_learning(page).await;
            let accuracy = page.number("train-epoch-0-test-accuracy").await;
            let accuracy = accuracy.expect("the epoch's metrics are shown");
            assert!(
                accuracy > 20.0,
                "{accuracy} % is hardly better than guessing"
            );
            assert!(!curve(page).await.is_empty(), "the curve is drawn");
        }
    });
}

#[test]
fn the_middle_of_a_long_run_s_epochs_is_shown_on_demand() {
    Scenario::of("training-long").run(async |page| {
        open_with_data(page).await;
        let settings = [("epochs", "30"), ("batch-size", BATCH_SIZE_FOR_200_STEPS)];
        train(page, 0, "cpu", &settings).await;
        let epochs_shown = async || {
            let script = "return e && [...e.querySelectorAll('tbody th')].map(th => +th.innerText)";
            let shown: Option<Vec<u32>> = page.find("train-epochs-table", script).await;
            shown.unwrap_or_default()
        };
        let first_and_newest: Vec<u32> = (0..3).chain(10..30).collect();
        assert_eq!(epochs_shown().await, first_and_newest);
        page.until_says("train-epochs-left-out", &["7 epochs"])
            .await;
        page.click("train-epochs-all").await;
        let all: Vec<u32> = (0..30).collect();
        assert_eq!(epochs_shown().await, all);
        page.click("train-epochs-all").await;
        page.until_says("train-epochs-left-out", &["7 epochs"])
            .await;
    });
}

#[test]
fn tiny_vgg_learns_and_can_be_paused_and_stopped_while_the_page_listens() {
    Scenario::of("training-tiny-vgg").run(async |page| {
        open_with_data(page).await;
        start(page, 2, "cpu", &[]).await;
        let n_steps = until_step(page, 1).await;
        let curve = curve(page).await;
        until_step(page, n_steps + 10).await;
        page.until("the curve has grown", async || {
            (self::curve(page).await.len() > curve.len()).then_some(())
        })
        .await;

        clicks_are_heard_while_training(page).await;
        a_pause_stands_still(page).await;

        until_step(page, 200).await;
        stop(page, 2).await;
        let losses = page.losses().await;
        assert!(losses.len() >= 200);
        check_learning(page).await;
        page.until_says(
            "train-outcome",
            &["stopped at step", "left out of comparisons"],
        )
        .await;
        // The model before it, the pretrained one, comes back.
        page.click("train-back").await;
        page.until("the pretrained model is back", async || {
            let script = "return e && e.closest('label').innerText";
            let card: Option<String> = page.find("train-model-2", script).await;
            card?.contains("pretrained").then_some(())
        })
        .await;

        go_to(page, "about").await;
        let longest = page.until_said("longest-task").await;
        println!("longest task of the page while TinyVGG trained: {longest}");
    });
}

async fn clicks_are_heard_while_training(page: &Page) {
    go_to(page, "about").await;
    go_to(page, "data").await;
    go_to(page, "train").await;
    let n_steps = until_step(page, 1).await;
    until_phase(page, "running").await;
    until_step(page, n_steps + 1).await;
}

/// The engine answers another question during the pause, so that a run that does not stand still would go on.
async fn a_pause_stands_still(page: &Page) {
    page.click("train-pause").await;
    until_phase(page, "paused").await;
    let n_steps = page.losses().await.len();
    assert_eq!(step(page).await, Some(n_steps));
    go_to(page, "data").await;
    page.until_said("data-batch-images-shape").await;
    let position = page.text("data-batch-position").await;
    page.click("data-batch-next").await;
    page.until_text("data-batch-position", |text| {
        Some(text) != position.as_deref()
    })
    .await;
    go_to(page, "train").await;
    until_phase(page, "paused").await;
    assert_eq!(step(page).await, Some(n_steps), "no step during a pause");
    assert_eq!(page.losses().await.len(), n_steps, "no step during a pause");
    page.click("train-resume").await;
    until_phase(page, "running").await;
    until_step(page, n_steps + 1).await;
}

#[test]
fn the_whole_lesson_trains_one_model_after_the_other() {
    Scenario::of("training-lesson").run(async |page| {
        open_with_data(page).await;
        go_to(page, "train").await;
        page.pick("train-device-cpu").await;
        page.fill("train-epochs", "2").await;
        page.click("train-lesson").await;
        page.until_says("train-lesson-queue", &["then", "Model 2"])
            .await;
        page.until_says("train-run-title", &["Model 2"]).await;
        until_step(page, 1).await;
        page.click("train-stop").await;
        until_evaluated(page, 2).await;
        // Models 0 and 1 may train faster than the page is looked at: the list of runs has their order.
        go_to(page, "runs").await;
        for (age, model) in ["Model 2", "Model 1", "Model 0"].into_iter().enumerate() {
            page.until_says(&format!("stored-name-{age}"), &[model])
                .await;
        }
        go_to(page, "compare").await;
        for model in MODELS {
            page.until_text(&format!("compare-accuracy-{model}"), |text| {
                text.contains('%')
            })
            .await;
        }
        let bars: usize = page.find("compare-bars", "return e.children.length").await;
        assert_eq!(bars, 3);
    });
}

#[test]
fn a_run_that_diverges_says_so_and_leaves_the_model_before_it_alone() {
    Scenario::of("training-diverged").run(async |page| {
        open_with_data(page).await;
        train_briefly(page, 0).await;
        go_to(page, "models").await;
        let loss = page.until_said("held-loss-0").await;
        start(page, 0, "cpu", &[("learning-rate", "10")]).await;
        page.until_says("train-phase", &["diverged"]).await;
        page.until_says("train-outcome", &["not a number", "learning rate below 10"])
            .await;
        go_to(page, "models").await;
        page.until_text("held-loss-0", |now| now == loss).await;
    });
}

#[test]
fn a_run_that_learns_nothing_is_told_so() {
    Scenario::of("training-guessing").run(async |page| {
        open_with_data(page).await;
        start(page, 2, "cpu", &[("learning-rate", "0.000001")]).await;
        page.until_says(
            "train-outcome",
            &["stays at 2.30", "ln 10", "larger learning rate"],
        )
        .await;
        stop(page, 2).await;
        let losses = page.losses().await;
        assert!(
            losses.len() >= 200,
            "200 steps are averaged, not {}",
            losses.len()
        );
    });
}

/// The page's losses are the means of those that the engine reported, and these have fallen.
async fn check_learning(page: &Page) {
    let losses = page.losses().await;
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
    let first = mean(&losses[..20]);
    let last = mean(&losses[losses.len() - 20..]);
    let (shown_first, shown_last) = first_and_last_loss(page).await;
    assert!(
        (shown_first - first).abs() < 1e-4,
        "{shown_first} is not {first}"
    );
    assert!(
        (shown_last - last).abs() < 1e-4,
        "{shown_last} is not {last}"
    );
    assert!(last < first, "the loss rose from {first} to {last}");
}

/// The points of the loss curve as they are drawn.
async fn curve(page: &Page) -> String {
    let script = "return e?.querySelector('polyline')?.getAttribute('points') ?? ''";
    page.find("train-loss-chart", script).await
}
