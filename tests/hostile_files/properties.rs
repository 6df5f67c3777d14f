//! What holds for any bytes and any values: the targets of `fuzz/` with its corpus and with random bytes, and what is
//! written and read again.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use fitting_room::checkpoint::{self, Checkpoint};
use fitting_room::data::idx;
use fitting_room::models::{Architecture, StateDict};
use fitting_room::protocol::{
    CheckpointFormat, ModelKind, N_PIXELS, RecordedScore, TrainingConfig,
};
use fitting_room::session::{DeviceChoice, FormField, SettingsForm, Tab, address};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use super::fuzz::{TARGETS, Target};
use super::mutator::Mutator;

/// Seconds that each corpus is mutated for, in place of a fixed number of rounds.
const FUZZ_SECS: &str = "FITTING_ROOM_FUZZ_SECS";

/// The committed inputs of a target: shortened files of every kind, and all that ever broke a promise.
fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<_> = files
        .map(|file| file.expect("it can be read").path())
        .collect();
    paths.sort();
    let inputs: Vec<Vec<u8>> = paths
        .iter()
        .map(|path| fs::read(path).expect("it can be read"))
        .collect();
    assert!(inputs.len() > 2, "{folder:?} has {} files", inputs.len());
    inputs
}

#[test]
fn every_input_of_the_corpora_keeps_its_promise() {
    for (name, target) in TARGETS {
        for input in corpus(name) {
            target(&input);
        }
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a clock, on the host only")]
fn mutated_corpora_keep_every_promise() {
    const N_ROUNDS: usize = 300;
    let secs = std::env::var(FUZZ_SECS).ok();
    let limit = secs.map(|secs| Duration::from_secs(secs.parse().expect("a number of seconds")));
    for (name, target) in TARGETS {
        let inputs = corpus(name);
        let mut mutator = Mutator::new(19);
        let start = Instant::now();
        let mut n_rounds = 0;
        while limit.map_or(n_rounds < N_ROUNDS, |limit| start.elapsed() < limit) {
            let mut input = inputs[mutator.below(inputs.len())].clone();
            mutator.mutate(&mut input);
            target(&input);
            n_rounds += 1;
        }
        if limit.is_some() {
            eprintln!("{name}: {n_rounds} inputs");
        }
    }
}

fn any_config() -> impl Strategy<Value = TrainingConfig> {
    let numbers = (1..5_usize, 1..1000_u32, 1..4096_usize, 1e-9..10.0_f64);
    let choices = (select(ModelKind::ALL.to_vec()), any::<(bool, u32)>());
    (choices, numbers, 1..9_usize).prop_map(
        |((model, (final_relu, seed)), (hidden_units, n_epochs, batch_size, learning_rate), n)| {
            TrainingConfig {
                model,
                hidden_units,
                // Models without one have no such setting.
                final_relu: final_relu || !model.has_final_relu(),
                n_epochs,
                batch_size,
                learning_rate,
                seed,
                max_workers: n,
                ..TrainingConfig::lesson(model)
            }
        },
    )
}

fn any_checkpoint() -> impl Strategy<Value = Checkpoint> {
    let values =
        proptest::collection::vec(any::<f32>().prop_filter("finite", |v| v.is_finite()), 7);
    let score = proptest::option::of((0.0..100.0_f64, 0.0..1.0_f64));
    let n_steps = proptest::option::of(0..1_000_000_usize);
    (any_config(), values, score, n_steps).prop_map(|(config, values, score, n_steps)| {
        let mut state = StateDict::initial(&Architecture::of(&config), config.seed);
        for tensor in &mut state.tensors {
            for (place, value) in tensor.values.iter_mut().zip(&values) {
                *place = *value;
            }
        }
        Checkpoint {
            config,
            state,
            n_steps,
            score: score.map(|(loss, accuracy)| RecordedScore { loss, accuracy }),
        }
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory does not fail");
    encoder.finish().expect("memory does not fail")
}

proptest! {
    #![proptest_config(ProptestConfig {
        // What fails goes into the corpus.
        failure_persistence: None,
        // The same seed everywhere, so that a failure repeats; `PROPTEST_RNG_SEED` tries others.
        rng_seed: std::env::var("PROPTEST_RNG_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok())
            .unwrap_or(RngSeed::Fixed(13)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_bytes_keep_every_promise(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
        for (_, target) in TARGETS {
            let target: Target = target;
            target(&bytes);
        }
    }

    #[test]
    fn any_text_is_an_address(text in "[#?&=%a-z0-9.-]{0,40}|\\PC{0,40}") {
        super::fuzz::address(text.as_bytes());
    }

    #[test]
    fn settings_of_any_text_come_back_from_the_address(
        texts in proptest::collection::vec(".{0,12}", FormField::ALL.len()),
        tab in select(Tab::ALL.to_vec()),
        model in select(ModelKind::ALL.to_vec()),
        device in select(vec![DeviceChoice::Auto, DeviceChoice::Cpu, DeviceChoice::WebGpu]),
        final_relu in any::<bool>(),
    ) {
        let mut form = SettingsForm::lesson(model);
        form.device = device;
        form.final_relu = final_relu;
        for (field, text) in FormField::ALL.into_iter().zip(texts) {
            form.set_text(field, text);
        }
        let written = address::write(tab, &form);
        prop_assert!(written.is_ascii());
        prop_assert_eq!(address::read(&written), (tab, form));
        prop_assert!(address::unknown(&written).is_empty());
    }

    #[test]
    fn any_images_come_back_from_an_idx_file(
        images in proptest::collection::vec(any::<u8>(), 1..4),
        label in 0..10_u8,
    ) {
        let n = (images.len() as u32).to_be_bytes();
        let pixels: Vec<u8> = images.iter().flat_map(|&grey| [grey; N_PIXELS]).collect();
        let file = [&[0, 0, 8, 3], &n[..], &[0, 0, 0, 28, 0, 0, 0, 28], &pixels].concat();
        prop_assert_eq!(idx::images(&file), Ok(pixels.clone()));
        prop_assert_eq!(idx::images(&gzip(&file)), Ok(pixels));
        let labels = vec![label; images.len()];
        let file = [&[0, 0, 8, 1], &n[..], &labels].concat();
        prop_assert_eq!(idx::labels(&gzip(&file)), Ok(labels));
    }

    #[test]
    fn any_checkpoint_comes_back_from_its_file(checkpoint in any_checkpoint()) {
        for format in [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch] {
            let file = checkpoint::write(&checkpoint, format);
            // How many workers shared a batch changes nothing in a model.
            let mut read = checkpoint::read(&file).expect("it is our own");
            read.config.max_workers = checkpoint.config.max_workers;
            prop_assert_eq!(&read, &checkpoint);
        }
    }

    #[test]
    fn a_file_that_breaks_off_is_refused(checkpoint in any_checkpoint(), share in 0.0..1.0_f64) {
        for format in [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch] {
            let file = checkpoint::write(&checkpoint, format);
            let n_bytes = (share * file.len() as f64) as usize;
            prop_assert!(super::is_refused(&file[..n_bytes]));
        }
    }
}
