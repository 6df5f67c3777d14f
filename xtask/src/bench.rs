//! `cargo xtask bench`: Fitting Room beside other trainers, in one browser on one machine, back to back.
//!
//! - [`options`] what the reader asked for
//! - [`contenders`] everybody who is measured, [`figures`] what was measured, [`work`] the arithmetic of a step
//! - [`browser`] a fresh Chromium for each measurement; the pages lie under `benches/`
//! - [`peers`] TensorFlow.js and jax-js by npm, [`native`] PyTorch, and the engine without a browser
//! - [`table`] what the reader sees
//! - [`memory`] whether the page's memory grows while it trains

mod browser;
mod contenders;
mod figures;
mod memory;
mod native;
mod options;
mod peers;
mod table;
mod work;

use crate::data;
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
/// The page that describes the browser and its adapter.
const MEET: &str = "module=./adapter.js";
const NO_PYTORCH: &str = "no Python with torch is here; `cargo xtask test --pytorch` installs one";

pub fn run(places: &Places, options: &BenchOptions) -> Result<()> {
    let start = Instant::now();
    let contenders = options.contenders()?;
    if let Some(n_epochs) = options.memory_epochs {
        let devices = memory::devices(&contenders)?;
        let folders = vec![
            ("/bench", places.root.join("benches")),
            ("", dist(places, options)?),
        ];
        let mut pages = Pages::serve(folders)?;
        say::line(meet(&mut pages, options.adapter)?.describe());
        return memory::run(&pages, &options.models, &devices, n_epochs);
    }
    let mut bench = Bench::set_up(places, options, &contenders)?;
    if let Some((_, machine)) = &bench.pages {
        say::line(format_args!("\n{}\n", machine.describe()));
    }
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
    /// The browser, where one is needed, and what it has.
    pages: Option<(Pages, Machine)>,
    python: Option<PathBuf>,
    /// The engine without a browser, where it is needed.
    program: Option<PathBuf>,
    /// Model by model, in the order of the contenders.
    rows: Vec<(Contender, Row)>,
}

impl<'a> Bench<'a> {
    /// Builds, installs and starts what these contenders need.
    fn set_up(
        places: &'a Places,
        options: &'a BenchOptions,
        contenders: &[Contender],
    ) -> Result<Self> {
        let needs = |is_it: fn(&Place) -> bool| contenders.iter().any(|one| is_it(&one.place));
        let mut why_no_peers = None;
        let pages = if needs(|place| matches!(place, Place::Page(_))) {
            let mut folders = vec![("/bench", places.root.join("benches"))];
            let dist = dist(places, options)?;
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
            Some((pages, machine))
        } else {
            let _lock = places.lock()?;
            data::ensure(places)?;
            None
        };
        let program = needs(|place| matches!(place, Place::Native(_)))
            .then(|| native::build_ours(places))
            .transpose()?;
        let python = native::python(places);
        let why_not = |contender: &Contender| match contender.place {
            Place::Page(_) if contender.is_peer_page() => why_no_peers.clone(),
            Place::PyTorch(_) if python.is_none() => Some(NO_PYTORCH.to_owned()),
            Place::Page(_) | Place::PyTorch(_) | Place::Native(_) => None,
        };
        let mut rows = Vec::new();
        for &model in &options.models {
            for contender in contenders {
                let mut row = Row::new(contender.trainer.clone(), model);
                row.note = why_not(contender);
                if let Place::PyTorch([_, mode]) = contender.place {
                    row.mode = Some(mode.to_owned());
                }
                rows.push((contender.clone(), row));
            }
        }
        Ok(Self {
            places,
            options,
            pages,
            python,
            program,
            rows,
        })
    }

    /// Everybody once on every model, except who has nothing more to tell.
    fn round(&mut self, round: usize) -> Result<()> {
        let (places, secs) = (self.places, self.options.secs);
        if let Some((pages, machine)) = &mut self.pages
            && round > 1
        {
            let answer = pages.ask(MEET, PATIENCE)?;
            machine.gflops.extend(answer["gflops"].as_f64());
        }
        for (contender, row) in &mut self.rows {
            if !row.is_worth_another() {
                continue;
            }
            let answer = match (&contender.place, &self.pages, &self.python, &self.program) {
                (Place::Page(words), Some((pages, _)), _, _) => {
                    let words = format!("{words}&model={}&secs={secs}", row.model);
                    pages.ask(&words, PATIENCE)?
                }
                (Place::PyTorch(how), _, Some(python), _) => {
                    native::pytorch(places, python, *how, row.model, secs)
                }
                (Place::Native(path), _, _, Some(program)) => {
                    native::ours(places, program, path, row.model, secs)
                }
                _ => continue,
            };
            row.take(&answer);
            let told = match (answer["train_steps_per_s"].as_f64(), &row.note) {
                (Some(steps), _) => format!("{steps:.1} steps/s"),
                (None, note) => note.clone().unwrap_or_default(),
            };
            say::status(
                &format!("{round}/{}", self.options.n_rounds),
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
        let machine = self.pages.as_ref().map(|(_, machine)| machine);
        for &model in &self.options.models {
            let rows: Vec<(String, &Row)> = self
                .rows
                .iter()
                .filter(|(_, row)| row.model == model)
                .map(|(contender, row)| (contender.title(), row))
                .collect();
            let table = table::of_model(model, &rows, self.options.n_rounds);
            say::line(format_args!("\n{table}"));
            if let Some(verdict) = machine.and_then(|machine| table::verdict(&rows, machine)) {
                say::line(verdict);
            }
            if let Some(pauses) = table::pauses(&rows) {
                say::line(pauses);
            }
        }
        say::line(format_args!(
            "\nMedians of {} rounds; ± half the range of the quartiles; ratio: how many times as fast the first one is.",
            self.options.n_rounds,
        ));
        match machine {
            Some(machine) => say::line(machine.describe()),
            None => {
                for adapter in table::adapters(self.rows.iter().map(|(_, row)| row)) {
                    say::line(format_args!("On {adapter}"));
                }
            }
        }
    }
}

/// The page to measure: one that is there, or a new build.
fn dist(places: &Places, options: &BenchOptions) -> Result<PathBuf> {
    match &options.dist {
        Some(dist) => Ok(dist.clone()),
        None => page::build(places).map(|()| places.dist()),
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
        let answer = pages.ask(MEET, PATIENCE)?;
        machine.adapter = answer["name"].as_str().map(str::to_owned);
        machine.is_software = answer["isSoftware"].as_bool().unwrap_or(false);
        machine.n_cores = answer["cores"].as_u64().unwrap_or(machine.n_cores);
        machine.gflops = answer["gflops"].as_f64().into_iter().collect();
        if machine.adapter.is_some() && !machine.is_software {
            break;
        }
    }
    Ok(machine)
}
