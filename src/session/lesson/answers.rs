//! The answers to the sections' questions, from the learner's own session where it has one, else from the notebook.

use crate::models::Architecture;
use crate::protocol::{
    CLASS_NAMES, ConfusionMatrix, DeviceKind, Evaluation, ModelKind, SplitName, TrainingConfig,
    is_close,
};
use crate::session::{EngineStatus, ModelEntry, PRIMARY_ENGINE, Session, findings, format};

use super::guesses::Guess;
use super::sections::Section;

/// Images of a split where none is loaded yet.
const N_TRAINING_IMAGES: usize = 60_000;
/// Images that a section predicts.
const N_PREDICTED: f64 = 9.0;
/// Shirts, the class that the notebook's best model recognises worst.
const WORST_OF_NOTEBOOK: usize = 6;
/// Accuracies that are called the same.
const SAME_ACCURACY: f64 = 0.01;
/// A difference of accuracies that is called small.
const SMALL_GAP: f64 = 0.001;

/// An answer, and why it is so.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub right: Guess,
    /// How far a right number may be off; 0 for options.
    pub tolerance: f64,
    pub words: String,
}

impl Answer {
    fn option(right: usize, words: impl Into<String>) -> Self {
        Self {
            right: Guess::Option(right),
            tolerance: 0.0,
            words: words.into(),
        }
    }

    fn number(right: f64, tolerance: f64, words: impl Into<String>) -> Self {
        Self {
            right: Guess::Number(right),
            tolerance,
            words: words.into(),
        }
    }
}

/// The answer to a section's question, as the session knows it now.
pub fn answer(section: Section, session: &Session) -> Answer {
    match section {
        Section::Libraries => libraries(session),
        Section::Images => images(session),
        Section::Batches => batches(session),
        Section::Baseline => baseline(session),
        Section::Results => results(session),
        Section::Devices => devices(session),
        Section::NonLinearity => non_linearity(session),
        Section::Convolutions => convolutions(session),
        Section::Comparison => comparison(session),
        Section::Predictions => predictions(session),
        Section::Confusion => confusion(session),
        Section::SavedModel => saved_model(session),
        Section::TryIt => Answer::option(
            1,
            "Sometimes. Filled shapes on a plain ground are like the photos, and are recognised more often than outlines; a garment seen \
             from another side, or with folds that the shop smoothed out, is foreign to the model. It never says “I do not know”: \
             its ten probabilities always add up to one.",
        ),
    }
}

/// The model of straight lines.
pub fn linear_model() -> ModelKind {
    ModelKind::default()
}

/// The model with ReLUs between and behind its linear layers.
pub fn bent_model() -> ModelKind {
    first(ModelKind::has_final_relu)
}

/// The model with convolutions.
pub fn convolutional_model() -> ModelKind {
    first(ModelKind::has_convolutions)
}

fn first(is_meant: fn(ModelKind) -> bool) -> ModelKind {
    let mut all = ModelKind::ALL.into_iter();
    all.find(|&model| is_meant(model)).unwrap_or_default()
}

/// An accuracy, and whose it is as the beginning of a sentence.
struct Reached {
    accuracy: f64,
    whose: &'static str,
}

impl Reached {
    /// By the model in the session, else in the notebook.
    fn by(model: ModelKind, session: &Session) -> Self {
        let entry = session.models.get(model);
        let own = entry.and_then(|entry| Some((entry, entry.score()?.accuracy)));
        match own {
            Some((entry, accuracy)) => Self {
                accuracy,
                whose: owner(entry),
            },
            None => Self {
                accuracy: published(model).map_or(0.0, |(accuracy, _)| accuracy),
                whose: "the notebook's",
            },
        }
    }
}

fn owner(entry: &ModelEntry) -> &'static str {
    if entry.is_pretrained() {
        "the pretrained"
    } else {
        "your"
    }
}

/// The notebook's accuracy, and the seconds that it trained; none of a model that is not in it.
fn published(model: ModelKind) -> Option<(f64, f64)> {
    let published = model.published.as_ref()?;
    let [.., last] = &published.epochs;
    Some((last.test_accuracy, published.training_secs))
}

/// The short form of a title: `Model 2` of `Model 2 · TinyVGG`.
fn name(model: ModelKind) -> &'static str {
    let title = model.title;
    title.split(" · ").next().unwrap_or(title)
}

fn libraries(session: &Session) -> Answer {
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

fn images(session: &Session) -> Answer {
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

fn batches(session: &Session) -> Answer {
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

fn baseline(session: &Session) -> Answer {
    let model = linear_model();
    let Reached { accuracy, whose } = Reached::by(model, session);
    Answer::number(
        accuracy * 100.0,
        2.0,
        format!(
            "{} {} gets {} right, where guessing gets 10 %. This is what the other models have to beat.",
            format::sentence(whose),
            name(model),
            format::percent(accuracy)
        ),
    )
}

fn results(session: &Session) -> Answer {
    let evaluated = session
        .models
        .iter()
        .find_map(|(model, entry)| Some((model, entry, entry.evaluation.as_ref()?)));
    let Some((model, entry, evaluation)) = evaluated else {
        return Answer::option(
            1,
            "Almost. For the notebook's last model the mean over the batches is 88.38 % and the true share 88.36 %: sixteen images weigh \
             twice as much as the others. Evaluate a model below to see both.",
        );
    };
    let share = evaluation.confusion.share_correct();
    let right = match (evaluation.accuracy - share).abs() {
        0.0 => 0,
        gap if gap < SMALL_GAP => 1,
        _ => 2,
    };
    Answer::option(
        right,
        format!(
            "For {} {} the mean over the batches is {:.4} %, and the true share {:.4} %: sixteen images weigh twice as much as the others.",
            owner(entry),
            name(model),
            evaluation.accuracy * 100.0,
            share * 100.0
        ),
    )
}

fn devices(session: &Session) -> Answer {
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

fn non_linearity(session: &Session) -> Answer {
    let (linear, bent) = (linear_model(), bent_model());
    let before = Reached::by(linear, session);
    let after = Reached::by(bent, session);
    let gap = after.accuracy - before.accuracy;
    let right = if gap.abs() < SAME_ACCURACY {
        1
    } else if gap > 0.0 {
        0
    } else {
        2
    };
    let why = match best_reason(bent, session) {
        Some(found) => format!(" {found}"),
        None if right == 2 => {
            " The ReLU on its results is to blame: where it cuts a class to zero for every image, that class learns nothing more. \
             Train it without that ReLU, and see."
                .to_owned()
        }
        None => String::new(),
    };
    Answer::option(
        right,
        format!(
            "{} {} gets {} right, and {} {} {}.{why}",
            format::sentence(after.whose),
            name(bent),
            format::percent(after.accuracy),
            before.whose,
            name(linear),
            format::percent(before.accuracy)
        ),
    )
}

/// What the model's own confusion matrix says about the ReLU on its results.
fn best_reason(model: ModelKind, session: &Session) -> Option<String> {
    let entry = session.models.get(model)?;
    let matrix = &entry.evaluation.as_ref()?.confusion;
    findings::never_answered(matrix, entry.trained.config.final_relu)
}

fn convolutions(session: &Session) -> Answer {
    let (bent, convolutional) = (bent_model(), convolutional_model());
    let count = |model| Architecture::of(&TrainingConfig::lesson(model)).n_parameters();
    let right = match count(convolutional).cmp(&count(bent)) {
        std::cmp::Ordering::Greater => 0,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Less => 2,
    };
    let Reached { accuracy, whose } = Reached::by(convolutional, session);
    Answer::option(
        right,
        format!(
            "{} has {} parameters and {} has {}: each small window is shared by all places of the image. With them, {whose} {} gets {} \
             right. The price is time, since every window is applied at every place.",
            name(convolutional),
            format::count(count(convolutional)),
            name(bent),
            format::count(count(bent)),
            name(convolutional),
            format::percent(accuracy)
        ),
    )
}

fn comparison(session: &Session) -> Answer {
    let own: Vec<(ModelKind, f64, f64)> = session
        .models
        .iter()
        .filter(|(_, entry)| entry.stopped_at().is_none())
        .filter_map(|(model, entry)| Some((model, entry.score()?.accuracy, entry.training_secs()?)))
        .collect();
    let (compared, whose, invitation) = if own.len() > 1 {
        (own, "here", "")
    } else {
        let all = ModelKind::ALL.into_iter();
        let published = all.filter_map(|model| {
            let (accuracy, secs) = published(model)?;
            Some((model, accuracy, secs))
        });
        (
            published.collect(),
            "in the notebook",
            " Train two models or the whole lesson, and this becomes the answer for your computer.",
        )
    };
    let best = compared.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let quickest = compared.iter().min_by(|a, b| a.2.total_cmp(&b.2));
    let Some((best, quickest)) = best.zip(quickest) else {
        return Answer::option(0, "There is nothing to compare yet.");
    };
    let ratio = best.2 / quickest.2.max(f64::MIN_POSITIVE);
    let right = match ratio {
        ..2.0 => 0,
        ..=10.0 => 1,
        _ => 2,
    };
    Answer::option(
        right,
        format!(
            "{} is the most accurate {whose}, with {} after {}. The quickest, {}, took {} and reached {}: {ratio:.1} times the time, \
             for {} percentage points more.{invitation}",
            name(best.0),
            format::percent(best.1),
            format::duration(best.2),
            name(quickest.0),
            format::duration(quickest.2),
            format::percent(quickest.1),
            format::point_gap(best.1 - quickest.1).trim_start_matches('+')
        ),
    )
}

fn predictions(session: &Session) -> Answer {
    let model = session.models.best().unwrap_or_else(convolutional_model);
    let Reached { accuracy, whose } = Reached::by(model, session);
    let expected = accuracy * N_PREDICTED;
    Answer::number(
        expected,
        0.5,
        format!(
            "{} {} gets {} right, so {expected:.1} of nine on average. Press “Another nine” a few times, and see how far the number wanders.",
            format::sentence(whose),
            name(model),
            format::percent(accuracy)
        ),
    )
}

fn confusion(session: &Session) -> Answer {
    let best = session.models.best();
    let entry = best.and_then(|model| session.models.get(model));
    let evaluated = entry.and_then(|entry| {
        let evaluation: &Evaluation = entry.evaluation.as_ref()?;
        let (class, recall) = worst_class(&evaluation.confusion)?;
        Some((entry, class, recall))
    });
    match evaluated {
        Some((entry, class, recall)) => Answer::option(
            class,
            format!(
                "{}: {} {} recognises {} of them.",
                CLASS_NAMES[class],
                owner(entry),
                name(entry.kind()),
                format::percent(recall)
            ),
        ),
        None => Answer::option(
            WORST_OF_NOTEBOOK,
            format!(
                "{}, in the notebook: 673 of 1 000 are recognised, and most of the others are taken for a T-shirt/top.",
                CLASS_NAMES[WORST_OF_NOTEBOOK]
            ),
        ),
    }
}

/// The class with the lowest recall.
fn worst_class(matrix: &ConfusionMatrix) -> Option<(usize, f64)> {
    (0..CLASS_NAMES.len())
        .filter_map(|class| Some((class, matrix.recall(class)?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

fn saved_model(session: &Session) -> Answer {
    let checked = session.models.iter().find_map(|(model, entry)| {
        Some((
            model,
            entry.saved_score()?.loss,
            entry.evaluation.as_ref()?.loss,
        ))
    });
    match checked {
        Some((model, saved, loaded)) if is_close(saved, loaded) => Answer::option(
            0,
            format!(
                "Yes: {} had a loss of {} when it was saved, and has {} now that it is loaded. A file keeps every bit of the numbers.",
                name(model),
                format::loss(saved),
                format::loss(loaded)
            ),
        ),
        Some((model, saved, loaded)) => Answer::option(
            1,
            format!(
                "It should be, but the file that you loaded says otherwise: {} had a loss of {} when it was saved, and has {} here.",
                name(model),
                format::loss(saved),
                format::loss(loaded)
            ),
        ),
        None => Answer::option(
            0,
            "Yes: a file keeps every bit of the numbers. Save a model below and load it again, and its loss will stand here twice.",
        ),
    }
}
