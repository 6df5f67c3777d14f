//! `cargo xtask bench`: Fitting Room beside other trainers, in one browser on one machine, back to back.
//!
//! - [`flags`] the command line and the time that each measurement gets
//! - [`targets`] what is measured, [`catalogue`] the models
//! - [`measure`] the rounds, [`rows`] what they find, [`table`] how it is shown
//! - [`browser`] a fresh Chromium for each measurement; the pages lie beside this crate's manifest
//! - [`machine`] the browser and its graphics adapter
//! - [`baselines`] TensorFlow.js and jax-js by npm, [`native`] PyTorch, and the engine without a browser
//! - [`memory`] whether the page's memory grows while it trains

mod baselines;
mod browser;
mod catalogue;
mod flags;
mod machine;
mod measure;
mod memory;
mod native;
mod rows;
mod table;
mod targets;

use browser::Pages;
use flags::Bench;
use machine::Machine;
use measure::Measurement;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};
use toolbox::process::{cargo, run};
use toolbox::server::{ISOLATION, Site};
use toolbox::{Dirs, Failure, Result, ui};

/// A measurement that takes longer has hung.
const MEASUREMENT_TIMEOUT: Duration = Duration::from_secs(240);

fn main() -> ExitCode {
    let options = match Bench::from_vec(std::env::args_os().skip(1).collect()) {
        Ok(options) => options,
        Err(help) if help.is_help() => {
            ui::line(help);
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("error: {error}\n  hint: `cargo xtask bench --help` lists the options");
            return ExitCode::FAILURE;
        }
    };
    match Dirs::find().and_then(|dirs| bench(&dirs, &options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn bench(dirs: &Dirs, options: &Bench) -> Result<()> {
    if options.photos {
        return native::score_photos(dirs);
    }
    let all = if options.native {
        targets::native()
    } else {
        targets::in_browser()
    };
    let targets = targets::chosen(all, options.names(), options.full)?;
    if let Some(n_epochs) = options.memory_epochs() {
        let devices = memory::devices(&targets)?;
        let mut pages = Pages::serve(site(dirs, options)?)?;
        ui::line(Machine::probe(&mut pages, options.adapter)?.describe());
        return memory::run(&pages, &options.chosen_models(), &devices, n_epochs);
    }
    let mut measurement = Measurement::set_up(dirs, options, &targets)?;
    let start = Instant::now();
    measurement.run(options.json.as_deref())?;
    ui::status("Took", ui::duration(start.elapsed()));
    Ok(())
}

/// The bench's pages, and the page to measure: one that is there, or a new build.
fn site(dirs: &Dirs, options: &Bench) -> Result<Site> {
    let dist = match &options.dist {
        Some(dist) => dist.clone(),
        None => xtask(dirs, "build").map(|()| dirs.dist())?,
    };
    if !dist.join("index.html").is_file() {
        return Err(Failure::new(
            format!("there is no built page in {}", dist.display()),
            "leave --dist out to build one",
        ));
    }
    let pages: PathBuf = dirs.root.join("benches");
    Ok(Site::new(dist)
        .with_folder("/bench", pages)
        .with_headers(ISOLATION))
}

/// Has a command of `cargo xtask` set up what is missing.
fn xtask(dirs: &Dirs, command: &str) -> Result<()> {
    let mut xtask = cargo(dirs);
    run(xtask.args(["xtask", command]), "the lines above say why")
}
