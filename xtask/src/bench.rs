//! `cargo xtask bench`: Fitting Room beside other trainers, in one browser on one machine, back to back.
//!
//! - [`options`] what the reader asked for
//! - [`contenders`] everybody who is measured, [`figures`] what was measured, [`work`] the arithmetic of a step
//! - [`browser`] a fresh Chromium for each measurement; the pages lie under `benches/`
//! - [`peers`] TensorFlow.js and jax-js by npm, [`pytorch`] PyTorch where there is one
//! - [`table`] what the reader sees
//! - [`memory`] whether the page's memory grows while it trains

mod browser;
mod contenders;
mod figures;
mod memory;
mod options;
mod peers;
mod pytorch;
mod table;
mod work;

use crate::failure::{Failure, Result};
use crate::page;
use crate::places::Places;
use crate::say;
pub use options::BenchOptions;

use browser::{Adapter, Pages};
use contenders::{Contender, Place};
use figures::Row;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use table::Machine;

/// A measurement that takes longer has hung.
const PATIENCE: Duration = Duration::from_secs(240);

pub fn run(places: &Places, options: &BenchOptions) -> Result<()> {
    let start = Instant::now();
    let contenders = options.contenders()?;
    let dist = match &options.dist {
        Some(dist) => dist.clone(),
        None => {
            page::build(places)?;
            places.dist()
        }
    };
    if let Some(n_epochs) = options.memory_epochs {
        let folders = vec![("/bench", places.root.join("benches")), ("", dist)];
        let mut pages = Pages::serve(folders)?;
        say::line(meet(&mut pages, options.adapter)?.describe());
        return memory::run(&pages, &options.models, n_epochs);
    }
    let mut bench = Bench::set_up(places, options, contenders, dist)?;
    say::line(format_args!("\n{}\n", bench.machine.describe()));
    for round in 1..=options.n_rounds {
        bench.round(round)?;
        bench.write_json()?;
    }
    bench.show();
    say::status("Took", say::duration(start.elapsed()));
    Ok(())
}

struct Bench<'a> {
    places: &'a Places,
    options: &'a BenchOptions,
    pages: Pages,
    machine: Machine,
    python: Option<PathBuf>,
    /// Model by model, in the order of the contenders.
    rows: Vec<(Contender, Row)>,
}

impl<'a> Bench<'a> {
    fn set_up(
        places: &'a Places,
        options: &'a BenchOptions,
        contenders: Vec<Contender>,
        dist: PathBuf,
    ) -> Result<Self> {
        let mut folders = vec![("/bench", places.root.join("benches"))];
        let mut why_no_peers = None;
        if contenders.iter().any(Contender::is_peer_page) {
            let _lock = places.lock()?;
            match peers::ensure(places) {
                Ok(more) => folders.extend(more),
                Err(failure) => {
                    say::status("Without", format!("TensorFlow.js and jax-js: {failure}"));
                    why_no_peers = Some(failure.what().to_owned());
                }
            }
        }
        folders.push(("", dist));
        let mut pages = Pages::serve(folders)?;
        let machine = meet(&mut pages, options.adapter)?;
        let python = pytorch::find(places);
        let mut rows = Vec::new();
        for &model in &options.models {
            for contender in &contenders {
                let mut row = Row::new(contender.trainer.clone(), model);
                row.note = match contender.place {
                    Place::Page(_) if contender.is_peer_page() => why_no_peers.clone(),
                    Place::PyTorch if python.is_none() => Some(
                        "no Python with torch is here; `cargo xtask test --pytorch` installs one"
                            .to_owned(),
                    ),
                    Place::Page(_) | Place::PyTorch => None,
                };
                rows.push((contender.clone(), row));
            }
        }
        Ok(Self {
            places,
            options,
            pages,
            machine,
            python,
            rows,
        })
    }

    /// Everybody once on every model, except who has nothing more to tell.
    fn round(&mut self, round: usize) -> Result<()> {
        let Self {
            places,
            options,
            pages,
            python,
            rows,
            ..
        } = self;
        for (contender, row) in rows.iter_mut().filter(|(_, row)| row.is_worth_another()) {
            let answer = match (&contender.place, &python) {
                (Place::Page(words), _) => {
                    let words = format!("{words}&model={}&secs={}", row.model, options.secs);
                    pages.ask(&words, PATIENCE)?
                }
                (Place::PyTorch, Some(python)) => {
                    pytorch::measure(places, python, row.model, "cpu", "eager", options.secs)
                }
                (Place::PyTorch, None) => continue,
            };
            row.take(&answer);
            let told = match (answer["train_steps_per_s"].as_f64(), &row.note) {
                (Some(steps), _) => format!("{steps:.1} steps/s"),
                (None, note) => note.clone().unwrap_or_default(),
            };
            say::status(
                &format!("{round}/{}", options.n_rounds),
                format!("Model {}, {}: {told}", row.model, contender.title()),
            );
        }
        Ok(())
    }

    fn write_json(&self) -> Result<()> {
        let Some(path) = &self.options.json else {
            return Ok(());
        };
        let rows: Vec<Row> = self.rows.iter().map(|(_, row)| row.clone()).collect();
        fs::write(path, figures::to_json(&rows))
            .map_err(|error| Failure::file("write", path, error))
    }

    fn show(&self) {
        for &model in &self.options.models {
            let rows: Vec<(String, &Row)> = self
                .rows
                .iter()
                .filter(|(_, row)| row.model == model)
                .map(|(contender, row)| (contender.title(), row))
                .collect();
            let table = table::of_model(model, &rows, self.options.n_rounds);
            say::line(format_args!("\n{table}"));
            if let Some(verdict) = table::verdict(&rows, &self.machine) {
                say::line(verdict);
            }
        }
        say::line(format_args!(
            "\nMedians of {} rounds; ± half the range of the quartiles; ratio: how many times as fast the first one is.\n{}",
            self.options.n_rounds,
            self.machine.describe()
        ));
    }
}

/// Asks the browser what it has. Without a choice a real graphics card is taken, and software where there is none.
fn meet(pages: &mut Pages, choice: Option<Adapter>) -> Result<Machine> {
    let candidates = choice.map_or_else(
        || vec![Adapter::Hardware, Adapter::Software],
        |choice| vec![choice],
    );
    let mut machine = Machine {
        chromium: pages.version.clone(),
        ..Machine::default()
    };
    for adapter in candidates {
        pages.adapter = adapter;
        let answer = pages.ask("module=./adapter.js", Duration::from_secs(60))?;
        machine.adapter = answer["name"].as_str().map(str::to_owned);
        machine.is_software = answer["isSoftware"].as_bool().unwrap_or(false);
        machine.n_cores = answer["cores"].as_u64().unwrap_or(machine.n_cores);
        machine.gflops = answer["gflops"].as_f64();
        if machine.adapter.is_some() && !machine.is_software {
            break;
        }
    }
    Ok(machine)
}
