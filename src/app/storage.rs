//! Saves models in the browser's IndexedDB, one of each kind.

use idb::{
    Database, DatabaseEvent, Factory, ObjectStore, ObjectStoreParams, Query, TransactionMode,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::protocol::{DeviceKind, ModelKind, RecordedScore, TrainedModel};
use crate::wire;

const DATABASE: &str = "fitting-room";
const DATABASE_VERSION: u32 = 1;
const STORE: &str = "models";

/// A saved model and its state at the time of saving.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedModel {
    /// The model with its checkpoint.
    pub trained: TrainedModel,
    /// Its score; none if it was not evaluated.
    pub score: Option<RecordedScore>,
    /// Time of saving, in milliseconds since 1970.
    pub saved_at_ms: f64,
    /// Time of its training; none if it was not trained in that tab.
    pub training_secs: Option<f64>,
    /// The device that trained it; none if it was not trained in that tab.
    pub device: Option<DeviceKind>,
}

impl SavedModel {
    /// The model's kind, which is its key.
    pub fn kind(&self) -> ModelKind {
        self.trained.config.model
    }
}

/// Why the storage could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("this browser keeps no data for this page, perhaps because the window is private: {0}")]
    Unavailable(idb::Error),
    #[error("the browser's storage refused, it may be full: {0}")]
    Refused(#[from] idb::Error),
    #[error("a saved model cannot be read: {0}")]
    Unreadable(#[from] wire::WireError),
}

/// All saved models, in the lesson's order.
///
/// # Errors
/// When the storage cannot be opened or a model cannot be decoded.
pub async fn list() -> Result<Vec<SavedModel>, StorageError> {
    let database = open().await?;
    let found = async {
        let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
        transaction.object_store(STORE)?.get_all(None, None)?.await
    }
    .await;
    database.close();
    let mut models = found?
        .into_iter()
        .map(wire::decode)
        .collect::<Result<Vec<SavedModel>, _>>()?;
    models.sort_by_key(SavedModel::kind);
    Ok(models)
}

/// Saves a model; it replaces the saved one of its kind.
///
/// # Errors
/// When the storage cannot be opened or is full.
pub async fn save(model: &SavedModel) -> Result<(), StorageError> {
    let (value, _) = wire::encode(model)?;
    let key = key(model.kind());
    change(async move |store| store.put(&value, Some(&key))?.await.map(drop)).await
}

/// Deletes the saved model of this kind.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn delete(model: ModelKind) -> Result<(), StorageError> {
    let key = key(model);
    change(async move |store| store.delete(Query::Key(key))?.await).await
}

async fn change(
    change: impl AsyncFnOnce(ObjectStore) -> Result<(), idb::Error>,
) -> Result<(), StorageError> {
    let database = open().await?;
    let changed = async {
        let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
        change(transaction.object_store(STORE)?).await?;
        // Only a committed transaction is durable.
        transaction.commit()?.await.map(drop)
    }
    .await;
    database.close();
    Ok(changed?)
}

async fn open() -> Result<Database, StorageError> {
    let opened = async {
        let mut request = Factory::new()?.open(DATABASE, Some(DATABASE_VERSION))?;
        request.on_upgrade_needed(|event| {
            // If the store cannot be created, the first transaction fails with an error.
            if let Ok(database) = event.database() {
                drop(database.create_object_store(STORE, ObjectStoreParams::new()));
            }
        });
        request.await
    };
    opened.await.map_err(StorageError::Unavailable)
}

fn key(model: ModelKind) -> JsValue {
    JsValue::from_str(&format!("model-{}", model.number))
}
