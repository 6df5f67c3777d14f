//! What takes long: hundreds of epochs with memory and speed watched, many reloads, minutes of clicks.
//!
//! `cargo xtask test --soak` runs these.

use crate::actions::{open_with_data, start, step, until_phase};
use crate::{faults, monkey};
use browser_tests::{Page, Scenario};
use serde_json::json;
use std::time::{Duration, Instant};
use toolbox::processes::{cpu_secs, descendants, of_kind, resident_kb};

/// How much more memory, or processor time for a step, the end of a run may take than its beginning.
const ALLOWED_GROWTH: f64 = 0.05;
/// Parts of a run; the first is left out, in which buffers find their size.
const N_PARTS: usize = 10;
/// Parts at either end that are compared, by their medians: the speed of many machines wanders by a third within a minute.
const N_END_PARTS: usize = 3;
/// Time between two looks at the memory.
const BETWEEN_LOOKS: Duration = Duration::from_millis(300);
/// What no run of these takes, however busy the machine.
const LONGEST: Duration = Duration::from_secs(7200);

#[test]
#[ignore = "it takes minutes: `cargo xtask test --soak`"]
fn soak_two_hundred_epochs_of_model_0() {
    Scenario::of("soak-model-0").run(async |page| stays_flat(page, 0, 200).await);
}

#[test]
#[ignore = "it takes minutes: `cargo xtask test --soak`"]
fn soak_ten_epochs_of_model_2() {
    Scenario::of("soak-model-2").run(async |page| stays_flat(page, 2, 10).await);
}

#[test]
#[ignore = "it takes minutes: `cargo xtask test --soak`"]
fn soak_twenty_reloads_in_mid_epoch() {
    Scenario::of("soak-reloads").run(async |page| faults::reload_in_mid_epoch(page, 20).await);
}

#[test]
#[ignore = "it takes minutes: `cargo xtask test --soak`"]
fn soak_two_minutes_of_random_clicks() {
    Scenario::of("soak-monkey").run(async |page| monkey::click_around(page, 120).await);
}

/// What the page's process, in which its workers run, has used up to a step.
struct Look {
    step: usize,
    memory_kb: u64,
    cpu_secs: f64,
    elapsed_secs: f64,
}

async fn stays_flat(page: &Page, model: u8, n_epochs: usize) {
    open_with_data(page).await;
    start(page, model, "cpu", &[("epochs", &n_epochs.to_string())]).await;
    let begin = Instant::now();
    let n_steps = n_epochs * 1875;
    let mut looks = Vec::new();
    let mut part = 0;
    loop {
        assert!(begin.elapsed() < LONGEST, "the run takes too long");
        tokio::time::sleep(BETWEEN_LOOKS).await;
        let now = step(page).await.unwrap_or(n_steps);
        if now * N_PARTS / n_steps > part {
            part = now * N_PARTS / n_steps;
            // What waits to be collected comes and goes by a tenth of all memory.
            page.devtools("HeapProfiler.collectGarbage", json!({}))
                .await;
        }
        looks.extend(look(page, now, begin));
        let phase = page.text("train-phase").await.unwrap_or_default();
        if phase.to_lowercase().contains("done") {
            break;
        }
    }
    until_phase(page, "done").await;
    let parts: Vec<Part> = (1..N_PARTS)
        .filter_map(|part| of_part(&looks, n_steps, part))
        .collect();
    for part in &parts {
        println!(
            "model {model}, from step {}: {:.0} MB, {:.3} ms of processor and {:.3} ms a step",
            part.step, part.memory_mb, part.cpu_ms, part.clock_ms
        );
    }
    assert!(
        parts.len() > N_END_PARTS,
        "the run was too short for {} looks",
        looks.len()
    );
    let memory = growth(&parts, |part| part.memory_mb);
    let time = growth(&parts, |part| part.cpu_ms);
    println!(
        "model {model}, {n_epochs} epochs: memory {:+.1} %, processor time a step {:+.1} %",
        100.0 * memory,
        100.0 * time
    );
    assert!(
        memory <= ALLOWED_GROWTH,
        "memory grows by {:.1} %",
        100.0 * memory
    );
    assert!(
        time <= ALLOWED_GROWTH,
        "a step takes {:.1} % longer",
        100.0 * time
    );
}

/// How much more of this the last parts take than the first ones, as a fraction.
fn growth(parts: &[Part], of_part: impl Fn(&Part) -> f64) -> f64 {
    let median = |parts: &[Part]| {
        let mut sorted: Vec<f64> = parts.iter().map(&of_part).collect();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    let (first, last) = (&parts[..N_END_PARTS], &parts[parts.len() - N_END_PARTS..]);
    median(last) / median(first) - 1.0
}

/// Chromium keeps spare renderers; the page's is the largest.
fn look(page: &Page, step: usize, begin: Instant) -> Option<Look> {
    let renderers = of_kind(&descendants(page.driver_process)?, "--type=renderer");
    let (memory_kb, id) = renderers
        .into_iter()
        .filter_map(|id| Some((resident_kb(id)?, id)))
        .max()?;
    Some(Look {
        step,
        memory_kb,
        cpu_secs: cpu_secs(id)?,
        elapsed_secs: begin.elapsed().as_secs_f64(),
    })
}

/// One part of a run.
struct Part {
    step: usize,
    /// At its beginning, without garbage.
    memory_mb: f64,
    cpu_ms: f64,
    clock_ms: f64,
}

fn of_part(looks: &[Look], n_steps: usize, part: usize) -> Option<Part> {
    let steps = part * n_steps / N_PARTS..(part + 1) * n_steps / N_PARTS;
    let looks: Vec<&Look> = looks
        .iter()
        .filter(|look| steps.contains(&look.step))
        .collect();
    let (first, last) = (looks.first()?, looks.last()?);
    let n_made = last
        .step
        .checked_sub(first.step)
        .filter(|&n_made| n_made > 0)? as f64;
    Some(Part {
        step: first.step,
        memory_mb: first.memory_kb as f64 / 1000.0,
        cpu_ms: 1000.0 * (last.cpu_secs - first.cpu_secs) / n_made,
        clock_ms: 1000.0 * (last.elapsed_secs - first.elapsed_secs) / n_made,
    })
}
