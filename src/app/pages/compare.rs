//! The view "Compare", section 8 of the lesson: the trained models side by side, and accuracy against training time.

use leptos::prelude::*;

use crate::app::components::{EmptyState, OpenView};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::session::{Session, Tab, trade_off};
use crate::texts::text;

mod bars;
mod row;
mod table;

use bars::Bars;
use row::Row;
use table::Table;

/// The view "Compare".
#[component]
pub fn ComparePage() -> impl IntoView {
    view! {
        <div class="page" data-testid="compare-page">
            <header class="page__header">
                <h1>{Tab::Compare.title()}</h1>
                <p class="page__lead">
                    {text!("compare-lead")}
                </p>
            </header>
            <Comparison />
        </div>
    }
}

/// Table, bars and verdict, or an invitation to train.
#[component]
pub(super) fn Comparison() -> impl IntoView {
    let context = SessionContext::expect();
    let rows = memo(move |_| {
        context.session.with(|session: &Session| {
            session
                .models
                .iter()
                .map(|(model, entry)| Row::new(model, entry))
                .collect::<Vec<_>>()
        })
    });
    let is_empty = memo(move |_| rows.read().is_empty());
    view! {
            <Show
                when=move || !is_empty.get()
                fallback=move || {
                    view! {
                        <EmptyState
                            title=text!("common-no-model")
                            text=text!("compare-empty")
                            testid="compare-empty"
                        >
                            <OpenView view=Tab::Train label=text!("common-train-a-model") class="button button--primary" testid="compare-to-train" />
                        </EmptyState>
                    }
                }
            >
                <Table rows=rows />
                <div class="columns">
                    <Bars rows=rows />
                    <TradeOff />
                </div>
            </Show>
    }
}

#[component]
fn TradeOff() -> impl IntoView {
    let session = SessionContext::expect().session;
    let sentence = memo(move |_| session.with(|session| trade_off::of_models(&session.models)));
    view! {
        <section class="card">
            <h2 class="card__title">{text!("compare-trade-off")}</h2>
            <p data-testid="compare-trade-off">
                {move || {
                    sentence
                        .get()
                        .unwrap_or_else(|| text!("compare-two").to_owned())
                }}
            </p>
            <p class="soft small">
                {text!("compare-gpu")}
            </p>
        </section>
    }
}
