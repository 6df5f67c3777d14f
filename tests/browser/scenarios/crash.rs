//! An engine that crashes: said plainly, mended by a button, and what was trained is still there.

use crate::actions::{
    go_to, open_with_data, start, step, stop, train, train_briefly, until_data_is_there,
    until_phase, until_step,
};
use browser_tests::{Fault, Page, Scenario, places};

#[test]
fn a_crashed_engine_can_be_restarted_and_nothing_trained_is_lost() {
    Scenario::of("crash").run(async |page| {
        open_with_data(page).await;
        train(page, 0, "cpu", &[("epochs", "1")]).await;
        go_to(page, "evaluate").await;
        let loss = page.until_said("evaluate-loss").await;

        crash(page).await;
        restart(page).await;
        go_to(page, "evaluate").await;
        page.until_text("evaluate-loss", |now| now == loss).await;
        page.click("evaluate-again").await;
        page.until_there("evaluate-again").await;
        page.until_text("evaluate-loss", |now| now == loss).await;
        page.click("evaluate-another").await;
        page.until_says("evaluate-predictions-status", &["of these 9 are right"])
            .await;
        train_briefly(page, 1).await;
    });
}

#[test]
fn a_run_goes_on_from_its_last_snapshot_when_its_engine_crashes() {
    Scenario::of("crash-while-training").run(crash_in_a_run);
}

/// The engine crashes while TinyVGG trains: the run goes on, and the model trained before is still there.
pub async fn crash_in_a_run(page: &Page) {
    open_with_data(page).await;
    train_briefly(page, 0).await;
    go_to(page, "models").await;
    let loss = page.until_said("held-loss-0").await;
    start(page, 2, "cpu", &[("batch-size", "32")]).await;
    until_step(page, 20).await;
    // A pause takes a snapshot at once.
    page.click("train-pause").await;
    page.until_says("train-phase", &["Paused"]).await;
    page.click("train-resume").await;

    expect_a_panic(page);
    go_to(page, "about").await;
    page.click("crash-engine").await;
    page.until_says("notices", &["CPU engine crashed", "goes on from step"])
        .await;
    go_to(page, "train").await;
    until_phase(page, "running").await;
    let before = step(page).await.expect("it is running");
    assert!(before >= 20, "it started again, at step {before}");
    until_step(page, before + 1).await;
    stop(page, 2).await;
    go_to(page, "models").await;
    page.until_text("held-loss-0", |now| now == loss).await;
    page.until_says("held-2", &["stopped at step"]).await;
}

#[test]
fn an_engine_that_cannot_be_fetched_is_fetched_again_when_asked() {
    /// Each part of the engine's program, and how it fails to come.
    const PARTS: [(&str, Fault); 4] = [
        ("worker_cpu_loader.js", Fault::Missing),
        ("cpu_program.js", Fault::Missing),
        ("worker_cpu.js", Fault::Missing),
        ("worker_cpu_bg.wasm", Fault::Missing),
    ];
    Scenario::of("engine-missing").run(async |page| {
        page.expect_console(
            "worker_cpu",
            "the browser itself notes what cannot be fetched",
        );
        for (part, fault) in PARTS {
            page.server.spoil(part, fault);
            page.open("#tab=train").await;
            page.reload().await;
            page.until_says("notices", &["engine"]).await;
            page.until_there("restart-engine").await;
            page.server.heal(part);
            restart(page).await;
        }
    });
}

#[test]
fn views_that_do_not_come_are_asked_for_again() {
    Scenario::of("views-missing").run(async |page| {
        let views = places::hashed_file("views-");
        page.expect_console("_parts.js", "the browser itself notes what does not come");
        page.expect_console("views-", "the browser itself notes what does not come");
        for fault in [
            Fault::Missing,
            Fault::Html,
            Fault::Corrupt,
            Fault::BrokenOff,
        ] {
            page.server.spoil(&views, fault);
            page.open("#tab=lesson").await;
            page.reload().await;
            // What is drawn first needs them not.
            page.until_there("welcome-train").await;
            page.click("tab-train").await;
            page.until_says("view-unloaded", &["could not be loaded"])
                .await;
            page.server.heal(&views);
            page.click("view-load-again").await;
            page.until_there("train-page").await;
        }
        go_to(page, "data").await;
        until_data_is_there(page).await;
    });
}

fn expect_a_panic(page: &Page) {
    page.expect_console("panicked", "the engine was told to panic");
    page.expect_console("unreachable", "a panic ends a WebAssembly program so");
}

async fn crash(page: &Page) {
    expect_a_panic(page);
    go_to(page, "about").await;
    page.click("crash-engine").await;
    page.until_says("notices", &["CPU engine crashed"]).await;
    page.until_says("engine-status", &["crashed"]).await;
}

async fn restart(page: &Page) {
    page.click("restart-engine").await;
    page.until_gone("restart-engine").await;
    page.until_says("engine-status", &["Engine: Burn"]).await;
    go_to(page, "data").await;
    until_data_is_there(page).await;
}
