//! Loads models at the page's start: of each kind the newest one of this browser, saved or left by a run, or else the
//! pretrained one.

use futures::future::join_all;
use gloo::net::http::Request;
use leptos::prelude::WithUntracked;

use super::Client;
use super::stored_runs::run_origin;
use crate::app::storage::{self, SavedModel};
use crate::protocol::{LoadModel, ModelKind};
use crate::session::small;
use crate::session::{Origin, PRIMARY_ENGINE};

/// A model to load at the page's start.
struct StartModel {
    kind: ModelKind,
    origin: Origin,
    file: Vec<u8>,
}

impl Client {
    /// Loads the start models in the background; failures are not shown.
    pub(super) fn load_start_models(&self) {
        let client = *self;
        self.spawn(async move {
            // The view "Models" shows why the storage cannot be read, and which models cannot.
            let (saved, _) = storage::list().await.unwrap_or_default();
            client.read_stored_runs().await;
            let found = join_all(ModelKind::ALL.map(|kind| client.find(kind, &saved))).await;
            let mut found: Vec<StartModel> = found.into_iter().flatten().collect();
            // Views open with the best model: with it first, the shown model does not change with each one that follows.
            small::sort_by(&mut found, |a, b| {
                let is_pretrained = |model: &StartModel| model.origin == Origin::Pretrained;
                is_pretrained(a)
                    .cmp(&is_pretrained(b))
                    .then(b.accuracy().total_cmp(&a.accuracy()))
            });
            for StartModel { kind, origin, file } in found {
                let id = client.change(|session| session.begin_start_load(kind, origin));
                if let Some(id) = id {
                    client.post_request(id, PRIMARY_ENGINE, LoadModel { file }.into());
                }
            }
            Ok(())
        });
    }
}

impl StartModel {
    /// The accuracy that was saved, or the lesson's.
    fn accuracy(&self) -> f64 {
        match &self.origin {
            Origin::Storage {
                score: Some(score), ..
            } => score.accuracy,
            _ => {
                let published = self.kind.published.as_ref();
                published.map_or(0.0, |published| published.epochs[2].test_accuracy)
            }
        }
    }
}

impl Client {
    /// The newest model of this kind in this browser, or else the pretrained one: the tab opens as the last one was left.
    async fn find(self, kind: ModelKind, saved: &[SavedModel]) -> Option<StartModel> {
        let saved = saved.iter().find(|saved| saved.kind() == kind);
        let saved_at_ms = saved.map_or(0.0, |saved| saved.saved_at_ms);
        let run = self.stored_runs.with_untracked(|stored_runs| {
            let run = stored_runs.newest_model(kind)?;
            let is_newest = run.id.ended_at_ms() > saved_at_ms;
            is_newest.then(|| (run.id, run_origin(run)))
        });
        // Without its checkpoint the saved model is the next best.
        if let Some((run, origin)) = run
            && let Ok(Some(file)) = storage::run_file(run).await
        {
            return Some(StartModel { kind, origin, file });
        }
        let (origin, file) = match saved {
            Some(saved) => {
                let origin = Origin::Storage {
                    run: None,
                    score: saved.score,
                    training: saved.training(),
                };
                (origin, saved.trained.file.clone())
            }
            None if kind.is_pretrained => (Origin::Pretrained, fetch_pretrained(kind).await?),
            None => return None,
        };
        Some(StartModel { kind, origin, file })
    }
}

/// The published checkpoint of this kind; the address is relative to the page.
async fn fetch_pretrained(kind: ModelKind) -> Option<Vec<u8>> {
    let address = format!("./models/{}", kind.weights_file());
    let response = Request::get(&address).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.binary().await.ok()
}
