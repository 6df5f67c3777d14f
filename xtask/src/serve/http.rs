//! A file server of one folder or some: GET and HEAD, right types, no surprises.
//!
//! Trunk's own server answers a missing file with the start page and rebuilds on every change;
//! here a missing file is a 404 and the page stays the one that was built.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

/// A browser that opens a connection in advance and stays silent is let go after this time.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longer requests than any browser sends for these files.
const MAX_REQUEST_BYTES: u64 = 64 * 1024;

/// Where pages post what they have found out, if anybody listens.
const ANSWERS: &str = "/answer";
/// Gives pages an origin of their own: threads, and a clock of 5 µs.
const ISOLATION: &str = "Cross-Origin-Opener-Policy: same-origin\r\n\
                         Cross-Origin-Embedder-Policy: require-corp\r\n";

/// What is served to whom.
pub struct Site {
    /// Paths, such as `/bench`, and the folders behind them; the first that fits counts.
    pub folders: Vec<(&'static str, PathBuf)>,
    /// Whether pages get an origin of their own.
    pub is_isolated: bool,
    /// Takes what pages post.
    pub answers: Option<Sender<String>>,
}

impl Site {
    /// The file that a request asks for, if it cannot lie outside the folders.
    fn file(&self, target: &str) -> Option<PathBuf> {
        self.folders.iter().find_map(|(path, folder)| {
            let rest = target.strip_prefix(path)?;
            rest.starts_with('/').then(|| file_of(folder, rest))?
        })
    }
}

/// Serves one folder until the process ends.
pub fn serve(listener: &TcpListener, folder: &Path) {
    let site = Site {
        folders: vec![("", folder.to_path_buf())],
        is_isolated: false,
        answers: None,
    };
    serve_site(listener, &Arc::new(site));
}

/// Serves until the process ends, each connection on a thread of its own.
pub fn serve_site(listener: &TcpListener, site: &Arc<Site>) {
    for stream in listener.incoming().flatten() {
        let site = Arc::clone(site);
        // A reader who leaves in the middle of a file is no error of ours.
        thread::spawn(move || answer(stream, &site).ok());
    }
}

fn answer(mut stream: TcpStream, site: &Site) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(request) = Request::read(&stream)? else {
        return Ok(());
    };
    let has_body = match (request.method.as_str(), &site.answers) {
        ("GET", _) => true,
        ("HEAD", _) => false,
        ("POST", Some(answers)) if request.target == ANSWERS => {
            // Nobody waits for more than one answer.
            answers.send(request.body).ok();
            return write_text(&mut stream, "200 OK", "", true);
        }
        _ => {
            return write_text(
                &mut stream,
                "405 Method Not Allowed",
                "only GET and HEAD",
                true,
            );
        }
    };
    let found = site.file(&request.target).and_then(|path| {
        let file = File::open(&path).ok()?;
        let meta = file.metadata().ok().filter(fs::Metadata::is_file)?;
        Some((path, file, meta))
    });
    let Some((path, mut file, meta)) = found else {
        let text = format!("there is no {} here", request.target);
        return write_text(&mut stream, "404 Not Found", &text, has_body);
    };
    let tag = tag_of(&meta);
    if request.known_tag.as_deref() == Some(tag.as_str()) {
        return write!(
            stream,
            "HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\nCache-Control: no-cache\r\n\
             Connection: close\r\n\r\n"
        );
    }
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\nETag: {tag}\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n{}Connection: close\r\n\r\n",
        content_type(&path),
        meta.len(),
        if site.is_isolated { ISOLATION } else { "" },
    )?;
    if has_body {
        io::copy(&mut file, &mut stream)?;
    }
    Ok(())
}

struct Request {
    method: String,
    target: String,
    /// The version that the browser has already.
    known_tag: Option<String>,
    body: String,
}

impl Request {
    /// `None` when the connection closes before it has asked for anything.
    fn read(stream: &TcpStream) -> io::Result<Option<Self>> {
        let mut reader = BufReader::new(stream.take(MAX_REQUEST_BYTES));
        let mut lines = reader.by_ref().lines();
        let Some(first) = lines.next().transpose()? else {
            return Ok(None);
        };
        let mut words = first.split(' ').map(str::to_owned);
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        let mut known_tag = None;
        let mut n_body_bytes = 0;
        for line in lines {
            let line = line?;
            if line.is_empty() {
                break;
            }
            match line.split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("if-none-match") => {
                    known_tag = Some(value.trim().to_owned());
                }
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    n_body_bytes = value.trim().parse().unwrap_or(0);
                }
                _ => {}
            }
        }
        let mut body = String::new();
        reader.take(n_body_bytes).read_to_string(&mut body)?;
        Ok(Some(Self {
            method,
            target,
            known_tag,
            body,
        }))
    }
}

fn write_text(stream: &mut TcpStream, status: &str, text: &str, has_body: bool) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{}",
        text.len(),
        if has_body { text } else { "" }
    )
}

/// The file that a request asks for, if it cannot lie outside the folder.
fn file_of(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?;
    let path = percent_decoded(path.strip_prefix('/')?)?;
    let path = Path::new(&path);
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

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(bytes.next()?)?, digit(bytes.next()?)?);
                u8::try_from(high * 16 + low).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(decoded).ok()
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

/// The gz files are data, not an encoding: the page decompresses them itself.
fn content_type(path: &Path) -> &'static str {
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
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests;
