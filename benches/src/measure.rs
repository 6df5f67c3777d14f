//! The rounds: every target once on every model, in turn, so that a busy minute affects all alike.

use crate::browser::Pages;
use crate::catalogue::Model;
use crate::flags::{Bench, Budget};
use crate::machine::Machine;
use crate::rows::{self, Row};
use crate::targets::{Runner, Target};
use crate::{MEASUREMENT_TIMEOUT, baselines, native, site, table, xtask};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use toolbox::{Dirs, Failure, Result, ui};

const NO_PYTORCH: &str = "no Python with torch is here; `cargo xtask test --pytorch` installs one";

pub struct Measurement<'a> {
    dirs: &'a Dirs,
    budget: Budget,
    models: Vec<Model>,
    /// The browser, where one is needed, and what it has.
    browser: Option<(Pages, Machine)>,
    python: Option<PathBuf>,
    /// The engine without a browser, where it is needed.
    program: Option<PathBuf>,
    /// Model by model, each in the order of the targets.
    rows: Vec<(Target, Row)>,
}

impl<'a> Measurement<'a> {
    /// Builds, installs and starts what these targets need.
    pub fn set_up(dirs: &'a Dirs, options: &Bench, targets: &[Target]) -> Result<Self> {
        let mut why_no_baselines = None;
        let browser = if targets.iter().any(Target::is_page) {
            let mut site = site(dirs, options)?;
            if targets.iter().any(Target::is_baseline_page) {
                match baselines::install(dirs) {
                    Ok(folders) => {
                        for (path, folder) in folders {
                            site = site.with_folder(path, folder);
                        }
                    }
                    Err(failure) => {
                        ui::status("Without", format!("TensorFlow.js and jax-js: {failure}"));
                        why_no_baselines = Some(failure.what().to_owned());
                    }
                }
            }
            let mut pages = Pages::serve(site)?;
            let machine = Machine::probe(&mut pages, options.adapter)?;
            Some((pages, machine))
        } else {
            None
        };
        let is_used = |is_it: fn(&Runner) -> bool| targets.iter().any(|it| is_it(&it.runner));
        let program = if is_used(|runner| matches!(runner, Runner::Native(_))) {
            Some(native::build_ours(dirs)?)
        } else {
            None
        };
        if is_used(|runner| !matches!(runner, Runner::Page(_))) {
            xtask(dirs, "data")?;
        }
        let python = native::python(dirs);
        let why_not = |target: &Target| match target.runner {
            Runner::Page(_) if target.is_baseline_page() => why_no_baselines.clone(),
            Runner::PyTorch(_) if python.is_none() => Some(NO_PYTORCH.to_owned()),
            Runner::Page(_) | Runner::PyTorch(_) | Runner::Native(_) => None,
        };
        let models = options.chosen_models();
        let mut rows = Vec::new();
        for model in &models {
            let is_measured = |target: &&Target| !options.is_quick() || target.is_usual_for(model);
            for target in targets.iter().filter(is_measured) {
                let mut row = Row::new(target.trainer.clone(), model);
                row.note = why_not(target);
                if let Runner::PyTorch([_, mode]) = target.runner {
                    row.mode = Some(mode.to_owned());
                }
                rows.push((target.clone(), row));
            }
        }
        Ok(Self {
            dirs,
            budget: options.budget(),
            models,
            browser,
            python,
            program,
            rows,
        })
    }

    /// Measures round by round and shows the tables; the rows are written after each round.
    pub fn run(&mut self, json: Option<&Path>) -> Result<()> {
        if let Some((_, machine)) = &self.browser {
            ui::line(format_args!("\n{}\n", machine.describe()));
        }
        for round in 1..=self.budget.n_rounds {
            self.round(round)?;
            if let Some(path) = json {
                let rows = rows::to_json(self.rows.iter().map(|(_, row)| row));
                fs::write(path, rows).map_err(|error| Failure::file("write", path, error))?;
            }
        }
        self.show();
        Ok(())
    }

    /// Every row once, except those that are complete.
    fn round(&mut self, round: usize) -> Result<()> {
        if let Some((pages, machine)) = &mut self.browser
            && round > 1
        {
            machine.probe_again(pages)?;
        }
        for index in 0..self.rows.len() {
            let (target, row) = &self.rows[index];
            if !row.is_worth_another() {
                continue;
            }
            let model = self.models.iter().find(|model| model.number() == row.model);
            let Some(answer) = model.map(|model| self.measure(target, model)).transpose()? else {
                continue;
            };
            let (target, row) = &mut self.rows[index];
            row.add(&answer);
            let result = match (answer["train_steps_per_s"].as_f64(), &row.note) {
                (Some(steps), _) => format!("{} steps/s", table::digits(steps)),
                (None, note) => note.clone().unwrap_or_default(),
            };
            ui::status(
                &format!("{round}/{}", self.budget.n_rounds),
                format!("Model {}, {}: {result}", row.model, target.title()),
            );
        }
        Ok(())
    }

    fn measure(&self, target: &Target, model: &Model) -> Result<Value> {
        let secs = self.budget.secs;
        Ok(match (&target.runner, &self.browser) {
            (Runner::Page(query), Some((pages, _))) => {
                pages.ask(&self.query(query, model), MEASUREMENT_TIMEOUT)?
            }
            (Runner::PyTorch(how), _) => match &self.python {
                Some(python) => native::pytorch(self.dirs, python, *how, model, secs),
                None => Value::Null,
            },
            (Runner::Native(path), _) => match &self.program {
                Some(program) => native::ours(self.dirs, program, path, model, secs),
                None => Value::Null,
            },
            (Runner::Page(_), None) => Value::Null,
        })
    }

    /// What a page is asked: whom to run, the model, and how long.
    fn query(&self, target: &str, model: &Model) -> String {
        let Budget {
            secs,
            warm_up_secs,
            n_pauses,
            slow_step_secs,
            ..
        } = self.budget;
        let spec = model.spec().to_string();
        let spec = utf8_percent_encode(&spec, NON_ALPHANUMERIC);
        format!(
            "{target}&secs={secs}&warmUpSecs={warm_up_secs}&nPauses={n_pauses}\
             &slowStepSecs={slow_step_secs}&spec={spec}"
        )
    }

    fn show(&self) {
        let machine = self.browser.as_ref().map(|(_, machine)| machine);
        for model in &self.models {
            let rows: Vec<(String, &Row)> = self
                .rows
                .iter()
                .filter(|(_, row)| row.model == model.number())
                .map(|(target, row)| (target.title(), row))
                .collect();
            let table = table::of_model(model, &rows, self.budget.n_rounds);
            ui::line(format_args!("\n{table}"));
            if let Some(verdict) = machine.and_then(|it| table::verdict(model, &rows, it)) {
                ui::line(verdict);
            }
            if let Some(pauses) = table::pauses(&rows) {
                ui::line(pauses);
            }
        }
        ui::line(format_args!(
            "\nMedians of {} rounds; ± half the range of the quartiles; ratio: how many times as fast the first one is.",
            self.budget.n_rounds,
        ));
        match machine {
            Some(machine) => ui::line(machine.describe()),
            None => {
                for adapter in table::adapters(self.rows.iter().map(|(_, row)| row)) {
                    ui::line(format_args!("On {adapter}"));
                }
            }
        }
    }
}
