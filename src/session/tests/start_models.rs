//! Scenarios of models that the page loads at its start: the learner's models take precedence over them.

use super::*;

/// The page loads a model of this kind, and the primary engine has read it.
fn load_at_start(
    scenario: &mut Scenario,
    kind: ModelKind,
    origin: Origin,
    accuracy: f64,
) -> Vec<Effect> {
    let request = scenario.session.begin_start_load(kind, origin).unwrap();
    scenario.primary_answers(request, ModelsAnswer::LoadModel(recorded(kind, accuracy)))
}

/// A model whose file records its score.
fn recorded(kind: ModelKind, accuracy: f64) -> TrainedModel {
    let score = RecordedScore {
        loss: 1.0 - accuracy,
        accuracy,
    };
    TrainedModel {
        score: Some(score),
        ..trained(kind, 200)
    }
}

fn is_pretrained(scenario: &Scenario, kind: ModelKind) -> bool {
    scenario.model(kind).is_pretrained()
}

#[test]
fn a_pretrained_model_shows_its_recorded_score_and_is_evaluated_on_view() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::TINY_VGG;
    let effects = load_at_start(&mut scenario, kind, Origin::Pretrained, 0.88);
    assert_eq!(effects, [], "no view has shown it yet");
    assert_eq!(scenario.primary_reports(test_split()), []);
    let entry = scenario.model(kind);
    assert_eq!(entry.score().map(|score| score.accuracy), Some(0.88));
    assert!(entry.is_evaluated_on_view() && !entry.is_being_evaluated());
    assert_eq!(entry.training_secs(), None);
    assert_eq!(entry.saved_score(), None, "it was not saved here");

    let request = evaluation_id(&scenario.session.evaluate_on_view(kind)).expect("a view shows it");
    assert_eq!(
        scenario.session.evaluate_on_view(kind),
        [],
        "once is enough"
    );
    scenario.primary_answers(request, ModelsAnswer::Evaluate(evaluation(kind, 0.879)));
    let entry = scenario.model(kind);
    assert_eq!(entry.score().map(|score| score.accuracy), Some(0.879));
}

#[test]
fn a_view_before_the_test_images_are_there_is_remembered() {
    let mut scenario = Scenario::begin();
    scenario.session.engine_starts(PRIMARY_ENGINE);
    let kind = ModelKind::BASELINE;
    load_at_start(&mut scenario, kind, Origin::Pretrained, 0.83);
    assert_eq!(scenario.session.evaluate_on_view(kind), []);
    assert!(evaluation_id(&scenario.primary_reports(test_split())).is_some());
}

#[test]
fn a_trained_model_takes_the_place_of_a_pretrained_one() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::BASELINE;
    load_at_start(&mut scenario, kind, Origin::Pretrained, 0.83);
    scenario.train(kind, 0.5);
    assert!(!is_pretrained(&scenario, kind));
    assert_eq!(scenario.accuracy(kind), Some(0.5));
    let none = scenario.session.begin_start_load(kind, Origin::Pretrained);
    assert_eq!(none, None, "nothing is brought where something is");
}

#[test]
fn a_pretrained_model_that_comes_late_gives_way_also_in_the_engine() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::BASELINE;
    let late = scenario
        .session
        .begin_start_load(kind, Origin::Pretrained)
        .unwrap();
    let run = scenario.train(kind, 0.8);
    let effects = scenario.primary_answers(late, ModelsAnswer::LoadModel(recorded(kind, 0.83)));
    assert!(!is_pretrained(&scenario, kind));
    assert_eq!(
        loaded_file(&effects),
        Some(&[run.0 as u8][..]),
        "the engine has the pretrained one until then"
    );
    assert_eq!(scenario.session.models.previous(kind), None);
}

#[test]
fn an_evaluation_that_a_late_one_has_spoilt_is_made_again() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::BASELINE;
    let late = scenario
        .session
        .begin_start_load(kind, Origin::Pretrained)
        .unwrap();
    let run = scenario.begin_run(kind, PRIMARY_ENGINE);
    let spoilt = evaluation_id(&scenario.finish_run(run, Outcome::Stopped)).unwrap();
    let effects = scenario.primary_answers(late, ModelsAnswer::LoadModel(recorded(kind, 0.83)));
    let again = evaluation_id(&effects).expect("it is evaluated once more");
    scenario.primary_answers(spoilt, ModelsAnswer::Evaluate(evaluation(kind, 0.1)));
    assert_eq!(scenario.accuracy(kind), None);
    scenario.primary_answers(again, ModelsAnswer::Evaluate(evaluation(kind, 0.7)));
    assert_eq!(scenario.accuracy(kind), Some(0.7));
}

#[test]
fn the_learners_own_models_go_before_better_pretrained_ones() {
    let mut scenario = Scenario::begin();
    for (kind, accuracy) in ModelKind::ALL.into_iter().zip([0.83, 0.75, 0.88]) {
        load_at_start(&mut scenario, kind, Origin::Pretrained, accuracy);
    }
    assert_eq!(scenario.session.models.best(), Some(ModelKind::TINY_VGG));
    assert_eq!(
        scenario.session.models.first_choice(),
        Some(ModelKind::TINY_VGG)
    );
    let run = scenario.begin_run(ModelKind::NON_LINEAR, PRIMARY_ENGINE);
    scenario.finish_run(run, Outcome::Stopped);
    assert_eq!(
        scenario.session.models.first_choice(),
        Some(ModelKind::NON_LINEAR),
        "even before it is evaluated"
    );
    scenario.train(ModelKind::BASELINE, 0.7);
    assert_eq!(scenario.session.models.best(), Some(ModelKind::BASELINE));
    assert_eq!(
        scenario.session.models.first_choice(),
        Some(ModelKind::BASELINE)
    );
}

#[test]
fn a_saved_model_comes_back_as_the_learners_own() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::BASELINE;
    let score = RecordedScore {
        loss: 0.4766,
        accuracy: 0.8343,
    };
    let origin = Origin::Storage {
        run: None,
        score: Some(score),
        training: None,
    };
    assert_eq!(load_at_start(&mut scenario, kind, origin, 0.1), []);
    let entry = scenario.model(kind);
    assert!(!entry.is_pretrained());
    assert_eq!(entry.score(), Some(score), "as saved, not as the file says");
    assert_eq!(entry.saved_score(), Some(score));
}

#[test]
fn a_pretrained_file_that_is_no_good_makes_no_notice() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::BASELINE;
    let request = scenario
        .session
        .begin_start_load(kind, Origin::Pretrained)
        .unwrap();
    scenario.primary_fails(request, "cannot load this file: it is a web page");
    assert_eq!(scenario.notices(), []);
    assert!(scenario.session.models.get(kind).is_none());
    let again = scenario.session.begin_start_load(kind, Origin::Pretrained);
    assert!(again.is_some());
}

#[test]
fn pretrained_models_are_given_to_a_restarted_engine_and_still_wait_for_a_view() {
    let mut scenario = Scenario::begin();
    load_at_start(&mut scenario, ModelKind::TINY_VGG, Origin::Pretrained, 0.88);
    scenario.session.engine_crashed(PRIMARY_ENGINE, "lost");
    scenario.session.engine_starts(PRIMARY_ENGINE);
    let effects = scenario.session.send_models();
    assert!(loaded_file(&effects).is_some());
    assert_eq!(evaluation_id(&effects), None);
    assert_eq!(scenario.primary_reports(test_split()), []);
}

#[test]
fn a_stopped_model_that_comes_back_is_still_marked_as_stopped() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::TINY_VGG;
    let origin = Origin::Storage {
        run: None,
        score: None,
        training: Some(Training {
            device: DeviceKind::Cpu,
            secs: 7.0,
            stopped_at: Some(101),
        }),
    };
    let request = scenario.session.begin_start_load(kind, origin).unwrap();
    let effects = scenario.primary_answers(request, ModelsAnswer::LoadModel(trained(kind, 200)));
    assert!(
        evaluation_id(&effects).is_some(),
        "it has no score to show until a view asks for one"
    );
    let entry = scenario.model(kind);
    assert_eq!(entry.stopped_at(), Some(101));
    assert_eq!(entry.training_secs(), Some(7.0));
}

#[test]
fn a_model_that_comes_back_knows_the_stored_run_that_trained_it() {
    let kind = ModelKind::TINY_VGG;
    let mut before = Scenario::begin();
    let run = before.train(kind, 0.88);
    let run = before.session.runs.get(run).unwrap().clone();
    let id = StoredRunId(7);
    let mut stored_runs = StoredRuns::default();
    stored_runs.add(StoredRun {
        id,
        run: run.clone(),
        file_bytes: Some(1),
    });

    let mut scenario = Scenario::begin();
    let origin = Origin::Storage {
        run: Some(id),
        score: None,
        training: None,
    };
    let request = scenario.session.begin_start_load(kind, origin).unwrap();
    scenario.primary_answers(request, ModelsAnswer::LoadModel(trained(kind, 200)));
    let entry = scenario.model(kind);
    let runs = &scenario.session.runs;
    assert_eq!(entry.run(runs, &stored_runs), Some(&run));
    stored_runs.remove(id);
    assert_eq!(entry.run(runs, &stored_runs), None);
}
