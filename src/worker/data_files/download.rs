//! Downloads one file and reports its progress.

use std::fmt::{self, Display, Formatter};

use futures::future::{Either, select};
use gloo::net::http::Request;
use gloo::timers::future::TimeoutFuture;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::address;
use crate::js::{self, describe};
use crate::protocol::{DataFile, Event};
use crate::texts::text;
use crate::worker::post::{elapsed_secs, post};

/// Seconds between two progress reports of one file.
const REPORT_SECS: f64 = 0.1;

/// Why a download failed.
#[derive(Debug)]
pub enum FetchError {
    Unreachable {
        file: &'static str,
        cause: String,
    },
    NotThere {
        file: &'static str,
        status: u16,
    },
    BrokeOff {
        file: &'static str,
        n_bytes: usize,
        cause: String,
    },
}

impl Display for FetchError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Unreachable { file, cause } => {
                text!("engine-cannot-reach", file = file, cause = cause)
            }
            Self::NotThere { file, status } => {
                text!("engine-no-file", file = file, status = status)
            }
            Self::BrokeOff {
                file,
                n_bytes,
                cause,
            } => text!("engine-broke-off", file = file, n = n_bytes, cause = cause),
        };
        formatter.write_str(&sentence)
    }
}

/// The file's bytes, from the server.
///
/// # Errors
/// When the server does not send them, or the connection breaks.
pub async fn download(file: DataFile) -> Result<Vec<u8>, FetchError> {
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
    // With a content encoding the length is that of the compressed bytes, while the stream has the decoded ones.
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
    let mut reports = Reports::of(file, n_total_bytes);
    let mut next = JsFuture::from(reader.read());
    loop {
        let chunk = match reports.due_in_ms(bytes.len()) {
            None => next.await,
            // The connection may pause: bytes received by then are reported without waiting for more.
            Some(due_in_ms) => match select(next, TimeoutFuture::new(due_in_ms)).await {
                Either::Left((chunk, _)) => chunk,
                Either::Right(((), still_to_come)) => {
                    reports.post(bytes.len());
                    next = still_to_come;
                    continue;
                }
            },
        };
        let chunk = chunk.map_err(|cause| broke_off(bytes.len(), cause))?;
        let value = js::get(&chunk, "value");
        if let Some(part) = value
            .as_ref()
            .and_then(|value| value.dyn_ref::<Uint8Array>())
        {
            let start = bytes.len();
            bytes.resize(start + part.length() as usize, 0);
            part.copy_to(&mut bytes[start..]);
        }
        if js::has(&chunk, "done") {
            // Without a length in the headers the total is known only now.
            reports.n_total_bytes = Some(bytes.len() as f64);
            reports.post(bytes.len());
            return Ok(bytes);
        }
        if reports.due_in_ms(bytes.len()) == Some(0) {
            reports.post(bytes.len());
        }
        next = JsFuture::from(reader.read());
    }
}

/// Throttled progress reports of a download.
struct Reports {
    file: DataFile,
    n_total_bytes: Option<f64>,
    /// Bytes of the last report, and its time.
    n_reported_bytes: usize,
    reported_secs: f64,
}

impl Reports {
    fn of(file: DataFile, n_total_bytes: Option<f64>) -> Self {
        Self {
            file,
            n_total_bytes,
            n_reported_bytes: 0,
            reported_secs: f64::NEG_INFINITY,
        }
    }

    /// Milliseconds until the next report; none while there are no new bytes.
    fn due_in_ms(&self, n_bytes: usize) -> Option<u32> {
        let due_in_secs = self.reported_secs + REPORT_SECS - elapsed_secs();
        (n_bytes > self.n_reported_bytes).then(|| (due_in_secs.max(0.0) * 1000.0).ceil() as u32)
    }

    fn post(&mut self, n_bytes: usize) {
        self.n_reported_bytes = n_bytes;
        self.reported_secs = elapsed_secs();
        post(Event::DataProgress {
            file: self.file,
            n_received_bytes: n_bytes as f64,
            n_total_bytes: self.n_total_bytes,
            from_cache: false,
        });
    }
}
