//! Messages between page and engines: each crosses unchanged, and the page takes any row of events.

use std::fmt::Debug;

use fitting_room::protocol::{Command, DeviceKind, Event, ModelKind, Stamped};
use fitting_room::session::{
    ChosenDevice, Origin, Session, confusion, curves, diagnosis, findings, reliability,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Made;

/// Events in a row at most.
const MAX_EVENTS: usize = 60;

/// Texts that mean something in a message: the keys of the models first.
fn words() -> Vec<&'static str> {
    let keys = ModelKind::ALL.into_iter().map(|kind| kind.key);
    let others = ["", "out of memory", "\u{202e}\0\n", "block_1.0.weight"];
    keys.cycle().take(12).chain(others).collect()
}

/// A message that is made of bytes, if its type can be made of these.
fn made<T: DeserializeOwned>(made: &mut Made<'_>) -> Option<T> {
    T::deserialize(made).ok()
}

fn assert_crosses<T: Serialize + DeserializeOwned + PartialEq + Debug>(message: &T) {
    let value = serde_json::to_value(message).expect("its floats are finite");
    let other = T::deserialize(&value).unwrap_or_else(|error| panic!("{value}: {error}"));
    assert_eq!(&other, message);
}

/// A command that is made of bytes, and bytes as the JSON of one.
pub fn command(bytes: &[u8]) {
    let words = words();
    if let Some(command) = made::<Command>(&mut Made::new(bytes, &words)) {
        assert_crosses(&command);
    }
    if let Ok(command) = serde_json::from_slice::<Command>(bytes) {
        assert_crosses(&command);
    }
}

/// Events that are made of bytes, alone and in a row, between things that a learner does.
pub fn event(bytes: &[u8]) {
    let words = words();
    if let Some(event) = made::<Stamped>(&mut Made::new(bytes, &words)) {
        assert_crosses(&event);
    }
    if let Ok(event) = serde_json::from_slice::<Event>(bytes) {
        assert_crosses(&event);
    }
    let mut source = Made::new(bytes, &words).with_not_finite();
    let mut session = Session::default();
    for _ in 0..MAX_EVENTS {
        if source.is_used_up() {
            break;
        }
        let device = [DeviceKind::Cpu, DeviceKind::WebGpu][source.below(2)];
        match source.below(16) {
            0 => session.engine_starts(device),
            1 => session.engine_stopped(device),
            2 => {
                session.begin_load(Origin::Pretrained, b"PK");
            }
            3 => {
                session.begin_evaluation(ModelKind::default());
            }
            4 => drop(session.send_models()),
            5 => drop(session.read_as(ModelKind::default(), source.below(4))),
            6 => drop(session.restore_previous(ModelKind::default())),
            7 => begin_run(&mut session, &mut source),
            _ => {
                let Some(stamped) = made::<Stamped>(&mut source) else {
                    continue;
                };
                session.apply(device, &stamped);
            }
        }
        draw(&session);
    }
}

fn begin_run(session: &mut Session, source: &mut Made<'_>) {
    let Some(config) = made(source) else {
        return;
    };
    let chosen = ChosenDevice {
        device: DeviceKind::Cpu,
        reason: String::new(),
    };
    session.runs.begin(config, chosen);
}

/// What the views compute of the session.
fn draw(session: &Session) {
    for run in session.runs.all() {
        assert!(run.losses.points().len() <= curves::MAX_POINTS);
        std::hint::black_box((run.place(), run.progress(), run.eta_secs()));
        std::hint::black_box((run.steps_per_sec(), run.mean_first_loss()));
        if let Some(trouble) = diagnosis::trouble(run) {
            assert!(!trouble.advice(run).is_empty());
        }
        for matrix in &run.confusions {
            std::hint::black_box(findings::never_answered(matrix, true));
            std::hint::black_box(confusion::most_confused(matrix));
        }
    }
    for (_, entry) in session.models.iter() {
        if let Some(evaluation) = &entry.evaluation {
            std::hint::black_box(reliability::reliability(evaluation));
        }
        std::hint::black_box((entry.score(), entry.stopped_at(), entry.training_secs()));
    }
    std::hint::black_box((session.models.best(), session.devices.cpu_workers()));
}
