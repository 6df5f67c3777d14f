//! A sweep: runs with several values of one setting, one after another.

use crate::protocol::TrainingConfig;
use crate::session::small;
use crate::texts::text;

use super::settings::{FormField, SettingsForm};
use super::stored_runs::{StoredRun, StoredRuns, change_text, setting_name};
use super::{format, lesson};

/// Runs of a sweep at most.
pub const MAX_RUNS: usize = 32;

/// The settings that a sweep can vary.
pub const FIELDS: [FormField; 5] = [
    FormField::Seed,
    FormField::LearningRate,
    FormField::HiddenUnits,
    FormField::BatchSize,
    FormField::Epochs,
];

/// Values worth trying of this setting, as typed text.
pub fn example(field: FormField) -> &'static str {
    match field {
        FormField::Seed => "1–8",
        FormField::LearningRate => "0.001, 0.01, 0.05, 0.1, 0.5",
        FormField::HiddenUnits => "2, 5, 10, 20, 40",
        FormField::BatchSize => "16, 32, 64, 256",
        FormField::Epochs => "1–4",
        FormField::Workers | FormField::Tests => "1–4",
    }
}

/// A planned sweep.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// The name under which its runs are kept.
    pub name: String,
    pub configs: Vec<TrainingConfig>,
}

/// The runs with these settings, but these values of one of them: `1, 2, 5`, or `1–8`.
///
/// # Errors
/// A sentence, when a value or another setting is out of bounds, or there are too many.
pub fn parse(base: &SettingsForm, field: FormField, values: &str) -> Result<Sweep, String> {
    let values = read_values(values)?;
    let mut configs: Vec<TrainingConfig> = Vec::new();
    for value in &values {
        let mut form = base.clone();
        form.set_text(field, value.clone());
        let config = form.parse().map_err(|errors| {
            let own = errors.iter().find(|error| error.field == field);
            own.or(errors.first())
                .map_or_else(String::new, |error| error.message.clone())
        })?;
        if !configs.contains(&config) {
            configs.push(config);
        }
    }
    if configs.len() < 2 {
        return Err(text!("runs-sweep-two").to_owned());
    }
    if configs.len() > MAX_RUNS {
        return Err(text!(
            "runs-sweep-too-many",
            max = MAX_RUNS,
            n = configs.len()
        ));
    }
    Ok(Sweep {
        name: name(base, field, &values),
        configs,
    })
}

/// The name of a sweep: the setting, its values, the model, and what else differs from the notebook.
fn name(base: &SettingsForm, field: FormField, values: &[String]) -> String {
    let first = values.first().map_or("", String::as_str);
    let last = values.last().map_or("", String::as_str);
    let title = base.model.title();
    let mut form = base.clone();
    let lesson = SettingsForm::lesson(base.model);
    form.set_text(field, lesson.text(field).to_owned());
    let others = form.parse().map(|config| lesson::changes(&config));
    let others: Vec<String> = others
        .unwrap_or_default()
        .into_iter()
        .map(change_text)
        .collect();
    sentence_of(field.title(), first, last, title, &others)
}

/// The title of a sweep in the learner's language, derived from its stored runs where possible; else the name under which they are stored.
pub fn title(stored_runs: &StoredRuns, group: &str) -> String {
    let runs: Vec<&StoredRun> = stored_runs.group(group).collect();
    title_of(&runs).unwrap_or_else(|| group.to_owned())
}

fn title_of(runs: &[&StoredRun]) -> Option<String> {
    let SweepPicture {
        setting, points, ..
    } = picture(runs)?;
    let config = &runs.first()?.run.config;
    let others = lesson::changes(config);
    let others: Vec<String> = others
        .into_iter()
        .filter(|(other, _)| *other != setting)
        .map(change_text)
        .collect();
    let name = format::sentence(setting_name(setting));
    let (first, last) = (points.first()?, points.last()?);
    let model = config.model.title();
    Some(sentence_of(
        &name,
        &first.value,
        &last.value,
        model,
        &others,
    ))
}

fn sentence_of(setting: &str, first: &str, last: &str, model: &str, others: &[String]) -> String {
    let name = text!(
        "runs-sweep-name",
        setting = setting,
        first = first,
        last = last,
        model = model
    );
    let parts = [&[name], others].concat();
    parts.join(", ")
}

fn read_values(text: &str) -> Result<Vec<String>, String> {
    let mut values = Vec::new();
    for part in text.split([',', ';', ' ']).map(str::trim) {
        if part.is_empty() {
            continue;
        }
        // A minus sign at the start, or in `1e-3`, makes no range.
        let range = part.split_once(['–', '-']).and_then(|(first, last)| {
            Some((first.parse::<u32>().ok()?, last.parse::<u32>().ok()?))
        });
        match range {
            Some((first, last)) if first > last => {
                return Err(text!(
                    "runs-sweep-backwards",
                    range = part,
                    first = last,
                    last = first
                ));
            }
            Some((first, last)) if (last - first) as usize >= MAX_RUNS => {
                return Err(text!("runs-sweep-range", max = MAX_RUNS, range = part));
            }
            Some((first, last)) => values.extend((first..=last).map(|value| value.to_string())),
            None => values.push(part.to_owned()),
        }
    }
    Ok(values)
}

/// The result of one value.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPoint {
    /// The value of the setting that varies.
    pub value: String,
    /// On the test images, a fraction; none after divergence.
    pub accuracy: Option<f64>,
}

/// A sweep's results as a picture needs them.
#[derive(Clone, Debug, PartialEq)]
pub struct SweepPicture {
    /// The name of the setting that varies.
    pub setting: &'static str,
    /// By value where values are numbers.
    pub points: Vec<SweepPoint>,
    /// What the points say, in a sentence.
    pub verdict: String,
}

/// The picture of these runs of one sweep; none while there are fewer than two values.
pub fn picture(runs: &[&StoredRun]) -> Option<SweepPicture> {
    let settings: Vec<_> = runs
        .iter()
        .map(|run| lesson::settings(&run.run.config))
        .collect();
    let first = settings.first()?;
    let position = (0..first.len()).find(|&position| {
        let differs = |other: &Vec<(&str, String)>| other.get(position) != first.get(position);
        settings.iter().any(differs)
    })?;
    let setting = first[position].0;
    let point = |(run, settings): (&&StoredRun, &Vec<(&str, String)>)| SweepPoint {
        value: settings[position].1.clone(),
        accuracy: run.accuracy(),
    };
    let mut points: Vec<SweepPoint> = runs.iter().zip(&settings).map(point).collect();
    small::sort_by(&mut points, |a, b| {
        let number = |point: &SweepPoint| point.value.parse::<f64>().unwrap_or(f64::INFINITY);
        number(a).total_cmp(&number(b))
    });
    let verdict = verdict(setting, &points);
    Some(SweepPicture {
        setting,
        points,
        verdict,
    })
}

/// Accuracies of seeds further apart than this make a lottery.
const LOTTERY: f64 = 0.05;
/// Accuracies of seeds less far apart than this are about the same.
const SAME: f64 = 0.015;

fn verdict(setting: &str, points: &[SweepPoint]) -> String {
    let known = || {
        let known = points
            .iter()
            .filter_map(|point| Some((point, point.accuracy?)));
        known.filter(|(_, accuracy)| accuracy.is_finite())
    };
    let best = known().max_by(|a, b| a.1.total_cmp(&b.1));
    let worst = known().min_by(|a, b| a.1.total_cmp(&b.1));
    let (Some((best, high)), Some((worst, low))) = (best, worst) else {
        return text!("runs-sweep-none").to_owned();
    };
    let n_diverged = points.len() - known().count();
    let name = setting_name(setting);
    let mut text = text!(
        "runs-verdict",
        setting = name,
        best = best.value,
        high = format::percent(high),
        worst = worst.value,
        low = format::percent(low)
    );
    let mut add = |sentence: &str| {
        text.push(' ');
        text.push_str(sentence);
    };
    if setting == "seed" {
        let points = format!("{:.1}", (high - low) * 100.0);
        add(&if high - low > LOTTERY {
            text!("runs-verdict-lottery", points = points)
        } else if high - low > SAME {
            text!("runs-verdict-luck", points = points)
        } else {
            text!("runs-verdict-same", points = points)
        });
    }
    if n_diverged > 0 {
        add(&text!(
            "runs-verdict-diverged",
            n = n_diverged,
            total = points.len()
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ModelKind;

    fn form() -> SettingsForm {
        SettingsForm::lesson(ModelKind::NON_LINEAR)
    }

    fn message(field: FormField, values: &str) -> String {
        parse(&form(), field, values).expect_err("it is no sweep")
    }

    #[test]
    fn a_range_and_a_list_make_one_run_a_value() {
        let seeds = parse(&form(), FormField::Seed, "1–3, 7 7").expect("a sweep");
        let seeds: Vec<u32> = seeds.configs.iter().map(|config| config.seed).collect();
        assert_eq!(seeds, [1, 2, 3, 7]);
        let rates = parse(&form(), FormField::LearningRate, "1e-3; 0.1").expect("a sweep");
        assert_eq!(rates.configs[0].learning_rate, 0.001);
        let title = ModelKind::NON_LINEAR.title();
        assert_eq!(rates.name, format!("Learning rate 1e-3 to 0.1, {title}"));
    }

    #[test]
    fn every_example_is_a_sweep() {
        for field in FIELDS {
            assert!(parse(&form(), field, example(field)).is_ok(), "{field:?}");
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused_in_the_forms_words() {
        assert!(message(FormField::LearningRate, "0.1, -1").contains("above 0 and at most 10"));
        assert!(message(FormField::HiddenUnits, "0-3").contains("from 1 to 512"));
        assert!(message(FormField::Seed, "8-1").contains("write 1–8"));
        assert!(message(FormField::Seed, "1-1000000").contains("32 runs at most"));
        assert!(message(FormField::Seed, "").contains("two different values"));
        assert!(message(FormField::Seed, "5").contains("two different values"));
        let mut base = form();
        base.epochs.clear();
        let error = parse(&base, FormField::Seed, "1-3").expect_err("no epochs");
        assert!(error.contains("epochs must be"), "{error}");
    }

    #[test]
    fn seeds_far_apart_are_called_a_lottery() {
        let point = |value: &str, accuracy| SweepPoint {
            value: value.to_owned(),
            accuracy,
        };
        let apart = verdict("seed", &[point("1", Some(0.8)), point("2", Some(0.6))]);
        assert!(apart.contains("20.0 percentage points") && apart.contains("lottery"));
        let close = verdict("seed", &[point("1", Some(0.8)), point("2", Some(0.81))]);
        assert!(!close.contains("lottery"), "{close}");
        let lost = verdict("learning rate", &[point("1", Some(0.8)), point("9", None)]);
        assert!(lost.contains("1 of 2 ended without a result"), "{lost}");
    }
}
