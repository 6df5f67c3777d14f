//! The server asked as a browser asks, and as nobody should.

use super::*;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::{self, Receiver};

/// A folder of three files and a server for it.
struct TestSite {
    folder: PathBuf,
    address: SocketAddr,
}

impl TestSite {
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

    /// The same, with one folder more, and an ear for answers.
    fn with_answers(name: &str) -> (Self, Receiver<String>) {
        let mut plain = Self::new(name);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        plain.address = listener.local_addr().expect("it is bound");
        let (sender, answers) = mpsc::channel();
        let site = super::Site {
            folders: vec![
                ("/more", plain.folder.join("data")),
                ("", plain.folder.clone()),
            ],
            is_isolated: true,
            answers: Some(sender),
        };
        thread::spawn(move || serve_site(&listener, &Arc::new(site)));
        (plain, answers)
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

impl Drop for TestSite {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn the_start_page_is_index_html() {
    let (head, body) = TestSite::new("index").ask("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert!(head.contains("Content-Type: text/html"), "{head}");
    assert_eq!(body, b"<p>hello");
}

#[test]
fn wasm_has_the_type_that_streaming_compilation_asks_for() {
    let (head, body) = TestSite::new("wasm").ask("GET /app_bg.wasm?v=1 HTTP/1.1\r\n\r\n");
    assert!(head.contains("Content-Type: application/wasm"), "{head}");
    assert_eq!(body, b"\0asm");
}

#[test]
fn gz_is_sent_as_it_is() {
    let (head, body) = TestSite::new("gz").ask("GET /data/t%201.gz HTTP/1.1\r\n\r\n");
    assert!(!head.to_lowercase().contains("content-encoding"), "{head}");
    assert_eq!(body, [0x1f]);
}

#[test]
fn a_missing_file_is_not_the_start_page() {
    let (head, body) = TestSite::new("missing").ask("GET /data/none.gz HTTP/1.1\r\n\r\n");
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
    let site = TestSite::new("tag");
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
    let (head, body) = TestSite::new("post").ask("POST / HTTP/1.1\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 405"), "{head}");
    assert_eq!(body, b"only GET and HEAD");
}

#[test]
fn several_folders_lie_behind_their_paths_in_an_origin_of_their_own() {
    let (site, _answers) = TestSite::with_answers("several");
    let (head, body) = site.ask("GET /more/t%201.gz HTTP/1.1\r\n\r\n");
    assert!(
        head.contains("Cross-Origin-Embedder-Policy: require-corp"),
        "{head}"
    );
    assert_eq!(body, [0x1f]);
    let (_, body) = site.ask("GET / HTTP/1.1\r\n\r\n");
    assert_eq!(body, b"<p>hello");
    let (head, _) = site.ask("GET /moreover HTTP/1.1\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
}

#[test]
fn what_a_page_posts_arrives() {
    let (site, answers) = TestSite::with_answers("post-answer");
    let (head, _) = site.ask("POST /answer HTTP/1.1\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert_eq!(answers.recv().expect("it was handed on"), "{\"a\":1}");
}
