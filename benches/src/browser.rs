//! A fresh headless Chromium for each measurement, and the server that its page comes from and answers to.

use serde_json::Value;
use std::fs;
use std::io;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};
use toolbox::chromium::{self, FLAGS, Program, SOFTWARE_WEBGPU_FLAGS};
use toolbox::server::{Handler, Request, Server, Site};
use toolbox::{Failure, Result};

const BENCH_FLAGS: [&str; 5] = [
    // A page that is not seen must not slow down.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--enable-unsafe-webgpu",
    // For `memory.js`.
    "--js-flags=--expose-gc",
];
/// The software adapter for WebGL.
const SOFTWARE_WEBGL_FLAG: &str = "--enable-unsafe-swiftshader";
/// On Linux a headless Chromium sees a real card only by these.
const HARDWARE_FLAGS: [&str; 3] = [
    "--enable-features=Vulkan",
    "--use-angle=vulkan",
    "--ignore-gpu-blocklist",
];
/// Where pages post their answers.
const ANSWERS: &str = "/answer";

/// Which graphics adapter the browsers get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapter {
    Hardware,
    Software,
}

/// Opens pages and receives their answers.
pub struct Pages {
    chromium: Program,
    pub adapter: Adapter,
    server: Server,
    answers: Receiver<String>,
}

/// The pages, and where they post to.
struct AnsweredSite {
    site: Site,
    answers: Sender<String>,
}

impl Handler for AnsweredSite {
    fn answer(&self, request: &Request, stream: &mut TcpStream) -> io::Result<()> {
        if (request.method.as_str(), request.target.as_str()) != ("POST", ANSWERS) {
            return self.site.answer(request, stream);
        }
        // The receiver lives as long as the server.
        self.answers
            .send(String::from_utf8_lossy(&request.body).into_owned())
            .ok();
        self.site.write_text(stream, "200 OK", "")
    }
}

/// A browser that is gone when dropped.
pub struct Window {
    process: Child,
    profile: PathBuf,
}

impl Pages {
    /// Finds Chromium and serves the site.
    ///
    /// # Errors
    /// When there is no Chromium or no free port.
    pub fn serve(site: Site) -> Result<Self> {
        let chromium = chromium::browser()?;
        let (sender, answers) = mpsc::channel();
        let site = AnsweredSite {
            site,
            answers: sender,
        };
        let server = Server::start(site).map_err(|error| {
            Failure::new(
                format!("cannot listen on 127.0.0.1: {error}"),
                "run it again",
            )
        })?;
        Ok(Self {
            chromium,
            adapter: Adapter::Software,
            server,
            answers,
        })
    }

    /// Chromium's version.
    pub fn version(&self) -> &str {
        &self.chromium.version
    }

    /// Opens the bench's page in a new browser; the query says what to measure.
    pub fn open(&self, query: &str) -> Result<Window> {
        // Answers to an earlier page.
        while self.answers.try_recv().is_ok() {}
        static N_OPENED: AtomicU32 = AtomicU32::new(0);
        let number = N_OPENED.fetch_add(1, Ordering::Relaxed);
        let name = format!("fitting-room-bench-{}-{number}", std::process::id());
        let profile = std::env::temp_dir().join(name);
        let port = self.server.port();
        let mut chromium = Command::new(&self.chromium.path);
        chromium.args(FLAGS).args(BENCH_FLAGS);
        match self.adapter {
            Adapter::Hardware => chromium.args(HARDWARE_FLAGS),
            Adapter::Software => chromium
                .args(SOFTWARE_WEBGPU_FLAGS)
                .arg(SOFTWARE_WEBGL_FLAG),
        };
        let process = chromium
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("http://127.0.0.1:{port}/bench/page.html?{query}"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Failure::new(
                    format!("cannot start {}: {error}", self.chromium.path.display()),
                    "name a Chromium that runs by CHROMIUM",
                )
            })?;
        Ok(Window { process, profile })
    }

    /// Opens a page, receives its one answer and closes the browser. No answer in time becomes a note.
    pub fn ask(&self, query: &str, timeout: Duration) -> Result<Value> {
        let mut window = self.open(query)?;
        let deadline = Instant::now() + timeout;
        while Instant::now() < deadline {
            if let Some(answer) = self.receive(&mut window, Duration::from_millis(200)) {
                return Ok(answer);
            }
        }
        Ok(note(format!("no answer within {} s", timeout.as_secs())))
    }

    /// An answer that comes within this time, or a note that the browser has ended.
    pub fn receive(&self, window: &mut Window, timeout: Duration) -> Option<Value> {
        match self.answers.recv_timeout(timeout) {
            Ok(text) => Some(
                serde_json::from_str(&text)
                    .unwrap_or_else(|error| note(format!("the page answered no JSON: {error}"))),
            ),
            Err(_) => window
                .has_ended()
                .then(|| note("the browser ended by itself".to_owned())),
        }
    }
}

impl Window {
    fn has_ended(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(Some(_)))
    }

    pub fn process_id(&self) -> u32 {
        self.process.id()
    }
}

impl Drop for Window {
    /// Its other processes follow the first one; the profile goes once they have let go of it.
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
        for _ in 0..50 {
            match fs::remove_dir_all(&self.profile) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    thread::sleep(Duration::from_millis(100));
                }
                _ => return,
            }
        }
    }
}

fn note(text: String) -> Value {
    serde_json::json!({ "note": text })
}
