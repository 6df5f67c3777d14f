//! "Auto" on an adapter that reports itself as a graphics card: both devices are benchmarked, and the page shows it.

use crate::actions::{go_to, open_with_data, start, until_step};
use browser_tests::Scenario;

/// Makes the software adapter report itself as a graphics card.
const DISGUISE: &str = "
    Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });
    Object.defineProperty(GPUAdapterInfo.prototype, 'vendor', { get: () => 'acme' });
    Object.defineProperty(GPUAdapterInfo.prototype, 'architecture', { get: () => 'rocket' });
    Object.defineProperty(GPUAdapterInfo.prototype, 'description', { get: () => 'card' });
    Object.defineProperty(GPUAdapterInfo.prototype, 'device', { get: () => '' });
";

#[test]
fn auto_measures_both_devices_and_takes_the_faster() {
    Scenario::of("measured")
        .with_webgpu()
        .after(DISGUISE)
        .run(async |page| {
            open_with_data(page).await;
            page.until_says("device-chip", &["measured at the start"])
                .await;
            start(page, 0, "auto", &[]).await;
            until_step(page, 1).await;
            go_to(page, "about").await;
            // In software it cannot be the faster one.
            page.until_says(
                "device-reason",
                &["CPU, because", "faster", "WebGPU", "images/s"],
            )
            .await;
            page.until_says("timings", &["acme rocket", "model-0", "images/s"])
                .await;
            page.reload().await;
            page.until_says("timings", &["acme rocket", "model-0", "images/s"])
                .await;
        });
}
