//! Scenarios of files that leave open which model they are.

use super::*;
use crate::protocol::{LoadNote, OtherReading, TrainingConfig, TriedReading};

/// The file that is opened.
const FILE: &[u8] = b"PK";

/// A model whose file leaves open whether a ReLU ends it; its own file is `[42]`, the other reading's `[43]`.
fn open_reading() -> TrainedModel {
    let model = trained(ModelKind::NON_LINEAR, 42);
    let config = TrainingConfig {
        final_relu: false,
        ..model.config.clone()
    };
    let tried = |final_relu, loss| TriedReading {
        model: ModelKind::NON_LINEAR,
        final_relu,
        score: Some(RecordedScore {
            loss,
            accuracy: 0.7,
        }),
    };
    let (taken, other) = (tried(true, 0.7), tried(false, 0.6));
    let other_reading = OtherReading {
        config,
        score: other.score,
        file: vec![43],
    };
    let others = vec![other];
    TrainedModel {
        reading: FileReading {
            notes: vec![LoadNote::Undecided { taken, others }],
            others: vec![other_reading],
        },
        ..model
    }
}

#[test]
fn a_model_can_be_switched_to_the_other_reading_of_its_file_and_back() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::NON_LINEAR;
    scenario.train(kind, 0.75);
    let loaded = open_reading();
    open(&mut scenario, loaded.clone());

    let effects = scenario.session.read_as(kind, 0);
    assert_eq!(loaded_file(&effects), Some(&[43][..]));
    assert!(evaluation_id(&effects).is_some());
    let switched = &scenario.model(kind).trained;
    assert!(!switched.config.final_relu);
    assert!(
        switched.reading.notes[0]
            .to_string()
            .contains("without the last ReLU (test loss 0.60000")
    );

    let effects = scenario.session.read_as(kind, 0);
    assert_eq!(loaded_file(&effects), Some(&[42][..]));
    assert_eq!(scenario.model(kind).trained, loaded);
    let previous = scenario.session.models.previous(kind).unwrap();
    assert_eq!(
        previous.trained.file,
        [1],
        "the trained one can still be taken back"
    );
    assert_eq!(
        scenario.session.read_as(kind, 1),
        [],
        "there is no third reading"
    );
}

/// The learner opens [`FILE`], and the primary engine has read it as this.
fn open(scenario: &mut Scenario, loaded: TrainedModel) -> Vec<Effect> {
    let name = "net.pth".to_owned();
    let request = scenario.session.begin_load(Origin::File { name }, FILE);
    scenario.primary_answers(request, ModelsAnswer::LoadModel(loaded))
}

/// The same without test images.
fn untried(mut model: TrainedModel) -> TrainedModel {
    for note in &mut model.reading.notes {
        if let LoadNote::Undecided { taken, others } = note {
            let readings = std::iter::once(taken).chain(others);
            readings.for_each(|reading| reading.score = None);
        }
    }
    model.reading.others[0].score = None;
    model
}

/// The engine is ready, and the images are still on their way.
fn begin_without_images() -> Scenario {
    let mut scenario = Scenario {
        session: Session::default(),
        elapsed_secs: 0.0,
    };
    scenario.session.engine_starts(PRIMARY_ENGINE);
    scenario.primary_reports(ready(PRIMARY_ENGINE));
    scenario
}

/// The request that tries the file.
fn trial(effects: &[Effect]) -> RequestId {
    assert_eq!(loaded_file(effects), Some(FILE));
    let [Effect::Ask { id, .. }] = effects else {
        panic!("{effects:?}");
    };
    *id
}

#[test]
fn a_file_that_was_opened_before_the_test_images_came_is_tried_on_them() {
    let mut scenario = begin_without_images();
    let kind = ModelKind::NON_LINEAR;
    assert_eq!(open(&mut scenario, untried(open_reading())), []);
    let words = scenario.model(kind).trained.reading.notes[0].to_string();
    assert!(
        words.contains("tried on the test images as soon as"),
        "{words}"
    );

    let request = trial(&scenario.primary_reports(test_split()));
    assert!(scenario.model(kind).is_being_evaluated());
    assert_eq!(scenario.primary_reports(test_split()), [], "once is enough");
    let decided = open_reading().read_as(0).unwrap();
    let effects = scenario.primary_answers(request, ModelsAnswer::LoadModel(decided.clone()));
    assert_eq!(loaded_file(&effects), None, "the engine has it already");
    assert!(evaluation_id(&effects).is_some());
    assert_eq!(scenario.model(kind).trained, decided);
    assert_eq!(scenario.session.models.previous(kind), None);
}

#[test]
fn a_reading_that_the_learner_has_chosen_stays_when_it_is_tried() {
    let kind = ModelKind::NON_LINEAR;
    for is_under_way in [false, true] {
        let mut scenario = begin_without_images();
        open(&mut scenario, untried(open_reading()));
        let request = if is_under_way {
            let request = trial(&scenario.primary_reports(test_split()));
            let effects = scenario.session.read_as(kind, 0);
            assert_eq!(loaded_file(&effects), Some(&[43][..]));
            assert_eq!(evaluation_id(&effects), None);
            request
        } else {
            scenario.session.read_as(kind, 0);
            trial(&scenario.primary_reports(test_split()))
        };
        let effects = scenario.primary_answers(request, ModelsAnswer::LoadModel(open_reading()));
        assert_eq!(
            loaded_file(&effects),
            Some(&[43][..]),
            "the engine took the other"
        );
        assert!(evaluation_id(&effects).is_some());
        let switched = open_reading().read_as(0).unwrap();
        assert_eq!(
            scenario.model(kind).trained,
            switched,
            "now with both scores"
        );
    }
}

#[test]
fn a_file_that_turns_out_to_be_of_another_kind_leaves_its_first_place() {
    let mut scenario = begin_without_images();
    let before = scenario.train(ModelKind::BASELINE, 0.83);
    let mut first = untried(open_reading());
    first.config = TrainingConfig::lesson(ModelKind::BASELINE);
    open(&mut scenario, first);
    let request = trial(&scenario.primary_reports(test_split()));
    let effects = scenario.primary_answers(request, ModelsAnswer::LoadModel(open_reading()));
    assert_eq!(loaded_file(&effects), Some(&[before.0 as u8][..]));
    assert_eq!(scenario.accuracy(ModelKind::BASELINE), Some(0.83));
    assert_eq!(scenario.session.models.previous(ModelKind::BASELINE), None);
    assert_eq!(
        scenario.model(ModelKind::NON_LINEAR).trained,
        open_reading()
    );
}

#[test]
fn a_model_that_was_trained_during_the_trial_stays_also_in_the_engine() {
    let mut scenario = begin_without_images();
    let kind = ModelKind::NON_LINEAR;
    open(&mut scenario, untried(open_reading()));
    let request = trial(&scenario.primary_reports(test_split()));
    let run = scenario.train(kind, 0.75);
    let effects = scenario.primary_answers(request, ModelsAnswer::LoadModel(open_reading()));
    assert_eq!(loaded_file(&effects), Some(&[run.0 as u8][..]));
    assert_eq!(scenario.accuracy(kind), Some(0.75));
}

#[test]
fn a_trial_that_is_lost_with_the_engine_is_made_by_the_next_one() {
    let mut scenario = begin_without_images();
    open(&mut scenario, untried(open_reading()));
    trial(&scenario.primary_reports(test_split()));
    scenario.session.engine_crashed(PRIMARY_ENGINE, "lost");
    scenario.session.engine_starts(PRIMARY_ENGINE);
    let effects = scenario.session.send_models();
    assert_eq!(loaded_file(&effects), Some(&[42][..]));
    trial(&scenario.primary_reports(test_split()));
}
