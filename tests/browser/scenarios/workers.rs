//! Workers that share TinyVGG's batches on the CPU: as many as there are cores where the page is isolated, one elsewhere,
//! with the same losses.

use crate::actions::{go_to, open_insecurely, open_with_data, start, stop, until_step};
use browser_tests::{Fault, Page, Scenario};

pub const N_STEPS: usize = 60;

/// Makes some steps with this many workers at most, and returns their losses.
pub async fn losses_of(page: &Page, max_workers: &str) -> Vec<f64> {
    start(page, 2, "cpu", &[("workers", max_workers)]).await;
    until_step(page, N_STEPS).await;
    stop(page, 2).await;
    let mut losses = page.losses().await;
    losses.truncate(N_STEPS);
    losses
}

#[test]
fn two_workers_train_as_one_does() {
    Scenario::of("workers").run(async |page| {
        open_with_data(page).await;
        let alone = losses_of(page, "1").await;
        start(page, 2, "cpu", &[("workers", "2")]).await;
        // A machine with one core has no helpers.
        let n_cores: u32 = page
            .js("return navigator.hardwareConcurrency", Vec::new())
            .await;
        if n_cores > 1 {
            page.until_says("train-phase", &["CPU, 2 workers"]).await;
        }
        until_step(page, N_STEPS).await;
        page.until_says("train-workers-reason", &["workers share each batch"])
            .await;
        stop(page, 2).await;
        assert_eq!(page.losses().await[..N_STEPS], alone);
    });
}

#[test]
fn helpers_that_cannot_start_are_done_without() {
    Scenario::of("workers-missing").run(async |page| {
        open_with_data(page).await;
        let alone = losses_of(page, "1").await;
        page.server.spoil("worker_cpu_loader.js", Fault::Missing);
        page.expect_console("worker_cpu_loader.js", "the browser notes a missing file");
        assert_eq!(losses_of(page, "8").await, alone);
    });
}

/// A helper crashes when it has waited for this many changes of the shared memory.
const CRASHING_HELPER: &str = "
if (self.name === 'helper') {
  const wait = Atomics.wait;
  let left = 20;
  Atomics.wait = (...cell) => {
    if (left-- === 0) throw new Error('this helper crashes');
    return wait(...cell);
  };
}
";

#[test]
fn a_helper_that_crashes_in_mid_run_is_left_out_and_said_once() {
    Scenario::of("workers-crash").run(async |page| {
        open_with_data(page).await;
        let alone = losses_of(page, "1").await;
        let loader = Fault::Preceded(CRASHING_HELPER);
        page.server.spoil("worker_cpu_loader.js", loader);
        page.expect_console("this helper crashes", "the browser reports the crash");
        start(page, 2, "cpu", &[("workers", "2")]).await;
        page.until_says("notices", &["late or not at all"]).await;
        until_step(page, N_STEPS).await;
        stop(page, 2).await;
        assert_eq!(page.losses().await[..N_STEPS], alone);
    });
}

#[test]
fn without_isolation_one_worker_trains_and_the_page_says_why() {
    Scenario::of("workers-not-isolated").run(async |page| {
        open_insecurely(page).await;
        go_to(page, "train").await;
        page.until_says("train-workers-reason", &["One worker", "COOP and COEP"])
            .await;
        losses_of(page, "8").await;
    });
}
