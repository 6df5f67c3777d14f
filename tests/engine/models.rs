//! The engine's models: saved, loaded, evaluated.

use fitting_room::protocol::is_close;

use super::*;

#[test]
fn a_saved_model_comes_back_equal() {
    for kind in ModelKind::ALL {
        let mut driver = engine_with_data();
        let model = trained(&run(&mut driver, start(kind)));
        let before = evaluate(&mut driver, kind);
        let mut another = engine_with_data();
        let loaded = ask(&mut another, load(&model)).expect("it is a model");
        assert_eq!(loaded.config, model.config);
        assert_eq!(evaluate(&mut another, kind), before);
    }
}

fn evaluate(driver: &mut Driver, model: ModelKind) -> (f64, ConfusionMatrix) {
    let Evaluation {
        loss, confusion, ..
    } = ask(driver, Evaluate { model }).expect("it is there");
    (loss, confusion)
}

#[test]
fn an_evaluation_says_of_every_image_what_a_prediction_says() {
    let mut driver = engine_with_data();
    for model in ModelKind::ALL {
        run(&mut driver, start(model));
        let evaluation = ask(&mut driver, Evaluate { model }).expect("it is there");
        let indices: Vec<u32> = (0..40).collect();
        let predictions = ask(&mut driver, Predict { model, indices }).expect("they are there");
        let Evaluation {
            predicted,
            truth,
            confidence,
            ..
        } = evaluation;
        assert_eq!(
            [predicted.len(), truth.len(), confidence.n_values()],
            [40; 3]
        );
        for (image, prediction) in predictions.iter().enumerate() {
            assert_eq!(truth[image], prediction.image.label);
            let probabilities = &prediction.probabilities;
            let highest = probabilities.iter().copied().fold(0.0, f32::max);
            assert_eq!(probabilities[usize::from(predicted[image])], highest);
            assert!((confidence.at(image) - f64::from(highest)).abs() < 1e-4);
        }
    }
}

#[test]
fn a_file_that_is_no_model_is_refused_and_nothing_is_lost() {
    let mut driver = engine_with_data();
    let model = trained(&run(&mut driver, start(ModelKind::BASELINE)));
    let mut shortened = model.file.clone();
    shortened.truncate(model.file.len() - 9);
    for file in [
        Vec::new(),
        b"<!doctype html>".to_vec(),
        shortened,
        vec![0xff; 64],
    ] {
        let message = ask(&mut driver, LoadModel { file }).expect_err("it is no model");
        assert!(message.starts_with("cannot load this file"), "{message}");
    }
    assert_eq!(evaluate(&mut driver, ModelKind::BASELINE).1.n_images(), 40);
}

fn saved(driver: &mut Driver, model: ModelKind, format: CheckpointFormat) -> Checkpoint {
    let file = ask(driver, SaveModel { model, format }).expect("it is there");
    checkpoint::read(&file.bytes).expect("it was written by us")
}

#[test]
fn a_model_that_is_evaluated_later_has_its_score_in_its_file() {
    let kind = ModelKind::NON_LINEAR;
    let mut driver = engine_with_data();
    driver.engine.handle(start(kind));
    advance(&mut driver, 3);
    let stopped = trained(&run(&mut driver, Command::StopRun { run: RUN }));
    assert_eq!(stopped.score, None, "it is not evaluated yet");
    for format in [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch] {
        assert_eq!(saved(&mut engine_with(&stopped), kind, format).score, None);
    }

    // In the engine that trained it, and in one that it was loaded into.
    for mut driver in [driver, engine_with(&stopped)] {
        let (loss, confusion) = evaluate(&mut driver, kind);
        for format in [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch] {
            let file = saved(&mut driver, kind, format);
            let score = file.score.expect("it was evaluated");
            assert_eq!(score.loss, loss);
            // Forty images in batches of twenty: both definitions of accuracy agree.
            assert!((score.accuracy - confusion.share_correct()).abs() < 1e-12);
            assert_eq!(file.n_steps, Some(3));
        }
    }
}

fn engine_with(model: &TrainedModel) -> Driver {
    let mut driver = engine_with_data();
    ask(&mut driver, load(model)).expect("it is a model");
    driver
}

fn load(model: &TrainedModel) -> LoadModel {
    let file = model.file.clone();
    LoadModel { file }
}

#[test]
fn a_model_that_is_replaced_while_it_is_evaluated_is_evaluated_anew() {
    let kind = ModelKind::BASELINE;
    let learnt = trained(&run(&mut engine_with_data(), start(kind)));
    let mut driver = engine_with_data();
    driver.engine.handle(start(kind));
    advance(&mut driver, 1);
    run(&mut driver, Command::StopRun { run: RUN });

    driver.engine.handle(question(Evaluate { model: kind }));
    driver.engine.handle(question(load(&learnt)));
    let mut events = Vec::new();
    while !driver.engine.is_idle() {
        events.extend(advance(&mut driver, 1));
    }
    let [
        Event::EvaluationProgress { n_done: 20, .. },
        Event::Answered {
            answer: Ok(Answer::Models(ModelsAnswer::LoadModel(_))),
            ..
        },
        ..,
        Event::Answered {
            answer: Ok(Answer::Models(ModelsAnswer::Evaluate(evaluation))),
            ..
        },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!(evaluation.confusion.n_images(), 40);
    let expected = learnt.score.expect("its run evaluated it");
    assert!(
        is_close(evaluation.loss, expected.loss),
        "{} instead of {}",
        evaluation.loss,
        expected.loss
    );
}
