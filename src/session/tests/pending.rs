//! Every question gets an answer or a failure, whatever becomes of the engine.

use super::*;
use crate::protocol::{CheckpointFormat, LabelledImage};

fn failure(story: &Story, request: RequestId) -> &str {
    story.session.failure(request).unwrap_or_default()
}

#[test]
fn a_crash_fails_what_was_asked_and_leaves_what_was_answered() {
    let mut story = Story::begin();
    story.train_at_home(ModelKind::BASELINE, 0.83);
    let answered = story.session.new_request(HOME);
    story.home_says(Event::Images {
        request: answered,
        split: SplitName::Test,
        images: Vec::<LabelledImage>::new(),
    });
    let classify = story.session.new_request(HOME);
    let evaluate = story.session.begin_evaluation(ModelKind::BASELINE);
    let name = "model.pth".to_owned();
    let load = story.session.begin_load(Origin::File { name });
    let elsewhere = story.session.new_request(DeviceKind::WebGpu);
    story.home_says(Event::Panicked {
        message: "lost".to_owned(),
    });

    for request in [classify, evaluate] {
        assert!(failure(&story, request).contains("the engine crashed"));
    }
    assert!(failure(&story, load).starts_with("cannot load this file"));
    assert_eq!(story.session.failure(answered), None);
    assert_eq!(story.session.failure(elsewhere), None);
    assert_eq!(story.session.notices().len(), 1, "the crash itself");
    let held = story.session.model(ModelKind::BASELINE).unwrap();
    assert!(!held.is_being_judged());
}

#[test]
fn a_restart_without_a_crash_fails_them_too() {
    let mut story = Story::begin();
    let request = story.session.new_request(HOME);
    story.session.engine_starts(HOME);
    assert!(failure(&story, request).contains("started anew"));
}

#[test]
fn a_question_that_cannot_even_be_put_has_failed_without_a_notice() {
    let mut story = Story::begin();
    let request = story.session.new_request(HOME);
    story
        .session
        .fail_request(request, "the CPU engine is not running".to_owned());
    assert!(failure(&story, request).contains("not running"));
    assert_eq!(story.session.notices(), []);
}

#[test]
fn an_answer_that_comes_after_all_is_taken() {
    let mut story = Story::begin();
    let request = story.session.new_request(HOME);
    story.home_says(Event::ModelSaved {
        request,
        model: ModelKind::BASELINE,
        format: CheckpointFormat::PyTorch,
        file: vec![1, 2],
    });
    story.session.engine_crashed(HOME, "lost");
    assert_eq!(story.session.failure(request), None);
    assert_eq!(story.session.saved_file(request).unwrap().file, [1, 2]);
}
