//! A file server of the built page that counts what is asked for and can be told to fail.
//!
//! It is also the browser's proxy for every other address: what the page wants from elsewhere ends
//! up in [`Server::foreign_requests`], whichever thread of the page asked.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

mod fault;
mod ledger;

pub use fault::{Fault, Gate};
pub use ledger::INSECURE_HOST;
use ledger::Ledger;

/// A browser that opens a connection in advance and stays silent is let go after this time.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longer requests than any browser sends for these files.
const MAX_REQUEST_BYTES: u64 = 64 * 1024;

/// Serves one folder on 127.0.0.1 until it is dropped.
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    folder: PathBuf,
    ledger: Ledger,
    is_over: AtomicBool,
}

impl Server {
    pub fn start(folder: &Path) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            folder: folder.to_path_buf(),
            ledger: Ledger::default(),
            is_over: AtomicBool::new(false),
        });
        let thread = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self {
            port,
            shared,
            thread: Some(thread),
        })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address under which the browser trusts the page as it would an `https` one.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The same page under a name that the browser does not trust.
    pub fn insecure_origin(&self) -> String {
        format!("http://{INSECURE_HOST}:{}", self.port)
    }

    /// From now on files of this name are answered badly.
    pub fn spoil(&self, file_name: &str, fault: Fault) {
        self.shared.ledger.spoil(file_name, fault);
    }

    /// From now on files of this name are answered well again.
    pub fn heal(&self, file_name: &str) {
        self.shared.ledger.heal(file_name);
    }

    /// From now on every file is answered well again.
    pub fn mend(&self) {
        self.shared.ledger.mend();
    }

    /// How often files of this name were asked for so far.
    pub fn n_requests(&self, file_name: &str) -> usize {
        self.shared.ledger.n_requests(file_name)
    }

    /// What the browser wanted from other hosts, in order.
    pub fn foreign_requests(&self) -> Vec<String> {
        self.shared.ledger.foreign_requests()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        self.mend();
        // One last connection wakes the thread that waits for the next.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming().flatten() {
        if shared.is_over.load(Ordering::SeqCst) {
            return;
        }
        let shared = Arc::clone(shared);
        // A browser that leaves in the middle of a file is no error of ours.
        thread::spawn(move || answer(stream, &shared).ok());
    }
}

fn answer(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some((method, target)) = read_request(&stream)? else {
        return Ok(());
    };
    let Some(path) = Ledger::own_path(&method, &target) else {
        shared.ledger.note_foreign(&format!("{method} {target}"));
        return Fault::Missing.answer(&mut stream, "elsewhere", &[]);
    };
    let path = match path {
        "/" => "index.html",
        path => path.trim_start_matches('/'),
    };
    let fault = shared.ledger.note(path);
    match (read_file(&shared.folder, path), fault) {
        (Some(body), Some(fault)) => fault.answer(&mut stream, path, &body),
        (Some(body), None) => {
            write_head(&mut stream, "200 OK", content_type(path), body.len())?;
            stream.write_all(&body)
        }
        (None, _) => Fault::Missing.answer(&mut stream, path, &[]),
    }
}

fn read_request(stream: &TcpStream) -> io::Result<Option<(String, String)>> {
    let mut lines = BufReader::new(stream.take(MAX_REQUEST_BYTES)).lines();
    let Some(first) = lines.next().transpose()? else {
        return Ok(None);
    };
    while lines
        .next()
        .transpose()?
        .is_some_and(|line| !line.is_empty())
    {}
    let mut words = first.split(' ').map(str::to_owned);
    Ok(words.next().zip(words.next()))
}

fn read_file(folder: &Path, path: &str) -> Option<Vec<u8>> {
    let is_inside = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    fs::read(folder.join(path)).ok().filter(|_| is_inside)
}

/// `no-store`, so that a file which is not asked for again cannot come from the HTTP cache.
fn write_head(
    stream: &mut TcpStream,
    status: &str,
    content_type: &str,
    n_bytes: usize,
) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {n_bytes}\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
}

fn content_type(path: &str) -> &'static str {
    let extension = Path::new(path).extension().and_then(|name| name.to_str());
    match extension.unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "gz" => "application/gzip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
