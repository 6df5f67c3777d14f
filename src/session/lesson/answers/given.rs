//! What is there before a model is trained: the program, the images, their batches, the devices.

use super::super::sections::Section;
use super::{Answer, Reached, bent_model, linear_model, name, published};
use crate::protocol::{DeviceKind, SplitName, TrainingConfig};
use crate::session::{EngineStatus, PRIMARY_ENGINE, Session, format};

/// Images of a split where none is loaded yet.
const N_TRAINING_IMAGES: usize = 60_000;

pub fn libraries(session: &Session) -> Answer {
    let engine = match session.devices.status(PRIMARY_ENGINE) {
        EngineStatus::Ready(report) => format!(" It is running now: {}.", report.backend),
        EngineStatus::NotStarted
        | EngineStatus::Starting
        | EngineStatus::Unavailable(_)
        | EngineStatus::Crashed(_) => String::new(),
    };
    Answer::option(
        1,
        format!(
            "In this tab. The page has brought a program, the engine, which your browser runs beside the page; it fetches the images once and \
             sends nothing back.{engine}"
        ),
    )
}

pub fn images(session: &Session) -> Answer {
    let model = linear_model();
    let Reached { accuracy, whose } = Reached::by(model, session);
    let (right, share) = match accuracy {
        ..0.3 => (0, "hardly any more than by guessing"),
        ..0.75 => (1, "some of the test images"),
        _ => (2, "more than three quarters of the test images"),
    };
    Answer::option(
        right,
        format!(
            "{} {} has nothing but straight lines and gets {share} right. How many exactly is the question of section {}. Sandals and \
             bags are far apart; shirts, coats and pullovers are where the lines fail.",
            format::sentence(whose),
            name(model),
            Section::Baseline.number()
        ),
    )
}

pub fn batches(session: &Session) -> Answer {
    let batch_size = TrainingConfig::lesson(linear_model()).batch_size;
    let count = |split| {
        let split = session.data.primary().split(split);
        split.map(|split| split.n_images)
    };
    let n_batches = count(SplitName::Train)
        .unwrap_or(N_TRAINING_IMAGES)
        .div_ceil(batch_size);
    let of_test = count(SplitName::Test).map_or_else(String::new, |n_images| {
        let last = n_images - (n_images.div_ceil(batch_size) - 1) * batch_size;
        format!(
            " The {} test images make {} batches, and the last one has {last} images.",
            format::count(n_images),
            format::count(n_images.div_ceil(batch_size))
        )
    });
    Answer::number(
        n_batches as f64,
        0.5,
        format!(
            "{} batches: so many times an epoch corrects the model.{of_test}",
            format::count(n_batches)
        ),
    )
}

pub fn devices(session: &Session) -> Answer {
    let (linear, bent) = (linear_model(), bent_model());
    let secs = |model| published(model).map_or(0.0, |(_, secs)| secs);
    let right = usize::from(secs(bent) > secs(linear));
    let here = match session.runs.all().last() {
        Some(run) => format!(" Here, your last run was on the {}.", run.device.title()),
        None => match session.devices.status(DeviceKind::WebGpu) {
            EngineStatus::Unavailable(problem) => format!(" Here, the CPU trains: {problem}."),
            EngineStatus::NotStarted
            | EngineStatus::Starting
            | EngineStatus::Ready(_)
            | EngineStatus::Crashed(_) => String::new(),
        },
    };
    Answer::option(
        right,
        format!(
            "In the notebook, {} took {} and {} took {}. Such small models leave a graphics card little to do at a time, and handing over \
             each batch takes time too.{here}",
            name(linear),
            format::duration(secs(linear)),
            name(bent),
            format::duration(secs(bent))
        ),
    )
}
