//! Saves an evaluation for spreadsheets and notebooks.

use leptos::prelude::*;

use crate::app::context::SessionContext;
use crate::app::erased::{Show, memo};
use crate::app::files;
use crate::protocol::Evaluation;
use crate::session::pictures::file_name;
use crate::session::results::evaluation::{classes_csv, images_csv, json_text};
use crate::texts::{self, text};

type Write = fn(&Evaluation) -> String;

/// Suffix of `data-testid`, key of the label, end of the file's name, and what writes it.
const FILES: [(&str, &str, &str, Write); 3] = [
    (
        "classes",
        "evaluate-save-classes",
        "classes.csv",
        classes_csv,
    ),
    ("images", "evaluate-save-images", "images.csv", images_csv),
    ("all", "evaluate-save-all", "evaluation.json", json_text),
];

/// Small buttons, once there is an evaluation.
#[component]
pub fn SaveResults(evaluation: Memo<Option<Evaluation>>) -> impl IntoView {
    let client = SessionContext::expect().client;
    let is_there = memo(move |_| evaluation.read().is_some());
    let save = move |ending: &'static str, write: Write| {
        let file = evaluation.with_untracked(|evaluation| {
            let evaluation = evaluation.as_ref()?;
            let model = file_name(evaluation.model.class_name);
            Some((format!("{model}-{ending}"), write(evaluation)))
        });
        if let Some((name, text)) = file {
            client.spawn(async move { files::download(&name, text.as_bytes()).await });
        }
    };
    view! {
        <Show when=move || is_there.get()>
            <p class="save-picture save-picture--results">
                {text!("chart-save")}
                {FILES
                    .map(|(word, label, ending, write)| {
                        view! {
                            " "
                            <button
                                class="save-picture__button"
                                type="button"
                                aria-label=format!("{} {}", text!("chart-save"), texts::get(label))
                                data-testid=format!("evaluate-save-{word}")
                                on:click=move |_| save(ending, write)
                            >
                                {texts::get(label)}
                            </button>
                        }
                    })
                    .collect_view()}
            </p>
        </Show>
    }
}
