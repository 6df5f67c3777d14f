//! Asks an engine what the layers make of the image, again and again while a run changes the model.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::pages::test_split::evaluation_mark;
use crate::app::use_answer::use_answer_on;
use crate::app::view_state::ClassifyInput;
use crate::protocol::{DeviceKind, Inspect, MAX_SENT_PARAMETERS, ModelKind, RunId, Subject, Unit};
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
    pub trace: SharedTrace,
    pub error: Memo<Option<String>>,
    pub is_waiting: Memo<bool>,
}

/// A run whose model can be looked into.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct WatchedRun {
    pub id: RunId,
    pub device: DeviceKind,
    pub model: ModelKind,
}

/// The run that goes on or is paused; none if the learner does not want to watch it.
pub fn watched_run() -> Memo<Option<WatchedRun>> {
    let context = SessionContext::expect();
    let inside = context.view_state.inside;
    let run = Memo::new(move |_| {
        let watches = inside.watches_run.get();
        context.session.with(|session| {
            let run = session.runs.active().filter(|_| watches)?;
            let is_known = run.phase != RunPhase::Starting;
            is_known.then_some(WatchedRun {
                id: run.id,
                device: run.device,
                model: run.config.model,
            })
        })
    });
    Effect::new(move || {
        // So that its model stays in view when the run has ended.
        if let Some(run) = run.get() {
            inside.picked.set(Some(run.model));
        }
    });
    run
}

/// Looks into the watched run, or else into the chosen model.
pub fn look(
    model: Memo<Option<ModelKind>>,
    run: Memo<Option<WatchedRun>>,
    input: Memo<Option<ClassifyInput>>,
) -> Look {
    let place = SessionContext::expect().view_state.inside.place;
    let evaluation_mark = evaluation_mark(model);
    let step = RwSignal::new(0);
    let is_wide = RwSignal::new(false);
    let unit = Memo::new(move |_| match place.get() {
        Place::Number {
            stage: Stage::Layer(layer),
            channel: unit,
            ..
        } if is_wide.get() => Some(Unit { layer, unit }),
        _ => None,
    });
    let answer = use_answer_on(move || {
        let (device, subject) = match run.get() {
            Some(run) => {
                step.track();
                (run.device, Subject::Run(run.id))
            }
            None => {
                // Before the mark, which depends on it: in the other order a change of the model alone is missed.
                let model = model.get()?;
                evaluation_mark.track();
                (PRIMARY_ENGINE, Subject::Trained(model))
            }
        };
        let image = input.get()?.into();
        let unit = unit.get();
        let question = Inspect {
            subject,
            image,
            unit,
        };
        Some((device, question))
    });
    follow_steps(run, step, answer.is_waiting);
    let trace = Memo::new(move |_| {
        answer
            .value
            .with(|answer| Trace::read(answer.as_ref()?).map(Arc::new))
    });
    Effect::new(move || {
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

/// Sets `step` to the run's, whenever the last answer has come and the run has had its share of the engine since.
fn follow_steps(run: Memo<Option<WatchedRun>>, step: RwSignal<usize>, is_waiting: Memo<bool>) {
    let session = SessionContext::expect().session;
    // When the last question was sent and when it was answered, in milliseconds.
    let asked_ms = StoredValue::new(js_sys::Date::now());
    let answered_ms = StoredValue::new(js_sys::Date::now());
    Effect::new(move || {
        let now = js_sys::Date::now();
        if is_waiting.get() {
            asked_ms.set_value(now);
        } else {
            answered_ms.set_value(now);
        }
    });
    let interval = set_interval_with_handle(
        move || {
            let Some(run) = run.get_untracked() else {
                return;
            };
            let (asked, answered) = (asked_ms.get_value(), answered_ms.get_value());
            let pause = (PAUSE_PER_ANSWER * (answered - asked)).max(MIN_PAUSE_MS);
            if is_waiting.get_untracked() || js_sys::Date::now() < answered + pause {
                return;
            }
            let now = session.with_untracked(|session| {
                let run = session.runs.get(run.id);
                run.map_or(0, |run| run.step)
            });
            if now != step.get_untracked() {
                step.set(now);
            }
        },
        LOOK_INTERVAL,
    );
    on_cleanup(move || {
        if let Ok(interval) = interval {
            interval.clear();
        }
    });
}
