//! `cargo xtask`: sets up what is missing, then serves or tests the page.
//!
//! - [`flags`] the command line
//! - [`serve`] the page in a browser, [`page`] its build by Trunk
//! - [`checks`] the parts of `cargo xtask test`
//! - [`programs`] the trainer without a browser and the bench, which are programs of their own
//! - [`data`] the four files of FashionMNIST, [`download`] files from the web
//! - [`tools`] everything that builds and tests, [`pytorch`] the real PyTorch, for one of the checks

mod checks;
mod data;
mod download;
mod flags;
mod page;
mod programs;
mod pytorch;
mod serve;
mod tools;

use flags::{Xtask, XtaskCmd};
use std::process::ExitCode;
use toolbox::{Dirs, Failure, Result, ui};

fn main() -> ExitCode {
    let command = match Xtask::parse(std::env::args_os().skip(1).collect()) {
        Ok(command) => command.subcommand,
        Err(help) if help.is_help() => {
            ui::line(help);
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            let hint =
                "`cargo xtask help` lists the commands, `cargo xtask <command> --help` its options";
            return fail(&Failure::new(error.to_string(), hint));
        }
    };
    match perform(command) {
        Ok(code) => code,
        Err(failure) => fail(&failure),
    }
}

fn fail(failure: &Failure) -> ExitCode {
    eprintln!("error: {failure}");
    ExitCode::FAILURE
}

fn perform(command: XtaskCmd) -> Result<ExitCode> {
    if matches!(command, XtaskCmd::Help(_)) {
        ui::line(Xtask::HELP);
        return Ok(ExitCode::SUCCESS);
    }
    let dirs = Dirs::find()?;
    match command {
        XtaskCmd::Serve(options) => serve::serve(&dirs, &options)?,
        XtaskCmd::Test(options) => checks::run_all(&dirs, &options)?,
        XtaskCmd::Train(train) => return programs::lesson(&dirs, "train", &train.words),
        XtaskCmd::Export(export) => return programs::lesson(&dirs, "export", &export.words),
        XtaskCmd::Evaluate(evaluate) => {
            return programs::lesson(&dirs, "evaluate", &evaluate.words);
        }
        XtaskCmd::Bench(bench) => return programs::bench(&dirs, &bench.words),
        XtaskCmd::Build(_) => page::build(&dirs)?,
        XtaskCmd::Seal(options) => page::seal(&dirs, options.folder)?,
        XtaskCmd::Data(_) => data::ensure(&dirs)?,
        XtaskCmd::Setup(_) => set_up(&dirs)?,
        XtaskCmd::Help(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything that `serve` and `test` would set up, at once.
fn set_up(dirs: &Dirs) -> Result<()> {
    tools::ensure_rustfmt(dirs)?;
    tools::ensure_clippy(dirs)?;
    tools::ensure_wasm_target(dirs)?;
    tools::PageTools::ensure(dirs)?;
    tools::Browser::ensure(dirs)?;
    if let Err(failure) = tools::Firefox::ensure(dirs) {
        // Its tests are left out.
        ui::status("Warning", failure);
    }
    tools::ensure_axe(dirs)?;
    data::ensure(dirs)
}
