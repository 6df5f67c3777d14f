//! Scenarios of requests: each gets an answer or a failure, whatever becomes of the engine.

use std::cell::RefCell;
use std::rc::Rc;

use super::*;
use crate::protocol::{
    CheckpointFormat, Classify, Corrections, Evaluate, LoadModel, ModelFile, Picture, SaveModel,
};

/// The answer or failure of a request, if there is one yet.
type Outcome = Rc<RefCell<Option<Result<Answer, String>>>>;

fn ask(pending: &mut Pending, number: u32, device: DeviceKind, request: &Request) -> Outcome {
    let outcome = Outcome::default();
    let seen = outcome.clone();
    let on_answer = move |answer| *seen.borrow_mut() = Some(answer);
    pending.insert(RequestId(number), device, request, on_answer);
    outcome
}

fn failure(outcome: &Outcome) -> String {
    match &*outcome.borrow() {
        Some(Err(message)) => message.clone(),
        other => panic!("no failure but {other:?}"),
    }
}

fn save() -> Request {
    let model = ModelKind::BASELINE;
    let format = CheckpointFormat::PyTorch;
    SaveModel { model, format }.into()
}

fn classify() -> Request {
    let picture = Picture {
        width: 0,
        height: 0,
        rgba: Vec::new(),
    };
    let model = ModelKind::BASELINE;
    Classify {
        model,
        picture,
        corrections: Corrections::default(),
    }
    .into()
}

fn evaluate() -> Request {
    let model = ModelKind::BASELINE;
    Evaluate { model }.into()
}

#[test]
fn a_crash_fails_what_was_asked_and_leaves_what_was_answered() {
    let mut pending = Pending::default();
    let answered = ask(&mut pending, 1, PRIMARY_ENGINE, &save());
    let file: Answer = ModelsAnswer::SaveModel(ModelFile { bytes: vec![1, 2] }).into();
    pending.settle(RequestId(1), Ok(file.clone()));
    let classify = ask(&mut pending, 2, PRIMARY_ENGINE, &classify());
    let evaluate = ask(&mut pending, 3, PRIMARY_ENGINE, &evaluate());
    let load = LoadModel { file: Vec::new() }.into();
    let load = ask(&mut pending, 4, PRIMARY_ENGINE, &load);
    let elsewhere = ask(&mut pending, 5, DeviceKind::WebGpu, &save());
    pending.fail_all(PRIMARY_ENGINE, EngineLoss::Crashed);

    for question in [classify, evaluate] {
        assert_eq!(
            failure(&question),
            "there is no answer: the engine crashed, restart it and try again"
        );
    }
    assert_eq!(
        failure(&load),
        "cannot load this file: the engine crashed, restart it and try again"
    );
    assert_eq!(*answered.borrow(), Some(Ok(file)));
    assert_eq!(*elsewhere.borrow(), None);
}

#[test]
fn a_restart_without_a_crash_fails_them_too() {
    let mut pending = Pending::default();
    let question = ask(&mut pending, 1, PRIMARY_ENGINE, &classify());
    pending.fail_all(PRIMARY_ENGINE, EngineLoss::Restarted);
    assert!(failure(&question).contains("started anew"));
}

#[test]
fn an_error_of_the_engine_fails_its_request_alone() {
    let mut pending = Pending::default();
    let refused = ask(&mut pending, 1, PRIMARY_ENGINE, &classify());
    let other = ask(&mut pending, 2, PRIMARY_ENGINE, &evaluate());
    pending.settle(
        RequestId(1),
        Err("there is nothing in this picture".to_owned()),
    );
    assert_eq!(failure(&refused), "there is nothing in this picture");
    assert_eq!(*other.borrow(), None);
}

#[test]
fn a_crash_ends_evaluations_and_loads_and_makes_one_notice() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::BASELINE;
    scenario.train(kind, 0.83);
    scenario.session.begin_evaluation(kind);
    let name = "model.pth".to_owned();
    let load = scenario.session.begin_load(Origin::File { name }, b"");
    scenario.primary_reports(Event::Panicked {
        message: "lost".to_owned(),
    });
    assert_eq!(scenario.notices().len(), 1, "the crash itself");
    assert!(!scenario.model(kind).is_being_evaluated());
    scenario.primary_answers(load, ModelsAnswer::LoadModel(trained(kind, 42)));
    assert_ne!(scenario.model(kind).trained.file, [42], "it has failed");
}

#[test]
fn a_request_that_cannot_be_posted_has_failed_without_a_notice() {
    let mut scenario = Scenario::begin();
    let kind = ModelKind::BASELINE;
    scenario.train(kind, 0.83);
    let id = scenario.session.begin_evaluation(kind);
    let message = "the CPU engine is not running";
    scenario.session.fail_request(id, message);
    assert!(!scenario.model(kind).is_being_evaluated());
    assert_eq!(scenario.notices(), []);
}
