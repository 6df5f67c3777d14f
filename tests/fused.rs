//! The fused CPU steps agree with Burn's operations, and give the same bits every time.

mod common;

use burn::tensor::Device;
use fitting_room::data::Split;
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{DataFile, DeviceKind, ModelKind, N_PIXELS, TrainingConfig};
use fitting_room::random::TorchGenerator;
use fitting_room::training::{
    EvaluationPass, Network, StepMetrics, StepPath, StockTrainer, Trainer,
};

/// Random images, about half of each black as in FashionMNIST, the first of several wholly.
fn split(seed: u64, n_images: usize) -> Split {
    let mut generator = TorchGenerator::manual_seed(seed);
    let mut images: Vec<u8> = (0..n_images * N_PIXELS)
        .map(|_| generator.randint(512).saturating_sub(256) as u8)
        .collect();
    if n_images > 1 {
        images[..N_PIXELS].fill(0);
    }
    let labels = (0..n_images).map(|_| generator.randint(10) as u8).collect();
    Split::from_parts(images, labels).expect("every image has its label")
}

fn fused(architecture: &Architecture, state: &StateDict, learning_rate: f64) -> Trainer {
    let config = TrainingConfig {
        hidden_units: architecture.hidden_units,
        final_relu: architecture.final_relu,
        learning_rate,
        ..TrainingConfig::lesson(architecture.model)
    };
    let trainer = Trainer::new(&config, state, &Device::flex(), DeviceKind::Cpu);
    let trainer = trainer.expect("the first weights fit");
    assert_eq!(trainer.path(), StepPath::Fused);
    trainer
}

/// Fails unless loss, accuracy and gradients of one step agree. The learning rate is 1, so the change of a weight is its
/// gradient.
fn compare_a_step(architecture: &Architecture, seed: u32, batch_size: usize) {
    let what = format!("{architecture:?}, seed {seed}, batches of {batch_size}");
    let start = StateDict::initial(architecture, seed);
    let split = split(u64::from(seed), batch_size);
    let batch: Vec<u32> = (0..batch_size as u32).rev().collect();

    let mut fused = fused(architecture, &start, 1.0);
    let mut stock = StockTrainer::new(architecture, &start, 1.0, &Device::flex())
        .expect("the first weights fit");
    let ours = pollster::block_on(fused.train_steps(&split, &[&batch])).expect("the CPU works");
    let theirs = pollster::block_on(stock.train_steps(&split, &[&batch])).expect("the CPU works");
    assert!((ours[0].loss - theirs[0].loss).abs() < 1e-5, "{what}");
    assert_eq!(ours[0].accuracy, theirs[0].accuracy, "{what}");

    let ours = pollster::block_on(fused.state()).expect("the CPU works");
    let theirs = pollster::block_on(stock.model().state(architecture)).expect("the CPU works");
    for ((start, ours), theirs) in start.tensors.iter().zip(&ours.tensors).zip(&theirs.tensors) {
        assert_eq!((&ours.name, &ours.shape), (&theirs.name, &theirs.shape));
        let gradient = theirs.values.iter().zip(&start.values);
        let largest = gradient.map(|(end, start)| (end - start).abs());
        let largest = largest.fold(0.0, f32::max);
        // A single channel's ReLU may be closed everywhere; then neither learns.
        assert!(
            largest > 0.0 || architecture.hidden_units == 1,
            "{what}: {} learns nothing",
            ours.name
        );
        let pairs = ours.values.iter().zip(&theirs.values);
        let apart = pairs.map(|(ours, theirs)| (ours - theirs).abs());
        let apart = apart.fold(0.0, f32::max);
        assert!(
            apart <= 1e-4 * largest,
            "{what}: {} is {} of its gradient apart",
            ours.name,
            apart / largest
        );
    }
}

#[test]
fn a_step_is_burns_step_for_every_shape() {
    for (hidden_units, batch_size) in [
        (1, 32),
        (4, 5),
        (7, 100),
        (10, 1),
        (10, 32),
        (10, 4096),
        (13, 33),
        (24, 32),
        (128, 16),
        (512, 32),
    ] {
        for (kind, final_relu) in [
            (ModelKind::BASELINE, false),
            (ModelKind::NON_LINEAR, false),
            (ModelKind::NON_LINEAR, true),
        ] {
            let architecture = Architecture::new(kind, hidden_units, final_relu);
            for seed in [3, 42] {
                compare_a_step(&architecture, seed, batch_size);
            }
        }
    }
}

/// Real and random images: a tie in a flat region, where the two ways of summing break it differently, sends a gradient to
/// another place, so random ones must agree more closely.
#[test]
fn a_convolutional_step_is_burns_step_for_every_width() {
    for (hidden_units, batch_size) in [
        (1, 5),
        (4, 3),
        (8, 4),
        (9, 6),
        (10, 1),
        (10, 32),
        (12, 7),
        (13, 9),
        (16, 33),
        (31, 4),
        (64, 2),
    ] {
        let architecture = Architecture::new(ModelKind::TINY_VGG, hidden_units, true);
        for seed in [3, 42] {
            compare_a_step(&architecture, seed, batch_size);
        }
    }
}

#[test]
fn a_network_too_wide_for_the_fused_step_takes_burns_operations() {
    let config = TrainingConfig {
        hidden_units: 65,
        ..TrainingConfig::lesson(ModelKind::TINY_VGG)
    };
    let state = StateDict::initial(&Architecture::of(&config), 1);
    let trainer = Trainer::new(&config, &state, &Device::flex(), DeviceKind::Cpu);
    let trainer = trainer.expect("the first weights fit");
    assert_eq!(trainer.path(), StepPath::Stock);
}

#[test]
fn a_test_pass_agrees_with_burns_operations() {
    let device = Device::flex();
    for (kind, hidden_units) in [
        (ModelKind::NON_LINEAR, 10),
        (ModelKind::NON_LINEAR, 31),
        (ModelKind::TINY_VGG, 10),
        (ModelKind::TINY_VGG, 17),
    ] {
        let architecture = Architecture::new(kind, hidden_units, true);
        let split = split(12, 70);
        let mut trainer = fused(&architecture, &StateDict::initial(&architecture, 13), 0.1);
        let (mut ours, mut theirs) = (EvaluationPass::new(32), EvaluationPass::new(32));
        pollster::block_on(trainer.advance_test(&mut ours, &split, 3)).expect("the CPU works");
        let state = pollster::block_on(trainer.state()).expect("the CPU works");
        let model = Network::from_state(&architecture, &state, &device).expect("it is whole");
        let forward = async |images| model.logits(&split, images, &device).await;
        let evaluation = theirs.advance(forward, &split, 3);
        pollster::block_on(evaluation).expect("the CPU works");
        assert!(ours.is_done(&split) && theirs.is_done(&split));
        let (ours, theirs) = (ours.finish(kind), theirs.finish(kind));
        assert!((ours.loss - theirs.loss).abs() < 1e-6);
        assert_eq!(ours.predicted, theirs.predicted);
    }
}

/// Losses and final weights, as bits.
fn bits(steps: &[StepMetrics], state: &StateDict) -> Vec<u32> {
    let weights = state.tensors.iter().flat_map(|tensor| &tensor.values);
    let losses = steps.iter().map(|step| &step.loss);
    losses.chain(weights).map(|value| value.to_bits()).collect()
}

/// FNV-1a of the bits.
fn digest(bits: &[u32]) -> u32 {
    let bytes = bits.iter().flat_map(|word| word.to_le_bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

/// Forty steps on shuffled batches of 7, in slices of the given size.
fn forty_steps(kind: ModelKind, slice: usize) -> Vec<u32> {
    let architecture = Architecture::new(kind, 13, true);
    let split = split(5, 280);
    let order = TorchGenerator::manual_seed(6).randperm(280);
    let batches: Vec<&[u32]> = order.chunks(7).collect();
    let mut trainer = fused(&architecture, &StateDict::initial(&architecture, 7), 0.1);
    let mut steps = Vec::new();
    for slice in batches.chunks(slice) {
        let metrics = pollster::block_on(trainer.train_steps(&split, slice));
        steps.extend(metrics.expect("the CPU works"));
    }
    let state = pollster::block_on(trainer.state()).expect("the CPU works");
    bits(&steps, &state)
}

#[test]
fn a_run_has_the_same_bits_every_time_and_on_every_platform() {
    // Computed on x86-64; every platform must have the same, wasm included.
    for (kind, expected) in [
        (ModelKind::NON_LINEAR, "c91ab130"),
        (ModelKind::TINY_VGG, "75ad5cd9"),
    ] {
        let once = forty_steps(kind, 40);
        assert_eq!(once, forty_steps(kind, 3));
        assert_eq!(
            format!("{:08x}", digest(&once)),
            expected,
            "{}",
            kind.title()
        );
    }
}

#[test]
fn a_batch_may_follow_a_larger_or_a_smaller_one() {
    for kind in [ModelKind::BASELINE, ModelKind::TINY_VGG] {
        batches_of_three_sizes(&Architecture::new(kind, 10, false));
    }
}

fn batches_of_three_sizes(architecture: &Architecture) {
    let split = split(8, 40);
    let order: Vec<u32> = (0..40).collect();
    let start = StateDict::initial(architecture, 9);
    let mut at_once = fused(architecture, &start, 0.1);
    let sizes = [&order[..3], &order[3..36], &order[36..]];
    pollster::block_on(at_once.train_steps(&split, &sizes)).expect("the CPU works");

    // A new trainer for each batch has nothing of the batch before in its buffers.
    let mut state = start;
    for batch in sizes {
        let mut fresh = fused(architecture, &state, 0.1);
        pollster::block_on(fresh.train_steps(&split, &[batch])).expect("the CPU works");
        state = pollster::block_on(fresh.state()).expect("the CPU works");
    }
    assert_eq!(
        pollster::block_on(at_once.state()).expect("the CPU works"),
        state
    );
}

#[test]
fn a_diverging_run_reports_losses_that_are_not_finite() {
    for kind in [ModelKind::BASELINE, ModelKind::TINY_VGG] {
        let architecture = Architecture::new(kind, 10, false);
        let split = split(10, 32);
        let batch: Vec<u32> = (0..32).collect();
        let start = StateDict::initial(&architecture, 11);
        let mut trainer = fused(&architecture, &start, 1e9);
        let steps = pollster::block_on(trainer.train_steps(&split, &[batch.as_slice(); 20]));
        let steps = steps.expect("the CPU works");
        assert!(steps.iter().any(|step| !step.loss.is_finite()));
    }
}

/// Prints images per second of both paths on real images; nothing is asserted, since machines differ.
#[test]
#[ignore = "measures; run it with --nocapture on a quiet machine"]
#[expect(
    clippy::disallowed_methods,
    reason = "it reads a clock, on the host only"
)]
fn speed_beside_burns_operations() {
    const N_ROUNDS: usize = 10;
    let split = common::split(DataFile::TrainImages, DataFile::TrainLabels);
    let order = TorchGenerator::manual_seed(2).randperm(60_000);
    let batches: Vec<&[u32]> = order.chunks(32).take(180).collect();
    for kind in ModelKind::ALL {
        let architecture = Architecture::new(kind, 10, true);
        let start = StateDict::initial(&architecture, 42);
        let mut fused = fused(&architecture, &start, 0.1);
        let mut stock = StockTrainer::new(&architecture, &start, 0.1, &Device::flex())
            .expect("the first weights fit");
        // Interleaved, and the best of each: other load on the machine then slows both alike.
        let mut best = [f64::INFINITY; 2];
        for _ in 0..N_ROUNDS {
            let clock = std::time::Instant::now();
            pollster::block_on(fused.train_steps(&split, &batches)).expect("the CPU works");
            best[0] = best[0].min(clock.elapsed().as_secs_f64());
            let clock = std::time::Instant::now();
            pollster::block_on(stock.train_steps(&split, &batches)).expect("the CPU works");
            best[1] = best[1].min(clock.elapsed().as_secs_f64());
        }
        let [fused, stock] = best.map(|secs| (batches.len() * 32) as f64 / secs);
        println!(
            "{}: fused {fused:.0} images/s, Burn's operations {stock:.0} images/s",
            kind.title()
        );
    }
}
