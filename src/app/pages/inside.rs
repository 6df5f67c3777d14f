//! The view "Look inside": a model's layers at work on one image.

use leptos::prelude::*;

use super::evaluate::chosen_model;
use super::test_split::n_test_images;
use crate::app::components::{EmptyState, ErrorNotice, Later, OpenView};
use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::protocol::{InputImage, SplitName};
use crate::session::Tab;
use crate::texts::text;

mod begin;
mod choose;
mod evidence;
mod explorer;
mod look;
pub mod maps;
mod neighbours;
mod number;
mod one_step;
mod overview;
mod stage;
mod template_view;
mod words;

use choose::Choose;
use evidence::Evidence;
use explorer::Explorer;
use look::{Target, look, watched_run};
use neighbours::Neighbours;
use one_step::OneStep;
use template_view::TemplateView;

/// The view "Look inside".
#[component]
pub fn InsidePage() -> impl IntoView {
    let context = SessionContext::expect();
    let inside = context.view_state.inside;
    let model = chosen_model(inside.picked);
    let n_images = n_test_images();
    let input = memo(move |_| {
        let picked = inside.image.get();
        let first = InputImage::OfSplit {
            split: SplitName::Test,
            index: 0,
        };
        picked.or_else(|| n_images.get().map(|_| first))
    });
    let run = watched_run();
    let has_subject = memo(move |_| model.get().is_some() || run.get().is_some());
    let target = Target::new(model, run);
    let look = look(target, input);
    view! {
        <div class="page" data-testid="inside-page">
            <header class="page__header">
                <h1>{text!("inside-title")}</h1>
                <p class="page__lead">{text!("inside-lead")}</p>
            </header>
            <Show
                when=move || has_subject.get()
                fallback=move || {
                    view! {
                        <EmptyState
                            title=text!("inside-empty-title")
                            text=text!("inside-empty-text")
                            testid="inside-empty"
                        >
                            <OpenView view=Tab::Train label=text!("common-train-a-model") class="button button--primary" testid="inside-to-train" />
                        </EmptyState>
                    }
                }
            >
                <Choose model=model run=run input=input trace=look.trace />
                <ErrorNotice error=look.error testid="inside-error" />
                <Later>
                    <Explorer trace=look.trace is_waiting=look.is_waiting />
                </Later>
                <Later>
                    <TemplateView trace=look.trace />
                </Later>
                <Later>
                    <Evidence target=target input=input />
                </Later>
                <Later>
                    <Neighbours target=target input=input />
                </Later>
                <Later>
                    <OneStep model=model />
                </Later>
            </Show>
        </div>
    }
}
