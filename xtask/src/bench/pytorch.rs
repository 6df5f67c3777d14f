//! PyTorch by itself, where there is one: eager on one CPU thread, or on the GPU that it sees.

use crate::places::Places;
use crate::process::{find_on_path, output};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

/// A Python that has torch: that of `cargo xtask test --pytorch`, or the one on PATH.
pub fn find(places: &Places) -> Option<PathBuf> {
    let own = places.pytorch().join("bin/python");
    [Some(own), find_on_path("python3")]
        .into_iter()
        .flatten()
        .find(|python| output(Command::new(python).args(["-c", "import torch, numpy"])).is_some())
}

/// Measures one model; `device` is `cpu` or `cuda`, `mode` is `eager` or `compile`.
pub fn measure(
    places: &Places,
    python: &PathBuf,
    model: usize,
    device: &str,
    mode: &str,
    secs: f64,
) -> Value {
    let mut command = Command::new(python);
    command
        .arg(places.root.join("benches/peers/pytorch.py"))
        .arg("--data")
        .arg(places.public_data())
        .args(["--device", device, "--mode", mode])
        .args(["--model", &model.to_string(), "--secs", &secs.to_string()]);
    // Warnings of torch's may stand before the answer.
    output(&mut command)
        .and_then(|text| serde_json::from_str(text.lines().last()?).ok())
        .unwrap_or_else(|| json!({ "note": "benches/peers/pytorch.py did not succeed: start it by hand to see why" }))
}
