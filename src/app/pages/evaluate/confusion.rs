//! The confusion matrix of a model: each cell opens its images, and a run's epochs can be replayed.

use leptos::prelude::*;

use super::predictions::Choice;
use super::replay::Replay;
use super::title_of;
use crate::app::components::{ConfusionTable, Segments};
use crate::app::context::SessionContext;
use crate::app::erased::memo;
use crate::app::focus::focus_on;
use crate::protocol::{ConfusionMatrix, Evaluation, ModelKind};
use crate::session::confusion::{self, Scale};
use crate::session::findings;
use crate::session::run::Frame;
use crate::texts::text;

/// Suffix of `data-testid`, and scale.
const SCALES: [(&str, Scale); 3] = [
    ("counts", Scale::Counts),
    ("truth", Scale::ByTruth),
    ("prediction", Scale::ByPrediction),
];

/// A card with the confusion matrix.
#[component]
pub fn Confusion(
    model: Memo<Option<ModelKind>>,
    evaluation: Memo<Option<Evaluation>>,
    /// The images that are shown beside the matrix.
    choice: Choice,
) -> impl IntoView {
    let session = SessionContext::expect().session;
    let matrix = memo(move |_| {
        evaluation.with(|evaluation| {
            evaluation
                .as_ref()
                .map(|evaluation| evaluation.confusion.clone())
        })
    });
    let frames = frames(model, matrix);
    let frame = RwSignal::new(None::<usize>);
    let replayed = memo(move |_| {
        let frame = frame.get()?;
        Some(frames.read().get(frame)?.matrix.clone())
    });
    let described = memo(move |_| replayed.get().or(matrix.get()));
    let shown = Signal::derive(move || described.get().unwrap_or_default());
    let title = Signal::derive(move || {
        let moment = frame.get().and_then(|frame| {
            let frames = frames.read();
            Some(frames.get(frame)?.label.clone())
        });
        match moment {
            Some(moment) => format!("{}, {moment}", matrix_title(model.get())),
            None => matrix_title(model.get()),
        }
    });
    let scale = RwSignal::new(0_usize);
    let missing = move || {
        let model = model.get()?;
        let has_final_relu = session.with(|session| {
            let entry = session.models.get(model)?;
            Some(model.has_final_relu() && entry.trained.config.final_relu)
        })?;
        findings::never_answered(described.read().as_ref()?, has_final_relu)
    };
    let words = move || match described.read().as_ref() {
        Some(matrix) => findings::worst_class_words(matrix).unwrap_or_default(),
        None => text!("evaluate-matrix-waits").to_owned(),
    };
    let pairs = move || confusion::most_confused(described.read().as_ref()?);
    let options = SCALES
        .iter()
        .enumerate()
        .map(|(place, (word, scale))| (place, *word, scale.title().to_owned()))
        .collect::<Vec<_>>();
    let open = move |(truth, predicted)| {
        choice.open_cell(truth, predicted);
        focus_on("evaluate-images-title");
    };
    view! {
        <section class="card">
            <h2 class="card__title">{text!("evaluate-matrix-title")}</h2>
            <p class="prose">
                {text!("evaluate-matrix-hint")}
            </p>
            <Segments
                label=text!("evaluate-scale-label")
                name="evaluate-scale"
                is_label_hidden=true
                options=options
                chosen=scale
                on_choose=move |chosen| scale.set(chosen)
            />
            <ConfusionTable
                matrix=shown
                scale=Signal::derive(move || SCALES[scale.get()].1)
                on_pick=open
                is_disabled=Signal::derive(move || matrix.read().is_none() || replayed.read().is_some())
                picked=Signal::derive(move || choice.cell())
                title=title
                testid="evaluate-confusion"
            />
            <Replay frames=frames frame=frame />
            <div class="stack stack--tight">
                <p data-testid="evaluate-worst">{words}</p>
                <p data-testid="evaluate-pairs">{pairs}</p>
                <p class="prose" data-testid="evaluate-never">{missing}</p>
            </div>
        </section>
    }
}

/// The name of a model's matrix, to distinguish it from that of another model.
pub fn matrix_title(model: Option<ModelKind>) -> String {
    text!("matrix-of", model = title_of(model))
}

/// The moments of the run that trained the model; none where that run is not known.
fn frames(
    model: Memo<Option<ModelKind>>,
    matrix: Memo<Option<ConfusionMatrix>>,
) -> Memo<Vec<Frame>> {
    let SessionContext {
        session, client, ..
    } = SessionContext::expect();
    memo(move |_| {
        let own = matrix.get();
        let stored_runs = client.stored_runs();
        let stored_runs = stored_runs.read();
        session.with(|session| {
            let entry = model.get().and_then(|model| session.models.get(model));
            let run = entry.and_then(|entry| entry.run(&session.runs, &stored_runs));
            run.map_or_else(Vec::new, |run| run.frames(own))
        })
    })
}
