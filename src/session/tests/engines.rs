//! What engines lose, measure and fail to load.

use super::*;

#[test]
fn nothing_that_was_trained_is_lost_when_the_engine_crashes() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::BASELINE, 0.83);
    let run = story.begin_run(ModelKind::TINY_VGG, HOME);
    story.home_says(Event::Panicked {
        message: "index out of bounds".to_owned(),
    });
    // The browser's own report of the same crash comes after the engine's last word.
    story.session.engine_crashed(HOME, "unreachable executed");

    assert_eq!(story.session.notices().len(), 1);
    let notice = &story.session.notices()[0];
    assert!(notice.text.contains("index out of bounds"));
    assert_eq!(notice.action, Some(NoticeAction::RestartEngine(HOME)));
    assert!(matches!(
        story.session.run(run).unwrap().phase,
        RunPhase::Failed(_)
    ));
    assert!(story.session.active_run().is_none());

    story.session.engine_starts(HOME);
    assert_eq!(story.session.notices(), []);
    let chores = story.session.replay();
    assert_eq!(loaded_file(&chores), Some(&[1][..]));
    assert_eq!(evaluate_request(&chores), None, "it is judged already");
    assert_eq!(story.accuracy(ModelKind::BASELINE), Some(0.83));
    assert_eq!(story.session.data().split(SplitName::Test), None);
}

#[test]
fn a_benchmark_is_the_time_between_its_stamps() {
    let mut story = Story::begin();
    let request = story.session.new_request(HOME);
    story.home_says(Event::BenchmarkStarted { request });
    assert_eq!(story.session.benchmark(HOME, request), None);
    story.elapsed_secs += 1.0;
    story.home_says(Event::BenchmarkFinished {
        request,
        n_steps: 50,
    });
    assert_eq!(story.session.benchmark(HOME, request), Some(25.0));
    assert_eq!(story.session.benchmark(DeviceKind::WebGpu, request), None);
}

#[test]
fn a_data_failure_is_kept_until_the_next_attempt() {
    let mut story = Story::begin();
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Data,
            message: "the server has no such file".to_owned(),
        },
    });
    assert!(story.session.data().error.is_some());
    story.home_says(Event::DataProgress {
        file: crate::protocol::DataFile::TrainImages,
        n_received_bytes: 5.0,
        n_total_bytes: Some(10.0),
        from_cache: false,
    });
    assert!(
        story.session.data().error.is_some(),
        "other files may go on"
    );
    story.home_says(Event::LoadStarted);
    assert_eq!(story.session.data().error, None);
    let webgpu = story.session.data_of(DeviceKind::WebGpu);
    assert_eq!(
        webgpu,
        &DataStatus::default(),
        "each engine loads for itself"
    );
}
