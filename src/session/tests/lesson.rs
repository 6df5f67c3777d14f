//! The answers to the lesson's questions: the notebook's at first, then those of the learner's own models.

use super::*;
use crate::session::lesson::answers::{Verdict, answer};
use crate::session::lesson::guesses::{Guess, read};
use crate::session::lesson::sections::{QuestionKind, Section};

/// The notebook's answers, by section.
const OF_NOTEBOOK: [Guess; 13] = [
    Guess::Option(1),
    Guess::Option(2),
    Guess::Number(1875.0),
    Guess::Number(83.43),
    Guess::Option(1),
    Guess::Option(1),
    Guess::Option(2),
    Guess::Option(2),
    Guess::Option(0),
    Guess::Number(8.0),
    Guess::Option(6),
    Guess::Option(0),
    Guess::Option(1),
];

#[test]
fn before_any_model_the_answers_are_the_notebooks() {
    let session = Session::default();
    for (section, guess) in Section::ALL.into_iter().zip(OF_NOTEBOOK) {
        let answer = answer(section, &session);
        assert_eq!(answer.verdict(guess), Verdict::Right, "{section:?}");
        assert!(answer.words.len() > 40, "{section:?}: {}", answer.words);
    }
}

#[test]
fn every_answer_is_one_that_can_be_guessed() {
    let mut trained = Scenario::begin();
    for model in ModelKind::ALL {
        trained.train(model, 0.5);
    }
    for session in [&Session::default(), &trained.session] {
        for section in Section::ALL {
            let kind = section.kind();
            let text = match (kind, answer(section, session).right) {
                (QuestionKind::Choice { .. }, Guess::Option(option)) => option.to_string(),
                (QuestionKind::Number, Guess::Number(number)) => number.to_string(),
                (_, right) => panic!("{section:?}: {right:?}"),
            };
            assert!(read(kind, &text).is_some(), "{section:?}: {text}");
        }
    }
}

#[test]
fn the_answers_are_those_of_the_learners_own_models() {
    let mut scenario = Scenario::begin();
    scenario.train(ModelKind::BASELINE, 0.6);
    scenario.train(ModelKind::NON_LINEAR, 0.7);
    let of = |section| answer(section, &scenario.session);

    let baseline = of(Section::Baseline);
    assert_eq!(baseline.right, Guess::Number(60.0));
    assert!(
        baseline
            .words
            .starts_with("Your Model 0 gets 60.00 % right")
    );
    assert_eq!(of(Section::Images).right, Guess::Option(1));
    assert_eq!(of(Section::NonLinearity).right, Guess::Option(0));
    let compared = of(Section::Comparison).words;
    assert!(compared.starts_with("Model 1 is the most accurate here, with 70.00 %"));
    assert!(!compared.contains("notebook"));
}

#[test]
fn a_run_that_was_stopped_decides_no_answer() {
    let mut scenario = Scenario::begin();
    for model in ModelKind::ALL {
        let run = scenario.begin_run(model, PRIMARY_ENGINE);
        let mut evaluated = evaluation(model, 0.2);
        evaluated.confusion.counts[3][0] = 1000;
        scenario.primary_reports(Event::RunFinished {
            run,
            outcome: Outcome::Stopped,
            step: 100,
            model: Some(trained(model, 1)),
            evaluation: Some(evaluated),
        });
    }
    let notebook = Session::default();
    for section in [
        Section::Images,
        Section::Baseline,
        Section::Results,
        Section::NonLinearity,
        Section::Convolutions,
        Section::Comparison,
        Section::Predictions,
        Section::Confusion,
    ] {
        assert_eq!(
            answer(section, &scenario.session),
            answer(section, &notebook),
            "{section:?}"
        );
    }
}

#[test]
fn the_last_relu_is_blamed_where_a_class_is_never_answered() {
    let mut scenario = Scenario::begin();
    let model = ModelKind::NON_LINEAR;
    let run = scenario.begin_run(model, PRIMARY_ENGINE);
    let mut evaluated = evaluation(model, 0.75);
    for class in 0..10 {
        evaluated.confusion.counts[class][if class == 4 { 2 } else { class }] = 1000;
    }
    scenario.primary_reports(Event::RunFinished {
        run,
        outcome: Outcome::Completed,
        step: 5625,
        model: Some(trained(model, 1)),
        evaluation: Some(evaluated),
    });
    let words = answer(Section::NonLinearity, &scenario.session).words;
    assert!(
        words.contains("It never answers Coat. Its last layer"),
        "{words}"
    );
    let worst = answer(Section::Confusion, &scenario.session);
    assert_eq!(worst.right, Guess::Option(4));
    assert!(
        worst.words.contains("recognises 0.00 % of them"),
        "{}",
        worst.words
    );
}
