//! Everybody who is measured, and how each is asked.

use super::figures::Trainer;

/// Somebody who trains, by the name that `--only` knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Contender {
    pub name: &'static str,
    pub trainer: Trainer,
    pub place: Place,
}

/// Where a contender runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// On a page of the browser, opened with these words.
    Page(String),
    /// PyTorch by itself: `cpu` or `cuda`, `eager` or `compile`.
    PyTorch([&'static str; 2]),
    /// Our engine by itself, by `fused` or `stock` steps.
    Native(&'static str),
}

impl Contender {
    /// Whether a word of `--only` means this one: its name or the beginning of it.
    pub fn is_meant_by(&self, word: &str) -> bool {
        self.name
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }

    /// What to call it in the table.
    pub fn title(&self) -> String {
        match self.trainer.engine {
            "fitting-room" => format!("Fitting Room {}", self.name.trim_start_matches("ours-")),
            "tfjs" => format!("TensorFlow.js {}", self.trainer.device),
            "pytorch" => match self.place {
                Place::PyTorch(["cuda", mode]) => format!("PyTorch cuda, {mode}"),
                _ => "PyTorch, 1 thread".to_owned(),
            },
            engine => format!("{engine} {}", self.trainer.device),
        }
    }

    pub fn is_ours(&self) -> bool {
        self.trainer.engine == "fitting-room"
    }

    /// Whether it comes with the npm packages.
    pub fn is_peer_page(&self) -> bool {
        matches!(self.place, Place::Page(_)) && !self.is_ours()
    }
}

/// Ours first; their order is that of the table and of each round.
pub fn all() -> Vec<Contender> {
    let ours = |name, path: Option<&str>, device: &str, words: &str| Contender {
        name,
        trainer: Trainer {
            engine: "fitting-room",
            path: path.map(str::to_owned),
            device: device.to_owned(),
            runtime: "browser",
        },
        place: Place::Page(format!("module=./ours.js&{words}")),
    };
    let peer = |name, engine: &'static str, module: &str, device: &'static str| Contender {
        name,
        trainer: Trainer {
            engine,
            path: None,
            device: device.to_owned(),
            runtime: "browser",
        },
        place: Place::Page(format!("module=/peers/{module}.js&backend={device}")),
    };
    vec![
        ours(
            "ours-fused",
            Some("fused"),
            "webgpu",
            "device=gpu&path=Fused",
        ),
        ours(
            "ours-stock",
            Some("stock"),
            "webgpu",
            "device=gpu&path=Stock",
        ),
        ours("ours-cpu", None, "cpu", "device=cpu&path=Fused"),
        peer("tfjs-webgpu", "tfjs", "tfjs", "webgpu"),
        peer("tfjs-webgl", "tfjs", "tfjs", "webgl"),
        peer("tfjs-wasm", "tfjs", "tfjs", "wasm"),
        peer("tfjs-cpu", "tfjs", "tfjs", "cpu"),
        peer("jax-js-webgpu", "jax-js", "jax", "webgpu"),
        peer("jax-js-wasm", "jax-js", "jax", "wasm"),
        pytorch("pytorch", ["cpu", "eager"]),
    ]
}

/// Those of `--native`.
pub fn native() -> Vec<Contender> {
    let ours = |name, path: &'static str| Contender {
        name,
        trainer: Trainer {
            engine: "fitting-room",
            path: Some(path.to_owned()),
            device: "vulkan".to_owned(),
            runtime: "native",
        },
        place: Place::Native(path),
    };
    vec![
        ours("ours-fused", "fused"),
        ours("ours-stock", "stock"),
        pytorch("pytorch-eager", ["cuda", "eager"]),
        pytorch("pytorch-compile", ["cuda", "compile"]),
    ]
}

fn pytorch(name: &'static str, [device, mode]: [&'static str; 2]) -> Contender {
    Contender {
        name,
        trainer: Trainer {
            engine: "pytorch",
            path: None,
            device: device.to_owned(),
            runtime: "native",
        },
        place: Place::PyTorch([device, mode]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_means_one_or_a_family() {
        let meant = |word: &str| {
            let all = all();
            let names = all.iter().filter(|contender| contender.is_meant_by(word));
            names.map(|contender| contender.name).collect::<Vec<_>>()
        };
        assert_eq!(meant("ours"), ["ours-fused", "ours-stock", "ours-cpu"]);
        assert_eq!(meant("jax-js-webgpu"), ["jax-js-webgpu"]);
        assert_eq!(meant("pytorch"), ["pytorch"]);
        assert_eq!(meant("our"), [""; 0]);
    }
}
