//! Mouse, keyboard and files: a control that is covered or disabled cannot be clicked.

use super::Page;
use super::waiting::wait_for;
use crate::places;
use std::cell::RefCell;
use std::fs;
use std::path::Path;
use thirtyfour::{By, Key, TypingData, WebElement};

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
        wait_for(what, places::patience(), look).await;
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
    pub async fn press(&self, id: &str, keys: impl Into<TypingData>) {
        let what = format!("`{id}` takes keys");
        let keys: String = keys.into().as_vec().into_iter().collect();
        self.until(&what, async || {
            let element = self.element(id).await?;
            element.send_keys(keys.as_str()).await.ok()
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
            // The browser reserves the name by an empty file.
            if bytes.is_empty() {
                return None;
            }
            fs::remove_file(file.path()).ok()?;
            Some((file.file_name().to_string_lossy().into_owned(), bytes))
        })
        .await
    }
}
