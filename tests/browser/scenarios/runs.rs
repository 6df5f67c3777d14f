//! Runs are kept without being asked: they survive a reload, can be continued, deleted and brought back.

use crate::actions::{
    BATCH_SIZE_FOR_200_STEPS, go_to, open_with_data, start, stop, train, until_step,
};
use browser_tests::{Page, Scenario};

/// Whether the page asks before it is left.
async fn asks_before_leaving(page: &Page) -> bool {
    let script = "const event = new Event('beforeunload', { cancelable: true });
                  window.dispatchEvent(event);
                  return event.defaultPrevented;";
    page.js(script, Vec::new()).await
}

#[test]
fn a_run_is_kept_comes_back_and_goes_on() {
    Scenario::of("runs-kept").run(async |page| {
        open_with_data(page).await;
        let settings = [
            ("epochs", "1"),
            ("batch-size", BATCH_SIZE_FOR_200_STEPS),
            ("seed", "7"),
        ];
        train(page, 0, "cpu", &settings).await;
        go_to(page, "runs").await;
        let name = page.until_says("kept-name-0", &["seed 7"]).await;
        assert!(name.contains("batch size 300"), "{name}");
        let accuracy = page.until_said("kept-accuracy-0").await;

        page.reload().await;
        page.until_text("kept-accuracy-0", |kept| kept == accuracy)
            .await;
        go_to(page, "models").await;
        page.until_text("held-accuracy-0", |held| held == accuracy)
            .await;

        go_to(page, "data").await;
        crate::actions::until_data_is_there(page).await;
        go_to(page, "runs").await;
        page.click("kept-actions-0").await;
        page.click("kept-continue").await;
        page.until_says("kept-facts-0", &["2 epochs", "continued from step 200"])
            .await;

        page.click("kept-actions-0").await;
        page.click("kept-delete").await;
        page.until_text("kept-name-0", |kept| kept == name).await;
        page.click("runs-undo").await;
        page.until_says("kept-facts-0", &["continued from step 200"])
            .await;
    });
}

#[test]
fn a_stopped_run_comes_back_with_its_mark_and_is_asked_about_before() {
    Scenario::of("runs-stopped").run(async |page| {
        open_with_data(page).await;
        assert!(!asks_before_leaving(page).await);
        start(page, 2, "cpu", &[]).await;
        until_step(page, 20).await;
        assert!(asks_before_leaving(page).await);
        stop(page, 2).await;
        go_to(page, "runs").await;
        page.until_says("kept-facts-0", &["stopped at step"]).await;
        page.reload().await;
        go_to(page, "models").await;
        page.until_says("held-2", &["stopped at step"]).await;
    });
}

#[test]
fn a_damaged_record_is_named_and_hides_no_other() {
    Scenario::of("runs-damaged").run(async |page| {
        open_with_data(page).await;
        let settings = [("epochs", "1"), ("batch-size", BATCH_SIZE_FOR_200_STEPS)];
        train(page, 0, "cpu", &settings).await;
        go_to(page, "runs").await;
        page.until_said("kept-name-0").await;
        go_to(page, "data").await;
        let damage = "window.damaged = false;
            indexedDB.open('fitting-room').onsuccess = event => {
                const database = event.target.result;
                const change = database.transaction('runs', 'readwrite');
                change.objectStore('runs').put({ nonsense: 1 }, 1795676400000000);
                change.oncomplete = () => { database.close(); window.damaged = true; };
            };
            return true;";
        assert!(page.js::<bool>(damage, Vec::new()).await);
        page.until("the record is damaged", async || {
            let is_damaged: bool = page.js("return window.damaged;", Vec::new()).await;
            is_damaged.then_some(())
        })
        .await;
        go_to(page, "runs").await;
        page.until_says("kept-unreadable", &["cannot be read"])
            .await;
        assert!(page.is_there("kept-name-0").await);
    });
}
