//! Training on WebGPU, computed in software here: the first losses are those of the CPU.

use crate::habits::{MODELS, go_to, open_with_data, start, stop};
use browser_tests::{Page, Story};

/// How far the losses of two devices may be apart.
const TOLERANCE: f64 = 1e-3;

#[test]
fn the_first_losses_on_webgpu_are_those_of_the_cpu() {
    Story::of("webgpu").with_webgpu().play(async |page| {
        open_with_data(page).await;
        for model in MODELS {
            // TinyVGG makes hardly one step a second in software, the others a few.
            let n_steps = if model == 2 { 12 } else { 24 };
            let cpu = first_losses(page, model, "cpu", n_steps).await;
            let webgpu = first_losses(page, model, "webgpu", n_steps).await;
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

async fn first_losses(page: &Page, model: u8, device: &str, n_steps: usize) -> Vec<f64> {
    start(page, model, device, &[]).await;
    let words = format!("running on {device}");
    page.until_says("train-phase", &[&words]).await;
    let mut losses = page
        .until_at_last("the first steps are made", async || {
            let losses = page.losses().await;
            (losses.len() >= n_steps).then_some(losses)
        })
        .await;
    stop(page, model).await;
    losses.truncate(n_steps);
    losses
}
