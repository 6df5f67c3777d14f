//! A static file server for 127.0.0.1 with a place for more: right types, a missing file is a 404.
//!
//! [`Server`] takes connections and parses requests (by httparse), a [`Handler`] answers them; [`Site`] is the handler
//! that serves files. Every answer closes its connection, so that a handler may also cut one in the middle.

use percent_encoding::percent_decode_str;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, UNIX_EPOCH};

/// Browsers open connections in advance; one that stays silent is closed after this time.
const TIMEOUT: Duration = Duration::from_secs(30);
/// More than any browser sends for these files.
const MAX_HEAD_BYTES: u64 = 64 * 1024;
const MAX_BODY_BYTES: u64 = 1024 * 1024;
const MAX_HEADERS: usize = 64;

/// Puts pages into an origin of their own, which gives them threads and a clock of 5 µs.
pub const ISOLATION: &[(&str, &str)] = &[
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
];

/// Answers requests.
pub trait Handler: Send + Sync + 'static {
    /// Writes the whole answer.
    ///
    /// # Errors
    /// When the browser has closed the connection.
    fn answer(&self, request: &Request, stream: &mut TcpStream) -> io::Result<()>;
}

/// A request as it came.
pub struct Request {
    pub method: String,
    /// A path with its query; of a proxy's request the whole address.
    pub target: String,
    /// The `ETag` of the version that the browser has.
    pub known_tag: Option<String>,
    pub body: Vec<u8>,
}

/// Listens until it is dropped; each connection has a thread.
pub struct Server {
    port: u16,
    is_over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// On a port that is free.
    ///
    /// # Errors
    /// When there is none.
    pub fn start(handler: impl Handler) -> io::Result<Self> {
        Self::on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?, handler)
    }

    /// On the listener's port.
    ///
    /// # Errors
    /// When the listener has no address.
    pub fn on(listener: TcpListener, handler: impl Handler) -> io::Result<Self> {
        let port = listener.local_addr()?.port();
        let is_over = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let is_over = Arc::clone(&is_over);
            move || accept(&listener, &Arc::new(handler), &is_over)
        });
        Ok(Self {
            port,
            is_over,
            thread: Some(thread),
        })
    }

    /// The port that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Waits until the process is killed.
    pub fn join(mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        // One more connection wakes the thread that waits for the next.
        drop(TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)));
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

fn accept<H: Handler>(listener: &TcpListener, handler: &Arc<H>, is_over: &AtomicBool) {
    for mut stream in listener.incoming().flatten() {
        if is_over.load(Ordering::SeqCst) {
            return;
        }
        let handler = Arc::clone(handler);
        // A browser may close its connection in the middle of a file.
        thread::spawn(move || answer(&mut stream, &*handler).ok());
    }
}

fn answer(stream: &mut TcpStream, handler: &impl Handler) -> io::Result<()> {
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    match Request::read(stream)? {
        Some(request) => handler.answer(&request, stream),
        None => Ok(()),
    }
}

impl Request {
    /// `None` when the connection closes before it has asked for anything, or asks for nothing that is HTTP.
    fn read(stream: &TcpStream) -> io::Result<Option<Self>> {
        let mut reader = BufReader::new(stream);
        let mut head = Vec::new();
        let mut lines = reader.by_ref().take(MAX_HEAD_BYTES);
        while !head.ends_with(b"\r\n\r\n") {
            if lines.read_until(b'\n', &mut head)? == 0 {
                return Ok(None);
            }
        }
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        if parsed.parse(&head).is_err() {
            return Ok(None);
        }
        let (Some(method), Some(target)) = (parsed.method, parsed.path) else {
            return Ok(None);
        };
        let header = |name: &str| {
            let mut headers = parsed.headers.iter();
            let header = headers.find(|header| header.name.eq_ignore_ascii_case(name))?;
            str::from_utf8(header.value).ok()
        };
        let n_body_bytes = header("content-length").and_then(|length| length.parse().ok());
        let mut request = Self {
            method: method.to_owned(),
            target: target.to_owned(),
            known_tag: header("if-none-match").map(str::to_owned),
            body: Vec::new(),
        };
        reader
            .take(n_body_bytes.unwrap_or(0).min(MAX_BODY_BYTES))
            .read_to_end(&mut request.body)?;
        Ok(Some(request))
    }
}

/// Serves files.
pub struct Site {
    /// Paths, such as `/bench`, and the folders behind them; the first that fits counts.
    folders: Vec<(String, PathBuf)>,
    /// Sent with every answer.
    headers: Vec<(&'static str, &'static str)>,
    /// The Content-Security-Policy, sent too.
    policy: Option<String>,
}

impl Site {
    /// One folder behind `/`; browsers ask each time whether a file has changed.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folders: vec![(String::new(), folder.into())],
            headers: vec![("Cache-Control", "no-cache")],
            policy: None,
        }
    }

    /// With another folder behind this path, which begins with `/`.
    pub fn with_folder(mut self, path: &str, folder: PathBuf) -> Self {
        self.folders.insert(0, (path.to_owned(), folder));
        self
    }

    /// With these headers, such as [`ISOLATION`]; they replace those of the same name.
    pub fn with_headers(mut self, headers: &[(&'static str, &'static str)]) -> Self {
        self.headers
            .retain(|(name, _)| headers.iter().all(|(other, _)| name != other));
        self.headers.extend(headers);
        self
    }

    /// With this Content-Security-Policy, that of a sealed page.
    pub fn with_policy(self, policy: Option<String>) -> Self {
        Self { policy, ..self }
    }

    /// The file that a request asks for; none outside the folders.
    pub fn file(&self, target: &str) -> Option<PathBuf> {
        self.folders.iter().find_map(|(path, folder)| {
            let rest = target.strip_prefix(path.as_str())?;
            rest.starts_with('/').then(|| file_of(folder, rest))?
        })
    }

    /// Status line and headers, with the site's own.
    ///
    /// # Errors
    /// When the browser has closed the connection.
    pub fn write_head(
        &self,
        stream: &mut TcpStream,
        status: &str,
        headers: &[(&str, &str)],
    ) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {status}\r\n");
        for (name, value) in headers.iter().chain(&self.headers) {
            head += &format!("{name}: {value}\r\n");
        }
        if let Some(policy) = &self.policy {
            head += &format!("Content-Security-Policy: {policy}\r\n");
        }
        head += "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
        stream.write_all(head.as_bytes())
    }

    /// A short text.
    ///
    /// # Errors
    /// When the browser has closed the connection.
    pub fn write_text(&self, stream: &mut TcpStream, status: &str, text: &str) -> io::Result<()> {
        let length = text.len().to_string();
        let headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", &length),
        ];
        self.write_head(stream, status, &headers)?;
        stream.write_all(text.as_bytes())
    }
}

impl Handler for Site {
    fn answer(&self, request: &Request, stream: &mut TcpStream) -> io::Result<()> {
        if !["GET", "HEAD"].contains(&request.method.as_str()) {
            return self.write_text(stream, "405 Method Not Allowed", "only GET and HEAD");
        }
        let found = self.file(&request.target).and_then(|path| {
            let file = File::open(&path).ok()?;
            let meta = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((path, file, meta))
        });
        let Some((path, mut file, meta)) = found else {
            let text = format!("there is no {} here", request.target);
            return self.write_text(stream, "404 Not Found", &text);
        };
        let tag = tag_of(&meta);
        if request.known_tag.as_deref() == Some(tag.as_str()) {
            return self.write_head(stream, "304 Not Modified", &[("ETag", &tag)]);
        }
        let length = meta.len().to_string();
        let headers = [
            ("Content-Type", content_type(&path)),
            ("Content-Length", &length),
            ("ETag", &tag),
        ];
        self.write_head(stream, "200 OK", &headers)?;
        if request.method == "GET" {
            io::copy(&mut file, stream)?;
        }
        Ok(())
    }
}

/// The file behind a path, without its query; none outside the folder.
fn file_of(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let path = percent_decode_str(path.strip_prefix('/')?)
        .decode_utf8()
        .ok()?;
    let path = Path::new(&*path);
    let stays_inside = path
        .components()
        .all(|component| matches!(component, Component::Normal(_)));
    if !stays_inside {
        return None;
    }
    let file = folder.join(path);
    Some(if file.is_dir() {
        file.join("index.html")
    } else {
        file
    })
}

/// Changes whenever the file does: worker files keep their names from build to build.
fn tag_of(meta: &fs::Metadata) -> String {
    let modified = meta
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .unwrap_or_default();
    format!("\"{:x}-{:x}\"", meta.len(), modified.as_nanos())
}

/// By the file's ending. The gz files are data, not an encoding: the page decompresses them itself.
pub fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("gz") => "application/gzip",
        Some("txt" | "ftl") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
