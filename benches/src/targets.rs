//! What is measured, and how each target is run.

use crate::catalogue::Model;
use crate::rows::Trainer;
use toolbox::{Failure, Result};

/// A trainer to measure, by its name for `--only`.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub name: &'static str,
    pub trainer: Trainer,
    pub runner: Runner,
    /// Whether it is left to `--full`, because another one is faster on its device.
    is_extra: bool,
}

/// What runs a target.
#[derive(Clone, Debug, PartialEq)]
pub enum Runner {
    /// A page of the browser, with this query.
    Page(String),
    /// PyTorch by itself: `cpu` or `cuda`, `eager` or `compile`.
    PyTorch([&'static str; 2]),
    /// Our engine by itself, by `fused` or `stock` steps.
    Native(&'static str),
}

impl Target {
    /// Whether a word of `--only` names this one: its name or the beginning of it.
    fn is_named_by(&self, word: &str) -> bool {
        self.name
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// What to call it in the table.
    pub fn title(&self) -> String {
        match self.trainer.engine {
            "fitting-room" => format!("Fitting Room {}", self.name.trim_start_matches("ours-")),
            "tfjs" => format!("TensorFlow.js {}", self.trainer.device),
            "pytorch" => match self.runner {
                Runner::PyTorch(["cuda", mode]) => format!("PyTorch cuda, {mode}"),
                _ => "PyTorch, 1 thread".to_owned(),
            },
            engine => format!("{engine} {}", self.trainer.device),
        }
    }

    fn is_ours(&self) -> bool {
        self.trainer.engine == "fitting-room"
    }

    pub fn is_page(&self) -> bool {
        matches!(self.runner, Runner::Page(_))
    }

    /// Whether a quick look at this model takes it: of the other trainers in wasm the faster one that can train the model,
    /// and several workers where they share a batch. TensorFlow.js has no gradients of convolutions in wasm.
    pub fn is_usual_for(&self, model: &Model) -> bool {
        match self.name {
            "tfjs-wasm" => !model.has_convolutions(),
            "jax-js-wasm" | "ours-cores" => model.has_convolutions(),
            _ => true,
        }
    }

    /// Whether it comes with the npm packages.
    pub fn is_baseline_page(&self) -> bool {
        self.is_page() && !self.is_ours()
    }
}

/// Those of these names, or the usual ones: with `is_full` all.
///
/// # Errors
/// When there is no target of a name.
pub fn chosen(all: Vec<Target>, names: &[String], is_full: bool) -> Result<Vec<Target>> {
    let is_known = |word: &&String| all.iter().any(|target| target.is_named_by(word));
    if let Some(word) = names.iter().find(|word| !is_known(word)) {
        let known: Vec<&str> = all.iter().map(|target| target.name).collect();
        return Err(Failure::new(
            format!("there is no target {word:?}"),
            format!("--only takes {}, or how these begin", known.join(", ")),
        ));
    }
    let is_chosen = |target: &Target| match names {
        [] => is_full || !target.is_extra,
        names => names.iter().any(|word| target.is_named_by(word)),
    };
    Ok(all.into_iter().filter(is_chosen).collect())
}

/// Those that need a browser, and PyTorch. Ours first; their order is that of the table and of each round.
pub fn in_browser() -> Vec<Target> {
    let ours = |name, path: Option<&str>, device: &str, query: &str| Target {
        name,
        trainer: Trainer::new("fitting-room", path, device, "browser"),
        runner: Runner::Page(format!("module=./ours.js&{query}")),
        is_extra: name == "ours-stock",
    };
    let baseline = |name, engine, module: &str, device: &'static str| Target {
        name,
        trainer: Trainer::new(engine, None, device, "browser"),
        runner: Runner::Page(format!("module=/baselines/{module}.js&backend={device}")),
        is_extra: !BEST_BASELINES.contains(&name),
    };
    vec![
        ours(
            "ours-fused",
            Some("fused"),
            "webgpu",
            "device=gpu&path=Fused&workers=1",
        ),
        ours(
            "ours-stock",
            Some("stock"),
            "webgpu",
            "device=gpu&path=Stock&workers=1",
        ),
        ours("ours-cpu", None, "cpu", "device=cpu&path=Fused&workers=1"),
        ours("ours-cores", None, "cpu", "device=cpu&path=Fused&workers=8"),
        baseline("tfjs-webgpu", "tfjs", "tfjs", "webgpu"),
        baseline("tfjs-webgl", "tfjs", "tfjs", "webgl"),
        baseline("tfjs-wasm", "tfjs", "tfjs", "wasm"),
        baseline("tfjs-cpu", "tfjs", "tfjs", "cpu"),
        baseline("jax-js-webgpu", "jax-js", "jax", "webgpu"),
        baseline("jax-js-wasm", "jax-js", "jax", "wasm"),
        pytorch("pytorch", ["cpu", "eager"]),
    ]
}

/// The fastest other browser trainers of each device, for one model or another: see [`Target::is_usual_for`].
const BEST_BASELINES: [&str; 3] = ["jax-js-webgpu", "jax-js-wasm", "tfjs-wasm"];

/// Those of `--native`.
pub fn native() -> Vec<Target> {
    let ours = |name, path| Target {
        name,
        trainer: Trainer::new("fitting-room", Some(path), "vulkan", "native"),
        runner: Runner::Native(path),
        is_extra: false,
    };
    vec![
        ours("ours-fused", "fused"),
        ours("ours-stock", "stock"),
        pytorch("pytorch-eager", ["cuda", "eager"]),
        pytorch("pytorch-compile", ["cuda", "compile"]),
    ]
}

fn pytorch(name: &'static str, how: [&'static str; 2]) -> Target {
    Target {
        name,
        trainer: Trainer::new("pytorch", None, how[0], "native"),
        runner: Runner::PyTorch(how),
        is_extra: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;

    fn names(words: &[&str], is_full: bool) -> Result<Vec<&'static str>> {
        let words: Vec<String> = words.iter().map(ToString::to_string).collect();
        let targets = chosen(in_browser(), &words, is_full)?;
        Ok(targets.iter().map(|target| target.name).collect())
    }

    #[test]
    fn a_word_names_one_or_a_family_and_another_is_refused() {
        let named = |word| names(&[word], false).ok();
        assert_eq!(
            named("ours"),
            Some(vec!["ours-fused", "ours-stock", "ours-cpu", "ours-cores"])
        );
        assert_eq!(named("jax-js-webgpu"), Some(vec!["jax-js-webgpu"]));
        assert_eq!(named("our"), None);
        let failure = names(&["pytorch", "keras"], false).expect_err("one is unknown");
        assert!(failure.to_string().contains("keras"), "{failure}");
    }

    #[test]
    fn a_quick_look_takes_one_other_trainer_in_wasm_for_each_model() {
        for model in catalogue::all() {
            let targets = chosen(in_browser(), &[], false).expect("there are some");
            let others = targets
                .iter()
                .filter(|target| target.name.ends_with("-wasm") && target.is_usual_for(&model));
            assert_eq!(others.count(), 1, "{}", model.title());
        }
    }

    #[test]
    fn a_quick_look_takes_ours_and_the_best_of_each_device() {
        let usual = names(&[], false).expect("there are some");
        let expected = [
            "ours-fused",
            "ours-cpu",
            "ours-cores",
            "tfjs-wasm",
            "jax-js-webgpu",
            "jax-js-wasm",
            "pytorch",
        ];
        assert_eq!(usual, expected);
        let all = names(&[], true).expect("there are some");
        assert_eq!(all.len(), in_browser().len());
    }
}
