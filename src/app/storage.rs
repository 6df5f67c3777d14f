//! Keeps models and runs in the browser's IndexedDB: one saved model of each kind, every run with its checkpoint, and
//! snapshots of the run that goes on.

use idb::{
    Database, DatabaseEvent, Factory, ObjectStoreParams, Query, Transaction, TransactionMode,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::js;
use crate::protocol::{DeviceKind, ModelKind, RecordedScore, TrainedModel};
use crate::session::small;
use crate::session::{StoredRun, StoredRunId, Training};
use crate::texts::text;
use crate::wire;

use super::broadcast::{self, Change};

mod checksum;
pub mod snapshots;

const DATABASE: &str = "fitting-room";
/// The first version had saved models only, the second one no snapshots.
const DATABASE_VERSION: u32 = 3;
const MODELS: &str = "models";
const RUNS: &str = "runs";
/// The checkpoints of runs, apart: a list of runs needs none of them.
const RUN_FILES: &str = "run-files";
/// What a run that is cut off can be resumed from.
const SNAPSHOTS: &str = "snapshots";
const STORES: [&str; 4] = [MODELS, RUNS, RUN_FILES, SNAPSHOTS];

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
    /// The step at which its run was stopped; none if it is whole, or was not trained in that tab.
    #[serde(default)]
    pub stopped_at: Option<usize>,
}

impl SavedModel {
    /// The model's kind, which is its key.
    pub fn kind(&self) -> ModelKind {
        self.trained.config.model
    }

    /// How it was trained; none if it was not trained in that tab.
    pub fn training(&self) -> Option<Training> {
        Some(Training {
            device: self.device?,
            secs: self.training_secs?,
            stopped_at: self.stopped_at,
        })
    }
}

/// Why the storage could not be used.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("{}", text!("storage-unavailable", cause = .0))]
    Unavailable(idb::Error),
    #[error("{}", text!("storage-refused", cause = .0))]
    Refused(#[from] idb::Error),
    #[error("{}", text!("storage-not-taken"))]
    NotTaken,
    #[error("{}", text!("resume-saved-elsewhere"))]
    SavedElsewhere,
    #[error("{}", text!("storage-unwritable", cause = .0))]
    Unwritable(#[from] wire::WireError),
}

impl StorageError {
    /// Whether the storage has no room left; what is deleted from it then makes some.
    pub fn is_full(&self) -> bool {
        match self {
            Self::NotTaken => true,
            // Its text begins with the exception's name.
            Self::Refused(error) => error.to_string().contains("QuotaExceededError"),
            Self::Unavailable(_) | Self::SavedElsewhere | Self::Unwritable(_) => false,
        }
    }
}

/// All saved models, in the lesson's order, and the keys of those that cannot be read.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn list() -> Result<(Vec<SavedModel>, Vec<SavedKey>), StorageError> {
    let (keys, values) = with_stores(TransactionMode::ReadOnly, async |transaction| {
        let store = transaction.object_store(MODELS)?;
        let keys = store.get_all_keys(None, None)?.await?;
        Ok((keys, store.get_all(None, None)?.await?))
    })
    .await?;
    let (mut models, mut unreadable) = (Vec::new(), Vec::new());
    for (stored_at, value) in keys.into_iter().zip(values) {
        match wire::decode::<SavedModel>(value) {
            Ok(model) if key(model.kind()) == stored_at => models.push(model),
            Ok(_) | Err(_) => unreadable.push(SavedKey::of(&stored_at)),
        }
    }
    small::sort_by_key(&mut models, SavedModel::kind);
    Ok((models, unreadable))
}

/// The key of a saved model that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedKey(String);

impl SavedKey {
    fn of(key: &JsValue) -> Self {
        Self(key.as_string().unwrap_or_default())
    }

    /// The model that was saved under it; none if there is none of that name.
    pub fn kind(&self) -> Option<ModelKind> {
        let mut kinds = ModelKind::ALL.into_iter();
        kinds.find(|&kind| key_text(kind) == self.0)
    }
}

/// Deletes a saved model that cannot be read.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn delete_unreadable(saved: SavedKey) -> Result<(), StorageError> {
    delete_at(JsValue::from_str(&saved.0)).await
}

/// Saves a model; it replaces the saved one of its kind, which is the one of this time of saving if there is any.
///
/// # Errors
/// When another tab has saved one meanwhile, which stays, or when the storage cannot be opened or is full.
pub async fn save(model: &SavedModel, replaces_ms: Option<f64>) -> Result<(), StorageError> {
    let (value, _) = wire::encode(model)?;
    let key = key(model.kind());
    let is_saved = with_stores(TransactionMode::ReadWrite, async |transaction| {
        let store = transaction.object_store(MODELS)?;
        if let Some(present) = store.get(Query::Key(key.clone()))?.await? {
            // One that does not say its time cannot be read either.
            let saved_at_ms = js::get(&present, "saved_at_ms").and_then(|at_ms| at_ms.as_f64());
            if saved_at_ms.is_some() && saved_at_ms != replaces_ms {
                return Ok(false);
            }
        }
        store.put(&value, Some(&key))?.await?;
        Ok(true)
    });
    if !is_saved.await? {
        return Err(StorageError::SavedElsewhere);
    }
    broadcast::announce(Change::Models);
    Ok(())
}

/// Deletes the saved model of this kind.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn delete(model: ModelKind) -> Result<(), StorageError> {
    delete_at(key(model)).await
}

async fn delete_at(key: JsValue) -> Result<(), StorageError> {
    with_stores(TransactionMode::ReadWrite, async |transaction| {
        let store = transaction.object_store(MODELS)?;
        store.delete(Query::Key(key.clone()))?.await
    })
    .await?;
    broadcast::announce(Change::Models);
    Ok(())
}

/// All stored runs, and the names of those that cannot be read.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn list_runs() -> Result<(Vec<StoredRun>, Vec<StoredRunId>), StorageError> {
    let (keys, values) = with_stores(TransactionMode::ReadOnly, async |transaction| {
        let store = transaction.object_store(RUNS)?;
        let keys = store.get_all_keys(None, None)?.await?;
        Ok((keys, store.get_all(None, None)?.await?))
    })
    .await?;
    let (mut runs, mut unreadable) = (Vec::new(), Vec::new());
    for (key, value) in keys.iter().zip(values) {
        let id = StoredRunId(key.as_f64().unwrap_or_default() as u64);
        match wire::decode::<StoredRun>(value) {
            Ok(run) if run.id == id => runs.push(run),
            Ok(_) | Err(_) => unreadable.push(id),
        }
    }
    Ok((runs, unreadable))
}

/// Stores a run, with its checkpoint if it left one.
///
/// # Errors
/// When the storage cannot be opened or is full.
pub async fn store_run(run: &StoredRun, file: Option<&[u8]>) -> Result<(), StorageError> {
    let (value, _) = wire::encode(run)?;
    let key = run_key(run.id);
    with_stores(TransactionMode::ReadWrite, async |transaction| {
        if let Some(file) = file {
            let bytes = js_sys::Uint8Array::from(file);
            let files = transaction.object_store(RUN_FILES)?;
            files.put(&bytes, Some(&key))?.await?;
        }
        let runs = transaction.object_store(RUNS)?;
        runs.put(&value, Some(&key))?.await.map(drop)
    })
    .await?;
    broadcast::announce(Change::Runs);
    Ok(())
}

/// The checkpoint of a stored run; none if it left none.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn run_file(run: StoredRunId) -> Result<Option<Vec<u8>>, StorageError> {
    let key = run_key(run);
    let found = with_stores(TransactionMode::ReadOnly, async |transaction| {
        let files = transaction.object_store(RUN_FILES)?;
        files.get(Query::Key(key.clone()))?.await
    });
    Ok(found
        .await?
        .map(|bytes| js_sys::Uint8Array::new(&bytes).to_vec()))
}

/// Deletes a stored run and its checkpoint.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn delete_run(run: StoredRunId) -> Result<(), StorageError> {
    let key = run_key(run);
    with_stores(TransactionMode::ReadWrite, async |transaction| {
        for store in [RUNS, RUN_FILES] {
            let store = transaction.object_store(store)?;
            store.delete(Query::Key(key.clone()))?.await?;
        }
        Ok(())
    })
    .await?;
    broadcast::announce(Change::Runs);
    Ok(())
}

/// Does something in one transaction: all of it, or nothing.
async fn with_stores<T>(
    mode: TransactionMode,
    work: impl AsyncFnOnce(&Transaction) -> Result<T, idb::Error>,
) -> Result<T, StorageError> {
    let database = open().await?;
    let done = async {
        let transaction = database.transaction(&STORES, mode)?;
        let done = work(&transaction).await?;
        if mode == TransactionMode::ReadWrite {
            // Only a committed transaction is durable. A full storage aborts it without an error.
            if transaction.commit()?.await?.is_aborted() {
                return Err(StorageError::NotTaken);
            }
        }
        Ok(done)
    }
    .await;
    database.close();
    done
}

async fn open() -> Result<Database, StorageError> {
    let opened = async {
        let mut request = Factory::new()?.open(DATABASE, Some(DATABASE_VERSION))?;
        request.on_upgrade_needed(|event| {
            // If a store cannot be created, the first transaction fails with an error.
            if let Ok(database) = event.database() {
                let known = database.store_names();
                for store in STORES {
                    if !known.iter().any(|name| name == store) {
                        drop(database.create_object_store(store, ObjectStoreParams::new()));
                    }
                }
            }
        });
        request.await
    };
    opened.await.map_err(StorageError::Unavailable)
}

fn key(model: ModelKind) -> JsValue {
    JsValue::from_str(&key_text(model))
}

fn key_text(model: ModelKind) -> String {
    format!("model-{}", model.number)
}

fn run_key(run: StoredRunId) -> JsValue {
    // Up to the year 287 000 a double has these digits.
    JsValue::from_f64(run.0 as f64)
}
