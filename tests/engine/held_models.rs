//! Models that the engine holds: as files, and judged.

use fitting_room::protocol::is_close;

use super::*;

#[test]
fn a_saved_model_comes_back_equal() {
    for kind in ModelKind::ALL {
        let mut engine = engine_with_data();
        let model = trained(&tell(&mut engine, start(kind)));
        let before = evaluation(&mut engine, kind);
        let mut another = engine_with_data();
        let loaded = tell(&mut another, load(&model));
        assert!(
            matches!(&loaded[..], [Event::ModelLoaded { model: loaded, .. }] if loaded.config == model.config)
        );
        assert_eq!(evaluation(&mut another, kind), before);
    }
}

fn evaluation(engine: &mut Engine, model: ModelKind) -> (f64, ConfusionMatrix) {
    match tell(
        engine,
        Command::Evaluate {
            request: ASK,
            model,
        },
    )
    .pop()
    {
        Some(Event::Evaluated { evaluation, .. }) => (evaluation.loss, evaluation.confusion),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_no_model_is_refused_and_nothing_is_lost() {
    let mut engine = engine_with_data();
    let model = trained(&tell(&mut engine, start(ModelKind::BASELINE)));
    let mut shortened = model.file.clone();
    shortened.truncate(model.file.len() - 9);
    for file in [
        Vec::new(),
        b"<!doctype html>".to_vec(),
        shortened,
        vec![0xff; 64],
    ] {
        let events = tell(&mut engine, Command::LoadModel { request: ASK, file });
        let (subject, message) = failure(&events);
        assert_eq!(subject, Subject::Request(ASK));
        assert!(message.starts_with("cannot load this file"), "{message}");
    }
    assert_eq!(
        evaluation(&mut engine, ModelKind::BASELINE).1.n_images(),
        40
    );
}

fn saved(engine: &mut Engine, model: ModelKind, format: CheckpointFormat) -> Checkpoint {
    let save = Command::SaveModel {
        request: ASK,
        model,
        format,
    };
    match &tell(engine, save)[..] {
        [Event::ModelSaved { file, .. }] => checkpoint::read(file).expect("it was written by us"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_model_that_is_judged_later_tells_its_score_in_its_file() {
    let kind = ModelKind::NON_LINEAR;
    let mut engine = engine_with_data();
    engine.handle(start(kind));
    pollster::block_on(engine.advance(3));
    let stopped = trained(&tell(&mut engine, Command::StopRun { run: RUN }));
    assert_eq!(stopped.evaluation, None, "nobody has judged it yet");
    for format in [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch] {
        assert_eq!(saved(&mut engine_with(&stopped), kind, format).score, None);
    }

    // In the engine that trained it, and in one that it was loaded into.
    for mut engine in [engine, engine_with(&stopped)] {
        let (loss, confusion) = evaluation(&mut engine, kind);
        for format in [CheckpointFormat::Safetensors, CheckpointFormat::PyTorch] {
            let file = saved(&mut engine, kind, format);
            let score = file.score.expect("it was judged");
            assert_eq!(score.loss, loss);
            // Forty images in batches of twenty: both definitions of accuracy agree.
            assert!((score.accuracy - confusion.share_correct()).abs() < 1e-12);
            assert_eq!(file.n_steps, Some(3));
        }
    }
}

fn engine_with(model: &TrainedModel) -> Engine {
    let mut engine = engine_with_data();
    tell(&mut engine, load(model));
    engine
}

fn load(model: &TrainedModel) -> Command {
    Command::LoadModel {
        request: ASK,
        file: model.file.clone(),
    }
}

#[test]
fn a_model_that_is_replaced_while_it_is_judged_is_judged_anew() {
    let kind = ModelKind::BASELINE;
    let learnt = trained(&tell(&mut engine_with_data(), start(kind)));
    let mut engine = engine_with_data();
    engine.handle(start(kind));
    pollster::block_on(engine.advance(1));
    tell(&mut engine, Command::StopRun { run: RUN });

    engine.handle(Command::Evaluate {
        request: ASK,
        model: kind,
    });
    engine.handle(load(&learnt));
    let mut events = Vec::new();
    while !engine.is_idle() {
        events.extend(pollster::block_on(engine.advance(1)));
    }
    let [
        Event::EvaluationProgress { n_done: 20, .. },
        Event::ModelLoaded { .. },
        ..,
        Event::Evaluated { evaluation, .. },
    ] = &events[..]
    else {
        panic!("{events:?}");
    };
    assert_eq!(evaluation.confusion.n_images(), 40);
    let expected = learnt.evaluation.expect("its run judged it");
    assert!(
        is_close(evaluation.loss, expected.loss),
        "{} instead of {}",
        evaluation.loss,
        expected.loss
    );
}
