//! Snapshots of runs that go on: two of each, under the name of their holder, each with a checksum.

use idb::{Query, TransactionMode};
use js_sys::Object;
use wasm_bindgen::JsValue;

use super::{SNAPSHOTS, StorageError, checksum, with_stores};
use crate::js;
use crate::session::StoredSnapshot;
use crate::session::snapshots::{N_SLOTS, newest};
use crate::wire::{self, WireError};

/// What is found under a holder's name.
pub enum Found {
    /// No snapshot.
    Nothing,
    /// The newest snapshot that is whole.
    Whole(Box<StoredSnapshot>),
    /// There is something, but nothing that can be read.
    Damaged,
}

/// Stores a snapshot in place of the one before the last.
///
/// # Errors
/// When the storage cannot be opened or is full.
pub async fn put(holder: &str, stored: &StoredSnapshot) -> Result<(), StorageError> {
    let value = sealed(stored)?;
    let key = key(holder, stored.slot());
    with_stores(TransactionMode::ReadWrite, async |transaction| {
        let store = transaction.object_store(SNAPSHOTS)?;
        store.put(&value, Some(&key))?.await.map(drop)
    })
    .await
}

/// The names of all holders.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn holders() -> Result<Vec<String>, StorageError> {
    let keys = with_stores(TransactionMode::ReadOnly, async |transaction| {
        let store = transaction.object_store(SNAPSHOTS)?;
        store.get_all_keys(None, None)?.await
    });
    let mut holders: Vec<String> = Vec::new();
    for key in keys.await? {
        let key = key.as_string().unwrap_or_default();
        if let Some((holder, _)) = key.rsplit_once(SEPARATOR)
            && !holders.iter().any(|known| known == holder)
        {
            holders.push(holder.to_owned());
        }
    }
    Ok(holders)
}

/// The holder's newest snapshot that is whole.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn find(holder: &str) -> Result<Found, StorageError> {
    let values = with_stores(TransactionMode::ReadOnly, async |transaction| {
        let store = transaction.object_store(SNAPSHOTS)?;
        let mut values = Vec::new();
        for slot in 0..N_SLOTS {
            values.extend(store.get(Query::Key(key(holder, slot)))?.await?);
        }
        Ok(values)
    })
    .await?;
    let is_there = !values.is_empty();
    Ok(match newest(values.into_iter().map(unsealed)) {
        Some(stored) => Found::Whole(Box::new(stored)),
        None if is_there => Found::Damaged,
        None => Found::Nothing,
    })
}

/// Deletes the holder's snapshots.
///
/// # Errors
/// When the storage cannot be opened.
pub async fn remove(holder: &str) -> Result<(), StorageError> {
    with_stores(TransactionMode::ReadWrite, async |transaction| {
        let store = transaction.object_store(SNAPSHOTS)?;
        for slot in 0..N_SLOTS {
            store.delete(Query::Key(key(holder, slot)))?.await?;
        }
        Ok(())
    })
    .await
}

const SEPARATOR: char = '/';
const CONTENT: &str = "content";
const CHECKSUM: &str = "checksum";

fn key(holder: &str, slot: u32) -> JsValue {
    JsValue::from_str(&format!("{holder}{SEPARATOR}{slot}"))
}

fn sealed(stored: &StoredSnapshot) -> Result<JsValue, WireError> {
    let (content, _) = wire::encode(stored)?;
    let sealed = Object::new();
    for (name, value) in [
        (CHECKSUM, JsValue::from(checksum::of(&content))),
        (CONTENT, content),
    ] {
        js::set(&sealed, name, &value);
    }
    Ok(sealed.into())
}

fn unsealed(value: JsValue) -> Option<StoredSnapshot> {
    let content = js::get(&value, CONTENT)?;
    let recorded = js::get(&value, CHECKSUM)?.as_f64()?;
    let is_whole = recorded == f64::from(checksum::of(&content));
    is_whole.then(|| wire::decode(content).ok())?
}
