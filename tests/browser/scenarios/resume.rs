//! Runs that are cut off by a reload, by the end of their tab or by a crash: they go on where they were, with the same digits.

use crate::actions::{
    BATCH_SIZE_FOR_200_STEPS, go_to, open_with_data, start, train_briefly, until_phase, until_step,
};
use browser_tests::{Page, Scenario};
use thirtyfour::WindowHandle;

/// Slow enough to be paused in mid-epoch, quick enough to be waited for.
const SETTINGS: [(&str, &str); 3] = [
    ("epochs", "1"),
    ("batch-size", BATCH_SIZE_FOR_200_STEPS),
    ("hidden-units", "96"),
];

/// The figures of the finished run.
async fn figures(page: &Page) -> [Option<String>; 5] {
    until_phase(page, "done").await;
    let figures = [
        "train-loss",
        "train-accuracy",
        "test-loss",
        "test-accuracy",
        "right-answers",
    ];
    let mut found = [const { None }; 5];
    for (place, figure) in found.iter_mut().zip(figures) {
        *place = page.text(&format!("train-epoch-0-{figure}")).await;
    }
    assert!(found.iter().all(Option::is_some), "{found:?}");
    found
}

/// Starts a run and pauses it in mid-epoch, by which its snapshot is stored.
async fn start_and_pause(page: &Page) {
    start(page, 1, "cpu", &SETTINGS).await;
    until_step(page, 10).await;
    page.click("train-pause").await;
    page.until_says("train-phase", &["Paused"]).await;
    until_stored(page, 1).await;
}

/// What is done to the stored snapshots, as a function body with `store` and `keys`, whose value is returned.
async fn with_snapshots(page: &Page, body: &str) -> i64 {
    let script = format!(
        "window.snapshots = null;
         indexedDB.open('fitting-room').onsuccess = event => {{
             const database = event.target.result;
             const change = database.transaction('snapshots', 'readwrite');
             const store = change.objectStore('snapshots');
             store.getAllKeys().onsuccess = found => {{
                 const keys = found.target.result;
                 const value = (() => {{ {body} }})();
                 change.oncomplete = () => {{ database.close(); window.snapshots = value; }};
             }};
         }};
         return true;"
    );
    assert!(page.js::<bool>(&script, Vec::new()).await);
    page.until("the snapshots are read", async || {
        page.js::<Option<i64>>("return window.snapshots;", Vec::new())
            .await
    })
    .await
}

/// Waits until so many snapshots are stored.
pub async fn until_stored(page: &Page, least: i64) {
    page.until("a snapshot is stored", async || {
        let n_stored = with_snapshots(page, "return keys.length;").await;
        (n_stored >= least).then_some(())
    })
    .await;
}

#[test]
fn a_run_reloaded_in_mid_epoch_ends_with_the_same_digits() {
    Scenario::of("resume").run(async |page| {
        open_with_data(page).await;
        start(page, 1, "cpu", &SETTINGS).await;
        let expected = figures(page).await;

        start_and_pause(page).await;
        page.click("train-resume").await;
        page.reload().await;
        // Offered on every view, by its place.
        go_to(page, "try-it").await;
        page.until_says("cut-off-facts", &["epoch 1 of 1", "hidden units"])
            .await;
        // A second reload loses nothing either.
        page.reload().await;
        page.until_there("cut-off-resume").await;
        page.click("cut-off-resume").await;
        page.until_there("train-page").await;
        let first = until_step(page, 1).await;
        assert!(first >= 10, "it started again, at step {first}");
        assert_eq!(figures(page).await, expected);
        page.until_gone("cut-off").await;
        page.until("the snapshots are deleted", async || {
            let n_stored = with_snapshots(page, "return keys.length;").await;
            (n_stored == 0).then_some(())
        })
        .await;
        page.reload().await;
        go_to(page, "models").await;
        page.until_said("held-accuracy-1").await;
        assert!(!page.is_there("cut-off").await);
    });
}

#[test]
fn a_damaged_snapshot_gives_way_to_the_one_before() {
    Scenario::of("resume-damaged").run(async |page| {
        open_with_data(page).await;
        start_and_pause(page).await;
        page.click("train-resume").await;
        page.click("train-pause").await;
        page.until_says("train-phase", &["Paused"]).await;
        until_stored(page, 2).await;
        // The newest one is torn: its number is the highest.
        let tear = "let newest = null;
            for (const key of keys) {
                store.get(key).onsuccess = found => {
                    const record = found.target.result;
                    if (!newest || record.content.number > newest.record.content.number) {
                        newest = { key, record };
                    }
                    if (key === keys[keys.length - 1]) {
                        newest.record.content.snapshot.file[9000] ^= 1;
                        store.put(newest.record, newest.key);
                    }
                };
            }
            return keys.length;";
        with_snapshots(page, tear).await;
        page.reload().await;
        page.until_said("cut-off-facts").await;
        page.click("cut-off-resume").await;
        until_phase(page, "done").await;

        start_and_pause(page).await;
        with_snapshots(
            page,
            "for (const key of keys) store.put({ nonsense: 1 }, key); return 1;",
        )
        .await;
        page.reload().await;
        page.until_says("notices", &["damaged"]).await;
        assert!(!page.is_there("cut-off").await);
    });
}

#[test]
fn a_run_of_a_living_tab_is_offered_to_another_one_when_that_tab_ends() {
    Scenario::of("resume-two-tabs").run(async |page| {
        open_with_data(page).await;
        start_and_pause(page).await;
        let (first, second) = with_second_tab(page).await;
        open_with_data(page).await;
        assert!(!page.is_there("cut-off").await, "the first tab lives");
        show(page, &first).await;
        page.driver.close_window().await.expect("it is open");
        show(page, &second).await;
        page.until_said("cut-off-facts").await;
        page.click("cut-off-discard").await;
        page.until_gone("cut-off").await;
        page.reload().await;
        crate::actions::until_data_is_there(page).await;
        assert!(!page.is_there("cut-off").await);
    });
}

/// Opens another tab and shows it: both.
async fn with_second_tab(page: &Page) -> (WindowHandle, WindowHandle) {
    let first = page.driver.window().await.expect("it is open");
    let second = page.driver.new_tab().await.expect("there is room");
    show(page, &second).await;
    (first, second)
}

async fn show(page: &Page, tab: &WindowHandle) {
    let switched = page.driver.switch_to_window(tab.clone()).await;
    switched.expect("it is open");
}

/// One tab saves the model that both have, then the other one tries to.
pub async fn save_in_two_tabs(page: &Page, hears: bool) {
    open_with_data(page).await;
    train_briefly(page, 0).await;
    let (first, second) = with_second_tab(page).await;
    page.open("#tab=models").await;
    page.until_there("save-0").await;
    show(page, &first).await;
    go_to(page, "models").await;
    page.click("save-0").await;
    page.until_there("saved-0").await;
    show(page, &second).await;
    if hears {
        page.until_there("saved-0").await;
    }
    page.click("save-0").await;
    page.until_says("confirm-dialog", &["already keeps", "Overwrite"])
        .await;
}

#[test]
fn a_model_that_another_tab_has_saved_shows_at_once() {
    Scenario::of("resume-two-savers").run(async |page| save_in_two_tabs(page, true).await);
}

#[test]
fn a_model_that_another_tab_has_saved_unheard_is_not_overwritten() {
    Scenario::of("resume-two-deaf-savers")
        .after("window.BroadcastChannel = undefined;")
        .run(async |page| save_in_two_tabs(page, false).await);
}

#[test]
fn a_run_that_ends_in_another_tab_is_listed_at_once() {
    Scenario::of("resume-two-lists").run(async |page| {
        open_with_data(page).await;
        let (first, second) = with_second_tab(page).await;
        page.open("#tab=runs").await;
        page.until_there("runs-empty").await;
        show(page, &first).await;
        train_briefly(page, 0).await;
        show(page, &second).await;
        page.until_says("stored-name-0", &["Model 0"]).await;
    });
}

/// A private window of some browsers, or one too old for locks.
const NO_STORAGE: &str = "
for (const [owner, name] of [[window, 'indexedDB'], [navigator, 'locks']])
    Object.defineProperty(owner, name, { value: undefined });
";

#[test]
fn without_storage_and_locks_training_works_and_says_once_that_nothing_is_kept() {
    Scenario::of("resume-without-storage")
        .after(NO_STORAGE)
        .run(async |page| {
            open_with_data(page).await;
            start(page, 1, "cpu", &SETTINGS).await;
            until_step(page, 10).await;
            page.click("train-pause").await;
            page.until_says("train-phase", &["Paused"]).await;
            page.click("train-resume").await;
            figures(page).await;
            let notices = page.until_says("notices", &["runs are not kept"]).await;
            assert_eq!(notices.matches("not kept").count(), 1, "{notices}");
            go_to(page, "models").await;
            page.until_said("held-accuracy-1").await;
        });
}

/// A browser too old for locks, or a page by plain http, in which a minute's silence passes in a second.
const NO_LOCKS: &str = "
Object.defineProperty(navigator, 'locks', { value: undefined });
const later = window.setTimeout;
window.setTimeout = (work, ms, ...words) => later(work, ms > 20000 ? 1000 : ms, ...words);
";

#[test]
fn without_locks_a_run_is_offered_once_nothing_more_of_it_is_stored() {
    Scenario::of("resume-without-locks")
        .after(NO_LOCKS)
        .run(async |page| {
            open_with_data(page).await;
            start_and_pause(page).await;
            page.reload().await;
            page.until_said("cut-off-facts").await;
            page.click("cut-off-resume").await;
            page.until_there("train-page").await;
            let first = until_step(page, 1).await;
            assert!(first >= 10, "it started again, at step {first}");
            figures(page).await;
            page.until_gone("cut-off").await;
        });
}
