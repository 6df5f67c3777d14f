//! Scenarios of engines: crashes, benchmarks, failures to load.

use super::*;
use crate::protocol::{AdapterReport, BenchmarkedSteps, BenchmarksAnswer, DataFile};

#[test]
fn nothing_that_was_trained_is_lost_when_the_engine_crashes() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.83);
    scenario.primary_reports(Event::Panicked {
        message: "index out of bounds".to_owned(),
    });
    // The browser reports the same crash after the engine's last event.
    let effects = scenario
        .session
        .engine_crashed(PRIMARY_ENGINE, "unreachable executed");
    assert_eq!(effects, []);

    assert_eq!(scenario.notices().len(), 1);
    let notice = &scenario.notices()[0];
    assert!(notice.text.contains("index out of bounds"));
    assert_eq!(
        notice.action,
        Some(NoticeAction::RestartEngine(PRIMARY_ENGINE))
    );
    scenario.session.engine_starts(PRIMARY_ENGINE);
    assert_eq!(scenario.notices(), []);
    let effects = scenario.session.send_models();
    assert_eq!(loaded_file(&effects), Some(&[1][..]));
    assert_eq!(evaluation_id(&effects), None, "it is evaluated already");
    assert_eq!(scenario.accuracy(ModelKind::BASELINE), Some(0.83));
    assert_eq!(scenario.session.data.primary().split(SplitName::Test), None);
}

#[test]
fn a_benchmark_is_the_time_between_its_stamps() {
    let mut scenario = Scenario::begin();
    let speed = |scenario: &Scenario, device| {
        let devices = &scenario.session.devices;
        devices.benchmarked_steps_per_sec(device)
    };
    for (pause_secs, steps_per_sec) in [(1.0, 25.0), (4.0, 10.0)] {
        let id = scenario.session.next_request();
        scenario.primary_reports(Event::BenchmarkStarted { id });
        assert_eq!(speed(&scenario, PRIMARY_ENGINE), None);
        scenario.elapsed_secs += pause_secs;
        let steps = BenchmarkedSteps { n_steps: 50 };
        scenario.primary_answers(id, BenchmarksAnswer::Benchmark(steps));
        assert_eq!(speed(&scenario, PRIMARY_ENGINE), Some(steps_per_sec));
    }
    assert_eq!(speed(&scenario, DeviceKind::WebGpu), None);
}

#[test]
fn a_data_failure_is_kept_until_the_next_attempt() {
    let mut scenario = Scenario::begin();
    scenario.primary_reports(Event::Failed {
        scope: FailureScope::Data,
        message: "the server has no such file".to_owned(),
    });
    assert!(scenario.session.data.primary().error.is_some());
    scenario.primary_reports(Event::DataProgress {
        file: DataFile::TrainImages,
        n_received_bytes: 5.0,
        n_total_bytes: Some(10.0),
        from_cache: false,
    });
    assert!(
        scenario.session.data.primary().error.is_some(),
        "other files may go on"
    );
    scenario.primary_reports(Event::LoadStarted);
    assert_eq!(scenario.session.data.primary().error, None);
    let webgpu = scenario.session.data.of(DeviceKind::WebGpu);
    assert_eq!(
        webgpu,
        &DataStatus::default(),
        "each engine loads for itself"
    );
}

#[test]
fn a_browser_that_keeps_no_images_is_said_once() {
    let mut scenario = Scenario::begin();
    scenario.primary_reports(Event::DataNotStored);
    assert_eq!(scenario.notices().len(), 1);
    let notice = &scenario.notices()[0];
    assert_eq!((notice.tone, notice.action), (Tone::Info, None));
    assert!(notice.text.contains("downloads them again"));
    let id = notice.id;
    scenario.session.notices.dismiss(id);
    // Each file, each engine and each restart reports it again.
    scenario.session.engine_starts(PRIMARY_ENGINE);
    scenario.primary_reports(Event::DataNotStored);
    scenario.reports(DeviceKind::WebGpu, Event::DataNotStored);
    assert_eq!(scenario.notices(), []);
}

#[test]
fn the_device_is_decided_by_probe_and_timings_once_both_are_there() {
    let config = TrainingConfig::lesson(ModelKind::TINY_VGG);
    let mut devices = Devices::default();
    let decide = |devices: &Devices| devices.decide(DeviceChoice::Auto, Some(&config));
    assert_eq!(decide(&devices), DeviceDecision::Asking);
    let adapter = AdapterReport {
        vendor: "acme".to_owned(),
        architecture: "rocket".to_owned(),
        description: String::new(),
        is_software: false,
        has_timestamp_query: true,
    };
    devices.probe = Probe::Found(adapter);
    assert_eq!(decide(&devices), DeviceDecision::Measure);
    let timings = Timings {
        cpu_images_per_sec: 30.0,
        webgpu_images_per_sec: 150.0,
        is_webgpu_slower_still: false,
    };
    devices.add_timings(&config, timings);
    let DeviceDecision::Use(chosen) = decide(&devices) else {
        panic!("the timings decide");
    };
    assert_eq!(chosen.device, DeviceKind::WebGpu);
    let without_settings = devices.decide(DeviceChoice::Auto, None);
    assert_eq!(without_settings, DeviceDecision::Measure);
}

#[test]
fn the_page_says_why_one_worker_trains_alone() {
    let mut scenario = Scenario::begin();
    let Event::Ready { build, mut device } = ready(PRIMARY_ENGINE) else {
        unreachable!("it is built so")
    };
    device.why_one_worker = Some("this machine has one processor core".to_owned());
    scenario.primary_reports(Event::Ready { build, device });
    assert_eq!(
        scenario.session.devices.cpu_workers().as_deref(),
        Some("one worker trains on the CPU: this machine has one processor core")
    );
}
