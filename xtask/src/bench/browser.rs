//! A fresh headless Chromium for each measurement, and the server that its page comes from and answers to.

use crate::failure::{Failure, Result};
use crate::serve::http::{Site, serve_site};
use crate::tools::Browser;
use serde_json::Value;
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

const FLAGS: [&str; 14] = [
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1280,900",
    // Nothing slows down because nobody looks.
    "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding",
    "--disable-backgrounding-occluded-windows",
    "--enable-unsafe-webgpu",
    // For `memory.js`.
    "--js-flags=--expose-gc",
];
/// A graphics adapter in software, for WebGPU and WebGL alike.
const SOFTWARE_FLAGS: [&str; 2] = [
    "--use-webgpu-adapter=swiftshader",
    "--enable-unsafe-swiftshader",
];
/// On Linux a headless Chromium sees a real card only by these.
const HARDWARE_FLAGS: [&str; 3] = [
    "--enable-features=Vulkan",
    "--use-angle=vulkan",
    "--ignore-gpu-blocklist",
];

/// Which graphics adapter the browsers get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adapter {
    Hardware,
    Software,
}

/// Opens pages and hears what they found out.
pub struct Pages {
    chromium: PathBuf,
    /// Chromium's version.
    pub version: String,
    pub adapter: Adapter,
    port: u16,
    answers: Receiver<String>,
}

/// A browser that is gone when dropped.
pub struct Window {
    process: Child,
    profile: PathBuf,
}

impl Pages {
    /// Serves these folders, each behind its path, until xtask ends.
    pub fn serve(folders: Vec<(&'static str, PathBuf)>) -> Result<Self> {
        let (chromium, version) = Browser::chromium()?;
        let no_port = |error| {
            Failure::new(
                format!("cannot listen on 127.0.0.1: {error}"),
                "run it again",
            )
        };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(no_port)?;
        let port = listener.local_addr().map_err(no_port)?.port();
        let (sender, answers) = mpsc::channel();
        let site = Arc::new(Site {
            folders,
            is_isolated: true,
            answers: Some(sender),
        });
        thread::spawn(move || serve_site(&listener, &site));
        Ok(Self {
            chromium,
            version,
            adapter: Adapter::Software,
            port,
            answers,
        })
    }

    /// Opens the bench's page in a new browser; `words` say what to measure.
    pub fn open(&self, words: &str) -> Result<Window> {
        // What an earlier page had still to say concerns nobody.
        while self.answers.try_recv().is_ok() {}
        static N_OPENED: AtomicU32 = AtomicU32::new(0);
        let number = N_OPENED.fetch_add(1, Ordering::Relaxed);
        let name = format!("fitting-room-bench-{}-{number}", std::process::id());
        let profile = std::env::temp_dir().join(name);
        let mut chromium = Command::new(&self.chromium);
        chromium.args(FLAGS);
        match self.adapter {
            Adapter::Hardware => chromium.args(HARDWARE_FLAGS),
            Adapter::Software => chromium.args(SOFTWARE_FLAGS),
        };
        let process = chromium
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!(
                "http://127.0.0.1:{}/bench/page.html?{words}",
                self.port
            ))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                Failure::new(
                    format!("cannot start {}: {error}", self.chromium.display()),
                    "name a Chromium that runs by CHROMIUM",
                )
            })?;
        Ok(Window { process, profile })
    }

    /// The next thing that the page tells. Its silence is an answer too: a note.
    pub fn hear(&self, window: &mut Window, patience: Duration) -> Value {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if let Some(answer) = self.hear_within(window, Duration::from_millis(200)) {
                return answer;
            }
        }
        note(format!("no answer within {} s", patience.as_secs()))
    }

    /// What the page tells within this time, or that its browser has ended.
    pub fn hear_within(&self, window: &mut Window, patience: Duration) -> Option<Value> {
        match self.answers.recv_timeout(patience) {
            Ok(text) => Some(
                serde_json::from_str(&text)
                    .unwrap_or_else(|error| note(format!("the page told no JSON: {error}"))),
            ),
            Err(_) => window
                .has_ended()
                .then(|| note("the browser ended by itself".to_owned())),
        }
    }

    /// Opens a page, hears its one answer and shuts the browser.
    pub fn ask(&self, words: &str, patience: Duration) -> Result<Value> {
        let mut window = self.open(words)?;
        Ok(self.hear(&mut window, patience))
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
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
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
