//! The page without a mouse: everything can be reached, seen and pressed.

use crate::actions::{open_with_data, until_phase};
use browser_tests::{Page, Scenario};
use thirtyfour::Key;

#[test]
fn a_model_can_be_trained_by_keyboard_alone() {
    Scenario::of("keyboard").run(train_by_keyboard);
}

/// From the first stop of the page to the end of a run.
pub async fn train_by_keyboard(page: &Page) {
    open_with_data(page).await;
    // The first stop leads past the tabs.
    press(page, Key::Tab).await;
    assert!(focused(page).await.contains("Skip to the content"));
    press(page, Key::Enter).await;
    let id: String = page
        .js("return document.activeElement.id", Vec::new())
        .await;
    assert_eq!(id, "main");

    until_focus_goes_back_to(page, "Train").await;
    the_focus_can_be_seen(page).await;
    press(page, Key::Enter).await;
    page.until_there("train-page").await;
    until_focused(page, "train-model-0").await;
    press(page, Key::Right).await;
    assert_eq!(page.property("train-model-1", "checked").await, Some(true));
    until_focused(page, "train-epochs").await;
    press(page, Key::Backspace).await;
    press(page, "1").await;
    assert_eq!(
        page.property("train-epochs", "value").await,
        Some("1".to_owned())
    );
    until_focused(page, "train-device-auto").await;
    press(page, Key::Right).await;
    assert_eq!(
        page.property("train-device-cpu", "checked").await,
        Some(true)
    );
    // Above the settings, which need not be changed.
    until_focus_goes_back_to(page, "Start training").await;
    the_focus_can_be_seen(page).await;
    press(page, Key::Space).await;
    until_phase(page, "done").await;
}

async fn press(page: &Page, keys: impl Into<thirtyfour::TypingData>) {
    let hand = page.driver.action_chain().send_keys(keys);
    hand.perform().await.expect("keys can be pressed");
}

async fn focused(page: &Page) -> String {
    page.js("return document.activeElement.innerText ?? ''", Vec::new())
        .await
}

/// Presses Shift and Tab until the control with this text has the focus.
async fn until_focus_goes_back_to(page: &Page, text: &str) {
    for _ in 0..100 {
        let hand = page.driver.action_chain().key_down(Key::Shift);
        let hand = hand.send_keys(Key::Tab).key_up(Key::Shift);
        hand.perform().await.expect("keys can be pressed");
        if focused(page).await.trim() == text {
            return;
        }
    }
    panic!("Shift and Tab never reach {text:?}");
}

/// Presses Tab until this control has the focus.
async fn until_focused(page: &Page, id: &str) {
    for _ in 0..100 {
        press(page, Key::Tab).await;
        let script = "return document.activeElement.dataset.testid ?? ''";
        if page.js::<String>(script, Vec::new()).await == id {
            return;
        }
    }
    panic!("Tab never reaches `{id}`");
}

async fn the_focus_can_be_seen(page: &Page) {
    let outline: String = page
        .js(
            "return getComputedStyle(document.activeElement).outlineStyle",
            Vec::new(),
        )
        .await;
    assert_ne!(outline, "none", "what has the focus stands out");
}
