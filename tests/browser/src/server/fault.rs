//! The ways in which a download goes wrong.

use std::io::{self, Write};
use std::net::TcpStream;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use toolbox::server::{Site, content_type};

/// How a file is answered badly.
#[derive(Clone, Debug)]
pub enum Fault {
    /// 404.
    Missing,
    /// Half of the file, announced as if that were all.
    Truncated,
    /// Half of the file, after which the connection breaks.
    BrokenOff,
    /// Bytes in the middle are others.
    Corrupt,
    /// The start page, as servers of single-page applications answer what they do not have.
    Html,
    /// These lines, then the file.
    Preceded(&'static str),
    /// Half of the file at once; the rest when the gate is open.
    Held(Gate),
}

impl Fault {
    /// Answers a request for this file, which holds this body.
    pub(super) fn answer(
        &self,
        site: &Site,
        stream: &mut TcpStream,
        file: &Path,
        body: &[u8],
    ) -> io::Result<()> {
        let start = |stream: &mut TcpStream, kind: &str, n_bytes: usize| {
            let length = n_bytes.to_string();
            let headers = [("Content-Type", kind), ("Content-Length", &length)];
            site.write_head(stream, "200 OK", &headers)
        };
        let kind = content_type(file);
        let half = &body[..body.len() / 2];
        match self {
            Self::Missing => {
                let text = format!("there is no {} here", file.display());
                site.write_text(stream, "404 Not Found", &text)
            }
            Self::Truncated => {
                start(stream, kind, half.len())?;
                stream.write_all(half)
            }
            Self::BrokenOff => {
                start(stream, kind, body.len())?;
                stream.write_all(half)
            }
            Self::Corrupt => {
                let mut body = body.to_vec();
                let middle = body.len() / 2;
                for byte in body.iter_mut().skip(middle).take(1000) {
                    *byte ^= 0x55;
                }
                start(stream, kind, body.len())?;
                stream.write_all(&body)
            }
            Self::Html => {
                let page = "<!doctype html><html><head><title>Fitting Room</title></head></html>";
                start(stream, "text/html", page.len())?;
                stream.write_all(page.as_bytes())
            }
            Self::Preceded(lines) => {
                start(stream, kind, lines.len() + body.len())?;
                stream.write_all(lines.as_bytes())?;
                stream.write_all(body)
            }
            Self::Held(gate) => {
                start(stream, kind, body.len())?;
                stream.write_all(half)?;
                if gate.pass() {
                    stream.write_all(&body[half.len()..])
                } else {
                    Ok(())
                }
            }
        }
    }
}

/// Holds a download back until the test opens it.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<(Mutex<State>, Condvar)>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Closed,
    Open,
    /// The download breaks off.
    Cut,
}

impl Gate {
    pub fn open(&self) {
        self.change(State::Open);
    }

    /// Ends the download.
    pub(super) fn cut(&self) {
        self.change(State::Cut);
    }

    fn change(&self, new: State) {
        let (state, changed) = &*self.0;
        *state.lock().unwrap_or_else(PoisonError::into_inner) = new;
        changed.notify_all();
    }

    /// Waits while it is closed, and returns whether it has been opened.
    fn pass(&self) -> bool {
        let (state, changed) = &*self.0;
        let state = state.lock().unwrap_or_else(PoisonError::into_inner);
        let state = changed.wait_while(state, |state| *state == State::Closed);
        *state.unwrap_or_else(PoisonError::into_inner) == State::Open
    }
}
