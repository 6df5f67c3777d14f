//! The CPU worker's two files: a browser with relaxed SIMD runs the one, a browser without it the other.

use browser_tests::{Fault, Page, Scenario};

use crate::actions::open_with_data;
use crate::native;
use crate::workers::{N_STEPS, losses_of};

const RELAXED: &str = "worker_cpu_bg.wasm";
const PLAIN: &str = "worker_cpu_plain_bg.wasm";

/// How far the losses of the first steps may be apart, before a rounding more or less decides which maximum is taken.
const FIRST_LOSSES: f64 = 1e-3;
const N_FIRST: usize = 20;

/// Before the script that asks whether the browser has relaxed SIMD.
const IT_IS_UNKNOWN: &str = "WebAssembly.validate = () => false;\n";

async fn losses(page: &Page) -> Vec<f64> {
    open_with_data(page).await;
    losses_of(page, "2").await
}

#[test]
fn each_browser_loads_one_file_and_the_plain_one_trains_with_native_bits() {
    Scenario::of("relaxed-simd").run(async |page| {
        let native = native::tiny_vgg_losses(N_STEPS).await;
        let relaxed = losses(page).await;
        assert_eq!(page.server.n_requests(PLAIN), 0, "one download is enough");
        assert!(page.server.n_requests(RELAXED) > 0);
        for (step, (ours, exact)) in relaxed.iter().zip(&native).take(N_FIRST).enumerate() {
            let gap = (ours - exact).abs();
            assert!(gap < FIRST_LOSSES, "step {step}: {ours}, natively {exact}");
        }

        let before = page.server.n_requests(RELAXED);
        let unknown = Fault::Preceded(IT_IS_UNKNOWN);
        page.server.spoil("cpu_program.js", unknown);
        page.reload().await;
        let plain = losses(page).await;
        assert!(page.server.n_requests(PLAIN) > 0);
        assert_eq!(page.server.n_requests(RELAXED), before);
        // The driver's numbers are decimal, and some are off in their last digit.
        let as_computed =
            |losses: &[f64]| losses.iter().map(|&loss| loss as f32).collect::<Vec<_>>();
        assert_eq!(as_computed(&plain), as_computed(&native));
    });
}
