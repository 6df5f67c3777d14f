//! Firefox and the geckodriver that steers it, both ended when dropped.

use crate::places;
use crate::server::Server;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;
use std::time::Duration;
use thirtyfour::common::capabilities::firefox::FirefoxPreferences;
use thirtyfour::error::WebDriverResult;
use thirtyfour::{
    BrowserLogEntry, Capabilities, DesiredCapabilities, FirefoxCapabilities, WebDriver,
};

/// How long the driver may take to say its port.
const GREETING: Duration = Duration::from_secs(60);

/// What Firefox and its driver print, line by line: no command of WebDriver asks for the console.
#[derive(Clone, Default)]
pub struct Printed(Arc<Mutex<Vec<String>>>);

impl Printed {
    /// The console's entries since the last call.
    pub fn take(&self) -> Vec<BrowserLogEntry> {
        let lines = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        lines.into_iter().filter_map(entry_of).collect()
    }

    fn push(&self, line: String) {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.push(line);
    }
}

/// The page's own errors; those of Firefox's parts have other addresses, or their name before what they say.
fn entry_of(line: String) -> Option<BrowserLogEntry> {
    let said = line.strip_prefix("console.error: ").unwrap_or_default();
    let part = said.split_once(": ").map(|(part, _)| part);
    if part.is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return None;
    }
    let is_error = line.starts_with("console.error:")
        || line
            .strip_prefix("JavaScript error: ")
            .is_some_and(|rest| rest.starts_with("http"));
    let is_said = is_error || line.starts_with("console.");
    is_said.then(|| BrowserLogEntry {
        level: if is_error { "SEVERE" } else { "INFO" }.to_owned(),
        message: line,
        timestamp: 0,
        source: None,
    })
}

/// A running geckodriver.
pub struct GeckoDriver {
    process: Child,
    port: u16,
    pub printed: Printed,
}

impl GeckoDriver {
    pub fn start() -> Self {
        let program = places::geckodriver();
        let mut process = Command::new(&program)
            .args(["--port", "0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", program.display()));
        let printed = Printed::default();
        let (send_port, port) = mpsc::channel();
        let outputs: [Option<Box<dyn Read + Send>>; 2] = [
            process.stdout.take().map(|output| Box::new(output) as _),
            process.stderr.take().map(|output| Box::new(output) as _),
        ];
        for output in outputs.into_iter().flatten() {
            let (printed, send_port) = (printed.clone(), send_port.clone());
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    if let Some(port) = port_of(&line) {
                        send_port.send(port).ok();
                    }
                    printed.push(line);
                }
            });
        }
        let port = port.recv_timeout(GREETING);
        let port = port.unwrap_or_else(|_| panic!("{} did not start", program.display()));
        Self {
            process,
            port,
            printed,
        }
    }

    /// The process from which the browser descends.
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// Opens a browser with a profile of its own, whose downloads go to this folder. With service workers it may keep the page.
    pub async fn open(
        &self,
        downloads: &Path,
        server: &Server,
        has_service_workers: bool,
    ) -> WebDriver {
        let capabilities = capabilities(downloads, server, has_service_workers)
            .expect("settings are words and numbers");
        let address = format!("http://127.0.0.1:{}", self.port);
        WebDriver::new(address, capabilities)
            .await
            .unwrap_or_else(|error| panic!("geckodriver cannot open Firefox: {error}"))
    }
}

impl Drop for GeckoDriver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn capabilities(
    downloads: &Path,
    server: &Server,
    has_service_workers: bool,
) -> WebDriverResult<Capabilities> {
    let mut firefox: FirefoxCapabilities = DesiredCapabilities::firefox();
    firefox.set_firefox_binary(&places::firefox().to_string_lossy())?;
    for flag in ["-headless", "--width=1280", "--height=1000"] {
        firefox.add_arg(flag)?;
    }
    let mut settings = FirefoxPreferences::new();
    settings.set("devtools.console.stdout.content", true)?;
    settings.set("devtools.console.stdout.chrome", false)?;
    settings.set("dom.serviceWorkers.enabled", has_service_workers)?;
    settings.set("browser.download.folderList", 2)?;
    settings.set("browser.download.dir", downloads.to_string_lossy())?;
    // Every address but the page's own leads to the server, which takes note and refuses.
    settings.set("network.proxy.type", 1)?;
    for kind in ["http", "ssl"] {
        settings.set(&format!("network.proxy.{kind}"), "127.0.0.1")?;
        settings.set(&format!("network.proxy.{kind}_port"), server.port())?;
    }
    firefox.set_preferences(settings)?;
    Ok(firefox.into())
}

/// Time, program and level stand before `Listening on 127.0.0.1:40123`.
fn port_of(line: &str) -> Option<u16> {
    let (_, address) = line.split_once("Listening on ")?;
    address.trim().rsplit(':').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_drivers_greeting_names_its_port() {
        let greeting = "1795676400000\tgeckodriver\tINFO\tListening on 127.0.0.1:40123";
        assert_eq!(port_of(greeting), Some(40123));
        assert_eq!(
            port_of("1795676400000\tmozrunner::runner\tINFO\tRunning"),
            None
        );
    }

    #[test]
    fn only_what_the_page_says_is_an_entry() {
        let level = |line: &str| entry_of(line.to_owned()).map(|entry| entry.level);
        assert_eq!(level("console.error: \"no\"").as_deref(), Some("SEVERE"));
        assert_eq!(
            level("JavaScript error: http://127.0.0.1:1/app.js, line 1: Error: no").as_deref(),
            Some("SEVERE")
        );
        assert_eq!(level("console.warn: \"hm\"").as_deref(), Some("INFO"));
        assert_eq!(
            level("JavaScript error: resource://gre/a.mjs, line 3: no"),
            None
        );
        assert_eq!(level("console.error: RSLoader: "), None);
        assert_eq!(level("*** You are running in headless mode."), None);
    }
}
