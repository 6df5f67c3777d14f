//! Models that PyTorch trained and saved get PyTorch's own test loss and accuracy here.

mod common;
mod fixtures;

use burn::tensor::Device;
use fitting_room::checkpoint;
use fitting_room::models::{Architecture, Classifier};
use fitting_room::protocol::DataFile;
use fitting_room::training::EvaluationPass;

/// Batches of the lesson's test loader.
const N_BATCHES: usize = 313;

#[test]
fn files_from_pytorch_get_pytorchs_scores() {
    let test = common::split(DataFile::TestImages, DataFile::TestLabels);
    let device = Device::flex();
    let text = String::from_utf8(fixtures::bytes("logits.txt")).expect("it is text");
    let scores: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("score "))
        .collect();
    assert_eq!(scores.len(), 2);
    for line in scores {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [loss, percent] = [1, 2].map(|word| words[word].parse::<f64>().expect("a number"));
        for suffix in ["safetensors", "pth"] {
            let file = fixtures::bytes(&format!("model_{}.{suffix}", words[0]));
            let checkpoint = checkpoint::read(&file).expect("PyTorch wrote it");
            let architecture = Architecture::of(&checkpoint.config);
            let model = Classifier::from_state(&architecture, &checkpoint.state, &device)
                .expect("it was recognised");
            let mut pass = EvaluationPass::new(32);
            pollster::block_on(pass.advance(&model, &test, &device, N_BATCHES))
                .expect("the CPU works");
            let ours = pass.finish(architecture.kind);
            assert!(
                (ours.loss - loss).abs() < 1e-5,
                "loss {} and {loss}",
                ours.loss
            );
            let difference = (ours.accuracy * 100.0 - percent).abs();
            assert!(
                difference < 0.01,
                "{} and {percent} %",
                ours.accuracy * 100.0
            );
        }
    }
}
