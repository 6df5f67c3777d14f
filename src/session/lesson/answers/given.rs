//! What is there before a model is trained: the program, the images, their batches, the devices.

use super::super::sections::Section;
use super::{Reached, SectionAnswer, and, linear_model, name, non_linear_model, published};
use crate::fashion_mnist::N_TRAINING_IMAGES;
use crate::protocol::{DeviceKind, SplitName, TrainingConfig, n_batches};
use crate::session::{EngineStatus, PRIMARY_ENGINE, Session, format};
use crate::texts::text;

pub fn libraries(session: &Session) -> SectionAnswer {
    let words = match session.devices.status(PRIMARY_ENGINE) {
        EngineStatus::Ready(report) => {
            text!("answer-libraries-running", engine = report.engine())
        }
        EngineStatus::NotStarted
        | EngineStatus::Starting
        | EngineStatus::Unavailable(_)
        | EngineStatus::Crashed(_) => text!("answer-libraries").to_owned(),
    };
    SectionAnswer::option(1, words)
}

pub fn images(session: &Session) -> SectionAnswer {
    let Reached { accuracy, who } = Reached::by(linear_model(), session);
    let who = format::sentence(&who);
    let section = Section::Baseline.number();
    match accuracy {
        ..0.3 => SectionAnswer::option(
            0,
            text!("answer-images-few", model = who, section = section),
        ),
        ..0.75 => SectionAnswer::option(
            1,
            text!("answer-images-some", model = who, section = section),
        ),
        _ => SectionAnswer::option(
            2,
            text!("answer-images-most", model = who, section = section),
        ),
    }
}

pub fn batches(session: &Session) -> SectionAnswer {
    let batch_size = TrainingConfig::lesson(linear_model()).batch_size;
    let count = |split| {
        let split = session.data.primary().split(split);
        split.map(|split| split.n_images)
    };
    let of_training = count(SplitName::Train).unwrap_or(N_TRAINING_IMAGES);
    let n_of_training = n_batches(of_training, batch_size);
    let words = match count(SplitName::Test) {
        Some(n_images) => {
            let n_of_test = n_batches(n_images, batch_size);
            text!(
                "answer-batches-of-both",
                batches = format::count(n_of_training),
                images = format::count(n_images),
                of_test = format::count(n_of_test),
                last = n_images - (n_of_test - 1) * batch_size
            )
        }
        None => text!("answer-batches", batches = format::count(n_of_training)),
    };
    SectionAnswer::number(n_of_training as f64, 0.5, words)
}

pub fn devices(session: &Session) -> SectionAnswer {
    let (linear, non_linear) = (linear_model(), non_linear_model());
    let secs = |model| published(model).map_or(0.0, |(_, secs)| secs);
    let right = usize::from(secs(non_linear) > secs(linear));
    let here = match session.runs.all().last() {
        Some(run) => text!("answer-devices-last-run", device = run.device.title()),
        None => match session.devices.status(DeviceKind::WebGpu) {
            EngineStatus::Unavailable(problem) => text!("answer-devices-cpu", problem = problem),
            EngineStatus::NotStarted
            | EngineStatus::Starting
            | EngineStatus::Ready(_)
            | EngineStatus::Crashed(_) => String::new(),
        },
    };
    let words = text!(
        "answer-devices",
        linear = name(linear),
        linear_time = format::duration(secs(linear)),
        non_linear = name(non_linear),
        non_linear_time = format::duration(secs(non_linear))
    );
    SectionAnswer::option(right, and(words, &here))
}
