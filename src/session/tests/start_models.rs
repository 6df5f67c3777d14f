//! Models that the page brings at its start: there before anyone trains, and never in the learner's way.

use super::*;

/// The page brings a model of this kind, and the home engine has read it.
fn bring(story: &mut Story, kind: ModelKind, origin: Origin, accuracy: f64) -> Vec<Chore> {
    let request = story.session.begin_start_load(kind, origin).unwrap();
    story.home_says(Event::ModelLoaded {
        request,
        model: recorded(kind, accuracy),
    })
}

/// A model whose file says how good it is.
fn recorded(kind: ModelKind, accuracy: f64) -> TrainedModel {
    let score = RecordedScore {
        loss: 1.0 - accuracy,
        accuracy,
    };
    TrainedModel {
        evaluation: Some(score),
        ..trained(kind, 200)
    }
}

fn is_pretrained(story: &Story, kind: ModelKind) -> bool {
    story.session.model(kind).unwrap().is_pretrained()
}

#[test]
fn a_pretrained_model_shows_its_recorded_score_and_is_judged_when_somebody_looks() {
    let mut story = Story::begin();
    let kind = ModelKind::TINY_VGG;
    let chores = bring(&mut story, kind, Origin::Pretrained, 0.88);
    assert_eq!(chores, [], "nobody has looked yet");
    assert_eq!(story.home_says(test_split()), []);
    let held = story.session.model(kind).unwrap();
    assert_eq!(held.score().map(|score| score.accuracy), Some(0.88));
    assert!(held.waits_for_a_look() && !held.is_being_judged());
    assert_eq!(held.training_secs(), None);
    assert_eq!(held.saved_score(), None, "nobody has saved it");

    let request = evaluate_request(&story.session.look_at(kind)).expect("now somebody looks");
    assert_eq!(story.session.look_at(kind), [], "once is enough");
    story.home_says(Event::Evaluated {
        request: Some(request),
        evaluation: evaluation(kind, 0.879),
    });
    let held = story.session.model(kind).unwrap();
    assert_eq!(held.score().map(|score| score.accuracy), Some(0.879));
}

#[test]
fn a_look_before_the_test_images_are_there_is_remembered() {
    let mut story = Story::begin();
    story.session.engine_starts(HOME);
    let kind = ModelKind::BASELINE;
    bring(&mut story, kind, Origin::Pretrained, 0.83);
    assert_eq!(story.session.look_at(kind), []);
    assert!(evaluate_request(&story.home_says(test_split())).is_some());
}

#[test]
fn a_trained_model_takes_the_place_of_a_pretrained_one() {
    let mut story = Story::begin();
    let kind = ModelKind::BASELINE;
    bring(&mut story, kind, Origin::Pretrained, 0.83);
    story.train_at_home(kind, 0.5);
    assert!(!is_pretrained(&story, kind));
    assert_eq!(story.accuracy(kind), Some(0.5));
    let none = story.session.begin_start_load(kind, Origin::Pretrained);
    assert_eq!(none, None, "nothing is brought where something is");
}

#[test]
fn a_pretrained_model_that_comes_late_gives_way_also_in_the_engine() {
    let mut story = Story::begin();
    let kind = ModelKind::BASELINE;
    let late = story
        .session
        .begin_start_load(kind, Origin::Pretrained)
        .unwrap();
    let run = story.train_at_home(kind, 0.8);
    let chores = story.home_says(Event::ModelLoaded {
        request: late,
        model: recorded(kind, 0.83),
    });
    assert!(!is_pretrained(&story, kind));
    assert_eq!(
        loaded_file(&chores),
        Some(&[run.0 as u8][..]),
        "the engine holds the pretrained one until it is told better"
    );
    assert_eq!(story.session.replaced_model(kind), None);
}

#[test]
fn a_judgement_that_a_late_one_has_spoilt_is_made_again() {
    let mut story = Story::begin();
    let kind = ModelKind::BASELINE;
    let late = story
        .session
        .begin_start_load(kind, Origin::Pretrained)
        .unwrap();
    let run = story.begin_run(kind, HOME);
    let spoilt = evaluate_request(&story.finish_run(run, Outcome::Stopped)).unwrap();
    let chores = story.home_says(Event::ModelLoaded {
        request: late,
        model: recorded(kind, 0.83),
    });
    let again = evaluate_request(&chores).expect("it is judged once more");
    story.home_says(Event::Evaluated {
        request: Some(spoilt),
        evaluation: evaluation(kind, 0.1),
    });
    assert_eq!(story.accuracy(kind), None);
    story.home_says(Event::Evaluated {
        request: Some(again),
        evaluation: evaluation(kind, 0.7),
    });
    assert_eq!(story.accuracy(kind), Some(0.7));
}

#[test]
fn the_learners_own_models_go_before_better_pretrained_ones() {
    let mut story = Story::begin();
    for (kind, accuracy) in ModelKind::ALL.into_iter().zip([0.83, 0.75, 0.88]) {
        bring(&mut story, kind, Origin::Pretrained, accuracy);
    }
    assert_eq!(story.session.best_model(), Some(ModelKind::TINY_VGG));
    assert_eq!(story.session.first_choice(), Some(ModelKind::TINY_VGG));
    let run = story.begin_run(ModelKind::NON_LINEAR, HOME);
    story.finish_run(run, Outcome::Stopped);
    assert_eq!(
        story.session.first_choice(),
        Some(ModelKind::NON_LINEAR),
        "even before it is judged"
    );
    story.train_at_home(ModelKind::BASELINE, 0.7);
    assert_eq!(story.session.best_model(), Some(ModelKind::BASELINE));
    assert_eq!(story.session.first_choice(), Some(ModelKind::BASELINE));
}

#[test]
fn a_saved_model_comes_back_as_the_learners_own() {
    let mut story = Story::begin();
    let kind = ModelKind::BASELINE;
    let score = RecordedScore {
        loss: 0.4766,
        accuracy: 0.8343,
    };
    let origin = Origin::Storage { score: Some(score) };
    assert_eq!(bring(&mut story, kind, origin, 0.1), []);
    let held = story.session.model(kind).unwrap();
    assert!(!held.is_pretrained());
    assert_eq!(held.score(), Some(score), "as saved, not as the file says");
    assert_eq!(held.saved_score(), Some(score));
}

#[test]
fn a_pretrained_file_that_is_no_good_troubles_nobody() {
    let mut story = Story::begin();
    let kind = ModelKind::BASELINE;
    let request = story
        .session
        .begin_start_load(kind, Origin::Pretrained)
        .unwrap();
    story.home_says(Event::Failed {
        failure: Failure {
            subject: Subject::Request(request),
            message: "cannot load this file: it is a web page".to_owned(),
        },
    });
    assert_eq!(story.session.notices(), []);
    assert!(story.session.model(kind).is_none());
    let again = story.session.begin_start_load(kind, Origin::Pretrained);
    assert!(again.is_some());
}

#[test]
fn pretrained_models_are_given_to_a_restarted_engine_and_still_wait_for_a_look() {
    let mut story = Story::begin();
    bring(&mut story, ModelKind::TINY_VGG, Origin::Pretrained, 0.88);
    story.session.engine_crashed(HOME, "lost");
    story.session.engine_starts(HOME);
    let chores = story.session.replay();
    assert!(loaded_file(&chores).is_some());
    assert_eq!(evaluate_request(&chores), None);
    assert_eq!(story.home_says(test_split()), []);
}
