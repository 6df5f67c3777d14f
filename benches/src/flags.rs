//! The command line: one grammar that is parser, types and help.

use crate::browser::Adapter;
use crate::catalogue::{self, Model};
use fitting_room::models::ModelKind;
use std::path::PathBuf;
use std::str::FromStr;

xflags::xflags! {
    /// cargo xtask bench: training steps and evaluated images a second, Fitting Room beside other trainers.
    ///
    /// Each measurement gets a headless Chromium of its own. By default ours and the best other trainer of each device
    /// are measured in three short rounds, which takes some minutes from a built page.
    cmd bench {
        /// Every measurement and every trainer, in five longer rounds: some half an hour.
        optional --full
        /// Write the rows there, as JSON.
        optional --json file: PathBuf
        /// How often each target is measured.
        optional --rounds n: Rounds
        /// How long each timed part lasts.
        optional --secs s: Secs
        /// Only these models, such as 0,2.
        optional --models list: Models
        /// Only these targets, such as ours,tfjs-webgpu,jax-js,pytorch: names or how they begin.
        optional --only list: Names
        /// Measure the page that was built there.
        optional --dist folder: PathBuf
        /// `hardware` or `software`; by default a real graphics card where the browser finds one.
        optional --adapter kind: Adapter
        /// Instead: the engine on this computer's own graphics adapter, beside PyTorch on a CUDA GPU.
        optional --native
        /// Instead: score the answers to photos and drawings that are made from test images.
        optional --photos
        /// Instead: watch the browser's memory while the page trains.
        optional --memory
        /// With --memory: train for so many epochs, by default 20.
        optional --epochs n: u64
    }
}

/// Epochs of training in which the memory is watched.
const MEMORY_EPOCHS: u64 = 20;

/// How long and how often to measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Budget {
    pub n_rounds: usize,
    /// Of each timed part.
    pub secs: f64,
    /// Before the timed part: kernels compile, slices find their length.
    pub warm_up_secs: f64,
    /// How often a run of ours is paused.
    pub n_pauses: usize,
    /// Steps that take longer are slow: a few of them have to do, once.
    pub slow_step_secs: f64,
}

impl Budget {
    const QUICK: Self = Self {
        n_rounds: 3,
        secs: 0.6,
        warm_up_secs: 0.8,
        n_pauses: 2,
        slow_step_secs: 0.25,
    };
    const FULL: Self = Self {
        n_rounds: 5,
        secs: 1.5,
        warm_up_secs: 1.5,
        n_pauses: 5,
        slow_step_secs: 3.0,
    };
}

impl Bench {
    /// What `--full`, `--rounds` and `--secs` ask for.
    pub fn budget(&self) -> Budget {
        let usual = if self.full {
            Budget::FULL
        } else {
            Budget::QUICK
        };
        Budget {
            n_rounds: self
                .rounds
                .as_ref()
                .map_or(usual.n_rounds, |rounds| rounds.0),
            secs: self.secs.as_ref().map_or(usual.secs, |secs| secs.0),
            ..usual
        }
    }

    /// The chosen models, by default all.
    pub fn chosen_models(&self) -> Vec<Model> {
        match &self.models {
            Some(models) => models.0.clone(),
            None => catalogue::all(),
        }
    }

    /// Whether only the usual targets are measured.
    pub fn is_quick(&self) -> bool {
        !self.full && self.names().is_empty()
    }

    /// The names of `--only`; none means the usual ones.
    pub fn names(&self) -> &[String] {
        self.only.as_ref().map_or(&[], |names| names.0.as_slice())
    }

    /// How many epochs of training to watch the memory for, if that is asked for.
    pub fn memory_epochs(&self) -> Option<u64> {
        self.memory.then(|| self.epochs.unwrap_or(MEMORY_EPOCHS))
    }
}

/// At least one.
#[derive(Debug)]
pub struct Rounds(usize);

impl FromStr for Rounds {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word.parse() {
            Ok(n) if n > 0 => Ok(Self(n)),
            _ => Err(format!("there must be one round at least, not {word:?}")),
        }
    }
}

/// More than none.
#[derive(Debug)]
pub struct Secs(f64);

impl FromStr for Secs {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word.parse() {
            Ok(secs) if secs > 0.0 => Ok(Self(secs)),
            _ => Err(format!("a timed part must last some time, not {word:?}")),
        }
    }
}

/// Words between commas.
#[derive(Debug)]
pub struct Names(Vec<String>);

impl FromStr for Names {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        Ok(Self(list.split(',').map(str::to_owned).collect()))
    }
}

/// Models by their numbers.
#[derive(Debug)]
pub struct Models(Vec<Model>);

impl FromStr for Models {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        let model = |word: &str| {
            let known = word.parse().ok().and_then(catalogue::by_number);
            known.ok_or_else(|| {
                let numbers = ModelKind::numbers("and");
                format!("the models are numbered {numbers}, not {word:?}")
            })
        };
        list.split(',')
            .map(model)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl FromStr for Adapter {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        match word {
            "hardware" => Ok(Self::Hardware),
            "software" => Ok(Self::Software),
            _ => Err(format!(
                "the adapter must be hardware or software, not {word:?}"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Bench, String> {
        let words = line.split_whitespace().map(Into::into).collect();
        Bench::from_vec(words).map_err(|error| error.to_string())
    }

    #[test]
    fn the_help_says_the_defaults_that_are_taken() {
        let help = parsed("--help").expect_err("it is the help");
        assert!(help.contains(&format!("by default {MEMORY_EPOCHS}.")));
        assert_eq!((Budget::QUICK.n_rounds, Budget::FULL.n_rounds), (3, 5));
        assert!(help.contains("three short rounds") && help.contains("five longer rounds"));
    }

    #[test]
    fn a_quick_look_is_the_default_and_every_part_of_it_can_be_chosen() {
        let usual = parsed("").expect("it needs no options");
        assert_eq!(usual.budget(), Budget::QUICK);
        assert_eq!(usual.chosen_models().len(), catalogue::all().len());
        assert!(usual.names().is_empty());
        let full = parsed("--full").expect("it is an option");
        assert_eq!(full.budget(), Budget::FULL);
        let line = "--json a.json --rounds 2 --models 0,2 --only ours,tfjs --secs 0.5";
        let chosen = parsed(line).expect("these are its options");
        assert_eq!(chosen.json, Some("a.json".into()));
        assert_eq!((chosen.budget().n_rounds, chosen.budget().secs), (2, 0.5));
        let numbers: Vec<usize> = chosen
            .chosen_models()
            .iter()
            .map(|it| it.number())
            .collect();
        assert_eq!(numbers, [0, 2]);
        assert_eq!(chosen.names(), ["ours", "tfjs"]);
    }

    #[test]
    fn memory_is_watched_during_twenty_epochs_or_as_many_as_told() {
        let epochs = |line| parsed(line).map(|options| options.memory_epochs());
        assert_eq!(epochs("--memory"), Ok(Some(20)));
        assert_eq!(epochs("--memory --epochs 5"), Ok(Some(5)));
        assert_eq!(epochs("--epochs 5"), Ok(None));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        for (line, word) in [
            ("--models 0,9", "\"9\""),
            ("--rounds 0", "round"),
            ("--secs 0", "some time"),
            ("--secs NaN", "some time"),
            ("--adapter imaginary", "imaginary"),
        ] {
            let error = parsed(line).expect_err("it makes no sense");
            assert!(error.contains(word), "{error}");
        }
    }
}
