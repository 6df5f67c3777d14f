//! The same page in Firefox, on the CPU: what a learner does there must come out as in Chromium.
//!
//! `cargo xtask test --firefox` runs these where a Firefox can be had.

use crate::actions::{VIEWS, go_to, open_with_data, start, stop, until_step};
use crate::{keyboard, lesson, models, try_it};
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
