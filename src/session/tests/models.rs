//! Scenarios of models: training, loading, evaluation, replacement.

use super::*;

#[test]
fn a_model_trained_on_webgpu_is_loaded_and_evaluated_by_the_primary_engine() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let effects = scenario.finish_run(run, Outcome::Stopped);

    assert_eq!(loaded_file(&effects), Some(&[run.0 as u8][..]));
    let request = evaluation_id(&effects).expect("it is not evaluated yet");
    assert!(scenario.model(ModelKind::TINY_VGG).is_being_evaluated());
    scenario.primary_reports(Event::EvaluationProgress {
        model: ModelKind::TINY_VGG,
        n_done: 320,
        n_images: 10_000,
    });
    let progress = scenario.model(ModelKind::TINY_VGG).test_progress;
    assert_eq!(progress.map(|progress| progress.n_done), Some(320));
    scenario.primary_answers(
        request,
        ModelsAnswer::Evaluate(evaluation(ModelKind::TINY_VGG, 0.88)),
    );
    assert_eq!(scenario.accuracy(ModelKind::TINY_VGG), Some(0.88));
}

#[test]
fn the_copy_in_the_primary_engine_does_not_replace_the_trained_model() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let effects = scenario.finish_run(run, Outcome::Completed);
    let Some(Effect::Ask {
        id,
        request: Request::Models(ModelsRequest::LoadModel(_)),
    }) = effects.first()
    else {
        panic!("the primary engine loads it");
    };
    let effects = scenario.primary_answers(
        *id,
        ModelsAnswer::LoadModel(trained(ModelKind::TINY_VGG, 99)),
    );
    assert_eq!(effects, []);
    let entry = scenario.model(ModelKind::TINY_VGG);
    assert_eq!(entry.device(), Some(DeviceKind::WebGpu));
}

#[test]
fn an_evaluation_of_an_older_model_is_not_taken_for_the_newer_one() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.5);
    let old = scenario.session.begin_evaluation(ModelKind::BASELINE);
    scenario.train(ModelKind::BASELINE, 0.8);
    scenario.primary_answers(
        old,
        ModelsAnswer::Evaluate(evaluation(ModelKind::BASELINE, 0.5)),
    );
    assert_eq!(scenario.accuracy(ModelKind::BASELINE), Some(0.8));
}

#[test]
fn the_best_model_is_the_most_accurate_one_that_was_evaluated() {
    let mut scenario = Scenario::begin();
    assert_eq!(scenario.session.models.best(), None);
    scenario.train(ModelKind::BASELINE, 0.83);
    scenario.train(ModelKind::NON_LINEAR, 0.75);
    assert_eq!(scenario.session.models.best(), Some(ModelKind::BASELINE));
    scenario.train(ModelKind::TINY_VGG, 0.88);
    assert_eq!(scenario.session.models.best(), Some(ModelKind::TINY_VGG));
}

#[test]
fn an_evaluation_waits_for_the_test_images() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::BASELINE, PRIMARY_ENGINE);
    scenario.finish_run(run, Outcome::Stopped);
    scenario.session.engine_crashed(PRIMARY_ENGINE, "lost");
    scenario.session.engine_starts(PRIMARY_ENGINE);
    let effects = scenario.session.send_models();
    assert!(loaded_file(&effects).is_some());
    assert_eq!(
        evaluation_id(&effects),
        None,
        "the test images are not there yet"
    );
    let effects = scenario.primary_reports(test_split());
    assert!(evaluation_id(&effects).is_some());
    let effects = scenario.primary_reports(test_split());
    assert_eq!(effects, [], "once is enough");
}

#[test]
fn a_loaded_model_keeps_its_saved_score_and_the_one_before_can_come_back() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.83);
    let score = RecordedScore {
        loss: 0.4766,
        accuracy: 0.8343,
    };
    let request = scenario.session.begin_load(
        Origin::Storage {
            run: None,
            score: Some(score),
            training: None,
        },
        b"",
    );
    let effects = scenario.primary_answers(
        request,
        ModelsAnswer::LoadModel(trained(ModelKind::BASELINE, 42)),
    );
    assert!(evaluation_id(&effects).is_some());
    assert_eq!(loaded_file(&effects), None, "the engine has it already");
    let kind = ModelKind::BASELINE;
    assert_eq!(scenario.model(kind).saved_score(), Some(score));

    let effects = scenario.session.restore_previous(kind);
    assert_eq!(loaded_file(&effects), Some(&[1][..]));
    assert_eq!(scenario.accuracy(kind), Some(0.83));
    let previous = scenario.session.models.previous(kind).unwrap();
    assert_eq!(previous.trained.file, [42]);
}

#[test]
fn a_corrupt_file_makes_no_notice_and_touches_nothing() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.83);
    let name = "cat.safetensors".to_owned();
    let request = scenario.session.begin_load(Origin::File { name }, b"");
    scenario.primary_fails(request, "cannot load this file: it ends too early");
    assert_eq!(scenario.notices(), []);
    assert_eq!(scenario.accuracy(ModelKind::BASELINE), Some(0.83));
}

#[test]
fn a_failed_evaluation_that_the_page_asked_for_by_itself_becomes_a_notice() {
    let mut scenario = Scenario::begin();
    let run = scenario.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let effects = scenario.finish_run(run, Outcome::Completed);
    let request = evaluation_id(&effects).expect("it is not evaluated yet");
    scenario.primary_fails(request, "the device failed while computing");
    assert_eq!(scenario.notices().len(), 1);
    assert!(!scenario.model(ModelKind::TINY_VGG).is_being_evaluated());
}

#[test]
fn a_stopped_model_is_marked_and_no_better_than_a_whole_one() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.80);
    let run = scenario.begin_run(ModelKind::TINY_VGG, PRIMARY_ENGINE);
    scenario.finish_evaluated_run(run, Outcome::Stopped, Some(0.85));
    assert_eq!(scenario.model(ModelKind::TINY_VGG).stopped_at(), Some(5625));
    assert_eq!(scenario.model(ModelKind::BASELINE).stopped_at(), None);
    assert_eq!(scenario.session.models.best(), Some(ModelKind::BASELINE));
}

#[test]
fn a_verdict_takes_no_stopped_run_for_a_whole_one() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.80);
    let run = scenario.begin_run(ModelKind::TINY_VGG, PRIMARY_ENGINE);
    scenario.finish_evaluated_run(run, Outcome::Stopped, Some(0.85));
    let verdict = |scenario: &Scenario| trade_off::of_models(&scenario.session.models);
    assert_eq!(
        verdict(&scenario),
        None,
        "one model alone compares to nothing"
    );
    scenario.train(ModelKind::NON_LINEAR, 0.75);
    let sentence = verdict(&scenario).expect("two models were trained to their ends");
    assert!(sentence.starts_with("Of your own models"), "{sentence}");
    assert!(sentence.contains(ModelKind::BASELINE.title()), "{sentence}");
    assert!(
        !sentence.contains(ModelKind::TINY_VGG.title()),
        "{sentence}"
    );
    // One that is still being evaluated may win.
    let run = scenario.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    scenario.finish_run(run, Outcome::Completed);
    let waits = verdict(&scenario).expect("it says what it waits for");
    assert!(waits.contains(ModelKind::TINY_VGG.title()), "{waits}");
}

#[test]
fn the_best_is_open_while_a_whole_run_is_being_evaluated() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.80);
    let stopped = scenario.begin_run(ModelKind::NON_LINEAR, DeviceKind::WebGpu);
    scenario.finish_run(stopped, Outcome::Stopped);
    assert!(!scenario.session.models.is_best_open());
    let run = scenario.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let effects = scenario.finish_run(run, Outcome::Completed);
    assert!(scenario.session.models.is_best_open());
    let request = evaluation_id(&effects).expect("it is not evaluated yet");
    let evaluated = evaluation(ModelKind::TINY_VGG, 0.85);
    scenario.primary_answers(request, ModelsAnswer::Evaluate(evaluated));
    assert!(!scenario.session.models.is_best_open());
    assert_eq!(scenario.session.models.best(), Some(ModelKind::TINY_VGG));
}
