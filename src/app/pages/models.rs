//! The view "Models": saves trained models in the browser or as files, and loads them.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::components::Later;
use crate::app::context::SessionContext;
use crate::app::dialog::{ConfirmDialog, Confirmation};
use crate::app::erased::{effect, memo};
use crate::app::language::date_text;
use crate::app::storage::{self, SavedKey, SavedModel};
use crate::protocol::ModelKind;
use crate::session::Origin;
use crate::session::format::{percent, sentence};
use crate::texts::text;

mod load_check;
mod load_file;
mod reading_notes;
mod saved_models;
mod tab_models;

use load_check::LoadCheck;
use load_file::LoadFile;
use saved_models::SavedModelList;
use tab_models::TabModels;

/// The view "Models".
#[component]
pub fn ModelsPage() -> impl IntoView {
    view! {
        <div class="page stack stack--loose" data-testid="page-models">
            <div class="page__header">
                <h1>{text!("models-title")}</h1>
                <p class="page__lead">{text!("models-lead")}</p>
            </div>
            <ModelCards />
        </div>
    }
}

/// The cards of the models in this tab, in this browser and in files.
#[component]
pub(super) fn ModelCards() -> impl IntoView {
    let saved = SavedModels::open();
    provide_context(saved);
    view! {
        <TabModels />
        <div class="columns">
            <SavedModelList />
            <LoadFile />
        </div>
        <Later>
            <LoadCheck />
        </Later>
        <ConfirmDialog question=saved.question />
    }
}

/// The models saved in this browser, and the open confirmation about one of them.
#[derive(Clone, Copy)]
struct SavedModels {
    /// None until the storage has been read.
    models: RwSignal<Option<Vec<SavedModel>>>,
    /// Those that cannot be read.
    unreadable: RwSignal<Vec<SavedKey>>,
    /// Why the storage could not be used.
    error: RwSignal<Option<String>>,
    question: RwSignal<Option<Confirmation>>,
    context: SessionContext,
}

impl SavedModels {
    fn open() -> Self {
        let saved = Self {
            models: RwSignal::new(None),
            unreadable: RwSignal::new(Vec::new()),
            error: RwSignal::new(None),
            question: RwSignal::new(None),
            context: SessionContext::expect(),
        };
        let n_changes = saved.context.client.saved_elsewhere();
        effect(move || {
            n_changes.track();
            saved.refresh();
        });
        saved
    }

    fn expect() -> Self {
        expect_context()
    }

    fn saved_model(self, kind: ModelKind) -> Option<SavedModel> {
        self.models.with(|models| {
            let mut saved = models.iter().flatten();
            saved.find(|saved| saved.kind() == kind).cloned()
        })
    }

    fn refresh(self) {
        self.context.client.spawn(async move {
            self.read().await;
            Ok(())
        });
    }

    async fn read(self) {
        match storage::list().await {
            Ok((models, unreadable)) => {
                self.models.set(Some(models));
                self.unreadable.set(unreadable);
            }
            Err(error) => self.error.set(Some(error.to_string())),
        }
    }

    /// Saves the model of this tab; overwriting a saved one needs a confirmation.
    fn save(self, kind: ModelKind) {
        let Some(before) = untrack(|| self.saved_model(kind)) else {
            self.save_now(kind, None);
            return;
        };
        let replaces_ms = Some(before.saved_at_ms);
        let date = date_text(before.saved_at_ms);
        let question = match before.score {
            Some(score) => text!(
                "models-overwrite-scored",
                model = kind.title(),
                accuracy = percent(score.accuracy),
                date = date
            ),
            None => text!("models-overwrite", model = kind.title(), date = date),
        };
        self.question.set(Some(Confirmation {
            question,
            go_ahead: text!("models-overwrite-yes"),
            on_confirm: Arc::new(move || self.save_now(kind, replaces_ms)),
        }));
    }

    /// Saves it in place of the one that was saved at this time, and asks again if another tab has saved one meanwhile.
    fn save_now(self, kind: ModelKind, replaces_ms: Option<f64>) {
        let model = self.context.session.with_untracked(|session| {
            session.models.get(kind).map(|entry| SavedModel {
                trained: entry.trained.clone(),
                score: entry.score(),
                saved_at_ms: js_sys::Date::now(),
                training_secs: entry.training_secs(),
                device: entry.device(),
                stopped_at: entry.stopped_at(),
            })
        });
        let Some(model) = model else {
            return;
        };
        self.context.client.spawn(async move {
            let saved = storage::save(&model, replaces_ms).await;
            self.read().await;
            self.error
                .set(saved.as_ref().err().map(ToString::to_string));
            if let Err(storage::StorageError::SavedElsewhere) = saved {
                self.save(kind);
            }
            Ok(())
        });
    }

    /// Deletes a saved model after a confirmation.
    fn delete(self, kind: ModelKind) {
        self.question.set(Some(Confirmation {
            question: text!("models-delete", model = kind.title()),
            go_ahead: text!("models-delete-yes"),
            on_confirm: Arc::new(move || {
                self.change(async move { storage::delete(kind).await });
            }),
        }));
    }

    fn load(self, kind: ModelKind) {
        let Some(saved) = untrack(|| self.saved_model(kind)) else {
            return;
        };
        let client = self.context.client;
        client.spawn(async move {
            let origin = Origin::Storage {
                run: None,
                score: saved.score,
                training: saved.training(),
            };
            let loaded = client.load_model(origin, saved.trained.file).await;
            self.error.set(loaded.err());
            Ok(())
        });
    }

    fn change(self, change: impl Future<Output = Result<(), storage::StorageError>> + 'static) {
        self.context.client.spawn(async move {
            match change.await {
                Ok(()) => self.error.set(None),
                Err(error) => self.error.set(Some(error.to_string())),
            }
            self.refresh();
            Ok(())
        });
    }
}

/// An error beside a control; hidden without an error.
fn error_line(
    id: impl Into<String>,
    error: impl Fn() -> Option<String> + Send + Sync + 'static,
) -> impl IntoView {
    let id = id.into();
    let error = memo(move |_| error().map(|error| sentence(&error)));
    view! {
        <p
            class="field__error"
            id=id.clone()
            data-testid=id.clone()
            role="alert"
            hidden=move || error.read().is_none()
        >
            {move || error.get()}
        </p>
    }
}
