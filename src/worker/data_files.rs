//! Fetches the data set's files, with progress, and stores them in the browser's Cache Storage.

use futures::channel::mpsc::UnboundedSender;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Response};

use super::inbox::Input;
use super::post::{post, scope};
use super::tasks::spawn;
use crate::js;
use crate::protocol::{DataFile, Event, FailureScope};

mod download;

use download::{FetchError, download};

const CACHE_NAME: &str = "fitting-room-data-v1";

/// The state of the downloads.
pub struct DataFiles {
    inbox: UnboundedSender<Input>,
    is_fetching: bool,
    /// Of the present fetch, not yet arrived.
    on_their_way: Vec<DataFile>,
    /// To be fetched after the present fetch.
    waiting: Vec<DataFile>,
    /// Files whose cached copy was damaged: they are fetched from the server, and a second rejection is a failure.
    rejected: Vec<DataFile>,
}

impl DataFiles {
    pub fn new(inbox: UnboundedSender<Input>) -> Self {
        Self {
            inbox,
            is_fetching: false,
            on_their_way: Vec::new(),
            waiting: Vec::new(),
            rejected: Vec::new(),
        }
    }

    /// Fetches these files one after the other; each arrives as [`Input::File`]. Files that are on their way already are
    /// not fetched twice.
    pub fn fetch(&mut self, files: Vec<DataFile>) {
        let is_new = |file: &DataFile| !self.on_their_way.contains(file);
        let wanted: Vec<DataFile> = files.into_iter().filter(is_new).collect();
        if wanted.is_empty() {
            return;
        }
        if self.is_fetching {
            self.waiting = wanted;
        } else {
            self.start(wanted);
        }
    }

    /// Records that this file has arrived.
    pub fn arrived(&mut self, file: DataFile) {
        self.on_their_way.retain(|awaited| *awaited != file);
    }

    /// Ends the present fetch and starts that of the waiting files.
    pub fn fetch_ended(&mut self) {
        self.is_fetching = false;
        self.on_their_way.clear();
        let waiting = std::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            self.start(waiting);
        }
    }

    /// Deletes a damaged file and its partner from the cache. Returns whether they are fetched again, which they are if they
    /// came from the cache.
    pub fn reject(&mut self, file: DataFile, from_cache: bool) -> bool {
        let pair = file.split().files();
        let again = from_cache && !self.rejected.contains(&file);
        self.rejected.push(file);
        spawn(async move {
            if let Some(cache) = open_cache().await {
                for file in pair {
                    drop(JsFuture::from(cache.delete_with_str(&address(file))).await);
                }
            }
        });
        if again {
            self.waiting.extend(pair);
            if !self.is_fetching {
                self.fetch_ended();
            }
        }
        again
    }

    fn start(&mut self, files: Vec<DataFile>) {
        self.is_fetching = true;
        self.on_their_way.clone_from(&files);
        let inbox = self.inbox.clone();
        let bypass = self.rejected.clone();
        spawn(async move {
            for file in files {
                let cache = open_cache().await;
                let readable = cache.as_ref().filter(|_| !bypass.contains(&file));
                match fetch_file(file, readable, cache.as_ref()).await {
                    // Sending cannot fail: the inbox lives as long as the worker.
                    Ok((bytes, from_cache)) => {
                        drop(inbox.unbounded_send(Input::File {
                            file,
                            bytes,
                            from_cache,
                        }));
                    }
                    Err(error) => {
                        post(Event::Failed {
                            scope: FailureScope::Data,
                            message: error.to_string(),
                        });
                        break;
                    }
                }
            }
            drop(inbox.unbounded_send(Input::FetchEnded));
        });
    }
}

fn address(file: DataFile) -> String {
    format!("data/{}", file.file_name())
}

/// None where the browser has no Cache Storage (an insecure page, a private window): then nothing is stored.
async fn open_cache() -> Option<Cache> {
    // On an insecure page the property is undefined, which the typed getter returns as if it were a cache.
    let scope = scope();
    js::get(&scope, "caches")?;
    let caches = scope.caches().ok()?;
    JsFuture::from(caches.open(CACHE_NAME))
        .await
        .ok()?
        .dyn_into()
        .ok()
}

/// The file's bytes, and whether they came from the cache.
async fn fetch_file(
    file: DataFile,
    readable: Option<&Cache>,
    writable: Option<&Cache>,
) -> Result<(Vec<u8>, bool), FetchError> {
    if let Some(cache) = readable
        && let Some(bytes) = cached(cache, file).await
    {
        let n_bytes = bytes.len() as f64;
        post(Event::DataProgress {
            file,
            n_received_bytes: n_bytes,
            n_total_bytes: Some(n_bytes),
            from_cache: true,
        });
        return Ok((bytes, true));
    }
    let bytes = download(file).await?;
    let is_kept = match writable {
        Some(cache) => store(cache, file, &bytes).await.is_some(),
        None => false,
    };
    if !is_kept {
        post(Event::DataNotStored);
    }
    Ok((bytes, false))
}

async fn cached(cache: &Cache, file: DataFile) -> Option<Vec<u8>> {
    let found = JsFuture::from(cache.match_with_str(&address(file)))
        .await
        .ok()?;
    let response: Response = found.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Stores a file; none if the browser refuses, as with a full disk or in a private window.
async fn store(cache: &Cache, file: DataFile, bytes: &[u8]) -> Option<()> {
    let body = Uint8Array::from(bytes);
    let response = Response::new_with_opt_js_u8_array(Some(&body)).ok()?;
    let stored = JsFuture::from(cache.put_with_str(&address(file), &response));
    stored.await.ok().map(drop)
}
