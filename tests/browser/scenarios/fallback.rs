//! Where "auto" trains when there is no graphics card worth it: on the CPU, with the reason in plain words.

use crate::actions::{go_to, open_insecurely, start, until_data_is_there, until_phase, until_step};
use browser_tests::{Fault, Page, Scenario};

#[test]
fn without_an_adapter_the_cpu_trains_and_the_page_says_why() {
    Scenario::of("fallback-no-adapter").run(async |page| {
        let why = ["CPU, because", "knows WebGPU but found no graphics adapter"];
        the_cpu_trains(page, "auto", &why).await;
        // The choice "WebGPU" shows the same reason.
        the_cpu_trains(page, "webgpu", &why).await;
        go_to(page, "about").await;
        page.until_says("device-reason", &["no graphics adapter"])
            .await;
        page.until_says("adapter", &["none"]).await;
        page.until_says("engine-webgpu", &["not started"]).await;
        page.until_says("engine-cpu", &["Burn", "on the CPU"]).await;
    });
}

#[test]
fn without_the_api_the_cpu_trains_and_the_page_says_why() {
    Scenario::of("fallback-no-api")
        .after("delete Navigator.prototype.gpu")
        .run(async |page| {
            the_cpu_trains(
                page,
                "auto",
                &["CPU, because", "does not offer WebGPU", "navigator.gpu"],
            )
            .await;
        });
}

#[test]
fn on_an_insecure_page_the_cpu_trains_and_the_page_says_why() {
    Scenario::of("fallback-insecure")
        .with_webgpu()
        .run(async |page| {
            open_insecurely(page).await;
            let is_secure: bool = page.js("return isSecureContext", Vec::new()).await;
            assert!(!is_secure, "the browser trusts this address");
            go_to(page, "about").await;
            page.until_says("device-reason", &["CPU, because", "not opened over https"])
                .await;
            train_a_little(page, "auto").await;
        });
}

#[test]
fn on_a_software_adapter_auto_takes_the_cpu_and_says_why() {
    Scenario::of("fallback-software")
        .with_webgpu()
        .run(async |page| {
            the_cpu_trains(
                page,
                "auto",
                &["CPU, because", "is software", "swiftshader"],
            )
            .await;
            go_to(page, "about").await;
            page.until_says(
                "adapter",
                &["swiftshader", "software", "with timestamp-query"],
            )
            .await;
        });
}

#[test]
fn on_an_adapter_that_lacks_a_feature_auto_takes_the_cpu_and_says_which() {
    Scenario::of("fallback-feature")
        .with_webgpu()
        .after("Object.defineProperty(GPUAdapter.prototype, 'features', { get: () => new Set() })")
        .run(async |page| {
            the_cpu_trains(
                page,
                "auto",
                &["CPU, because", "lacks the feature “timestamp-query”"],
            )
            .await;
        });
}

#[test]
fn without_the_webgpu_program_the_cpu_trains_and_the_page_says_why() {
    Scenario::of("fallback-no-program")
        .with_webgpu()
        .run(async |page| {
            page.expect_console(
                "worker_gpu",
                "the browser itself notes what cannot be fetched",
            );
            page.server.spoil("worker_gpu_bg.wasm", Fault::Missing);
            page.open("#tab=data").await;
            until_data_is_there(page).await;
            train_a_little(page, "webgpu").await;
            go_to(page, "about").await;
            page.until_says(
                "device-reason",
                &["CPU, because", "could not be started", "worker_gpu"],
            )
            .await;
            page.until_says("notices", &["WebGPU engine", "worker_gpu"])
                .await;
        });
}

async fn the_cpu_trains(page: &Page, device: &str, why: &[&str]) {
    page.open("#tab=data").await;
    until_data_is_there(page).await;
    go_to(page, "train").await;
    page.pick(&format!("train-device-{device}")).await;
    page.until_says("train-device-reason", why).await;
    let title = page.attribute("device-chip", "title").await;
    let title = title.expect("the chip says why");
    assert!(why.iter().all(|word| title.contains(word)), "{title}");
    train_a_little(page, device).await;
}

async fn train_a_little(page: &Page, device: &str) {
    start(page, 2, device, &[]).await;
    until_step(page, 1).await;
    page.until_says("train-phase", &["running on CPU"]).await;
    page.until_says("device-chip", &["training on CPU"]).await;
    page.click("train-stop").await;
    until_phase(page, "stopped").await;
}
