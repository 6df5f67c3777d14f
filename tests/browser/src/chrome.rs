//! Chromium and the ChromeDriver that steers it, both ended when dropped.

use crate::places;
use crate::server::{INSECURE_HOST, Server};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use thirtyfour::{
    Capabilities, ChromeCapabilities, ChromiumLikeCapabilities, DesiredCapabilities,
    LoggingPrefsLogLevel, WebDriver,
};
use toolbox::chromium::{FLAGS, SOFTWARE_WEBGPU_FLAGS};

/// How long the driver may take to shut its browser.
const FAREWELL: Duration = Duration::from_secs(10);

/// A running ChromeDriver.
pub struct ChromeDriver {
    process: Child,
    port: u16,
}

impl ChromeDriver {
    pub fn start() -> Self {
        let program = places::chromedriver();
        let mut process = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", program.display()));
        let stdout = process.stdout.take().expect("its output is piped");
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let mut said = Vec::new();
        let port = lines
            .by_ref()
            .inspect(|line| said.push(line.clone()))
            .find_map(|line| port_of(&line));
        let Some(port) = port else {
            panic!("ChromeDriver did not start; it said: {}", said.join("\n"));
        };
        // A pipe that is not read any more stops the writer.
        thread::spawn(move || lines.for_each(drop));
        Self { process, port }
    }

    /// The process from which the browser descends.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Opens a browser whose profile is this empty folder.
    pub async fn open(&self, profile: &Path, server: &Server, has_webgpu: bool) -> WebDriver {
        let capabilities = capabilities(profile, server, has_webgpu);
        let address = format!("http://127.0.0.1:{}", self.port);
        WebDriver::new(address, capabilities)
            .await
            .unwrap_or_else(|error| panic!("ChromeDriver cannot open Chromium: {error}"))
    }
}

impl Drop for ChromeDriver {
    /// A request to shut down comes first: a ChromeDriver that is killed leaves its browser running.
    fn drop(&mut self) {
        self.ask_to_shut_down().ok();
        let deadline = Instant::now() + FAREWELL;
        while Instant::now() < deadline {
            if !matches!(self.process.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(50));
        }
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl ChromeDriver {
    fn ask_to_shut_down(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(FAREWELL))?;
        stream
            .write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        Ok(())
    }
}

/// `ChromeDriver was started successfully on port 40123.`
fn port_of(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

fn capabilities(profile: &Path, server: &Server, has_webgpu: bool) -> Capabilities {
    let chromium = places::chromium();
    let mut chrome = DesiredCapabilities::chrome();
    describe(&mut chrome, chromium, profile, server, has_webgpu)
        .expect("flags are words, which JSON can hold");
    chrome.into()
}

fn describe(
    chrome: &mut ChromeCapabilities,
    chromium: &Path,
    profile: &Path,
    server: &Server,
    has_webgpu: bool,
) -> thirtyfour::error::WebDriverResult<()> {
    chrome.set_binary(&chromium.to_string_lossy())?;
    for flag in FLAGS {
        chrome.add_arg(flag)?;
    }
    if has_webgpu {
        for flag in SOFTWARE_WEBGPU_FLAGS {
            chrome.add_arg(flag)?;
        }
    }
    chrome.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    // Every address but the page's own leads to the server, which takes note and refuses.
    chrome.add_arg(&format!("--proxy-server=127.0.0.1:{}", server.port()))?;
    chrome.add_arg(&format!("--proxy-bypass-list={INSECURE_HOST}"))?;
    chrome.add_arg(&format!(
        "--host-resolver-rules=MAP {INSECURE_HOST} 127.0.0.1"
    ))?;
    chrome.set_logging_prefs("browser", LoggingPrefsLogLevel::All)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drivers_greeting_names_its_port() {
        let greeting = "ChromeDriver was started successfully on port 40123.";
        assert_eq!(port_of(greeting), Some(40123));
        assert_eq!(port_of("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
