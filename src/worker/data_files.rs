//! Fetches the data set's files, with progress, and keeps them in the browser's Cache Storage.

use futures::channel::mpsc::UnboundedSender;
use gloo::net::http::Request;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, ReadableStreamDefaultReader, Response};

use super::event_loop::spawn;
use super::inbox::Input;
use super::post::{elapsed_secs, post, scope};
use crate::protocol::{DataFile, Event, Failure, Subject};

const CACHE_NAME: &str = "fitting-room-data-v1";
/// Progress reports of one file: ten a second are fluent.
const REPORT_SECS: f64 = 0.1;

/// The files that are on their way.
pub struct DataFiles {
    inbox: UnboundedSender<Input>,
    is_fetching: bool,
    /// Sent for and not yet here.
    on_their_way: Vec<DataFile>,
    /// Asked for while others were still on their way.
    waiting: Vec<DataFile>,
    /// Rejected out of the cache once already: the next time the learner is told.
    rejected: Vec<DataFile>,
}

/// Why a file did not come.
#[derive(Debug, thiserror::Error)]
enum FetchError {
    #[error("cannot reach {file}: check the connection, then load the data again ({cause})")]
    Unreachable { file: &'static str, cause: String },
    #[error(
        "the server has no {file} (HTTP {status}): whoever runs it puts the data there with `cargo xtask data`"
    )]
    NotThere { file: &'static str, status: u16 },
    #[error(
        "the download of {file} broke off after {n_bytes} bytes: load the data again ({cause})"
    )]
    BrokeOff {
        file: &'static str,
        n_bytes: usize,
        cause: String,
    },
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

    /// Sends for these files, one after the other in the order given; each arrives as [`Input::File`]. What is on its
    /// way already is not sent for twice.
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

    /// This file has come.
    pub fn arrived(&mut self, file: DataFile) {
        self.on_their_way.retain(|awaited| *awaited != file);
    }

    /// The last fetch is over; what was asked for meanwhile is sent for now.
    pub fn fetch_ended(&mut self) {
        self.is_fetching = false;
        self.on_their_way.clear();
        let waiting = std::mem::take(&mut self.waiting);
        if !waiting.is_empty() {
            self.start(waiting);
        }
    }

    /// This file and its partner were no use: forgets them, and says whether they are sent for again (which is when
    /// they came out of the cache).
    pub fn reject(&mut self, file: DataFile, from_cache: bool) -> bool {
        let pair = match file {
            DataFile::TestImages | DataFile::TestLabels => {
                [DataFile::TestLabels, DataFile::TestImages]
            }
            DataFile::TrainImages | DataFile::TrainLabels => {
                [DataFile::TrainLabels, DataFile::TrainImages]
            }
        };
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
                    // The inbox lives as long as the worker.
                    Ok((bytes, from_cache)) => {
                        drop(inbox.unbounded_send(Input::File {
                            file,
                            bytes,
                            from_cache,
                        }));
                    }
                    Err(error) => {
                        let failure = Failure {
                            subject: Subject::Data,
                            message: error.to_string(),
                        };
                        post(Event::Failed { failure });
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

/// None where the browser offers no Cache Storage (an insecure page, a private window): then nothing is kept.
async fn open_cache() -> Option<Cache> {
    // On an insecure page the property is undefined, which the typed getter hands on as if it were a cache.
    let scope = scope();
    if Reflect::get(&scope, &"caches".into()).ok()?.is_undefined() {
        return None;
    }
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
    if let Some(cache) = writable {
        keep(cache, file, &bytes).await;
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

/// A full disk or a private window may refuse: the next visit then downloads again.
async fn keep(cache: &Cache, file: DataFile, bytes: &[u8]) {
    let body = Uint8Array::from(bytes);
    if let Ok(response) = Response::new_with_opt_js_u8_array(Some(&body)) {
        drop(JsFuture::from(cache.put_with_str(&address(file), &response)).await);
    }
}

async fn download(file: DataFile) -> Result<Vec<u8>, FetchError> {
    let name = file.file_name();
    let response =
        Request::get(&address(file))
            .send()
            .await
            .map_err(|error| FetchError::Unreachable {
                file: name,
                cause: error.to_string(),
            })?;
    if !response.ok() {
        return Err(FetchError::NotThere {
            file: name,
            status: response.status(),
        });
    }
    // A server that compresses on the way tells the compressed length, which the stream does not show.
    let is_recoded = response.headers().get("content-encoding").is_some();
    let length = response
        .headers()
        .get("content-length")
        .filter(|_| !is_recoded);
    let n_total_bytes = length.and_then(|length| length.parse::<f64>().ok());
    let mut bytes = Vec::new();
    let Some(body) = response.body() else {
        return Ok(bytes);
    };
    let broke_off = |n_bytes: usize, cause: JsValue| FetchError::BrokeOff {
        file: name,
        n_bytes,
        cause: describe(&cause),
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut reported = 0.0;
    loop {
        let chunk = JsFuture::from(reader.read())
            .await
            .map_err(|cause| broke_off(bytes.len(), cause))?;
        let is_done = Reflect::get(&chunk, &"done".into()).is_ok_and(|done| done.is_truthy());
        if let Ok(value) = Reflect::get(&chunk, &"value".into())
            && let Some(part) = value.dyn_ref::<Uint8Array>()
        {
            let start = bytes.len();
            bytes.resize(start + part.length() as usize, 0);
            part.copy_to(&mut bytes[start..]);
        }
        if is_done || elapsed_secs() - reported >= REPORT_SECS {
            reported = elapsed_secs();
            post(Event::DataProgress {
                file,
                n_received_bytes: bytes.len() as f64,
                // A server that tells no length is known to be done only now.
                n_total_bytes: if is_done {
                    Some(bytes.len() as f64)
                } else {
                    n_total_bytes
                },
                from_cache: false,
            });
        }
        if is_done {
            return Ok(bytes);
        }
    }
}

fn describe(cause: &JsValue) -> String {
    cause.dyn_ref::<js_sys::Error>().map_or_else(
        || format!("{cause:?}"),
        |error| String::from(error.message()),
    )
}
