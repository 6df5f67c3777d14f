//! The browser's console, and which of its errors a test expects.

use super::Page;
use std::fmt::Write;
use thirtyfour::BrowserLogEntry;

#[derive(Default)]
pub struct Console {
    entries: Vec<BrowserLogEntry>,
    expected: Vec<Expected>,
}

struct Expected {
    part: &'static str,
    /// For the reader of the test: why this is no error of the page.
    _reason: &'static str,
}

impl Console {
    /// Errors that the test does not expect.
    pub fn errors(&self) -> Vec<&str> {
        self.entries
            .iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message.as_str())
            .filter(|message| {
                !self
                    .expected
                    .iter()
                    .any(|expected| message.contains(expected.part))
            })
            .collect()
    }

    /// All entries, a line each.
    pub fn transcript(&self) -> String {
        let mut transcript = String::new();
        for entry in &self.entries {
            writeln!(transcript, "  {}: {}", entry.level, entry.message)
                .expect("a string takes everything");
        }
        transcript
    }
}

impl Page {
    /// Errors with `part` in their text are expected, for this reason.
    pub fn expect_console(&self, part: &'static str, reason: &'static str) {
        self.console.borrow_mut().expected.push(Expected {
            part,
            _reason: reason,
        });
    }

    /// Fetches the console's entries since the last call.
    pub async fn read_console(&self) {
        let entries = match &self.printed {
            Some(printed) => printed.take(),
            None => {
                let entries = self.driver.browser_log().await;
                entries.expect("ChromeDriver keeps the console's log")
            }
        };
        self.console.borrow_mut().entries.extend(entries);
    }
}
