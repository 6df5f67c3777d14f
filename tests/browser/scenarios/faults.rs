//! Faults that browsers have while a run goes on: whatever becomes of the run, the page says something and can train again.

use crate::actions::{
    BATCH_SIZE_FOR_200_STEPS, go_to, open_with_data, start, train, train_briefly,
    until_data_is_there, until_step,
};
use browser_tests::{Fault, Page, Scenario};
use serde_json::json;
use std::process::Command;
use toolbox::processes::{descendants, of_kind};

/// A device that is destroyed after this many submissions, with a run under way.
const DESTROYED_DEVICE: &str = "
const request = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...words) {
  const device = await request.apply(this, words);
  const submit = GPUQueue.prototype.submit;
  let left = 60;
  GPUQueue.prototype.submit = function (...words) {
    if (--left === 0) device.destroy();
    return submit.apply(this, words);
  };
  return device;
};
";

#[test]
fn a_killed_gpu_process_ends_no_more_than_the_run() {
    Scenario::of("fault-gpu-process")
        .with_webgpu()
        .run(async |page| {
            expect_a_lost_device(page);
            open_with_data(page).await;
            train_briefly(page, 0).await;
            start(page, 2, "webgpu", &[("batch-size", "32")]).await;
            until_step(page, 1).await;
            kill_gpu_process(page);
            until_the_loss_shows(page).await;
            page.until_at_last("the run goes on", async || {
                let is_disabled = page.property("train-stop", "disabled").await;
                (is_disabled == Some(false)).then_some(())
            })
            .await;
            the_page_trains_on(page).await;
        });
}

#[test]
fn a_destroyed_device_ends_no_more_than_the_run() {
    Scenario::of("fault-device")
        .with_webgpu()
        .run(async |page| {
            expect_a_lost_device(page);
            page.server
                .spoil("worker_gpu_loader.js", Fault::Preceded(DESTROYED_DEVICE));
            open_with_data(page).await;
            train_briefly(page, 0).await;
            start(page, 0, "webgpu", &[("epochs", "50")]).await;
            until_the_loss_shows(page).await;
            the_page_trains_on(page).await;
        });
}

fn expect_a_lost_device(page: &Page) {
    let why = "the browser and the engine say what became of the device";
    for part in [
        "GPU",
        "device",
        "Device",
        "panicked",
        "unreachable",
        "worker_gpu",
        "WebGL",
    ] {
        page.expect_console(part, why);
    }
}

fn kill_gpu_process(page: &Page) {
    let processes = descendants(page.driver_process).expect("/proc can be read");
    let killed = of_kind(&processes, "--type=gpu-process");
    assert!(!killed.is_empty(), "Chromium has a process for graphics");
    for id in killed {
        let killed = Command::new("kill")
            .args(["-KILL", &id.to_string()])
            .status();
        assert!(killed.is_ok_and(|status| status.success()));
    }
}

/// The run has ended, goes on elsewhere, or a notice says what happened.
async fn until_the_loss_shows(page: &Page) {
    page.until_at_last("the page shows that the device is lost", async || {
        let phase = page
            .text("train-phase")
            .await
            .unwrap_or_default()
            .to_lowercase();
        let notices = page
            .text("notices")
            .await
            .unwrap_or_default()
            .to_lowercase();
        let is_told = notices.contains("webgpu") || notices.contains("device");
        (is_told || !phase.contains("webgpu")).then_some(())
    })
    .await;
}

/// What was trained before is still there, and another run goes to its end on the CPU.
async fn the_page_trains_on(page: &Page) {
    go_to(page, "models").await;
    page.until_said("held-loss-0").await;
    go_to(page, "train").await;
    // It may go on elsewhere.
    if page.property("train-stop", "disabled").await == Some(false) {
        page.click("train-stop").await;
    }
    let settings = [("epochs", "1"), ("batch-size", BATCH_SIZE_FOR_200_STEPS)];
    train(page, 1, "cpu", &settings).await;
}

#[test]
fn a_full_disk_loses_no_model_of_this_tab() {
    Scenario::of("fault-quota").run(async |page| {
        page.expect_console("uota", "the browser says that its storage is full");
        page.open("#tab=about").await;
        let quota = json!({ "origin": page.server.origin(), "quotaSize": 20_000 });
        page.devtools("Storage.overrideQuotaForOrigin", quota).await;
        go_to(page, "data").await;
        until_data_is_there(page).await;
        train_briefly(page, 0).await;
        go_to(page, "models").await;
        let accuracy = page.until_said("held-accuracy-0").await;
        page.click("save-0").await;
        page.until("the page says whether it is saved", async || {
            let error = page.text("storage-error").await.unwrap_or_default();
            (!error.is_empty() || page.is_there("saved-0").await).then_some(())
        })
        .await;
        page.until_text("held-accuracy-0", |held| held == accuracy)
            .await;
        train_briefly(page, 1).await;
    });
}

#[test]
fn a_damaged_copy_in_the_browser_is_fetched_again() {
    Scenario::of("fault-cache").run(async |page| {
        open_with_data(page).await;
        let damage = "
            const done = arguments[arguments.length - 1];
            (async () => {
                let n_damaged = 0;
                for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const request of await cache.keys()) {
                        if (!request.url.includes('train-labels')) continue;
                        await cache.put(request, new Response(new Uint8Array(500).fill(7)));
                        n_damaged += 1;
                    }
                }
                done(n_damaged);
            })();
        ";
        let damaged = page.driver.execute_async(damage, Vec::new()).await;
        let n_damaged = damaged.expect("the cache can be changed").json().as_u64();
        assert!(
            n_damaged > Some(0),
            "the page keeps the data: {n_damaged:?}"
        );
        page.reload().await;
        until_data_is_there(page).await;
        assert!(!page.is_there("data-error").await);
    });
}

#[test]
fn two_tabs_train_and_save_beside_each_other() {
    Scenario::of("fault-two-tabs").run(async |page| {
        open_with_data(page).await;
        let first = page.driver.window().await.expect("there is a window");
        let second = page
            .driver
            .new_tab()
            .await
            .expect("another tab can be opened");
        for (tab, model) in [(&second, 1), (&first, 0)] {
            page.driver
                .switch_to_window(tab.clone())
                .await
                .expect("it is open");
            if tab == &second {
                open_with_data(page).await;
            }
            train_briefly(page, model).await;
            go_to(page, "models").await;
            page.click(&format!("save-{model}")).await;
            page.until_there(&format!("saved-{model}")).await;
        }
        for tab in [&first, &second] {
            page.driver
                .switch_to_window(tab.clone())
                .await
                .expect("it is open");
            page.reload().await;
            go_to(page, "models").await;
            for model in [0, 1] {
                page.until_there(&format!("saved-{model}")).await;
            }
        }
    });
}

#[test]
fn reloads_in_mid_epoch_leave_a_page_that_trains() {
    Scenario::of("fault-reload").run(async |page| reload_in_mid_epoch(page, 2).await);
}

/// Reloads so often while a run goes on, then trains once to the end.
pub async fn reload_in_mid_epoch(page: &Page, n_times: usize) {
    open_with_data(page).await;
    for _ in 0..n_times {
        start(page, 2, "cpu", &[]).await;
        until_step(page, 5).await;
        page.reload().await;
        go_to(page, "data").await;
        until_data_is_there(page).await;
    }
    train_briefly(page, 0).await;
}
