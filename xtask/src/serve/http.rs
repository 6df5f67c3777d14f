//! A file server of one folder: GET and HEAD, right types, no surprises.
//!
//! Trunk's own server answers a missing file with the start page and rebuilds on every change;
//! here a missing file is a 404 and the page stays the one that was built.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

/// A browser that opens a connection in advance and stays silent is let go after this time.
const PATIENCE: Duration = Duration::from_secs(30);
/// Longer requests than any browser sends for these files.
const MAX_REQUEST_BYTES: u64 = 64 * 1024;

/// Serves until the process ends, each connection on a thread of its own.
pub fn serve(listener: &TcpListener, folder: &Path) {
    for stream in listener.incoming().flatten() {
        let folder = folder.to_path_buf();
        // A reader who leaves in the middle of a file is no error of ours.
        thread::spawn(move || answer(stream, &folder).ok());
    }
}

fn answer(mut stream: TcpStream, folder: &Path) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let Some(request) = Request::read(&stream)? else {
        return Ok(());
    };
    let has_body = match request.method.as_str() {
        "GET" => true,
        "HEAD" => false,
        _ => {
            return write_text(
                &mut stream,
                "405 Method Not Allowed",
                "only GET and HEAD",
                true,
            );
        }
    };
    let found = file_of(folder, &request.target).and_then(|path| {
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
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        content_type(&path),
        meta.len(),
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
}

impl Request {
    /// `None` when the connection closes before it has asked for anything.
    fn read(stream: &TcpStream) -> io::Result<Option<Self>> {
        let mut lines = BufReader::new(stream.take(MAX_REQUEST_BYTES)).lines();
        let Some(first) = lines.next().transpose()? else {
            return Ok(None);
        };
        let mut words = first.split(' ').map(str::to_owned);
        let (Some(method), Some(target)) = (words.next(), words.next()) else {
            return Ok(None);
        };
        let mut known_tag = None;
        for line in lines {
            let line = line?;
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("if-none-match")
            {
                known_tag = Some(value.trim().to_owned());
            }
        }
        Ok(Some(Self {
            method,
            target,
            known_tag,
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
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, SocketAddr};

    /// A folder of three files and a server for it.
    struct Site {
        folder: PathBuf,
        address: SocketAddr,
    }

    impl Site {
        fn new(name: &str) -> Self {
            let name = format!("xtask-http-{name}-{}", std::process::id());
            let folder = std::env::temp_dir().join(name);
            fs::create_dir_all(folder.join("data")).expect("temporary folders can be made");
            for (file, content) in [
                ("index.html", "<p>hello"),
                ("app_bg.wasm", "\0asm"),
                ("data/t 1.gz", "\u{1f}"),
            ] {
                fs::write(folder.join(file), content).expect("the folder exists");
            }
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
            let address = listener.local_addr().expect("it is bound");
            let served = folder.clone();
            thread::spawn(move || serve(&listener, &served));
            Self { folder, address }
        }

        /// Head and body of the reply.
        fn ask(&self, request: &str) -> (String, Vec<u8>) {
            let mut stream = TcpStream::connect(self.address).expect("it listens");
            stream
                .write_all(request.as_bytes())
                .expect("the server reads");
            let mut reply = Vec::new();
            stream.read_to_end(&mut reply).expect("it answers");
            let end = reply
                .windows(4)
                .position(|bytes| bytes == b"\r\n\r\n")
                .expect("a head ends in an empty line");
            let head = String::from_utf8_lossy(&reply[..end]).into_owned();
            (head, reply[end + 4..].to_vec())
        }
    }

    impl Drop for Site {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    #[test]
    fn the_start_page_is_index_html() {
        let (head, body) = Site::new("index").ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
        assert!(head.contains("Content-Type: text/html"), "{head}");
        assert_eq!(body, b"<p>hello");
    }

    #[test]
    fn wasm_has_the_type_that_streaming_compilation_asks_for() {
        let (head, body) = Site::new("wasm").ask("GET /app_bg.wasm?v=1 HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Type: application/wasm"), "{head}");
        assert_eq!(body, b"\0asm");
    }

    #[test]
    fn gz_is_sent_as_it_is() {
        let (head, body) = Site::new("gz").ask("GET /data/t%201.gz HTTP/1.1\r\n\r\n");
        assert!(!head.to_lowercase().contains("content-encoding"), "{head}");
        assert_eq!(body, [0x1f]);
    }

    #[test]
    fn a_missing_file_is_not_the_start_page() {
        let (head, body) = Site::new("missing").ask("GET /data/none.gz HTTP/1.1\r\n\r\n");
        assert!(head.starts_with("HTTP/1.1 404"), "{head}");
        assert!(!body.starts_with(b"<"));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for target in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "//etc/passwd",
            "/data/../../x",
        ] {
            assert_eq!(file_of(Path::new("/dist"), target), None, "{target}");
        }
    }

    #[test]
    fn a_version_that_the_browser_has_is_not_sent_again_until_it_changes() {
        let site = Site::new("tag");
        let (head, body) = site.ask("HEAD /index.html HTTP/1.1\r\n\r\n");
        assert!(head.contains("Content-Length: 8"), "{head}");
        assert!(body.is_empty());
        let tag = head
            .lines()
            .find_map(|line| line.strip_prefix("ETag: "))
            .expect("every file has a tag");
        let request = format!("GET /index.html HTTP/1.1\r\nIf-None-Match: {tag}\r\n\r\n");
        let (head, body) = site.ask(&request);
        assert!(head.starts_with("HTTP/1.1 304"), "{head}");
        assert!(body.is_empty());
        fs::write(site.folder.join("index.html"), "<p>hello again").expect("the folder exists");
        let (_, body) = site.ask(&request);
        assert_eq!(body, b"<p>hello again");
    }

    #[test]
    fn only_reading_is_allowed() {
        let (head, body) = Site::new("post").ask("POST / HTTP/1.1\r\n\r\n");
        assert!(head.starts_with("HTTP/1.1 405"), "{head}");
        assert_eq!(body, b"only GET and HEAD");
    }
}
