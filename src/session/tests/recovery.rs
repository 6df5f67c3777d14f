//! Scenarios of engines and devices that are lost in the middle of a run.

use super::*;
use crate::protocol::{RunPosition, Snapshot};
use crate::session::snapshots::Queue;

const GPU: DeviceKind = DeviceKind::WebGpu;

fn steps(run: RunId, step: usize) -> Event {
    Event::StepsCompleted {
        run,
        epoch: 0,
        step,
        losses: vec![2.0; step],
        accuracies: vec![0.1; step],
    }
}

fn snapshot(step: usize) -> Snapshot {
    Snapshot {
        file: vec![7],
        position: RunPosition::after(step, 1875),
    }
}

fn panicked() -> Event {
    Event::Panicked {
        message: "index out of bounds".to_owned(),
    }
}

fn recovers(run: RunId, device: DeviceKind) -> [Effect; 1] {
    [Effect::RecoverRun(Recovery { run, device })]
}

fn chosen(device: DeviceKind) -> ChosenDevice {
    let reason = "the device before was lost".to_owned();
    ChosenDevice { device, reason }
}

impl Scenario {
    /// What the page stores on `SnapshotTaken`.
    fn take_snapshot(&mut self, run: RunId, step: usize) -> StoredSnapshot {
        let device = self.session.runs.get(run).unwrap().device;
        let taken = Event::SnapshotTaken {
            run,
            step,
            snapshot: snapshot(step),
        };
        assert_eq!(self.reports(device, taken), []);
        StoredSnapshot {
            run: self.session.runs.get(run).unwrap().clone(),
            snapshot: snapshot(step),
            taken_at_ms: 0.0,
            number: 1,
            queue: self.session.runs.waiting(),
        }
    }

    /// A new engine has the run again.
    fn goes_on(&mut self, run: RunId, stored: Option<&StoredSnapshot>, device: DeviceKind) {
        let back = self.session.runs.take_back(run, stored, chosen(device));
        let config = back.expect("it is to go on").config.clone();
        self.session.engine_starts(device);
        self.reports(device, ready(device));
        let started = Event::RunStarted {
            run,
            config,
            device,
            path: StepPath::Fused,
            n_steps_per_epoch: 1875,
            n_steps: 5625,
            n_parameters: 7960,
        };
        self.reports(device, started);
    }
}

#[test]
fn a_run_goes_on_from_its_last_snapshot_when_the_engine_crashes() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    scenario.primary_reports(steps(run, 20));
    let stored = scenario.take_snapshot(run, 20);
    scenario.primary_reports(steps(run, 35));

    assert_eq!(
        scenario.primary_reports(panicked()),
        recovers(run, PRIMARY_ENGINE)
    );
    // The browser reports the same crash after the engine's last event.
    assert_eq!(scenario.session.engine_crashed(PRIMARY_ENGINE, "lost"), []);
    assert_eq!(scenario.notices().len(), 1);
    let text = &scenario.notices()[0].text;
    assert!(text.contains("at step 35: index out of bounds"), "{text}");
    assert!(text.contains("goes on from step 20, on the CPU"), "{text}");
    assert_eq!(scenario.notices()[0].action, None, "it restarts by itself");
    assert!(scenario.session.runs.is_busy());

    scenario.goes_on(run, Some(&stored), PRIMARY_ENGINE);
    let back = scenario.session.runs.get(run).unwrap();
    assert_eq!(back.step, 20);
    assert_eq!(back.losses.points().len(), 20);
    assert_eq!(back.phase, RunPhase::Running);
    scenario.finish_run(run, Outcome::Completed);
    assert!(scenario.session.models.get(ModelKind::BASELINE).is_some());
}

#[test]
fn a_lost_graphics_device_is_named_and_another_is_tried() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let lost = Event::DeviceLost {
        message: "its process ended".to_owned(),
    };
    assert_eq!(
        scenario.reports(DeviceKind::WebGpu, lost),
        recovers(run, DeviceKind::WebGpu)
    );
    let text = &scenario.notices()[0].text;
    assert!(
        text.contains("the graphics device is gone (its process ended)"),
        "{text}"
    );
}

#[test]
fn a_run_without_a_snapshot_starts_again_and_the_lesson_goes_on() {
    let mut scenario = Scenario::begin();
    let configs = [ModelKind::BASELINE, ModelKind::TINY_VGG].map(TrainingConfig::lesson);
    scenario.session.runs.begin_lesson(configs.to_vec());
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    scenario.primary_reports(steps(run, 5));
    assert_eq!(
        scenario.primary_reports(panicked()),
        recovers(run, PRIMARY_ENGINE)
    );
    assert!(
        scenario.notices()[0]
            .text
            .contains("starts again from its beginning")
    );
    scenario.goes_on(run, None, PRIMARY_ENGINE);
    let back = scenario.session.runs.get(run).unwrap();
    assert_eq!((back.step, back.losses.points().len()), (0, 0));
    let effects = scenario.finish_run(run, Outcome::Completed);
    let next = Effect::StartRun(TrainingConfig::lesson(ModelKind::TINY_VGG));
    assert!(effects.contains(&next));
}

#[test]
fn a_lost_graphics_device_is_named_once_and_replaced_first_by_a_new_one_then_by_the_cpu() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::TINY_VGG, GPU);
    scenario.reports(GPU, steps(run, 3));
    let stored = scenario.take_snapshot(run, 3);
    let failed = Event::Failed {
        scope: FailureScope::Run(run),
        message: "the device failed while computing: lost".to_owned(),
    };
    assert_eq!(scenario.reports(GPU, failed.clone()), recovers(run, GPU));
    // The dead worker may panic as well.
    assert_eq!(scenario.notices().len(), 1);
    let text = &scenario.notices()[0].text;
    assert!(text.contains("WebGPU failed at step 3"), "{text}");
    assert!(
        text.contains("from step 3, on a new WebGPU device"),
        "{text}"
    );

    scenario.goes_on(run, Some(&stored), GPU);
    assert_eq!(
        scenario.reports(GPU, failed),
        recovers(run, DeviceKind::Cpu)
    );
    scenario.goes_on(run, Some(&stored), DeviceKind::Cpu);
    assert_eq!(
        scenario.session.runs.get(run).unwrap().device,
        DeviceKind::Cpu
    );
    assert!(scenario.session.models.get(ModelKind::TINY_VGG).is_none());
}

#[test]
fn a_run_that_is_lost_again_and_again_ends_and_says_what_is_kept() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    scenario.primary_reports(steps(run, 4));
    let stored = scenario.take_snapshot(run, 4);
    for _ in 0..3 {
        assert_eq!(
            scenario.primary_reports(panicked()),
            recovers(run, PRIMARY_ENGINE)
        );
        scenario.goes_on(run, Some(&stored), PRIMARY_ENGINE);
    }
    assert_eq!(scenario.primary_reports(panicked()), []);
    assert!(scenario.session.runs.active().is_none());
    let last = scenario.notices().last().unwrap();
    assert!(
        last.text.contains("it can be resumed from step 4"),
        "{}",
        last.text
    );
    assert_eq!(
        last.action,
        Some(NoticeAction::RestartEngine(PRIMARY_ENGINE))
    );
    assert!(!scenario.session.runs.get(run).unwrap().has_model);
}

#[test]
fn the_cpu_engines_crash_leaves_a_run_on_the_graphics_card_alone() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::TINY_VGG, GPU);
    assert_eq!(scenario.primary_reports(panicked()), []);
    assert_eq!(scenario.session.runs.active().map(|run| run.id), Some(run));
    assert_eq!(
        scenario.notices()[0].action,
        Some(NoticeAction::RestartEngine(PRIMARY_ENGINE))
    );
}

#[test]
fn a_lost_run_that_the_learner_gives_up_does_not_go_on() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    scenario.primary_reports(panicked());
    scenario.session.runs.fail(run, "stopped");
    let back = scenario
        .session
        .runs
        .take_back(run, None, chosen(PRIMARY_ENGINE));
    assert!(back.is_none());
}

#[test]
fn a_resumed_run_brings_its_sweep_back() {
    let mut scenario = Scenario::begin();
    let config = TrainingConfig::lesson(ModelKind::BASELINE);
    let name = "Learning rates".to_owned();
    let configs = vec![config.clone(); 3];
    scenario.session.runs.begin_sweep(name, configs);
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    scenario.primary_reports(steps(run, 9));
    let stored = scenario.take_snapshot(run, 9);
    assert_eq!(stored.queue.configs.len(), 2);

    // Another tab, or the same one after a reload.
    let mut scenario = Scenario::begin();
    let run = scenario
        .session
        .runs
        .begin_resumed(&stored, chosen(PRIMARY_ENGINE));
    assert_eq!(
        scenario.session.runs.sweep(),
        Some(("Learning rates", 1, 3))
    );
    let resumed = scenario.session.runs.get(run).unwrap();
    assert_eq!(resumed.group.as_deref(), Some("Learning rates"));
    assert_eq!(resumed.step, 9);
    assert_eq!(
        scenario.session.runs.waiting(),
        Queue {
            configs: vec![config.clone(); 2],
            sweep: Some(("Learning rates".to_owned(), 3)),
        }
    );
    let effects = scenario.finish_run(run, Outcome::Completed);
    assert!(effects.contains(&Effect::StartRun(config)));
}

#[test]
fn snapshots_are_asked_for_while_a_run_goes_on_and_when_the_page_is_left() {
    let mut scenario = Scenario::begin();
    assert_eq!(scenario.session.snapshot_now(), None);
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    let ask = Effect::TakeSnapshot(run);
    assert_eq!(scenario.primary_reports(steps(run, 1)), []);
    let asked = scenario.primary_reports(steps(run, 2));
    assert_eq!(asked.as_slice(), std::slice::from_ref(&ask));
    assert_eq!(scenario.session.snapshot_now(), Some(ask));
    scenario.primary_reports(panicked());
    assert_eq!(scenario.session.snapshot_now(), None, "no engine has it");
}
