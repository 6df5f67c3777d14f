//! The models that are there before anyone trains: those that this browser keeps, and pretrained ones for the rest.

use futures::future::join_all;
use gloo::net::http::Request;

use super::Client;
use crate::app::storage::{self, SavedModel};
use crate::protocol::{Command, ModelKind};
use crate::session::Origin;

impl Client {
    /// Brings them in the background; what cannot be had is simply not there.
    pub(super) fn bring_start_models(&self) {
        let client = *self;
        self.spawn(async move {
            // A storage that cannot be read is told of in the view "Models".
            let saved = storage::list().await.unwrap_or_default();
            join_all(ModelKind::ALL.map(|kind| client.bring_start_model(kind, &saved))).await;
            Ok(())
        });
    }

    async fn bring_start_model(self, kind: ModelKind, saved: &[SavedModel]) {
        let (origin, file) = match saved.iter().find(|saved| saved.kind() == kind) {
            Some(saved) => {
                let origin = Origin::Storage { score: saved.score };
                (origin, saved.trained.file.clone())
            }
            None => match fetch_pretrained(kind).await {
                Some(file) => (Origin::Pretrained, file),
                None => return,
            },
        };
        if let Some(request) = self.change(|session| session.begin_start_load(kind, origin)) {
            self.put(request, Command::LoadModel { request, file });
        }
    }
}

/// The published checkpoint of this kind; the address is relative to the page.
async fn fetch_pretrained(kind: ModelKind) -> Option<Vec<u8>> {
    let address = format!("./models/model_{}.safetensors", kind.number());
    let response = Request::get(&address).send().await.ok()?;
    if !response.ok() {
        return None;
    }
    response.binary().await.ok()
}
