//! Writes stored runs and evaluations as CSV and as JSON, for spreadsheets and notebooks.

use super::run::{Moment, RunPhase};
use super::script::json;
use super::stored_runs::StoredRun;
use super::{Curve, lesson};
use crate::protocol::{EpochSummary, Outcome};

pub mod evaluation;

/// The names of what [`settings_cells`] writes.
const SETTINGS: &str = "ended_at,group,model,seed,learning_rate,batch_size,epochs,hidden_units,final_relu,device,workers,outcome";

/// One line a run with the metrics of its last epoch, under a line of names; a missing value is empty.
pub fn csv(runs: &[StoredRun]) -> String {
    let mut text = format!(
        "{SETTINGS},continued_from,steps,training_secs,epochs_done,{}\n",
        METRICS.join(",")
    );
    for stored in runs {
        let run = &stored.run;
        let mut cells = settings_cells(stored);
        cells.extend([
            run.continued_from
                .map_or_else(String::new, |step| step.to_string()),
            run.step.to_string(),
            format!("{:.3}", run.training_secs()),
            run.epochs.len().to_string(),
        ]);
        match run.epochs.last() {
            Some(epoch) => cells.extend(metrics(epoch).map(|value| value.to_string())),
            None => cells.extend(METRICS.map(|_| String::new())),
        }
        push_line(&mut text, &cells);
    }
    text
}

/// One line for each epoch of each run, under a line of names; epochs count from 0.
pub fn epochs_csv(runs: &[StoredRun]) -> String {
    let mut text = format!("{SETTINGS},epoch,{}\n", METRICS.join(","));
    for stored in runs {
        let settings = settings_cells(stored);
        for epoch in &stored.run.epochs {
            let mut cells = settings.clone();
            cells.push(epoch.epoch.to_string());
            cells.extend(metrics(epoch).map(|value| value.to_string()));
            push_line(&mut text, &cells);
        }
    }
    text
}

/// What was set of a run, and how it ended.
fn settings_cells(stored: &StoredRun) -> Vec<String> {
    let run = &stored.run;
    let config = &run.config;
    vec![
        iso_time(stored.id.ended_at_ms()),
        run.group.clone().unwrap_or_default(),
        config.model.class_name.to_owned(),
        config.seed.to_string(),
        config.learning_rate.to_string(),
        config.batch_size.to_string(),
        config.n_epochs.to_string(),
        config.hidden_units.to_string(),
        if config.model.has_final_relu() {
            config.final_relu.to_string()
        } else {
            String::new()
        },
        run.device.title().to_owned(),
        run.n_workers.to_string(),
        outcome_word(stored).to_owned(),
    ]
}

/// How a run ended, in a word that is the same in all languages: programs compare it.
fn outcome_word(stored: &StoredRun) -> &'static str {
    match &stored.run.phase {
        RunPhase::Finished(Outcome::Completed) => "completed",
        RunPhase::Finished(Outcome::Stopped) => "stopped",
        RunPhase::Finished(Outcome::Diverged) => "diverged",
        RunPhase::Failed(_) => "failed",
        RunPhase::Starting | RunPhase::Running | RunPhase::Paused => "unfinished",
    }
}

fn push_line(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| csv_cell(cell)).collect();
    *text += &cells.join(",");
    text.push('\n');
}

/// A list of runs with their settings, epochs, curves and confusion matrices.
pub fn json_text(runs: &[StoredRun]) -> String {
    let runs: Vec<String> = runs.iter().map(run_json).collect();
    format!("[\n{}\n]\n", runs.join(",\n"))
}

fn run_json(stored: &StoredRun) -> String {
    let run = &stored.run;
    let settings = lesson::settings(&run.config);
    // By the names of the CSV files, such as `learning_rate`.
    let identifier = |name: &str| name.to_lowercase().replace(' ', "_");
    let settings: Vec<String> = settings
        .into_iter()
        .map(|(name, value)| format!("{}: {}", json(&identifier(name)), plain(&value)))
        .collect();
    let epochs: Vec<String> = run
        .epochs
        .iter()
        .map(|epoch| {
            let metrics = METRICS.iter().zip(metrics(epoch));
            let metrics = metrics.map(|(name, value)| format!("{}: {}", json(name), number(value)));
            let metrics: Vec<String> = metrics.collect();
            format!("{{\"epoch\": {}, {}}}", epoch.epoch, metrics.join(", "))
        })
        .collect();
    let tests = run.moments();
    let tests: Vec<String> = tests.iter().map(test_json).collect();
    let group = run.group.as_deref().map_or_else(null, json);
    let continued_from = run.continued_from;
    let continued_from = continued_from.map_or_else(null, |step| step.to_string());
    format!(
        "  {{\"ended_at\": {}, \"group\": {group}, \"model\": {}, \"settings\": {{{}}}, \"device\": {}, \"workers\": {}, \
         \"outcome\": {}, \"continued_from\": {continued_from}, \"steps\": {}, \"training_secs\": {}, \"epochs\": [{}], \"losses\": {}, \"accuracies\": {}, \"tests\": [{}]}}",
        json(&iso_time(stored.id.ended_at_ms())),
        json(run.config.model.class_name),
        settings.join(", "),
        json(run.device.title()),
        run.n_workers,
        json(outcome_word(stored)),
        run.step,
        number(run.training_secs()),
        epochs.join(", "),
        curve(&run.losses),
        curve(&run.accuracies),
        tests.join(", "),
    )
}

/// A setting's value in JSON: all but these two are numbers.
fn plain(value: &str) -> &str {
    match value {
        "yes" => "true",
        "no" => "false",
        number => number,
    }
}

/// A test pass: the step, the epoch that ended then, and the rows of the matrix, true classes by predicted ones.
fn test_json(moment: &Moment<'_>) -> String {
    let epoch = moment.epoch.map_or_else(null, |epoch| epoch.to_string());
    format!(
        "{{\"step\": {}, \"epoch\": {epoch}, \"confusion\": {:?}}}",
        moment.step, moment.confusion.counts
    )
}

/// The names of what [`metrics`] gives.
const METRICS: [&str; 5] = [
    "train_loss",
    "train_accuracy",
    "test_loss",
    "test_accuracy",
    "test_share_correct",
];

fn metrics(epoch: &EpochSummary) -> [f64; METRICS.len()] {
    [
        epoch.train_loss,
        epoch.train_accuracy,
        epoch.test_loss,
        epoch.test_accuracy,
        epoch.test_share_correct,
    ]
}

fn curve(curve: &Curve) -> String {
    let mut text = String::from("[");
    for (index, point) in curve.points().iter().enumerate() {
        let comma = if index > 0 { ", " } else { "" };
        text += &format!("{comma}[{}, {}]", point.step, number(point.value));
    }
    text + "]"
}

/// JSON has no NaN.
fn number(number: f64) -> String {
    if number.is_finite() {
        number.to_string()
    } else {
        null()
    }
}

fn null() -> String {
    "null".to_owned()
}

fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// A time in milliseconds since 1970 as `2026-11-26T07:00:00Z`.
fn iso_time(at_ms: f64) -> String {
    let secs = (at_ms / 1000.0) as i64;
    let (days, secs) = (secs.div_euclid(86_400), secs.rem_euclid(86_400));
    // Years that begin in March have the day that leap years add at their end.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year + era * 400 + i64::from(month <= 2);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        secs / 3600,
        secs / 60 % 60,
        secs % 60
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{
        ConfusionMatrix, DeviceKind, ModelKind, RunId, TestWithin, TrainingConfig,
    };
    use crate::session::{Run, StoredRunId};

    fn runs() -> Vec<StoredRun> {
        let config = TrainingConfig::lesson(ModelKind::BASELINE);
        let mut run = Run::new(RunId(1), config, DeviceKind::Cpu, String::new());
        run.phase = RunPhase::Finished(Outcome::Completed);
        run.group = Some("Seed 1 to 8, \"mine\"".to_owned());
        run.losses.extend(2, &[2.5, f32::NAN]);
        let mut confusion = ConfusionMatrix::default();
        confusion.counts[9][1] = 7;
        run.tests_within.push(TestWithin {
            step: 2,
            loss: 2.0,
            accuracy: 0.5,
            confusion,
        });
        let id = StoredRunId::at(1_795_676_400_000.0, 0.5);
        vec![
            StoredRun {
                id,
                run: run.clone(),
                file_bytes: None,
            },
            StoredRun {
                id,
                run,
                file_bytes: None,
            },
        ]
    }

    #[test]
    fn times_are_written_as_everybody_reads_them() {
        assert_eq!(iso_time(0.0), "1970-01-01T00:00:00Z");
        assert_eq!(iso_time(951_782_400_000.0), "2000-02-29T00:00:00Z");
        assert_eq!(iso_time(1_795_676_399_000.0), "2026-11-26T06:59:59Z");
        assert_eq!(iso_time(1_798_761_599_000.0), "2026-12-31T23:59:59Z");
    }

    #[test]
    fn a_line_of_csv_has_a_cell_for_each_name() {
        let text = csv(&runs());
        let mut lines = text.lines();
        let n_names = lines.next().expect("names").split(',').count();
        let line = lines.next().expect("a run");
        assert!(line.contains("\"Seed 1 to 8, \"\"mine\"\"\""), "{line}");
        // Commas in quotes separate nothing.
        let n_quoted: usize = line
            .split('"')
            .skip(1)
            .step_by(2)
            .map(|text| text.matches(',').count())
            .sum();
        assert_eq!(line.split(',').count() - n_quoted, n_names);
        assert_eq!(text.lines().count(), 3);
    }

    #[test]
    fn each_epoch_of_each_run_is_a_line_with_the_runs_settings() {
        let mut runs = runs();
        let epoch = |epoch: u32| EpochSummary {
            epoch,
            train_loss: 0.5,
            train_accuracy: 0.75,
            test_loss: 0.25,
            test_accuracy: 0.875,
            test_share_correct: 0.9,
        };
        runs[0].run.epochs = vec![epoch(0), epoch(1)];
        runs[1].run.epochs = vec![epoch(0)];
        runs[1].run.phase = RunPhase::Finished(Outcome::Diverged);
        let text = epochs_csv(&runs);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].contains(",outcome,epoch,train_loss,"), "{text}");
        assert_eq!(lines.len(), 4);
        assert!(lines[2].ends_with(",completed,1,0.5,0.75,0.25,0.875,0.9"));
        assert!(lines[3].contains(",diverged,0,"), "{text}");
        // The other file has the last epoch alone.
        assert_eq!(csv(&runs).lines().count(), 3);
    }

    #[test]
    fn how_a_run_ended_is_one_word_in_every_language() {
        let mut stored = runs().swap_remove(0);
        stored.run.step = 7;
        let mut word = |phase| {
            stored.run.phase = phase;
            outcome_word(&stored)
        };
        assert_eq!(word(RunPhase::Finished(Outcome::Stopped)), "stopped");
        assert_eq!(word(RunPhase::Failed("lost".to_owned())), "failed");
        let value: serde_json::Value = serde_json::from_str(&json_text(&runs())).expect("JSON");
        assert_eq!(value[0]["outcome"], "completed");
        assert!(value[0]["continued_from"].is_null());
    }

    #[test]
    fn json_is_json_even_with_a_loss_that_is_no_number() {
        let value: serde_json::Value = serde_json::from_str(&json_text(&runs())).expect("JSON");
        for setting in value[0]["settings"].as_object().expect("a map").keys() {
            assert!(SETTINGS.split(',').any(|name| name == setting), "{setting}");
        }
        assert_eq!(value[0]["settings"]["seed"], 42);
        assert_eq!(value[1]["losses"][0][1], 2.5);
        assert!(value[1]["losses"][1][1].is_null());
        assert_eq!(value[0]["tests"][0]["step"], 2);
        assert_eq!(value[0]["tests"][0]["confusion"][9][1], 7);
    }
}
