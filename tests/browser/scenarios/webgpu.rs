//! Training on WebGPU, computed in software here: the first losses are those of the CPU, the same run gives the same
//! bits, and the lesson's settings end at the lesson's accuracy.

use crate::actions::{MODELS, go_to, open_with_data, start, stop, train, until_phase, until_step};
use browser_tests::{Page, Scenario};

/// Steps to compare: few, because TinyVGG makes about one a second in software.
const N_STEPS: usize = 24;
/// How far the losses of two devices may be apart.
const TOLERANCE: f64 = 1e-3;

/// The lesson's test accuracy after three epochs, in percent, and how far WebGPU's may be from it.
const LESSON: [(u8, f64); 2] = [(0, 83.43), (1, 75.02)];
const TOLERATED_POINTS: f64 = 0.1;

#[test]
fn the_first_losses_on_webgpu_are_those_of_the_cpu() {
    Scenario::of("webgpu").with_webgpu().run(async |page| {
        open_with_data(page).await;
        for model in MODELS {
            let cpu = first_losses(page, model, "cpu").await;
            let webgpu = first_losses(page, model, "webgpu").await;
            println!(
                "model {model} on WebGPU in software: {}",
                page.until_said("train-progress-detail").await
            );
            for (step, (cpu, webgpu)) in cpu.iter().zip(&webgpu).enumerate() {
                assert!(
                    (cpu - webgpu).abs() <= TOLERANCE,
                    "model {model}, step {step}: {cpu} on the CPU, {webgpu} on WebGPU"
                );
            }
        }
        go_to(page, "about").await;
        page.until_says("engine-webgpu", &["Burn", "on WebGPU"])
            .await;
        page.until_says("adapter", &["swiftshader", "software"])
            .await;
    });
}

#[test]
fn the_same_run_on_webgpu_gives_the_same_bits_in_any_slices() {
    Scenario::of("webgpu-twice")
        .with_webgpu()
        .run(async |page| {
            open_with_data(page).await;
            for (model, n_steps) in [(0, 400), (2, 8)] {
                let once = losses_of_a_run(page, model, n_steps, false).await;
                let again = losses_of_a_run(page, model, n_steps, true).await;
                for (step, (once, again)) in once.iter().zip(&again).enumerate() {
                    assert_eq!(
                        once.to_bits(),
                        again.to_bits(),
                        "model {model}, step {step}: {once}, then {again}"
                    );
                }
            }
        });
}

/// The losses of the first steps on WebGPU, with a pause on the way or without.
async fn losses_of_a_run(page: &Page, model: u8, n_steps: usize, pauses: bool) -> Vec<f64> {
    start(page, model, "webgpu", &[]).await;
    until_phase(page, "running").await;
    if pauses {
        until_step(page, 1).await;
        page.click("train-pause").await;
        until_phase(page, "paused").await;
        page.click("train-resume").await;
        until_phase(page, "running").await;
    }
    until_step(page, n_steps).await;
    stop(page, model).await;
    let mut losses = page.losses().await;
    assert!(losses.len() >= n_steps, "every step's loss was reported");
    losses.truncate(n_steps);
    losses
}

#[test]
fn the_lessons_settings_end_at_the_lessons_accuracy_on_webgpu() {
    Scenario::of("webgpu-lesson")
        .with_webgpu()
        .run(async |page| {
            open_with_data(page).await;
            for (model, expected) in LESSON {
                train(page, model, "webgpu", &[]).await;
                let id = "train-epoch-2-test-accuracy";
                let shown = page.number(id).await.expect("the figure is shown");
                assert!(
                    (shown - expected).abs() <= TOLERATED_POINTS,
                    "model {model}: {shown} % instead of {expected} %"
                );
            }
        });
}

async fn first_losses(page: &Page, model: u8, device: &str) -> Vec<f64> {
    start(page, model, device, &[]).await;
    let words = format!("running on {device}");
    page.until_says("train-phase", &[&words]).await;
    let mut losses = page
        .until_at_last("the first steps are made", async || {
            let losses = page.losses().await;
            (losses.len() >= N_STEPS).then_some(losses)
        })
        .await;
    stop(page, model).await;
    losses.truncate(N_STEPS);
    losses
}
