//! A few steps on WebGPU in the tab move every parameter as Burn's autodiff moves it natively on the CPU.

use burn::tensor::Device;
use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::data::Split;
use fitting_room::models::{Architecture, StateDict};
use fitting_room::random::EpochOrders;
use fitting_room::training::StockTrainer;

use crate::actions::{go_to, open_with_data, start, stop, until_phase};
use crate::native;
use browser_tests::{Page, Scenario};

/// Tolerance, as a fraction of the largest change in a tensor.
const TOLERANCE: f32 = 1e-4;

/// Model, hidden units, batch size and seed: the lesson's sizes and others for which there are fused steps.
const CASES: [(u8, &str, &str, &str); 6] = [
    (0, "10", "32", "42"),
    (0, "32", "100", "0"),
    (1, "10", "32", "42"),
    (1, "17", "45", "1234"),
    (2, "10", "32", "42"),
    (2, "17", "20", "7"),
];

#[test]
fn a_few_steps_on_webgpu_move_every_tensor_as_burns_autodiff_does() {
    let train = native::train_split();
    Scenario::of("webgpu-gradients")
        .with_webgpu()
        .run(async |page| {
            open_with_data(page).await;
            for (model, hidden_units, batch_size, seed) in CASES {
                let settings = [
                    ("hidden-units", hidden_units),
                    ("batch-size", batch_size),
                    ("seed", seed),
                ];
                start(page, model, "webgpu", &settings).await;
                until_phase(page, "running on webgpu").await;
                page.until_says("train-step-path", &["fast steps"]).await;
                stop(page, model).await;
                let reached = downloaded(page, model).await;
                compare(&reached, &train).await;
            }
        });
}

async fn downloaded(page: &Page, model: u8) -> Checkpoint {
    go_to(page, "models").await;
    page.click(&format!("download-safetensors-{model}")).await;
    let (_, file) = page.take_download(".safetensors").await;
    checkpoint::read(&file).expect("the page writes whole files")
}

/// Makes the same steps natively on Burn's own operations.
async fn compare(reached: &Checkpoint, train: &Split) {
    let config = &reached.config;
    let architecture = Architecture::of(config);
    let first = StateDict::initial(&architecture, config.seed);
    let mut trainer =
        StockTrainer::new(&architecture, &first, config.learning_rate, &Device::flex())
            .expect("the first weights fit");
    let n_images = train.n_images() as u32;
    let order = EpochOrders::new(u64::from(config.seed), n_images).next_epoch();
    let batches: Vec<&[u32]> = order.chunks(config.batch_size).collect();
    let n_steps = reached.n_steps.expect("the file tells its steps");
    assert!((1..batches.len()).contains(&n_steps), "{n_steps} steps");
    for batch in &batches[..n_steps] {
        let made = trainer.train_steps(train, &[batch]).await;
        made.expect("the CPU does not fail");
    }
    let model = trainer.model();
    let expected = model.state(&architecture).await;
    let expected = expected.expect("the CPU does not fail");
    let mut worst = 0.0_f32;
    for ((ours, theirs), first) in reached
        .state
        .tensors
        .iter()
        .zip(&expected.tensors)
        .zip(&first.tensors)
    {
        assert_eq!(ours.name, theirs.name);
        let share =
            largest_gap(&ours.values, &theirs.values) / largest_gap(&theirs.values, &first.values);
        assert!(
            share <= TOLERANCE,
            "{config:?}, {n_steps} steps, {}: {share} of its change",
            ours.name
        );
        worst = worst.max(share);
    }
    println!("{config:?}, {n_steps} steps: {worst:e} of the change at most");
}

fn largest_gap(some: &[f32], others: &[f32]) -> f32 {
    let gaps = some
        .iter()
        .zip(others)
        .map(|(one, other)| (one - other).abs());
    gaps.fold(0.0, f32::max)
}
