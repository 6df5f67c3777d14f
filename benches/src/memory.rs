//! `cargo xtask bench --memory`: whether the browser's memory grows while the page trains.

use crate::browser::{Pages, Window};
use crate::catalogue::Model;
use crate::rows::median;
use crate::targets::Target;
use std::time::{Duration, Instant};
use toolbox::processes::{descendants, of_kind, resident_kb};
use toolbox::{Failure, Result, ui};

/// Nothing settles before: kernels compile, buffers find their size.
const FIRST_EPOCH: u64 = 2;
/// What may come on top until the last epoch, as a share.
const ALLOWED_GROWTH: f64 = 0.05;
/// For an epoch, however slow the adapter.
const EPOCH_TIMEOUT: Duration = Duration::from_secs(600);
const BETWEEN_SAMPLES: Duration = Duration::from_millis(250);

/// The devices of those targets that train in the real page.
///
/// # Errors
/// When none of them does.
pub fn devices(targets: &[Target]) -> Result<Vec<&str>> {
    let devices: Vec<&str> = targets
        .iter()
        .filter(|target| target.is_page() && ["ours-fused", "ours-cpu"].contains(&target.name))
        .map(|target| target.trainer.device.as_str())
        .collect();
    if devices.is_empty() {
        return Err(Failure::new(
            "no target is left whose memory could be watched",
            "with --memory, --only takes ours-fused (WebGPU) or ours-cpu",
        ));
    }
    Ok(devices)
}

/// Trains each model on these devices, in the real page, and prints the memory after epoch 2 and in the last one.
pub fn run(pages: &Pages, models: &[Model], devices: &[&str], n_epochs: u64) -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Err(Failure::new(
            "the memory of other processes is read from /proc, which is Linux's",
            "run it on Linux",
        ));
    }
    for model in models {
        for device in devices {
            let line = match watch(pages, model, device, n_epochs)? {
                Ok(samples) => describe(&samples),
                Err(note) => note,
            };
            ui::line(format_args!("Model {} on {device}: {line}", model.number()));
        }
    }
    Ok(())
}

/// Megabytes while this epoch went on, epochs counting from 1.
type Samples = Vec<(u64, f64)>;

fn watch(
    pages: &Pages,
    model: &Model,
    device: &str,
    n_epochs: u64,
) -> Result<std::result::Result<Samples, String>> {
    let query = format!(
        "module=./memory.js&model={}&device={device}&epochs={n_epochs}",
        model.number()
    );
    let mut window = pages.open(&query)?;
    let mut samples = Samples::new();
    let mut epoch = 1;
    let mut deadline = Instant::now() + EPOCH_TIMEOUT;
    while Instant::now() < deadline {
        let answer = pages.receive(&mut window, BETWEEN_SAMPLES);
        let sample = resident_mb(&window).map(|mb| (epoch, mb));
        samples.extend(sample);
        let Some(answer) = answer else {
            continue;
        };
        if let Some(note) = answer["note"].as_str() {
            return Ok(Err(note.to_owned()));
        }
        if answer["isDone"].as_bool() == Some(true) {
            return Ok(Ok(samples));
        }
        if let Some(n_done) = answer["epoch"].as_u64() {
            let mb = sample.map_or_else(String::new, |(_, mb)| format!(", {mb:.0} MB"));
            ui::status("Epoch", format!("{n_done} of {n_epochs}{mb}"));
            epoch = n_epochs.min(n_done + 1);
            deadline = Instant::now() + EPOCH_TIMEOUT;
        }
    }
    Ok(Err(format!(
        "epoch {epoch} did not end within {} s",
        EPOCH_TIMEOUT.as_secs()
    )))
}

/// `312 MB after epoch 2, 315 MB in epoch 20: 1.0 % more`
fn describe(samples: &Samples) -> String {
    let last_epoch = samples.iter().map(|(epoch, _)| *epoch).max().unwrap_or(0);
    let during = |epoch: u64| {
        let of_epoch = samples.iter().filter(|(of, _)| *of == epoch);
        median(of_epoch.map(|(_, mb)| *mb))
    };
    let (Some(first), Some(last)) = (during(FIRST_EPOCH + 1), during(last_epoch)) else {
        return "too short to tell: more epochs take longer".to_owned();
    };
    let growth = last / first - 1.0;
    let verdict = if growth <= ALLOWED_GROWTH {
        "which is fine"
    } else {
        "which is too much"
    };
    format!(
        "{first:.0} MB after epoch {FIRST_EPOCH}, {last:.0} MB in epoch {last_epoch}: {:+.1} %, {verdict}",
        100.0 * growth
    )
}

/// What the page's process (with its workers) and the graphics process hold in memory.
fn resident_mb(window: &Window) -> Option<f64> {
    let processes = descendants(window.process_id())?;
    let largest = |kind: &str| {
        let of_kind = of_kind(&processes, kind);
        of_kind.into_iter().filter_map(resident_kb).max()
    };
    // Chromium keeps spare renderers; the page's is the largest.
    let kb = largest("--type=renderer")? + largest("--type=gpu-process").unwrap_or(0);
    Some(kb as f64 / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::targets;

    #[test]
    fn growth_counts_from_the_end_of_epoch_2() {
        let mut samples: Samples = vec![(1, 100.0), (2, 150.0), (3, 200.0), (3, 202.0), (3, 900.0)];
        assert_eq!(
            describe(&samples),
            "202 MB after epoch 2, 202 MB in epoch 3: +0.0 %, which is fine"
        );
        samples.extend([(4, 250.0), (20, 222.2)]);
        assert_eq!(
            describe(&samples),
            "202 MB after epoch 2, 222 MB in epoch 20: +10.0 %, which is too much"
        );
        assert!(describe(&vec![(1, 100.0)]).contains("too short"));
    }

    #[test]
    fn only_targets_that_train_in_the_page_are_watched() {
        let watched = |names: &[&str]| {
            let mut some = targets::in_browser();
            some.retain(|target| names.contains(&target.name));
            devices(&some).map(|devices| devices.join(" "))
        };
        assert_eq!(
            watched(&["ours-fused", "ours-stock", "ours-cpu"]).expect("two do"),
            "webgpu cpu"
        );
        assert_eq!(watched(&["ours-cpu", "pytorch"]).expect("one does"), "cpu");
        let failure = watched(&["ours-stock"]).expect_err("the page takes no stock steps");
        assert!(failure.to_string().contains("ours-fused"), "{failure}");
        assert!(devices(&targets::native()).is_err(), "they have no page");
    }
}
