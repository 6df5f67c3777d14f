//! Models: trained, loaded, judged and put in each other's place.

use super::*;

#[test]
fn a_model_trained_on_webgpu_moves_home_and_is_judged_there() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let chores = story.finish_run(run, Outcome::Stopped);

    assert_eq!(loaded_file(&chores), Some(&[run.0 as u8][..]));
    let request = evaluate_request(&chores).expect("nobody has judged it");
    assert!(
        story
            .session
            .model(ModelKind::TINY_VGG)
            .unwrap()
            .is_being_judged()
    );
    story.home_says(Event::EvaluationProgress {
        model: ModelKind::TINY_VGG,
        n_done: 320,
        n_images: 10_000,
    });
    let progress = story
        .session
        .model(ModelKind::TINY_VGG)
        .unwrap()
        .test_progress;
    assert_eq!(progress.map(|progress| progress.n_done), Some(320));
    story.home_says(Event::Evaluated {
        request: Some(request),
        evaluation: evaluation(ModelKind::TINY_VGG, 0.88),
    });
    assert_eq!(story.accuracy(ModelKind::TINY_VGG), Some(0.88));
}

#[test]
fn the_acknowledged_copy_at_home_does_not_replace_the_trained_model() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let chores = story.finish_run(run, Outcome::Completed);
    let Some(Chore::TellHome(Command::LoadModel { request, .. })) = chores.first() else {
        panic!("the model moves home");
    };
    let chores = story.home_says(Event::ModelLoaded {
        request: *request,
        model: trained(ModelKind::TINY_VGG, 99),
    });
    assert_eq!(chores, []);
    let held = story.session.model(ModelKind::TINY_VGG).unwrap();
    assert_eq!(held.device(), Some(DeviceKind::WebGpu));
}

#[test]
fn a_judgement_of_an_older_model_is_not_taken_for_the_newer_one() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::BASELINE, 0.5);
    let old = story.session.begin_evaluation(ModelKind::BASELINE);
    story.train_at_home(ModelKind::BASELINE, 0.8);
    story.home_says(Event::Evaluated {
        request: Some(old),
        evaluation: evaluation(ModelKind::BASELINE, 0.5),
    });
    assert_eq!(story.accuracy(ModelKind::BASELINE), Some(0.8));
}

#[test]
fn the_best_model_is_the_most_accurate_one_that_was_judged() {
    let mut story = Story::begin();
    assert_eq!(story.session.best_model(), None);
    story.train_at_home(ModelKind::BASELINE, 0.83);
    story.train_at_home(ModelKind::NON_LINEAR, 0.75);
    assert_eq!(story.session.best_model(), Some(ModelKind::BASELINE));
    story.train_at_home(ModelKind::TINY_VGG, 0.88);
    assert_eq!(story.session.best_model(), Some(ModelKind::TINY_VGG));
}

#[test]
fn a_judgement_waits_for_the_test_images() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::BASELINE, HOME);
    story.finish_run(run, Outcome::Stopped);
    story.session.engine_crashed(HOME, "lost");
    story.session.engine_starts(HOME);
    let chores = story.session.replay();
    assert!(loaded_file(&chores).is_some());
    assert_eq!(
        evaluate_request(&chores),
        None,
        "there is nothing to judge by yet"
    );
    let chores = story.home_says(test_split());
    assert!(evaluate_request(&chores).is_some());
    let chores = story.home_says(test_split());
    assert_eq!(chores, [], "once is enough");
}

#[test]
fn a_loaded_model_keeps_its_saved_score_and_the_one_before_can_come_back() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::BASELINE, 0.83);
    let score = RecordedScore {
        loss: 0.4766,
        accuracy: 0.8343,
    };
    let request = story
        .session
        .begin_load(Origin::Storage { score: Some(score) });
    let chores = story.home_says(Event::ModelLoaded {
        request,
        model: trained(ModelKind::BASELINE, 42),
    });
    assert!(evaluate_request(&chores).is_some());
    assert_eq!(loaded_file(&chores), None, "it is at home already");
    let kind = story.session.loaded_model(request).expect("it was loaded");
    assert_eq!(
        story.session.model(kind).unwrap().saved_score(),
        Some(score)
    );

    let chores = story.session.bring_back(kind);
    assert_eq!(loaded_file(&chores), Some(&[1][..]));
    assert_eq!(story.accuracy(kind), Some(0.83));
    let replaced = story.session.replaced_model(kind).unwrap();
    assert_eq!(replaced.trained.file, [42]);
}

#[test]
fn a_corrupt_file_is_told_beside_its_control_and_touches_nothing() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::BASELINE, 0.83);
    let name = "cat.safetensors".to_owned();
    let request = story.session.begin_load(Origin::File { name });
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Request(request),
            message: "cannot load this file: it ends too early".to_owned(),
        },
    });
    assert!(
        story
            .session
            .failure(request)
            .unwrap()
            .contains("too early")
    );
    assert_eq!(story.session.notices(), []);
    assert_eq!(story.accuracy(ModelKind::BASELINE), Some(0.83));
}

#[test]
fn a_failed_judgement_that_nobody_asked_for_becomes_a_notice() {
    let mut story = Story::begin();
    let run = story.begin_run(ModelKind::TINY_VGG, DeviceKind::WebGpu);
    let chores = story.finish_run(run, Outcome::Completed);
    let request = evaluate_request(&chores).expect("nobody has judged it");
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Request(request),
            message: "the device failed while computing".to_owned(),
        },
    });
    assert_eq!(story.session.notices().len(), 1);
    assert!(
        !story
            .session
            .model(ModelKind::TINY_VGG)
            .unwrap()
            .is_being_judged()
    );
}
