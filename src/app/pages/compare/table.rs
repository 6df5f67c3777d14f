//! The models' metrics in a table, each above the lesson's.

use leptos::prelude::*;

use super::row::Row;
use crate::app::components::OpenView;
use crate::app::context::SessionContext;
use crate::protocol::ModelKind;
use crate::session::stored_runs::setting_name;
use crate::session::{Tab, format};
use crate::texts::text;

/// A card with one row a model.
#[component]
pub fn Table(rows: Memo<Vec<Row>>) -> impl IntoView {
    view! {
        <section class="card">
            <h2 class="card__title">{text!("compare-models")}</h2>
            <div class="table-box" tabindex="0" role="region" aria-label=text!("compare-bars")>
                <table class="table table--figures" data-testid="compare-table">
                    <thead>
                        <tr>
                            <th scope="col">{text!("common-model")}</th>
                            <th scope="col" class="number">{text!("compare-test-loss")}</th>
                            <th scope="col" class="number">{text!("common-accuracy")}</th>
                            <th scope="col" class="number">{text!("compare-right-answers")}</th>
                            <th scope="col" class="number">{text!("compare-training-time")}</th>
                            <th scope="col" class="number">{text!("compare-parameters")}</th>
                            <th scope="col">{text!("common-device")}</th>
                            <th scope="col">{text!("common-settings")}</th>
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
                                            None => missing_row(model).into_any(),
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
                {move || {
                    let has_pretrained = rows.read().iter().any(|row| row.is_pretrained);
                    has_pretrained.then_some(text!("compare-pretrained-hint"))
                }} " "
                {text!("compare-table-hint")}
            </p>
        </section>
    }
}

fn own_row(row: &Row) -> impl IntoView + use<> {
    let model = row.model;
    let number = model.number;
    let waiting = if row.is_being_evaluated {
        text!("compare-evaluating")
    } else {
        format::NOTHING
    };
    let metric = |metric: Option<String>| metric.unwrap_or_else(|| waiting.to_owned());
    let settings = if row.changed_settings.is_empty() {
        match row.stopped_at {
            Some(_) => text!("compare-as-lesson-but-end").to_owned(),
            None => text!("compare-as-lesson").to_owned(),
        }
    } else {
        let names: Vec<&str> = row
            .changed_settings
            .iter()
            .map(|&setting| setting_name(setting))
            .collect();
        text!("compare-changed", settings = names.join(", "))
    };
    let is_pretrained = row.is_pretrained;
    let pretrained = is_pretrained.then(|| {
        view! { <span class="chip" data-testid=format!("compare-pretrained-{number}")>{text!("common-pretrained")}</span> }
    });
    let stopped = row.stopped_at.map(|step| {
        let text = text!("compare-stopped", step = format::count(step));
        view! { <span class="chip chip--warn" data-testid=format!("compare-stopped-{number}")>{text}</span> }
    });
    view! {
        <tr data-testid=format!("compare-row-{number}")>
            <th scope="row">
                <span class="row">
                    {model.title()} {pretrained} {stopped}
                    {is_pretrained.then(|| train_button(model, text!("compare-train-own")))}
                </span>
            </th>
            <td class="number" data-testid=format!("compare-loss-{number}")>
                {metric(row.score.map(|score| format::loss(score.loss)))}
            </td>
            <td class="number" data-testid=format!("compare-accuracy-{number}")>
                {metric(row.score.map(|score| format::percent(score.accuracy)))}
            </td>
            <td class="number">{metric(row.share_correct.map(format::percent))}</td>
            <td class="number" data-testid=format!("compare-time-{number}")>
                {row.training_secs.map_or_else(|| format::NOTHING.to_owned(), format::duration)}
            </td>
            <td class="number">{format::count(row.n_parameters)}</td>
            <td class="table__words">{row.device.clone()}</td>
            <td class="table__words">{settings}</td>
        </tr>
    }
}

fn missing_row(model: ModelKind) -> impl IntoView {
    view! {
        <tr data-testid=format!("compare-row-{}", model.number)>
            <th scope="row">{model.title()}</th>
            <td colspan="7">
                <span class="row">
                    <span class="soft">{text!("compare-not-trained")}</span>
                    {train_button(model, text!("compare-train"))}
                </span>
            </td>
        </tr>
    }
}

fn train_button(model: ModelKind, label: &'static str) -> impl IntoView {
    let form = SessionContext::expect().form;
    let choose = move |()| form.update(|form| form.model = model);
    let testid = format!("compare-train-{}", model.number);
    view! { <OpenView view=Tab::Train label=label testid=testid before=choose /> }
}

/// The notebook's metrics of the model; none for a model that is not in it.
fn lesson_row(model: ModelKind) -> Option<impl IntoView> {
    let published = model.published.as_ref()?;
    let [.., last] = &published.epochs;
    Some(view! {
        <tr class="table__row--lesson">
            <th scope="row">{text!("compare-lessons")}</th>
            <td class="number">{format::loss(last.test_loss)}</td>
            <td class="number">{format::percent(last.test_accuracy)}</td>
            <td class="number">{format::NOTHING}</td>
            <td class="number">{format::duration(published.training_secs)}</td>
            <td class="number">{format::NOTHING}</td>
            <td>{published.device}</td>
            <td></td>
        </tr>
    })
}
