//! Asks an engine what the layers make of the image, again and again while a run changes the model.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::{effect, memo};
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer_on;
use crate::protocol::{
    DeviceKind, InputImage, Inspect, MAX_SENT_PARAMETERS, ModelKind, RunId, Subject, Unit,
};
use crate::session::inside::{Place, Stage, Trace};
use crate::session::{PRIMARY_ENGINE, RunPhase};

/// How often it is looked whether the run has gone on.
const LOOK_INTERVAL: Duration = Duration::from_millis(100);
/// Milliseconds between an answer and the next question at least.
const MIN_PAUSE_MS: f64 = 150.0;
/// The pause as a multiple of the time that the answer took: training keeps most of the engine's time.
const PAUSE_PER_ANSWER: f64 = 2.0;

/// The image's way through the model, shared by all panels.
pub type SharedTrace = Memo<Option<Arc<Trace>>>;

/// The state of the newest question.
#[derive(Clone, Copy)]
pub struct Look {
    /// The newest answer.
    pub trace: SharedTrace,
    /// Why there is no answer, as a sentence.
    pub error: Memo<Option<String>>,
    /// Whether an answer is on its way.
    pub is_waiting: Memo<bool>,
}

/// A run whose model can be looked into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct WatchedRun {
    /// The run.
    pub id: RunId,
    /// Where it trains.
    pub device: DeviceKind,
    pub model: ModelKind,
}

/// The model that all panels ask about.
#[derive(Clone, Copy)]
pub struct Target {
    model: Memo<Option<ModelKind>>,
    /// The run in training whose model is asked; none where a trained model is.
    pub run: Memo<Option<WatchedRun>>,
    mark: Memo<Option<(ModelKind, Option<u64>)>>,
    /// The watched run's step at which it is looked at.
    step: RwSignal<usize>,
    /// Whether the answers of the panels are on their way.
    answers: RwSignal<Vec<Memo<bool>>>,
}

impl Target {
    /// The watched run, or else the chosen model.
    pub fn new(model: Memo<Option<ModelKind>>, run: Memo<Option<WatchedRun>>) -> Self {
        Self {
            model,
            run,
            mark: evaluation_mark(model),
            step: RwSignal::new(0),
            answers: RwSignal::new(Vec::new()),
        }
    }

    /// The model to ask about and the engine that has it, again whenever the model has changed: a run at steps that leave it
    /// most of the engine's time.
    pub fn at_each_change(self) -> Option<(DeviceKind, Subject)> {
        if self.run.read().is_some() {
            self.step.track();
        }
        self.subject()
    }

    /// The same without the steps of a run.
    pub fn subject(self) -> Option<(DeviceKind, Subject)> {
        if let Some(run) = self.run.get() {
            return Some((run.device, Subject::Run(run.id)));
        }
        // Before the mark, which depends on it: in the other order a change of the model alone is missed.
        let model = self.model.get()?;
        self.mark.track();
        Some((PRIMARY_ENGINE, Subject::Trained(model)))
    }

    /// The kind of the model.
    pub fn kind(self) -> Option<ModelKind> {
        let run = self.run.get().map(|run| run.model);
        run.or_else(|| self.model.get())
    }

    /// Lets a run go on for a while after this answer too.
    pub fn wait_for(self, is_waiting: Memo<bool>) {
        self.answers.update(|answers| answers.push(is_waiting));
    }

    fn is_waiting(self) -> bool {
        self.answers.with(|answers| {
            // All are read, so that each is followed; those of panels that are closed are gone.
            let waiting = answers
                .iter()
                .filter(|answer| answer.try_get() == Some(true));
            waiting.count() > 0
        })
    }
}

/// The run that goes on or is paused; none if the learner does not want to watch it.
pub fn watched_run() -> Memo<Option<WatchedRun>> {
    let context = SessionContext::expect();
    let inside = context.view_state.inside;
    let run = memo(move |_| {
        let watches = inside.watches_run.get();
        context.session.with(|session| {
            let run = session.runs.begun().filter(|_| watches)?;
            Some(WatchedRun {
                id: run.id,
                device: run.device,
                model: run.config.model,
            })
        })
    });
    effect(move || {
        // So that its model stays in view when the run has ended.
        if let Some(run) = run.get() {
            inside.picked.set(Some(run.model));
        }
    });
    run
}

/// Whether a screen reader says numbers as they change: not while a watched run changes them all the time.
pub fn live() -> Memo<&'static str> {
    let context = SessionContext::expect();
    let watches_run = context.view_state.inside.watches_run;
    memo(move |_| {
        let watches = watches_run.get();
        let goes_on = context.session.with(|session| {
            let run = session.runs.active();
            run.is_some_and(|run| run.phase == RunPhase::Running)
        });
        if watches && goes_on { "off" } else { "polite" }
    })
}

/// Looks into the model.
pub fn look(target: Target, input: Memo<Option<InputImage>>) -> Look {
    let place = SessionContext::expect().view_state.inside.place;
    let is_wide = RwSignal::new(false);
    let unit = memo(move |_| match place.get() {
        Place::Number {
            stage: Stage::Layer(layer),
            channel: unit,
            ..
        } if is_wide.get() => Some(Unit { layer, unit }),
        _ => None,
    });
    let answer = use_answer_on(move || {
        let (device, subject) = target.at_each_change()?;
        let question = Inspect {
            subject,
            image: input.get()?,
            unit: unit.get(),
        };
        Some((device, question))
    });
    target.wait_for(answer.is_waiting);
    follow_steps(target);
    let trace = memo(move |_| {
        answer
            .value
            .with(|answer| Trace::read(answer.as_ref()?).map(Arc::new))
    });
    effect(move || {
        let n_parameters = trace.with(|trace| {
            let layers = &trace.as_ref()?.layers;
            Some(
                layers
                    .iter()
                    .map(|layer| layer.n_parameters())
                    .sum::<usize>(),
            )
        });
        let now_wide = n_parameters.is_some_and(|number| number > MAX_SENT_PARAMETERS);
        if is_wide.get_untracked() != now_wide {
            is_wide.set(now_wide);
        }
    });
    Look {
        trace,
        error: answer.error,
        is_waiting: answer.is_waiting,
    }
}

/// Sets the step to the run's, whenever the last answers have come and the run has had its share of the engine since.
fn follow_steps(target: Target) {
    let session = SessionContext::expect().session;
    // When the last question was sent and when all were answered, in milliseconds.
    let asked_ms = StoredValue::new(js_sys::Date::now());
    let answered_ms = StoredValue::new(js_sys::Date::now());
    effect(move || {
        let now = js_sys::Date::now();
        if target.is_waiting() {
            asked_ms.set_value(now);
        } else {
            answered_ms.set_value(now);
        }
    });
    let look = move || {
        let Some(run) = target.run.get_untracked() else {
            return;
        };
        let (asked, answered) = (asked_ms.get_value(), answered_ms.get_value());
        let pause = (PAUSE_PER_ANSWER * (answered - asked)).max(MIN_PAUSE_MS);
        let is_waiting = untrack(|| target.is_waiting());
        if is_waiting || js_sys::Date::now() < answered + pause {
            return;
        }
        let now = session.with_untracked(|session| {
            let run = session.runs.get(run.id);
            run.map_or(0, |run| run.step)
        });
        if now != target.step.get_untracked() {
            target.step.set(now);
        }
    };
    let interval = set_interval_with_handle(look, LOOK_INTERVAL);
    on_cleanup(move || {
        if let Ok(interval) = interval {
            interval.clear();
        }
    });
}
