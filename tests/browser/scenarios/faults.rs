//! Faults that browsers have while a run goes on: whatever becomes of the run, the page says something and can train again.

use crate::actions::{
    BATCH_SIZE_FOR_200_STEPS, go_to, open_with_data, start, stop, train, train_briefly,
    until_data_is_there, until_phase, until_step,
};
use crate::resume::until_stored;
use browser_tests::page::number_in;
use browser_tests::{Fault, Page, Scenario};
use serde_json::json;
use std::process::Command;
use toolbox::processes::{descendants, of_kind};

/// A worker whose device is destroyed when a message comes from the page.
const DESTROYED_DEVICE: &str = "
const request = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...words) {
  const device = await request.apply(this, words);
  new BroadcastChannel('scenario').onmessage = () => device.destroy();
  return device;
};
";
const DESTROY: &str = "new BroadcastChannel('scenario').postMessage('destroy'); return true";

/// A step beyond which a run is lost: few, because TinyVGG makes about one a second in software.
const KEPT_STEP: usize = 5;

#[test]
fn a_killed_gpu_process_loses_no_more_than_the_steps_after_the_snapshot() {
    Scenario::of("fault-gpu-process")
        .with_webgpu()
        .run(async |page| {
            expect_a_lost_device(page);
            open_with_data(page).await;
            train_briefly(page, 0).await;
            start(page, 2, "webgpu", &[("batch-size", "32")]).await;
            until_a_snapshot_is_stored(page).await;
            kill_gpu_process(page);
            the_run_goes_on(page).await;
            the_page_trains_on(page).await;
        });
}

#[test]
fn a_destroyed_device_loses_no_more_than_the_steps_after_the_snapshot() {
    Scenario::of("fault-device")
        .with_webgpu()
        .run(async |page| {
            expect_a_lost_device(page);
            page.server
                .spoil("worker_gpu_loader.js", Fault::Preceded(DESTROYED_DEVICE));
            open_with_data(page).await;
            train_briefly(page, 0).await;
            start(page, 0, "webgpu", &[("epochs", "50")]).await;
            until_a_snapshot_is_stored(page).await;
            assert!(page.js::<bool>(DESTROY, Vec::new()).await);
            the_run_goes_on(page).await;
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

/// Waits for some steps and keeps them: a pause takes a snapshot at once.
async fn until_a_snapshot_is_stored(page: &Page) {
    // Before it runs, the steps of the one before it are shown.
    until_phase(page, "running").await;
    until_step(page, KEPT_STEP).await;
    page.click("train-pause").await;
    until_phase(page, "paused").await;
    until_stored(page, 1).await;
    page.click("train-resume").await;
}

/// The loss of the device is reported once, and the run goes on from the step that is named.
async fn the_run_goes_on(page: &Page) {
    let from = page
        .until_at_last("the page tells where the run goes on", async || {
            let notices = page.text("notices").await?;
            let (_, from) = notices.split_once("goes on from step ")?;
            number_in(from)
        })
        .await as usize;
    assert!(
        from >= KEPT_STEP,
        "step {KEPT_STEP} is kept, not only {from}"
    );
    until_phase(page, "running").await;
    let first = until_step(page, 1).await;
    assert!(first >= from, "it goes on at step {first}, not at {from}");
    until_step(page, first + 1).await;
    let notices = page.text("notices").await.unwrap_or_default();
    // By the worker itself, or by the first step that fails.
    let told = ["WebGPU engine crashed at step", "WebGPU failed at step"];
    let n_told: usize = told.iter().map(|what| notices.matches(what).count()).sum();
    assert_eq!(n_told, 1, "{notices}");
}

/// What was trained before is still there, and another run goes to its end on the CPU.
async fn the_page_trains_on(page: &Page) {
    go_to(page, "models").await;
    page.until_said("held-loss-0").await;
    go_to(page, "train").await;
    page.click("train-stop").await;
    until_phase(page, "stopped").await;
    let settings = [("epochs", "1"), ("batch-size", BATCH_SIZE_FOR_200_STEPS)];
    train(page, 1, "cpu", &settings).await;
}

#[test]
fn a_full_disk_is_said_once_and_loses_no_model_of_this_tab() {
    Scenario::of("fault-quota").run(async |page| {
        page.expect_console("uota", "the browser says that its storage is full");
        // The images are kept before: what is refused is the run and the model.
        open_with_data(page).await;
        let quota = json!({ "origin": page.server.origin(), "quotaSize": 20_000 });
        page.devtools("Storage.overrideQuotaForOrigin", quota).await;
        train_briefly(page, 0).await;
        page.until("the page says that the run is not kept", async || {
            (n_told(page).await != [0, 0]).then_some(())
        })
        .await;
        go_to(page, "models").await;
        let accuracy = page.until_said("held-accuracy-0").await;
        page.click("save-0").await;
        page.until_says("storage-error", &["storage", "full"]).await;
        assert!(!page.is_there("saved-0").await, "nothing was saved");
        page.until_text("held-accuracy-0", |held| held == accuracy)
            .await;
        train_briefly(page, 1).await;
        let n_told = n_told(page).await;
        assert!(n_told.iter().all(|&n_times| n_times <= 1), "{n_told:?}");
        assert_eq!(n_notices(page).await, n_told.iter().sum::<usize>());
    });
}

/// How often it is said that a run waits for room, and that nothing of it can be stored while it goes on.
async fn n_told(page: &Page) -> [usize; 2] {
    let notices = page.text("notices").await.unwrap_or_default();
    let notices = notices.to_lowercase();
    ["no room for this run", "runs are not kept"].map(|what| notices.matches(what).count())
}

async fn n_notices(page: &Page) -> usize {
    let count = "return document.querySelectorAll('[data-testid=\"notice\"]').length";
    page.js(count, Vec::new()).await
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

/// Browsers without Cache Storage, and with one that refuses to be opened or takes nothing.
const NO_COPIES: [&str; 3] = [
    "Object.defineProperty(self, 'caches', { value: undefined });",
    "CacheStorage.prototype.open = () => Promise.reject(new Error('refused'));",
    "Cache.prototype.put = () => Promise.reject(new Error('full'));",
];

#[test]
fn a_browser_that_keeps_no_images_is_said_once() {
    Scenario::of("fault-no-cache").run(async |page| {
        for prelude in NO_COPIES {
            let loader = Fault::Preceded(prelude);
            page.server.spoil("worker_cpu_loader.js", loader);
            open_anew(page).await;
            let notices = page.until_said("notices").await;
            let n_told = notices.matches("keeps no copy of the images").count();
            assert_eq!(n_told, 1, "{prelude} {notices}");
            assert_eq!(n_notices(page).await, 1, "{notices}");
        }
        page.server.heal("worker_cpu_loader.js");
        open_anew(page).await;
        assert_eq!(n_notices(page).await, 0, "they are kept again");
    });
}

/// The same address again would be the same page still.
async fn open_anew(page: &Page) {
    let left = page.driver.goto("about:blank").await;
    left.expect("it is always there");
    open_with_data(page).await;
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
fn a_run_reloaded_in_mid_epoch_goes_on_each_time() {
    Scenario::of("fault-reload").run(async |page| reload_in_mid_epoch(page, 2).await);
}

/// Reloads a run so often and resumes it each time, then trains another one to its end.
pub async fn reload_in_mid_epoch(page: &Page, n_times: usize) {
    open_with_data(page).await;
    // More epochs than the reloads take.
    start(page, 2, "cpu", &[("epochs", "50")]).await;
    for _ in 0..n_times {
        until_step(page, KEPT_STEP).await;
        until_stored(page, 1).await;
        page.reload().await;
        let facts = page.until_said("cut-off-facts").await;
        let kept = facts
            .rsplit_once("step ")
            .and_then(|(_, kept)| number_in(kept));
        let kept = kept.unwrap_or_else(|| panic!("no step is named: {facts}")) as usize;
        assert!(kept > 0, "{facts}");
        page.click("cut-off-resume").await;
        page.until_there("train-page").await;
        let first = until_step(page, 1).await;
        assert!(first >= kept, "step {kept} was kept; it goes on at {first}");
        until_step(page, first + 1).await;
    }
    stop(page, 2).await;
    page.until_gone("cut-off").await;
    train_briefly(page, 0).await;
}
