//! Trainers that need no browser: PyTorch where there is one, and our engine on this computer's own graphics adapter.

use crate::catalogue::Model;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use toolbox::process::{cargo, find_on_path, output, run};
use toolbox::{Dirs, Result, ui};

/// A Python that has torch: that of `cargo xtask test --pytorch`, or the one on PATH.
pub fn python(dirs: &Dirs) -> Option<PathBuf> {
    let own = dirs.pytorch().join("bin/python");
    [Some(own), find_on_path("python3")]
        .into_iter()
        .flatten()
        .find(|python| output(Command::new(python).args(["-c", "import torch, numpy"])).is_some())
}

/// PyTorch on `cpu` or `cuda`, `eager` or by `compile`.
pub fn pytorch(
    dirs: &Dirs,
    python: &Path,
    [device, mode]: [&str; 2],
    model: &Model,
    secs: f64,
) -> Value {
    let mut command = Command::new(python);
    command
        .arg(dirs.root.join("benches/baselines/pytorch.py"))
        .args(["--device", device, "--mode", mode])
        .args(["--spec", &model.spec().to_string()]);
    answer(with_data(&mut command, dirs, secs))
}

/// Builds the headless trainer with the graphics engine in it.
pub fn build_ours(dirs: &Dirs) -> Result<PathBuf> {
    ui::status(
        "Building",
        "the engine for this computer's graphics adapter (minutes, the first time)",
    );
    run(
        cargo(dirs).args(["build", "--release", "--features", "gpu", "--bin", "lesson"]),
        "correct what the compiler says above",
    )?;
    let program = dirs.target.join("release");
    Ok(program.join(format!("lesson{}", std::env::consts::EXE_SUFFIX)))
}

/// Our engine by `fused` or `stock` steps.
pub fn ours(dirs: &Dirs, program: &Path, path: &str, model: &Model, secs: f64) -> Value {
    let mut command = Command::new(program);
    command
        .args(["bench", "--path", path])
        .args(["--model", &model.number().to_string()]);
    answer(with_data(&mut command, dirs, secs))
}

/// Prints the share of right and of honest answers to photos.
pub fn score_photos(dirs: &Dirs) -> Result<()> {
    let mut command = cargo(dirs);
    command.args(["run", "--quiet", "--release", "--bin", "lesson", "--"]);
    command.arg("photos").arg("--data").arg(dirs.public_data());
    run(
        &mut command,
        "`cargo xtask data` fetches the data set if that is what is missing",
    )
}

fn with_data<'a>(command: &'a mut Command, dirs: &Dirs, secs: f64) -> &'a mut Command {
    command
        .args(["--secs", &secs.to_string()])
        .arg("--data")
        .arg(dirs.public_data())
}

/// The JSON in the last line that a program prints; a note with its last complaint if it fails.
fn answer(command: &mut Command) -> Value {
    let note = |text: String| json!({ "note": text });
    let output = match command.stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(error) => return note(format!("it cannot be started: {error}")),
    };
    let last_line = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        text.lines().last().unwrap_or_default().to_owned()
    };
    if !output.status.success() {
        let complaint = last_line(&output.stderr);
        return note(complaint.trim_start_matches("error: ").to_owned());
    }
    serde_json::from_str(&last_line(&output.stdout))
        .unwrap_or_else(|error| note(format!("it printed no JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_script(script: &str) -> Value {
        answer(Command::new("sh").args(["-c", script]))
    }

    #[test]
    fn the_last_line_counts_and_a_complaint_becomes_a_note() {
        assert_eq!(
            of_script("echo warning; echo '{\"a\": 1}'"),
            json!({ "a": 1 })
        );
        assert_eq!(
            of_script("echo one >&2; echo 'error: two' >&2; exit 1"),
            json!({ "note": "two" })
        );
        let note = of_script("echo nothing");
        assert!(
            note["note"]
                .as_str()
                .is_some_and(|note| note.contains("JSON"))
        );
    }
}
