//! The open page as a learner meets it: named controls to use, text to read, things to wait for.
//!
//! Controls go by their `data-testid`. What is not there in time fails the test with a sentence that says
//! what was waited for; nothing else here knows about time.

use crate::server::Server;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use thirtyfour::{By, Key, TypingData, WebDriver, WebElement};

mod console;
mod views;
mod wire;

pub use console::Console;
pub use views::{Size, Theme};
pub(crate) use wire::LISTENER;

/// Longer than anything but training takes, also on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);
/// Longer than any training here takes.
const LONG_PATIENCE: Duration = Duration::from_secs(400);
/// Between two looks at the page.
const POLL: Duration = Duration::from_millis(50);

pub struct Page {
    pub driver: WebDriver,
    pub server: Server,
    pub console: RefCell<Console>,
    /// Where downloads land.
    pub downloads: PathBuf,
}

/// Opening and asking.
impl Page {
    /// Opens the page, with this behind its address, such as `?tab=train`.
    pub async fn open(&self, query: &str) {
        self.open_at(&self.server.origin(), query).await;
    }

    pub async fn open_at(&self, origin: &str, query: &str) {
        let address = format!("{origin}/{query}");
        self.driver.goto(address).await.expect("the server is up");
        self.until("the page has started", async || {
            self.is_there("shell").await.then_some(())
        })
        .await;
    }

    pub async fn reload(&self) {
        self.driver.refresh().await.expect("the server is up");
        self.until("the page has started again", async || {
            self.is_there("shell").await.then_some(())
        })
        .await;
    }

    /// What a piece of JavaScript, a function body, returns.
    pub async fn js<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let answer = self.driver.execute(script, arguments).await;
        let answer = answer.unwrap_or_else(|error| panic!("cannot run `{script}`: {error}"));
        let value = answer.json().clone();
        serde_json::from_value(value.clone())
            .unwrap_or_else(|error| panic!("`{script}` returned {value}: {error}"))
    }

    /// A command of the DevTools protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(command, parameters).await;
        answer.unwrap_or_else(|error| panic!("the browser refuses {command}: {error}"))
    }
}

/// Reading, each answer as of now.
impl Page {
    pub async fn is_there(&self, id: &str) -> bool {
        self.find(id, "return e !== null").await
    }

    /// The text as it stands on the screen.
    pub async fn text(&self, id: &str) -> Option<String> {
        self.find(id, "return e && e.innerText.trim()").await
    }

    pub async fn attribute(&self, id: &str, name: &str) -> Option<String> {
        let script = "return e && e.getAttribute(arguments[1])";
        self.find_with(id, script, vec![json!(name)]).await
    }

    /// A property of the element, such as `value` or `checked`.
    pub async fn property<T: DeserializeOwned>(&self, id: &str, name: &str) -> Option<T> {
        let script = "return e && e[arguments[1]]";
        self.find_with(id, script, vec![json!(name)]).await
    }

    /// The first number in the text, such as 83.4 in `83.4 % right`; thousands may stand apart.
    pub async fn number(&self, id: &str) -> Option<f64> {
        number_in(&self.text(id).await?)
    }

    /// Every cell of a table, row by row, headings too.
    pub async fn cells(&self, id: &str) -> Vec<Vec<String>> {
        let script =
            "return e ? [...e.rows].map(r => [...r.cells].map(c => c.innerText.trim())) : []";
        self.find(id, script).await
    }

    /// What a piece of JavaScript says about the element `e` of this name, which may be null.
    pub async fn find<T: DeserializeOwned>(&self, id: &str, script: &str) -> T {
        self.find_with(id, script, Vec::new()).await
    }

    async fn find_with<T: DeserializeOwned>(
        &self,
        id: &str,
        script: &str,
        mut more: Vec<Value>,
    ) -> T {
        more.insert(0, json!(id));
        let script = format!(
            "const e = document.querySelector(`[data-testid=\"${{arguments[0]}}\"]`); {script}"
        );
        self.js(&script, more).await
    }
}

/// Waiting.
impl Page {
    /// Looks again and again until there is something to see.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
        wait(what, PATIENCE, look).await
    }

    /// The same for what takes minutes.
    pub async fn until_at_last<T>(&self, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
        wait(what, LONG_PATIENCE, look).await
    }

    /// Waits until the text of this element is there and as it should be.
    pub async fn until_text(&self, id: &str, is_right: impl Fn(&str) -> bool) -> String {
        let last = RefCell::new(None);
        let look = async || {
            let text = self.text(id).await;
            *last.borrow_mut() = text.clone();
            text.filter(|text| is_right(text))
        };
        let what = || format!("`{id}` says what it should; it says {:?}", last.borrow());
        wait_for(what, PATIENCE, look).await
    }

    /// Waits until this element says something.
    pub async fn until_said(&self, id: &str) -> String {
        self.until_text(id, |text| !text.is_empty()).await
    }

    /// Waits until this element says something that holds all of these words, in any case.
    pub async fn until_says(&self, id: &str, words: &[&str]) -> String {
        let is_right = |text: &str| {
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(&word.to_lowercase()))
        };
        let last = RefCell::new(None);
        let look = async || {
            let text = self.text(id).await;
            *last.borrow_mut() = text.clone();
            text.filter(|text| is_right(text))
        };
        let what = || format!("`{id}` says {words:?}; it says {:?}", last.borrow());
        wait_for(what, PATIENCE, look).await
    }

    pub async fn until_there(&self, id: &str) {
        let what = format!("there is `{id}`");
        self.until(&what, async || self.is_there(id).await.then_some(()))
            .await;
    }

    pub async fn until_gone(&self, id: &str) {
        let what = format!("`{id}` is gone");
        self.until(&what, async || (!self.is_there(id).await).then_some(()))
            .await;
    }
}

/// Using, as a hand would: what is covered or disabled cannot be clicked.
impl Page {
    pub async fn click(&self, id: &str) {
        let trouble = RefCell::new(String::from("it is not there"));
        let look = async || {
            let element = self.element(id).await?;
            if !element.is_enabled().await.unwrap_or(false) {
                *trouble.borrow_mut() = "it is disabled".into();
                return None;
            }
            self.centre(&element).await?;
            match element.click().await {
                Ok(()) => Some(()),
                Err(error) => {
                    *trouble.borrow_mut() = error.to_string();
                    None
                }
            }
        };
        let what = || format!("`{id}` can be clicked: {}", trouble.borrow());
        wait_for(what, PATIENCE, look).await;
    }

    /// Chooses a radio button or ticks a box by its label, as the page may draw them in its own way.
    pub async fn pick(&self, id: &str) {
        let what = format!("`{id}` can be picked");
        self.until(&what, async || {
            if self.property(id, "checked").await == Some(true) {
                return Some(());
            }
            let label = By::Css(format!("label:has([data-testid=\"{id}\"])"));
            let label = self.driver.find(label).await.ok()?;
            self.centre(&label).await?;
            label.click().await.ok()?;
            None
        })
        .await;
    }

    /// Types over what stands in a field.
    pub async fn fill(&self, id: &str, text: &str) {
        let what = format!("`{id}` can be filled in");
        self.until(&what, async || {
            let element = self.element(id).await?;
            element.send_keys(Key::Control + "a").await.ok()?;
            element.send_keys(Key::Backspace).await.ok()?;
            element.send_keys(text).await.ok()
        })
        .await;
    }

    /// Types into a field without clearing it, or presses a key on a control.
    pub async fn press(&self, id: &str, keys: impl Into<TypingData> + Clone) {
        let what = format!("`{id}` takes keys");
        self.until(&what, async || {
            let element = self.element(id).await?;
            element.send_keys(keys.clone()).await.ok()
        })
        .await;
    }

    /// Chooses the option of this value in a drop-down.
    pub async fn choose(&self, id: &str, value: &str) {
        let what = format!("`{id}` offers {value:?}");
        self.until(&what, async || {
            let element = self.element(id).await?;
            let option = By::Css(format!("option[value=\"{value}\"]"));
            element.find(option).await.ok()?.click().await.ok()
        })
        .await;
    }

    /// Gives a file to a file input.
    pub async fn upload(&self, id: &str, file: &Path) {
        let what = format!("`{id}` takes a file");
        let path = file.to_string_lossy();
        self.until(&what, async || {
            let element = self.element(id).await?;
            element.send_keys(path.as_ref()).await.ok()
        })
        .await;
    }

    /// Scrolls so that nothing that sticks to an edge covers the element.
    async fn centre(&self, element: &WebElement) -> Option<()> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let element = element.to_json().ok()?;
        self.driver.execute(script, vec![element]).await.ok()?;
        Some(())
    }

    pub async fn element(&self, id: &str) -> Option<WebElement> {
        let by = By::Css(format!("[data-testid=\"{id}\"]"));
        self.driver.find(by).await.ok()
    }

    /// Waits for a download whose name ends so and takes it out of the folder.
    pub async fn take_download(&self, ending: &str) -> (String, Vec<u8>) {
        let what = format!("a file *{ending} is downloaded");
        self.until(&what, async || {
            let file = fs::read_dir(&self.downloads)
                .ok()?
                .flatten()
                .find(|file| file.file_name().to_string_lossy().ends_with(ending))?;
            let bytes = fs::read(file.path()).ok()?;
            fs::remove_file(file.path()).ok()?;
            Some((file.file_name().to_string_lossy().into_owned(), bytes))
        })
        .await
    }
}

async fn wait<T>(what: &str, patience: Duration, look: impl AsyncFnMut() -> Option<T>) -> T {
    wait_for(|| what.to_owned(), patience, look).await
}

async fn wait_for<T>(
    what: impl Fn() -> String,
    patience: Duration,
    mut look: impl AsyncFnMut() -> Option<T>,
) -> T {
    let start = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(
            start.elapsed() < patience,
            "waited {} s in vain until {}",
            patience.as_secs(),
            what()
        );
        tokio::time::sleep(POLL).await;
    }
}

/// The first number in a text. Thousands may be set apart by narrow or ordinary spaces or commas.
pub fn number_in(text: &str) -> Option<f64> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let is_negative = text[..start].ends_with(['-', '−']);
    let mut digits = String::new();
    let mut rest = text[start..].chars().peekable();
    while let Some(c) = rest.next() {
        let next_is_digit = rest.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => digits.push(c),
            '.' if next_is_digit => digits.push(c),
            ',' | '\u{202f}' | '\u{a0}' | '\u{2009}' | ' ' if next_is_digit => {}
            _ => break,
        }
    }
    let number: f64 = digits.parse().ok()?;
    Some(if is_negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(number_in("60 000 images"), Some(60_000.0));
        assert_eq!(number_in("loss 0.4766"), Some(0.4766));
        assert_eq!(number_in("83.4 %"), Some(83.4));
        assert_eq!(number_in("−2.5 points"), Some(-2.5));
        assert_eq!(number_in("step 7."), Some(7.0));
        assert_eq!(number_in("none"), None);
    }
}
