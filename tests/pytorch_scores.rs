//! Models trained and saved by PyTorch have the same test loss and accuracy here.

mod common;
mod fixtures;

use std::env;
use std::fs;
use std::path::Path;

use burn::tensor::Device;
use fitting_room::checkpoint;
use fitting_room::data::Split;
use fitting_room::engine::{Driver, Engine};
use fitting_room::models::Architecture;
use fitting_room::protocol::{DataFile, DeviceKind, LoadModel, LoadNote, TrainingConfig};
use fitting_room::training::{EvaluationPass, Network};

/// Batches of the lesson's test loader.
const N_BATCHES: usize = 313;

/// A model from a file written by PyTorch.
struct LoadedModel {
    config: TrainingConfig,
    classifier: Network,
    device: Device,
}

impl LoadedModel {
    fn read(file: &[u8]) -> Self {
        let checkpoint = checkpoint::read(file).expect("PyTorch wrote it");
        let device = Device::flex();
        let architecture = Architecture::of(&checkpoint.config);
        let classifier = Network::from_state(&architecture, &checkpoint.state, &device);
        Self {
            config: checkpoint.config,
            classifier: classifier.expect("it was recognised"),
            device,
        }
    }

    /// Fails unless the test images give this loss and this accuracy in percent.
    fn assert_scores(&self, test: &Split, [loss, percent]: [f64; 2]) {
        let mut pass = EvaluationPass::new(32);
        let forward = async |images| self.classifier.logits(test, images, &self.device).await;
        let evaluation = pass.advance(forward, test, N_BATCHES);
        pollster::block_on(evaluation).expect("the CPU works");
        let ours = pass.finish(self.config.model);
        let accuracy = ours.accuracy * 100.0;
        assert!((ours.loss - loss).abs() < 1e-5, "{} and {loss}", ours.loss);
        assert!(
            (accuracy - percent).abs() < 0.01,
            "{accuracy} and {percent} %"
        );
    }

    /// Logits of the fixtures' twenty images, ten an image.
    fn logits(&self) -> Vec<f32> {
        let few = Split::parse(&fixtures::bytes("images.gz"), &fixtures::bytes("labels.gz"));
        let few = few.expect("good files");
        let logits = self
            .classifier
            .logits(&few, 0..few.n_images(), &self.device);
        pollster::block_on(logits).expect("the CPU works")
    }
}

#[test]
fn the_fixtures_models_have_pytorchs_scores() {
    let test = common::split(DataFile::TestImages, DataFile::TestLabels);
    let text = String::from_utf8(fixtures::bytes("logits.txt")).expect("it is text");
    let scores: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("score "))
        .collect();
    assert_eq!(scores.len(), 2);
    for line in scores {
        let words: Vec<&str> = line.split_whitespace().collect();
        let score = [1, 2].map(|word| words[word].parse().expect("a number"));
        for suffix in ["safetensors", "pth"] {
            let file = fixtures::bytes(&format!("model_{}.{suffix}", words[0]));
            LoadedModel::read(&file).assert_scores(&test, score);
        }
    }
}

/// Two linear layers whose file leaves open what lies between and behind them: the test images decide.
#[test]
fn what_a_file_leaves_open_is_decided_by_the_test_images() {
    let engine = Engine::new(Device::flex(), DeviceKind::Cpu);
    let mut driver = Driver::fixed(engine, 100);
    for file in [DataFile::TestImages, DataFile::TestLabels] {
        driver.engine.receive_file(file, common::read(file));
    }
    let text = String::from_utf8(fixtures::bytes("checkpoints.txt")).expect("it is text");
    let scores = text.lines().filter_map(|line| line.strip_prefix("score "));
    for line in scores {
        let words: Vec<&str> = line.split_whitespace().collect();
        let file = fixtures::bytes(&format!("checkpoints/{}", words[0]));
        let model = pollster::block_on(driver.ask(LoadModel { file })).expect("PyTorch wrote it");
        let is_with = words[0] == "relu_with.pth";
        assert_eq!(model.config.final_relu, is_with, "{line}");
        let [LoadNote::Undecided { taken, others }] = &model.reading.notes[..] else {
            panic!("{:?}", model.reading.notes);
        };
        let score = taken.score.expect("the images are there");
        let [loss, percent]: [f64; 2] = [1, 2].map(|at| words[at].parse().expect("a number"));
        assert!((score.loss - loss).abs() < 1e-5, "{score} and {line}");
        assert!(
            (score.accuracy * 100.0 - percent).abs() < 0.01,
            "{score} and {line}"
        );
        assert_eq!(others[0].final_relu, !is_with);
        assert_eq!(model.reading.others[0].score, others[0].score);

        let switched = model.read_as(0).expect("there is another reading").file;
        let question = LoadModel { file: switched };
        let switched = pollster::block_on(driver.ask(question)).expect("it was written by us");
        assert_eq!(switched.config.final_relu, !is_with);
        assert!(switched.reading.notes.is_empty(), "it records what it is");
    }
}

/// The files of `tests/fixtures/write_checkpoints.py`.
#[test]
#[ignore = "needs files that PyTorch has just written: `cargo xtask test --pytorch`"]
fn the_installed_pytorchs_models_have_its_scores_and_logits() {
    let folder = env::var_os("FITTING_ROOM_PYTORCH_FILES").expect("the folder of the files");
    let test = common::split(DataFile::TestImages, DataFile::TestLabels);
    let entries = fs::read_dir(Path::new(&folder)).expect("write_checkpoints.py has made it");
    let expected: Vec<_> = entries
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|it| it == "expected"))
        .collect();
    assert_eq!(expected.len(), 4, "{expected:?}");
    for path in expected {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let (class_name, hidden_units) = stem
            .and_then(|stem| stem.rsplit_once('_'))
            .expect("class and hidden units");
        let text = fs::read_to_string(&path).expect("it is text");
        let metrics: Vec<f64> = text
            .lines()
            .map(|line| line.parse().expect("a number"))
            .collect();
        for suffix in ["pth", "safetensors"] {
            let file = fs::read(path.with_extension(suffix)).expect("each .expected has one");
            let model = LoadedModel::read(&file);
            assert_eq!(model.config.model.class_name, class_name);
            assert_eq!(model.config.hidden_units.to_string(), hidden_units);
            model.assert_scores(&test, [metrics[0], metrics[1]]);
            let logits = model.logits();
            assert_eq!(logits.len(), metrics.len() - 2);
            for (ours, theirs) in logits.iter().zip(&metrics[2..]) {
                let gap = (f64::from(*ours) - theirs).abs();
                assert!(gap < 1e-5, "{class_name}.{suffix}: {ours} and {theirs}");
            }
        }
        println!("{class_name} with {hidden_units} hidden units is the same in both");
    }
}
