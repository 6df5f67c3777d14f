//! Loads models at the page's start: those saved in this browser, and pretrained ones for the other kinds.

use futures::future::join_all;
use gloo::net::http::Request;

use super::Client;
use crate::app::storage::{self, SavedModel};
use crate::protocol::{LoadModel, ModelKind};
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
            // The view "Models" shows why the storage cannot be read.
            let saved = storage::list().await.unwrap_or_default();
            let found = join_all(ModelKind::ALL.map(|kind| find(kind, &saved))).await;
            let mut found: Vec<StartModel> = found.into_iter().flatten().collect();
            // Views open with the best model: with it first, the shown model does not change with each one that follows.
            found.sort_by(|a, b| {
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
            Origin::Storage { score: Some(score) } => score.accuracy,
            _ => {
                let published = self.kind.published.as_ref();
                published.map_or(0.0, |published| published.epochs[2].test_accuracy)
            }
        }
    }
}

/// The model saved in this browser, or else the pretrained one.
async fn find(kind: ModelKind, saved: &[SavedModel]) -> Option<StartModel> {
    let (origin, file) = match saved.iter().find(|saved| saved.kind() == kind) {
        Some(saved) => {
            let origin = Origin::Storage { score: saved.score };
            (origin, saved.trained.file.clone())
        }
        None if kind.is_pretrained => (Origin::Pretrained, fetch_pretrained(kind).await?),
        None => return None,
    };
    Some(StartModel { kind, origin, file })
}

/// The published checkpoint of this kind; the address is relative to the page.
async fn fetch_pretrained(kind: ModelKind) -> Option<Vec<u8>> {
    let address = format!("./models/model_{}.safetensors", kind.number);
    let response = Request::get(&address).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.binary().await.ok()
}
