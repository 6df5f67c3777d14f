//! `cargo xtask`: sets up what is missing, then serves or tests the page.
//!
//! - [`cli`] what the reader asked for
//! - [`checks`] the parts of `cargo xtask test`
//! - [`lesson`] the headless trainer
//! - [`bench`] how fast the page trains, beside others
//! - [`page`] the build by Trunk, [`serve`] a small file server for it
//! - [`data`] the four files of FashionMNIST, [`tools`] everything that builds and tests
//! - [`pytorch`] the real PyTorch, for one of the checks
//! - [`places`] the checkout and the per-user cache, [`checkout`] whose the target folder in it is
//! - [`process`], [`download`], [`say`], [`failure`] underneath

mod bench;
mod checkout;
mod checks;
mod cli;
mod data;
mod download;
mod failure;
mod lesson;
mod page;
mod places;
mod process;
mod pytorch;
mod say;
mod serve;
mod tools;

use cli::Task;
use failure::Result;
use places::Places;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::parse(std::env::args_os().skip(1)).and_then(perform) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Help => {
            say::line(cli::HELP);
            Ok(())
        }
        Task::Setup => set_up(&Places::find()?),
        Task::Data => {
            let places = Places::find()?;
            let _lock = places.lock()?;
            data::ensure(&places)
        }
        Task::Build => page::build(&to_build()?),
        Task::Serve(options) => serve::serve(&to_build()?, &options),
        Task::Test(selection) => checks::run_all(&to_build()?, &selection),
        Task::Lesson(words) => lesson::run(&to_build()?, &words),
        Task::Bench(options) => bench::run(&to_build()?, &options),
    }
}

/// For the tasks that build something.
fn to_build() -> Result<Places> {
    let places = Places::find()?;
    checkout::claim_target(&places)?;
    Ok(places)
}

/// Everything that any other task would set up, at once.
fn set_up(places: &Places) -> Result<()> {
    let _lock = places.lock()?;
    tools::ensure_rustfmt()?;
    tools::ensure_clippy()?;
    tools::ensure_wasm_target()?;
    tools::PageTools::ensure(places)?;
    tools::Browser::ensure()?;
    data::ensure(places)
}
