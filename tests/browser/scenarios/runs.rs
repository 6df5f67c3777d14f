//! Runs are kept without being asked: they survive a reload, can be continued, deleted and brought back. A question and a
//! sweep start some.

use crate::actions::{
    BATCH_SIZE_FOR_200_STEPS, go_to, open_with_data, start, stop, train, until_step,
};
use browser_tests::page::number_in;
use browser_tests::{Page, Scenario};

/// Whether the page asks before it is left.
async fn asks_before_leaving(page: &Page) -> bool {
    let script = "const event = new Event('beforeunload', { cancelable: true });
                  window.dispatchEvent(event);
                  return event.defaultPrevented;";
    page.js(script, Vec::new()).await
}

#[test]
fn a_run_is_kept_comes_back_and_goes_on() {
    Scenario::of("runs-kept").run(async |page| {
        open_with_data(page).await;
        let settings = [
            ("epochs", "1"),
            ("batch-size", BATCH_SIZE_FOR_200_STEPS),
            ("seed", "7"),
        ];
        train(page, 0, "cpu", &settings).await;
        go_to(page, "runs").await;
        let name = page.until_says("stored-name-0", &["seed 7"]).await;
        assert!(name.contains("batch size 300"), "{name}");
        let accuracy = page.until_said("stored-accuracy-0").await;

        page.reload().await;
        page.until_text("stored-accuracy-0", |kept| kept == accuracy)
            .await;
        go_to(page, "models").await;
        page.until_text("held-accuracy-0", |held| held == accuracy)
            .await;

        go_to(page, "data").await;
        crate::actions::until_data_is_there(page).await;
        go_to(page, "runs").await;
        page.click("stored-actions-0").await;
        page.click("stored-continue").await;
        page.until_says("stored-facts-0", &["2 epochs", "continued from step 200"])
            .await;

        page.click("stored-actions-0").await;
        page.click("stored-delete").await;
        page.until_text("stored-name-0", |kept| kept == name).await;
        page.click("runs-undo").await;
        page.until_says("stored-facts-0", &["continued from step 200"])
            .await;
    });
}

#[test]
fn a_stopped_run_comes_back_with_its_mark_and_is_asked_about_before() {
    Scenario::of("runs-stopped").run(async |page| {
        open_with_data(page).await;
        assert!(!asks_before_leaving(page).await);
        start(page, 2, "cpu", &[]).await;
        until_step(page, 20).await;
        assert!(asks_before_leaving(page).await);
        stop(page, 2).await;
        go_to(page, "runs").await;
        page.until_says("stored-facts-0", &["stopped at step"])
            .await;
        page.reload().await;
        go_to(page, "models").await;
        page.until_says("held-2", &["stopped at step"]).await;
    });
}

#[test]
fn a_damaged_record_is_named_and_hides_no_other() {
    Scenario::of("runs-damaged").run(async |page| {
        open_with_data(page).await;
        let settings = [("epochs", "1"), ("batch-size", BATCH_SIZE_FOR_200_STEPS)];
        train(page, 0, "cpu", &settings).await;
        go_to(page, "runs").await;
        page.until_said("stored-name-0").await;
        go_to(page, "data").await;
        let damage = "window.damaged = false;
            indexedDB.open('fitting-room').onsuccess = event => {
                const database = event.target.result;
                const change = database.transaction('runs', 'readwrite');
                change.objectStore('runs').put({ nonsense: 1 }, 1795676400000000);
                change.oncomplete = () => { database.close(); window.damaged = true; };
            };
            return true;";
        assert!(page.js::<bool>(damage, Vec::new()).await);
        page.until("the record is damaged", async || {
            let is_damaged: bool = page.js("return window.damaged;", Vec::new()).await;
            is_damaged.then_some(())
        })
        .await;
        go_to(page, "runs").await;
        page.until_says("stored-unreadable", &["cannot be read"])
            .await;
        assert!(page.is_there("stored-name-0").await);
    });
}

#[test]
fn a_sweep_runs_to_its_end_and_is_drawn_and_compared() {
    Scenario::of("runs-sweep").run(async |page| {
        open_with_data(page).await;
        go_to(page, "train").await;
        page.pick("train-model-0").await;
        page.pick("train-device-cpu").await;
        page.fill("train-epochs", "1").await;
        page.fill("train-batch-size", BATCH_SIZE_FOR_200_STEPS)
            .await;
        go_to(page, "runs").await;
        page.fill("sweep-values", "8").await;
        page.until_says("sweep-values-message", &["two different values"])
            .await;
        assert_eq!(page.property("sweep-start", "disabled").await, Some(true));
        page.fill("sweep-values", "8, 7").await;
        page.until_says("sweep-values-message", &["2 runs of Model 0"])
            .await;
        page.click("sweep-start").await;
        // A heading, a row a value and the scale.
        let rows = page
            .until_at_last("the sweep is drawn", async || {
                let rows = page.cells("sweep-picture").await;
                (rows.len() == 4).then_some(rows)
            })
            .await;
        let [seven, eight] = [&rows[1], &rows[2]].map(|row| row[2].as_str());
        assert_eq!([&rows[1][0], &rows[2][0]], ["7", "8"], "in their order");
        // The newest stands first.
        for (position, seed, accuracy) in [(0, "seed 7", seven), (1, "seed 8", eight)] {
            page.until_says(
                &format!("stored-name-{position}"),
                &[seed, "batch size 300"],
            )
            .await;
            let kept = page.text(&format!("stored-accuracy-{position}")).await;
            assert_eq!(kept.as_deref(), Some(accuracy), "{seed}");
        }
        the_dots_lie_at_their_accuracies(page, [seven, eight]).await;
        both_runs_are_compared(page, [eight, seven]).await;
    });
}

async fn the_dots_lie_at_their_accuracies(page: &Page, accuracies: [&str; 2]) {
    let [seven, eight] = accuracies.map(|accuracy| number_in(accuracy).expect("a percentage"));
    assert_ne!(seven, eight, "two seeds differ");
    let script = "return [...e.querySelectorAll('tbody .strip__dot')] \
                  .map(dot => parseFloat(dot.style.getPropertyValue('--at')))";
    let dots: Vec<f64> = page.find("sweep-picture", script).await;
    assert_eq!(dots.len(), 2);
    assert!(dots.iter().all(|at| (0.0..=100.0).contains(at)), "{dots:?}");
    assert_eq!(dots[0] < dots[1], seven < eight, "{dots:?}");
    let best = if seven < eight { 8 } else { 7 };
    let best = format!("Best: seed {best} with");
    page.until_says("sweep-verdict", &[&best, "lie between them"])
        .await;
}

/// Each run that ends while the view is open joins the chosen ones: the first one is A.
async fn both_runs_are_compared(page: &Page, accuracies: [&str; 2]) {
    page.until("both runs are compared", async || {
        let rows = page.cells("runs-differences").await;
        let differ = |values: [&str; 2]| rows.iter().any(|row| row[1..] == values);
        (differ(["8", "7"]) && differ(accuracies)).then_some(())
    })
    .await;
    let script = "return [...e.querySelectorAll('polyline')].map(curve => curve.getAttribute('points').length)";
    let curves: Vec<usize> = page.find("runs-accuracy-chart", script).await;
    assert_eq!(curves.len(), 4, "of each run its training and its tests");
    assert!(curves.iter().all(|&length| length > 0), "{curves:?}");
}

#[test]
fn a_question_fills_the_settings_and_starts_its_run() {
    Scenario::of("runs-question").run(async |page| {
        open_with_data(page).await;
        go_to(page, "train").await;
        // Gives way to the notebook's.
        page.fill("train-batch-size", "64").await;
        go_to(page, "runs").await;
        page.choose("runs-model", "0").await;
        let ask = "const isIt = button => button.innerText.includes('learning rate were ten times smaller');
                   const question = [...(e?.querySelectorAll('button:enabled') ?? [])].find(isIt);
                   question?.click();
                   return question !== undefined";
        page.until("the question can be asked", async || {
            let is_asked: bool = page.find("runs-questions", ask).await;
            is_asked.then_some(())
        })
        .await;
        page.until_text("stored-name-0", |name| name.ends_with("learning rate 0.01"))
            .await;
        go_to(page, "train").await;
        assert_eq!(page.property("train-model-0", "checked").await, Some(true));
        for (setting, value) in [
            ("learning-rate", "0.01"),
            ("batch-size", "32"),
            ("epochs", "3"),
        ] {
            let shown: Option<String> = page.property(&format!("train-{setting}"), "value").await;
            assert_eq!(shown.as_deref(), Some(value), "{setting}");
        }
    });
}
