//! Commands with any values, in any order: each question is answered or refused in a sentence, and nothing panics.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::Deserialize;

use super::made::Made;
use super::*;

/// Slices after each command; a run or a benchmark goes on behind them.
const N_SLICES: usize = 3;
/// Bounds that keep a valid configuration from taking seconds a step; values that are not valid stay as they are.
const FEW: usize = 6;

/// The same command, but none that ends the engine on purpose, and no valid settings that are merely slow.
fn tamed(command: Command) -> Command {
    let tame = |config: TrainingConfig| {
        if config.validate().is_err() {
            return config;
        }
        TrainingConfig {
            hidden_units: 1 + config.hidden_units % FEW,
            batch_size: 1 + config.batch_size % 40,
            ..config
        }
    };
    match command {
        // The language is that of all tests of this program.
        Command::Crash | Command::Speak { .. } => Command::LoadData,
        Command::StartRun { run, config } => Command::StartRun {
            run,
            config: tame(config),
        },
        Command::ContinueRun {
            run,
            config,
            file,
            position,
        } => Command::ContinueRun {
            run,
            config: tame(config),
            file,
            position,
        },
        Command::Ask { id, request } => Command::Ask {
            id,
            request: match request {
                Request::Benchmarks(BenchmarksRequest::Benchmark(benchmark)) => Benchmark {
                    config: tame(benchmark.config),
                    n_steps: benchmark.n_steps % FEW,
                }
                .into(),
                Request::Benchmarks(BenchmarksRequest::WarmUp(WarmUp { config })) => WarmUp {
                    config: tame(config),
                }
                .into(),
                Request::OneStep(OneStepRequest::StepOnce(step)) => StepOnce {
                    config: tame(step.config),
                    weights: step.weights,
                    step: step.step % 4,
                }
                .into(),
                other => other,
            },
        },
        other => other,
    }
}

fn commands(bytes: &[u8]) -> Vec<Command> {
    let keys: Vec<&str> = ModelKind::ALL.map(|kind| kind.key).to_vec();
    let mut source = Made::new(bytes, &keys).with_not_finite();
    let mut commands = Vec::new();
    while !source.is_used_up() && commands.len() < 12 {
        commands.extend(Command::deserialize(&mut source).ok().map(tamed));
    }
    commands
}

#[test]
fn more_random_images_than_there_are_reserve_no_memory() {
    let question = ShowImages {
        split: SplitName::Test,
        selection: Selection::Random {
            seed: 1,
            n_images: usize::MAX,
        },
    };
    let images = ask(&mut engine_with_data(), question).expect("the data are there");
    assert_eq!(images.len(), 40);
}

#[test]
fn a_crop_beyond_all_bounds_is_cut_to_the_picture() {
    let beyond = Crop {
        x: 1,
        y: 2,
        width: usize::MAX,
        height: usize::MAX,
    };
    let picture = Crop {
        x: 0,
        y: 0,
        width: 10,
        height: 10,
    };
    let inside = beyond.within(picture).expect("they overlap");
    assert_eq!((inside.width, inside.height), (9, 8));
    assert_eq!(picture.within(beyond), Some(inside));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        // The same seed everywhere, so that a failure repeats; `PROPTEST_RNG_SEED` tries others.
        rng_seed: std::env::var("PROPTEST_RNG_SEED")
            .ok()
            .and_then(|seed| seed.parse().ok())
            .unwrap_or(RngSeed::Fixed(13)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_commands_are_answered_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..500),
        is_trained in any::<bool>(),
    ) {
        let mut driver = engine_with_data();
        if is_trained {
            run(&mut driver, start(ModelKind::TINY_VGG));
        }
        let mut asked = Vec::new();
        let mut events = Vec::new();
        for command in commands(&bytes) {
            if let Command::Ask { id, .. } = &command {
                asked.push(*id);
            }
            events.extend(driver.engine.handle(command));
            for _ in 0..N_SLICES {
                events.extend(advance(&mut driver, 2));
            }
        }
        // Runs and the like go on for long: only what is asked must come to an end.
        let mut n_slices = 0;
        while driver.engine.work() == Work::Answering && n_slices < 1_000 {
            events.extend(advance(&mut driver, 50));
            n_slices += 1;
        }
        for event in &events {
            if let Event::Answered { id, answer } = event {
                prop_assert!(asked.contains(id));
                if let Err(message) = answer {
                    prop_assert!(message.len() > 10 && message.chars().count() < 500, "{}", message);
                }
            }
        }
    }
}
