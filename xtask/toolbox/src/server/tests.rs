//! The server asked as a browser asks, and otherwise.

use super::*;
use std::env;

/// A folder of three files and a server for it.
struct TestSite {
    folder: PathBuf,
    server: Server,
}

impl TestSite {
    fn new(name: &str) -> Self {
        Self::serving(name, |folder| Site::new(folder))
    }

    fn serving(name: &str, site: impl FnOnce(&Path) -> Site) -> Self {
        let name = format!("toolbox-server-{name}-{}", std::process::id());
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(folder.join("data")).expect("temporary folders can be made");
        for (file, content) in [
            ("index.html", "<p>hello"),
            ("app_bg.wasm", "\0asm"),
            ("data/t 1.gz", "\u{1f}"),
        ] {
            fs::write(folder.join(file), content).expect("the folder exists");
        }
        let server = Server::start(site(&folder)).expect("a port is free");
        Self { folder, server }
    }

    /// Head and body of the reply.
    fn ask(&self, request: &str) -> (String, Vec<u8>) {
        ask(&self.server, request)
    }
}

fn ask(server: &Server, request: &str) -> (String, Vec<u8>) {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port())).expect("it listens");
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
        assert_eq!(Site::new("/dist").file(target), None, "{target}");
    }
}

#[test]
fn a_version_that_the_browser_has_is_not_sent_again_until_it_changes() {
    let site = TestSite::new("tag");
    let (head, body) = site.ask("HEAD /index.html HTTP/1.1\r\n\r\n");
    assert!(head.contains("Content-Length: 8"), "{head}");
    assert!(head.contains("Cache-Control: no-cache"), "{head}");
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
    let site = TestSite::serving("several", |folder| {
        Site::new(folder)
            .with_folder("/more", folder.join("data"))
            .with_headers(ISOLATION)
            .with_headers(&[("Cache-Control", "no-store")])
    });
    let (head, body) = site.ask("GET /more/t%201.gz HTTP/1.1\r\n\r\n");
    for header in [
        "Cross-Origin-Opener-Policy: same-origin",
        "Cross-Origin-Embedder-Policy: require-corp",
        "Cache-Control: no-store",
    ] {
        assert!(head.contains(header), "{head}");
    }
    assert!(!head.contains("no-cache"), "{head}");
    assert_eq!(body, [0x1f]);
    let (_, body) = site.ask("GET / HTTP/1.1\r\n\r\n");
    assert_eq!(body, b"<p>hello");
    let (head, _) = site.ask("GET /moreover HTTP/1.1\r\n\r\n");
    assert!(head.starts_with("HTTP/1.1 404"), "{head}");
}

#[test]
fn a_handler_gets_what_is_posted_whole() {
    struct Echo;
    impl Handler for Echo {
        fn answer(&self, request: &Request, stream: &mut TcpStream) -> io::Result<()> {
            let text = format!("{} {} ", request.method, request.target);
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            stream.write_all(text.as_bytes())?;
            stream.write_all(&request.body)
        }
    }
    let server = Server::start(Echo).expect("a port is free");
    let posted = "x".repeat(100_000);
    let request =
        format!("POST http://else/answer HTTP/1.1\r\nContent-Length: 100000\r\n\r\n{posted}");
    let (_, body) = ask(&server, &request);
    assert_eq!(body, format!("POST http://else/answer {posted}").as_bytes());
}
