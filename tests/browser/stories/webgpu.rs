//! Training on WebGPU, computed in software here: the first losses are those of the CPU.

use crate::habits::{MODELS, go_to, open_with_data, start, stop};
use browser_tests::{Page, Story};

/// A few dozen: in software TinyVGG makes hardly more than one a second.
const N_STEPS: usize = 24;
/// How far the losses of two devices may be apart.
const TOLERANCE: f64 = 1e-3;

#[test]
fn the_first_losses_on_webgpu_are_those_of_the_cpu() {
    Story::of("webgpu").with_webgpu().play(async |page| {
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
        page.until_says("engine-webgpu", &["wgpu"]).await;
        page.until_says("adapter", &["swiftshader", "software"])
            .await;
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
