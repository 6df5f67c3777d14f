//! A run's metrics after each epoch, above the lesson's.

use leptos::prelude::*;

use crate::app::erased::{Show, memo};
use crate::models::{ModelKind, Reproducibility};
use crate::protocol::EpochSummary;
use crate::session::lesson::{self, Comparison};
use crate::session::stored_runs::setting_names;
use crate::session::{Run, format};
use crate::texts::text;

/// The part of a run that the table depends on; the rest changes ten times a second.
#[derive(Clone, PartialEq)]
struct EpochMetrics {
    model: ModelKind,
    epochs: Vec<EpochSummary>,
    n_epochs: u32,
    changed_settings: Vec<&'static str>,
}

/// A card with one row an epoch.
#[component]
pub fn EpochTable(run: Memo<Option<Run>>) -> impl IntoView {
    let metrics = memo(move |_| {
        run.with(|run| {
            run.as_ref().map(|run| EpochMetrics {
                model: run.config.model,
                epochs: run.epochs.clone(),
                n_epochs: run.config.n_epochs,
                changed_settings: lesson::changed_settings(&run.config),
            })
        })
    });
    let verdict = move || metrics.with(|metrics| metrics.as_ref().map(verdict));
    let shows_all = RwSignal::new(false);
    let is_long = memo(move |_| {
        metrics.with(|metrics| {
            let metrics = metrics.as_ref();
            metrics.is_some_and(|metrics| n_left_out(metrics.epochs.len()) > 0)
        })
    });
    let lines = move || {
        metrics.with(|metrics| {
            let metrics = metrics.as_ref()?;
            Some(lines(rows(metrics), shows_all.get()))
        })
    };
    let lines = move || lines().unwrap_or_default();
    view! {
        <Show when=move || metrics.read().is_some()>
            <section class="card">
                <div class="card__header">
                    <h2 class="card__title">{text!("epochs-title")}</h2>
                    <span class="card__hint" data-testid="train-comparable">{verdict}</span>
                </div>
                <div class="table-box" tabindex="0" role="region" aria-label=text!("epochs-figures")>
                    <table class="table table--figures" data-testid="train-epochs-table">
                        <thead>
                            <tr>
                                <th scope="col" rowspan="2">{text!("word-epoch")}</th>
                                <th scope="colgroup" colspan="5" class="table__group">{text!("word-this-run")}</th>
                                <th scope="colgroup" colspan="4" class="table__group">{text!("epochs-lesson")}</th>
                                <th scope="col" rowspan="2">{text!("epochs-agreement")}</th>
                            </tr>
                            <tr>
                                <th scope="col" class="number">{text!("word-train-loss")}</th>
                                <th scope="col" class="number">{text!("word-train-accuracy")}</th>
                                <th scope="col" class="number">{text!("word-test-loss")}</th>
                                <th scope="col" class="number">{text!("word-test-accuracy")}</th>
                                <th scope="col" class="number">{text!("word-right-answers")}</th>
                                <th scope="col" class="number">{text!("word-train-loss")}</th>
                                <th scope="col" class="number">{text!("word-train-accuracy")}</th>
                                <th scope="col" class="number">{text!("word-test-loss")}</th>
                                <th scope="col" class="number">{text!("word-test-accuracy")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For each=lines key=Line::key children=|line| match line {
                                Line::Row(shown) => row(&shown).into_any(),
                                Line::LeftOut(n_epochs) => left_out(n_epochs).into_any(),
                            } />
                        </tbody>
                    </table>
                </div>
                <Show when=move || is_long.get()>
                    <button
                        type="button"
                        class="button button--quiet"
                        data-testid="train-epochs-all"
                        on:click=move |_| shows_all.update(|shows_all| *shows_all = !*shows_all)
                    >
                        {move || if shows_all.get() { text!("epochs-show-fewer") } else { text!("epochs-show-all") }}
                    </button>
                </Show>
                <p class="soft small prose">
                    {text!("epochs-means")}
                </p>
            </section>
        </Show>
    }
}

/// Empty rows for epochs to come, at most.
const MAX_EMPTY_ROWS: u32 = 3;
/// Rows shown of a longer run unless all are asked for: the first, beside the lesson's, and the newest. A browser lays out
/// the whole table whenever a row is added, and a run may have hundreds.
const N_FIRST_ROWS: usize = 3;
const N_NEWEST_ROWS: usize = 20;
/// Of this many more, none is left out: the line that says so would take the place of a row.
const N_SPARED_ROWS: usize = 2;

fn verdict(metrics: &EpochMetrics) -> String {
    if metrics.changed_settings.is_empty() {
        match metrics
            .model
            .published
            .as_ref()
            .map(|published| published.reproducibility)
        {
            Some(Reproducibility::Digits) => text!("epochs-digits").to_owned(),
            Some(Reproducibility::Points) => text!("epochs-points").to_owned(),
            None => text!("epochs-no-lesson").to_owned(),
        }
    } else {
        text!(
            "epochs-changed",
            settings = setting_names(&metrics.changed_settings)
        )
    }
}

/// What a row shows. Each is drawn once: a run may have hundreds of epochs, of a fifth of a second each.
struct Row {
    epoch: u32,
    own: Option<EpochSummary>,
    model: ModelKind,
    is_comparable: bool,
}

impl Row {
    /// Rows of the same key show the same.
    fn key(&self) -> (u32, usize, bool, Option<[u64; 5]>) {
        let numbers = self.own.map(|own| {
            [
                own.train_loss,
                own.train_accuracy,
                own.test_loss,
                own.test_accuracy,
                own.test_share_correct,
            ]
        });
        let bits = numbers.map(|numbers| numbers.map(f64::to_bits));
        (self.epoch, self.model.number, self.is_comparable, bits)
    }
}

fn rows(metrics: &EpochMetrics) -> Vec<Row> {
    let n_epochs = metrics.epochs.len() as u32;
    let n_rows = metrics.n_epochs.min(MAX_EMPTY_ROWS).max(n_epochs);
    let mut known = metrics.epochs.iter().copied().peekable();
    (0..n_rows)
        .map(|epoch| Row {
            epoch,
            own: known.next_if(|known| known.epoch == epoch),
            model: metrics.model,
            is_comparable: metrics.changed_settings.is_empty(),
        })
        .collect()
}

/// A line of the table.
enum Line {
    Row(Row),
    /// Instead of so many rows.
    LeftOut(usize),
}

impl Line {
    /// Lines of the same key show the same.
    fn key(&self) -> impl Eq + std::hash::Hash + use<> {
        match self {
            Self::Row(row) => (Some(row.key()), 0),
            &Self::LeftOut(n_epochs) => (None, n_epochs),
        }
    }
}

fn lines(rows: Vec<Row>, shows_all: bool) -> Vec<Line> {
    let n_left_out = n_left_out(rows.len());
    let mut lines: Vec<Line> = rows.into_iter().map(Line::Row).collect();
    if n_left_out > 0 && !shows_all {
        let left_out = N_FIRST_ROWS..N_FIRST_ROWS + n_left_out;
        lines.splice(left_out, [Line::LeftOut(n_left_out)]);
    }
    lines
}

/// Rows in the middle of so many that are shown on demand only.
fn n_left_out(n_rows: usize) -> usize {
    let n_left_out = n_rows.saturating_sub(N_FIRST_ROWS + N_NEWEST_ROWS);
    if n_left_out > N_SPARED_ROWS {
        n_left_out
    } else {
        0
    }
}

fn left_out(n_epochs: usize) -> impl IntoView {
    view! {
        <tr>
            <td colspan="11" class="table__muted" data-testid="train-epochs-left-out">
                {text!("epochs-left-out", n = n_epochs)}
            </td>
        </tr>
    }
}

fn row(row: &Row) -> impl IntoView + use<> {
    let &Row {
        epoch,
        own,
        model,
        is_comparable,
    } = row;
    let published = model.published.as_ref();
    let lesson = published.and_then(|published| published.epochs.get(epoch as usize));
    let testid = move |metric: &str| format!("train-epoch-{epoch}-{metric}");
    let comparison = own.and_then(|own| lesson::compare(model, &own));
    let nothing = || format::NOTHING.to_owned();
    let gap = move |metric: &str, write: fn(Comparison) -> Option<String>| {
        let written = comparison.and_then(write)?;
        Some((testid(&format!("{metric}-gap")), written))
    };
    let loss = |loss: Option<f64>| loss.map_or_else(nothing, format::loss);
    let percent = |share: Option<f64>| share.map_or_else(nothing, format::percent);
    view! {
        <tr>
            <th scope="row">{epoch}</th>
            <td class="number" data-testid=testid("train-loss")>{loss(own.map(|own| own.train_loss))}</td>
            <td class="number" data-testid=testid("train-accuracy")>{percent(own.map(|own| own.train_accuracy))}</td>
            <td class="number" data-testid=testid("test-loss")>{loss(own.map(|own| own.test_loss))}</td>
            <td class="number" data-testid=testid("test-accuracy")>{percent(own.map(|own| own.test_accuracy))}</td>
            <td class="number" data-testid=testid("right-answers")>{percent(own.map(|own| own.test_share_correct))}</td>
            {lesson_cell(loss(lesson.map(|lesson| lesson.train_loss)), gap("train-loss", |it| Some(format::loss_gap(it.train_loss))))}
            {lesson_cell(percent(lesson.and_then(|lesson| lesson.train_accuracy)), gap("train-accuracy", |it| it.train_accuracy.map(format::point_gap)))}
            {lesson_cell(loss(lesson.map(|lesson| lesson.test_loss)), gap("test-loss", |it| Some(format::loss_gap(it.test_loss))))}
            {lesson_cell(percent(lesson.map(|lesson| lesson.test_accuracy)), gap("test-accuracy", |it| Some(format::point_gap(it.test_accuracy))))}
            <td data-testid=testid("agreement")>{own.map(|_| agreement(is_comparable, comparison))}</td>
        </tr>
    }
}

/// The lesson's metric, and below it the run's difference with its test id.
fn lesson_cell(printed: String, gap: Option<(String, String)>) -> impl IntoView {
    let gap = gap.map(|(testid, gap)| {
        view! {
            <br />
            <small data-testid=testid>{gap}</small>
        }
    });
    view! { <td class="number table__muted">{printed} {gap}</td> }
}

fn agreement(is_comparable: bool, comparison: Option<Comparison>) -> AnyView {
    let Some(Comparison { agreement, .. }) = comparison else {
        return view! { <span class="soft">{text!("epochs-not-in-lesson")}</span> }.into_any();
    };
    if !is_comparable {
        return view! { <span class="soft">{text!("epochs-not-comparable")}</span> }.into_any();
    }
    let class = if agreement.is_good() {
        "chip chip--good"
    } else {
        "chip chip--warn"
    };
    view! { <span class=class>{agreement.title()}</span> }.into_any()
}
