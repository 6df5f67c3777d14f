//! How long runs will take, and by what that is known: said before they start.

use crate::fashion_mnist::N_TRAINING_IMAGES;
use crate::models::Architecture;
use crate::protocol::{SplitName, TrainingConfig};
use crate::texts::text;

use super::{DeviceChoice, Session, StoredRuns, format};

/// Operations of dense training steps that one worker of an ordinary computer gets through in a second, about: three epochs of
/// TinyVGG took 21 to 26 s (`docs/performance.md`).
const ORDINARY_FLOP_PER_SEC: f64 = 5e10;

/// A duration, and its ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub secs: f64,
    pub ground: Ground,
}

/// By what a duration is known, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The speeds that "Auto" measured with these settings.
    Measured,
    /// An earlier run of the model in this browser.
    EarlierRun,
    /// The operations that the lesson's settings need, on an ordinary computer.
    Typical,
    /// The operations that other sizes of layers or batches need: on an ordinary computer a step of such a size is no faster
    /// for its operations than the lesson's, and may be slower.
    AtLeast,
}

impl Estimate {
    /// The duration in a few words, and its ground.
    pub fn sentence(self) -> String {
        let duration = format::roughly(self.secs);
        match self.ground {
            Ground::Measured => text!("estimate-measured", duration = duration),
            Ground::EarlierRun => text!("estimate-earlier", duration = duration),
            Ground::Typical => text!("estimate-typical", duration = duration),
            Ground::AtLeast => text!("estimate-at-least-typical", duration = duration),
        }
    }

    /// The duration in a few words.
    pub fn words(self) -> String {
        let duration = format::roughly(self.secs);
        match self.ground {
            Ground::AtLeast => text!("estimate-at-least", duration = duration),
            _ => text!("estimate-about", duration = duration),
        }
    }
}

/// All these runs together, on the least sure of their grounds; none where nothing is known of one of them.
pub fn of_runs(
    configs: &[TrainingConfig],
    choice: DeviceChoice,
    session: &Session,
    stored_runs: &StoredRuns,
) -> Option<Estimate> {
    let mut all: Option<Estimate> = None;
    for config in configs {
        let one = of_run(config, choice, session, stored_runs)?;
        all = Some(all.map_or(one, |all| Estimate {
            secs: all.secs + one.secs,
            ground: all.ground.max(one.ground),
        }));
    }
    all
}

fn of_run(
    config: &TrainingConfig,
    choice: DeviceChoice,
    session: &Session,
    stored_runs: &StoredRuns,
) -> Option<Estimate> {
    if let Some(images_per_sec) = session.devices.measured_images_per_sec(choice, config) {
        let loaded = session.data.primary().split(SplitName::Train);
        let n_images = loaded.map_or(N_TRAINING_IMAGES, |split| split.n_images);
        return Some(Estimate {
            secs: n_images as f64 * f64::from(config.n_epochs) / images_per_sec,
            ground: Ground::Measured,
        });
    }
    if let Some(secs) = stored_runs.estimate_secs(std::slice::from_ref(config)) {
        return Some(Estimate {
            secs,
            ground: Ground::EarlierRun,
        });
    }
    if choice == DeviceChoice::WebGpu {
        return None;
    }
    Some(typical(config))
}

/// A run on an ordinary computer's CPU.
fn typical(config: &TrainingConfig) -> Estimate {
    let lesson = TrainingConfig::lesson(config.model);
    let is_like_lesson = config.model.published.is_some()
        && config.hidden_units == lesson.hidden_units
        && config.batch_size == lesson.batch_size;
    let n_images = N_TRAINING_IMAGES as f64 * f64::from(config.n_epochs);
    let flop = Architecture::of(config).training_flop_per_image() as f64;
    Estimate {
        secs: n_images * flop / ORDINARY_FLOP_PER_SEC,
        ground: if is_like_lesson {
            Ground::Typical
        } else {
            Ground::AtLeast
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{AdapterReport, DeviceKind, ModelKind, Outcome, RunId};
    use crate::session::{Probe, Run, StoredRun, StoredRunId, Timings};

    const TINY_VGG: ModelKind = ModelKind::TINY_VGG;

    fn estimate(
        config: &TrainingConfig,
        session: &Session,
        stored_runs: &StoredRuns,
    ) -> Option<Estimate> {
        of_runs(
            std::slice::from_ref(config),
            DeviceChoice::Auto,
            session,
            stored_runs,
        )
    }

    #[test]
    fn without_any_knowledge_the_lesson_takes_about_half_a_minute() {
        let (session, stored_runs) = (Session::default(), StoredRuns::default());
        let first = estimate(
            &TrainingConfig::lesson(ModelKind::BASELINE),
            &session,
            &stored_runs,
        );
        assert_eq!(
            first.map(Estimate::words).as_deref(),
            Some("about a second")
        );
        let lesson = [ModelKind::BASELINE, ModelKind::NON_LINEAR, TINY_VGG];
        let lesson = lesson.map(TrainingConfig::lesson);
        let all = of_runs(&lesson, DeviceChoice::Auto, &session, &stored_runs);
        let all = all.expect("these are the lesson's settings");
        assert_eq!(all.words(), "about half a minute");
        assert!(all.sentence().contains("ordinary computer"));
        assert_eq!(
            of_runs(&lesson, DeviceChoice::WebGpu, &session, &stored_runs),
            None
        );
        let wider = TrainingConfig {
            hidden_units: 64,
            ..TrainingConfig::lesson(TINY_VGG)
        };
        let wider = estimate(&wider, &session, &stored_runs).map(Estimate::words);
        assert_eq!(wider.as_deref(), Some("at least 16 minutes"));
    }

    #[test]
    fn an_earlier_run_wins_over_what_is_usual_and_measured_speeds_over_both() {
        let config = TrainingConfig::lesson(TINY_VGG);
        let mut session = Session::default();
        let mut stored_runs = StoredRuns::default();
        let mut run = Run::new(RunId(1), config.clone(), DeviceKind::Cpu, String::new());
        run.start(0.0);
        run.finish(240.0, Outcome::Completed, 5625);
        stored_runs.add(StoredRun {
            id: StoredRunId(1),
            run,
            file_bytes: None,
        });
        let earlier = estimate(&config, &session, &stored_runs).expect("there is a run");
        assert_eq!((earlier.secs, earlier.ground), (240.0, Ground::EarlierRun));
        assert_eq!(earlier.words(), "about 4 minutes");

        session.devices.probe = Probe::Found(AdapterReport {
            vendor: "acme".to_owned(),
            architecture: "rocket".to_owned(),
            description: String::new(),
            is_software: false,
            has_timestamp_query: true,
        });
        let timings = Timings {
            cpu_images_per_sec: 1000.0,
            webgpu_images_per_sec: 2000.0,
            is_webgpu_slower_still: false,
        };
        session.devices.add_timings(&config, timings);
        let measured = estimate(&config, &session, &stored_runs).expect("it is measured");
        assert_eq!((measured.secs, measured.ground), (90.0, Ground::Measured));
        let on_cpu = of_runs(&[config], DeviceChoice::Cpu, &session, &stored_runs);
        assert_eq!(on_cpu.map(|estimate| estimate.secs), Some(180.0));
    }
}
