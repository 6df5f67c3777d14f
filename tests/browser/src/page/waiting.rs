//! Waiting for a condition: by polling, never by a fixed sleep.

use super::Page;
use crate::places;
use std::cell::RefCell;
use std::time::{Duration, Instant};

/// Timeout of [`Page::until_at_last`], in multiples of the usual one.
const MINUTES: u32 = 4;
/// Time between two polls.
const POLL: Duration = Duration::from_millis(50);

impl Page {
    /// Polls until `look` returns something.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
        wait(what, places::patience(), look).await
    }

    /// The same for what takes minutes.
    pub async fn until_at_last<T>(&self, what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
        wait(what, places::patience() * MINUTES, look).await
    }

    /// Waits until the text of this element is right.
    pub async fn until_text(&self, id: &str, is_right: impl Fn(&str) -> bool) -> String {
        self.until_it_says(id, "what it should", is_right).await
    }

    /// Waits until this element has text.
    pub async fn until_said(&self, id: &str) -> String {
        self.until_it_says(id, "something", |text| !text.is_empty())
            .await
    }

    /// Waits until this element's text holds all of these words, upper or lower case.
    pub async fn until_says(&self, id: &str, words: &[&str]) -> String {
        let is_right = |text: &str| {
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(&word.to_lowercase()))
        };
        self.until_it_says(id, &format!("{words:?}"), is_right)
            .await
    }

    async fn until_it_says(&self, id: &str, what: &str, is_right: impl Fn(&str) -> bool) -> String {
        let last = RefCell::new(None);
        let look = async || {
            let text = self.text(id).await;
            *last.borrow_mut() = text.clone();
            text.filter(|text| is_right(text))
        };
        let what = || format!("`{id}` says {what}; it says {:?}", last.borrow());
        wait_for(what, places::patience(), look).await
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

async fn wait<T>(what: &str, patience: Duration, look: impl AsyncFnMut() -> Option<T>) -> T {
    wait_for(|| what.to_owned(), patience, look).await
}

pub(super) async fn wait_for<T>(
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
