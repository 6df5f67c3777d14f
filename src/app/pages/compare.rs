//! Section 8 of the lesson: the trained models side by side, and what the better one costs.

use leptos::prelude::*;

use crate::app::components::{Bar, BarChart, EmptyState, Segments};
use crate::app::context::SessionContext;
use crate::protocol::ModelKind;
use crate::session::trade_off::{self, Contender};
use crate::session::{HeldModel, Origin, Session, Tab, format, lesson};

/// A model that is trained or loaded, and judged or about to be.
#[derive(Clone, PartialEq)]
struct Row {
    model: ModelKind,
    /// Loss, accuracy by the lesson's definition, true share of right answers.
    score: Option<(f64, f64, f64)>,
    training_secs: Option<f64>,
    n_parameters: usize,
    /// Where it was trained, or where it came from.
    device: String,
    changed_settings: Vec<&'static str>,
}

impl Row {
    fn new(model: ModelKind, held: &HeldModel) -> Self {
        let score = held.evaluation.as_ref().map(|evaluation| {
            let share_correct = evaluation.confusion.share_correct();
            (evaluation.loss, evaluation.accuracy, share_correct)
        });
        let device = match &held.origin {
            Origin::Run { device, .. } => device.title().to_owned(),
            Origin::File { name } => format!("from the file {name}"),
            Origin::Storage { .. } => "from this browser's storage".to_owned(),
        };
        Self {
            model,
            score,
            training_secs: held.training_secs(),
            n_parameters: held.trained.n_parameters,
            device,
            changed_settings: lesson::changed_settings(&held.trained.config),
        }
    }
}

/// What the bars show.
#[derive(Clone, Copy, PartialEq)]
enum Measure {
    Accuracy,
    Loss,
    Time,
    Parameters,
}

impl Measure {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Accuracy, "accuracy", "Accuracy"),
        (Self::Loss, "loss", "Loss"),
        (Self::Time, "time", "Time"),
        (Self::Parameters, "parameters", "Parameters"),
    ];

    fn of(self, row: &Row) -> Option<f64> {
        match self {
            Self::Accuracy => row.score.map(|(_, accuracy, _)| accuracy),
            Self::Loss => row.score.map(|(loss, _, _)| loss),
            Self::Time => row.training_secs,
            Self::Parameters => Some(row.n_parameters as f64),
        }
    }

    fn write(self, value: f64) -> String {
        match self {
            Self::Accuracy => format::percent(value),
            Self::Loss => format::loss(value),
            Self::Time => format::duration(value),
            Self::Parameters => format::count(value as usize),
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Accuracy => "on the test images, mean of per-batch accuracies; longer is better",
            Self::Loss => "on the test images; shorter is better",
            Self::Time => "of training, test passes included; shorter is faster",
            Self::Parameters => "numbers that training adjusts",
        }
    }

    /// The value of a full bar.
    fn full(self, rows: &[Row]) -> f64 {
        match self {
            Self::Accuracy => 1.0,
            Self::Loss | Self::Time | Self::Parameters => rows
                .iter()
                .filter_map(|row| self.of(row))
                .fold(f64::MIN_POSITIVE, f64::max),
        }
    }

    /// Whether the first value is the better one; parameters are neither good nor bad.
    fn is_better(self, a: f64, b: f64) -> bool {
        match self {
            Self::Accuracy => a > b,
            Self::Loss | Self::Time => a < b,
            Self::Parameters => false,
        }
    }
}

#[component]
pub fn ComparePage() -> impl IntoView {
    let context = SessionContext::expect();
    let rows = Memo::new(move |_| {
        context.session.with(|session: &Session| {
            session
                .models()
                .map(|(model, held)| Row::new(model, held))
                .collect::<Vec<_>>()
        })
    });
    let is_empty = Memo::new(move |_| rows.read().is_empty());
    view! {
        <div class="page" data-testid="compare-page">
            <header class="page__header">
                <h1>"Compare"</h1>
                <p class="page__lead">
                    "Which model predicts best, which is fastest to train, and what does the difference cost?"
                </p>
            </header>
            <Show
                when=move || !is_empty.get()
                fallback=move || {
                    view! {
                        <EmptyState
                            title="No model is trained yet"
                            text="Train one, or all three in a row, and their loss, accuracy, time and size will stand here side by side."
                            testid="compare-empty"
                        >
                            <button
                                class="button button--primary"
                                type="button"
                                data-testid="compare-to-train"
                                on:click=move |_| context.tab.set(Tab::Train)
                            >
                                "Train a model"
                            </button>
                        </EmptyState>
                    }
                }
            >
                <Table rows=rows />
                <div class="columns">
                    <Bars rows=rows />
                    <TradeOff rows=rows />
                </div>
            </Show>
        </div>
    }
}

#[component]
fn Table(rows: Memo<Vec<Row>>) -> impl IntoView {
    let context = SessionContext::expect();
    let train = Callback::new(move |model| {
        context.form.update(|form| form.model = model);
        context.tab.set(Tab::Train);
    });
    view! {
        <section class="card">
            <h2 class="card__title">"The three models"</h2>
            <div class="table-box" tabindex="0" role="region" aria-label="Comparison of the models">
                <table class="table table--figures" data-testid="compare-table">
                    <thead>
                        <tr>
                            <th scope="col">"Model"</th>
                            <th scope="col" class="number">"Test loss"</th>
                            <th scope="col" class="number">"Accuracy"</th>
                            <th scope="col" class="number">"Right answers"</th>
                            <th scope="col" class="number">"Training time"</th>
                            <th scope="col" class="number">"Parameters"</th>
                            <th scope="col">"Device"</th>
                            <th scope="col">"Settings"</th>
                        </tr>
                    </thead>
                    <tbody>
                        {move || {
                            let rows = rows.read();
                            ModelKind::ALL
                                .map(|model| {
                                    let own = rows.iter().find(|row| row.model == model);
                                    view! {
                                        {match own {
                                            Some(row) => own_row(row).into_any(),
                                            None => missing_row(model, train).into_any(),
                                        }}
                                        {lesson_row(model)}
                                    }
                                })
                                .collect_view()
                        }}
                    </tbody>
                </table>
            </div>
            <p class="soft small prose">
                "Accuracy is the mean of per-batch accuracies, as the lesson computes it; right answers is the true share. "
                "The lesson's rows are its published run: Model 0 on a CPU, Models 1 and 2 on an NVIDIA GPU."
            </p>
        </section>
    }
}

fn own_row(row: &Row) -> impl IntoView + use<> {
    let number = row.model.number();
    let score =
        |pick: fn((f64, f64, f64)) -> String| row.score.map_or_else(|| "judging…".to_owned(), pick);
    let settings = if row.changed_settings.is_empty() {
        "as in the lesson".to_owned()
    } else {
        format!("changed {}", row.changed_settings.join(", "))
    };
    view! {
        <tr data-testid=format!("compare-row-{number}")>
            <th scope="row">{row.model.title()}</th>
            <td class="number" data-testid=format!("compare-loss-{number}")>{score(|(loss, _, _)| format::loss(loss))}</td>
            <td class="number" data-testid=format!("compare-accuracy-{number}")>
                {score(|(_, accuracy, _)| format::percent(accuracy))}
            </td>
            <td class="number">{score(|(_, _, share)| format::percent(share))}</td>
            <td class="number" data-testid=format!("compare-time-{number}")>
                {row.training_secs.map_or_else(|| format::NOTHING.to_owned(), format::duration)}
            </td>
            <td class="number">{format::count(row.n_parameters)}</td>
            <td>{row.device.clone()}</td>
            <td>{settings}</td>
        </tr>
    }
}

fn missing_row(model: ModelKind, train: Callback<ModelKind>) -> impl IntoView {
    view! {
        <tr data-testid=format!("compare-row-{}", model.number())>
            <th scope="row">{model.title()}</th>
            <td colspan="7">
                <span class="row">
                    <span class="soft">"not trained yet"</span>
                    <button
                        class="button button--small"
                        type="button"
                        data-testid=format!("compare-train-{}", model.number())
                        on:click=move |_| train.run(model)
                    >
                        "Train it"
                    </button>
                </span>
            </td>
        </tr>
    }
}

fn lesson_row(model: ModelKind) -> impl IntoView {
    let last = lesson::epochs(model)[2];
    let (secs, device) = lesson::training_time(model);
    view! {
        <tr class="table__row--lesson">
            <th scope="row">"the lesson's"</th>
            <td class="number">{format::loss(last.test_loss)}</td>
            <td class="number">{format::percent(last.test_accuracy)}</td>
            <td class="number">{format::NOTHING}</td>
            <td class="number">{format::duration(secs)}</td>
            <td class="number">{format::NOTHING}</td>
            <td>{device}</td>
            <td></td>
        </tr>
    }
}

#[component]
fn Bars(rows: Memo<Vec<Row>>) -> impl IntoView {
    let measure = RwSignal::new(Measure::Accuracy);
    let bars = Signal::derive(move || bars(&rows.read(), measure.get()));
    view! {
        <section class="card">
            <Segments
                label="Bars of"
                name="compare-measure"
                options=Measure::ALL.map(|(measure, word, title)| (measure, word, title.to_owned())).to_vec()
                chosen=measure
                on_choose=move |chosen| measure.set(chosen)
            />
            <p class="soft small">{move || measure.get().hint()}</p>
            <BarChart label="Comparison of the models" bars=bars testid="compare-bars" />
        </section>
    }
}

fn bars(rows: &[Row], measure: Measure) -> Vec<Bar> {
    let full = measure.full(rows);
    let best = rows
        .iter()
        .filter_map(|row| measure.of(row))
        .reduce(|best, value| {
            if measure.is_better(value, best) {
                value
            } else {
                best
            }
        });
    rows.iter()
        .map(|row| {
            let value = measure.of(row);
            Bar {
                label: row.model.title().to_owned(),
                share: value.map_or(0.0, |value| value / full),
                value: value
                    .map_or_else(|| format::NOTHING.to_owned(), |value| measure.write(value)),
                class: series_class(row.model),
                is_strong: measure != Measure::Parameters && value.is_some() && value == best,
            }
        })
        .collect()
}

fn series_class(model: ModelKind) -> &'static str {
    match model {
        ModelKind::Baseline => "series--model-0",
        ModelKind::NonLinear => "series--model-1",
        ModelKind::TinyVgg => "series--model-2",
    }
}

#[component]
fn TradeOff(rows: Memo<Vec<Row>>) -> impl IntoView {
    let sentence = Memo::new(move |_| {
        let contenders: Vec<Contender> = rows
            .read()
            .iter()
            .filter_map(|row| {
                let (_, accuracy, _) = row.score?;
                Some(Contender {
                    title: row.model.title().to_owned(),
                    accuracy,
                    training_secs: row.training_secs,
                })
            })
            .collect();
        trade_off::sentence(&contenders)
    });
    view! {
        <section class="card">
            <h2 class="card__title">"Performance against speed"</h2>
            <p data-testid="compare-trade-off">
                {move || {
                    sentence
                        .get()
                        .unwrap_or_else(|| "Train a second model, and this will say what the better one costs.".to_owned())
                }}
            </p>
            <p class="soft small">
                "A GPU does not always win: a small model on small images leaves it little to do, and handing over the data takes time too."
            </p>
        </section>
    }
}
