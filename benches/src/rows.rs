//! What was measured: samples of each trainer on each model, their median and spread, the rows of the JSON file.

use crate::catalogue::Model;
use serde_json::{Value, json};

/// An engine, its path and its device.
#[derive(Clone, Debug, PartialEq)]
pub struct Trainer {
    /// `fitting-room`, `tfjs`, `jax-js` or `pytorch`.
    pub engine: &'static str,
    /// `fused` or `stock`; none for the others.
    pub path: Option<String>,
    /// `webgpu`, `webgl`, `wasm`, `cpu`, `cuda` or `vulkan`.
    pub device: String,
    /// `browser` or `native`.
    pub runtime: &'static str,
}

impl Trainer {
    pub fn new(
        engine: &'static str,
        path: Option<&str>,
        device: &str,
        runtime: &'static str,
    ) -> Self {
        Self {
            engine,
            path: path.map(str::to_owned),
            device: device.to_owned(),
            runtime,
        }
    }
}

/// One measurement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    pub train_steps_per_s: f64,
    /// None where evaluation was not timed.
    pub eval_images_per_s: Option<f64>,
}

/// All that is known of a trainer on a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub trainer: Trainer,
    /// The model's number.
    pub model: usize,
    batch_size: usize,
    pub adapter: Option<String>,
    /// Threads that compute.
    pub workers: Option<u64>,
    pub samples: Vec<Sample>,
    /// Seconds from a command to pause until the run has paused; empty for other engines.
    pub pause_secs: Vec<f64>,
    /// Takes seconds a step: measured once, by a few steps.
    pub is_slow: bool,
    /// PyTorch's: `eager` or `compile`.
    pub mode: Option<String>,
    /// Why there are no measurements, or what is odd about them.
    pub note: Option<String>,
}

impl Row {
    pub fn new(trainer: Trainer, model: &Model) -> Self {
        Self {
            trainer,
            model: model.number(),
            batch_size: model.batch_size(),
            adapter: None,
            workers: None,
            samples: Vec::new(),
            pause_secs: Vec::new(),
            is_slow: false,
            mode: None,
            note: None,
        }
    }

    /// Takes in the answer of a page or a program; a note without measurements says why there are none.
    pub fn add(&mut self, answer: &Value) {
        let text = |name: &str| answer[name].as_str().map(str::to_owned);
        if let Some(train_steps_per_s) = answer["train_steps_per_s"].as_f64() {
            self.samples.push(Sample {
                train_steps_per_s,
                eval_images_per_s: answer["eval_images_per_s"].as_f64(),
            });
        }
        let pauses = answer["pause_secs"].as_array().into_iter().flatten();
        self.pause_secs.extend(pauses.filter_map(Value::as_f64));
        self.adapter = text("adapter").or(self.adapter.take());
        self.workers = answer["workers"].as_u64().or(self.workers);
        // Natively it is the adapter's driver: `vulkan`, or another on another system.
        self.trainer.device = text("device").unwrap_or_else(|| self.trainer.device.clone());
        self.trainer.path = text("path").or(self.trainer.path.take());
        self.is_slow |= answer["is_slow"].as_bool().unwrap_or(false);
        self.mode = text("mode").or(self.mode.take());
        self.note = text("note").or(self.note.take());
    }

    /// Whether another round would add to it.
    pub fn is_worth_another(&self) -> bool {
        self.note.is_none() && !self.is_slow
    }

    pub fn train_steps_per_s(&self) -> Option<f64> {
        median(self.samples.iter().map(|sample| sample.train_steps_per_s))
    }

    pub fn eval_images_per_s(&self) -> Option<f64> {
        median(
            self.samples
                .iter()
                .filter_map(|sample| sample.eval_images_per_s),
        )
    }

    /// Of the training figure, as [`spread`] has it.
    pub fn spread(&self) -> Option<f64> {
        spread(self.samples.iter().map(|sample| sample.train_steps_per_s))
    }

    /// One object of the JSON file, its fields in the order in which they read best.
    pub fn to_json(&self) -> String {
        let Trainer {
            engine,
            path,
            device,
            runtime,
        } = &self.trainer;
        let mut fields = vec![
            ("engine", json!(engine)),
            ("path", json!(path)),
            ("device", json!(device)),
            ("adapter", json!(self.adapter)),
            ("runtime", json!(runtime)),
            ("workers", json!(self.workers)),
            ("model", json!(self.model)),
            ("batch_size", json!(self.batch_size)),
            (
                "train_steps_per_s",
                json!(self.train_steps_per_s().map(rounded)),
            ),
            (
                "eval_images_per_s",
                json!(self.eval_images_per_s().map(rounded)),
            ),
            ("spread", json!(self.spread().map(rounded))),
        ];
        if self.is_slow {
            fields.push(("is_slow", json!(true)));
        }
        if let Some(mode) = &self.mode {
            fields.push(("mode", json!(mode)));
        }
        if let Some(note) = &self.note {
            fields.push(("note", json!(note)));
        }
        let fields: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}: {value}", json!(name)))
            .collect();
        format!("{{{}}}", fields.join(", "))
    }
}

/// The list of all rows, one a line.
pub fn to_json<'a>(rows: impl Iterator<Item = &'a Row>) -> String {
    let lines: Vec<String> = rows.map(|row| format!("  {}", row.to_json())).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// The value in the middle; between the two in the middle of an even number.
pub fn median(values: impl Iterator<Item = f64>) -> Option<f64> {
    quantile(values, 0.5)
}

/// Half the distance between the quartiles, as a share of the median; none below three values.
pub fn spread(values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    if values.len() < 3 {
        return None;
    }
    let quantile = |share| quantile(values.iter().copied(), share);
    let half_range = (quantile(0.75)? - quantile(0.25)?) / 2.0;
    quantile(0.5).map(|median| half_range / median)
}

/// By straight lines between the sorted values.
fn quantile(values: impl Iterator<Item = f64>, share: f64) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let position = share * last as f64;
    let below = position.floor() as usize;
    let above = (below + 1).min(last);
    Some(values[below] + (values[above] - values[below]) * position.fract())
}

/// Four digits: more are noise.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Row {
        let model = crate::catalogue::by_number(2).expect("it exists");
        Row::new(Trainer::new("tfjs", None, "webgpu", "browser"), &model)
    }

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(median([3.0, 1.0, 2.0].into_iter()), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 3.0].into_iter()), Some(2.5));
        assert_eq!(median([7.0].into_iter()), Some(7.0));
        assert_eq!(median(std::iter::empty()), None);
    }

    #[test]
    fn the_spread_is_half_the_range_of_the_quartiles() {
        // Quartiles 20 and 40 around 30; one wild value changes nothing.
        let values = [10.0, 20.0, 30.0, 40.0, 1000.0];
        assert_eq!(spread(values.into_iter()), Some(1.0 / 3.0));
        assert_eq!(spread([5.0; 5].into_iter()), Some(0.0));
        assert_eq!(spread([5.0, 6.0].into_iter()), None);
    }

    #[test]
    fn answers_add_up_to_a_row_of_the_file() {
        let mut row = row();
        for steps in [10.0, 12.0, 11.004_9] {
            row.add(&json!({
                "adapter": "acme", "workers": 1, "train_steps_per_s": steps,
                "eval_images_per_s": 1e4, "is_slow": false
            }));
        }
        let written: Value = serde_json::from_str(&row.to_json()).expect("it is JSON");
        let expected = json!({
            "engine": "tfjs", "path": null, "device": "webgpu", "adapter": "acme", "runtime": "browser",
            "workers": 1, "model": 2, "batch_size": 32, "train_steps_per_s": 11.0,
            "eval_images_per_s": 10_000.0, "spread": 0.045_43
        });
        assert_eq!(written, expected);
        let Value::Array(rows) =
            serde_json::from_str(&to_json([&row, &row].into_iter())).expect("JSON")
        else {
            panic!("a list is expected");
        };
        assert_eq!(rows, [expected.clone(), expected]);
    }

    #[test]
    fn what_could_not_be_measured_is_null_with_a_note() {
        let mut row = row();
        row.add(&json!({ "note": "it has no \"gradient\"" }));
        assert!(!row.is_worth_another());
        let written: Value = serde_json::from_str(&row.to_json()).expect("it is JSON");
        assert_eq!(written["train_steps_per_s"], Value::Null);
        assert_eq!(written["spread"], Value::Null);
        assert_eq!(written["note"], "it has no \"gradient\"");
    }

    #[test]
    fn the_path_is_the_one_that_ran() {
        let mut row = row();
        row.trainer.path = Some("fused".to_owned());
        row.add(&json!({ "path": "stock", "train_steps_per_s": 1.0 }));
        assert_eq!(row.trainer.path.as_deref(), Some("stock"));
    }
}
