//! The same page in Firefox, on the CPU: what a learner does there, and what goes wrong there, must come out as in Chromium.
//!
//! `cargo xtask test --firefox` runs these where a Firefox can be had.

use crate::actions::{VIEWS, go_to, open_with_data, start, stop, until_step};
use crate::{crash, faults, keyboard, lesson, models, monkey, offline, resume, try_it};
use browser_tests::Scenario;

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_opens_every_view() {
    Scenario::of("firefox-views")
        .in_firefox()
        .run(async |page| {
            open_with_data(page).await;
            for (view, _) in VIEWS {
                go_to(page, view).await;
            }
        });
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_prints_the_lessons_digits() {
    Scenario::of("firefox-lesson")
        .in_firefox()
        .run(async |page| {
            open_with_data(page).await;
            lesson::train_to_the_lessons_digits(page, 0).await;
        });
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_shares_a_batch_among_workers() {
    Scenario::of("firefox-workers")
        .in_firefox()
        .run(async |page| {
            open_with_data(page).await;
            start(page, 2, "cpu", &[("workers", "2")]).await;
            let n_cores: u32 = page
                .js("return navigator.hardwareConcurrency", Vec::new())
                .await;
            if n_cores > 1 {
                page.until_says("train-phase", &["CPU, 2 workers"]).await;
            }
            until_step(page, 60).await;
            stop(page, 2).await;
        });
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_classifies_photos() {
    Scenario::of("firefox-photo")
        .in_firefox()
        .run(try_it::classify_photos);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_classifies_a_drawing() {
    Scenario::of("firefox-drawing")
        .in_firefox()
        .run(try_it::classify_a_drawing);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_keeps_a_model() {
    Scenario::of("firefox-models")
        .in_firefox()
        .run(models::save_and_load);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_is_used_by_keyboard() {
    Scenario::of("firefox-keyboard")
        .in_firefox()
        .run(keyboard::train_by_keyboard);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_goes_on_with_a_run_that_is_reloaded_in_mid_epoch() {
    Scenario::of("firefox-reload")
        .in_firefox()
        .run(async |page| faults::reload_in_mid_epoch(page, 1).await);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_tells_of_a_server_that_goes_in_mid_download() {
    Scenario::of("firefox-download")
        .in_firefox()
        .run(offline::lose_server_in_mid_download);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_opens_trains_and_answers_with_the_server_gone() {
    Scenario::of("firefox-offline")
        .in_firefox()
        .with_service_workers()
        .run(offline::use_without_server);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_survives_half_a_minute_of_random_clicks() {
    Scenario::of("firefox-monkey")
        .in_firefox()
        .run(async |page| monkey::click_around(page, 30).await);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_goes_on_with_a_run_whose_engine_crashes() {
    Scenario::of("firefox-crash")
        .in_firefox()
        .run(crash::crash_in_a_run);
}

#[test]
#[ignore = "it needs Firefox: `cargo xtask test --firefox`"]
fn firefox_shows_in_one_tab_what_another_one_saves() {
    Scenario::of("firefox-two-tabs")
        .in_firefox()
        .run(async |page| resume::save_in_two_tabs(page, true).await);
}
