//! The real PyTorch, for checking that checkpoints travel both ways: installed apart, used only when asked for.

use std::path::{Path, PathBuf};
use std::process::Command;
use toolbox::process::{find_on_path, output, run};
use toolbox::{Dirs, Failure, Result, ui};

const PACKAGES: [&str; 3] = ["torch", "numpy", "safetensors"];
/// Wheels without CUDA: a tenth of the download. Where it cannot be reached, the ordinary ones do as well.
const CPU_WHEELS: &str = "https://download.pytorch.org/whl/cpu";
const HINT: &str = "install Python 3.10 or later with its venv module (Debian: python3-venv), check the connection, and try again";

/// A Python that can import torch.
///
/// # Errors
/// When there is no Python, or the packages cannot be installed.
pub fn ensure(dirs: &Dirs) -> Result<PathBuf> {
    let _lock = dirs.lock()?;
    let folder = dirs.pytorch();
    let python = folder.join("bin/python");
    if can_import(&python) {
        return Ok(python);
    }
    let system =
        find_on_path("python3").ok_or_else(|| Failure::new("there is no python3 on PATH", HINT))?;
    ui::status(
        "Installing",
        format!("PyTorch into {} (some minutes, once)", folder.display()),
    );
    run(Command::new(system).args(["-m", "venv"]).arg(&folder), HINT)?;
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
        run(&mut pip, HINT)
    };
    if pip(&["--timeout", "5", "--index-url", CPU_WHEELS]).is_err() {
        ui::status(
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
        HINT,
    ))
}

fn can_import(python: &Path) -> bool {
    output(Command::new(python).args(["-c", "import torch, numpy, safetensors"])).is_some()
}
