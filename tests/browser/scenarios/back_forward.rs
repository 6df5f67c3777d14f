//! A page that is left by a link and comes back by "Back", with its engines or without them: the run goes on, or is offered.

use crate::actions::{open_with_data, start, step, until_phase, until_step};
use browser_tests::{Page, Scenario};

/// Long enough to be left in mid-epoch.
const SETTINGS: [(&str, &str); 2] = [("epochs", "1"), ("hidden-units", "16")];

/// Starts a run whose snapshot is stored; the step at which it goes on.
async fn start_and_store(page: &Page) -> usize {
    start(page, 2, "cpu", &SETTINGS).await;
    until_step(page, 20).await;
    page.click("train-pause").await;
    page.until_says("train-phase", &["Paused"]).await;
    let paused = step(page).await.expect("it has begun");
    page.click("train-resume").await;
    until_step(page, paused + 1).await
}

#[test]
fn a_run_left_by_a_link_goes_on_after_back() {
    Scenario::of("back-forward").run(async |page| {
        page.expect_console("favicon.ico", "a file has none");
        open_with_data(page).await;
        let before = start_and_store(page).await;
        let elsewhere = format!("{}/manifest.webmanifest", page.server.origin());
        let left = page.driver.goto(elsewhere).await;
        left.expect("the file is there");
        go_back(page).await;
        // The browser kept the page with its engine, or loads it anew: then the run is offered.
        let is_offered = page
            .until_at_last("the run goes on or is offered", async || {
                if page.is_there("cut-off-resume").await {
                    return Some(true);
                }
                (step(page).await? > before).then_some(false)
            })
            .await;
        if is_offered {
            page.click("cut-off-resume").await;
            page.until_there("train-page").await;
            let first = until_step(page, 1).await;
            assert!(first >= 20, "it started again, at step {first}");
        }
        until_phase(page, "done").await;
    });
}

/// While the browser exchanges one page for another it may refuse to go on, or to run a script in the one that leaves.
async fn go_back(page: &Page) {
    if let Err(error) = page.driver.back().await {
        println!("going back: {error}");
    }
    let script = "return document.querySelector('[data-testid=shell]') !== null";
    page.until("the page is back", async || {
        let is_back = page.driver.execute(script, Vec::new()).await.ok()?;
        is_back.convert::<bool>().ok()?.then_some(())
    })
    .await;
}

/// Workers that a test can end without a word, as a browser does with those of a page that it keeps for "Back".
const REMEMBERED_WORKERS: &str = "
window.workers = [];
window.Worker = class extends Worker {
    constructor(...words) { super(...words); window.workers.push(this); }
};
";

#[test]
fn a_page_that_comes_back_without_its_engine_starts_it_again_and_the_run_goes_on() {
    Scenario::of("back-forward-silent")
        .after(REMEMBERED_WORKERS)
        .run(async |page| {
            open_with_data(page).await;
            let before = start_and_store(page).await;
            come_back_without_workers(page).await;
            page.until_says("notices", &["has not answered"]).await;
            let after = until_step(page, before + 1).await;
            assert!(after > before);
            until_phase(page, "done").await;
        });
}

async fn come_back_without_workers(page: &Page) {
    let script = "
        for (const worker of window.workers) worker.terminate();
        return dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));";
    assert!(page.js::<bool>(script, Vec::new()).await);
}
