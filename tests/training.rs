//! Every model learns from real images, and evaluation agrees with itself.

mod common;

use burn::tensor::Device;
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{DataFile, ModelKind, TrainingConfig};
use fitting_room::random::EpochOrders;
use fitting_room::training::{EvaluationPass, StockTrainer};

/// The mean losses of the first and the last 20 of 200 steps with the lesson's settings.
fn learn(kind: ModelKind) -> (f32, f32) {
    let train = common::split(DataFile::TrainImages, DataFile::TrainLabels);
    let config = TrainingConfig::lesson(kind);
    let architecture = Architecture::of(&config);
    let state = StateDict::initial(&architecture, config.seed);
    let mut trainer =
        StockTrainer::new(&architecture, &state, config.learning_rate, &Device::flex())
            .expect("the first weights fit");
    let order = EpochOrders::new(u64::from(config.seed), 60_000).next_epoch();
    let batches: Vec<&[u32]> = order.chunks(config.batch_size).take(200).collect();
    let figures = pollster::block_on(trainer.train_steps(&train, &batches)).expect("the CPU works");
    let mean = |part: &[fitting_room::training::StepFigures]| {
        part.iter().map(|step| step.loss).sum::<f32>() / part.len() as f32
    };
    (mean(&figures[..20]), mean(&figures[180..]))
}

#[test]
fn the_baseline_learns_in_200_steps() {
    let (first, last) = learn(ModelKind::Baseline);
    assert!(last < 0.6 * first, "loss {first} → {last}");
}

#[test]
fn the_non_linear_model_learns_in_200_steps() {
    let (first, last) = learn(ModelKind::NonLinear);
    assert!(last < 0.8 * first, "loss {first} → {last}");
}

#[test]
fn tiny_vgg_learns_in_200_steps() {
    let (first, last) = learn(ModelKind::TinyVgg);
    assert!(last < 0.8 * first, "loss {first} → {last}");
}

#[test]
#[ignore = "three epochs: half a minute"]
fn model_0_prints_the_lessons_digits() {
    let train = common::split(DataFile::TrainImages, DataFile::TrainLabels);
    let test = common::split(DataFile::TestImages, DataFile::TestLabels);
    for (kind, expected) in [
        (
            ModelKind::Baseline,
            [
                (0.59039, 0.50954, 82.04),
                (0.47633, 0.47989, 83.20),
                (0.45503, 0.47664, 83.43),
            ],
        ),
        (
            ModelKind::NonLinear,
            [
                (1.09199, 0.95636, 65.00),
                (0.78101, 0.72227, 73.91),
                (0.67027, 0.68500, 75.02),
            ],
        ),
    ] {
        let config = TrainingConfig::lesson(kind);
        let architecture = Architecture::of(&config);
        let state = StateDict::initial(&architecture, config.seed);
        let device = Device::flex();
        let mut trainer =
            StockTrainer::new(&architecture, &state, config.learning_rate, &device).unwrap();
        let mut orders = EpochOrders::new(u64::from(config.seed), 60_000);
        for (train_loss, test_loss, accuracy) in expected {
            let order = orders.next_epoch();
            let mut sum = 0.0;
            let batches: Vec<&[u32]> = order.chunks(32).collect();
            for slice in batches.chunks(100) {
                let figures = pollster::block_on(trainer.train_steps(&train, slice)).unwrap();
                sum += figures.iter().map(|step| f64::from(step.loss)).sum::<f64>();
            }
            let mut pass = EvaluationPass::new(32);
            pollster::block_on(pass.advance(&trainer.model(), &test, &device, 313)).unwrap();
            let evaluation = pass.finish(kind);
            println!(
                "{:.5} {:.5} {:.2}",
                sum / 1875.0,
                evaluation.loss,
                evaluation.accuracy * 100.0
            );
            println!("  {train_loss} {test_loss} {accuracy}");
            assert!((sum / 1875.0 - train_loss).abs() < 2e-5);
            assert!((evaluation.loss - test_loss).abs() < 2e-5);
            assert!((evaluation.accuracy * 100.0 - accuracy).abs() < 0.01);
        }
    }
}
