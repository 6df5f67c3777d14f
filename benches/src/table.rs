//! The table that the reader sees: steps a second of each target, and how they compare.

use crate::catalogue::Model;
use crate::machine::Machine;
use crate::rows::{Row, median};
use fitting_room::session::format::group_thousands;
use std::collections::BTreeSet;

/// One model's rows, each under its target's title; ratios are to the first.
pub fn of_model(model: &Model, rows: &[(String, &Row)], n_rounds: usize) -> String {
    let work = model.flop_per_step();
    let reference = rows.first().map(|(_, row)| *row);
    let mut lines = vec![
        format!(
            "{}, batches of {}: {:.2} MFLOP a step",
            model.title(),
            model.batch_size(),
            work / 1e6
        ),
        format!(
            "  {:<24}{:>12}{:>9}{:>9}{:>10}{:>12}{:>9}",
            "", "steps/s", "spread", "ratio", "GFLOP/s", "images/s", "ratio"
        ),
    ];
    for (title, row) in rows {
        lines.push(line(title, row, reference, work, n_rounds));
    }
    lines.join("\n")
}

/// The graphics adapters of these rows, each once.
pub fn adapters<'a>(rows: impl Iterator<Item = &'a Row>) -> BTreeSet<&'a str> {
    rows.filter_map(|row| row.adapter.as_deref()).collect()
}

/// How our fused steps stand against the best other browser trainer on WebGPU, Burn's operations and the adapter.
pub fn verdict(model: &Model, rows: &[(String, &Row)], machine: &Machine) -> Option<String> {
    let ours = |path: &str| {
        rows.iter().find(|(_, row)| {
            let trainer = &row.trainer;
            (trainer.engine, trainer.device.as_str()) == ("fitting-room", "webgpu")
                && trainer.path.as_deref() == Some(path)
        })
    };
    let (_, fused) = ours("fused")?;
    let steps = fused.train_steps_per_s()?;
    let mut parts = Vec::new();
    let best_baseline = rows
        .iter()
        .filter(|(_, row)| {
            row.trainer.engine != "fitting-room"
                && (row.trainer.device.as_str(), row.trainer.runtime) == ("webgpu", "browser")
        })
        .filter_map(|(title, row)| Some((title, row.train_steps_per_s()?)))
        .max_by(|(_, one), (_, other)| one.total_cmp(other));
    if let Some((title, baseline)) = best_baseline {
        parts.push(format!(
            "{}× {title}, the best other on WebGPU",
            digits(steps / baseline)
        ));
    }
    if let Some(stock) = ours("stock").and_then(|(_, row)| row.train_steps_per_s()) {
        parts.push(format!("{}× Burn's own operations", digits(steps / stock)));
    }
    if let Some(gflops) = machine.gflops() {
        let share = steps * model.flop_per_step() / 1e9 / gflops;
        parts.push(format!(
            "{:.0} % of the adapter's {gflops:.2} GFLOP/s",
            100.0 * share
        ));
    }
    (!parts.is_empty()).then(|| format!("  Fused steps: {}", parts.join("; ")))
}

/// How soon our runs answer a pause; one step of the slowest may take longer than anything else.
pub fn pauses(rows: &[(String, &Row)]) -> Option<String> {
    let told: Vec<String> = rows
        .iter()
        .filter_map(|(title, row)| {
            let usual = median(row.pause_secs.iter().copied())?;
            let longest = row.pause_secs.iter().copied().fold(usual, f64::max);
            Some(format!(
                "{title} in {:.0} ms, at most {:.0} ms",
                1000.0 * usual,
                1000.0 * longest
            ))
        })
        .collect();
    (!told.is_empty()).then(|| format!("  A pause is answered by {}", told.join("; by ")))
}

fn line(title: &str, row: &Row, reference: Option<&Row>, work: f64, n_rounds: usize) -> String {
    let Some(steps) = row.train_steps_per_s() else {
        let why = row.note.as_deref().unwrap_or("not measured");
        return format!("  {title:<24}{why}");
    };
    let images = row.eval_images_per_s();
    let ratio = |of: Option<f64>, to: Option<f64>| match (of, to) {
        (Some(of), Some(to)) if to > 0.0 => format!("{}×", digits(of / to)),
        _ => String::new(),
    };
    let spread = row
        .spread()
        .map_or_else(String::new, |spread| format!("±{:.1}%", 100.0 * spread));
    let path = match row.trainer.path.as_deref() {
        Some("stock") if !title.ends_with("stock") => "  on Burn's operations",
        _ => "",
    };
    let remark = match (&row.note, row.is_slow) {
        (Some(note), _) => format!("  {note}"),
        (None, true) => "  slow: a few steps, once".to_owned(),
        (None, false) if row.samples.len() < n_rounds => format!("  {} rounds", row.samples.len()),
        (None, false) => String::new(),
    };
    let reference_images = reference.and_then(Row::eval_images_per_s);
    format!(
        "  {title:<24}{:>12}{spread:>9}{:>9}{:>10}{:>12}{:>9}{path}{remark}",
        digits(steps),
        ratio(reference.and_then(Row::train_steps_per_s), Some(steps)),
        digits(steps * work / 1e9),
        images.map_or_else(String::new, digits),
        ratio(reference_images, images),
    )
    .trim_end()
    .to_owned()
}

/// Three significant digits, thousands set apart.
pub fn digits(value: f64) -> String {
    let n_decimals = match value {
        value if value >= 100.0 => 0,
        value if value >= 10.0 => 1,
        value if value >= 1.0 => 2,
        _ => 3,
    };
    group_thousands(&format!("{value:.n_decimals$}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use crate::rows::{Sample, Trainer};

    fn model(number: usize) -> Model {
        catalogue::by_number(number).expect("it exists")
    }

    fn row(train_steps_per_s: &[f64], eval_images_per_s: Option<f64>) -> Row {
        let trainer = Trainer::new("fitting-room", Some("fused"), "webgpu", "browser");
        let mut row = Row::new(trainer, &model(0));
        row.samples = train_steps_per_s
            .iter()
            .map(|&train_steps_per_s| Sample {
                train_steps_per_s,
                eval_images_per_s,
            })
            .collect();
        row
    }

    #[test]
    fn others_are_compared_with_the_first() {
        let ours = row(&[1000.0, 1000.0, 1000.0], Some(60_000.0));
        let other = row(&[80.0, 100.0, 120.0], Some(20_000.0));
        let mut none = row(&[], None);
        none.note = Some("it cannot train convolutions".to_owned());
        let rows = [
            ("ours".to_owned(), &ours),
            ("other".to_owned(), &other),
            ("third".to_owned(), &none),
        ];
        let table = of_model(&model(0), &rows, 3);
        let lines: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split_whitespace().collect())
            .collect();
        assert_eq!(
            lines[2],
            [
                "ours", "1", "000", "±0.0%", "1.00×", "1.02", "60", "000", "1.00×"
            ]
        );
        assert_eq!(
            lines[3],
            [
                "other", "100", "±10.0%", "10.0×", "0.102", "20", "000", "3.00×"
            ]
        );
        assert!(
            table.ends_with("third                   it cannot train convolutions"),
            "{table}"
        );
    }

    #[test]
    fn the_verdict_names_the_best_on_webgpu() {
        let ours = row(&[1000.0], None);
        let mut stock = row(&[10.0], None);
        stock.trainer.path = Some("stock".to_owned());
        let baseline = |device: &str, steps| {
            let mut row = row(&[steps], None);
            row.trainer = Trainer::new("tfjs", None, device, "browser");
            row
        };
        let (slow, fast, wasm) = (
            baseline("webgpu", 50.0),
            baseline("webgpu", 100.0),
            baseline("wasm", 900.0),
        );
        let machine = Machine {
            gflops: vec![2.0],
            ..Machine::default()
        };
        let rows = [
            ("ours".to_owned(), &ours),
            ("stock".to_owned(), &stock),
            ("slow".to_owned(), &slow),
            ("fast".to_owned(), &fast),
            ("wasm".to_owned(), &wasm),
        ];
        assert_eq!(
            verdict(&model(0), &rows, &machine).as_deref(),
            Some(
                "  Fused steps: 10.0× fast, the best other on WebGPU; 100× Burn's own operations; \
                 51 % of the adapter's 2.00 GFLOP/s"
            )
        );
        assert_eq!(verdict(&model(0), &rows[1..], &machine), None);
    }

    #[test]
    fn pauses_are_shown_of_runs_that_were_paused() {
        let mut ours = row(&[1000.0], None);
        assert_eq!(pauses(&[("ours".to_owned(), &ours)]), None);
        ours.pause_secs = vec![0.03, 0.05, 0.12];
        assert_eq!(
            pauses(&[("ours".to_owned(), &ours)]).as_deref(),
            Some("  A pause is answered by ours in 50 ms, at most 120 ms")
        );
    }

    #[test]
    fn what_was_measured_less_often_is_marked() {
        let mut slow = row(&[0.125], None);
        slow.is_slow = true;
        let table = of_model(&model(2), &[("slow".to_owned(), &slow)], 5);
        assert!(
            table.contains("0.125") && table.ends_with("slow: a few steps, once"),
            "{table}"
        );
        let few = row(&[5.0, 5.0], None);
        assert!(of_model(&model(2), &[("few".to_owned(), &few)], 5).ends_with("2 rounds"));
    }

    #[test]
    fn numbers_show_three_significant_digits() {
        for (value, text) in [
            (0.1254, "0.125"),
            (1.0, "1.00"),
            (12.34, "12.3"),
            (1_234_567.0, "1\u{202f}234\u{202f}567"),
        ] {
            assert_eq!(digits(value), text);
        }
    }
}
