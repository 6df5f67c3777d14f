//! The real PyTorch, for checking that checkpoints travel both ways: installed apart, used only when asked for.

use crate::failure::{Failure, Result};
use crate::places::Places;
use crate::process::{find_on_path, output, run};
use crate::say;
use std::path::{Path, PathBuf};
use std::process::Command;

const PACKAGES: [&str; 3] = ["torch", "numpy", "safetensors"];
/// Wheels without CUDA: a tenth of the download. Where it cannot be reached, the ordinary ones do as well.
const CPU_WHEELS: &str = "https://download.pytorch.org/whl/cpu";
const MEND: &str = "install Python 3.10 or later with its venv module (Debian: python3-venv), check the connection, and try again";

/// A Python that can import torch.
///
/// # Errors
/// When there is no Python, or the packages cannot be installed.
pub fn ensure(places: &Places) -> Result<PathBuf> {
    let folder = places.pytorch();
    let python = folder.join("bin/python");
    if can_import(&python) {
        return Ok(python);
    }
    let system =
        find_on_path("python3").ok_or_else(|| Failure::new("there is no python3 on PATH", MEND))?;
    say::status(
        "Installing",
        format!("PyTorch into {} (some minutes, once)", folder.display()),
    );
    run(Command::new(system).args(["-m", "venv"]).arg(&folder), MEND)?;
    let pip = |extra: &[&str]| {
        let mut pip = Command::new(&python);
        pip.args([
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--retries",
            "1",
        ]);
        pip.args(extra).args(PACKAGES);
        run(&mut pip, MEND)
    };
    if pip(&["--timeout", "5", "--index-url", CPU_WHEELS]).is_err() {
        say::status(
            "Falling back",
            "to the wheels of the package index, which are larger",
        );
        pip(&[])?;
    }
    if can_import(&python) {
        return Ok(python);
    }
    Err(Failure::new(
        "PyTorch was installed but cannot be imported",
        MEND,
    ))
}

fn can_import(python: &Path) -> bool {
    output(Command::new(python).args(["-c", "import torch, numpy, safetensors"])).is_some()
}
