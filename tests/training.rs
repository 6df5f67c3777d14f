//! Every model learns from real images, and a run prints what PyTorch prints with the same seed.

mod common;
mod fixtures;

use burn::tensor::Device;
use fitting_room::data::Split;
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{DataFile, DeviceKind, Evaluation, ModelKind, TrainingConfig};
use fitting_room::random::EpochOrders;
use fitting_room::training::{EvaluationPass, StepMetrics, StepPath, Trainer};

/// A run with the lesson's settings, epoch by epoch.
struct Run {
    config: TrainingConfig,
    trainer: Trainer,
    orders: EpochOrders,
}

impl Run {
    fn new(model: ModelKind, seed: u32) -> Self {
        let mut config = TrainingConfig::lesson(model);
        config.seed = seed;
        let state = StateDict::initial(&Architecture::of(&config), seed);
        let trainer = Trainer::new(&config, &state, &Device::flex(), DeviceKind::Cpu);
        Self {
            config,
            trainer: trainer.expect("the first weights fit"),
            orders: EpochOrders::new(u64::from(seed), 60_000),
        }
    }

    /// The next epoch, or its first `max_steps` steps.
    fn train(&mut self, split: &Split, max_steps: usize) -> Vec<StepMetrics> {
        let order = self.orders.next_epoch();
        let batches: Vec<&[u32]> = order
            .chunks(self.config.batch_size)
            .take(max_steps)
            .collect();
        let steps = self.trainer.train_steps(split, &batches);
        pollster::block_on(steps).expect("the CPU works")
    }

    fn evaluate(&mut self, split: &Split) -> Evaluation {
        let mut pass = EvaluationPass::new(self.config.batch_size);
        let n_batches = split.n_images();
        let evaluation = self.trainer.advance_test(&mut pass, split, n_batches);
        pollster::block_on(evaluation).expect("the CPU works");
        pass.finish(self.config.model)
    }
}

/// Summed in f32, step by step, as in the lesson.
fn mean_loss(steps: &[StepMetrics]) -> f64 {
    f64::from(steps.iter().map(|step| step.loss).sum::<f32>() / steps.len() as f32)
}

fn train_split() -> Split {
    common::split(DataFile::TrainImages, DataFile::TrainLabels)
}

fn test_split() -> Split {
    common::split(DataFile::TestImages, DataFile::TestLabels)
}

/// An epoch's train loss, test loss and test accuracy in percent.
type EpochMetrics = [f64; 3];

/// The metrics of three epochs.
fn epochs(model: ModelKind, seed: u32, train: &Split, test: &Split) -> Vec<EpochMetrics> {
    let mut run = Run::new(model, seed);
    (0..3)
        .map(|_| {
            let train_loss = mean_loss(&run.train(train, usize::MAX));
            let evaluation = run.evaluate(test);
            [train_loss, evaluation.loss, evaluation.accuracy * 100.0]
        })
        .collect()
}

/// Fails unless losses agree within 2e-5 and accuracies within 0.01 points.
fn assert_close(what: &str, found: &[EpochMetrics], expected: &[EpochMetrics]) {
    assert_eq!(found.len(), expected.len());
    for (epoch, (found, expected)) in found.iter().zip(expected).enumerate() {
        let differences = [0, 1, 2].map(|metric| (found[metric] - expected[metric]).abs());
        let is_close = differences[0] < 2e-5 && differences[1] < 2e-5 && differences[2] < 0.01;
        assert!(
            is_close,
            "{what}, epoch {epoch}: {found:?} instead of {expected:?}"
        );
    }
}

/// What the lesson's notebook prints with seed 42.
const LESSON: [(ModelKind, [EpochMetrics; 3]); 2] = [
    (
        ModelKind::BASELINE,
        [
            [0.59039, 0.50954, 82.04],
            [0.47633, 0.47989, 83.20],
            [0.45503, 0.47664, 83.43],
        ],
    ),
    (
        ModelKind::NON_LINEAR,
        [
            [1.09199, 0.95636, 65.00],
            [0.78101, 0.72227, 73.91],
            [0.67027, 0.68500, 75.02],
        ],
    ),
];

/// As the notebook prints it.
fn line([train_loss, test_loss, accuracy]: &EpochMetrics) -> String {
    format!("Train loss: {train_loss:.5} | Test loss: {test_loss:.5}, Test acc: {accuracy:.2}%")
}

#[test]
fn seed_42_prints_the_lessons_digits() {
    let (train, test) = (train_split(), test_split());
    for (model, expected) in LESSON {
        let found = epochs(model, 42, &train, &test);
        assert_close(model.title(), &found, &expected);
        for (epoch, (found, expected)) in found.iter().zip(&expected).enumerate() {
            let what = format!("{}, epoch {epoch}", model.title());
            assert_eq!(line(found), line(expected), "{what}");
        }
    }
}

#[test]
fn other_seeds_follow_pytorch() {
    let (train, test) = (train_split(), test_split());
    for (number, model) in [(0, ModelKind::BASELINE), (1, ModelKind::NON_LINEAR)] {
        for seed in [0, 1234] {
            let expected = pytorch_epochs(number, seed);
            let found = epochs(model, seed, &train, &test);
            assert_close(&format!("model {number}, seed {seed}"), &found, &expected);
        }
    }
}

#[test]
fn tiny_vgg_follows_pytorch_as_far_as_rounding_allows() {
    let expected = pytorch_steps(2, 42);
    let mut run = Run::new(ModelKind::TINY_VGG, 42);
    let steps = run.train(&train_split(), expected.len());
    for (step, (found, expected)) in steps.iter().zip(&expected).take(20).enumerate() {
        let difference = (found.loss - expected).abs();
        assert!(difference < 1e-3, "step {step}: {difference}");
    }
    let late = 300..400;
    let expected = &expected[late.clone()];
    let expected = expected.iter().copied().map(f64::from).sum::<f64>() / 100.0;
    let found = mean_loss(&steps[late]);
    assert!(
        (found - expected).abs() < 0.03,
        "steps 301 to 400: {found} instead of {expected}"
    );
}

#[test]
fn tiny_vgg_ends_as_good_as_pytorchs_with_any_seed() {
    let (train, test) = (train_split(), test_split());
    for seed in [0, 42, 1234] {
        let epochs = epochs(ModelKind::TINY_VGG, seed, &train, &test);
        let [.., accuracy] = epochs[2];
        println!("seed {seed}: {accuracy:.2} %");
        assert!(
            (87.2..=88.8).contains(&accuracy),
            "seed {seed}: {accuracy} %"
        );
    }
}

#[test]
fn every_model_learns_in_200_steps() {
    let train = train_split();
    for model in ModelKind::ALL {
        let steps = Run::new(model, 42).train(&train, 200);
        let (first, last) = (mean_loss(&steps[..20]), mean_loss(&steps[180..]));
        assert!(last < 0.8 * first, "{}: {first} → {last}", model.title());
    }
}

#[test]
fn the_lessons_models_take_the_fast_path() {
    for model in ModelKind::ALL {
        assert_eq!(Run::new(model, 42).trainer.path(), StepPath::Fused);
    }
}

/// Lines of `runs.txt` that start with these words, without them.
fn pytorch(words: &str) -> Vec<Vec<String>> {
    let text = String::from_utf8(fixtures::bytes("runs.txt")).expect("fixtures are text");
    text.lines()
        .filter_map(|line| line.strip_prefix(words)?.strip_prefix(' '))
        .map(|line| line.split(' ').map(String::from).collect())
        .collect()
}

fn pytorch_epochs(number: u32, seed: u32) -> Vec<EpochMetrics> {
    let epochs = pytorch(&format!("run {number} {seed}"));
    let metric = |word: &String| word.parse().expect("a number");
    epochs
        .iter()
        .map(|words| [1, 2, 3].map(|position| metric(&words[position])))
        .collect()
}

fn pytorch_steps(number: u32, seed: u32) -> Vec<f32> {
    let steps = pytorch(&format!("steps {number} {seed}"));
    steps[0]
        .iter()
        .map(|word| f32::from_bits(u32::from_str_radix(word, 16).expect("eight digits")))
        .collect()
}
